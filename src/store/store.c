/* store.c: opening by url, reading, and everything that is the same on every
 * engine: who gets a connection, what a question notes, which text is refused.
 * Writing in groups is write.c; hearing of other processes is watch.c.
 */
#include "store/inner.h"

#include "base/sys/clock.h"
#include "base/rand.h"

#include <time.h>

enum {
	PATIENCE_MS = 5000, /* for a reading connection */
	MOST_READERS = 64,
	STORE_MEMORY = 64 << 20,
};

static const struct store_engine *const engines[] = {&store_sqlite, &store_postgres};

const struct store_engine *
store_engine_of(str url)
{
	for (size_t i = 0; i < LENGTH(engines); i++)
		if (str_starts(url, str_of(engines[i]->scheme)))
			return engines[i];
	return NULL;
}

static void
close_store(void *thing)
{
	struct store *s = thing;

	watch_end(s);
	pthread_mutex_destroy(&s->pool_lock);
	pthread_mutex_destroy(&s->write_lock);
	pthread_mutex_destroy(&s->hear_lock);
	pthread_cond_destroy(&s->pool_free);
}

static void
end_arena(void *a)
{
	arena_end(a);
}

static err
connect_all(struct store *s, struct arena *own, str url)
{
	s->idle = NEW(own, struct conn *, s->readers);
	TRY(s->engine->connect(own, url, CONN_WRITE, &s->writer));
	TRY(s->engine->connect(own, url, CONN_WATCH, &s->watcher));
	for (; s->idle_n < s->readers; s->idle_n++)
		TRY(s->engine->connect(own, url, CONN_READ, &s->idle[s->idle_n]));
	return OK;
}

err
store_open(struct arena *a, str url, unsigned readers, struct store **out)
{
	const struct store_engine *engine = store_engine_of(url);
	struct arena *own;
	struct store *s;

	if (!engine)
		return fail(E_INPUT, "the database URL must start with sqlite: or postgres://, not \"%.*s\"", SARG(str_upto(url, 40)));
	/* Connections are used by many threads, the caller's arena by one. */
	own = arena_new(STORE_MEMORY);
	arena_defer(a, end_arena, own);
	TRY(engine->upgrade(own, url, store_steps, store_steps_n));
	s = NEW(own, struct store, 1);
	s->engine = engine;
	s->origin = (int64_t)(rand_u64() >> 1);
	s->readers = readers < 1 ? 1 : readers > MOST_READERS ? MOST_READERS : readers;
	pthread_mutex_init(&s->pool_lock, NULL);
	pthread_mutex_init(&s->write_lock, NULL);
	pthread_mutex_init(&s->hear_lock, NULL);
	pthread_cond_init(&s->pool_free, NULL);
	TRY(connect_all(s, own, url));
	arena_defer(own, close_store, s);
	*out = s;
	return OK;
}

static err
take_reader(struct store *s, struct conn **out)
{
	int64_t end = clock_ms() + PATIENCE_MS;
	struct timespec until = {end / 1000, end % 1000 * 1000000};
	bool have;

	pthread_mutex_lock(&s->pool_lock);
	while (!s->idle_n)
		if (pthread_cond_clockwait(&s->pool_free, &s->pool_lock,
			    CLOCK_MONOTONIC, &until))
			break;
	have = s->idle_n > 0;
	if (have)
		*out = s->idle[--s->idle_n];
	pthread_mutex_unlock(&s->pool_lock);
	return have ? OK : fail(E_BUSY, "the database is busy: try again");
}

static void
give_reader(struct store *s, struct conn *c)
{
	pthread_mutex_lock(&s->pool_lock);
	s->idle[s->idle_n++] = c;
	pthread_cond_signal(&s->pool_free);
	pthread_mutex_unlock(&s->pool_lock);
}

static void
end_read(void *t)
{
	store_end(t);
}

