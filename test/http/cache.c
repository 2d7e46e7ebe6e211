/* cache.c: the page cache without sockets: exact drops, the race, time, room.
 * SPDX-License-Identifier: Apache-2.0 */
#include "http/cache/cache.h"
#include "test.h"

#include "base/sys/thread.h"

#include <stdatomic.h>

static struct stored *
page_of(str body)
{
	struct reply r = {.body = body, .keep = true};
	struct stored *p = stored_new(&r, S("default-src 'none'"), 1u << CODING_BR);

	CHECK(p);
	return p;
}

static bool
keep(struct cache *c, str key, str body, const struct deps *d, uint64_t ticket, int64_t now)
{
	struct stored *p = page_of(body);
	bool kept = cache_keep(c, key, p, d, ticket, now);

	stored_drop(p);
	return kept;
}

static bool
has(struct cache *c, str key, int64_t now)
{
	struct stored *p = cache_find(c, key, now);

	stored_drop(p);
	return p != NULL;
}

TEST(cache_drops_exactly)
{
	struct dep record = {1, 7, INT64_MIN, INT64_MAX}, list = {2, 3, 10, 20};
	struct deps one = {.a = a}, two = {.a = a}, none = {.a = a};
	struct cache *c;

	deps_add(&one, record);
	deps_add(&two, record);
	deps_add(&two, list);
	CHECK_OK(cache_new(a, 0, &c));
	CHECK(keep(c, S("one"), S("1"), &one, cache_ticket(c), 5));
	CHECK(keep(c, S("two"), S("2"), &two, cache_ticket(c), 5));
	CHECK(keep(c, S("none"), S("3"), &none, cache_ticket(c), 5));
	cache_heard(c, (struct change[]){{1, 8, 0}, {2, 3, 9}, {2, 3, 21}, {2, 4, 15}, {3, 7, 0}}, 5);
	CHECK_INT(cache_counts(c).dropped, 0);
	cache_heard(c, &(struct change){2, 3, 20}, 1);
	CHECK(has(c, S("one"), 5) && !has(c, S("two"), 5) && has(c, S("none"), 5));
	CHECK_INT(cache_counts(c).dropped, 1);
	cache_heard(c, &(struct change){1, 7, 0}, 1);
	CHECK(!has(c, S("one"), 5));
	cache_heard(c, NULL, 0);
	CHECK(!has(c, S("none"), 5));
	CHECK_INT(cache_counts(c).pages, 0);
	CHECK_INT(cache_counts(c).bytes, 0);
}

TEST(cache_race_of_change_and_rendering)
{
	struct deps d = {.a = a}, other = {.a = a};
	struct change hit = {1, 7, 0}, miss = {1, 8, 0};
	struct cache *c;
	uint64_t ticket;

	deps_add(&d, (struct dep){1, 7, INT64_MIN, INT64_MAX});
	deps_add(&other, (struct dep){1, 9, INT64_MIN, INT64_MAX});
	CHECK_OK(cache_new(a, 0, &c));
	ticket = cache_ticket(c);
	cache_heard(c, &miss, 1);
	CHECK(keep(c, S("k"), S("old"), &d, ticket, 5));
	cache_heard(c, &hit, 1);
	CHECK(!keep(c, S("k"), S("old"), &d, ticket, 5));
	CHECK(!has(c, S("k"), 5));
	CHECK(keep(c, S("other"), S("o"), &other, ticket, 5));
	CHECK(keep(c, S("k"), S("new"), &d, cache_ticket(c), 5));
	/* As much as the ring remembers, and one more. */
	ticket = cache_ticket(c);
	for (int i = 0; i < CACHE_RING; i++)
		cache_heard(c, &miss, 1);
	CHECK(keep(c, S("ring"), S("r"), &d, ticket, 5));
	cache_heard(c, &miss, 1);
	CHECK(!keep(c, S("ring"), S("r"), &d, ticket, 5));
	ticket = cache_ticket(c);
	cache_heard(c, NULL, 0);
	CHECK(!keep(c, S("all"), S("a"), &d, ticket, 5));
	CHECK_INT(cache_counts(c).refused, 3);
}

TEST(cache_time)
{
	struct deps d = {.a = a};
	struct cache *c;

	deps_until(&d, 100);
	CHECK_OK(cache_new(a, 0, &c));
	CHECK(!keep(c, S("k"), S("x"), &d, cache_ticket(c), 100));
	CHECK(keep(c, S("k"), S("x"), &d, cache_ticket(c), 50));
	CHECK(has(c, S("k"), 99) && has(c, S("k"), 50));
	CHECK(!has(c, S("k"), 100));
	CHECK(!has(c, S("k"), 49));
	CHECK_INT(cache_counts(c).expired, 2);
}

/* A page that is being read stays whole when it is dropped, evicted, replaced. */
TEST(cache_pages_outlive_their_drop)
{
	struct deps d = {.a = a};
	struct cache *c;
	struct stored *p;

	CHECK_OK(cache_new(a, 0, &c));
	CHECK(keep(c, S("k"), S("first"), &d, cache_ticket(c), 1));
	p = cache_find(c, S("k"), 1);
	CHECK(keep(c, S("k"), S("second"), &d, cache_ticket(c), 1));
	CHECK_INT(cache_counts(c).pages, 1);
	cache_heard(c, NULL, 0);
	CHECK_STR(atomic_load(&p->form[CODING_PLAIN])->body, S("first"));
	stored_drop(p);
}

