/* mail.h: who is written to about comments.
 *
 * Anybody can type anybody's address, so an address that asked for answers first gets
 * one letter that only asks whether that is right, and nothing else before it said yes.
 * It is asked once; what it said is kept under its keyed hash, and no is for good.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/comment/comment.h"

struct comment_mail {
	str to;               /* an address: for outbox_add() and for nothing else */
	int64_t comment_id;   /* by whom it is sent for */
	int64_t answer_id;    /* 0: the question */
	int64_t story_id;
	str headline, name, body; /* of the answer */
};
/* What became public is added to the queue and looked at some time later, so that what was
 * undone at once is not told: job "comment_mail", the key is the comment's number. */
enum { COMMENT_MAIL_QUIET = 120, COMMENT_MAIL_MOST = 2 };
/* Inside a write: what there is to send because of a comment, if it is still public. */
err comment_mail_of(struct txn *, const struct seal *, const struct settings *, int64_t comment, int64_t now,
	struct comment_mail m[COMMENT_MAIL_MOST], size_t *n) MUST;
/* Inside a write: to whom it has to be told that comments wait, at most every
 * COMMENT_DIGEST seconds, and only when one came since. */
enum { COMMENT_DIGEST = 900 };
err comment_mail_digest(struct txn *, const struct settings *, int64_t now, int64_t *waiting, str **to, size_t *n) MUST;

/* The key of the links in these letters. */
str comment_mail_token(struct arena *, const struct seal *, int64_t comment, int64_t now);
/* E_ABSENT when it is not for this comment, or old. */
err comment_mail_check(const struct seal *, int64_t comment, str token, int64_t now) MUST;
/* Inside a write: the address of this comment says yes or no. */
err comment_mail_say(struct txn *, int64_t comment, bool yes, int64_t now) MUST;
