/* test_comment.c: see test_comment.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "test_comment.h"
#include "query/comment.h"

#include "news/story/save.h"
#include "store_pair.h"

#include <stdlib.h>

static const int64_t START = 1774000000;

static err
do_stories(struct txn *t, void *arg)
{
	struct world *w = arg;
	struct story_draft d = story_draft_new();

	d.state = S("publish");
	d.headline = d.slug = S("one");
	d.published_at = START - 86400;
	TRY(story_save(t, 0, &d, START, &w->story));
	d.headline = d.slug = S("two");
	return story_save(t, 0, &d, START, &w->other);
}

static void
run_on(struct arena *a, str url, str folder, void (*test)(struct world *))
{
	static char key[SEAL_KEY] = "a key that only tests may have";
	struct world *w = NEW(a, struct world, 1);

	*w = (struct world){.a = a, .now = START, .folder = folder};
	CHECK_OK(seal_from(a, (str){key, SEAL_KEY}, &w->key));
	CHECK_OK(store_open(a, url, 2, &w->store));
	CHECK_OK(store_write(w->store, a, do_stories, w));
	test(w);
}

void
on_sqlite(struct arena *a, void (*test)(struct world *))
{
	str folder = test_folder(a);

	run_on(a, arena_fmt(a, "sqlite:%.*s/site.db", SARG(folder)), folder, test);
}

void
on_each_engine(struct arena *a, void (*test)(struct world *))
{
	const char *server = getenv("DJELI_TEST_POSTGRES");

	on_sqlite(a, test);
	if (server && *server)
		run_on(a, pair_url(a, ON_POSTGRES), S(""), test);
}

struct comment_form
form_of(struct world *w, str author, str email, str body)
{
	w->now += 60;
	return (struct comment_form){.story_id = w->story, .author = author, .email = email,
		.body = body, .origin = S("192.0.2.77"), .seen_ms = -1, .now = w->now,
		.token = comment_token(w->a, w->key, w->story, START - 60)};
}

err
submit(struct world *w, struct comment_form f, struct comment_verdict *v)
{
	return comment_submit(w->store, w->a, w->key, &f, v);
}

err
waiting(struct world *w, int64_t id, str token, struct comment *out)
{
	struct txn *t;
	err e;

	CHECK_OK(store_read(w->store, w->a, NULL, &t));
	e = comment_waiting(t, w->key, w->story, id, token, w->now, out);
	store_end(t);
	return e;
}

struct adding {
	struct world *w;
	struct comment_new c;
	int64_t id;
};

static err
do_add(struct txn *t, void *arg)
{
	struct adding *d = arg;

	return comment_add(t, d->w->key, &d->c, &d->id);
}

int64_t
add(struct world *w, int64_t story, int64_t parent, const char *kind, const char *state,
	const char *body)
{
	struct adding d = {w, {.story_id = story, .parent_id = parent, .kind = str_of(kind),
		.state = str_of(state), .body = str_of(body), .author = S("Somebody"),
		.created_at = w->now - 1000}, 0};

	w->now++;
	CHECK_OK(store_write(w->store, w->a, do_add, &d));
	return d.id;
}

str
state_of(struct world *w, int64_t id)
{
	struct q_comment_get c;
	struct txn *t;
	err e;

	CHECK_OK(store_read(w->store, w->a, NULL, &t));
	e = q_comment_get(t, id, &c);
	store_end(t);
	CHECK(e == OK || e == E_ABSENT);
	return e ? S("") : c.state;
}

struct comment_page
thread_of(struct world *w, int64_t page)
{
	struct comment_page out;
	struct settings s;
	struct txn *t;

	CHECK_OK(store_read(w->store, w->a, NULL, &t));
	CHECK_OK(setting_load(t, &s));
	CHECK_OK(comment_thread(t, &s, w->story, page, &out));
	store_end(t);
	return out;
}

err
do_rule(struct txn *t, void *ruling)
{
	const struct ruling *r = ruling;

	if (r->state.n)
		return comment_set_state(t, r->id, r->n, r->state, S("test"), r->now);
	return comment_delete(t, r->id, r->n, S("test"), r->now);
}

err
try_rule(struct world *w, int64_t id, str state)
{
	struct ruling r = {&id, 1, state, w->now};

	return store_write(w->store, w->a, do_rule, &r);
}

err
try_delete(struct world *w, int64_t id)
{
	return try_rule(w, id, S(""));
}

void
rule(struct world *w, int64_t id, str state)
{
	CHECK_OK(try_rule(w, id, state));
}

struct pair_of {
	const char *name;
	str value;
};

static err
do_set(struct txn *t, void *arg)
{
	const struct pair_of *p = arg;

	return setting_write(t, p->name, p->value);
}

void
set(struct world *w, const char *name, const char *value)
{
	struct pair_of p = {name, str_of(value)};

	CHECK_OK(store_write(w->store, w->a, do_set, &p));
}

struct editing {
	struct world *w;
	str field, value;
	int64_t time;
};

static err
do_edit(struct txn *t, void *arg)
{
	const struct editing *e = arg;
	struct story_draft d;
	int64_t id;

	TRY(story_draft_of(t, e->w->story, &d));
	if (e->time)
		d.published_at = e->time;
	else if (str_eq(e->field, S("state")))
		d.state = e->value;
	else if (str_eq(e->field, S("comments")))
		d.comments = e->value;
	else if (str_eq(e->field, S("password")))
		d.password = e->value;
	else
		abort();
	return story_save(t, e->w->story, &d, e->w->now, &id);
}

void
edit(struct world *w, str field, str value)
{
	struct editing e = {w, field, value, 0};

	CHECK_OK(store_write(w->store, w->a, do_edit, &e));
}

void
edit_time(struct world *w, int64_t published_at)
{
	struct editing e = {w, S(""), S(""), published_at};

	CHECK_OK(store_write(w->store, w->a, do_edit, &e));
}

static void
keep_heard(void *arg, const struct change *c, size_t n)
{
	struct world *w = arg;

	CHECK(n > 0); /* "everything" would pass any check */
	for (size_t i = 0; i < n && w->heard_n < LENGTH(w->heard); i++)
		w->heard[w->heard_n++] = c[i];
}

void
hear(struct world *w)
{
	store_listen(w->store, keep_heard, w);
}

int
heard(struct world *w, uint32_t kind, int64_t id)
{
	int n = 0;

	for (size_t i = 0; i < w->heard_n; i++)
		n += w->heard[i].kind == kind && w->heard[i].id == id;
	return n;
}
