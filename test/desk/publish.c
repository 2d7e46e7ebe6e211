/* publish.c: the panel in which a story gets its time, and who may press what. */
#include "press.h"
#include "query/kinds.h"

#include "news/story/save.h"

struct room {
	struct press p;
	struct press_who ed, writer;
	int64_t section, story;
	str at;
};

static int
status(const struct ctx *c)
{
	return c->reply.status ? c->reply.status : 200;
}

static bool
has(const struct ctx *c, const char *part)
{
	return str_find(c->reply.body, str_of(part)) != NOWHERE;
}

static err
first_section(struct txn *t, void *arg)
{
	struct room *r = arg;

	return section_save(t, 0, S("town"), S("Town"), S(""), &r->section);
}

static void
setup(struct arena *a, struct room *r)
{
	struct ctx *c;

	*r = (struct room){0};
	press_setup(a, &r->p);
	CHECK_OK(store_write(r->p.site.store, a, first_section, r));
	r->ed = press_login(&r->p, a, "editor");
	r->writer = press_login(&r->p, a, "reporter");
	c = press_desk_post(&r->p, a, &r->writer, S("/desk/story/new"), &(struct pair){S("headline"), S("A bridge opens")}, 1);
	CHECK_INT(status(c), 303);
	r->at = c->reply.location;
}

static str
version_of(struct room *r, struct arena *a)
{
	struct ctx *c = press_desk_get(&r->p, a, &r->ed, r->at);
	str rest = str_from(c->reply.body, str_find(c->reply.body, S("name=\"version\" value=\"")) + 22);

	return str_upto(rest, str_find_char(rest, '"'));
}

/* The story's form with this button, and one more field. */
static struct ctx *
press_button(struct room *r, struct arena *a, const struct press_who *who, const char *what, const char *name, const char *value)
{
	struct pair form[] = {{S("version"), version_of(r, a)}, {S("headline"), S("A bridge opens")},
		{S("section"), arena_fmt(a, "%lld", (long long)r->section)}, {S("body"), S("<p>One.</p>")},
		{S("do"), str_of(what)}, {str_of(name), str_of(value)}};

	return press_desk_post(&r->p, a, who, arena_fmt(a, "%.*spublish", SARG(r->at)), form, LENGTH(form));
}

static void
goes(struct room *r, struct arena *a, const char *what, const char *name, const char *value, const char *done)
{
	struct ctx *c = press_button(r, a, &r->ed, what, name, value);

	if (status(c) != 303 || !str_ends(c->reply.location, str_of(done)))
		test_fail(__FILE__, __LINE__, "%s: %d %.*s %.*s", what, status(c), SARG(c->reply.location),
			SARG(str_upto(str_from(c->reply.body, str_find(c->reply.body, S("role=\"alert\""))), 300)));
}

static int
reads(struct room *r, struct arena *a)
{
	return status(press_get(&r->p, a, S("/2026/03/05/a-bridge-opens/")));
}

TEST(desk_publish_from_idea_to_kill)
{
	struct room r;

	setup(a, &r);
	CHECK(has(press_desk_get(&r.p, a, &r.writer, r.at), "value=\"move:review\""));
	CHECK(!has(press_desk_get(&r.p, a, &r.writer, r.at), "value=\"publish\""));
	CHECK(has(press_desk_get(&r.p, a, &r.ed, r.at), "value=\"publish\""));
	goes(&r, a, "move:review", "x", "", "done_story_moved");
	goes(&r, a, "publish", "publish_at", "2026-03-05T09:00", "done_scheduled");
	CHECK(has(press_desk_get(&r.p, a, &r.ed, r.at), "Scheduled for"));
	CHECK_INT(reads(&r, a), 404);
	press_clock(&r.p, 1772701199);
	CHECK_INT(reads(&r, a), 404);
	press_clock(&r.p, 1772701200);
	CHECK_INT(reads(&r, a), 200);
	goes(&r, a, "correct", "correction", "It has two arches.", "done_corrected");
	CHECK(has(press_get(&r.p, a, S("/2026/03/05/a-bridge-opens/")), "It has two arches."));
	goes(&r, a, "unpublish", "end_at", "2026-03-05T10:00", "done_planned");
	CHECK(has(press_desk_get(&r.p, a, &r.ed, r.at), "will be unpublished"));
	press_clock(&r.p, 1772704800);
	CHECK_INT(reads(&r, a), 404);
	goes(&r, a, "publish", "renew", "", "done_published");
	CHECK_INT(reads(&r, a), 200);
	goes(&r, a, "kill", "why", "a court", "done_killed");
	CHECK_INT(reads(&r, a), 410);
}

TEST(desk_publish_is_not_for_reporters)
{
	static const char *const words[] = {"publish", "unpublish", "kill", "correct", "plan"};
	struct room r;

	setup(a, &r);
	for (size_t i = 0; i < LENGTH(words); i++)
		CHECK_INT(status(press_button(&r, a, &r.writer, words[i], words[i][0] == 'p' ? "plan_at" : "correction",
			words[i][0] == 'p' ? "2026-04-01T00:00" : "x")), 403);
	CHECK_INT(status(press_button(&r, a, &r.ed, "burn", "x", "")), 400);
	CHECK_INT(status(press_button(&r, a, &r.ed, "publish", "publish_at", "tomorrow")), 400);
}

/* What was typed is in the answer, whatever the checklist says. */
TEST(desk_publish_stopped_keeps_what_was_typed)
{
	struct room r;
	struct ctx *c;

	setup(a, &r);
	r.section = 0;
	c = press_button(&r, a, &r.ed, "publish", "x", "");
	CHECK_INT(status(c), 400);
	CHECK(has(c, "&lt;p&gt;One.&lt;/p&gt;"));
	CHECK(has(c, "checklist"));
	c = press_desk_get(&r.p, a, &r.ed, arena_fmt(a, "%.*scheck", SARG(r.at)));
	CHECK(has(c, "No section selected"));
}
