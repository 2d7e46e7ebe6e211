/* comment_exact.c: what was read about comments stays right until a change that
 * it noted, or a moment that it waits for: a seeded model of a page cache over
 * threads, feeds, counts and doors.
 * SPDX-License-Identifier: Apache-2.0 */
#include "test_comment.h"
#include "query/comment.h"

#include "news/story/save.h"

enum { ANSWERS = 7, STEPS = 250, TALK = 30 };

struct answer {
	str text;
	struct deps deps;
};

static void
put_comments(struct buf *b, const struct comment *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_fmt(b, " %lld/%u:%.*s", (long long)c[i].id, c[i].depth, SARG(c[i].body));
}

static err
put_thread(struct txn *t, struct world *w, const struct settings *s, int64_t page, struct buf *b)
{
	struct comment_page p;
	err e = comment_thread(t, s, w->story, page, &p);

	if (e == E_ABSENT)
		buf_add(b, S("no such page"));
	if (e)
		return e == E_ABSENT ? OK : e;
	buf_fmt(b, "%zu of %lld", p.all, (long long)p.pages);
	put_comments(b, p.comment, p.comments);
	put_comments(b, p.ping, p.pings);
	return OK;
}

static err
put_recent(struct txn *t, struct world *w, int64_t story, int64_t count, struct buf *b)
{
	struct comment *c;
	size_t n;

	TRY(comment_recent(t, story, w->now, 0, count, &c, &n));
	put_comments(b, c, n);
	return OK;
}

static err
put_door(struct txn *t, struct world *w, const struct settings *s, struct buf *b)
{
	struct q_comment_story row;

	TRY(q_comment_story(t, w->story, &row));
	buf_int(b, comment_door(t, s, &(struct comment_rules){row.comments, row.comments_held, row.comments_close_at},
		row.published_at, w->now));
	return OK;
}

static err
put_counts(struct txn *t, struct world *w, struct buf *b)
{
	int64_t story[] = {w->story, w->other}, n[2];

	TRY(comment_counts(t, story, 2, n));
	buf_fmt(b, "%lld %lld", (long long)n[0], (long long)n[1]);
	return OK;
}

static struct answer
ask(struct world *w, int which)
{
	struct answer out = {.deps = {.a = w->a}};
	struct buf b = buf_in(w->a, 1 << 20);
	struct settings s;
	struct txn *t;

	CHECK_OK(store_read(w->store, w->a, &out.deps, &t));
	CHECK_OK(setting_load(t, &s));
	switch (which) {
	case 0:
	case 1:
		CHECK_OK(put_thread(t, w, &s, which + 1, &b));
		break;
	case 2:
		CHECK_OK(put_recent(t, w, 0, 5, &b));
		break;
	case 3:
		CHECK_OK(put_recent(t, w, 0, 1000, &b));
		break;
	case 4:
		CHECK_OK(put_recent(t, w, w->story, 3, &b));
		break;
	case 5:
		CHECK_OK(put_counts(t, w, &b));
		break;
	default:
		CHECK_OK(put_door(t, w, &s, &b));
	}
	store_end(t);
	out.text = buf_str(&b);
	return out;
}

static bool
fallen(struct world *w, const struct answer *x)
{
	for (size_t i = 0; i < w->heard_n; i++)
		if (deps_hit(&x->deps, &w->heard[i]))
			return true;
	return x->deps.until && x->deps.until <= w->now;
}

static const char *
pick(uint64_t *seed, const char *const *list, size_t n)
{
	return list[test_random(seed) % n];
}

static void
change_story(struct world *w, uint64_t *seed)
{
	static const char *const states[] = {"publish", "publish", "draft", "killed"};
	static const char *const doors[] = {"open", "closed", "off"};
	static const char *const locks[] = {"", "", "a hash"};

	switch (test_random(seed) % 4) {
	case 0:
		edit(w, S("state"), str_of(pick(seed, states, LENGTH(states))));
		break;
	case 1:
		edit(w, S("comments"), str_of(pick(seed, doors, LENGTH(doors))));
		break;
	case 2:
		edit(w, S("password"), str_of(pick(seed, locks, LENGTH(locks))));
		break;
	default:
		edit_time(w, w->now + (int64_t)(test_random(seed) % 4000) - 2000);
	}
}

static void
change_setting(struct world *w, uint64_t *seed)
{
	static const struct {
		const char *name, *value[4];
	} settings[] = {{"comments", {"0", "1", "0", "1"}}, {"comments_per_page", {"1", "2", "5", "50"}},
		{"comments_depth", {"1", "2", "5", "10"}}, {"comments_close_days", {"0", "1", "2", "5"}}};
	size_t k = test_random(seed) % LENGTH(settings);

	set(w, settings[k].name, pick(seed, settings[k].value, LENGTH(settings[k].value)));
}

static void
change_comment(struct world *w, uint64_t *seed, int64_t *id, size_t *n)
{
	static const char *const states[] = {"held", "public", "public", "spam", "trash"};
	static const char *const kinds[] = {"comment", "comment", "comment", "pingback", "note"};
	size_t k = *n ? test_random(seed) % *n : 0;
	bool below = *n && test_random(seed) % 2;
	err e;

	if (*n < TALK && (!*n || test_random(seed) % 2)) {
		int64_t story = test_random(seed) % 3 ? w->story : w->other;

		below = below && state_of(w, id[k]).n;
		id[(*n)++] = add(w, story, below ? id[k] : 0, pick(seed, kinds, LENGTH(kinds)),
			pick(seed, states, LENGTH(states)), "said");
		return;
	}
	if (test_random(seed) % 5 == 0)
		e = try_delete(w, id[k]);
	else
		e = try_rule(w, id[k], str_of(pick(seed, states, LENGTH(states))));
	CHECK(e == OK || e == E_ABSENT || e == E_DENIED);
}

static void
answers_are_exact(struct world *w)
{
	uint64_t seed = test_seed();
	struct answer kept[ANSWERS];
	int64_t id[TALK];
	size_t n = 0;

	hear(w);
	for (int i = 0; i < ANSWERS; i++)
		kept[i] = ask(w, i);
	for (int step = 0; step < STEPS; step++) {
		w->heard_n = 0;
		switch (test_random(&seed) % 8) {
		case 0:
			w->now += (int64_t)(test_random(&seed) % 3000);
			break;
		case 1:
			change_story(w, &seed);
			break;
		case 2:
			change_setting(w, &seed);
			break;
		default:
			change_comment(w, &seed, id, &n);
		}
		for (int i = 0; i < ANSWERS; i++) {
			struct answer now = ask(w, i);

			if (fallen(w, &kept[i]))
				kept[i] = now;
			else if (!str_eq(kept[i].text, now.text))
				test_fail(__FILE__, __LINE__, "step %d, answer %d is stale:\n"
					"%.*s\n%.*s", step, i, SARG(kept[i].text),
					SARG(now.text));
		}
	}
}

TEST(comment_answers_are_exact)
{
	on_each_engine(a, answers_are_exact);
}
