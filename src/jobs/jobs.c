/* jobs.c: the list of jobs and the thread that runs them.
 *
 * A job is a function that can run at any time, twice, or late: nothing that
 * readers see may depend on when it ran (what is public is computed, not done).
 * The short ones are a write; who speaks to the world outside opens his own.
 * SPDX-License-Identifier: Apache-2.0 */
#include "jobs/jobs.h"

#include "base/sys/clock.h"
#include "base/sys/thread.h"
#include "jobs/comment_mail.h"
#include "jobs/given_mail.h"
#include "jobs/links.h"
#include "jobs/mail.h"
#include "news/comment/rule.h"
#include "news/people/login_link.h"
#include "news/people/login.h"
#include "news/picture/picture.h"
#include "news/story/planned.h"
#include "news/people/session.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>

enum { LOOK_SECONDS = 1, MAIL_SECONDS = 3, SELDOM_SECONDS = 600, COMMENT_SECONDS = 30, JOB_MEMORY = 16 << 20 };

struct jobs {
	struct jobs_with with;
	struct thread *thread;
	pthread_mutex_t lock;
	pthread_cond_t stopped;
	bool stop;
	int64_t last[8]; /* when each job ran, clock_ms */
};

static err
forget_origins(struct txn *t, void *arg)
{
	struct settings set;
	const int64_t *now = arg;

	TRY(setting_load(t, &set));
	TRY(comment_sweep(t, *now));
	return comment_erase_origins(t, &set, *now);
}

static err
in_write(const struct jobs_with *w, int64_t now, err (*work)(struct txn *, void *))
{
	struct arena *a = arena_new(JOB_MEMORY);
	err e = store_write(w->store, a, work, &now);

	arena_end(a);
	return e;
}

static err
origins_job(const struct jobs_with *w, int64_t now)
{
	return in_write(w, now, forget_origins);
}

/* Readers' pages do not wait for it (door/dispatch.c); the desk, the edge and the
 * audit trail learn by it. */
static err
plans_job(const struct jobs_with *w, int64_t now)
{
	struct arena *a = arena_new(JOB_MEMORY);
	err e = planned_carry_out(w->store, a, now);

	arena_end(a);
	return e;
}

/* Sessions, links and counts that have ended; that they have, nobody takes from here. */
static err
forget_ended(struct txn *t, void *arg)
{
	const int64_t *now = arg;

	TRY(session_sweep(t, *now));
	TRY(login_link_sweep(t, *now));
	return login_sweep(t, *now);
}

static err
ended_job(const struct jobs_with *w, int64_t now)
{
	return in_write(w, now, forget_ended);
}

/* What a kill cut off in the middle; it was never served.  And crops that an import of
 * another djeli's export left to be made. */
static err
pictures_job(const struct jobs_with *w, int64_t now)
{
	if (!w->media.n)
		return OK;
	TRY(picture_sweep(w->store, w->media, now));
	return picture_cut_left(w->store, w->pictures, w->media, now);
}

static const struct {
	err (*run)(const struct jobs_with *, int64_t now);
	int64_t every; /* seconds */
} jobs[] = {
	{origins_job, SELDOM_SECONDS},
	{ended_job, SELDOM_SECONDS},
	{mail_job, MAIL_SECONDS},
	{plans_job, LOOK_SECONDS},
	{links_job, LOOK_SECONDS},
	{comment_mail_job, COMMENT_SECONDS},
	{given_mail_job, COMMENT_SECONDS},
	{pictures_job, SELDOM_SECONDS},
};

err
jobs_run(const struct jobs_with *w, int64_t now)
{
	err worst = OK;

	for (size_t i = 0; i < LENGTH(jobs); i++) {
		err e = jobs[i].run(w, now);

		if (e != OK)
			worst = e;
	}
	return worst;
}

/* True when it is time to stop. */
static bool
wait_a_while(struct jobs *j)
{
	struct timespec until;
	bool stop;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += LOOK_SECONDS;
	pthread_mutex_lock(&j->lock);
	while (!j->stop && !pthread_cond_timedwait(&j->stopped, &j->lock, &until))
		;
	stop = j->stop;
	pthread_mutex_unlock(&j->lock);
	return stop;
}

static void
look(struct jobs *j, size_t i)
{
	char line[1200];

	if (j->last[i] && clock_ms() - j->last[i] < jobs[i].every * 1000)
		return;
	if (jobs[i].run(&j->with, clock_now()) != OK) {
		snprintf(line, sizeof line, "a job failed and will be tried again: %s", fail_why());
		j->with.warn(j->with.arg, str_of(line));
	}
	j->last[i] = clock_ms();
}

static void
run(void *arg)
{
	struct jobs *j = arg;

	_Static_assert(LENGTH(jobs) <= LENGTH(j->last), "a moment for each job");
	do {
		for (size_t i = 0; i < LENGTH(jobs); i++)
			look(j, i);
	} while (!wait_a_while(j));
}

static void
stop(void *arg)
{
	struct jobs *j = arg;

	pthread_mutex_lock(&j->lock);
	j->stop = true;
	pthread_cond_signal(&j->stopped);
	pthread_mutex_unlock(&j->lock);
	thread_join(j->thread);
	pthread_cond_destroy(&j->stopped);
	pthread_mutex_destroy(&j->lock);
}

err
jobs_start(struct arena *a, const struct jobs_with *w)
{
	struct jobs *j = NEW(a, struct jobs, 1);

	*j = (struct jobs){.with = *w, .lock = PTHREAD_MUTEX_INITIALIZER, .stopped = PTHREAD_COND_INITIALIZER};
	TRY(thread_start(a, "jobs", run, j, &j->thread));
	arena_defer(a, stop, j);
	return OK;
}
