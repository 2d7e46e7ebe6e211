/* parts.c: what divides a story into pages survives the editor, with and without scripts;
 * pages below a page move along.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/story/story.h"
#include "news/story/save.h"
#include "news/draft/working.h"
#include "press.h"
#include "query/kinds.h"
#include "text/body/plain_text.h"
#include "text/words/merge.h"
#include "text/body/page_break.h"

static int
status(const struct ctx *c)
{
	return c->reply.status ? c->reply.status : 200;
}

TEST(parts_are_found_and_nothing_else)
{
	str rest = S("a<!--more Read <b>on-->b<!-- more --><!--nextpage-->c<!--nextpages--><!--nextpage"), part, mark;

	CHECK(page_break_split(&rest, &part, &mark));
	CHECK_STR(part, S("a"));
	CHECK_STR(mark, S("<!--more Read <b>on-->"));
	CHECK(page_break_split(&rest, &part, &mark));
	CHECK_STR(part, S("b<!-- more -->"));
	CHECK_STR(mark, S("<!--nextpage-->"));
	CHECK(page_break_split(&rest, &part, &mark));
	CHECK_STR(part, S("c<!--nextpages--><!--nextpage"));
	CHECK(!mark.n && !page_break_split(&rest, &part, &mark));
	CHECK(page_break_same(S("x<!--more-->y"), S("<!--more-->")) && !page_break_same(S("<!--more-->"), S("<!--nextpage-->")));
	CHECK(page_break_same(arena_copy(a, S("no marks")), S("")) && page_break_same((str){0}, S("")));
	CHECK(!page_break_same(S("a<!--nextpage-->b"), S("ab")) && !page_break_same(S("ab"), S("a<!--nextpage-->b")));
}

TEST(parts_survive_light_text)
{
	str body = S("<p>One</p>\n<!--more-->\n<p>Two</p>\n<!--nextpage-->\n<p>Three</p>"), light;

	CHECK(plain_text_of(a, body, &light));
	CHECK_STR(light, S("One\n\n<!--more-->\n\nTwo\n\n<!--nextpage-->\n\nThree"));
	CHECK(plain_text_same(a, plain_text_html(a, light), body));
	CHECK(!plain_text_same(a, S("<p>One</p>\n<p>Two</p>\n<p>Three</p>"), body));
}

TEST(parts_are_blocks_of_a_merge)
{
	size_t clashes;
	str m = merge_blocks(a, S("<p>a</p><!--nextpage--><p>b</p>"), S("<p>a!</p><!--nextpage--><p>b</p>"),
		S("<p>a</p><!--nextpage--><p>b!</p>"), &clashes);

	CHECK_INT(clashes, 0);
	CHECK_STR(m, S("<p>a!</p><!--nextpage--><p>b!</p>"));
}

struct making {
	struct story_draft d;
	int64_t id, now;
};

static err
make(struct txn *t, void *arg)
{
	struct making *m = arg;

	return story_save(t, m->id, &m->d, m->now, &m->id);
}

static int64_t
save(struct press *p, struct arena *a, struct making *m)
{
	CHECK_OK(store_write(p->site.store, a, make, m));
	return m->id;
}

/* A classic story of two pages, opened, changed and saved at the desk: readers get both. */
TEST(parts_of_an_import_survive_the_desk)
{
	struct press p;
	struct press_who who;
	struct making m = {.d = story_draft_new(), .now = 1772600000};
	str path, body;
	struct ctx *c;
	size_t at;

	press_setup(a, &p);
	who = press_login(&p, a, "editor");
	m.d.state = S("publish");
	m.d.headline = S("Two pages");
	m.d.slug = S("two-pages");
	m.d.format = S("classic");
	m.d.published_at = 1772600000;
	m.d.body = S("First words\n<!--more-->\nSecond words\n\n<!--nextpage-->\n\nThird words");
	save(&p, a, &m);
	path = arena_fmt(a, "/desk/story/%lld/", (long long)m.id);
	c = press_desk_get(&p, a, &who, path);
	CHECK(str_find(c->reply.body, S("&lt;!--nextpage--&gt;")) != NOWHERE && str_find(c->reply.body, S("&lt;!--more--&gt;")) != NOWHERE);
	at = str_find(c->reply.body, S("name=\"version\" value=\""));
	CHECK(at != NOWHERE);
	body = str_from(c->reply.body, at + 22);
	c = press_desk_post(&p, a, &who, arena_fmt(a, "%.*ssave", SARG(path)), (struct pair[]){{S("version"), str_upto(body, str_find_char(body, '"'))},
		{S("headline"), S("Two pages")}, {S("do"), S("save")}, {S("comments"), S("open")}, {S("worktype"), S("news")},
		{S("body"), S("<p>First words</p>\n<!--more-->\n<p>Second words</p>\n<!--nextpage-->\n<p>Third words</p>")},
		{S("light"), S("First words!\n\n<!--more-->\n\nSecond words\n\n<!--nextpage-->\n\nThird words")}}, 7);
	CHECK_INT(status(c), 303);
	c = press_get(&p, a, S("/2026/03/04/two-pages/"));
	CHECK(str_find(c->reply.body, S("First words!")) != NOWHERE && str_find(c->reply.body, S("Third words")) == NOWHERE);
	c = press_get(&p, a, S("/2026/03/04/two-pages/2/"));
	CHECK(str_find(c->reply.body, S("<p>Third words</p>")) != NOWHERE && str_find(c->reply.body, S("<p>First words!")) == NOWHERE);
	c = press_desk_get(&p, a, &who, arena_fmt(a, "%.*spreview", SARG(path)));
	CHECK(str_find(c->reply.body, S("Second words")) != NOWHERE && str_find(c->reply.body, S("preview?part=2")) != NOWHERE);
	c = press_desk_get(&p, a, &who, arena_fmt(a, "%.*spreview?part=2", SARG(path)));
	CHECK(str_find(c->reply.body, S("Third words")) != NOWHERE && str_find(c->reply.body, S("Second words")) == NOWHERE);
	CHECK_INT(status(press_desk_get(&p, a, &who, arena_fmt(a, "%.*spreview?part=3", SARG(path)))), 404);
	CHECK_INT(status(press_desk_get(&p, a, &who, arena_fmt(a, "%.*spreview?part=x", SARG(path)))), 400);
}

