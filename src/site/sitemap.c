/* sitemap.c: what search engines are told there is (sitemaps.org 0.9).
 *
 * The index and its parts have WordPress's addresses, so nothing has to be told
 * again after a move; each has the true moment of its last change.  The news
 * sitemap holds the stories of the last two days and so changes by the clock.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/story/card.h"
#include "news/list/list.h"
#include "news/list/sitemap.h"
#include "site/site.h"
#include "text/data/xml.h"

ROUTE(GET, "/wp-sitemap.xml", site_sitemap, PUBLIC, CACHED)
ROUTE(GET, "/sitemap.xml", site_sitemap_moved, PUBLIC, CACHED)
ROUTE(GET, "/news-sitemap.xml", site_sitemap_news, PUBLIC, CACHED)

enum { PER_FILE = 2000, NEWS_SECONDS = 2 * 86400, NEWS_MOST = 1000 };

static const char xml_head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

static void
put_loc(struct buf *b, const struct making *pg, const char *what, str path, int64_t modified)
{
	buf_fmt(b, "<%s><loc>", what);
	xml_add_text(b, paper_absolute(&pg->paper, path));
	buf_add(b, S("</loc>"));
	if (modified)
		buf_fmt(b, "<lastmod>%.*s</lastmod>", SARG(zone_iso(pg->c->a, zone_utc(), modified)));
	buf_fmt(b, "</%s>\n", what);
}

static err
done(struct ctx *c, const struct buf *b)
{
	c->reply.type = S("application/xml; charset=utf-8");
	return buf_done(b, &c->reply.body);
}

err
site_sitemap_moved(struct ctx *c)
{
	return site_moved(c, 301, S("/wp-sitemap.xml"));
}

static err
put_kind(struct making *pg, struct buf *b, const char *kind, const char *name)
{
	int64_t n, modified_at;

	TRY(sitemap_size(pg->t, kind, pg->paper.now, &n, &modified_at));
	for (int64_t i = 0; i * PER_FILE < n; i++)
		put_loc(b, pg, "sitemap", arena_fmt(pg->c->a, "/wp-sitemap-posts-%s-%lld.xml", name,
			(long long)i + 1), modified_at);
	return OK;
}

/* The lists of names: what WordPress calls them. */
static const struct {
	const char *name;
	enum term_kind kind;
} lists[] = {{"taxonomies-category", TERM_SECTION}, {"taxonomies-post_tag", TERM_TAG}, {"users", TERM_AUTHOR}};

/* Each part with the last change of any in it. */
static err
put_parts(struct making *pg, struct buf *b, const char *name, enum term_kind kind)
{
	for (int64_t part = 0;; part++) {
		struct sitemap_term *row;
		int64_t modified_at = 0;
		size_t n;

		TRY(sitemap_terms(pg->t, kind, pg->paper.now, PER_FILE, part * PER_FILE, &row, &n));
		if (!n)
			return OK;
		for (size_t i = 0; i < n; i++)
			if (row[i].modified_at > modified_at)
				modified_at = row[i].modified_at;
		put_loc(b, pg, "sitemap", arena_fmt(pg->c->a, "/wp-sitemap-%s-%lld.xml", name, (long long)part + 1),
			modified_at);
		if (n < PER_FILE)
			return OK;
	}
}

err
site_sitemap(struct ctx *c)
{
	struct making pg;
	struct buf b = buf_in(c->a, 1 << 20);

	TRY(site_begin(c, &pg));
	buf_fmt(&b, "%s<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n", xml_head);
	TRY(put_kind(&pg, &b, "story", "post"));
	TRY(put_kind(&pg, &b, "page", "page"));
	for (size_t i = 0; i < LENGTH(lists); i++)
		TRY(put_parts(&pg, &b, lists[i].name, lists[i].kind));
	buf_add(&b, S("</sitemapindex>\n"));
	return done(c, &b);
}

static err
put_stories(struct making *pg, struct buf *b, const char *kind, int64_t part)
{
	struct card *card;
	int64_t *id;
	size_t n, cards;

	TRY(sitemap_stories(pg->t, kind, pg->paper.now, PER_FILE, (part - 1) * PER_FILE, &id, &n));
	if (!n)
		return fail(E_ABSENT, "there is no part %lld of this sitemap", (long long)part);
	TRY(card_list(pg->t, id, n, &card, &cards));
	for (size_t i = 0; i < cards; i++)
		put_loc(b, pg, "url", card_path(&pg->paper, &card[i]),
			card[i].modified_at > card[i].published_at ? card[i].modified_at : card[i].published_at);
	return OK;
}

