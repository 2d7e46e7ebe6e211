/* settings.h: what the pages below /desk/running/ share.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "desk/desk.h"
#include "news/people/audit.h"

/* A page of that part: its title is the word "running_PAGE". */
err settings_begin(struct ctx *, struct desk *, const char *page, str fault) MUST;
/* Who changes something, for the audit. */
struct actor settings_actor(const struct ctx *);
/* A form again, with what was typed and why it was not taken (the reason that fail() left): the page that
 * `show` makes, with the status of the err.  Errs that are not about the form go on to the caller. */
err settings_redisplay(struct ctx *, err e, err (*show)(struct ctx *, str fault)) MUST;
/* What was typed into a field, or what stands in the archive. */
str settings_field_value(const struct ctx *, const char *field, str otherwise);
str settings_lower(struct arena *, str); /* as lower() of both engines: ASCII */
enum { SETTINGS_ROWS = 50 }; /* of a list; there is a link to the next ones */
/* "find=…&" for the links of a list; nothing for nothing. */
str settings_query(struct arena *, const char *name, str value);
/* A list of names (running-names.html): tags and names in bylines. */
struct settings_names {
	const char *kind;          /* "tag", "author" */
	str find;
	struct value *items;
};
void settings_names(struct desk *, struct settings_names *);
/* A row of it; note: a description, a person's name. */
void settings_name(struct desk *, struct settings_names *, int64_t id, str name, str url, str note, int64_t count);
/* After the last row that is shown, where there are more. */
void settings_names_more(struct desk *, const struct settings_names *, str name, int64_t id);

/* The first steps, for {{>running-guide}}; empty for those who do not run the paper, and
 * once they are done. */
err settings_guide(struct desk *) MUST;
