/* model.c: the page cache is exact.
 *
 * A small paper is edited at random: stories, comments, names, settings, and the
 * clock.  After each step every page that the cache holds is made afresh and
 * must be the same byte for byte; a page that was dropped is made afresh too,
 * and when it comes out as it was, it was dropped without need, which is
 * counted, not forbidden.  DJELI_MODEL_STEPS says how many steps. */
#include "http/cache.h"
#include "news/comment.h"
#include "news/paper.h"
#include "news/setting.h"
#include "news/story.h"
#include "news/story_save.h"
#include "press.h"
#include "query.h"

#include <stdio.h>
#include <stdlib.h>

enum { PATHS = 400, STORIES = 14, NAMES = 4 };

struct kept {
	str path;
	char *bytes; /* what was kept: status, type, location, body */
	size_t n;
};
struct model {
	struct arena *a;
	struct press press;
	struct cache *cache;
	uint64_t random;
	int64_t story[64], section[NAMES], tag[NAMES], author[NAMES], media[2], comment[256];
	size_t stories, sections, tags, authors, comments;
	struct kept kept[PATHS];
	size_t paths;
	const char *did;
	uint64_t compared, dropped, needless;
	struct {
		const char *did;
		uint64_t needless;
	} why[64];
};

static uint64_t
dice(struct model *m, uint64_t sides)
{
	return test_random(&m->random) % sides;
}

static void
heard(void *arg, const struct change *change, size_t n)
{
	struct model *m = arg;

	cache_heard(m->cache, change, n);
}

static str
bytes_of(struct arena *a, const struct ctx *c)
{
	return arena_fmt(a, "%d\n%.*s\n%.*s\n%.*s", c->reply.status, SARG(c->reply.type),
		SARG(c->reply.location), SARG(c->reply.body));
}

static void
keep(struct model *m, struct kept *k)
{
	struct arena *a = arena_new(64 << 20);
	uint64_t ticket = cache_ticket(m->cache);
	struct ctx *c = press_get(&m->press, a, k->path);
	str s = bytes_of(a, c);

	free(k->bytes);
	k->bytes = NULL;
	if (c->reply.status >= 500)
		test_fail(__FILE__, __LINE__, "%.*s is %d after %s", SARG(k->path), c->reply.status, m->did);
	if (c->reply.keep) {
		struct page *p = page_new(&c->reply, S(""), 0);

		CHECK(p != NULL);
		if (cache_keep(m->cache, k->path, p, &c->deps, ticket, m->press.now)) {
			k->bytes = malloc(s.n);
			k->n = s.n;
			memcpy(k->bytes, s.p, s.n);
		}
		page_drop(p);
	}
	arena_end(a);
}

static void
count_needless(struct model *m)
{
	size_t i = 0;

	while (i + 1 < LENGTH(m->why) && m->why[i].did && strcmp(m->why[i].did, m->did))
		i++;
	m->why[i].did = m->did;
	m->why[i].needless++;
	m->needless++;
}

static void
check_one(struct model *m, struct kept *k)
{
	struct page *p = cache_find(m->cache, k->path, m->press.now);
	struct arena *a;
	str fresh, old = {k->bytes, k->n};

	if (!k->bytes)
		return;
	a = arena_new(64 << 20);
	fresh = bytes_of(a, press_get(&m->press, a, k->path));
	if (p) {
		m->compared++;
		if (!str_eq(fresh, old)) {
			size_t at = 0;

			while (at < fresh.n && at < old.n && fresh.p[at] == old.p[at])
				at++;
			at = at > 80 ? at - 80 : 0;
			test_fail(__FILE__, __LINE__, "%.*s is stale after %s:\n kept: %.*s\nfresh: %.*s",
				SARG(k->path), m->did, SARG(str_upto(str_from(old, at), 300)),
				SARG(str_upto(str_from(fresh, at), 300)));
		}
		page_drop(p);
	} else {
		m->dropped++;
		if (str_eq(fresh, old))
			count_needless(m);
		free(k->bytes);
		k->bytes = NULL;
	}
	arena_end(a);
}

static void
know(struct model *m, str path)
{
	for (size_t i = 0; i < m->paths; i++)
		if (str_eq(m->kept[i].path, path))
			return;
	if (m->paths < PATHS)
		m->kept[m->paths++].path = arena_copy(m->a, path);
}

