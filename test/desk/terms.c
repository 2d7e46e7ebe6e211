/* terms.c: sections, tags and names in bylines changed as a whole: the stories
 * are where they should be, and no address that readers kept leads nowhere.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/story/author_edit.h"
#include "news/story/section_edit.h"
#include "news/story/tag_edit.h"
#include "news/paper/redirect.h"
#include "news/paper/setting.h"
#include "news/story/save.h"
#include "press.h"
#include "query/kinds.h"

struct names {
	int64_t town, sport, council, tag[3], author[2], story[2];
	err (*work)(struct txn *, const struct actor *, struct names *);
	struct redirect_import imported;
};

static err
begin(struct txn *t, void *arg)
{
	struct names *n = arg;
	struct story_draft d = story_draft_new();

	TRY(section_save(t, 0, S("town"), S("Town"), S(""), &n->town));
	TRY(section_save(t, 0, S("sport"), S("Sport"), S(""), &n->sport));
	TRY(section_save(t, n->town, S("council"), S("Council"), S(""), &n->council));
	for (int i = 0; i < 3; i++) {
		str slug = arena_fmt(store_arena(t), "t%d", i);

		TRY(tag_save(t, slug, slug, &n->tag[i]));
	}
	TRY(author_save(t, S("ama"), S("Ama Sow"), S(""), &n->author[0]));
	TRY(author_save(t, S("a-sow"), S("A. Sow"), S(""), &n->author[1]));
	d.state = S("publish");
	d.published_at = 1772600000;
	d.body = S("<p>Words.</p>");
	d.section = &n->council;
	d.sections = 1;
	d.tag = n->tag;
	d.tags = 2;
	d.author = n->author;
	d.authors = 2;
	d.headline = S("The bridge");
	d.slug = S("bridge");
	TRY(story_save(t, 0, &d, 1772600000, &n->story[0]));
	d.headline = S("The ferry");
	d.slug = S("ferry");
	d.tag = n->tag + 1;
	d.authors = 1;
	return story_save(t, 0, &d, 1772600000, &n->story[1]);
}

static err
run(struct txn *t, void *arg)
{
	struct names *n = arg;
	const struct actor by = {0, S("test"), 1772700000};

	return n->work(t, &by, n);
}

static err
do_it(struct press *p, struct arena *a, struct names *n, err (*work)(struct txn *, const struct actor *, struct names *))
{
	n->work = work;
	return store_write(p->site.store, a, run, n);
}

static void
leads(struct press *p, struct arena *a, const char *path, const char *to)
{
	struct ctx *c = press_get(p, a, str_of(path));

	CHECK_STR(c->reply.location, str_of(to));
	CHECK_INT(c->reply.status, 301);
}

static void
is(struct press *p, struct arena *a, const char *path, int status)
{
	struct ctx *c = press_get(p, a, str_of(path));

	if ((c->reply.status ? c->reply.status : 200) != status)
		test_fail(__FILE__, __LINE__, "%s is %d, not %d", path, c->reply.status, status);
}

static bool
shows(struct press *p, struct arena *a, const char *path, const char *words)
{
	return str_find(press_get(p, a, str_of(path))->reply.body, str_of(words)) != NOWHERE;
}

static struct names
setup(struct press *p, struct arena *a)
{
	struct names n = {0};

	press_setup(a, p);
	CHECK_OK(store_write(p->site.store, a, begin, &n));
	return n;
}

static err
rename_all(struct txn *t, const struct actor *by, struct names *n)
{
	TRY(section_change(t, by, n->town, S("The town"), S("the-town"), S("")));
	TRY(tag_change(t, by, n->tag[1], S("Water"), S("water"), S("All that flows")));
	return author_edit(t, by, n->author[0], &(struct author_fields){.name = S("Ama Sow-Diarra"), .slug = S("ama-sow-diarra")});
}

TEST(running_renamed_addresses_lead_on)
{
	struct press p;
	struct names n = setup(&p, a);

	CHECK_OK(do_it(&p, a, &n, rename_all));
	leads(&p, a, "/category/town/", "/category/the-town/");
	leads(&p, a, "/category/town/feed/", "/category/the-town/feed/");
	leads(&p, a, "/category/town/council/", "/category/the-town/council/");
	leads(&p, a, "/tag/t1/", "/tag/water/");
	leads(&p, a, "/author/ama/", "/author/ama-sow-diarra/");
	CHECK(shows(&p, a, "/tag/water/", "All that flows"));
	CHECK(shows(&p, a, "/category/the-town/", "The bridge"));
	CHECK(shows(&p, a, "/2026/03/04/bridge/", "Ama Sow-Diarra"));
}

static err
merge_all(struct txn *t, const struct actor *by, struct names *n)
{
	TRY(tag_merge(t, by, n->tag, 3, n->tag[2]));
	TRY(author_merge(t, by, &n->author[1], 1, n->author[0]));
	return section_merge(t, by, n->town, n->sport);
}

TEST(running_merged_names_become_one)
{
	struct press p;
	struct names n = setup(&p, a);

	CHECK_OK(do_it(&p, a, &n, rename_all));
	CHECK_OK(do_it(&p, a, &n, merge_all));
	leads(&p, a, "/tag/t0/", "/tag/t2/");
	leads(&p, a, "/tag/t1/", "/tag/t2/"); /* it had another name before */
	leads(&p, a, "/tag/water/", "/tag/t2/");
	leads(&p, a, "/author/a-sow/", "/author/ama-sow-diarra/");
	leads(&p, a, "/category/town/", "/category/sport/");
	leads(&p, a, "/category/the-town/council/", "/category/sport/council/");
	CHECK(shows(&p, a, "/tag/t2/", "The bridge") && shows(&p, a, "/tag/t2/", "The ferry"));
	CHECK(shows(&p, a, "/category/sport/", "The ferry"));
	CHECK(shows(&p, a, "/category/sport/council/", "The ferry"));
	CHECK(!shows(&p, a, "/2026/03/04/bridge/", "A. Sow"));
}

