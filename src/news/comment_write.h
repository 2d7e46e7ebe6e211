/* comment_write.h: what comment_submit.c needs of comment_write.c: a comment's
 * secrets are made once, looked up by, and then stored with it. */
#pragma once
#include "news/comment.h"

/* Empty (p is NULL) where there is nothing to keep. */
struct comment_secret {
	str email, email_hash, origin_hash, network_hash, body_hash;
};
struct comment_secret comment_secret_of(struct arena *, const struct seal *,
	const struct comment_new *);
err comment_put(struct txn *, const struct comment_new *, const struct comment_secret *,
	int64_t *id) MUST;