err
store_read(struct store *s, struct arena *a, struct deps *deps, struct txn **out)
{
	struct txn *t = NEW(a, struct txn, 1);
	err e;

	*t = (struct txn){.store = s, .a = a, .deps = deps};
	arena_defer(a, end_read, t);
	TRY(take_reader(s, &t->conn));
	e = s->engine->begin(t->conn);
	if (e) {
		give_reader(s, t->conn);
		t->conn = NULL;
		return e;
	}
	*out = t;
	return OK;
}

void
store_end(struct txn *t)
{
	if (!t || !t->conn || t->changes)
		return;
	t->store->engine->end(t->conn, false);
	give_reader(t->store, t->conn);
	t->conn = NULL;
}

/* PostgreSQL cannot keep NUL in a text and refuses what is not UTF-8; what one
 * engine cannot keep, none takes. */
static err
check_text(str s, const char *query)
{
	const unsigned char *p = (const unsigned char *)s.p, *end = p + s.n;

	while (p < end) {
		unsigned c = *p, more = c < 0x80 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
		unsigned low = 0x80, high = 0xbf;

		if (!c)
			return fail(E_INPUT, "text must not contain NUL bytes (%s)", query);
		if ((c >= 0x80 && c < 0xc2) || c > 0xf4 || (size_t)(end - p) <= more)
			return fail(E_INPUT, "text must be UTF-8 (%s)", query);
		/* no overlong forms, no surrogates, nothing above U+10FFFF */
		if (c == 0xe0)
			low = 0xa0;
		else if (c == 0xed)
			high = 0x9f;
		else if (c == 0xf0)
			low = 0x90;
		else if (c == 0xf4)
			high = 0x8f;
		for (unsigned i = 1; i <= more; i++, low = 0x80, high = 0xbf)
			if (p[i] < low || p[i] > high)
				return fail(E_INPUT, "text must be UTF-8 (%s)", query);
		p += more + 1;
	}
	return OK;
}

err
store_ask(struct txn *t, const struct store_sql *q, const struct cell *arg, struct rows *rows)
{
	err e;

	*rows = (struct rows){0};
	if (!t->conn)
		return fail(E_BROKEN, "%s was called after its transaction ended", q->name);
	if (t->failed)
		return fail(t->failed, "%s was called after a failed statement", q->name);
	for (size_t i = 0; q->kinds[i]; i++)
		if (arg[i].kind == CELL_TEXT)
			TRY(check_text(arg[i].s, q->name));
	atomic_fetch_add_explicit(&t->store->asked, 1, memory_order_relaxed);
	e = t->store->engine->ask(t->conn, t->a, q, arg, rows);
	t->failed = e;
	return e;
}

struct arena *
store_arena(const struct txn *t)
{
	return t->a;
}

void
store_note(struct txn *t, struct dep d)
{
	if (t->deps)
		deps_add(t->deps, d);
}

void
store_until(struct txn *t, int64_t moment)
{
	if (t->deps)
		deps_until(t->deps, moment);
}

err
store_health(struct store *s)
{
	struct arena *a = arena_new(1 << 16);
	struct txn *t;
	err e = store_read(s, a, NULL, &t);

	arena_end(a);
	TRY(e);
	TRY(write_health(s));
	if (atomic_load(&s->deaf))
		return fail(E_BROKEN, "lost the change notifications of other processes");
	return OK;
}

void
store_groups(const struct store *s, uint64_t *groups, uint64_t *works)
{
	*groups = atomic_load_explicit(&s->groups, memory_order_relaxed);
	*works = atomic_load_explicit(&s->works, memory_order_relaxed);
}

uint64_t
store_asked(const struct store *s)
{
	return atomic_load_explicit(&s->asked, memory_order_relaxed);
}

err
store_copy(struct store *s, str path)
{
	struct conn *c;
	err e;

	TRY(take_reader(s, &c));
	e = s->engine->copy(c, path);
	give_reader(s, c);
	return e;
}