TEST(cache_evicts_what_is_not_used)
{
	struct deps d = {.a = a};
	size_t max = 200000;
	struct cache *c;
	int held = 0;

	deps_add(&d, (struct dep){1, 1, 0, 0});
	CHECK_OK(cache_new(a, max, &c));
	for (int i = 0; i < 500; i++) {
		str key = arena_fmt(a, "%d", i);

		CHECK(keep(c, key, key, &d, cache_ticket(c), 1));
		CHECK(has(c, S("0"), 1)); /* the one everybody reads */
		CHECK(cache_counts(c).bytes <= max);
	}
	for (int i = 0; i < 500; i++)
		held += has(c, arena_fmt(a, "%d", i), 1);
	CHECK_INT(held, cache_counts(c).pages);
	CHECK_INT(held + cache_counts(c).evicted, 500);
	CHECK(held > 10 && held < 400);
	CHECK(!keep(c, S("huge"), (str){NEW(a, char, max), max}, &d, cache_ticket(c), 1));
	cache_heard(c, &(struct change){1, 1, 0}, 1);
	CHECK_INT(cache_counts(c).pages, 0);
	CHECK_INT(cache_counts(c).bytes, 0);
}

/* Against the obvious: a list of pages that is scanned. */
TEST(cache_agrees_with_a_scan)
{
	enum { KEYS = 40, KINDS = 3, IDS = 5, PLACES = 8 };
	struct deps deps[KEYS] = {{0}};
	bool in[KEYS] = {false};
	uint64_t seed = test_seed();
	struct cache *c;

	CHECK_OK(cache_new(a, 0, &c));
	for (int step = 0; step < 5000; step++) {
		uint64_t k = test_random(&seed) % KEYS, n = test_random(&seed) % 6;
		struct change change = {(uint32_t)(test_random(&seed) % KINDS),
			(int64_t)(test_random(&seed) % IDS), (int64_t)(test_random(&seed) % PLACES)};
		struct deps d = {.a = a};

		while (n--) {
			int64_t lo = (int64_t)(test_random(&seed) % PLACES);

			deps_add(&d, (struct dep){(uint32_t)(test_random(&seed) % KINDS),
				(int64_t)(test_random(&seed) % IDS), lo,
				lo + (int64_t)(test_random(&seed) % 3)});
		}
		CHECK(keep(c, arena_fmt(a, "%d", (int)k), S("x"), &d, cache_ticket(c), 1));
		deps[k] = d;
		in[k] = true;
		cache_heard(c, &change, 1);
		for (int i = 0; i < KEYS; i++) {
			in[i] &= !deps_hit(&deps[i], &change);
			CHECK_INT(has(c, arena_fmt(a, "%d", i), 1), in[i]);
		}
	}
}

/* Writers change a number and say so; renderers read it and keep what they
 * saw; whoever finds a page must find the number of now, or of a moment that
 * was not yet announced. */
struct racing {
	struct cache *c;
	_Atomic int64_t value, announced;
	_Atomic bool stop;
	_Atomic int wrong, hits;
};

static void
render(void *arg)
{
	struct racing *r = arg;
	struct deps d = {.a = arena_new(4096)};

	deps_add(&d, (struct dep){1, 1, INT64_MIN, INT64_MAX});
	while (!r->stop) {
		int64_t least = r->announced, seen = 0;
		struct stored *p = cache_find(r->c, S("k"), 1);
		struct arena *t;
		uint64_t ticket;

		if (p) {
			CHECK_OK(str_int(atomic_load(&p->form[CODING_PLAIN])->body, &seen));
			r->hits++;
			r->wrong += seen < least;
			stored_drop(p);
			continue;
		}
		t = arena_new(4096);
		ticket = cache_ticket(r->c);
		keep(r->c, S("k"), arena_fmt(t, "%lld", (long long)r->value), &d, ticket, 1);
		arena_end(t);
	}
	arena_end(d.a);
}

TEST(cache_is_never_stale_under_threads)
{
	struct racing *r = NEW(a, struct racing, 1);
	struct thread *t[3];

	CHECK_OK(cache_new(a, 0, &r->c));
	for (size_t i = 0; i < LENGTH(t); i++)
		CHECK_OK(thread_start(a, "render", render, r, &t[i]));
	// On a busy machine the readers may not have run yet: it goes on until they have met.
	for (int64_t v = 1; v < 3000 || (r->hits < 100 && v < 1000000); v++) {
		r->value = v;
		cache_heard(r->c, &(struct change){1, 1, 0}, 1);
		r->announced = v;
		for (volatile int spin = 0; spin < 2000; spin++)
			;
	}
	r->stop = true;
	for (size_t i = 0; i < LENGTH(t); i++)
		thread_join(t[i]);
	CHECK_INT(r->wrong, 0);
	CHECK(r->hits > 0);
}
