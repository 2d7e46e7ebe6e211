/* leak.c: a story under embargo stands nowhere a second early.
 *
 * Each of its fields holds one word that nothing else in the paper holds.  Every
 * address that the paper has, and every address that somebody could guess, is asked
 * for in the second before its time; the word is in no byte of an answer, no header
 * and no redirect.  A second later it is where it should be.  The same is asked
 * of a change that is planned, and of what was taken back or killed; and of the
 * files of its pictures, each size of each, at each address they could have.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/comment/comment.h"
#include "news/picture/picture.h"
#include "news/story/planned.h"
#include "news/story/publish.h"
#include "news/people/role.h"
#include "news/story/save.h"
#include "press.h"
#include "query/import.h"
#include "query/picture.h"
#include "query/story_write.h"
#include "store_pair.h"

#define WORD "zyxwvut"

struct leak {
	struct press p;
	struct press_who ed;
	struct person who;
	int64_t section, tag, author, secret_author, secret_tag, story, other, at, media, inside;
	bool embargo;
};

/* As the desk keeps what was sent: not open, with its sizes and its crops. */
static err
picture(struct txn *t, str path, int64_t *id)
{
	static const char *const formats[] = {"jpeg", "webp", "avif"};
	struct q_media_add m;

	TRY(q_media_add(t, &(struct q_media_add_in){.path = path, .mime = S("image/jpeg"), .state = S("ready")}, &m));
	*id = m.id;
	for (size_t i = 0; i < LENGTH(formats); i++) {
		str ext = i ? str_of(formats[i]) : S("jpg");

		TRY(q_import_size_put(t, &(struct q_import_size_put_in){.media = m.id, .format = str_of(formats[i]),
			.width = 320, .path = arena_fmt(store_arena(t), "%.*s-w320.%.*s", SARG(path), SARG(ext))}));
		TRY(q_picture_crop_size_put(t, &(struct q_picture_crop_size_put_in){.media = m.id, .shape = S("1x1"),
			.format = str_of(formats[i]), .width = 320, .height = 320,
			.path = arena_fmt(store_arena(t), "%.*s-1x1-w320.%.*s", SARG(path), SARG(ext))}));
	}
	return q_media_describe(t, m.id, S("a " WORD), S("a " WORD), S("a " WORD));
}

static err
names(struct txn *t, void *arg)
{
	struct leak *w = arg;

	TRY(section_save(t, 0, S("town"), S("Town"), S(""), &w->section));
	TRY(tag_save(t, S("bridge"), S("Bridge"), &w->tag));
	TRY(author_save(t, S("ama"), S("Ama Sow"), S(""), &w->author));
	TRY(picture(t, S("2026/03/" WORD ".jpg"), &w->media));
	return picture(t, S("2026/03/" WORD "-b.jpg"), &w->inside);
}

static err
stories(struct txn *t, void *arg)
{
	struct leak *w = arg;
	struct story_draft d = story_draft_new();

	TRY(names(t, w));
	d.section = &w->section;
	d.tag = &w->tag;
	d.author = &w->author;
	d.sections = d.tags = d.authors = 1;
	d.headline = S("The old bridge");
	d.slug = S("the-old-bridge");
	d.body = S("<p>It stands.</p>");
	d.state = S("publish");
	d.published_at = w->p.now - 5000;
	TRY(story_save(t, 0, &d, w->p.now, &w->other));
	d.headline = S("A " WORD " headline");
	d.slug = S("the-" WORD);
	d.kicker = S(WORD "kicker");
	d.standfirst = S("A " WORD " standfirst");
	d.dateline = S(WORD "ville");
	d.body = S("<p>The " WORD " body.</p><figure><img src=\"/media/2026/03/" WORD "-b.jpg\" alt=\"\"></figure>");
	d.excerpt = S("An " WORD " excerpt");
	d.signature = S(WORD "signature");
	d.seo_title = S(WORD "seo");
	d.seo_description = S(WORD "description");
	d.guid = S("https://paper.example/?" WORD);
	d.lead_media_id = w->media;
	d.published_at = w->embargo ? w->p.now - 100 : w->at;
	d.embargo_at = w->embargo ? w->at : 0;
	TRY(story_save(t, 0, &d, w->p.now, &w->story));
	d.kind = S("page");
	d.path = S("a-" WORD "-page");
	d.published_at = w->p.now - 100;
	d.embargo_at = w->at;
	return story_save(t, 0, &d, w->p.now, &w->story);
}

