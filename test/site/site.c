/* site.c: which address answers what, and what leaks from none of them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/comment/comment.h"
#include "news/people/password.h"
#include "news/paper/setting.h"
#include "news/story/save.h"
#include "press.h"
#include "query/redirect.h"
#include "store_pair.h"

#include <stdio.h>

struct paper_of_test {
	struct press press;
	int64_t section, below, tag, author, story[8];
	size_t stories;
	struct story_draft draft; /* the next to be written */
};

static err
write_names(struct txn *t, void *arg)
{
	struct paper_of_test *p = arg;

	TRY(section_save(t, 0, S("politics"), S("Politics"), S(""), &p->section));
	TRY(section_save(t, p->section, S("elections"), S("Elections"), S(""), &p->below));
	TRY(tag_save(t, S("bridge"), S("Bridge"), &p->tag));
	return author_save(t, S("ama"), S("Ama Sow"), S(""), &p->author);
}

static err
write_story(struct txn *t, void *arg)
{
	struct paper_of_test *p = arg;

	return story_save(t, 0, &p->draft, p->press.now, &p->story[p->stories++]);
}

/* A story of 4 March 2026, 10:00 UTC, changed by the caller before it is written. */
static struct story_draft *
next_story(struct paper_of_test *p, const char *slug)
{
	p->draft = story_draft_new();
	p->draft.state = S("publish");
	p->draft.slug = str_of(slug);
	p->draft.headline = str_of(slug);
	p->draft.published_at = 1772618400;
	p->draft.body = S("<p>First words of it.</p>");
	p->draft.section = &p->below;
	p->draft.sections = 1;
	p->draft.tag = &p->tag;
	p->draft.tags = 1;
	p->draft.author = &p->author;
	p->draft.authors = 1;
	return &p->draft;
}

static int64_t
put_story(struct paper_of_test *p, struct arena *a)
{
	CHECK_OK(store_write(p->press.site.store, a, write_story, p));
	return p->story[p->stories - 1];
}

static void
setup_on(struct arena *a, struct paper_of_test *p, str url)
{
	*p = (struct paper_of_test){0};
	press_setup_on(a, &p->press, url);
	CHECK_OK(store_write(p->press.site.store, a, write_names, p));
	next_story(p, "first-story");
	put_story(p, a);
}

static void
setup(struct arena *a, struct paper_of_test *p)
{
	setup_on(a, p, S(""));
}

static void
answers(struct paper_of_test *p, struct arena *a, const char *path, int status, const char *location)
{
	struct ctx *c = press_get(&p->press, a, str_of(path));
	int have = c->reply.status ? c->reply.status : 200;

	if (have != status || !str_eq(c->reply.location, str_of(location)))
		test_fail(__FILE__, __LINE__, "%s is %d \"%.*s\", not %d \"%s\"", path, have,
			SARG(c->reply.location), status, location ? location : "");
}

