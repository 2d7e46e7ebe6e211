/* comment.c: taking comments, rule by rule, on every engine that is there.
 * SPDX-License-Identifier: Apache-2.0 */
#include "test_comment.h"
#include "query/kinds.h"
#include "test.h"

#include <pthread.h>

static void
first_waits_then_is_known(struct world *w)
{
	struct comment_form f = form_of(w, S("Awa"), S("awa@example.org"), S("One"));
	struct comment_verdict v;
	struct comment c;

	CHECK_OK(submit(w, f, &v));
	CHECK(v.id > 0 && v.held && v.waiting.n);
	CHECK_STR(state_of(w, v.id), S("held"));
	CHECK_INT(thread_of(w, 1).comments, 0);
	CHECK_OK(waiting(w, v.id, v.waiting, &c));
	CHECK_STR(c.body, S("One"));
	CHECK(c.held);
	rule(w, v.id, S("public"));
	CHECK_ERR(waiting(w, v.id, v.waiting, &c), E_ABSENT); /* no longer */
	CHECK_INT(thread_of(w, 1).comments, 1);

	/* known: name and address together, in any case of letters */
	f = form_of(w, S("Awa"), S("AWA@example.org"), S("Two"));
	CHECK_OK(submit(w, f, &v));
	CHECK(!v.held && !v.waiting.n);
	f = form_of(w, S("Somebody"), S("awa@example.org"), S("Three"));
	CHECK_OK(submit(w, f, &v));
	CHECK(v.held);
	set(w, "comment_known", "0");
	f = form_of(w, S("Binta"), S("binta@example.org"), S("Four"));
	CHECK_OK(submit(w, f, &v));
	CHECK(!v.held);
	set(w, "comment_moderation", "1");
	f = form_of(w, S("Awa"), S("awa@example.org"), S("Five"));
	CHECK_OK(submit(w, f, &v));
	CHECK(v.held);
}

TEST(comment_first_waits_then_is_known)
{
	on_each_engine(a, first_waits_then_is_known);
}

static void
waiting_link_is_for_one(struct world *w)
{
	struct comment_verdict v, other;
	struct comment c;

	CHECK_OK(submit(w, form_of(w, S("Awa"), S("awa@example.org"), S("One")), &v));
	CHECK_OK(submit(w, form_of(w, S("Bo"), S("bo@example.org"), S("Two")), &other));
	CHECK_ERR(waiting(w, v.id, other.waiting, &c), E_ABSENT);
	CHECK_ERR(waiting(w, other.id, v.waiting, &c), E_ABSENT);
	CHECK_ERR(waiting(w, v.id, S(""), &c), E_ABSENT);
	CHECK_ERR(waiting(w, v.id + 100, v.waiting, &c), E_ABSENT);
	w->now += 7 * 86400 - 1000;
	CHECK_OK(waiting(w, v.id, v.waiting, &c));
	w->now += 86400;
	CHECK_ERR(waiting(w, v.id, v.waiting, &c), E_ABSENT);
	w->now -= 86400;
	rule(w, v.id, S("trash"));
	CHECK_ERR(waiting(w, v.id, v.waiting, &c), E_ABSENT);
}

TEST(comment_waiting_link_is_for_one)
{
	on_each_engine(a, waiting_link_is_for_one);
}

static void
links_hold(struct world *w)
{
	struct comment_verdict v;

	set(w, "comment_known", "0");
	CHECK_OK(submit(w, form_of(w, S("A"), S("a@b.org"), S("http://one")), &v));
	CHECK(!v.held);
	CHECK_OK(submit(w, form_of(w, S("A"), S("a@b.org"), S("http://one http://two")), &v));
	CHECK(v.held);
	set(w, "comment_max_links", "3");
	CHECK_OK(submit(w, form_of(w, S("A"), S("a@b.org"), S("http://1 http://2")), &v));
	CHECK(!v.held);
	set(w, "comment_max_links", "0"); /* no such rule */
	CHECK_OK(submit(w, form_of(w, S("A"), S("a@b.org"),
		S("http://1 http://2 http://3 http://4")), &v));
	CHECK(!v.held);
}

