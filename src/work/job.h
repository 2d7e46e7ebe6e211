/* job.h: a job is one function below a JOB(...) line, in one file.
 *
 *   JOB(clock_plans, CLOCK, EVERY(1))
 *   JOB(letter_send, MAIL, QUEUE("mail", .needs_mail = true))
 *
 * EVERY: runs once in so many seconds.  QUEUE: runs for each job of this kind in the queue
 * (news/queue/queue.h) that is due.  The lines are found by the build, as ROUTE lines are.
 *
 * A job can run at any time, twice, or late: nothing that readers see may depend on when it
 * ran (what is public is computed, not done).
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/queue/queue.h"

struct mail_way;
struct media_team;
struct seal;
struct stop;

/* Lanes have threads of their own, so what hangs in one holds up no other:
 * CLOCK on its second; MAIL the mail server; WEB everybody else's servers; HEAVY minutes
 * of a core, and pictures. */
enum lane { LANE_CLOCK, LANE_MAIL, LANE_WEB, LANE_HEAVY, LANES };

/* What jobs work with; everything lives as long as they. */
struct work_with {
	struct store *store;
	const struct seal *seal;
	const struct mail_way *mail; /* NULL, or without url: no mail */
	void (*warn)(void *arg, str line);
	void *arg;
	str folder;                  /* of the site */
	str media;                   /* SITE/media; empty: pictures are left alone */
	struct media_team *pictures;
};

struct job_run {
	const struct work_with *with;
	struct arena *a;
	int64_t now;
	const struct stop *stop;     /* once it is set, return soon, with whatever err */
	struct queue_job queued;     /* of a QUEUE job */
	bool done;                   /* job_write() ended it */
};
/* OK: done.  Of a QUEUE job: E_INPUT: it will never work, give it up; else later again. */
struct job {
	const char *name;
	err (*run)(struct job_run *);
	enum lane lane;
	int64_t every;               /* seconds */
	const char *kind;
	int64_t lease;               /* seconds; 0: 120 */
	int64_t tries;               /* 0: QUEUE_TRIES */
	size_t memory;               /* of a run; 0: 16 MiB */
	bool needs_mail;             /* waits where the paper sends no mail */
};
#define EVERY(seconds) .every = (seconds)
#define QUEUE(...) .kind = __VA_ARGS__
#define JOB(name, lane, ...) err name(struct job_run *);

/* For a job that is one write: what it does and the end of its row in the queue are one
 * transaction.  So it is done exactly once. */
err job_write(struct job_run *, err (*work)(struct txn *, void *arg), void *arg) MUST;
/* Inside a write of a long job: the lease begins anew.  E_GONE: somebody else has it. */
err job_alive(struct txn *, const struct job_run *, int64_t lease) MUST;
