/* rule.h: what moderators do with comments, each act undone by one more.
 *
 * Everything here runs inside store_write().  An act of a person is written down with
 * what each comment was before; comment_undo() takes back the last one, comment by
 * comment, and leaves alone what somebody else has touched since.  Approving and
 * calling spam teach the filter (bayes.h); the bin does not: rude is not spam.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/comment/comment.h"
#include "news/people/person.h"

struct comment_by {
	const struct person *who; /* NULL: the command line, or a rule; then nothing can be undone */
	str name;                 /* in the audit trail */
	int64_t now;
};
/* May this person rule on a story that stands in these sections ("1,2")? */
bool comment_by_may(struct arena *, const struct comment_by *, str sections);

enum comment_verb { COMMENT_APPROVE, COMMENT_HOLD, COMMENT_SPAM, COMMENT_BIN, COMMENT_PIN, COMMENT_UNPIN,
	COMMENT_VERBS };
const char *comment_verb_name(enum comment_verb); /* "approve" */
/* E_INPUT for another word. */
err comment_verb_of(str name, enum comment_verb *) MUST;

/* All or none.  Reports of them count as looked at, but by COMMENT_HOLD. */
err comment_rule(struct txn *, const int64_t *id, size_t n, enum comment_verb, const struct comment_by *) MUST;
/* For good, with reports and older words. */
err comment_remove(struct txn *, int64_t id, const struct comment_by *) MUST;

/* The words that were sent are kept; readers see that the paper changed them. */
struct comment_edit {
	str author, url, body;
};
err comment_edit(struct txn *, int64_t id, const struct comment_edit *, const struct comment_by *) MUST;
/* As the person at the desk; what is answered becomes public by it. */
err comment_reply(struct txn *, const struct seal *, int64_t parent, str body, const struct comment_by *,
	int64_t *id) MUST;

/* Who wrote this comment is not told; what comes is put to the spam.  kinds: of
 * COMMENT_BAN_...; machines and networks change hands: a ban of these has an end within
 * COMMENT_BAN_LONGEST. E_INPUT. bin: the comment goes, too. */
enum { COMMENT_BAN_EMAIL = 1, COMMENT_BAN_MACHINE = 2, COMMENT_BAN_NETWORK = 4, COMMENT_BAN_LONGEST = 90 * 86400 };
struct comment_ban {
	unsigned kinds;
	str reason;
	int64_t ends_at; /* 0: none */
	bool bin;
};
err comment_ban(struct txn *, int64_t id, const struct comment_ban *, const struct comment_by *) MUST;
err comment_ban_lift(struct txn *, int64_t ban, const struct comment_by *) MUST;

/* The last act of this person within a day.  E_ABSENT: there is none.  *first: a
 * comment of it, 0 when none is there; *left: how many somebody else has touched since. */
err comment_undo(struct txn *, const struct comment_by *, int64_t *first, size_t *left) MUST;
enum { COMMENT_UNDO_SECONDS = 86400 };

/* A story's rule: "open", "held", "closed" or "off"; close_at 0: by the paper's rule.  E_INPUT. */
err comment_story_rule(struct txn *, int64_t story, str rule, int64_t close_at, const struct comment_by *) MUST;
/* What is over: acts older than a few days, bans that ended a month ago, rare tokens. */
err comment_sweep(struct txn *, int64_t now) MUST;