static void
check_addresses(struct paper_of_test *p, struct arena *a)
{
	static const struct {
		const char *path;
		int status;
		const char *location;
	} want[] = {
		{"/", 200, ""},
		{"/2026/03/04/first-story/", 200, ""},
		{"/2026/03/04/first-story", 301, "/2026/03/04/first-story/"},
		{"/2026/03/04/FIRST-story/", 301, "/2026/03/04/first-story/"},
		{"/2026/03/05/first-story/", 301, "/2026/03/04/first-story/"},
		{"/2026/03/04/first-sto/", 301, "/2026/03/04/first-story/"},
		{"/2026/03/04/first-story/feed/", 200, ""},
		{"/2026/03/04/first-story/2/", 404, ""},
		{"/2026/03/04/first-story/comment-page-2/", 404, ""},
		{"/2026/03/04/first-story/comment-page-1/", 301, "/2026/03/04/first-story/"},
		{"/2026/03/04/nothing-like-it/", 404, ""},
		{"/?p=1", 301, "/2026/03/04/first-story/"},
		{"/?p=999", 404, ""},
		{"/?p=x", 404, ""},
		{"/?page_id=1", 301, "/2026/03/04/first-story/"},
		{"/?cat=1", 301, "/category/politics/"},
		{"/?cat=2", 301, "/category/politics/elections/"},
		{"/?tag=bridge", 301, "/tag/bridge/"},
		{"/?author=1", 301, "/author/ama/"},
		{"/?m=202603", 301, "/2026/03/"},
		{"/?m=2026", 301, "/2026/"},
		{"/?m=20260304", 301, "/2026/03/04/"},
		{"/?feed=rss2", 301, "/feed/"},
		{"/?feed=atom", 301, "/feed/atom/"},
		{"/?s=first", 200, ""},
		{"/search/first/", 200, ""},
		{"/category/politics/", 200, ""},
		{"/category/politics/elections/", 200, ""},
		{"/category/elections/", 301, "/category/politics/elections/"},
		{"/category/politics/feed/", 200, ""},
		{"/category/politics/page/2/", 404, ""},
		{"/category/", 404, ""},
		{"/category/nope/", 404, ""},
		{"/tag/bridge/", 200, ""},
		{"/tag/bridge", 301, "/tag/bridge/"},
		{"/tag/bridge/feed/json/", 200, ""},
		{"/author/ama/", 200, ""},
		{"/author/nobody/", 404, ""},
		{"/2026/", 200, ""},
		{"/2026/03/", 200, ""},
		{"/2026/03/04/", 200, ""},
		{"/2026/03/05/", 404, ""},
		{"/2026/13/", 404, ""},
		{"/1999/", 404, ""},
		{"/page/2/", 404, ""},
		{"/page/1/", 301, "/"},
		{"/feed/", 200, ""},
		{"/feed", 301, "/feed/"},
		{"/feed/atom/", 200, ""},
		{"/feed/json/", 200, ""},
		{"/feed/rdf/", 301, "/feed/"},
		{"/comments/feed/", 200, ""},
		{"/wp-sitemap.xml", 200, ""},
		{"/sitemap.xml", 301, "/wp-sitemap.xml"},
		{"/wp-sitemap-posts-post-1.xml", 200, ""},
		{"/wp-sitemap-posts-post-2.xml", 404, ""},
		{"/wp-sitemap-taxonomies-category-1.xml", 200, ""},
		{"/wp-sitemap-users-1.xml", 200, ""},
		{"/wp-sitemap-nope-1.xml", 404, ""},
		{"/news-sitemap.xml", 200, ""},
		{"/robots.txt", 200, ""},
		{"/favicon.svg", 200, ""},
		{"/favicon.ico", 301, "/favicon.svg"},
		{"/health", 200, ""},
		{"/media/nothing.jpg", 404, ""},
		{"/wp-content/uploads/2026/03/nothing.jpg", 404, ""},
		{"/wp-comments-post.php", 405, ""},
		{"//evil.example/", 404, ""},
	};

	for (size_t i = 0; i < LENGTH(want); i++)
		answers(p, a, want[i].path, want[i].status, want[i].location);
}

TEST(site_addresses_sqlite)
{
	struct paper_of_test *p = NEW(a, struct paper_of_test, 1);

	setup(a, p);
	check_addresses(p, a);
}

TEST(site_addresses_postgres)
{
	struct paper_of_test *p = NEW(a, struct paper_of_test, 1);

	setup_on(a, p, pair_url(a, ON_POSTGRES));
	check_addresses(p, a);
	CHECK(str_find(press_get(&p->press, a, S("/?s=words"))->reply.body, S("/2026/03/04/first-story/")) !=
		NOWHERE);
}

/* Every door through which words of a story could leave. */
static const char *const doors[] = {"/", "/page/2/", "/feed/", "/feed/atom/", "/feed/json/",
	"/comments/feed/", "/2026/03/04/secret-story/", "/2026/03/04/secret-story/feed/", "/?p=2",
	"/2026/03/04/secret-st/", "/secret-story/", "/category/politics/", "/category/politics/elections/",
	"/category/politics/feed/", "/tag/bridge/", "/tag/bridge/feed/atom/", "/author/ama/",
	"/author/ama/feed/", "/2026/", "/2026/03/", "/2026/03/04/", "/wp-sitemap.xml",
	"/wp-sitemap-posts-post-1.xml", "/wp-sitemap-posts-page-1.xml", "/news-sitemap.xml",
	"/?s=xylophone", "/search/xylophone/", "/2026/03/04/first-story/", "/nowhere/", "/robots.txt"};