static const char *const addresses[] = {"/", "/page/2/", "/feed/", "/feed/atom/", "/feed/json/", "/comments/feed/",
	"/category/town/", "/category/town/feed/", "/tag/bridge/", "/tag/bridge/feed/", "/author/ama/", "/author/ama/feed/",
	"/2026/", "/2026/03/", "/2026/03/05/", "/2026/03/05/feed/", "/search/" WORD "/", "/?s=" WORD, "/search/headline/",
	"/wp-sitemap.xml", "/wp-sitemap-posts-post-1.xml", "/wp-sitemap-posts-page-1.xml", "/wp-sitemap-taxonomies-category-1.xml",
	"/wp-sitemap-taxonomies-post_tag-1.xml", "/wp-sitemap-users-1.xml", "/news-sitemap.xml", "/robots.txt", "/favicon.svg",
	"/2026/03/05/the-old-bridge/", "/2026/03/05/the-old-bridge/feed/", "/nothing-here/", "/health",
	"/2026/03/05/the-" WORD "/", "/2026/03/05/the-" WORD "/feed/", "/2026/03/05/the-zyxw/", "/the-" WORD "/",
	"/2026/03/05/the-" WORD "/2/", "/2026/03/05/the-" WORD "/comment-page-1/", "/a-" WORD "-page/", "/a-zyxw/",
	"/?p=1", "/?p=2", "/?p=3", "/?p=4", "/?page_id=2", "/?page_id=3", "/?attachment_id=1", "/?m=20260305",
	"/wp-json/", "/wp-json/wp/v2/posts", "/xmlrpc.php", "/desk/", "/desk/story/2/", "/desk/story/2/preview", "/desk/board/"};

/* The word in an answer, where the question did not hold it. */
static bool
holds(const struct ctx *c, const char *asked)
{
	str word = S(WORD), body = c->reply.body;
	bool own = strstr(asked, WORD) != NULL;

	if (own && c->reply.status != 404 && c->reply.status != 410 && !strstr(asked, "earch") && !strstr(asked, "?s="))
		return (c->reply.status ? c->reply.status : 200) == 200 || str_find(c->reply.location, word) != NOWHERE;
	if (str_find(c->reply.location, word) != NOWHERE && !own)
		return true;
	for (size_t i = 0; i < c->reply.header_n; i++)
		if (str_find(c->reply.header[i].value, word) != NOWHERE)
			return true;
	if (own) /* the question is said back: look for the words around it */
		return str_find(body, S("A " WORD " headline")) != NOWHERE || str_find(body, S("The " WORD " body")) != NOWHERE;
	return str_find(body, word) != NOWHERE;
}

static size_t
count_leaks(struct leak *w, struct arena *a, bool complain, const char *when)
{
	size_t n = 0;

	for (size_t i = 0; i < LENGTH(addresses); i++) {
		struct ctx *c = press_get(&w->p, a, str_of(addresses[i]));

		if (!holds(c, addresses[i]))
			continue;
		n++;
		if (complain)
			test_fail(__FILE__, __LINE__, "%s leaks %s: %d %.*s", addresses[i], when, c->reply.status,
				SARG(str_upto(c->reply.body, 300)));
	}
	return n;
}

/* Of a picture, after its path without ".jpg". */
static const char *const files[] = {"/media/2026/03/%s.jpg", "/media/2026/03/%s.jpg-w320.jpg", "/media/2026/03/%s.jpg-w320.webp",
	"/media/2026/03/%s.jpg-w320.avif", "/media/2026/03/%s.jpg-1x1-w320.jpg", "/media/2026/03/%s.jpg-1x1-w320.webp",
	"/media/2026/03/%s.jpg-1x1-w320.avif", "/media/2026/03/%s.jpg-w999.webp", "/media/2026/03/%s.jpg-r7-1x1-1-2-300-w320.avif", "/wp-content/uploads/2026/03/%s.jpg", "/wp-content/uploads/2026/03/%s-300x200.jpg"};
