/* work.c: the lanes.  A thread looks at its lane's jobs twice a second and sleeps until
 * something stops it; the clock's thread wakes when a second begins, so a plan is carried
 * out within some milliseconds of its moment.
 * SPDX-License-Identifier: Apache-2.0 */
#include "work/work.h"

#include "base/sys/clock.h"
#include "base/sys/stop.h"
#include "base/sys/thread.h"
#include "work/table.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>

enum { LOOK_MS = 500, IN_A_ROW = 20, THREADS_MOST = 2 };
/* After a failure a job rests, longer each time: the others of its kind would most likely
 * meet the same trouble, and each keeps its tries. */
enum { REST_MS = 3000, REST_MOST_MS = 60000, WARN_MS = 600000 };

static const struct {
	const char *name;
	unsigned threads; /* a sweep that takes long holds up no plan, an import no picture */
} lanes[LANES] = {
	[LANE_CLOCK] = {"clock", 2},
	[LANE_MAIL] = {"mail", 1},
	[LANE_WEB] = {"web", 2},
	[LANE_HEAVY] = {"heavy", 2},
};

struct state { /* of a job, under the lock */
	int64_t ran_at;    /* a second on the wall, so that a late look makes no later one late */
	int64_t rest_until_ms, rest_ms;
	int64_t failures, warned_ms;
	bool running;      /* of an EVERY job: in one thread at a time */
};
struct work {
	struct work_with with;
	struct stop *stop;
	pthread_mutex_t lock;
	struct state *state; /* work_jobs_n */
	struct worker {
		struct work *of;
		enum lane lane;
		struct thread *thread;
	} worker[LANES * THREADS_MOST];
	size_t workers;
};

static void
warn(struct work *w, const struct job *j, const struct state *s, const char *why)
{
	char line[1200], before[64] = "";

	if (s->failures > 1)
		snprintf(before, sizeof before, " (%lld times now)", (long long)s->failures);
	snprintf(line, sizeof line, "%s failed%s and will be tried again: %s", j->name, before, why);
	w->with.warn(w->with.arg, str_of(line));
}

static void
note_failure(struct work *w, size_t i, const char *why)
{
	int64_t now = clock_ms();
	struct state s;
	bool tell;

	pthread_mutex_lock(&w->lock);
	s = w->state[i];
	s.failures++;
	s.rest_ms = s.rest_ms ? s.rest_ms * 2 : REST_MS;
	if (s.rest_ms > REST_MOST_MS)
		s.rest_ms = REST_MOST_MS;
	if (work_jobs[i].kind)
		s.rest_until_ms = now + s.rest_ms; /* an EVERY job has its own time */
	tell = s.failures == 1 || now - s.warned_ms >= WARN_MS;
	if (tell)
		s.warned_ms = now;
	w->state[i] = s;
	pthread_mutex_unlock(&w->lock);
	if (tell)
		warn(w, &work_jobs[i], &s, why);
}

static void
note_success(struct work *w, size_t i)
{
	int64_t failures;
	char line[200];

	pthread_mutex_lock(&w->lock);
	failures = w->state[i].failures;
	w->state[i].failures = w->state[i].rest_ms = 0;
	pthread_mutex_unlock(&w->lock);
	if (!failures)
		return;
	snprintf(line, sizeof line, "%s works again, after %lld failures", work_jobs[i].name, (long long)failures);
	w->with.warn(w->with.arg, str_of(line));
}

/* May this job run now?  An EVERY job is this thread's until end_turn(). */
static bool
has_turn(struct worker *k, size_t i)
{
	const struct job *j = &work_jobs[i];
	struct work *w = k->of;
	struct state *s = &w->state[i];
	int64_t second = time(NULL);
	bool yes;

	if (j->lane != k->lane)
		return false;
	pthread_mutex_lock(&w->lock);
	yes = clock_ms() >= s->rest_until_ms;
	if (yes && !j->kind) {
		yes = !s->running && (second - s->ran_at >= j->every || second < s->ran_at);
		if (yes) {
			s->ran_at = second;
			s->running = true;
		}
	}
	pthread_mutex_unlock(&w->lock);
	return yes;
}

static void
end_turn(struct work *w, size_t i)
{
	pthread_mutex_lock(&w->lock);
	w->state[i].running = false;
	pthread_mutex_unlock(&w->lock);
}

/* True: there may be more. */
static bool
run_job(struct worker *k, size_t i)
{
	struct work *w = k->of;
	bool ran = true;

	for (int n = 0; n < IN_A_ROW && ran && !stop_is_set(w->stop); n++) {
		err e = table_run(&work_jobs[i], &w->with, w->stop, clock_now(), &ran);

		if (e && stop_is_set(w->stop))
			return false;
		if (e) {
			note_failure(w, i, fail_why());
			return false;
		}
		if (ran)
			note_success(w, i);
		if (!work_jobs[i].kind)
			return false;
	}
	return ran;
}

/* A little past it: time() is some milliseconds behind the clock it is read from. */
static int64_t
until_next_second(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return 1020 - now.tv_nsec / 1000000;
}

static void
run(void *arg)
{
	struct worker *k = arg;
	bool more;

	do {
		more = false;
		for (size_t i = 0; i < work_jobs_n; i++)
			if (!stop_is_set(k->of->stop) && has_turn(k, i)) {
				more = run_job(k, i) || more;
				end_turn(k->of, i);
			}
	} while (!stop_wait(k->of->stop, more ? 0 : k->lane == LANE_CLOCK ? until_next_second() : LOOK_MS));
}

static void
end(void *arg)
{
	struct work *w = arg;

	stop_set(w->stop);
	for (size_t i = 0; i < w->workers; i++)
		thread_join(w->worker[i].thread);
	pthread_mutex_destroy(&w->lock);
}

void
work_ask_stop(struct work *w)
{
	stop_set(w->stop);
}

err
work_start(struct arena *a, const struct work_with *with, struct work **out)
{
	struct work *w = NEW(a, struct work, 1);

	w->with = *with;
	w->state = NEW(a, struct state, work_jobs_n);
	pthread_mutex_init(&w->lock, NULL);
	TRY(stop_new(a, &w->stop));
	arena_defer(a, end, w);
	for (enum lane l = 0; l < LANES; l++)
		for (unsigned i = 0; i < lanes[l].threads; i++) {
			struct worker *k = &w->worker[w->workers];

			*k = (struct worker){.of = w, .lane = l};
			TRY(thread_start(a, lanes[l].name, run, k, &k->thread));
			w->workers++;
		}
	*out = w;
	return OK;
}

static err
once(const struct work_with *w, enum lane lane, int64_t now)
{
	err worst = OK;

	for (size_t i = 0; i < work_jobs_n; i++) {
		bool ran = true;
		err e = OK;

		if (work_jobs[i].lane != lane)
			continue;
		for (int n = 0; n < 1000 && ran && !e; n++) {
			e = table_run(&work_jobs[i], w, NULL, now, &ran);
			ran = ran && work_jobs[i].kind;
		}
		if (e)
			worst = e;
	}
	return worst;
}

err
work_once_in(const struct work_with *w, enum lane lane, int64_t now)
{
	return once(w, lane, now);
}

err
work_once(const struct work_with *w, int64_t now)
{
	err worst = OK;

	/* What writes letters comes before what sends them. */
	for (enum lane l = LANES; l-- > 0;) {
		err e = once(w, l, now);

		if (e)
			worst = e;
	}
	return worst;
}
