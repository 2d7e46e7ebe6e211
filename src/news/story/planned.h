/* planned.h: what is to happen to a public story at a given moment: a change, its
 * end, its kill.
 *
 * Right to the second although nothing runs by a timetable: whoever makes a page
 * after the moment carries it out first (planned_carry_out), and each page that
 * the plan touches is kept no longer than to that moment.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/people/person.h"
#include "store/store.h"

/* Inside a write.  The working copy becomes the change, and is gone from the desk.
 * E_INPUT: there is none, the moment has passed, or the story is not public. */
err planned_change(struct txn *, const struct person *who, int64_t story, int64_t at, int64_t now) MUST;
/* kind: "unpublish" or "kill". */
err planned_end(struct txn *, const struct person *who, int64_t story, str kind, int64_t at, int64_t now) MUST;
err planned_forget(struct txn *, const struct person *who, int64_t id, int64_t now) MUST;

/* Inside a read: is anything due? */
err planned_is_due(struct txn *, int64_t now, bool *due) MUST;
/* Carries out all that is due, in its order, each in a transaction of its own.  May
 * be called by any number of threads and nodes at once. */
err planned_carry_out(struct store *, struct arena *, int64_t now) MUST;
/* The moment of the next plan; 0: none. */
err planned_next(struct txn *, int64_t *at) MUST;

/* The planned changes of a story, and the corrections that readers see under it. */
struct planned_time {
	bool correction;     /* else a planned change */
	int64_t id, at;
	str kind;            /* of a planned change: "change", "unpublish", "kill" */
	str text;            /* of a correction */
	str person;
};
err planned_times(struct txn *, int64_t story, struct planned_time **, size_t *n) MUST;
