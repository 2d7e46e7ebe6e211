/* secret.c: what is not public is in no answer.  Every hidden text holds a
 * word of its own, and every address that could show it is asked for.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/clock.h"
#include "news/comment/comment.h"
#include "news/people/password.h"
#include "news/paper/setting.h"
#include "news/paper/site_folder.h"
#include "news/story/save.h"
#include "query/story_write.h"
#include "door/app.h"
#include "door/dispatch.h"
#include "desk/desk.h"
#include "test.h"
#include "view/theme.h"
#include "view/words.h"

static const int64_t NOW = 1772700000; /* 2026-03-05 */

struct paper_of {
	struct site site;
	struct app app;
	int64_t locked, draft_page, child, picture;
};

static str
get(struct arena *a, struct paper_of *p, enum method method, const char *path, const char *query,
	const char *password, int *status)
{
	struct request *r = NEW(a, struct request, 1);
	struct ctx *c = NEW(a, struct ctx, 1);

	*r = (struct request){.method = method, .path = str_of(path), .raw_path = str_of(path),
		.raw_query = str_of(query), .host = S("paper.example"), .peer = S("127.0.0.1")};
	if (*query) {
		size_t eq = str_find_char(r->raw_query, '=');

		r->query = NEW(a, struct pair, 1);
		r->query[0] = (struct pair){str_upto(r->raw_query, eq), str_from(r->raw_query, eq + 1)};
		r->query_n = 1;
	}
	if (password) {
		r->form = NEW(a, struct pair, 1);
		r->form[0] = (struct pair){S("post_password"), str_of(password)};
		r->form_n = 1;
	}
	*c = (struct ctx){.a = a, .req = r, .deps = {.a = a}, .app = &p->app, .store = p->site.store,
		.now = NOW};
	door_answer(c);
	if (status)
		*status = c->reply.status ? c->reply.status : 200;
	return arena_fmt(a, "%.*s\n%.*s", SARG(c->reply.location), SARG(c->reply.body));
}

static struct story_draft
draft(const char *kind, const char *state, const char *slug, const char *headline)
{
	struct story_draft d = story_draft_new();

	d.kind = str_of(kind);
	d.state = str_of(state);
	d.slug = d.path = str_of(slug);
	d.headline = str_of(headline);
	d.published_at = NOW - 3600;
	d.format = S("html");
	d.body = S("<p>An open word.</p>");
	return d;
}

static err
add_locked(struct txn *t, struct paper_of *p)
{
	struct story_draft d = draft("story", "publish", "behind-a-door", "Behind a door");
	struct comment_new c = {.kind = S("comment"), .author = S("Ama"), .state = S("public"),
		.body = S("zqjxcomment is said here"), .created_at = NOW - 60};
	struct q_media_add out;
	int64_t id;

	TRY(q_media_add(t, &(struct q_media_add_in){.path = S("2026/03/zqjxpicture.jpg"),
		.mime = S("image/jpeg"), .width = 800, .height = 600, .state = S("ready"), .at = NOW},
		&out));
	TRY(password_of_story(store_arena(t), S("open sesame"), &d.password));
	d.standfirst = S("zqjxstandfirst of it");
	d.excerpt = S("zqjxexcerpt of it");
	d.seo_description = S("zqjxseo of it");
	d.dateline = S("ZQJXDATELINE");
	d.body = S("<p>zqjxbody of it</p><!--nextpage--><p>zqjxsecond part</p>");
	d.lead_media_id = out.id;
	TRY(story_save(t, 0, &d, NOW - 3600, &p->locked));
	TRY(story_correct(t, p->locked, S("zqjxcorrection of it"), NOW - 1800));
	c.story_id = p->locked;
	return comment_add(t, p->site.seal, &c, &id);
}

static err
add_hidden(struct txn *t, struct paper_of *p)
{
	static const char *const states[] = {"draft", "review", "private", "trash"};
	struct story_draft d;
	int64_t id;

	for (size_t i = 0; i < LENGTH(states); i++) {
		d = draft("story", states[i], arena_fmt(store_arena(t), "zqjxhidden-%s", states[i]).p,
			"zqjxheadline");
		d.body = S("<p>zqjxbody of a hidden one</p>");
		TRY(story_save(t, 0, &d, NOW, &id));
	}
	d = draft("story", "publish", "zqjxscheduled", "zqjxheadline to come");
	d.published_at = NOW + 1;
	TRY(story_save(t, 0, &d, NOW, &id));
	d = draft("page", "draft", "about", "zqjxheadline of a parent");
	TRY(story_save(t, 0, &d, NOW, &p->draft_page));
	d = draft("page", "publish", "about/people", "People");
	d.slug = S("people");
	d.parent_id = p->draft_page;
	return story_save(t, 0, &d, NOW, &p->child);
}

static err
fill(struct txn *t, void *arg)
{
	struct paper_of *p = arg;
	struct story_draft d = draft("story", "publish", "open-to-all", "Open to all");
	int64_t id;

	TRY(setting_write(t, "site_url", S("https://paper.example")));
	TRY(add_locked(t, p));
	TRY(add_hidden(t, p));
	return story_save(t, 0, &d, NOW, &id);
}

