/* write.c: works that arrive together share a transaction and one sync.
 *
 * There is no writer's thread: whoever comes when nobody writes leads, takes
 * all that wait as one group, and answers them after the commit; those who
 * come meanwhile are the next group.  So a lone writer pays no change of
 * threads, and under load the group grows by itself to what one sync costs.
 * Each work has a savepoint: its failure undoes it alone.  When the group's
 * transaction itself fails (a full disk, a serialization conflict), each work
 * gets a transaction of its own, so nobody fails for somebody else's sake.
 *
 * The table of changes is filled last, after every work, because on PostgreSQL
 * its writers queue from there to the commit (engine.h, order).
 */
#include "store/inner.h"

#include "base/sys/clock.h"
#include "query/change.h"

#include <stdio.h>
#include <time.h>

enum {
	MOST_TOGETHER = 64,
	MOST_TRIES = 8, /* for one work */
	SWEEP_EVERY = 3600,
	KEEP_CHANGES = 86400, /* seconds */
};

struct guarded {
	struct txn *t;
	err (*fn)(struct txn *, void *);
	void *arg;
};

static err
call_guarded(void *thing)
{
	struct guarded *g = thing;

	return g->fn(g->t, g->arg);
}

/* A work runs on its leader's stack: the jump of its arena must land there. */
err
write_in_arena(struct arena *a, struct txn *t, err (*fn)(struct txn *, void *), void *arg)
{
	struct guarded g = {t, fn, arg};

	return arena_run(a, call_guarded, &g);
}

void
store_changed(struct txn *t, uint32_t kind, int64_t id, int64_t at)
{
	struct changes *c = t->changes;

	if (!c || c->all)
		return;
	for (size_t i = c->n, seen = 0; i-- > 0 && seen < 32; seen++)
		if (c->change[i].kind == kind && c->change[i].id == id &&
			c->change[i].at == at)
			return;
	if (c->n == MOST_CHANGES) {
		c->all = true;
		return;
	}
	if (c->n == c->cap) {
		size_t cap = c->cap ? c->cap * 2 : 16;
		struct change *more = NEW(t->a, struct change, cap);

		if (c->n)
			memcpy(more, c->change, c->n * sizeof *more);
		c->change = more;
		c->cap = cap;
	}
	c->change[c->n++] = (struct change){kind, id, at};
}

static void
set_result(struct work *w, err e)
{
	w->e = e;
	if (e)
		snprintf(w->why, sizeof w->why, "%s", fail_why());
}

/* An err here is the transaction's; the work's own is in w->e. */
static err
run_one(struct store *s, struct work *w)
{
	err e;

	w->changes = (struct changes){0};
	w->t.conn = s->writer;
	w->t.failed = OK;
	TRY(s->engine->mark(s->writer));
	e = write_in_arena(w->t.a, &w->t, w->fn, w->arg);
	if (!e && w->t.failed)
		e = fail(w->t.failed, "a write continued after a failed statement");
	set_result(w, e);
	if (!s->writer->again && !s->engine->unmark(s->writer, !e))
		return OK;
	/* The transaction is gone: by this work's statement, where it has one. */
	return fail(e ? e : E_BROKEN, "%s", e ? w->why : fail_why());
}

static err
put_changes(struct txn *t, void *thing)
{
	const struct changes *c = thing;
	struct buf b = buf_in(t->a, (MOST_CHANGES + 1) * 64);
	str rows;

	buf_char(&b, '[');
	for (size_t i = 0; !c->all && i < c->n; i++)
		buf_fmt(&b, "%s[%u,%lld,%lld]", i ? "," : "", c->change[i].kind,
			(long long)c->change[i].id, (long long)c->change[i].at);
	buf_add(&b, c->all ? S("[0,0,0]]") : S("]"));
	TRY(buf_done(&b, &rows));
	return q_change_put(t, t->store->origin, rows, clock_now());
}

static err
sweep(struct store *s, struct txn *t)
{
	int64_t now = clock_now();

	if (now - s->swept_at < SWEEP_EVERY && now >= s->swept_at)
		return OK;
	s->swept_at = now;
	return q_change_sweep(t, now - KEEP_CHANGES);
}

static err
put_all_changes(struct store *s, struct work *group)
{
	bool ordered = false;

	for (struct work *w = group; w; w = w->next) {
		if (w->e || (!w->changes.n && !w->changes.all))
			continue;
		if (!ordered) {
			TRY(s->engine->order(s->writer));
			TRY(sweep(s, &w->t));
			ordered = true;
		}
		TRY(write_in_arena(w->t.a, &w->t, put_changes, &w->changes));
	}
	return OK;
}

