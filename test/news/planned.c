/* planned.c: publishing, taking back, killing, correcting; and what is planned
 * happens at its second, whoever looks first, once.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/story/planned.h"
#include "news/story/publish.h"
#include "news/people/role.h"
#include "news/story/save.h"
#include "press.h"
#include "query/planned.h"
#include "store_pair.h"

struct planning {
	struct press p;
	struct press_who ed, limited, writer;
	int64_t section, other, story, at;
	struct person who;
	struct publish_when when;
	const char *kind, *body;
};

static int
status(const struct ctx *c)
{
	return c->reply.status ? c->reply.status : 200;
}

static err
first_story(struct txn *t, void *arg)
{
	struct planning *w = arg;
	struct story_draft d = story_draft_new();

	TRY(section_save(t, 0, S("town"), S("Town"), S(""), &w->section));
	TRY(section_save(t, 0, S("sport"), S("Sport"), S(""), &w->other));
	d.headline = S("The bridge opens");
	d.body = S("<p>One.</p><p>Two.</p>");
	d.section = &w->section;
	d.sections = 1;
	return story_save(t, 0, &d, w->p.now, &w->story);
}

static struct person
as(const struct press_who *who, enum role role)
{
	return (struct person){.id = who->id, .name = S("Somebody"), .role = role};
}

static void
setup_on(struct arena *a, struct planning *w, str url)
{
	*w = (struct planning){0};
	press_setup_on(a, &w->p, url);
	w->ed = press_login(&w->p, a, "editor");
	w->who = as(&w->ed, ROLE_EDITOR);
	CHECK_OK(store_write(w->p.site.store, a, first_story, w));
}

static err
publish(struct txn *t, void *arg)
{
	struct planning *w = arg;

	return publish_story(t, &w->who, w->story, &w->when, w->p.now);
}
static err
take_back(struct txn *t, void *arg)
{
	struct planning *w = arg;

	return publish_take_back(t, &w->who, w->story, w->p.now);
}
static err
kill_it(struct txn *t, void *arg)
{
	struct planning *w = arg;

	return publish_kill(t, &w->who, w->story, S("a court says so"), w->p.now);
}
static err
correct(struct txn *t, void *arg)
{
	struct planning *w = arg;

	return publish_correct(t, &w->who, w->story, S("The bridge is 90 metres long, not 900."), w->p.now);
}
static err
plan_end(struct txn *t, void *arg)
{
	struct planning *w = arg;

	return planned_end(t, &w->who, w->story, str_of(w->kind), w->at, w->p.now);
}
static err
plan_change(struct txn *t, void *arg)
{
	struct planning *w = arg;
	return planned_change(t, &w->who, w->story, w->at, w->p.now);
}

/* Another body lies on the desk. */
static void
put_working(struct planning *w, struct arena *a)
{
	pair_sql(a, w->p.site.store_url, arena_fmt(a, "INSERT INTO working (story_id, version, base, saved_at, slug, "
		"headline, body, section_ids) SELECT id, 1, version, 0, slug, headline, '%s', '%lld' FROM story WHERE id = %lld",
		w->body, (long long)w->section, (long long)w->story).p);
}

static struct ctx *
get(struct planning *w, struct arena *a, const char *path)
{
	return press_get(&w->p, a, str_of(path));
}

static void
publishes(struct arena *a, enum engine on)
{
	struct planning w;
	static const char path[] = "/2026/03/05/the-bridge-opens/";

	setup_on(a, &w, on == ON_SQLITE ? S("") : pair_url(a, on));
	CHECK_INT(status(get(&w, a, path)), 404);
	w.when = (struct publish_when){.at = w.p.now + 60};
	CHECK_OK(store_write(w.p.site.store, a, publish, &w));
	press_clock(&w.p, w.p.now + 59);
	CHECK_INT(status(get(&w, a, path)), 404);
	press_clock(&w.p, w.p.now + 1);
	CHECK_INT(status(get(&w, a, path)), 200);

	CHECK_OK(store_write(w.p.site.store, a, correct, &w));
	CHECK(str_find(get(&w, a, path)->reply.body, S("90 metres long, not 900")) != NOWHERE);
	CHECK(str_find(get(&w, a, "/feed/")->reply.body, S("90 metres long, not 900")) != NOWHERE);
	CHECK(str_find(get(&w, a, "/feed/atom/")->reply.body, S("90 metres long, not 900")) != NOWHERE);
	CHECK(str_find(get(&w, a, "/feed/json/")->reply.body, S("90 metres long, not 900")) != NOWHERE);

	CHECK_OK(store_write(w.p.site.store, a, take_back, &w));
	CHECK_INT(status(get(&w, a, path)), 404);
	CHECK_ERR(store_write(w.p.site.store, a, take_back, &w), E_INPUT);
	w.when = (struct publish_when){0};
	CHECK_OK(store_write(w.p.site.store, a, publish, &w));
	CHECK_INT(status(get(&w, a, path)), 200);
	CHECK_OK(store_write(w.p.site.store, a, kill_it, &w));
	CHECK_INT(status(get(&w, a, path)), 410);
	CHECK_OK(store_write(w.p.site.store, a, publish, &w));
	CHECK_INT(status(get(&w, a, path)), 200);
}
TEST(planned_publishing_sqlite)
{ publishes(a, ON_SQLITE); }
TEST(planned_publishing_postgres)
{ publishes(a, ON_POSTGRES); }

