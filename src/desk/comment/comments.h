/* comments.h: what the files of the comments' desk share: which part of the queue
 * somebody looks at, and one comment as the templates get it.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "desk/desk.h"
#include "news/comment/queue.h"

/* Travels along as fields of every form and link, so that a moderator comes back to
 * where he was. */
struct comments_at {
	str tab;          /* held public spam bin reported */
	str words;        /* looked for; empty: nothing */
	int64_t story, writer; /* 0: all; writer: a comment of his */
	int64_t at, id;   /* below this one; 0: from the top */
};
struct comments_at comments_read(const struct ctx *, bool form);
/* "/desk/comments/?tab=...". */
str comments_path(struct arena *, const struct comments_at *);
/* The same with a word of it changed: for links. */
str comments_query(struct arena *, const struct comments_at *);
/* {{#at}}: as hidden fields. */
void comments_put_at(struct desk *, const struct comments_at *);

/* Those of these ids, in this order, that this person may rule on. */
err comments_put_list(struct desk *, struct value *list, const int64_t *id, size_t n, const struct comments_at *) MUST;
/* Who rules. */
struct comment_by comments_by(const struct ctx *);
/* {{#rule}}: what a story says of comments on it, as a form. */
void comments_put_policy(struct desk *, const struct comment_story *, int64_t story);
/* After a form: back to where the moderator was; id: to this comment of it, 0: to the top. */
err comments_back(struct ctx *, int64_t id, const char *done) MUST;