TEST(comment_links_hold)
{
	on_each_engine(a, links_hold);
}

static void
twice_is_refused(struct world *w)
{
	struct comment_form f = form_of(w, S("Awa"), S("awa@example.org"), S("Yes.\r\nNo."));
	struct comment_verdict v, answer;

	set(w, "comment_known", "0");
	CHECK_OK(submit(w, f, &v));
	f.now = w->now; /* at once: it is said that it was said, not "too often" */
	CHECK_ERR(submit(w, f, &answer), E_CLASH);
	CHECK_INT(answer.fault[0], COMMENT_TWICE);
	f = form_of(w, S("Other"), S("AWA@example.org"), S(" Yes.\nNo. "));
	CHECK_ERR(submit(w, f, &answer), E_CLASH); /* by the address */
	f = form_of(w, S("Awa"), S("other@example.org"), S("Yes.\nNo."));
	CHECK_ERR(submit(w, f, &answer), E_CLASH); /* by the name */
	f = form_of(w, S("Other"), S("other@example.org"), S("Yes.\nNo."));
	CHECK_OK(submit(w, f, &answer)); /* somebody else may agree */
	f = form_of(w, S("Awa"), S("awa@example.org"), S("Yes.\nNo."));
	f.parent_id = v.id; /* as an answer it is another thing */
	CHECK_OK(submit(w, f, &answer));
	f = form_of(w, S("Awa"), S("awa@example.org"), S("Yes.\nNo."));
	f.story_id = w->other;
	f.token = comment_token(w->a, w->key, w->other, f.now - 60);
	CHECK_OK(submit(w, f, &answer)); /* below another story too */
	rule(w, v.id, S("trash"));
	CHECK_OK(submit(w, form_of(w, S("Awa"), S("awa@example.org"), S("Yes.\nNo.")), &answer));
}

TEST(comment_twice_is_refused)
{
	on_each_engine(a, twice_is_refused);
}

static void
flood_is_refused(struct world *w)
{
	struct comment_form f = form_of(w, S("A"), S("a@b.org"), S("1"));
	int64_t start = f.now;
	struct comment_verdict v;

	CHECK_OK(submit(w, f, &v));
	f = form_of(w, S("B"), S("b@b.org"), S("2"));
	f.now = start + 14; /* the same machine */
	CHECK_ERR(submit(w, f, &v), E_FLOOD);
	CHECK_INT(v.fault[0], COMMENT_TOO_OFTEN);
	f = form_of(w, S("A"), S("A@b.org"), S("3"));
	f.origin = S("198.51.100.7");
	f.now = start + 14; /* the same address of mail */
	CHECK_ERR(submit(w, f, &v), E_FLOOD);
	f.now = start + 15;
	CHECK_OK(submit(w, f, &v));
	f = form_of(w, S("B"), S("b@b.org"), S("4"));
	f.now = start + 15;
	CHECK_OK(submit(w, f, &v));
	set(w, "comment_flood_seconds", "0");
	f = form_of(w, S("B"), S("b@b.org"), S("5"));
	f.now = start + 15;
	CHECK_OK(submit(w, f, &v));
}

TEST(comment_flood_is_refused)
{
	on_each_engine(a, flood_is_refused);
}

static err
from(struct world *w, int i, str origin, int64_t now, struct comment_verdict *v)
{
	struct comment_form f = form_of(w, arena_fmt(w->a, "N%d", i),
		arena_fmt(w->a, "n%d@b.org", i), arena_fmt(w->a, "body %d", i));

	f.origin = origin;
	f.now = now;
	return submit(w, f, v);
}

