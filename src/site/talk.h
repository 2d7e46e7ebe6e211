/* talk.h: the comments of a story page, and its reply form.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/comment/comment.h"
#include "site/site.h"

struct talk {
	enum comment_door door;
	bool open;               /* takes comments: door open and the story readable */
	const struct comment *comment;
	size_t comments, all;
	int64_t page, pages;
	int64_t depth_max;
	str url;                 /* of this page of the talk, for #comment-N */
	const struct reply_form *form;
};
void talk_show(const struct making *, const struct view *, struct value *root, const struct talk *);
/* The comments of a story and the form, as this request asks for them
 * (?replytocom=, ?unapproved=); makes the reply uncached where it must. */
err talk_load(struct making *, const struct story *, struct talk *) MUST;
