/* reply.h: the reply form, as the story page and the page of a comment that was
 * not taken both show it (theme: form.html).
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/comment/comment.h"
#include "view/show.h"

struct reply_form {
	int64_t story_id, parent_id;
	str parent_name;  /* whom it answers; empty: nobody */
	str cancel;       /* where "Cancel reply" leads; empty: nowhere */
	str author, email, url, comment; /* what was typed */
	bool may_tell, tell; /* a mail for answers is offered; it was wanted */
	str token;
	str status;       /* what happened; empty on a story page */
	const enum comment_fault *fault;
	size_t faults;
};
/* Fills the record `form` of doc/themes.md. */
void reply_show(const struct view *, struct value *form, const struct reply_form *);