static void
network_and_site_have_a_rate(struct world *w)
{
	int64_t start = form_of(w, S("A"), S("a@b.org"), S("1")).now;
	struct comment_verdict v;

	set(w, "comment_flood_prefix", "3");
	for (int i = 0; i < 3; i++)
		CHECK_OK(from(w, i, arena_fmt(w->a, "192.0.2.%d", i), start, &v));
	CHECK_ERR(from(w, 3, S("192.0.2.3"), start, &v), E_FLOOD);
	CHECK_INT(v.fault[0], COMMENT_TOO_OFTEN);
	CHECK_OK(from(w, 3, S("192.0.3.3"), start, &v)); /* the next network */
	CHECK_ERR(from(w, 4, S("192.0.2.4"), start + 59, &v), E_FLOOD);
	CHECK_OK(from(w, 4, S("192.0.2.4"), start + 60, &v));
	start += 1000;
	set(w, "comment_flood_site", "2");
	CHECK_OK(from(w, 10, S("2001:db8:1::1"), start, &v));
	CHECK_OK(from(w, 11, S("2001:db8:2::1"), start, &v));
	CHECK_ERR(from(w, 12, S("2001:db8:3::1"), start + 59, &v), E_FLOOD);
	CHECK_INT(v.fault[0], COMMENT_TOO_MANY);
	CHECK_OK(from(w, 12, S("2001:db8:3::1"), start + 60, &v));
}

TEST(comment_network_and_site_have_a_rate)
{
	on_each_engine(a, network_and_site_have_a_rate);
}

static void
story_must_be_there(struct world *w)
{
	static const char *const hidden[] = {"idea", "draft", "review", "ready", "private", "killed",
		"trash"};
	struct comment_form f = form_of(w, S("A"), S("a@b.org"), S("1"));
	struct comment_verdict v;

	for (size_t i = 0; i < LENGTH(hidden); i++) {
		edit(w, S("state"), str_of(hidden[i]));
		CHECK_ERR(submit(w, f, &v), E_ABSENT);
		CHECK_INT(v.faults, 0); /* no hint */
	}
	edit(w, S("state"), S("publish"));
	f.story_id = 987654;
	CHECK_ERR(submit(w, f, &v), E_ABSENT);
	f.story_id = w->story;
	edit_time(w, f.now + 1); /* a second too early */
	CHECK_ERR(submit(w, f, &v), E_ABSENT);
	edit_time(w, f.now);
	CHECK_OK(submit(w, f, &v));
}

TEST(comment_story_must_be_there)
{
	on_each_engine(a, story_must_be_there);
}

static void
door_is_kept(struct world *w)
{
	struct comment_form f = form_of(w, S("A"), S("a@b.org"), S("1"));
	struct comment_verdict v;

	edit(w, S("comments"), S("closed"));
	CHECK_ERR(submit(w, f, &v), E_DENIED);
	CHECK_INT(v.fault[0], COMMENT_SHUT);
	edit(w, S("comments"), S("off"));
	CHECK_ERR(submit(w, f, &v), E_DENIED);
	edit(w, S("comments"), S("open"));
	edit(w, S("password"), S("a hash"));
	CHECK_ERR(submit(w, f, &v), E_DENIED);
	edit(w, S("password"), S(""));
	set(w, "comments", "0");
	CHECK_ERR(submit(w, f, &v), E_DENIED);
	set(w, "comments", "1");
	set(w, "comments_close_days", "14");
	edit_time(w, f.now - 14 * 86400);
	CHECK_ERR(submit(w, f, &v), E_DENIED);
	edit_time(w, f.now - 14 * 86400 + 1);
	CHECK_OK(submit(w, f, &v));
}

TEST(comment_door_is_kept)
{
	on_each_engine(a, door_is_kept);
}

