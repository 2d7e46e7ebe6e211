/* export.c: what goes out comes back: an export that is imported gives the same
 * paper, page by page, and exports as the same bytes.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/file.h"
#include "news/comment/comment.h"
#include "news/story/author_edit.h"
#include "news/story/section_edit.h"
#include "news/story/tag_edit.h"
#include "news/paper/redirect.h"
#include "news/paper/setting.h"
#include "news/paper/site_folder.h"
#include "news/story/save.h"
#include "port/own/export.h"
#include "port/wordpress/import.h"
#include "press.h"
#include "query/picture.h"
#include "query/story_write.h"

struct given {
	const struct seal *seal;
	int64_t story, comment;
};

/* What is said of a picture and the other system has no word for. */
static err
add_picture(struct txn *t)
{
	struct q_media_add m;

	TRY(q_media_add(t, &(struct q_media_add_in){.path = S("2026/03/a.jpg"), .mime = S("image/jpeg"), .state = S("missing"),
		.at = 1772600000}, &m));
	TRY(q_picture_focal(t, m.id, 250, 750));
	TRY(q_picture_crop_put(t, &(struct q_picture_crop_put_in){.media = m.id, .shape = S("1x1"), .x = 125, .y = 0, .w = 400}));
	return q_picture_crop_put(t, &(struct q_picture_crop_put_in){.media = m.id, .shape = S("40x21"), .x = 0, .y = 9, .w = 1000});
}

static err
write_paper(struct txn *t, void *arg)
{
	struct given *g = arg;
	const struct actor by = {0, S("test"), 1772700000};
	struct story_draft d = story_draft_new();
	int64_t section[2], tag, author[2], id;

	TRY(setting_write(t, "per_page", S("3")));
	TRY(setting_write(t, "permalink", S("/%category%/%postname%/")));
	TRY(section_create(t, &by, 0, S("Town & <country>"), S("town"), S("All of <em>it</em>"), &section[0]));
	TRY(section_create(t, &by, section[0], S("Council"), S("council"), S(""), &section[1]));
	TRY(tag_create(t, &by, S("Bridge"), S("bridge"), S("Of stone"), &tag));
	TRY(tag_change(t, &by, tag, S("Bridges"), S("bridges"), S("Of stone")));
	TRY(author_create(t, &by, &(struct author_fields){S("Ama Sow"), S("ama"), S("Writes."), S("https://ama.example"), 0}, &author[0]));
	TRY(author_create(t, &by, &(struct author_fields){.name = S("إبراهيم يوسف")}, &author[1]));
	d.state = S("publish");
	d.published_at = 1772600000;
	d.kicker = S("Football");
	d.headline = S("Coach/ player: ]]> & all");
	d.dateline = S("BAMAKO");
	d.standfirst = S("What happened");
	d.body = S("<p>SEGOU — One.</p>\n\n<p>Two ]]> &amp; three</p>");
	d.slug = S("coach");
	d.worktype = S("opinion");
	d.section = section + 1;
	d.sections = 1;
	d.tag = &tag;
	d.tags = 1;
	d.author = author;
	d.authors = 2;
	TRY(story_save(t, 0, &d, 1772600000, &g->story));
	d.slug = S("the-coach");
	TRY(story_save(t, g->story, &d, 1772600100, &g->story));
	TRY(story_correct(t, g->story, S("It was two | not three."), 1772650000));
	TRY(comment_add(t, g->seal, &(struct comment_new){.story_id = g->story, .kind = S("comment"), .author = S("Titi"),
		.email = S("titi@reader.example"), .state = S("public"), .body = S("I <b>was</b> there."), .created_at = 1772650100}, &g->comment));
	d = (struct story_draft){.kind = S("story"), .state = S("idea"), .headline = S("An idea"), .format = S("html"), .worktype = S("news"),
		.comments = S("off")};
	TRY(story_save(t, 0, &d, 1772600000, &id));
	TRY(add_picture(t));
	TRY(redirect_add(t, &by, S(""), &(struct redirect){S("/old/page"), S("/tag/bridges/"), 301}));
	return redirect_add(t, &by, S(""), &(struct redirect){S("/gone"), S(""), 410});
}

