/* running.h: what the pages below /desk/running/ share. */
#pragma once
#include "desk/desk.h"
#include "news/name.h"

/* A page of that part: its title is the word "running_PAGE". */
err running_begin(struct ctx *, struct desk *, const char *page) MUST;
/* Who changes something, for the audit. */
struct name_by running_by(const struct ctx *);
/* A form again, with what was typed and why it was not taken (the reason that fail() left): what the
 * page function `show` makes, answered with the status of the err. */
err running_again(struct ctx *, err e, err (*show)(struct ctx *)) MUST;
/* May this person open the page at this path (is there one)? */
bool running_may_open(const struct ctx *, str path);
/* One more than fit: the list ends with a link to the next page, path?name=value&... */
enum { RUNNING_ROWS = 50 };
void running_next(struct desk *, str url);
/* "?find=…&" for the links of a list. */
str running_query(struct arena *, const char *name, str value);