/* Addresses that are worth asking for: fixed ones, and each story's. */
static void
know_all(struct model *m)
{
	static const char *const fixed[] = {"/", "/page/2/", "/feed/", "/feed/atom/", "/feed/json/",
		"/comments/feed/", "/category/s0/", "/category/s0/page/2/", "/category/s1/", "/category/s0/s2/",
		"/category/s0/feed/", "/tag/t0/", "/tag/t1/", "/tag/t1/feed/", "/author/a0/", "/author/a1/",
		"/2026/", "/2026/03/", "/2026/02/", "/2026/03/05/", "/wp-sitemap.xml",
		"/wp-sitemap-posts-post-1.xml", "/wp-sitemap-posts-page-1.xml",
		"/wp-sitemap-taxonomies-category-1.xml", "/wp-sitemap-taxonomies-post_tag-1.xml",
		"/wp-sitemap-users-1.xml", "/news-sitemap.xml", "/robots.txt", "/favicon.svg", "/about/"};

	for (size_t i = 0; i < LENGTH(fixed); i++)
		know(m, str_of(fixed[i]));
}

static err
know_stories(struct model *m, struct arena *a)
{
	struct deps deps = {.a = a};
	struct txn *t;
	struct paper p;
	struct card *card;
	size_t n;

	TRY(store_read(m->press.site.store, a, &deps, &t));
	TRY(paper_load(t, m->press.app.base, m->press.now, &p));
	TRY(card_list(t, m->story, m->stories, &card, &n));
	for (size_t i = 0; i < n; i++) {
		know(m, paper_story(&p, &card[i]));
		if (dice(m, 4) == 0)
			know(m, paper_feed(&p, paper_story(&p, &card[i])));
	}
	store_end(t);
	return OK;
}

static str
some_text(struct model *m, struct arena *a, size_t words)
{
	static const char *const word[] = {"harbour", "mayor", "bridge", "river", "école", "سوق", "vote",
		"school", "rain", "market", "ŋɔmi", "court", "ferry", "budget", "strike", "music"};
	struct buf b = buf_in(a, 1 << 20);

	for (size_t i = 0; i < words; i++)
		buf_fmt(&b, "%s%s", i ? " " : "", word[dice(m, LENGTH(word))]);
	return buf_str(&b);
}

static int64_t
some_time(struct model *m)
{
	switch (dice(m, 4)) {
	case 0:
		return m->press.now + (int64_t)dice(m, 3 * 86400);
	case 1:
		return m->press.now - (int64_t)dice(m, 40 * 86400);
	default:
		return m->press.now - (int64_t)dice(m, 86400);
	}
}

static void
some_places(struct model *m, struct arena *a, struct story_draft *d)
{
	int64_t *id = NEW(a, int64_t, 6);

	d->sections = dice(m, 3);
	for (size_t i = 0; i < d->sections; i++)
		id[i] = m->section[(dice(m, m->sections) + i) % m->sections];
	if (d->sections == 2 && id[0] == id[1])
		d->sections = 1;
	d->section = id;
	d->tags = dice(m, 2);
	id[2] = m->tag[dice(m, m->tags)];
	d->tag = id + 2;
	d->authors = dice(m, 3);
	id[3] = m->author[0];
	id[4] = m->author[1];
	d->author = id + 3;
}

static err
new_story(struct txn *t, void *arg)
{
	struct model *m = arg;
	struct arena *a = store_arena(t);
	struct story_draft d = story_draft_new();
	static const char *const states[] = {"publish", "publish", "publish", "draft", "review", "private"};

	d.headline = some_text(m, a, 5);
	d.slug = arena_fmt(a, "story-%zu", m->stories);
	d.body = some_text(m, a, 120);
	d.format = S("classic");
	d.state = str_of(states[dice(m, LENGTH(states))]);
	d.published_at = some_time(m);
	d.kicker = dice(m, 2) ? S("Sport") : S("");
	if (dice(m, 5) == 0) {
		d.kind = S("page");
		d.path = d.slug;
	}
	some_places(m, a, &d);
	m->did = "a new story";
	return story_save(t, 0, &d, m->press.now, &m->story[m->stories++]);
}

