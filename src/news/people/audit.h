/* audit.h: the audit trail: who changed what, and when.  Every change leaves one row
 * in the transaction that makes it; rows are never changed, and never deleted.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/store.h"

/* Who makes a change, and when. */
struct actor {
	int64_t person; /* 0: no user: the command line, the mail queue */
	str name;       /* as the trail shows it, also after the user is renamed */
	int64_t now;
};

/* action: "story.publish"; subject: what `id` is ("story"); detail: one line for people, or empty. */
err audit_put(struct txn *, const struct actor *, const char *action, const char *subject, int64_t id, str detail) MUST;

/* Which rows to list: empty and 0: any. */
struct audit_filter {
	int64_t before;  /* rows with a smaller id only, for the next page; INT64_MAX: from the newest */
	int64_t person;
	str action;      /* "story.publish", or "story" for all that begin with "story." */
	str subject;
	str find;        /* part of the detail or the name, in lower case */
	int64_t count;
};
struct audit_row {
	int64_t id, at;
	str actor, action, subject;
	int64_t subject_id;
	str detail;
};
/* The newest first. */
err audit_list(struct txn *, const struct audit_filter *, struct audit_row **, size_t *n) MUST;
/* Every action that a row has, sorted; at most 300. */
err audit_actions(struct txn *, str **action, size_t *n) MUST;
