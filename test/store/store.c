/* store.c: what store.h promises, each promise on both engines.
 * SPDX-License-Identifier: Apache-2.0 */
#include "store_pair.h"
#include "query/setting.h"

#include "base/sys/clock.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

struct put {
	str name, value;
	err after; /* returned when the row was put */
	bool changes;
};

static err
put(struct txn *t, void *arg)
{
	const struct put *p = arg;

	TRY(q_setting_put(t, p->name, p->value));
	if (p->changes)
		store_changed(t, DEP_SETTING, dep_name(p->name), 0);
	return p->after ? fail(p->after, "as it was told") : OK;
}

static size_t
settings(struct store *s, struct arena *a, struct q_setting_all **row)
{
	struct txn *t;
	size_t n;

	CHECK_OK(store_read(s, a, NULL, &t));
	CHECK_OK(q_setting_all(t, row, &n));
	store_end(t);
	return n;
}

static void
every_query(struct arena *a, enum engine on)
{
	str url = pair_url(a, on);
	const struct store_engine *engine = store_engine_of(url);
	struct conn *c;
	int bad = 0;

	pair_open(a, url);
	CHECK_OK(engine->connect(a, url, CONN_READ, &c));
	for (size_t i = 0; i < store_queries_n; i++) {
		CHECK_INT(store_queries[i]->number, i);
		if (engine->check(c, store_queries[i])) {
			fprintf(stderr, "%s\n", fail_why());
			bad++;
		}
	}
	CHECK(store_queries_n > 0);
	CHECK_INT(bad, 0);
}
TEST(store_every_query_sqlite)
{
	every_query(a, ON_SQLITE);
}

TEST(store_every_query_postgres)
{
	every_query(a, ON_POSTGRES);
}


static void
keeps(struct arena *a, enum engine on)
{
	str url = pair_url(a, on);
	struct arena *first = arena_new(1 << 20);
	struct q_setting_all *row;
	struct store *s = pair_open(first, url);

	CHECK_OK(store_health(s));
	CHECK_OK(pair_put(s, first, "b", "Bɔɔrɔ"));
	CHECK_OK(pair_put(s, first, "a", ""));
	CHECK_OK(pair_put(s, first, "b", "ߒߞߏ"));
	arena_end(first);
	s = pair_open(a, url);
	CHECK_INT(settings(s, a, &row), 2);
	CHECK_STR(row[0].name, S("a"));
	CHECK_STR(row[0].value, S(""));
	CHECK_STR(row[1].value, S("ߒߞߏ"));
	CHECK(store_asked(s) == 1);
}
TEST(store_keeps_sqlite)
{
	keeps(a, ON_SQLITE);
}

TEST(store_keeps_postgres)
{
	keeps(a, ON_POSTGRES);
}


/* Bytewise on both, though the test's PostgreSQL sorts as English people do. */
static void
sorts(struct arena *a, enum engine on)
{
	static const char *const name[] = {"a", "B", "é", "z", "Z", "ɛ", "_", "10", "9", "a b", "ab"};
	struct store *s = pair_open(a, pair_url(a, on));
	struct q_setting_all *row;
	size_t n;

	for (size_t i = 0; i < LENGTH(name); i++)
		CHECK_OK(pair_put(s, a, name[i], ""));
	n = settings(s, a, &row);
	CHECK_INT(n, LENGTH(name));
	for (size_t i = 1; i < n; i++)
		CHECK(str_cmp(row[i - 1].name, row[i].name) < 0);
}
TEST(store_sorts_bytewise_sqlite)
{
	sorts(a, ON_SQLITE);
}

TEST(store_sorts_bytewise_postgres)
{
	sorts(a, ON_POSTGRES);
}


static void
refuses_text(struct arena *a, enum engine on)
{
	static const struct {
		str text;
		err want;
	} row[] = {
		{{"a\0b", 3}, E_INPUT},
		{{"\xff", 1}, E_INPUT},
		{{"\xc0\x80", 2}, E_INPUT},         /* overlong */
		{{"\xed\xa0\x80", 3}, E_INPUT},     /* a surrogate */
		{{"\xf4\x90\x80\x80", 4}, E_INPUT}, /* above U+10FFFF */
		{{"\xe2\x82", 2}, E_INPUT},         /* cut */
		{{"\xf4\x8f\xbf\xbf\xe2\x82\xac\xc2\x80\x01", 10}, OK},
	};
	struct store *s = pair_open(a, pair_url(a, on));
	struct q_setting_all *have;

	for (size_t i = 0; i < LENGTH(row); i++) {
		struct put p = {S("name"), row[i].text, OK, false};

		CHECK_ERR(store_write(s, a, put, &p), row[i].want);
	}
	CHECK_INT(settings(s, a, &have), 1);
	CHECK_STR(have[0].value, row[LENGTH(row) - 1].text);
}
TEST(store_refuses_text_sqlite)
{
	refuses_text(a, ON_SQLITE);
}