static err
edit_story(struct txn *t, void *arg)
{
	struct model *m = arg;
	struct arena *a = store_arena(t);
	struct story_draft d;
	str words;
	int64_t id = m->story[dice(m, m->stories)];

	TRY(story_draft_of(t, id, &d));
	switch (dice(m, 16)) {
	case 0:
		d.headline = some_text(m, a, 6);
		m->did = "a new headline";
		break;
	case 1:
		words = some_text(m, a, 3);
		d.body = arena_fmt(a, "%.*s %.*s", SARG(d.body), SARG(words));
		m->did = "words at the end";
		break;
	case 2:
		d.body = some_text(m, a, 80);
		m->did = "another body";
		break;
	case 3:
		d.slug = arena_fmt(a, "story-%lld-%llu", (long long)id, (unsigned long long)dice(m, 3));
		if (str_eq(d.kind, S("page")))
			d.path = d.slug;
		m->did = "another slug";
		break;
	case 4:
		some_places(m, a, &d);
		m->did = "other sections, tags and names";
		break;
	case 5:
		d.state = S("publish");
		m->did = "publishing";
		break;
	case 6:
		d.state = S("draft");
		m->did = "unpublishing";
		break;
	case 7:
		d.published_at = some_time(m);
		m->did = "another time";
		break;
	case 8:
		d.embargo_at = dice(m, 2) ? some_time(m) : 0;
		m->did = "an embargo";
		break;
	case 9:
		d.pinned = !d.pinned;
		m->did = "pinning";
		break;
	case 10:
		d.comments = dice(m, 2) ? S("open") : S("closed");
		m->did = "opening or closing comments";
		break;
	case 11:
		d.standfirst = dice(m, 2) ? some_text(m, a, 9) : S("");
		m->did = "a standfirst";
		break;
	case 12:
		d.lead_media_id = dice(m, 2) ? m->media[dice(m, 2)] : 0;
		m->did = "a lead picture";
		break;
	case 13:
		d.worktype = dice(m, 2) ? S("opinion") : S("news");
		m->did = "a work type";
		break;
	case 14:
		d.password = dice(m, 2) ? S("$x") : S("");
		m->did = "a password";
		break;
	default:
		m->did = "a correction";
		return story_correct(t, id, some_text(m, a, 8), m->press.now);
	}
	return story_save(t, id, &d, m->press.now, &id);
}

static err
change_name(struct txn *t, void *arg)
{
	struct model *m = arg;
	str name = some_text(m, store_arena(t), 2);
	int64_t id;

	switch (dice(m, 4)) {
	case 0:
		m->did = "a section's name";
		return section_rename(t, m->section[dice(m, m->sections)], name, S(""));
	case 1:
		m->did = "a tag's name";
		return tag_rename(t, m->tag[dice(m, m->tags)], name);
	case 2:
		m->did = "an author's name";
		return author_change(t, m->author[dice(m, m->authors)], name, some_text(m, store_arena(t), 5));
	default:
		m->did = "a picture's words";
		id = m->media[dice(m, 2)];
		TRY(q_media_describe(t, id, name, name, name));
		store_changed(t, DEP_MEDIA, id, 0);
		return OK;
	}
}

static err
change_setting(struct txn *t, void *arg)
{
	struct model *m = arg;
	static const struct {
		const char *name, *value[3];
	} change[] = {{"site_title", {"The Paper", "Le Journal", "P"}}, {"grid_count", {"6", "2", "0"}},
		{"grid_words", {"25", "5", "10"}}, {"grid_ending", {"...", " [more]", "…"}},
		{"per_page", {"10", "3", "5"}}, {"language", {"en", "fr", "ar"}},
		{"zone", {"UTC", "Africa/Bamako", "Pacific/Apia"}}, {"feed_size", {"10", "3", "1"}},
		{"comments_depth", {"5", "2", "1"}}, {"comments_per_page", {"50", "2", "3"}},
		{"feed_full", {"1", "0", "1"}}, {"site_tagline", {"", "News", "All of it"}},
		{"comments_close_days", {"0", "1", "14"}}, {"comments", {"1", "1", "0"}}};
	size_t i = dice(m, LENGTH(change));

	m->did = change[i].name;
	return setting_write(t, change[i].name, str_of(change[i].value[dice(m, 3)]));
}

static err
new_comment(struct txn *t, void *arg)
{
	struct model *m = arg;
	int64_t story = m->story[dice(m, m->stories)];
	struct comment_new c = {.story_id = story, .kind = S("comment"), .author = S("Ama"),
		.state = dice(m, 3) ? S("public") : S("held"), .body = some_text(m, store_arena(t), 7),
		.created_at = m->press.now - (int64_t)dice(m, 5000)};

	m->did = "a comment";
	return comment_add(t, m->press.site.seal, &c, &m->comment[m->comments++ % LENGTH(m->comment)]);
}

