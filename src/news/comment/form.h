/* form.h: what can be said about a comment's fields without asking the
 * archive.  Pure; the fuzz target test/fuzz/comment_form.c feeds it.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/comment/comment.h"

/* The fields as they are kept: trimmed, url with a scheme. */
struct comment_fields {
	str author, email, url, body;
};
/* Adds what is wrong to v->fault; fields is complete when nothing is. */
void comment_form_check(struct arena *, const struct comment_form *, struct comment_fields *,
	struct comment_verdict *v);
/* The same for what a moderator writes: author, url and body alone; a name may be missing. */
void comment_form_words(struct arena *, struct comment_fields *, struct comment_verdict *v);
void comment_form_blame(struct comment_verdict *v, enum comment_fault);
unsigned comment_form_links(str body);

/* *age: seconds that the form was open, as far as is known: min_age when a token
 * of ours does not tell, 0 when it is not ours.  COMMENT_FINE,
 * COMMENT_OLD_TOKEN (too old, or not ours) or COMMENT_TOO_QUICK. */
enum comment_fault comment_form_token(const struct seal *, const struct comment_form *,
	int64_t min_age, int64_t *age);
