/* running.h: what the pages below /desk/running/ share. */
#pragma once
#include "desk/desk.h"
#include "news/paper/term.h"

/* A page of that part: its title is the word "running_PAGE". */
err running_begin(struct ctx *, struct desk *, const char *page, str fault) MUST;
/* Who changes something, for the audit. */
struct term_by running_by(const struct ctx *);
/* A form again, with what was typed and why it was not taken (the reason that fail() left): the page that
 * `show` makes, with the status of the err.  Errs that are not about the form go on to the caller. */
err running_again(struct ctx *, err e, err (*show)(struct ctx *, str fault)) MUST;
/* What was typed into a field, or what stands in the archive. */
str running_typed(const struct ctx *, const char *field, str otherwise);
str running_lower(struct arena *, str); /* as lower() of both engines: ASCII */
/* May this person open the page at this path (is there one)? */
bool running_may_open(const struct ctx *, str path);
enum { RUNNING_ROWS = 50 }; /* of a list; there is a link to the next ones */
/* "find=…&" for the links of a list; nothing for nothing. */
str running_query(struct arena *, const char *name, str value);
/* A list of names (running-names.html): tags and names in bylines. */
struct running_names {
	const char *kind;          /* "tag", "author" */
	str find;
	struct value *items;
};
void running_names(struct desk *, struct running_names *);
/* A row of it; note: a description, a person's name. */
void running_name(struct desk *, struct running_names *, int64_t id, str name, str url, str note, int64_t count);
/* After the last row that is shown, where there are more. */
void running_names_more(struct desk *, const struct running_names *, str name, int64_t id);

/* The first steps, for {{>running-guide}}; empty for those who do not run the paper, and
 * once they are done. */
err running_guide(struct desk *) MUST;
