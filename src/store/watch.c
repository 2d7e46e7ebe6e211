/* watch.c: hearing what was changed, here and by other processes.
 *
 * Own commits are told by their writer, at once.  For the others a thread asks
 * its engine for a sign (SQLite: data_version, every 25 ms; PostgreSQL: a
 * notice), and then reads the table `change` from where it stood.  Rows come
 * in the order of their commits on both engines (engine.h, order), so nothing
 * appears behind the place that was read.  Where anything is in doubt - an
 * error, rows swept before they were read - the listener forgets everything:
 * that costs some fresh pages, the other mistake would be a stale one.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "store/inner.h"

#include "query/change.h"

#include <signal.h>
#include <time.h>

enum {
	LOOK_MS = 25,
	TROUBLE_MS = 200,
	PIECE = 500, /* rows at a time */
	WATCH_MEMORY = 4 << 20,
};

struct look {
	struct store *s;
	bool all; /* forget everything */
	struct change *change;
	size_t n;
};

void
watch_tell(struct store *s, const struct change *change, size_t n)
{
	pthread_mutex_lock(&s->hear_lock);
	if (s->heard)
		s->heard(s->heard_arg, n ? change : NULL, n);
	pthread_mutex_unlock(&s->hear_lock);
}

static err
read_piece(struct txn *t, void *thing)
{
	struct look *l = thing;
	struct store *s = l->s;
	struct q_change_span span;
	struct q_change_since *row;

	TRY(q_change_span(t, &span));
	l->all = s->seen < 0 || span.newest < s->seen || span.oldest > s->seen + 1;
	if (!l->all) {
		TRY(q_change_since(t, s->seen, s->origin, PIECE, &row, &l->n));
		l->change = NEW(t->a, struct change, l->n);
		for (size_t i = 0; i < l->n; i++) {
			l->change[i] = (struct change){(uint32_t)row[i].kind,
				row[i].subject, row[i].at};
			l->all = l->all || !row[i].kind;
		}
	}
	s->seen = l->n == PIECE ? row[PIECE - 1].seq : span.newest;
	return OK;
}

/* *more: a whole piece came, there may be another. */
static err
catch_up(struct store *s, bool *more)
{
	struct arena *a = arena_new(WATCH_MEMORY);
	struct txn t = {.store = s, .conn = s->watcher, .a = a};
	struct look l = {.s = s};
	err e = s->engine->begin(s->watcher);

	if (!e) {
		e = write_in_arena(a, &t, read_piece, &l);
		s->engine->end(s->watcher, false);
	}
	if (!e && (l.all || l.n))
		watch_tell(s, l.change, l.all ? 0 : l.n);
	*more = !e && l.n == PIECE;
	arena_end(a);
	return e;
}

static void
pause_ms(long ms)
{
	struct timespec t = {0, ms * 1000000};

	nanosleep(&t, NULL);
}

/* After an error the table is read from the same place: nothing was missed,
 * only late, and the late is not waited for. */
static void *
watch(void *thing)
{
	struct store *s = thing;
	bool deaf = false, more = true;

	while (!s->closing) {
		bool moved = false;
		err e = s->engine->watch(s->watcher, LOOK_MS, &moved);

		more = more || moved;
		while (!e && more && !s->closing)
			e = catch_up(s, &more);
		if (e && !deaf)
			watch_tell(s, NULL, 0);
		if (e) {
			more = true;
			pause_ms(TROUBLE_MS);
		}
		deaf = e != OK;
		atomic_store(&s->deaf, deaf);
	}
	return NULL;
}

/* Signals are for the threads that the program gives them to. */
static bool
start_thread(struct store *s)
{
	sigset_t all, before;
	int failed;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	failed = pthread_create(&s->thread, NULL, watch, s);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return !failed;
}

static err
first_look(struct store *s)
{
	bool moved;

	TRY(s->engine->watch(s->watcher, 0, &moved));
	return catch_up(s, &moved);
}

void
store_listen(struct store *s, void (*heard)(void *, const struct change *, size_t), void *arg)
{
	bool start = heard && !s->watching;

	/* From this look on nothing is missed; where it fails, all is told. */
	if (start) {
		s->seen = -1;
		if (first_look(s) != OK)
			s->seen = -1;
	}
	pthread_mutex_lock(&s->hear_lock);
	s->heard = heard;
	s->heard_arg = arg;
	pthread_mutex_unlock(&s->hear_lock);
	if (start) {
		s->watching = start_thread(s);
		atomic_store(&s->deaf, !s->watching);
	}
}

void
watch_end(struct store *s)
{
	if (!s->watching)
		return;
	s->closing = true;
	pthread_join(s->thread, NULL);
	s->watching = false;
}