static void
carries_out(struct arena *a, enum engine on)
{
	static const char path[] = "/2026/03/05/the-bridge-opens/";
	struct planning w;
	int64_t start;

	setup_on(a, &w, on == ON_SQLITE ? S("") : pair_url(a, on));
	start = w.p.now;
	CHECK_OK(store_write(w.p.site.store, a, publish, &w));
	w.at = start + 100;
	w.body = "<p>One.</p><p>Two.</p><p>Three, at last.</p>";
	put_working(&w, a);
	CHECK_OK(store_write(w.p.site.store, a, plan_change, &w));
	w.at = start + 200;
	w.kind = "kill";
	CHECK_OK(store_write(w.p.site.store, a, plan_end, &w));
	w.at = start;
	CHECK_ERR(store_write(w.p.site.store, a, plan_end, &w), E_INPUT);

	press_clock(&w.p, start + 99);
	CHECK(str_find(get(&w, a, path)->reply.body, S("Three, at last")) == NOWHERE);
	CHECK_INT(get(&w, a, path)->deps.until, start + 100);
	press_clock(&w.p, start + 100);
	CHECK(str_find(get(&w, a, path)->reply.body, S("Three, at last")) != NOWHERE);
	/* nobody looks for a long time: the outcome is the same */
	press_clock(&w.p, start + 5000);
	CHECK_INT(status(get(&w, a, path)), 410);
}
TEST(planned_changes_come_to_the_second_sqlite)
{ carries_out(a, ON_SQLITE); }
TEST(planned_changes_come_to_the_second_postgres)
{ carries_out(a, ON_POSTGRES); }

TEST(planned_changes_keep_what_was_corrected_since)
{
	struct planning w;
	struct ctx *c;

	setup_on(a, &w, S(""));
	CHECK_OK(store_write(w.p.site.store, a, publish, &w));
	w.at = w.p.now + 100;
	w.body = "<p>One.</p><p>Two, and more.</p>";
	put_working(&w, a);
	CHECK_OK(store_write(w.p.site.store, a, plan_change, &w));
	CHECK_OK(store_write(w.p.site.store, a, correct, &w));
	press_clock(&w.p, w.at);
	c = get(&w, a, "/2026/03/05/the-bridge-opens/");
	CHECK(str_find(c->reply.body, S("Two, and more")) != NOWHERE);
	CHECK(str_find(c->reply.body, S("90 metres")) != NOWHERE);
}

/* Who writes in the story meanwhile has both, and saving it undoes nothing. */
TEST(planned_changes_reach_the_copy_on_the_desk)
{
	struct planning w;
	struct q_planned_copy copy;
	struct txn *t;

	setup_on(a, &w, S(""));
	CHECK_OK(store_write(w.p.site.store, a, publish, &w));
	w.at = w.p.now + 100;
	w.body = "<p>One.</p><p>Two, and more.</p>";
	put_working(&w, a);
	CHECK_OK(store_write(w.p.site.store, a, plan_change, &w));
	w.body = "<p>One, at last.</p><p>Two.</p>";
	put_working(&w, a);
	press_clock(&w.p, w.at);
	CHECK(str_find(get(&w, a, "/2026/03/05/the-bridge-opens/")->reply.body, S("Two, and more")) != NOWHERE);
	CHECK_OK(store_read(w.p.site.store, a, NULL, &t));
	CHECK_OK(q_planned_copy(t, w.story, &copy));
	store_end(t);
	CHECK_STR(copy.f.body, S("<p>One, at last.</p><p>Two, and more.</p>"));
}

TEST(planned_only_by_who_may)
{
	struct planning w;

	setup_on(a, &w, S(""));
	w.who = as(&w.ed, ROLE_REPORTER);
	CHECK_ERR(store_write(w.p.site.store, a, publish, &w), E_DENIED);
	w.who = as(&w.ed, ROLE_EDITOR);
	w.who.section = &w.other;
	w.who.sections = 1;
	CHECK_ERR(store_write(w.p.site.store, a, publish, &w), E_DENIED);
	CHECK_ERR(store_write(w.p.site.store, a, kill_it, &w), E_DENIED);
	w.who.section = &w.section;
	CHECK_OK(store_write(w.p.site.store, a, publish, &w));
	w.who.section = &w.other;
	CHECK_ERR(store_write(w.p.site.store, a, correct, &w), E_DENIED);
	w.kind = "unpublish";
	w.at = w.p.now + 10;
	CHECK_ERR(store_write(w.p.site.store, a, plan_end, &w), E_DENIED);
}