static void
parent_must_be_seen(struct world *w)
{
	struct comment_form f = form_of(w, S("A"), S("a@b.org"), S("1"));
	int64_t here = add(w, w->story, 0, "comment", "public", "p"), bad[6];
	struct comment_verdict v;

	bad[0] = add(w, w->story, 0, "comment", "held", "h");
	bad[1] = add(w, w->other, 0, "comment", "public", "o");
	bad[2] = add(w, w->story, 0, "note", "public", "n");
	bad[3] = add(w, w->story, 0, "pingback", "public", "x");
	bad[4] = 987654;
	bad[5] = -1;
	for (size_t i = 0; i < LENGTH(bad); i++) {
		f.parent_id = bad[i];
		CHECK_ERR(submit(w, f, &v), E_INPUT);
		CHECK_INT(v.fault[0], COMMENT_BAD_PARENT);
	}
	f.parent_id = here;
	CHECK_OK(submit(w, f, &v));
}

TEST(comment_parent_must_be_seen)
{
	on_each_engine(a, parent_must_be_seen);
}

static void
trap_makes_spam(struct world *w)
{
	struct comment_form f = form_of(w, S("Robot"), S("r@b.org"), S("Buy"));
	struct comment_verdict v;
	struct comment c;

	set(w, "comment_known", "0");
	f.trap = S("filled");
	CHECK_OK(submit(w, f, &v));
	CHECK(v.held && v.waiting.n);
	CHECK_STR(state_of(w, v.id), S("spam"));
	CHECK_OK(waiting(w, v.id, v.waiting, &c)); /* learns nothing */
	CHECK_STR(c.state, S("held"));
	CHECK_INT(thread_of(w, 1).comments, 0);
	f = form_of(w, S("Robot"), S("r@b.org"), S(""));
	f.trap = S("filled");
	CHECK_ERR(submit(w, f, &v), E_INPUT); /* rubbish is not kept */
}

TEST(comment_trap_makes_spam)
{
	on_each_engine(a, trap_makes_spam);
}

static void
refused_forms_go_through_later(struct world *w)
{
	struct comment_form f = form_of(w, S("Awa"), S("awa@example.org"), S("1"));
	struct comment_verdict v;

	f.token = comment_token(w->a, w->key, w->story, f.now - 1);
	CHECK_ERR(submit(w, f, &v), E_INPUT);
	CHECK_INT(v.fault[0], COMMENT_TOO_QUICK);
	f.token = v.token; /* remembers when the form was opened */
	f.now += 1;
	CHECK_ERR(submit(w, f, &v), E_INPUT);
	f.now += 1;
	CHECK_OK(submit(w, f, &v));

	f = form_of(w, S("Awa"), S("awa@example.org"), S("2"));
	f.token = comment_token(w->a, w->key, w->story, f.now - 4 * 86400);
	CHECK_ERR(submit(w, f, &v), E_INPUT);
	CHECK_INT(v.fault[0], COMMENT_OLD_TOKEN);
	f.token = v.token; /* whoever took four days is not too quick */
	CHECK_OK(submit(w, f, &v));

	f = form_of(w, S("Awa"), S("nonsense"), S("3"));
	CHECK_ERR(submit(w, f, &v), E_INPUT);
	CHECK_INT(v.faults, 1);
	f.email = S("awa@example.org");
	f.token = v.token;
	CHECK_OK(submit(w, f, &v));

	f = form_of(w, S("Awa"), S("awa@example.org"), S("4"));
	f.token = S("forged");
	CHECK_ERR(submit(w, f, &v), E_INPUT);
	f.token = v.token; /* a form without a token begins now */
	CHECK_ERR(submit(w, f, &v), E_INPUT);
	CHECK_INT(v.fault[0], COMMENT_TOO_QUICK);
}

TEST(comment_refused_forms_go_through_later)
{
	on_each_engine(a, refused_forms_go_through_later);
}