TEST(store_refuses_text_postgres)
{
	refuses_text(a, ON_POSTGRES);
}


static void
snapshot(struct arena *a, enum engine on)
{
	struct store *s = pair_open(a, pair_url(a, on));
	struct q_setting_all *row;
	struct txn *t;
	size_t n;

	CHECK_OK(pair_put(s, a, "paper", "old"));
	CHECK_OK(store_read(s, a, NULL, &t));
	CHECK_OK(pair_put(s, a, "paper", "new"));
	CHECK_OK(pair_put(s, a, "other", "new"));
	for (int i = 0; i < 2; i++) {
		CHECK_OK(q_setting_all(t, &row, &n));
		CHECK_INT(n, 1);
		CHECK_STR(row[0].value, S("old"));
	}
	CHECK_ERR(q_setting_put(t, S("paper"), S("from a reader")), E_BROKEN);
	store_end(t);
	CHECK_ERR(q_setting_all(t, &row, &n), E_BROKEN);
	CHECK_INT(settings(s, a, &row), 2);
	CHECK_STR(row[1].value, S("new"));
}
TEST(store_snapshot_sqlite)
{
	snapshot(a, ON_SQLITE);
}

TEST(store_snapshot_postgres)
{
	snapshot(a, ON_POSTGRES);
}


/* More transactions than connections, each given up with its arena. */
static void
gives_back(struct arena *a, enum engine on)
{
	struct store *s = pair_open(a, pair_url(a, on));

	for (int i = 0; i < 20; i++) {
		struct arena *mine = arena_new(1 << 16);
		struct txn *t;

		CHECK_OK(store_read(s, mine, NULL, &t));
		arena_end(mine);
	}
}
TEST(store_gives_back_sqlite)
{
	gives_back(a, ON_SQLITE);
}

TEST(store_gives_back_postgres)
{
	gives_back(a, ON_POSTGRES);
}


static err
too_much(struct txn *t, void *arg)
{
	TRY(q_setting_put(t, S("greedy"), S("")));
	while (*NEW(store_arena(t), char, 4096) == 0)
		*(int *)arg += 1;
	return OK;
}

static err
goes_on(struct txn *t, void *arg)
{
	const struct put twice = {S("twice"), S(""), OK, false};
	struct q_setting_all *row;
	size_t n;

	(void)arg;
	TRY(put(t, &(struct put){twice.name, twice.value, OK, false}));
	if (q_setting_put(t, S("x"), (str){"\xff", 1}) != E_INPUT)
		return fail(E_BROKEN, "bad text was taken");
	/* refused before the engine saw it: the work may go on */
	return q_setting_all(t, &row, &n);
}

static void
fails_alone(struct arena *a, enum engine on)
{
	struct store *s = pair_open(a, pair_url(a, on));
	struct arena *small = arena_new(1 << 18);
	struct put bad = {S("bad"), S(""), E_DENIED, true};
	struct q_setting_all *row;
	int pieces = 0;

	CHECK_ERR(store_write(s, a, put, &bad), E_DENIED);
	CHECK_STR(str_of(fail_why()), S("as it was told"));
	CHECK_ERR(store_write(s, small, too_much, &pieces), E_TOOBIG);
	CHECK(pieces > 10);
	arena_end(small);
	CHECK_OK(store_write(s, a, goes_on, NULL));
	CHECK_OK(pair_put(s, a, "good", ""));
	CHECK_INT(settings(s, a, &row), 2);
	CHECK_STR(row[0].name, S("good"));
	CHECK_OK(store_health(s));
}
TEST(store_fails_alone_sqlite)
{
	fails_alone(a, ON_SQLITE);
}

TEST(store_fails_alone_postgres)
{
	fails_alone(a, ON_POSTGRES);
}


/* --- many writers --- */

enum { WRITERS = 12, EACH = 30 };
struct writer {
	struct store *s;
	int number, told;
	bool wrong;
	pthread_t thread;
};