static err
remove_all(struct txn *t, const struct actor *by, struct names *n)
{
	TRY(tag_merge(t, by, &n->tag[0], 1, 0));
	TRY(author_merge(t, by, &n->author[1], 1, 0));
	return section_merge(t, by, n->council, 0);
}

TEST(running_removed_names_are_gone_for_good)
{
	struct press p;
	struct names n = setup(&p, a);

	CHECK_OK(do_it(&p, a, &n, remove_all));
	is(&p, a, "/tag/t0/", 410);
	is(&p, a, "/author/a-sow/", 410);
	is(&p, a, "/category/town/council/", 410);
	is(&p, a, "/2026/03/04/bridge/", 200);
	CHECK(!shows(&p, a, "/category/town/", "The bridge"));
	is(&p, a, "/tag/t1/", 200);
}

static err
move_council(struct txn *t, const struct actor *by, struct names *n)
{
	return section_move(t, by, n->council, n->sport);
}

static err
into_itself(struct txn *t, const struct actor *by, struct names *n)
{
	return section_move(t, by, n->town, n->council);
}

TEST(running_moved_sections_take_their_stories)
{
	struct press p;
	struct names n = setup(&p, a);

	CHECK(shows(&p, a, "/category/town/", "The bridge"));
	CHECK_ERR(do_it(&p, a, &n, into_itself), E_INPUT);
	CHECK_OK(do_it(&p, a, &n, move_council));
	leads(&p, a, "/category/town/council/", "/category/sport/council/");
	CHECK(shows(&p, a, "/category/sport/", "The bridge"));
	CHECK(!shows(&p, a, "/category/town/", "The bridge"));
}

static err
change_scheme(struct txn *t, const struct actor *by, struct names *n)
{
	(void)by;
	(void)n;
	TRY(setting_write(t, "permalink", S("/archives/%post_id%")));
	TRY(setting_write(t, "section_base", S("desk-of")));
	TRY(setting_write(t, "permalink", S("/%category%/%postname%/")));
	return setting_write(t, "tag_base", S("about"));
}

TEST(running_schemes_of_before_lead_on)
{
	struct press p;
	struct names n = setup(&p, a);

	CHECK_OK(do_it(&p, a, &n, change_scheme));
	leads(&p, a, "/2026/03/04/bridge/", "/town/council/bridge/");
	leads(&p, a, arena_fmt(a, "/archives/%lld", (long long)n.story[0]).p, "/town/council/bridge/");
	leads(&p, a, "/2026/03/04/bridge/feed/", "/town/council/bridge/feed/");
	leads(&p, a, "/category/town/", "/desk-of/town/");
	leads(&p, a, "/tag/t1/feed/atom/", "/about/t1/feed/atom/");
	is(&p, a, "/town/council/bridge/", 200);
}

static err
write_redirects(struct txn *t, const struct actor *by, struct names *n)
{
	str own = S("https://paper.example");

	TRY(redirect_add(t, by, own, &(struct redirect){S("/old page/"), S("/tag/t1/"), 301}));
	TRY(redirect_add(t, by, own, &(struct redirect){S("https://paper.example/for-now"), S("https://other.example/x"), 302}));
	return redirect_import(t, by, own, S("old,new\n/a,/b\n\"/c, d\",/tag/t1/,302\n/gone,,410\nnothing,/x\n/b,/a\n/e,/f,7\n"),
		&n->imported);
}

static err
circle(struct txn *t, const struct actor *by, struct names *n)
{
	(void)n;
	return redirect_add(t, by, S("https://paper.example"), &(struct redirect){S("/b"), S("https://paper.example/a/?x=1"), 301});
}

TEST(running_redirects_lead_and_never_in_circles)
{
	struct press p;
	struct names n = setup(&p, a);

	CHECK_OK(do_it(&p, a, &n, write_redirects));
	CHECK_INT(n.imported.taken, 3);
	CHECK_INT(n.imported.faults, 3);
	CHECK_INT(n.imported.fault[0].line, 5);
	leads(&p, a, "/old page/", "/tag/t1/");
	CHECK_INT(press_get(&p, a, S("/for-now"))->reply.status, 302);
	CHECK_INT(press_get(&p, a, S("/c, d"))->reply.status, 302);
	is(&p, a, "/gone", 410);
	CHECK_ERR(do_it(&p, a, &n, circle), E_INPUT);
}