static void
notes_stay_inside(struct world *w)
{
	int64_t note = add(w, w->story, 0, "note", "public", "internal"), n;
	struct comment_page page = thread_of(w, 1);
	struct comment *c;
	struct txn *t;
	size_t found;

	CHECK_INT(page.comments + page.pings + page.all, 0);
	CHECK_OK(store_read(w->store, w->a, NULL, &t));
	CHECK_OK(comment_recent(t, 0, w->now, 0, 10, &c, &found));
	CHECK_INT(found, 0);
	CHECK_OK(comment_recent(t, w->story, w->now, 0, 10, &c, &found));
	CHECK_INT(found, 0);
	CHECK_OK(comment_counts(t, &w->story, 1, &n));
	CHECK_INT(n, 0);
	CHECK_OK(comment_queue(t, S("public"), INT64_MAX, INT64_MAX, 10, &c, &found));
	CHECK_INT(found, 0);
	store_end(t);
	CHECK_ERR(try_rule(w, note, S("held")), E_DENIED);
	CHECK_ERR(try_delete(w, note), E_DENIED);
}

TEST(comment_notes_stay_inside)
{
	on_each_engine(a, notes_stay_inside);
}

static void
rulings_are_whole(struct world *w)
{
	int64_t ids[2] = {add(w, w->story, 0, "comment", "held", "1"), 987654};
	struct ruling r = {.id = ids, .n = 2, .state = S("public"), .now = w->now};

	CHECK_ERR(store_write(w->store, w->a, do_rule, &r), E_ABSENT);
	CHECK_STR(state_of(w, ids[0]), S("held")); /* undone with the other */
	CHECK_ERR(try_rule(w, ids[0], S("nice")), E_INPUT);
	rule(w, ids[0], S("public"));
	CHECK_STR(state_of(w, ids[0]), S("public"));
}

TEST(comment_rulings_are_whole)
{
	on_each_engine(a, rulings_are_whole);
}

static void
changes_are_named(struct world *w)
{
	struct comment_verdict v;
	int64_t other;

	hear(w);
	CHECK_OK(submit(w, form_of(w, S("A"), S("a@b.org"), S("1")), &v));
	CHECK_INT(heard(w, DEP_COMMENTS, w->story), 0); /* held: nobody's page */
	CHECK_INT(heard(w, DEP_COMMENT_FEED, 0), 0);
	rule(w, v.id, S("spam"));
	rule(w, v.id, S("held"));
	CHECK_INT(heard(w, DEP_COMMENTS, w->story), 0);
	rule(w, v.id, S("public"));
	CHECK_INT(heard(w, DEP_COMMENTS, w->story), 1);
	CHECK_INT(heard(w, DEP_COMMENT_FEED, 0), 1);
	rule(w, v.id, S("public")); /* is so already */
	CHECK_INT(heard(w, DEP_COMMENTS, w->story), 1);
	other = add(w, w->story, v.id, "comment", "held", "answer");
	CHECK_OK(try_delete(w, other));
	CHECK_INT(heard(w, DEP_COMMENTS, w->story), 1);
	add(w, w->story, v.id, "note", "public", "n");
	CHECK_INT(heard(w, DEP_COMMENTS, w->story), 1);
	CHECK_OK(try_delete(w, v.id));
	CHECK_INT(heard(w, DEP_COMMENTS, w->story), 2);
	CHECK_INT(heard(w, DEP_COMMENTS, w->other), 0);
}

TEST(comment_changes_are_named)
{
	on_each_engine(a, changes_are_named);
}

static void
address_is_sealed(struct world *w)
{
	int64_t without = add(w, w->story, 0, "comment", "public", "x");
	struct comment_verdict v;
	struct txn *t;
	str email;

	CHECK_OK(submit(w, form_of(w, S("A"), S(" Awa@Example.org "), S("1")), &v));
	CHECK_OK(store_read(w->store, w->a, NULL, &t));
	CHECK_OK(comment_email(t, w->key, v.id, &email));
	CHECK_STR(email, S("Awa@Example.org"));
	CHECK_OK(comment_email(t, w->key, without, &email));
	CHECK_STR(email, S(""));
	store_end(t);
}

