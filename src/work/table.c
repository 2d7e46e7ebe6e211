/* table.c: one run of a job.  A job of the queue is taken in a write of its own, worked at
 * while no part of the archive is held, and settled in another write, unless the job did
 * that itself (job_write).
 * SPDX-License-Identifier: Apache-2.0 */
#include "work/table.h"

#include "base/sys/clock.h"
#include "base/sys/stop.h"
#include "mail/mail.h"
#include "news/people/audit.h"

#include <stdio.h>

#include "jobs.inc"
#undef JOB
#define JOB(name, lane, ...) {#name, name, LANE_##lane, __VA_ARGS__},
const struct job work_jobs[] = {
#include "jobs.inc"
};
const size_t work_jobs_n = LENGTH(work_jobs);

enum { MEMORY = 16 << 20, SMALL = 1 << 20, LEASE = 120 };

struct turn {
	const struct job *job;
	struct job_run run;
	err e;
	str why;
	bool found;
};

struct write {
	struct job_run *run;
	err (*work)(struct txn *, void *);
	void *arg;
};

static err
work_and_end(struct txn *t, void *arg)
{
	struct write *w = arg;

	TRY(w->work(t, w->arg));
	return w->run->queued.id ? queue_done(t, &w->run->queued) : OK;
}

err
job_write(struct job_run *run, err (*work)(struct txn *, void *arg), void *arg)
{
	struct write w = {run, work, arg};

	TRY(store_write(run->with->store, run->a, work_and_end, &w));
	run->done = true;
	return OK;
}

err
job_alive(struct txn *t, const struct job_run *run, int64_t lease)
{
	return run->queued.id ? queue_extend(t, &run->queued, clock_now() + lease) : OK;
}

static err
take(struct txn *t, void *arg)
{
	struct turn *w = arg;
	struct queue_job *q = &w->run.queued;
	err e = queue_take(t, w->job->kind, w->run.now, w->job->lease ? w->job->lease : LEASE, q);

	w->found = e == OK;
	if (e)
		return e == E_ABSENT ? OK : e;
	q->key = arena_copy(w->run.a, q->key);
	q->payload = arena_copy(w->run.a, q->payload);
	q->lease = arena_copy(w->run.a, q->lease);
	q->why = arena_copy(w->run.a, q->why);
	return OK;
}

static int64_t
most_tries(const struct job *j)
{
	return j->tries ? j->tries : QUEUE_TRIES;
}

/* The trail says what was given up, the desk shows it (desk/paper/status.c). */
static err
put_off(struct txn *t, struct turn *w, int64_t most, int64_t now)
{
	const struct actor by = {.name = str_of(w->job->kind), .now = now};
	bool gave_up;

	TRY(queue_failed(t, &w->run.queued, most, now, w->why, &gave_up));
	if (!gave_up)
		return OK;
	return audit_put(t, &by, arena_fmt(store_arena(t), "%s.given_up", w->job->kind).p, w->job->kind, w->run.queued.id,
		str_upto(w->why, QUEUE_WHY));
}

static err
settle(struct txn *t, void *arg)
{
	struct turn *w = arg;
	int64_t now = clock_now();

	if (now < w->run.now)
		now = w->run.now;
	if (w->e == OK)
		return queue_done(t, &w->run.queued);
	if (stop_is_set(w->run.stop))
		return queue_give_back(t, &w->run.queued, now);
	return put_off(t, w, w->e == E_INPUT ? 0 : most_tries(w->job), now);
}

static err
guarded(void *arg)
{
	struct turn *w = arg;

	return w->job->run(&w->run);
}

/* Whether one waits is looked at without a writer's turn. */
static err
is_due(const struct job *j, const struct work_with *with, int64_t now, bool *due)
{
	struct arena *a = arena_new(SMALL);
	struct txn *t;
	err e = store_read(with->store, a, NULL, &t);

	if (!e)
		e = queue_is_due(t, j->kind, now, due);
	arena_end(a);
	return e;
}

/* E_GONE: another node has it, or it was added anew meanwhile: not our affair. */
static err
end(struct turn *w)
{
	struct arena *a;
	err e;

	if (w->run.done || w->e == E_GONE)
		return OK;
	a = arena_new(SMALL);
	e = store_write(w->run.with->store, a, settle, w);
	arena_end(a);
	return e == E_GONE ? OK : e;
}

static err
run_queued(struct turn *w)
{
	char why[1024];

	TRY(store_write(w->run.with->store, w->run.a, take, w));
	if (!w->found)
		return OK;
	if (w->run.queued.tries > most_tries(w->job))
		w->e = fail(E_BROKEN, "the process ended each time while it did this");
	else
		w->e = arena_run(w->run.a, guarded, w);
	snprintf(why, sizeof why, "%s", w->e ? fail_why() : "");
	w->why = str_of(why);
	TRY(end(w));
	return w->e == OK || w->e == E_GONE || stop_is_set(w->run.stop) ? OK : fail(w->e, "%s", why);
}

err
table_run(const struct job *j, const struct work_with *with, const struct stop *stop, int64_t now, bool *ran)
{
	struct turn w = {.job = j, .run = {.with = with, .now = now, .stop = stop}};
	err e;

	*ran = false;
	if (j->needs_mail && (!with->mail || !with->mail->url.n))
		return OK;
	if (j->kind) {
		bool due = false;

		TRY(is_due(j, with, now, &due));
		if (!due)
			return OK;
	}
	w.run.a = arena_new(j->memory ? j->memory : MEMORY);
	e = j->kind ? run_queued(&w) : arena_run(w.run.a, guarded, &w);
	*ran = j->kind ? w.found : true;
	arena_end(w.run.a);
	return e;
}