/* Every fifth is to fail, every seventh runs out of memory. */
static void *
write_many(void *arg)
{
	struct writer *w = arg;

	for (int i = 0; i < EACH; i++) {
		struct arena *a = arena_new(1 << 18);
		struct put p = {arena_fmt(a, "w%d.%d", w->number, i), S("here"),
			i % 5 == 4 ? E_GONE : OK, true};
		int pieces = 0;
		err e = i % 7 == 6 ? store_write(w->s, a, too_much, &pieces) :
			store_write(w->s, a, put, &p);

		w->wrong |= e != (i % 7 == 6 ? E_TOOBIG : p.after);
		w->told += w->told >= 0 && !e;
		arena_end(a);
	}
	return NULL;
}

static void
count_changes(void *arg, const struct change *c, size_t n)
{
	atomic_int *sum = arg;

	(void)c;
	*sum += n ? (int)n : 100000;
}

static void
together(struct arena *a, enum engine on)
{
	struct store *s = pair_open(a, pair_url(a, on));
	struct writer w[WRITERS];
	struct q_setting_all *row;
	atomic_int heard = 0;
	int told = 0;

	store_listen(s, count_changes, &heard);
	for (int i = 0; i < WRITERS; i++) {
		w[i] = (struct writer){.s = s, .number = i};
		CHECK(!pthread_create(&w[i].thread, NULL, write_many, &w[i]));
	}
	for (int i = 0; i < WRITERS; i++) {
		pthread_join(w[i].thread, NULL);
		CHECK(!w[i].wrong);
		told += w[i].told;
	}
	CHECK_INT(settings(s, a, &row), told);
	CHECK_INT(heard, told);
	store_listen(s, NULL, NULL);
}
TEST(store_writes_together_sqlite)
{
	together(a, ON_SQLITE);
}

TEST(store_writes_together_postgres)
{
	together(a, ON_POSTGRES);
}


/* A child writes with several threads and says each name that was
 * acknowledged; it is killed in the middle. */
struct loud {
	struct store *s;
	int number, pipe;
	pthread_t thread;
};

static void *
write_loudly(void *arg)
{
	struct loud *l = arg;

	for (int i = 0;; i++) {
		struct arena *a = arena_new(1 << 16);
		str name = arena_fmt(a, "%02d.%08d\n", l->number, i);

		if (pair_put(l->s, a, arena_z(a, str_upto(name, 11)), "x") ||
			write(l->pipe, name.p, name.n) != (ssize_t)name.n)
			_exit(1);
		arena_end(a);
	}
	return NULL;
}

static pid_t
start_loud(struct arena *a, str url, int *out)
{
	int fd[2];
	pid_t child;

	CHECK(!pipe(fd));
	child = fork();
	CHECK(child >= 0);
	if (!child) {
		static struct loud l[6];
		struct store *s = pair_open(a, url);

		for (int i = 0; i < 6; i++) {
			l[i] = (struct loud){.s = s, .number = i, .pipe = fd[1]};
			pthread_create(&l[i].thread, NULL, write_loudly, &l[i]);
		}
		for (;;)
			pause();
	}
	close(fd[1]);
	*out = fd[0];
	return child;
}

static bool
is_there(const struct q_setting_all *row, size_t n, str name)
{
	for (size_t low = 0, high = n; low < high;) {
		size_t mid = (low + high) / 2;
		int order = str_cmp(row[mid].name, name);

		if (!order)
			return true;
		*(order < 0 ? &low : &high) = order < 0 ? mid + 1 : mid;
	}
	return false;
}

static void
survives(struct arena *a, enum engine on)
{
	str url = pair_url(a, on);
	uint64_t seed = test_seed();
	size_t total = 0;

	pair_open(a, url);
	for (int round = 0; round < 5; round++) {
		int fd, status;
		pid_t child = start_loud(a, url, &fd);
		FILE *f = fdopen(fd, "r");
		char line[64];
		struct buf told = buf_in(a, 1 << 20);
		struct q_setting_all *row;
		size_t n, left = 1 + test_random(&seed) % 150;
		str rest, one;

		for (; fgets(line, sizeof line, f); total++) {
			buf_add(&told, str_of(line));
			if (!--left)
				kill(child, SIGKILL);
		}
		fclose(f);
		CHECK(waitpid(child, &status, 0) == child && WIFSIGNALED(status));
		n = settings(pair_open(a, url), a, &row);
		for (rest = buf_str(&told); str_split(&rest, '\n', &one);)
			CHECK(!one.n || is_there(row, n, one));
	}
	CHECK(total > 5);
}
TEST(store_survives_kill_sqlite)
{
	survives(a, ON_SQLITE);
}

TEST(store_survives_kill_postgres)
{
	survives(a, ON_POSTGRES);
}