TEST(comment_address_is_sealed)
{
	on_each_engine(a, address_is_sealed);
}

static err
do_erase(struct txn *t, void *arg)
{
	struct world *w = arg;
	struct settings s;

	TRY(setting_load(t, &s));
	return comment_erase_origins(t, &s, w->now);
}

static void
origins_are_forgotten(struct world *w)
{
	struct comment_form f = form_of(w, S("A"), S("a@b.org"), S("1"));
	int64_t start = f.now;
	struct comment_verdict v;

	set(w, "comment_origin_days", "1");
	CHECK_OK(submit(w, f, &v));
	f = form_of(w, S("B"), S("b@b.org"), S("2"));
	f.now = start; /* the same second */
	CHECK_ERR(submit(w, f, &v), E_FLOOD);
	w->now = start + 86400; /* not older than a day: kept */
	CHECK_OK(store_write(w->store, w->a, do_erase, w));
	CHECK_ERR(submit(w, f, &v), E_FLOOD);
	w->now++;
	CHECK_OK(store_write(w->store, w->a, do_erase, w));
	CHECK_OK(submit(w, f, &v)); /* nobody remembers the machine */
}

TEST(comment_origins_are_forgotten)
{
	on_each_engine(a, origins_are_forgotten);
}

/* ---- together ---- */

enum { CROWD = 8 };

struct one_of_many {
	struct world *w;
	struct arena *a;
	struct comment_form f;
	err e;
};

static void *
submit_it(void *arg)
{
	struct one_of_many *o = arg;
	struct comment_verdict v;

	o->e = comment_submit(o->w->store, o->a, o->w->key, &o->f, &v);
	return NULL;
}

static int
taken_together(struct world *w, const struct comment_form *f)
{
	struct one_of_many o[CROWD];
	pthread_t thread[CROWD];
	int taken = 0;

	for (int i = 0; i < CROWD; i++) {
		o[i] = (struct one_of_many){w, arena_new((size_t)16 << 20), f[i], OK};
		CHECK(!pthread_create(&thread[i], NULL, submit_it, &o[i]));
	}
	for (int i = 0; i < CROWD; i++) {
		CHECK(!pthread_join(thread[i], NULL));
		CHECK(o[i].e == OK || o[i].e == E_CLASH || o[i].e == E_FLOOD);
		taken += o[i].e == OK;
		arena_end(o[i].a);
	}
	return taken;
}

/* All look at a snapshot where there is nothing yet; one is taken. */
static void
together_is_one_by_one(struct world *w)
{
	struct comment_form f[CROWD];

	for (int i = 0; i < CROWD; i++) {
		f[i] = form_of(w, S("Awa"), S("awa@example.org"), S("The same"));
		f[i].now = f[0].now;
	}
	CHECK_INT(taken_together(w, f), 1);
	for (int i = 0; i < CROWD; i++) { /* one machine, eight names */
		f[i] = form_of(w, arena_fmt(w->a, "N%d", i), arena_fmt(w->a, "n%d@b.org", i),
			arena_fmt(w->a, "Another %d", i));
		f[i].now = f[0].now;
	}
	CHECK_INT(taken_together(w, f), 1);
	set(w, "comment_flood_seconds", "0");
	set(w, "comment_flood_prefix", "4");
	for (int i = 0; i < CROWD; i++) {
		f[i] = form_of(w, arena_fmt(w->a, "N%d", i), arena_fmt(w->a, "n%d@b.org", i),
			arena_fmt(w->a, "More %d", i));
		f[i].now = f[0].now;
	}
	CHECK_INT(taken_together(w, f), 4);
}

TEST(comment_together_is_one_by_one)
{
	on_each_engine(a, together_is_one_by_one);
}