static int64_t
page(struct press *p, struct arena *a, const char *path, int64_t parent, const char *state)
{
	struct making m = {.d = story_draft_new(), .now = 1772600000};
	str slug = str_of(path);

	while (str_find_char(slug, '/') != NOWHERE)
		slug = str_from(slug, str_find_char(slug, '/') + 1);
	m.d.kind = S("page");
	m.d.state = str_of(state);
	m.d.headline = arena_fmt(a, "Page %s", path);
	m.d.slug = slug;
	m.d.path = str_of(path);
	m.d.parent_id = parent;
	m.d.published_at = 1772600000;
	return save(p, a, &m);
}

struct heard {
	uint32_t kind;
	int64_t id;
	bool said;
};

static void
hear(void *arg, const struct change *c, size_t n)
{
	struct heard *h = arg;

	for (size_t i = 0; i < n; i++)
		for (struct heard *one = h; one->kind; one++)
			one->said |= c[i].kind == one->kind && c[i].id == one->id;
}

/* Also below a page that is not public, whose own move names no list. */
TEST(parts_pages_below_are_named)
{
	struct press p;
	struct making m = {.now = 1772600100};
	int64_t below;
	struct heard h[5] = {{0}};

	press_setup(a, &p);
	m.id = page(&p, a, "about", 0, "draft");
	below = page(&p, a, "about/people", m.id, "publish");
	m.d = story_draft_new();
	m.d.kind = S("page");
	m.d.headline = S("Us");
	m.d.slug = m.d.path = S("us");
	h[0] = (struct heard){DEP_STORY, below, false};
	h[1] = (struct heard){DEP_CARD, below, false};
	h[2] = (struct heard){DEP_SLUG, dep_name(S("about/people")), false};
	h[3] = (struct heard){DEP_SLUG, dep_name(S("us/people")), false};
	store_listen(p.site.store, hear, h);
	save(&p, a, &m);
	store_listen(p.site.store, NULL, NULL);
	for (size_t i = 0; h[i].kind; i++)
		CHECK(h[i].said);
}

TEST(parts_pages_below_move_along)
{
	struct press p;
	struct making m = {.now = 1772600100};
	struct ctx *c;
	int64_t below;

	press_setup(a, &p);
	m.id = page(&p, a, "about", 0, "publish");
	below = page(&p, a, "about/people", m.id, "publish");
	page(&p, a, "about/people/board", below, "publish");
	page(&p, a, "about/draft", m.id, "draft");
	CHECK_INT(status(press_get(&p, a, S("/about/people/board/"))), 200);
	m.d = story_draft_new();
	m.d.kind = S("page");
	m.d.state = S("publish");
	m.d.headline = S("Us");
	m.d.slug = m.d.path = S("us");
	m.d.published_at = 1772600000;
	save(&p, a, &m);
	CHECK_INT(status(press_get(&p, a, S("/us/"))), 200);
	CHECK_INT(status(press_get(&p, a, S("/us/people/"))), 200);
	CHECK_INT(status(press_get(&p, a, S("/us/people/board/"))), 200);
	CHECK_INT(status(press_get(&p, a, S("/us/draft/"))), 404);
	c = press_get(&p, a, S("/about/people/board/"));
	CHECK_INT(status(c), 301);
	CHECK(str_ends(c->reply.location, S("/us/people/board/")));
	c = press_get(&p, a, S("/about/people/"));
	CHECK_INT(status(c), 301);
	CHECK(str_ends(c->reply.location, S("/us/people/")));
}