static size_t
count_leaks(struct paper_of_test *p, struct arena *a, bool print)
{
	size_t n = 0;

	for (size_t i = 0; i < LENGTH(doors); i++) {
		struct ctx *c = press_get(&p->press, a, str_of(doors[i]));

		if (str_find(c->reply.body, S("Xylophone")) == NOWHERE &&
			str_find(c->reply.location, S("secret-story")) == NOWHERE &&
			str_find(c->reply.body, S("secret-story/")) == NOWHERE)
			continue;
		n++;
		if (print)
			fprintf(stderr, "%s knows of it\n", doors[i]);
	}
	return n;
}

static struct story_draft *
secret_story(struct paper_of_test *p)
{
	struct story_draft *d = next_story(p, "secret-story");

	d->headline = S("Xylophone stolen");
	d->body = S("<p>Xylophone: all about it.</p>");
	d->standfirst = S("Xylophone");
	return d;
}

TEST(site_unpublished_stories_leave_by_no_door)
{
	static const char *const states[] = {"idea", "draft", "review", "ready", "private", "killed", "trash"};

	for (size_t i = 0; i < LENGTH(states); i++) {
		struct paper_of_test *p = NEW(a, struct paper_of_test, 1);

		setup(a, p);
		secret_story(p)->state = str_of(states[i]);
		put_story(p, a);
		CHECK_INT(count_leaks(p, a, true), 0);
	}
}

TEST(site_embargo_ends_on_the_second)
{
	struct paper_of_test *p = NEW(a, struct paper_of_test, 1);
	int64_t release;

	setup(a, p);
	release = p->press.now + 7200;
	secret_story(p)->embargo_at = release;
	put_story(p, a);
	press_clock(&p->press, release - 1);
	CHECK_INT(count_leaks(p, a, true), 0);
	press_clock(&p->press, release);
	CHECK(count_leaks(p, a, false) >= 15);
	answers(p, a, "/2026/03/04/secret-story/", 200, "");
}

TEST(site_protected_story_shows_its_headline_alone)
{
	struct paper_of_test *p = NEW(a, struct paper_of_test, 1);
	const struct pair wrong = {S("post_password"), S("guess")}, right = {S("post_password"), S("open sesame")};
	struct story_draft *d;
	struct ctx *c;
	str path = S("/2026/03/04/locked-story/");

	setup(a, p);
	d = next_story(p, "locked-story");
	d->body = S("<p>Xylophone inside.</p>");
	CHECK_OK(password_of_story(a, S("open sesame"), &d->password));
	put_story(p, a);
	for (size_t i = 0; i < LENGTH(doors); i++)
		CHECK(str_find(press_get(&p->press, a, str_of(doors[i]))->reply.body, S("Xylophone")) == NOWHERE);
	c = press_get(&p->press, a, path);
	CHECK(str_find(c->reply.body, S("Xylophone")) == NOWHERE);
	CHECK(str_find(c->reply.body, S("locked-story")) != NOWHERE);
	c = press_post(&p->press, a, path, &wrong, 1);
	CHECK_INT(c->reply.status, 403);
	CHECK(str_find(c->reply.body, S("Xylophone")) == NOWHERE);
	c = press_post(&p->press, a, path, &right, 1);
	CHECK(str_find(c->reply.body, S("Xylophone")) != NOWHERE);
	CHECK(!c->reply.keep);
}

static err
write_redirects(struct txn *t, void *arg)
{
	struct paper_of_test *p = arg;

	TRY(q_redirect_put(t, S("/old-page"), 301, S("/2026/"), 0));
	TRY(q_redirect_put(t, S("/taken-away"), 410, S(""), 0));
	return q_redirect_put(t, S("/by-number"), 301, S(""), p->story[0]);
}

static err
rename_story(struct txn *t, void *arg)
{
	struct paper_of_test *p = arg;

	TRY(story_draft_of(t, p->story[0], &p->draft));
	p->draft.slug = S("renamed-story");
	return story_save(t, p->story[0], &p->draft, p->press.now, &p->story[0]);
}