static err
run_transaction(struct store *s, struct work *group)
{
	err e;

	if (s->writer->stop)
		return fail(E_BROKEN, "the database is read-only until the server is restarted");
	TRY(s->engine->begin(s->writer));
	for (struct work *w = group; w; w = w->next) {
		e = run_one(s, w);
		if (e)
			goto undo;
	}
	e = put_all_changes(s, group);
	if (e)
		goto undo;
	return s->engine->end(s->writer, true);
undo:
	s->engine->end(s->writer, false);
	return e;
}

static void
pause_ms(int64_t ms)
{
	struct timespec t = {ms / 1000, ms % 1000 * 1000000};

	nanosleep(&t, NULL);
}

static void
tell_all(struct store *s, const struct work *group)
{
	for (const struct work *w = group; w; w = w->next)
		if (!w->e && (w->changes.n || w->changes.all))
			watch_tell(s, w->changes.change, w->changes.all ? 0 : w->changes.n);
}

/* A work alone: tried again as long as the engine says that it may help. */
static err
run_alone(struct store *s, struct work *w)
{
	struct work *next = w->next;
	err e;

	w->next = NULL;
	for (int try = 1;; try++) {
		s->writer->again = false;
		e = run_transaction(s, w);
		if (!e || !s->writer->again || s->writer->stop || try == MOST_TRIES)
			break;
		pause_ms(try * try);
	}
	if (e)
		set_result(w, e);
	else
		tell_all(s, w);
	w->next = next;
	return e;
}

static err
run_group(struct store *s, struct work *group)
{
	err e, last = OK;

	if (!group->next)
		return run_alone(s, group);
	s->writer->again = false;
	e = run_transaction(s, group);
	if (!e) {
		tell_all(s, group);
		return OK;
	}
	for (struct work *w = group; w; w = w->next) {
		if (s->writer->stop)
			set_result(w, e);
		else if ((last = run_alone(s, w)) != OK)
			e = last;
	}
	return s->writer->stop ? e : last;
}

static struct work *
take_group(struct store *s)
{
	struct work *group = s->first, *w = group;

	for (int n = 1; n < MOST_TOGETHER && w->next; n++)
		w = w->next;
	s->first = w->next;
	if (!s->first)
		s->last = NULL;
	w->next = NULL;
	return group;
}

/* With write_lock held; it is let go while the group runs. */
static void
lead(struct store *s)
{
	struct work *group = take_group(s), *next;
	err e;

	s->leading = true;
	pthread_mutex_unlock(&s->write_lock);
	atomic_fetch_add_explicit(&s->groups, 1, memory_order_relaxed);
	for (const struct work *w = group; w; w = w->next)
		atomic_fetch_add_explicit(&s->works, 1, memory_order_relaxed);
	e = run_group(s, group);
	pthread_mutex_lock(&s->write_lock);
	s->leading = false;
	s->troubled = e == E_BROKEN;
	if (s->troubled && !s->stopped)
		snprintf(s->trouble, sizeof s->trouble, "%s", fail_why());
	s->stopped = s->writer->stop;
	for (struct work *w = group; w; w = next) {
		next = w->next;
		w->done = true;
		pthread_cond_signal(&w->wake);
	}
	if (s->first)
		pthread_cond_signal(&s->first->wake);
}

err
store_write(struct store *s, struct arena *a, err (*fn)(struct txn *, void *), void *arg)
{
	struct work w = {.fn = fn, .arg = arg, .t = {.store = s, .a = a}};

	w.t.changes = &w.changes;
	pthread_mutex_lock(&s->write_lock);
	if (s->stopped) {
		pthread_mutex_unlock(&s->write_lock);
		return write_health(s);
	}
	pthread_cond_init(&w.wake, NULL);
	*(s->last ? &s->last->next : &s->first) = &w;
	s->last = &w;
	while (!w.done) {
		if (s->leading)
			pthread_cond_wait(&w.wake, &s->write_lock);
		else
			lead(s);
	}
	pthread_mutex_unlock(&s->write_lock);
	pthread_cond_destroy(&w.wake);
	return w.e ? fail(w.e, "%s", w.why) : OK;
}

err
write_health(struct store *s)
{
	char trouble[sizeof s->trouble];
	bool stopped, troubled;

	pthread_mutex_lock(&s->write_lock);
	stopped = s->stopped;
	troubled = s->troubled;
	memcpy(trouble, s->trouble, sizeof trouble);
	pthread_mutex_unlock(&s->write_lock);
	if (stopped)
		return fail(E_BROKEN, "the database is read-only until the server is restarted: %s",
			*trouble ? trouble : "the disk failed");
	return troubled ? fail(E_BROKEN, "the last write failed: %s", trouble) : OK;
}
