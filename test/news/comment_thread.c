/* comment_thread.c: a story's talk as a tree, whatever an import brought; paging;
 * feeds and counts; no address anywhere on disk; a model of the states.
 * SPDX-License-Identifier: Apache-2.0 */
#include "test_comment.h"
#include "query/comment.h"

#include "base/hash.h"

#include <dirent.h>
#include <stdio.h>

/* "1:a 2:b" : depth and words of each comment of a page. */
static str
shape(struct world *w, int64_t page)
{
	struct comment_page p = thread_of(w, page);
	struct buf b = buf_in(w->a, 1 << 16);

	for (size_t i = 0; i < p.comments; i++)
		buf_fmt(&b, "%s%u:%.*s", i ? " " : "", p.comment[i].depth, SARG(p.comment[i].body));
	return buf_str(&b);
}

static void
answers_stand_below(struct world *w)
{
	int64_t a1 = add(w, w->story, 0, "comment", "public", "a");
	int64_t b1 = add(w, w->story, 0, "comment", "public", "b");
	int64_t a2 = add(w, w->story, a1, "comment", "public", "aa");
	int64_t hidden = add(w, w->story, b1, "comment", "held", "h");

	add(w, w->story, a2, "comment", "public", "aaa");
	add(w, w->story, a1, "comment", "public", "ab");
	add(w, w->story, hidden, "comment", "public", "hx"); /* answers what is not seen */
	add(w, w->other, 0, "comment", "public", "elsewhere");
	add(w, w->story, 0, "pingback", "public", "ping");
	CHECK_STR(shape(w, 1), S("1:a 2:aa 3:aaa 2:ab 1:b 1:hx"));
	CHECK_INT(thread_of(w, 1).all, 6);
	CHECK_INT(thread_of(w, 1).pings, 1);
	rule(w, hidden, S("public"));
	CHECK_STR(shape(w, 1), S("1:a 2:aa 3:aaa 2:ab 1:b 2:h 3:hx"));
	CHECK_OK(try_delete(w, a2)); /* its answer goes up to what it answered */
	CHECK_STR(shape(w, 1), S("1:a 2:aaa 2:ab 1:b 2:h 3:hx"));
}

TEST(comment_answers_stand_below)
{
	on_each_engine(a, answers_stand_below);
}

static void
depth_ends_at_five(struct world *w)
{
	int64_t up = 0;

	for (int i = 0; i < 8; i++)
		up = add(w, w->story, up, "comment", "public", arena_fmt(w->a, "%d", i).p);
	CHECK_STR(shape(w, 1), S("1:0 2:1 3:2 4:3 5:4 5:5 5:6 5:7"));
	set(w, "comments_depth", "1");
	CHECK_STR(shape(w, 1), S("1:0 1:1 1:2 1:3 1:4 1:5 1:6 1:7"));
}

TEST(comment_depth_ends_at_five)
{
	on_each_engine(a, depth_ends_at_five);
}

struct reparent {
	int64_t id, parent;
};

/* Lifts the answers of `id` and hangs it below `parent`: q_comment_lift moves by
 * the old parent, so a ring is tied by deleting nothing. */
static err
do_ring(struct txn *t, void *arg)
{
	struct reparent *r = arg;

	return q_comment_lift(t, r->id, r->parent);
}

static void
rings_lose_nothing(struct world *w)
{
	int64_t top = add(w, w->story, 0, "comment", "public", "top");
	int64_t x = add(w, w->story, top, "comment", "public", "x");
	int64_t y = add(w, w->story, x, "comment", "public", "y");
	struct reparent r = {top, y};

	add(w, w->story, y, "comment", "public", "z");
	/* x answers y, y answers x: no way from the top */
	CHECK_OK(store_write(w->store, w->a, do_ring, &r));
	CHECK_STR(shape(w, 1), S("1:top 1:x 2:y 3:z"));
	r = (struct reparent){y, y}; /* and one that answers itself */
	CHECK_OK(store_write(w->store, w->a, do_ring, &r));
	CHECK_INT(thread_of(w, 1).comments, 4);
	CHECK_OK(try_delete(w, y));
	CHECK_INT(thread_of(w, 1).comments, 3);
}

TEST(comment_rings_lose_nothing)
{
	on_each_engine(a, rings_lose_nothing);
}

