/* write.h: what comment_submit.c needs of comment_write.c: a comment's
 * secrets are made once, looked up by, and then stored with it.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/comment/comment.h"

/* Empty (p is NULL) where there is nothing to keep. */
struct comment_secret {
	str email, email_hash, origin_hash, network_hash, body_hash;
};
struct comment_secret comment_secret_of(struct arena *, const struct seal *,
	const struct comment_new *);
err comment_put(struct txn *, const struct comment_new *, const struct comment_secret *,
	int64_t *id) MUST;

/* Somebody rules: a person at the desk, or who NULL and a name for the audit trail. */
struct comment_by;
struct q_comment_rule_get;
/* What a comment is to become. */
struct comment_turn {
	str state, why;
	int64_t learned, pinned_at;
};
/* Writes it, teaches the filter, names what readers see otherwise, tells the audit
 * trail (action; empty: the change of state). */
err comment_turn(struct txn *, const struct q_comment_rule_get *, const struct comment_turn *,
	const struct comment_by *, const char *action) MUST;
err comment_audit(struct txn *, int64_t id, const char *action, str detail, const struct comment_by *) MUST;
/* Loads one that may be ruled on by this person; E_ABSENT, E_DENIED. */
err comment_for_rule(struct txn *, int64_t id, const struct comment_by *, struct q_comment_rule_get *) MUST;
void comment_name_change(struct txn *, int64_t story, int64_t created_at);