/* These are nobody's, at no time. */
static const char *const never[] = {"/media/2026/03/%s.jpg-clean.jpg", "/media/.original/2026/03/%s.jpg",
	"/media/2026/03/../../media/.original/2026/03/%s.jpg", "/wp-content/uploads/2026/03/%s.jpg-w320.webp"};

static bool
served(struct leak *w, struct arena *a, const char *form, const char *name)
{
	str address = str_of(arena_fmt(a, "%s", form).p);
	size_t at = str_find(address, S("%s"));
	struct ctx *c = press_get(&w->p, a, arena_fmt(a, "%.*s%s%.*s", SARG(str_upto(address, at)), name,
		SARG(str_from(address, at + 2))));

	return c->reply.file.n || (c->reply.status != 404 && c->reply.status != 410);
}

/* All or none, whichever it should be: a picture is no less secret than a word. */
static void
pictures(struct leak *w, struct arena *a, bool shown, const char *when)
{
	static const char *const name[] = {WORD, WORD "-b"};

	for (size_t i = 0; i < LENGTH(name); i++) {
		for (size_t k = 0; k < LENGTH(files); k++)
			if (served(w, a, files[k], name[i]) != shown)
				test_fail(__FILE__, __LINE__, "%s of %s is %s %s", files[k], name[i], shown ? "not served" : "served", when);
		for (size_t k = 0; k < LENGTH(never); k++)
			if (served(w, a, never[k], name[i]))
				test_fail(__FILE__, __LINE__, "%s of %s is served %s", never[k], name[i], when);
	}
}

static void
setup(struct leak *w, struct arena *a, str url, bool embargo)
{
	*w = (struct leak){.embargo = embargo};
	press_setup_on(a, &w->p, url);
	w->at = w->p.now + 1000;
	w->ed = press_login(&w->p, a, "editor");
	w->who = (struct person){.id = w->ed.id, .name = S("Ed"), .role = ROLE_EDITOR};
	CHECK_OK(store_write(w->p.site.store, a, stories, w));
	/* what was sent at the desk, not what an import brought */
	pair_sql(a, w->p.site.store_url, "UPDATE media SET open = 0");
}

static void
waits(struct arena *a, enum engine on, bool embargo)
{
	struct leak w;

	setup(&w, a, on == ON_SQLITE ? S("") : pair_url(a, on), embargo);
	count_leaks(&w, a, true, "long before its time");
	pictures(&w, a, false, "long before its time");
	press_clock(&w.p, w.at - 1);
	count_leaks(&w, a, true, "a second early");
	pictures(&w, a, false, "a second early");
	press_clock(&w.p, w.at);
	pictures(&w, a, true, "at its time");
	CHECK(count_leaks(&w, a, false, "") >= 15);
}
TEST(leak_nothing_under_embargo_sqlite)
{ waits(a, ON_SQLITE, true); }
TEST(leak_nothing_under_embargo_postgres)
{ waits(a, ON_POSTGRES, true); }
TEST(leak_nothing_of_what_is_scheduled_sqlite)
{ waits(a, ON_SQLITE, false); }
TEST(leak_nothing_of_what_is_scheduled_postgres)
{ waits(a, ON_POSTGRES, false); }

static err
kill_both(struct txn *t, void *arg)
{
	struct leak *w = arg;

	TRY(publish_kill(t, &w->who, w->story, S("the " WORD), w->p.now));
	return publish_kill(t, &w->who, w->story - 1, S("the " WORD), w->p.now);
}