static str
term_address(const struct paper *p, enum term_kind kind, str key)
{
	return kind == TERM_SECTION ? paper_section_path(p, key) : kind == TERM_TAG ? paper_tag(p, key) : paper_author(p, key);
}

static err
put_names(struct making *pg, struct buf *b, str name, int64_t part)
{
	struct sitemap_term *row;
	size_t n = 0;

	for (size_t i = 0; i < LENGTH(lists); i++) {
		if (!str_eq(name, str_of(lists[i].name)))
			continue;
		TRY(sitemap_terms(pg->t, lists[i].kind, pg->paper.now, PER_FILE, (part - 1) * PER_FILE, &row, &n));
		for (size_t k = 0; k < n; k++)
			put_loc(b, pg, "url", term_address(&pg->paper, lists[i].kind, row[k].key), row[k].modified_at);
	}
	return n ? OK : fail(E_ABSENT, "there is no such sitemap");
}

/* "/wp-sitemap-posts-post-1.xml" */
err
site_sitemap_part(struct making *pg, str path)
{
	str name = str_from(path, S("/wp-sitemap-").n);
	struct buf b = buf_in(pg->c->a, 4 << 20);
	size_t dash;
	int64_t part;

	if (!str_ends(name, S(".xml")))
		return fail(E_ABSENT, "there is no such sitemap");
	name.n -= 4;
	for (dash = name.n; dash && name.p[dash - 1] != '-'; dash--)
		;
	if (!dash || str_int(str_from(name, dash), &part) || part < 1 || part > 100000)
		return fail(E_ABSENT, "there is no such sitemap");
	name = str_upto(name, dash - 1);
	buf_fmt(&b, "%s<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n", xml_head);
	if (str_eq(name, S("posts-post")))
		TRY(put_stories(pg, &b, "story", part));
	else if (str_eq(name, S("posts-page")))
		TRY(put_stories(pg, &b, "page", part));
	else
		TRY(put_names(pg, &b, name, part));
	buf_add(&b, S("</urlset>\n"));
	return done(pg->c, &b);
}

static void
put_news(struct buf *b, const struct making *pg, const struct card *c)
{
	str language = c->language.n ? c->language : pg->paper.language;

	buf_add(b, S("<url><loc>"));
	xml_add_text(b, paper_absolute(&pg->paper, card_path(&pg->paper, c)));
	buf_add(b, S("</loc><news:news><news:publication><news:name>"));
	xml_add_text(b, pg->paper.title);
	buf_add(b, S("</news:name><news:language>"));
	xml_add_text(b, str_upto(language, str_find_char(language, '-')));
	buf_fmt(b, "</news:language></news:publication><news:publication_date>%.*s</news:publication_date><news:title>",
		SARG(zone_iso(pg->c->a, pg->paper.zone, c->published_at)));
	xml_add_text(b, c->headline);
	buf_add(b, S("</news:title></news:news></url>\n"));
}

/* https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap */
err
site_sitemap_news(struct ctx *c)
{
	struct making pg;
	struct list_row *row;
	struct card *card;
	struct buf b = buf_in(c->a, 2 << 20);
	int64_t start = c->now - NEWS_SECONDS, *id;
	size_t n, cards;

	TRY(site_begin(c, &pg));
	TRY(list_between(pg.t, &(struct list_span){.start = start, .finish = INT64_MAX,
		.now = c->now, .count = NEWS_MOST}, &row, &n));
	id = NEW(c->a, int64_t, n);
	for (size_t i = 0; i < n; i++)
		id[i] = row[i].id;
	if (n) /* the oldest is the first to leave */
		store_until(c->txn, row[n - 1].published_at + NEWS_SECONDS + 1);
	TRY(card_list(c->txn, id, n, &card, &cards));
	buf_fmt(&b, "%s<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
		" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n", xml_head);
	for (size_t i = 0; i < cards; i++)
		if (!card[i].protected && !str_eq(card[i].worktype, S("paid")))
			put_news(&b, &pg, &card[i]);
	buf_add(&b, S("</urlset>\n"));
	return done(c, &b);
}
