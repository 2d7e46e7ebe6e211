/* form.h: the fields of a story as its form and its scripts have them, and what the pages
 * about a story are called.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "desk/desk.h"
#include "news/draft/working.h"

/* The fields of the form, with which version of the copy they began.  The body comes as
 * HTML (body), or without scripts as light text (light) beside it. */
err story_read(struct ctx *, struct story_fields *, int64_t *version) MUST;

/* The form's fields as values. */
void story_put_fields(struct desk *, struct value *into, const struct story_fields *);
/* "fields": {...} */
struct json;
void story_put_json(struct json *, struct arena *, const struct story_fields *);
/* What a field is called. */
str story_label(const struct desk *, const struct record_field *);
/* A story's path: "/desk/story/12/" and what follows it. */
str story_path(struct arena *, int64_t story, const char *more);
/* A headline, or what stands where there is none. */
str story_headline(const struct desk *, str headline);