static void
open_paper(struct arena *a, struct paper_of *p)
{
	str folder = arena_fmt(a, "%.*s/site", SARG(test_folder(a)));

	clock_set(NOW);
	CHECK_OK(site_make(a, folder, S("")));
	CHECK_OK(site_open(a, folder, 1, &p->site));
	CHECK_OK(words_open(a, &p->app.services.words));
	CHECK_OK(theme_open(a, "gazette", S(""), &p->app.services.theme));
	CHECK_OK(theme_open(a, "desk", S(""), &p->app.services.desk));
	p->app.services.seal = p->site.seal;
	p->app.config.media = p->site.media;
	CHECK_OK(store_write(p->site.store, a, fill, p));
}

static void
nothing_of(struct arena *a, struct paper_of *p, const char *path, const char *query)
{
	str said = get(a, p, GET, path, query, NULL, NULL);
	size_t at = str_find(said, S("zqjx")), up = str_find(said, S("ZQJX"));
	str from = str_from(said, at == NOWHERE ? up : at);

	/* what was typed may stand in the search field */
	if (at != NOWHERE && *query == 's')
		return;
	if (at != NOWHERE || up != NOWHERE)
		test_fail(__FILE__, __LINE__, "%s?%s shows %.*s", path, query, SARG(str_upto(from, 60)));
}

TEST(site_hidden_text_is_nowhere)
{
	static const char *const paths[] = {"/", "/page/2/", "/feed/", "/feed/atom/", "/feed/json/",
		"/comments/feed/", "/2026/", "/2026/03/", "/2026/03/05/", "/2026/03/05/behind-a-door/",
		"/2026/03/05/behind-a-door/2/", "/2026/03/05/behind-a-door/feed/",
		"/2026/03/05/behind-a-door/feed/atom/", "/2026/03/05/behind-a-door/feed/json/",
		"/2026/03/05/behind-a-door/comment-page-2/", "/2026/03/05/open-to-all/",
		"/2026/03/05/open-to-all/feed/", "/about/people/", "/about/", "/wp-sitemap.xml",
		"/wp-sitemap-posts-post-1.xml", "/wp-sitemap-posts-page-1.xml", "/news-sitemap.xml",
		"/robots.txt", "/search/door/", "/no/such/page/", "/behind-a-door/", "/peo/"};
	struct paper_of p = {0};

	open_paper(a, &p);
	for (size_t i = 0; i < LENGTH(paths); i++)
		nothing_of(a, &p, paths[i], "");
	for (int64_t id = 1; id <= p.child + 1; id++) {
		nothing_of(a, &p, "/", arena_fmt(a, "p=%lld", (long long)id).p);
		nothing_of(a, &p, "/", arena_fmt(a, "page_id=%lld", (long long)id).p);
	}
	nothing_of(a, &p, "/2026/03/05/behind-a-door/", "replytocom=1");
	nothing_of(a, &p, "/2026/03/05/behind-a-door/", "unapproved=1");
	CHECK(str_find(get(a, &p, GET, "/search/zqjxbody/", "", NULL, NULL), S("/2026/")) == NOWHERE);
	CHECK(str_find(get(a, &p, GET, "/about/people/", "", NULL, NULL), S("People")) != NOWHERE);
}

TEST(site_password_opens_the_story)
{
	static const char *const inside[] = {"zqjxbody", "zqjxstandfirst", "zqjxcorrection", "zqjxpicture",
		"zqjxcomment", "ZQJXDATELINE"};
	struct paper_of p = {0};
	int status;
	str said;

	open_paper(a, &p);
	said = get(a, &p, POST, "/2026/03/05/behind-a-door/", "", "open sesam", &status);
	CHECK_INT(status, 403);
	CHECK(str_find(said, S("zqjx")) == NOWHERE && str_find(said, S("ZQJX")) == NOWHERE);
	said = get(a, &p, POST, "/2026/03/05/behind-a-door/", "", "open sesame", &status);
	CHECK_INT(status, 200);
	for (size_t i = 0; i < LENGTH(inside); i++)
		CHECK(str_find(said, str_of(inside[i])) != NOWHERE);
}

/* A proxy on the same machine makes everybody look as if he were there. */
TEST(site_metrics_are_for_this_machine)
{
	struct pair header[] = {{S("X-Forwarded-For"), S("192.0.2.7")}, {S("Via"), S("1.1 varnish")}};
	struct request r = {.peer = S("127.0.0.1")};

	(void)a;
	CHECK(door_is_here(&r));
	r.header = header;
	for (r.header_n = 1; r.header_n <= LENGTH(header); r.header_n++)
		CHECK(!door_is_here(&r));
	r.header_n = 0;
	r.peer = S("192.0.2.7");
	CHECK(!door_is_here(&r));
	r.peer = S("::1");
	CHECK(door_is_here(&r));
}