static err
rule_comment(struct txn *t, void *arg)
{
	struct model *m = arg;
	static const char *const states[] = {"public", "held", "spam", "trash"};
	size_t n = m->comments < LENGTH(m->comment) ? m->comments : LENGTH(m->comment);
	int64_t id;
	err e;

	if (!n)
		return OK;
	id = m->comment[dice(m, n)];
	m->did = "ruling a comment";
	if (dice(m, 8) == 0)
		e = comment_delete(t, &id, 1, S("test"), m->press.now);
	else
		e = comment_set_state(t, &id, 1, str_of(states[dice(m, 4)]), S("test"), m->press.now);
	return e == E_ABSENT ? OK : e;
}

static err
first_names(struct txn *t, void *arg)
{
	struct model *m = arg;

	TRY(section_save(t, 0, S("s0"), S("Town"), S(""), &m->section[0]));
	TRY(section_save(t, 0, S("s1"), S("Sport"), S("All of it"), &m->section[1]));
	TRY(section_save(t, m->section[0], S("s2"), S("Council"), S(""), &m->section[2]));
	m->sections = 3;
	TRY(tag_save(t, S("t0"), S("Bridge"), &m->tag[0]));
	TRY(tag_save(t, S("t1"), S("River"), &m->tag[1]));
	m->tags = 2;
	TRY(author_save(t, S("a0"), S("Ama Sow"), S(""), &m->author[0]));
	TRY(author_save(t, S("a1"), S("Titi Keita"), S(""), &m->author[1]));
	m->authors = 2;
	for (int i = 0; i < 2; i++) {
		struct q_media_add out;

		TRY(q_media_add(t, &(struct q_media_add_in){.path = arena_fmt(store_arena(t), "2026/03/p%d.jpg", i),
			.mime = S("image/jpeg"), .width = 800, .height = 600, .state = S("ready"),
			.at = m->press.now}, &out));
		m->media[i] = out.id;
	}
	return OK;
}

static void
step(struct model *m, struct arena *a)
{
	static err (*const works[])(struct txn *, void *) = {edit_story, edit_story, edit_story, edit_story,
		new_comment, rule_comment, change_name, change_setting};
	uint64_t roll = dice(m, LENGTH(works) + 2);

	if (roll >= LENGTH(works)) {
		static const int64_t jumps[] = {1, 60, 3600, 86400, 7200, 30};

		m->did = "time";
		press_clock(&m->press, m->press.now + (int64_t)dice(m, (uint64_t)jumps[dice(m, LENGTH(jumps))]) + 1);
	} else if (m->stories < STORIES) {
		CHECK_OK(store_write(m->press.site.store, a, new_story, m));
	} else {
		CHECK_OK(store_write(m->press.site.store, a, works[roll], m));
	}
}

static void
end_cache(void *arg)
{
	struct model *m = arg;

	for (size_t i = 0; i < m->paths; i++)
		free(m->kept[i].bytes);
}

static void
setup(struct model *m, struct arena *a)
{
	*m = (struct model){.a = a, .random = test_seed(), .did = "nothing"};
	press_setup(a, &m->press);
	CHECK_OK(cache_new(a, 64 << 20, &m->cache));
	store_listen(m->press.site.store, heard, m);
	arena_defer(a, end_cache, m);
	CHECK_OK(store_write(m->press.site.store, a, first_names, m));
	know_all(m);
}

TEST(model_cache_is_exact)
{
	struct model *m = NEW(a, struct model, 1);
	const char *given = getenv("DJELI_MODEL_STEPS");
	int64_t steps = given ? strtoll(given, NULL, 10) : 150;

	setup(m, a);
	for (int64_t i = 0; i < steps; i++) {
		struct arena *work = arena_new(64 << 20);

		step(m, work);
		for (size_t k = 0; k < m->paths; k++)
			check_one(m, &m->kept[k]);
		if (i % 10 == 0)
			CHECK_OK(know_stories(m, work));
		for (int k = 0; k < 6; k++)
			keep(m, &m->kept[dice(m, m->paths)]);
		arena_end(work);
	}
	CHECK(m->compared > (uint64_t)steps);
	CHECK(m->dropped > 0);
	printf("figure model: %lld steps, %llu comparisons, %llu drops, %llu of them without need\n",
		(long long)steps, (unsigned long long)m->compared, (unsigned long long)m->dropped,
		(unsigned long long)m->needless);
	for (size_t i = 0; i < LENGTH(m->why) && m->why[i].did; i++)
		printf("without need after %s: %llu\n", m->why[i].did,
			(unsigned long long)m->why[i].needless);
}
