/* story.c: the page of a story: its form, autosaves, two people at once.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/people/role.h"
#include "press.h"
#include "text/html/escape.h"

static int
status(const struct ctx *c)
{
	return c->reply.status ? c->reply.status : 200;
}

static bool
has(const struct ctx *c, str part)
{
	return str_find(c->reply.body, part) != NOWHERE;
}

#define POST_TO(p, a, who, path, ...)                                          \
	press_desk_post((p), (a), (who), (path), (const struct pair[]){__VA_ARGS__}, \
		LENGTH(((const struct pair[]){__VA_ARGS__})))

/* "version":N */
static str
version_of(const struct ctx *c)
{
	str rest = str_from(c->reply.body, str_find(c->reply.body, S("\"version\":")) + 10);

	return str_upto(rest, str_find_char(rest, ','));
}

static str
form_version(const struct ctx *c)
{
	str rest = str_from(c->reply.body, str_find(c->reply.body, S("name=\"version\" value=\"")) + 22);

	return str_upto(rest, str_find_char(rest, '"'));
}

static str
new_story(struct press *p, struct arena *a, const struct press_who *who, str headline)
{
	struct ctx *c = POST_TO(p, a, who, S("/desk/story/new"), {S("headline"), headline});

	CHECK_INT(status(c), 303);
	CHECK(str_starts(c->reply.location, S("/desk/story/")));
	return c->reply.location;
}

static str
join(struct arena *a, str x, const char *y)
{
	return arena_fmt(a, "%.*s%s", SARG(x), y);
}

TEST(desk_story_is_begun_written_and_saved)
{
	struct press p;
	struct press_who who;
	struct ctx *c;
	str at, version;

	press_setup(a, &p);
	who = press_login(&p, a, "reporter");
	at = new_story(&p, a, &who, S("A bridge <opens>"));
	c = press_desk_get(&p, a, &who, at);
	CHECK_INT(status(c), 200);
	CHECK(has(c, S("A bridge &lt;opens&gt;")));
	CHECK(has(c, S("value=\"A reporter\"")));
	version = form_version(c);
	c = POST_TO(&p, a, &who, join(a, at, "autosave"), {S("version"), version}, {S("headline"), S("A bridge opens")},
		{S("body"), S("<p>One.</p>")}, {S("author"), S("Ama Sow")}, {S("author"), S("Titi Keita")}, {S("tag"), S("River, Ri")});
	CHECK_INT(status(c), 200);
	CHECK(!str_eq(version_of(c), version));
	version = version_of(c);
	c = press_desk_get(&p, a, &who, at);
	CHECK_STR(form_version(c), version);
	CHECK(has(c, S("&lt;p>One.&lt;/p>")) || has(c, S("&lt;p&gt;One.&lt;/p&gt;")));
	CHECK(has(c, S("value=\"Ama Sow\"")) && has(c, S("value=\"Titi Keita\"")));
	CHECK(has(c, S("value=\"River, Ri\"")));
	c = POST_TO(&p, a, &who, join(a, at, "save"), {S("version"), version}, {S("headline"), S("A bridge opens")},
		{S("body"), S("<p>One.</p>")}, {S("author"), S("Ama Sow")}, {S("tag"), S("River")});
	CHECK_INT(status(c), 303);
	CHECK(str_ends(c->reply.location, S("done=done_saved")));
	c = press_desk_get(&p, a, &who, at);
	CHECK(has(c, S("name=\"slug\" value=\"a-bridge-opens\"")));
}

TEST(desk_story_asks_little)
{
	struct press p;
	struct press_who who;
	uint64_t before;
	str at;

	press_setup(a, &p);
	who = press_login(&p, a, "editor");
	at = new_story(&p, a, &who, S("Few"));
	before = store_asked(p.site.store);
	CHECK_INT(status(press_desk_get(&p, a, &who, at)), 200);
	CHECK(store_asked(p.site.store) - before <= 8); /* leaves one for the planned changes */
}

TEST(desk_story_two_editors_overwrite_nothing)
{
	struct press p;
	struct press_who one, two;
	struct ctx *c;
	str at, version, later;

	press_setup(a, &p);
	one = press_login(&p, a, "editor");
	two = press_login(&p, a, "editor");
	at = new_story(&p, a, &one, S("Both"));
	version = form_version(press_desk_get(&p, a, &two, at));
	c = POST_TO(&p, a, &one, join(a, at, "autosave"), {S("version"), version}, {S("headline"), S("Both")}, {S("body"), S("<p>First.</p>")});
	CHECK_INT(status(c), 200);
	later = version_of(c);
	c = POST_TO(&p, a, &two, join(a, at, "autosave"), {S("version"), version}, {S("headline"), S("Both")}, {S("body"), S("<p>Second.</p>")});
	CHECK_INT(status(c), 409);
	CHECK(has(c, S("\"code\":\"clash\"")) && has(c, S("First.")) && has(c, S("\"by\":\"A editor\"")));
	CHECK_STR(version_of(c), later);
	/* who asks for what is newer gets it, and nothing is wrong */
	c = POST_TO(&p, a, &two, join(a, at, "autosave"), {S("version"), version}, {S("pull"), S("1")}, {S("headline"), S("Both")}, {S("body"), S("<p>Second.</p>")});
	CHECK_INT(status(c), 200);
	CHECK(has(c, S("First.")) && !has(c, S("Second.")));
	CHECK_STR(version_of(c), later);
	/* without scripts: both stand in the answer, and the form has what was typed */
	c = POST_TO(&p, a, &two, join(a, at, "save"), {S("version"), version}, {S("headline"), S("Both & mine")}, {S("body"), S("<p>Second.</p>")});
	CHECK_INT(status(c), 409);
	CHECK(has(c, S("Second.")) && has(c, S("First.")) && has(c, S("Both &amp; mine")));
	CHECK_STR(form_version(c), later);
	c = POST_TO(&p, a, &two, join(a, at, "save"), {S("version"), later}, {S("headline"), S("Both & mine")}, {S("body"), S("<p>Second.</p>")});
	CHECK_INT(status(c), 303);
}

TEST(desk_story_suggests_names)
{
	struct press p;
	struct press_who who;
	struct ctx *c;
	str at;

	press_setup(a, &p);
	who = press_login(&p, a, "reporter");
	at = new_story(&p, a, &who, S("Names"));
	c = POST_TO(&p, a, &who, join(a, at, "save"), {S("version"), form_version(press_desk_get(&p, a, &who, at))},
		{S("headline"), S("Names")}, {S("tag"), S("River, Upper river, Bridge")}, {S("author"), S("Ama Sow")});
	CHECK_INT(status(c), 303);
	c = press_desk_get(&p, a, &who, S("/desk/suggest/tag?q=Riv"));
	CHECK(has(c, S("\"River\"")) && has(c, S("\"Upper river\"")) && !has(c, S("Bridge")));
	CHECK(str_find(c->reply.body, S("\"River\"")) < str_find(c->reply.body, S("Upper")));
	CHECK(!has(press_desk_get(&p, a, &who, S("/desk/suggest/tag?q=%")), S("River")));
	c = press_desk_get(&p, a, &who, S("/desk/suggest/author?q=sow"));
	CHECK(has(c, S("\"Ama Sow\"")));
	c = press_desk_get(&p, a, &who, S("/desk/suggest/author?q=report")); /* has no byline yet */
	CHECK(has(c, S("\"A reporter\"")) && has(c, S("\"staff\":true")));
}