static struct export
how_of(struct press *p)
{
	return (struct export){.store = p->site.store, .key = p->site.seal, .media = p->site.media, .base = S("http://x.example"),
		.now = p->now};
}

static str
file(struct arena *a, str folder, const char *name)
{
	str out;

	CHECK_OK(file_read(a, arena_fmt(a, "%.*s/%s", SARG(folder), name).p, 1 << 24, &out));
	return out;
}

static void
bring(struct arena *a, struct press *p, str folder)
{
	struct import how = {.store = p->site.store, .key = p->site.seal, .now = p->now};
	struct report *report = report_new(a, folder);
	struct source *from;

	CHECK(export_is(a, folder));
	CHECK_OK(export_settings_back(a, p->site.store, folder));
	CHECK_OK(source_open(a, arena_fmt(a, "%.*s/site.wxr.xml", SARG(folder)), &from));
	CHECK_OK(import_wxr(a, &how, from, report));
	CHECK_OK(export_rest_back(a, p->site.store, folder));
	CHECK_INT(report->left.n, 0);
}

TEST(running_export_comes_back_whole)
{
	static const char *const paths[] = {"/", "/town/council/the-coach/", "/town/council/coach/", "/category/town/", "/tag/bridge/",
		"/tag/bridges/", "/author/ama/", "/feed/", "/old/page", "/gone", "/?p=1", "/wp-sitemap-posts-post-1.xml", "/nothing-here"};
	struct press one, two;
	str first, second;
	struct given g = {0};
	struct export_counts n;
	struct export how;
	struct arena *b = arena_new(512 << 20);

	press_setup(a, &one);
	g.seal = one.site.seal;
	CHECK_OK(store_write(one.site.store, a, write_paper, &g));
	first = arena_fmt(a, "%.*s/out", SARG(one.site.folder));
	how = how_of(&one);
	CHECK_OK(export_site(a, &how, first, &n));
	CHECK_INT(n.stories, 2);
	CHECK_INT(n.comments, 1);
	CHECK_ERR(export_site(a, &how, first, &n), E_CLASH);
	CHECK(str_find(file(a, first, "site.wxr.xml"), S("titi@reader.example")) == NOWHERE);
	CHECK(str_find(file(a, first, "rest.jsonl"), S("titi@reader.example")) == NOWHERE);
	press_setup(b, &two);
	bring(b, &two, first);
	for (size_t i = 0; i < LENGTH(paths); i++) {
		struct ctx *x = press_get(&one, a, str_of(paths[i])), *y = press_get(&two, b, str_of(paths[i]));

		if (x->reply.status != y->reply.status || !str_eq(x->reply.location, y->reply.location))
			test_fail(__FILE__, __LINE__, "%s: %d %.*s, then %d %.*s", paths[i], x->reply.status, SARG(x->reply.location),
				y->reply.status, SARG(y->reply.location));
		if (i != 1) /* its form has a token */
			CHECK_STR(y->reply.body, x->reply.body);
	}
	second = arena_fmt(a, "%.*s/out", SARG(two.site.folder));
	how = how_of(&two);
	CHECK_OK(export_site(a, &how, second, &n));
	CHECK_STR(file(a, second, "site.wxr.xml"), file(a, first, "site.wxr.xml"));
	CHECK(str_find(file(a, second, "rest.jsonl"), S("\"focal_x\":250,\"focal_y\":750,\"crops\":\"1x1 125 0 400,40x21 0 9 1000\"")) != NOWHERE);
	how.with_addresses = true;
	second = arena_fmt(a, "%.*s/with", SARG(two.site.folder));
	CHECK_OK(export_site(a, &how, second, &n));
	arena_end(b);
}
