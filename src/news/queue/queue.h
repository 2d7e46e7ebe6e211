/* queue.h: jobs that must survive the process, as rows of the table job.
 *
 * A job is added by the write that causes it, so it exists exactly when that write does,
 * also after a power cut.  It is done at least once: whoever takes it has a lease, and when
 * a lease ends (its process was killed) the next one takes it.  Everything that ends or
 * prolongs a job asks for the lease, so on several nodes each job is done by one of them.
 *
 * A job that failed waits longer each time, and is given up after the last try: then it
 * stays, and the desk shows it with its reason until somebody retries or drops it.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/store.h"

enum queue_priority { QUEUE_URGENT, QUEUE_ORDINARY, QUEUE_BULK };

struct queue_new {
	const char *kind;   /* "mail": what JOB(…, QUEUE("mail")) takes */
	str key;            /* one job of a kind and key at a time; empty: any number */
	str payload;
	int64_t due_at;     /* not before; 0: at once */
	enum queue_priority priority;
	bool postpone;      /* one with this key that is there waits for this due_at; else it stays */
};
/* Inside a write. */
err queue_add(struct txn *, const struct queue_new *) MUST;

struct queue_job {
	int64_t id;
	str key, payload;
	str lease;
	int64_t tries;      /* this one is counted */
	str why;            /* of the last failure */
};
/* Inside a read: is anything of this kind due? */
err queue_is_due(struct txn *, const char *kind, int64_t now, bool *due) MUST;
/* Inside a write: the most urgent that is due, held until now + lease seconds.  E_ABSENT:
 * none is.  Its texts live in the write's arena. */
err queue_take(struct txn *, const char *kind, int64_t now, int64_t lease, struct queue_job *) MUST;

/* Inside a write, for who took it.  E_GONE: the lease is somebody else's meanwhile, or the
 * job was added anew: what this write did for it has to be undone. */
err queue_done(struct txn *, const struct queue_job *) MUST;
err queue_extend(struct txn *, const struct queue_job *, int64_t until) MUST;
/* It was not finished for a reason of ours (a stop): due again at once, the try not counted. */
err queue_give_back(struct txn *, const struct queue_job *, int64_t now) MUST;
/* Later again, or, after `most` tries, given up: *gave_up.  most is at most QUEUE_TRIES. */
enum { QUEUE_TRIES = 10, QUEUE_WHY = 300 };
err queue_failed(struct txn *, const struct queue_job *, int64_t most, int64_t now, str why, bool *gave_up) MUST;
/* How long the n-th failure puts a job off (from 1): half a minute to most of a day. */
int64_t queue_pause(int64_t tries, int64_t id);

/* What failed, the ones that were given up first. */
struct queue_trouble {
	int64_t id;
	str kind, key;
	int64_t due_at, tries;
	str why;
	int64_t failed_at;  /* 0: it will be tried again at due_at */
};
err queue_troubles(struct txn *, int64_t count, struct queue_trouble **, size_t *n) MUST;
err queue_counts(struct txn *, int64_t *all, int64_t *failed) MUST;
/* Inside a write, of one that was given up: once more from the start, or away with it.
 * E_ABSENT: it is not there, or not given up.  *kind: which it was. */
err queue_retry(struct txn *, int64_t id, int64_t now, str *kind) MUST;
err queue_drop(struct txn *, int64_t id, str *kind) MUST;
/* Takes away what was given up long ago and nobody cared for. */
err queue_sweep(struct txn *, int64_t now) MUST;