static void
pages_hold_threads(struct world *w)
{
	struct comment_page p;
	struct settings s;
	struct txn *t;
	int64_t first = 0, fourth = 0, answer, page;

	set(w, "comments_per_page", "3");
	CHECK_INT(thread_of(w, 1).pages, 1); /* none yet */
	for (int i = 1; i <= 7; i++) {
		int64_t id = add(w, w->story, 0, "comment", "public", arena_fmt(w->a, "%d", i).p);

		first = i == 1 ? id : first;
		fourth = i == 4 ? id : fourth;
	}
	answer = add(w, w->story, first, "comment", "public", "1a");
	CHECK_STR(shape(w, 1), S("1:1 2:1a 1:2 1:3"));
	CHECK_STR(shape(w, 2), S("1:4 1:5 1:6"));
	CHECK_STR(shape(w, 3), S("1:7"));
	CHECK_INT(thread_of(w, 3).pages, 3);
	CHECK_INT(thread_of(w, 3).all, 8);
	CHECK_OK(store_read(w->store, w->a, NULL, &t));
	CHECK_OK(setting_load(t, &s));
	CHECK_ERR(comment_thread(t, &s, w->story, 4, &p), E_ABSENT);
	CHECK_ERR(comment_thread(t, &s, w->story, INT64_MAX, &p), E_ABSENT);
	CHECK_OK(comment_page_of(t, &s, answer, &page));
	CHECK_INT(page, 1);
	CHECK_OK(comment_page_of(t, &s, fourth, &page));
	CHECK_INT(page, 2);
	store_end(t);
	set(w, "comments_per_page", "0");
	CHECK_INT(thread_of(w, 1).comments, 8);
}

TEST(comment_pages_hold_threads)
{
	on_each_engine(a, pages_hold_threads);
}

/* Threads are not counted, and still no page is too long to be shown. */
static void
pages_are_bounded(struct world *w)
{
	char *words = NEW(w->a, char, 60001);
	int64_t id = 0, page, seen = 0;
	struct settings s;
	struct txn *t;

	memset(words, 'x', 60000);
	set(w, "comments_per_page", "0");
	for (int i = 0; i < 25; i++)
		id = add(w, w->story, i % 2 ? id : 0, "comment", "public", words);
	for (int64_t i = 1; i <= 3; i++) {
		struct comment_page p = thread_of(w, i);

		CHECK_INT(p.pages, 3);
		seen += (int64_t)p.comments;
	}
	CHECK_INT(seen, 25);
	CHECK_OK(store_read(w->store, w->a, NULL, &t));
	CHECK_OK(setting_load(t, &s));
	CHECK_OK(comment_page_of(t, &s, id, &page));
	CHECK_INT(page, 3);
	store_end(t);
}

TEST(comment_pages_are_bounded)
{
	on_each_engine(a, pages_are_bounded);
}

static void
feeds_and_counts(struct world *w)
{
	int64_t story[3] = {w->other, 987654, w->story}, n[3];
	struct deps deps = {.a = w->a};
	struct comment *c;
	struct txn *t;
	size_t found;

	add(w, w->story, 0, "comment", "public", "1");
	add(w, w->story, 0, "comment", "held", "2");
	add(w, w->story, 0, "pingback", "public", "3");
	add(w, w->other, 0, "comment", "public", "4");
	add(w, w->story, 0, "comment", "public", "5");
	CHECK_OK(store_read(w->store, w->a, &deps, &t));
	CHECK_OK(comment_recent(t, 0, w->now, 0, 10, &c, &found));
	CHECK_INT(found, 3);
	CHECK_STR(c[0].body, S("5"));
	CHECK_STR(c[2].body, S("1"));
	CHECK_OK(comment_recent(t, 0, w->now, 0, 2, &c, &found));
	CHECK_INT(found, 2);
	CHECK_OK(comment_recent(t, 0, w->now, c[1].created_at, 9, &c, &found));
	CHECK_INT(found, 1); /* after, not from */
	CHECK_OK(comment_recent(t, w->story, w->now, 0, 10, &c, &found));
	CHECK_INT(found, 2);
	CHECK_OK(comment_counts(t, story, 3, n));
	CHECK(n[0] == 1 && n[1] == 0 && n[2] == 2);
	store_end(t);
	/* a story without a comment is noted as well as one with many */
	CHECK(deps_hit(&deps, &(struct change){DEP_COMMENTS, w->other, 5}));
	edit(w, S("password"), S("a hash")); /* its talk leaves the paper's feed */
	CHECK_OK(store_read(w->store, w->a, NULL, &t));
	CHECK_OK(comment_recent(t, 0, w->now, 0, 10, &c, &found));
	CHECK_INT(found, 1);
	store_end(t);
}

TEST(comment_feeds_and_counts)
{
	on_each_engine(a, feeds_and_counts);
}

/* ---- no address on disk ---- */

