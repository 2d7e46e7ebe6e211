/* long.c: the thread of the long works.
 *
 * A work whose process died is taken up again: an import finds what came as before, an
 * export begins anew.  That it lives is told by seen_at; a minute of silence means that it
 * does not.
 * SPDX-License-Identifier: Apache-2.0 */
#include "jobs/long.h"

#include "base/sys/clock.h"
#include "base/sys/thread.h"
#include "news/archive/transfer.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>

enum { LOOK_SECONDS = 2, SILENCE = 60, TELL_MS = 500, REPORT_MOST = 200000, SMALL = 4 << 20 };
static const size_t WORK_MEMORY = (size_t)1 << 30;

struct longs {
	struct long_with with;
	struct thread *thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool stop;
};
struct long_run {
	const struct long_with *with;
	struct longs *of;   /* NULL in tests */
	struct long_work work;
	struct long_told told;
	int64_t last;       /* clock_ms() */
	bool stopping;      /* somebody asked for it */
	str state, report;  /* at the end */
};

static bool
shutting_down(struct longs *l)
{
	bool stop;

	if (!l)
		return false;
	pthread_mutex_lock(&l->lock);
	stop = l->stop;
	pthread_mutex_unlock(&l->lock);
	return stop;
}

static err
write_told(struct txn *t, void *arg)
{
	struct long_run *r = arg;

	return transfer_report(t, &(struct transfer){.id = r->work.id, .phase = str_of(r->told.phase), .done = r->told.done,
		.size = r->told.size, .records = r->told.records, .fresh = r->told.fresh}, clock_now(), &r->stopping);
}

bool
long_tell(struct long_run *r, const struct long_told *told)
{
	struct arena *a;

	r->told = *told;
	if (clock_ms() - r->last < TELL_MS)
		return r->stopping || shutting_down(r->of);
	r->last = clock_ms();
	a = arena_new(SMALL);
	if (store_write(r->with->store, a, write_told, r) == E_ABSENT)
		r->stopping = true;
	arena_end(a);
	return r->stopping || shutting_down(r->of);
}

struct taking {
	struct long_work work;
	struct arena *a;
	bool found;
};

static err
take(struct txn *t, void *arg)
{
	struct taking *w = arg;
	struct transfer row;
	err e = transfer_next(t, clock_now() - SILENCE, &row);

	w->found = e == OK;
	if (e)
		return e == E_ABSENT ? OK : e;
	w->work = (struct long_work){row.id, str_eq(row.kind, S("export")), row.dry, arena_copy(w->a, row.file),
		arena_copy(w->a, row.media)};
	return transfer_take(t, row.id, clock_now());
}

static err
finish(struct txn *t, void *arg)
{
	struct long_run *r = arg;

	TRY(write_told(t, r));
	return transfer_end(t, r->work.id, r->state, str_upto(r->report, REPORT_MOST), clock_now());
}

/* Whether one waits is looked at without a writer's turn. */
static err
waits(const struct long_with *with, bool *found)
{
	struct arena *a = arena_new(SMALL);
	struct transfer row;
	struct txn *t;
	err e = store_read(with->store, a, NULL, &t);

	if (!e)
		e = transfer_next(t, clock_now() - SILENCE, &row);
	*found = e == OK;
	arena_end(a);
	return e == E_ABSENT ? OK : e;
}

static err
one(const struct long_with *with, struct longs *of, struct arena *a, bool *ran)
{
	struct taking next = {.a = a};
	struct long_run r = {.with = with, .of = of, .told = {.phase = ""}, .state = S("done"), .report = S("")};
	err e;

	TRY(store_write(with->store, a, take, &next));
	*ran = next.found;
	if (!next.found)
		return OK;
	r.work = next.work;
	e = with->work(with->arg, a, &r, &r.work, &r.report);
	if (shutting_down(of) && (e || !r.stopping) && e != OK)
		r.state = S("waiting"); /* the next server goes on with it */
	else if (e)
		r.state = r.stopping ? S("stopped") : S("failed");
	else if (r.stopping)
		r.state = S("stopped");
	if (e && !r.report.n)
		r.report = arena_copy(a, str_of(fail_why()));
	return store_write(with->store, a, finish, &r);
}

err
long_once(const struct long_with *with, bool *ran)
{
	struct arena *a = arena_new(WORK_MEMORY);
	err e = one(with, NULL, a, ran);

	arena_end(a);
	return e;
}

static bool
pause_a_little(struct longs *l)
{
	struct timespec until;
	bool stop;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += LOOK_SECONDS;
	pthread_mutex_lock(&l->lock);
	while (!l->stop && !pthread_cond_timedwait(&l->wake, &l->lock, &until))
		;
	stop = l->stop;
	pthread_mutex_unlock(&l->lock);
	return stop;
}

static void
run(void *arg)
{
	struct longs *l = arg;

	do {
		bool found = false;
		err e = waits(&l->with, &found);

		if (!e && found) {
			struct arena *a = arena_new(WORK_MEMORY);

			e = one(&l->with, l, a, &found);
			arena_end(a);
		}
		if (e && !shutting_down(l)) {
			char line[1200];

			snprintf(line, sizeof line, "an import or export: %s", fail_why());
			l->with.warn(l->with.arg, str_of(line));
		}
	} while (!pause_a_little(l));
}

static void
stop(void *arg)
{
	struct longs *l = arg;

	pthread_mutex_lock(&l->lock);
	l->stop = true;
	pthread_cond_signal(&l->wake);
	pthread_mutex_unlock(&l->lock);
	thread_join(l->thread);
	pthread_cond_destroy(&l->wake);
	pthread_mutex_destroy(&l->lock);
}

err
long_start(struct arena *a, const struct long_with *with)
{
	struct longs *l = NEW(a, struct longs, 1);

	*l = (struct longs){.with = *with, .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};
	TRY(thread_start(a, "long", run, l, &l->thread));
	arena_defer(a, stop, l);
	return OK;
}
