/* jobs.c: the list of jobs and the thread that runs them.
 *
 * A job is a function that can run at any time, twice, or late: nothing that
 * readers see may depend on when it ran (what is public is computed, not done).
 * So far there is one: where comments came from is forgotten after some days. */
#include "jobs/jobs.h"

#include "base/clock.h"
#include "base/thread.h"
#include "news/comment.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>

enum { LOOK_SECONDS = 600, JOB_MEMORY = 16 << 20 };

struct jobs {
	struct store *store;
	void (*warn)(void *arg, str line);
	void *arg;
	struct thread *thread;
	pthread_mutex_t lock;
	pthread_cond_t stopped;
	bool stop;
};

static err
forget_origins(struct txn *t, void *arg)
{
	struct settings set;
	const int64_t *now = arg;

	TRY(setting_load(t, &set));
	return comment_erase_origins(t, &set, *now);
}

static err (*const jobs[])(struct txn *, void *) = {forget_origins};

err
jobs_run(struct store *store, int64_t now)
{
	err worst = OK;

	for (size_t i = 0; i < LENGTH(jobs); i++) {
		struct arena *a = arena_new(JOB_MEMORY);
		err e = store_write(store, a, jobs[i], &now);

		if (e != OK)
			worst = e;
		arena_end(a);
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
run(void *arg)
{
	struct jobs *j = arg;

	do {
		char line[1200];

		if (jobs_run(j->store, clock_now()) == OK)
			continue;
		snprintf(line, sizeof line, "a job failed and will be tried again: %s", fail_why());
		j->warn(j->arg, str_of(line));
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
jobs_start(struct arena *a, struct store *store, void (*warn)(void *arg, str line), void *arg)
{
	struct jobs *j = NEW(a, struct jobs, 1);

	*j = (struct jobs){.store = store, .warn = warn, .arg = arg,
		.lock = PTHREAD_MUTEX_INITIALIZER, .stopped = PTHREAD_COND_INITIALIZER};
	TRY(thread_start(a, "jobs", run, j, &j->thread));
	arena_defer(a, stop, j);
	return OK;
}
