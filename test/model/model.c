/* model.c: the page cache is exact.
 *
 * A small paper is edited at random: stories, comments, names, settings, and the
 * clock.  After each step every page that the cache holds is made afresh and
 * must be the same byte for byte; a page that was dropped is made afresh too,
 * and when it comes out as it was, it was dropped without need, which is
 * counted, not forbidden.  DJELI_MODEL_STEPS says how many steps.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/file.h"
#include "http/path.h"
#include "model.h"
#include "news/paper/paper.h"
#include "news/people/role.h"
#include "news/story/story.h"

#include <stdio.h>
#include <stdlib.h>

static void
heard(void *arg, const struct change *change, size_t n)
{
	struct model *m = arg;

	m->forgotten += !n;
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
	int forgotten = m->forgotten;
	struct ctx *c = press_get(&m->press, a, k->path);
	str s = bytes_of(a, c);

	free(k->bytes);
	k->bytes = NULL;
	if (c->reply.status >= 500)
		test_fail(__FILE__, __LINE__, "%.*s is %d after %s: %s", SARG(k->path), c->reply.status, m->did, fail_why());
	if (c->reply.keep) {
		struct stored *p = stored_new(&c->reply, S(""), 0);

		CHECK(p != NULL);
		if (cache_keep(m->cache, k->path, p, &c->deps, ticket, m->press.now)) {
			k->bytes = malloc(s.n);
			k->n = s.n;
			k->forgotten = forgotten;
			memcpy(k->bytes, s.p, s.n);
		}
		stored_drop(p);
	}
	arena_end(a);
}

static void
count_needless(struct model *m, const struct kept *k)
{
	const char *did = k->forgotten == m->forgotten ? m->did : "everything was forgotten";
	size_t i = 0;

	while (i + 1 < LENGTH(m->why) && m->why[i].did && strcmp(m->why[i].did, did))
		i++;
	m->why[i].did = did;
	m->why[i].needless++;
	m->needless++;
}

static void
check_one(struct model *m, struct kept *k)
{
	struct stored *p = cache_find(m->cache, k->path, m->press.now);
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
		stored_drop(p);
	} else {
		m->dropped++;
		if (str_eq(fresh, old))
			count_needless(m, k);
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
		"/wp-sitemap-users-1.xml", "/news-sitemap.xml", "/robots.txt", "/favicon.svg", "/about/",
		"/tag/tx/", "/category/sx/", "/author/ax/", "/once/here", "/all/t0/", "/those/s0/", "/tag/t0-other/",
		"/category/s0-other/", "/category/s1/s2/", "/author/a0-other/"};

	for (size_t i = 0; i < LENGTH(fixed); i++)
		know(m, str_of(fixed[i]));
}

/* As the server gives it to the pages: decoded. */
static str
asked(struct arena *a, str path)
{
	bool folded;
	str out;

	CHECK_OK(path_canon(path, NEW(a, char, path.n + 1), &out, &folded));
	return out;
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
	TRY(paper_load(t, m->press.app.config.base, m->press.now, &p));
	TRY(card_list(t, m->story, m->stories, &card, &n));
	for (size_t i = 0; i < n; i++) {
		know(m, asked(a, card_path(&p, &card[i])));
		if (model_dice(m, 4) == 0)
			know(m, asked(a, paper_feed(&p, card_path(&p, &card[i]))));
	}
	store_end(t);
	return OK;
}

static void
step(struct model *m, struct arena *a)
{
	/* more often is more often here; one line for each file of changes */
	static err (*const works[])(struct txn *, void *) = {
		model_edit_story, model_edit_story, model_edit_story, model_edit_story,
		model_new_comment, model_rule_comment, model_change_name, model_change_setting,
		model_running,
		model_change_front, model_change_front, model_change_front, model_change_layout, model_change_strip,
		model_new_comment, model_rule_more, model_rule_more,
		model_working, model_working, model_board, model_board,
	};
	uint64_t roll = model_dice(m, LENGTH(works) + 2);

	if (roll >= LENGTH(works)) {
		static const int64_t jumps[] = {1, 60, 3600, 86400, 7200, 30};

		m->did = "time";
		press_clock(&m->press, m->press.now + (int64_t)model_dice(m, (uint64_t)jumps[model_dice(m, LENGTH(jumps))]) + 1);
	} else if (m->stories < STORIES) {
		CHECK_OK(store_write(m->press.site.store, a, model_new_story, m));
	} else {
		err e;

		m->may_refuse = false;
		e = store_write(m->press.site.store, a, works[roll], m);
		if (!m->may_refuse || (e != E_INPUT && e != E_DENIED && e != E_ABSENT && e != E_CLASH))
			CHECK_OK(e);
		m->refused += e != OK;
	}
}

static void
end_cache(void *arg)
{
	struct model *m = arg;

	for (size_t i = 0; i < m->paths; i++)
		free(m->kept[i].bytes);
}

struct person
model_writer(const struct model *m)
{
	return (struct person){.id = m->person, .name = S("Desk"), .role = ROLE_PUBLISHER};
}

static err
add_writer(struct txn *t, void *arg)
{
	struct model *m = arg;

	return person_add(t, &(struct person_new){.email = S("desk@paper.example"), .name = S("Desk"),
		.role = S("publisher")}, NULL, m->press.now, &m->person);
}

static void
setup(struct model *m, struct arena *a)
{
	*m = (struct model){.a = a, .random = test_seed(), .did = "nothing"};
	press_setup(a, &m->press);
	CHECK_OK(cache_new(a, 64 << 20, &m->cache));
	CHECK_OK(file_make_dirs(arena_fmt(a, "%.*s/themes/river", SARG(m->press.site.folder)).p));
	CHECK_OK(file_write(arena_fmt(a, "%.*s/themes/river/style.css", SARG(m->press.site.folder)).p, S("body { --river: 1 }")));
	store_listen(m->press.site.store, heard, m);
	arena_defer(a, end_cache, m);
	CHECK_OK(store_write(m->press.site.store, a, model_first_names, m));
	CHECK_OK(store_write(m->press.site.store, a, add_writer, m));
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
			keep(m, &m->kept[model_dice(m, m->paths)]);
		arena_end(work);
	}
	CHECK(m->compared > (uint64_t)steps);
	CHECK(m->dropped > 0);
	CHECK(m->refused < (uint64_t)steps / 4);
	printf("figure model: %lld steps, %llu comparisons, %llu drops, %llu of them without need\n",
		(long long)steps, (unsigned long long)m->compared, (unsigned long long)m->dropped,
		(unsigned long long)m->needless);
	for (size_t i = 0; i < LENGTH(m->why) && m->why[i].did; i++)
		printf("without need after %s: %llu\n", m->why[i].did,
			(unsigned long long)m->why[i].needless);
	/* what lies on a desk is nobody else's business */
	for (size_t i = 0; i < LENGTH(m->why) && m->why[i].did; i++)
		CHECK(strcmp(m->why[i].did, "an autosave") && strcmp(m->why[i].did, "discarding a working copy"));
}
