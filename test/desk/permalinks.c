/* permalinks.c: another form of stories' addresses: seen before it is chosen, refused
 * where it cannot be, and every address that there was leads on; on both engines. */
#include "news/paper/setting.h"
#include "news/story/save.h"
#include "press.h"
#include "store_pair.h"

#define PAGE "/desk/running/permalinks/"

static err
write_stories(struct txn *t, void *arg)
{
	struct story_draft d = story_draft_new();
	int64_t *id = arg, town;

	TRY(section_save(t, 0, S("town"), S("Town"), S(""), &town));
	d.state = S("publish");
	d.published_at = 1772600000;
	d.section = &town;
	d.sections = 1;
	for (int i = 0; i < 3; i++) {
		d.slug = arena_fmt(store_arena(t), "story-%d", i);
		d.headline = d.slug;
		d.body = S("<p>Words.</p>");
		TRY(story_save(t, 0, &d, 1772600000, &id[i]));
	}
	return OK;
}

static int
change(struct press *p, struct arena *a, const struct press_who *who, const char *scheme)
{
	return press_status(press_desk_post(p, a, who, S(PAGE), (struct pair[]){{S("scheme"), S("")}, {S("own"), str_of(scheme)}}, 2));
}

static void
leads(struct press *p, struct arena *a, const char *from, const char *to)
{
	struct ctx *c = press_get(p, a, str_of(from));

	CHECK_INT(press_status(c), 301);
	CHECK_STR(c->reply.location, str_of(to));
}

static void
addresses_change(struct arena *a, enum engine on)
{
	static const char *const never[] = {"/desk/%postname%/", "/feed/%postname%/", "/category/%postname%/", "/tag/%postname%/", "/%year%/",
		"/a b/%postname%/", "/x//%postname%/", "/%yeer%/%postname%/", "%postname%"};
	struct press p;
	struct press_who who;
	struct ctx *c;
	int64_t id[3];

	press_setup_on(a, &p, on == ON_SQLITE ? S("") : pair_url(a, on));
	who = press_login(&p, a, "publisher");
	CHECK_OK(store_write(p.site.store, a, write_stories, id));
	for (size_t i = 0; i < LENGTH(never); i++)
		CHECK_INT(change(&p, a, &who, never[i]), 400);
	CHECK_INT(press_status(press_get(&p, a, S("/2026/03/04/story-1/"))), 200);
	/* looked at: nothing changes */
	c = press_desk_get(&p, a, &who, S(PAGE "?scheme=/%category%/%postname%/"));
	CHECK(press_has(c, "https://paper.example/2026/03/04/story-1/") && press_has(c, "https://paper.example/town/story-1/") && press_has(c, "The URLs of 3 stories will change"));
	c = press_desk_get(&p, a, &who, S(PAGE "?own=/desk/%postname%/"));
	CHECK(press_has(c, "are reserved") && !press_has(c, "3 stories will change"));
	CHECK(press_has(c, "https://paper.example/2026/03/04/story-1/") && !press_has(c, "https://paper.example/desk/story-1/"));
	CHECK_INT(press_status(press_get(&p, a, S("/2026/03/04/story-1/"))), 200);
	/* typed while another is ticked: it is what was typed; ticked while it stood there: what was ticked */
	CHECK(press_has(press_desk_get(&p, a, &who, S(PAGE "?scheme=/%postname%/&own=/x/%postname%/&was=/%postname%/")), "/x/story-1/"));
	c = press_desk_get(&p, a, &who, S(PAGE "?scheme=/%postname%/&own=/x/%postname%/&was=/x/%postname%/"));
	CHECK(press_has(c, "https://paper.example/story-1/") && !press_has(c, "/x/story-1/"));
	/* changed, twice: each address that there was leads to the present one in one step */
	CHECK_INT(change(&p, a, &who, "/%category%/%postname%/"), 303);
	leads(&p, a, "/2026/03/04/story-1/", "/town/story-1/");
	CHECK_INT(change(&p, a, &who, "/%postname%/"), 303);
	for (int i = 0; i < 3; i++) {
		str to = arena_fmt(a, "/story-%d/", i);

		leads(&p, a, arena_fmt(a, "/2026/03/04/story-%d/", i).p, to.p);
		leads(&p, a, arena_fmt(a, "/town/story-%d/", i).p, to.p);
		CHECK_INT(press_status(press_get(&p, a, to)), 200);
	}
	CHECK(press_has(press_desk_get(&p, a, &who, S("/desk/running/audit/")), "permalink: /%category%/%postname%/"));
}

TEST(desk_permalinks_change_sqlite)
{
	addresses_change(a, ON_SQLITE);
}

TEST(desk_permalinks_change_postgres)
{
	addresses_change(a, ON_POSTGRES);
}

static err
write_editorials(struct txn *t, void *arg)
{
	static const int64_t at[] = {1741060000, 1772600000, 1775300000}; /* 4 March 2025, 4 March and 4 April 2026 */
	struct story_draft d = story_draft_new();
	int64_t *id = arg;

	d.state = S("publish");
	d.slug = S("editorial");
	d.body = S("<p>Words.</p>");
	for (size_t i = 0; i < LENGTH(at); i++) {
		d.headline = arena_fmt(store_arena(t), "Editorial %zu", i);
		d.published_at = at[i];
		TRY(story_save(t, 0, &d, at[i], &id[i]));
	}
	return OK;
}

/* As an import brings them: one slug, told apart by the day alone.  No form of addresses
 * gives two of them the same one. */
static void
slugs_are_shared(struct arena *a, enum engine on)
{
	static const char *const never[] = {"/%postname%/", "/%year%/%postname%/", "/%monthnum%/%postname%/", "/%year%/%day%/%postname%/",
		"/%category%/%postname%/", "/%author%/%postname%/", "/%year%/%hour%/%postname%/"};
	struct press p;
	struct press_who who;
	int64_t id[3];

	press_setup_on(a, &p, on == ON_SQLITE ? S("") : pair_url(a, on));
	press_clock(&p, 1775400000);
	who = press_login(&p, a, "publisher");
	CHECK_OK(store_write(p.site.store, a, write_editorials, id));
	for (size_t i = 0; i < LENGTH(never); i++)
		CHECK_INT(change(&p, a, &who, never[i]), 400);
	CHECK_INT(change(&p, a, &who, "/%year%/%monthnum%/%postname%/"), 303);
	CHECK(press_has(press_get(&p, a, S("/2025/03/editorial/")), "Editorial 0"));
	CHECK(press_has(press_get(&p, a, S("/2026/03/editorial/")), "Editorial 1"));
	CHECK(press_has(press_get(&p, a, S("/2026/04/editorial/")), "Editorial 2"));
	/* a number tells them apart, whatever the slug */
	CHECK_INT(change(&p, a, &who, "/%postname%/%post_id%/"), 303);
	for (int i = 0; i < 3; i++)
		CHECK(press_has(press_get(&p, a, arena_fmt(a, "/editorial/%lld/", (long long)id[i])), arena_fmt(a, "Editorial %d", i).p));
	leads(&p, a, arena_fmt(a, "/other/%lld/", (long long)id[2]).p, arena_fmt(a, "/editorial/%lld/", (long long)id[2]).p);
}

TEST(desk_permalinks_never_share_sqlite)
{
	slugs_are_shared(a, ON_SQLITE);
}

TEST(desk_permalinks_never_share_postgres)
{
	slugs_are_shared(a, ON_POSTGRES);
}