static void
killed(struct arena *a, enum engine on)
{
	struct leak w;

	setup(&w, a, on == ON_SQLITE ? S("") : pair_url(a, on), true);
	press_clock(&w.p, w.at);
	CHECK(count_leaks(&w, a, false, "") >= 15);
	CHECK_OK(store_write(w.p.site.store, a, kill_both, &w));
	count_leaks(&w, a, true, "after it was killed");
	pictures(&w, a, false, "after its story was killed");
}
TEST(leak_nothing_of_what_was_killed_sqlite)
{ killed(a, ON_SQLITE); }
TEST(leak_nothing_of_what_was_killed_postgres)
{ killed(a, ON_POSTGRES); }

static err
plan(struct txn *t, void *arg)
{
	struct leak *w = arg;

	return planned_change(t, &w->who, w->other, w->at, w->p.now);
}

static err
delete_lead(struct txn *t, void *arg)
{
	struct leak *w = arg;
	str path;

	return picture_delete(t, w->media, &w->who, false, w->p.now, &path);
}
static err
delete_inside(struct txn *t, void *arg)
{
	struct leak *w = arg;
	str path;

	return picture_delete(t, w->inside, &w->who, false, w->p.now, &path);
}

/* The program is started anew: nothing of what it knew is left. */
static void
restart(struct leak *w, struct arena *a)
{
	CHECK_OK(site_open(a, w->p.site.folder, 1, &w->p.site));
	w->p.app.config.folder = w->p.site.folder;
	w->p.app.services.seal = w->p.site.seal;
	w->p.app.config.media = w->p.site.media;
}

/* The old story stands there all the time; what is new is its words and both pictures. */
static void
planned(struct arena *a, enum engine on, bool again)
{
	struct leak w;
	struct ctx *c;

	setup(&w, a, on == ON_SQLITE ? S("") : pair_url(a, on), true);
	press_clock(&w.p, w.at);
	CHECK_OK(store_write(w.p.site.store, a, kill_both, &w));
	/* of the killed ones nothing is left that could show a picture */
	pair_sql(a, w.p.site.store_url, "DELETE FROM media_use");
	w.at = w.p.now + 500;
	pair_sql(a, w.p.site.store_url, arena_fmt(a, "INSERT INTO working (story_id, version, base, saved_at, slug, kicker, headline, "
		"standfirst, body, lead_media_id, section_ids, tag_ids, author_ids) SELECT id, 1, version, 0, slug, '" WORD "', "
		"'A " WORD " headline', '" WORD "', '<p>The " WORD " body.</p><figure><img src=\"/media/2026/03/" WORD "-b.jpg\" alt=\"\">"
		"</figure>', %lld, '%lld', '%lld', '%lld' FROM story WHERE id = %lld", (long long)w.media, (long long)w.section,
		(long long)w.tag, (long long)w.author, (long long)w.other).p);
	count_leaks(&w, a, true, "from the desk");
	pictures(&w, a, false, "from the desk");
	CHECK_OK(store_write(w.p.site.store, a, plan, &w));
	CHECK_ERR(store_write(w.p.site.store, a, delete_lead, &w), E_CLASH);
	CHECK_ERR(store_write(w.p.site.store, a, delete_inside, &w), E_CLASH);
	press_clock(&w.p, w.at - 1);
	count_leaks(&w, a, true, "a second before the change");
	pictures(&w, a, false, "a second before the change");
	if (again)
		restart(&w, a);
	press_clock(&w.p, w.at);
	pictures(&w, a, true, "at the change's second, though nobody asked for the story yet");
	c = press_get(&w.p, a, S("/2026/03/05/the-old-bridge/"));
	CHECK(str_find(c->reply.body, S("The " WORD " body")) != NOWHERE);
	CHECK(count_leaks(&w, a, false, "") >= 5);
}
TEST(leak_nothing_of_a_planned_change_sqlite)
{ planned(a, ON_SQLITE, false); }
TEST(leak_nothing_of_a_planned_change_postgres)
{ planned(a, ON_POSTGRES, false); }
TEST(leak_nothing_of_a_planned_change_over_a_restart_sqlite)
{ planned(a, ON_SQLITE, true); }
TEST(leak_nothing_of_a_planned_change_over_a_restart_postgres)
{ planned(a, ON_POSTGRES, true); }
