/* base.c: arena, buf, str, map and dep keep their promises.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/dep.h"
#include "base/map.h"
#include "test.h"

static err
take_much(void *arg)
{
	struct arena *a = arg;

	for (int i = 0; i < 1000; i++)
		memset(NEW(a, char, 1000), 1, 1000);
	return OK;
}

TEST(arena_over_its_cap_is_an_error)
{
	struct arena *small = arena_new(10000);

	CHECK_ERR(arena_run(small, take_much, small), E_TOOBIG);
	CHECK(arena_used(small) <= 10000);
	arena_end(small);
	(void)a;
}

TEST(arena_aligns)
{
	for (int i = 0; i < 100; i++) {
		CHECK(NEW(a, char, 1) != NULL);
		CHECK_INT((uintptr_t)NEW(a, int64_t, 1) % 8, 0);
	}
}

TEST(buf_stops_at_its_maximum)
{
	struct buf b = buf_in(a, 5);
	str s;

	buf_add(&b, S("12345"));
	CHECK_OK(buf_done(&b, &s));
	CHECK_STR(s, S("12345"));
	buf_char(&b, '6');
	CHECK_ERR(buf_done(&b, &s), E_TOOBIG);
	CHECK_STR(s, S("12345"));
}

TEST(buf_fmt_grows)
{
	struct buf b = buf_in(a, 100000);

	for (int i = 0; i < 1000; i++)
		buf_fmt(&b, "%d,", i);
	CHECK(!b.over);
	CHECK(str_ends(buf_str(&b), S(",999,")));
}

TEST(str_split_takes_every_part)
{
	str rest = S("a//b"), part;

	CHECK(str_split(&rest, '/', &part));
	CHECK_STR(part, S("a"));
	CHECK(str_split(&rest, '/', &part));
	CHECK_STR(part, S(""));
	CHECK(str_split(&rest, '/', &part));
	CHECK_STR(part, S("b"));
	CHECK(!str_split(&rest, '/', &part));
	(void)a;
}

TEST(str_find_in_nothing)
{
	CHECK(str_find(S(""), S("x")) == NOWHERE);
	CHECK(str_find((str){0}, S("x")) == NOWHERE);
	CHECK_INT(str_find((str){0}, S("")), 0);
	CHECK_INT(str_find(S("abc"), S("bc")), 1);
	(void)a;
}

TEST(str_int_reads_the_whole_string)
{
	int64_t v;

	CHECK_OK(str_int(S("-9223372036854775808"), &v));
	CHECK_INT(v, INT64_MIN);
	CHECK_ERR(str_int(S("9223372036854775808"), &v), E_INPUT);
	CHECK_ERR(str_int(S("12 "), &v), E_INPUT);
	CHECK_ERR(str_int(S(""), &v), E_INPUT);
	CHECK_ERR(str_int(S("-"), &v), E_INPUT);
	(void)a;
}

TEST(map_finds_what_was_put)
{
	struct map m = map_in(a);

	CHECK(map_get(&m, S("x")) == NULL);
	for (size_t i = 0; i < 1000; i++)
		map_put(&m, arena_fmt(a, "k%zu", i), (void *)(i + 1));
	for (size_t i = 0; i < 1000; i++)
		CHECK_INT((uintptr_t)map_get(&m, arena_fmt(a, "k%zu", i)), i + 1);
	CHECK(map_get(&m, S("k1000")) == NULL);
}

TEST(deps_hit_only_inside_their_stretch)
{
	struct deps d = {.a = a};

	deps_add(&d, (struct dep){1, 7, 100, 200});
	CHECK(deps_hit(&d, &(struct change){1, 7, 100}));
	CHECK(deps_hit(&d, &(struct change){1, 7, 200}));
	CHECK(!deps_hit(&d, &(struct change){1, 7, 99}));
	CHECK(!deps_hit(&d, &(struct change){1, 8, 150}));
	CHECK(!deps_hit(&d, &(struct change){2, 7, 150}));
	deps_until(&d, 50);
	deps_until(&d, 0);
	deps_until(&d, 60);
	CHECK_INT(d.until, 50);
}

TEST(err_reason_is_one_line)
{
	(void)a;
	CHECK_ERR(fail(E_INPUT, "no \"%s\" here", "a\x1b[2J\nb\x7f"), E_INPUT);
	CHECK_STR(str_of(fail_why()), S("no \"a?[2J?b?\" here"));
}