static bool
holds_case(str hay, str needle)
{
	for (size_t i = 0; i + needle.n <= hay.n; i++)
		if (str_eq_case((str){hay.p + i, needle.n}, needle))
			return true;
	return false;
}

static void
no_file_holds(struct world *w, const str *secret, size_t n)
{
	DIR *d = opendir(w->folder.p);
	struct dirent *e;
	size_t bytes = 0;

	CHECK(d != NULL);
	while ((e = readdir(d))) {
		str file;

		if (e->d_name[0] == '.')
			continue;
		file = test_file(w->a, arena_fmt(w->a, "%s/%s", w->folder.p, e->d_name).p);
		bytes += file.n;
		for (size_t i = 0; i < n; i++)
			if (holds_case(file, secret[i]))
				test_fail(__FILE__, __LINE__, "%s holds %.*s", e->d_name,
					SARG(secret[i]));
	}
	closedir(d);
	CHECK(bytes > 20000); /* the archive was there to be read */
}

static void
no_address_on_disk(struct world *w)
{
	struct comment_form f;
	struct comment_verdict v;
	str secret[8];

	set(w, "comment_flood_prefix", "0");
	for (int i = 0; i < 60; i++) {
		f = form_of(w, arena_fmt(w->a, "Name %d", i),
			arena_fmt(w->a, "Secret.Person%d@hidden-place.example", i),
			arena_fmt(w->a, "A remark, number %d", i));
		f.origin = arena_fmt(w->a, "198.51.100.%d", i);
		CHECK_OK(submit(w, f, &v));
		if (i % 3 == 0)
			rule(w, v.id, S("public"));
		if (i % 7 == 0)
			CHECK_OK(try_delete(w, v.id));
	}
	f.email = S("Secret.Person99@hidden-place.example");
	f.author = S("");
	CHECK_ERR(submit(w, f, &v), E_INPUT);
	CHECK(!holds_case(str_of(fail_why()), S("hidden-place")));
	secret[0] = S("secret.person");
	secret[1] = S("hidden-place");
	secret[2] = S("198.51.100.");
	secret[3] = hash_to_hex(w->a, S("hidden-place"));
	secret[4] = S("aGlkZGVuLXBsYWNl"); /* base64 */
	secret[5] = S("hpZGRlbi1wbGFjZ");
	secret[6] = S("oaWRkZW4tcGxhY2");
	secret[7] = S("\xc6\x33\x64\x07"); /* 198.51.100.7 */
	CHECK(test_file(w->a, arena_fmt(w->a, "%s/site.db", w->folder.p).p).n > 0);
	no_file_holds(w, secret, LENGTH(secret));
}

TEST(comment_no_address_on_disk)
{
	on_sqlite(a, no_address_on_disk);
}

/* ---- states: a model ---- */

enum { MODEL = 40 };

static void
states_follow_the_model(struct world *w)
{
	static const char *const states[] = {"held", "public", "spam", "trash"};
	uint64_t seed = test_seed();
	int64_t id[MODEL];
	int state[MODEL], here = 0; /* -1: deleted */

	hear(w);
	for (int step = 0; step < 150; step++) {
		int before = heard(w, DEP_COMMENTS, w->story);
		int k = here ? (int)(test_random(&seed) % (uint64_t)here) : 0;
		int to = (int)(test_random(&seed) % 5);
		bool touched, public_now = 0;
		struct comment_page p;
		size_t want = 0;

		if (here < MODEL && (!here || test_random(&seed) % 3 == 0)) {
			state[here] = to % 4;
			id[here] = add(w, w->story, 0, "comment", states[to % 4], "m");
			touched = to % 4 == 1;
			here++;
		} else if (state[k] < 0) {
			CHECK_ERR(try_rule(w, id[k], S("public")), E_ABSENT);
			touched = false;
		} else if (to == 4) {
			touched = state[k] == 1;
			CHECK_OK(try_delete(w, id[k]));
			state[k] = -1;
		} else {
			public_now = to == 1;
			touched = state[k] != to && (state[k] == 1 || public_now);
			rule(w, id[k], str_of(states[to]));
			state[k] = to;
		}
		for (int i = 0; i < here; i++)
			want += state[i] == 1;
		p = thread_of(w, 1);
		CHECK_INT(p.comments, want);
		for (size_t i = 0, m = 0; i < p.comments; i++, m++) {
			while (state[m] != 1)
				m++;
			CHECK_INT(p.comment[i].id, id[m]);
		}
		/* pages fall when readers would see it, and only then */
		CHECK_INT(heard(w, DEP_COMMENTS, w->story), before + touched);
	}
}

TEST(comment_states_follow_the_model)
{
	on_each_engine(a, states_follow_the_model);
}