TEST(site_old_addresses_go_on_leading_there)
{
	struct paper_of_test *p = NEW(a, struct paper_of_test, 1);

	setup(a, p);
	CHECK_OK(store_write(p->press.site.store, a, write_redirects, p));
	answers(p, a, "/old-page/", 301, "/2026/");
	answers(p, a, "/old-page", 301, "/2026/");
	answers(p, a, "/taken-away/", 410, "");
	answers(p, a, "/by-number", 301, "/2026/03/04/first-story/");
	CHECK_OK(store_write(p->press.site.store, a, rename_story, p));
	answers(p, a, "/2026/03/04/first-story/", 301, "/2026/03/04/renamed-story/");
	answers(p, a, "/2026/03/04/renamed-story/", 200, "");
}

static err
other_scheme(struct txn *t, void *arg)
{
	return setting_write(t, "permalink", str_of(arg));
}

TEST(site_answers_in_every_scheme)
{
	static const struct {
		const char *scheme, *path, *other;
	} want[] = {
		{"/%postname%/", "/first-story/", "/first-story"},
		{"/%category%/%postname%/", "/politics/elections/first-story/", "/politics/first-story/"},
		{"/archives/%post_id%", "/archives/1", "/archives/1/"},
		{"/%year%/%monthnum%/%postname%.html", "/2026/03/first-story.html", "/2026/04/first-story.html"},
		{"/%author%/%postname%/", "/ama/first-story/", "/nobody/first-story/"},
	};
	struct paper_of_test *p = NEW(a, struct paper_of_test, 1);

	setup(a, p);
	for (size_t i = 0; i < LENGTH(want); i++) {
		char scheme[64];

		snprintf(scheme, sizeof scheme, "%s", want[i].scheme);
		CHECK_OK(store_write(p->press.site.store, a, other_scheme, scheme));
		answers(p, a, want[i].path, 200, "");
		answers(p, a, want[i].other, 301, want[i].path);
		answers(p, a, "/?p=1", 301, want[i].path);
	}
}

TEST(site_asks_the_store_little)
{
	static const struct {
		const char *path;
		uint64_t most;
	} want[] = {{"/", 40}, {"/2026/03/04/first-story/", 40}, {"/category/politics/", 20}, {"/feed/", 150},
		{"/robots.txt", 5}, {"/wp-sitemap-posts-post-1.xml", 10}, {"/nowhere/", 25}};
	struct paper_of_test *p = NEW(a, struct paper_of_test, 1);

	setup(a, p);
	for (size_t i = 0; i < LENGTH(want); i++) {
		uint64_t before = store_asked(p->press.site.store), asked;

		press_get(&p->press, a, str_of(want[i].path));
		asked = store_asked(p->press.site.store) - before;
		printf("figure questions of %s: %llu\n", want[i].path, (unsigned long long)asked);
		if (asked > want[i].most)
			test_fail(__FILE__, __LINE__, "%s asks %llu times", want[i].path,
				(unsigned long long)asked);
	}
}

struct twice {
	int64_t story;
	struct story_draft first, second;
};

static err
save_as_it_was(struct txn *t, void *arg)
{
	struct twice *w = arg;
	struct story_draft d;

	TRY(story_draft_of(t, w->story, &w->first));
	TRY(story_save(t, w->story, &w->first, 1772700000, &w->story));
	TRY(story_draft_of(t, w->story, &d));
	w->second = d;
	return OK;
}

TEST(story_saved_as_it_was_stays_as_it_was)
{
	struct paper_of_test *p = NEW(a, struct paper_of_test, 1);
	struct twice w;

	setup(a, p);
	next_story(p, "about");
	p->draft.kind = S("page");
	p->draft.path = S("about");
	p->draft.place = 7;
	p->draft.pinned = 1;
	p->draft.comments = S("closed");
	p->draft.language = S("fr");
	p->draft.signature = S("A. S.");
	w.story = put_story(p, a);
	CHECK_OK(store_write(p->press.site.store, a, save_as_it_was, &w));
	CHECK_INT(w.first.place, 7);
	CHECK_INT(w.second.place, 7);
	CHECK_INT(w.second.pinned, 1);
	CHECK_STR(w.second.comments, S("closed"));
	CHECK_STR(w.second.language, S("fr"));
	CHECK_STR(w.second.signature, S("A. S."));
	CHECK_INT((int64_t)w.second.sections, 1);
	CHECK_INT((int64_t)w.second.authors, 1);
}
