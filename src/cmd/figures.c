/* figures.c: how many requests each of the last minutes had: the counters of the server,
 * looked at once a minute.  Nobody asks for it but people who look at the desk's page.
 * SPDX-License-Identifier: Apache-2.0 */
#include "cmd/figures.h"

#include "base/sys/clock.h"
#include "base/sys/thread.h"

#include <pthread.h>
#include <time.h>

struct figures {
	struct server *server;
	struct thread *thread;
	pthread_mutex_t lock;
	pthread_cond_t stopped;
	bool stop;
	int64_t started_at;
	uint64_t before;               /* requests at the last look */
	uint32_t minute[APP_MINUTES];  /* the newest last */
	size_t minutes;
};

static uint64_t
all_requests(const struct metrics *f)
{
	uint64_t n = 0;

	for (size_t i = 0; i < LENGTH(f->requests); i++)
		n += f->requests[i];
	return n;
}

/* Locked. */
static void
look(struct figures *f)
{
	struct metrics now;
	uint64_t n;

	metrics_figures(f->server, &now);
	n = all_requests(&now);
	if (f->minutes == APP_MINUTES)
		memmove(f->minute, f->minute + 1, sizeof f->minute - sizeof *f->minute);
	else
		f->minutes++;
	f->minute[f->minutes - 1] = (uint32_t)(n - f->before);
	f->before = n;
}

static void
run(void *arg)
{
	struct figures *f = arg;

	pthread_mutex_lock(&f->lock);
	while (!f->stop) {
		struct timespec until;
		int e = 0;

		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += 60;
		while (!f->stop && !e)
			e = pthread_cond_timedwait(&f->stopped, &f->lock, &until);
		if (!f->stop)
			look(f);
	}
	pthread_mutex_unlock(&f->lock);
}

static void
stop(void *arg)
{
	struct figures *f = arg;

	pthread_mutex_lock(&f->lock);
	f->stop = true;
	pthread_cond_signal(&f->stopped);
	pthread_mutex_unlock(&f->lock);
	thread_join(f->thread);
	pthread_cond_destroy(&f->stopped);
	pthread_mutex_destroy(&f->lock);
}

err
figures_start(struct arena *a, struct server *server, struct figures **out)
{
	struct figures *f = NEW(a, struct figures, 1);

	*f = (struct figures){.server = server, .lock = PTHREAD_MUTEX_INITIALIZER, .stopped = PTHREAD_COND_INITIALIZER,
		.started_at = clock_now()};
	TRY(thread_start(a, "figures", run, f, &f->thread));
	arena_defer(a, stop, f);
	*out = f;
	return OK;
}

void
figures_now(struct figures *f, struct app_figures *out)
{
	*out = (struct app_figures){0};
	if (!f)
		return;
	metrics_figures(f->server, &out->http);
	pthread_mutex_lock(&f->lock);
	out->started_at = f->started_at;
	out->minutes = f->minutes;
	memcpy(out->minute, f->minute, sizeof out->minute);
	pthread_mutex_unlock(&f->lock);
}
