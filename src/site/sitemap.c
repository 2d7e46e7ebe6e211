/* sitemap.c: what search engines are told there is (sitemaps.org 0.9).
 *
 * The index and its parts have WordPress's addresses, so nothing has to be told
 * again after a move; each has the true moment of its last change.  The news
 * sitemap holds the stories of the last two days and so changes by the clock. */
#include "query/list.h"
#include "query/section.h"
#include "query/story.h"
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
	struct q_story_sitemap_size size;

	TRY(q_story_sitemap_size(pg->t, str_of(kind), pg->paper.now, &size));
	for (int64_t i = 0; i * PER_FILE < size.n; i++)
		put_loc(b, pg, "sitemap", arena_fmt(pg->c->a, "/wp-sitemap-posts-%s-%lld.xml", name,
			(long long)i + 1), size.modified_at);
	return OK;
}

/* One part of a list of names: how many there are, and the last change of any. */
struct part {
	size_t n;
	int64_t modified_at;
};

#define LATEST(row)                                                            \
	for (size_t i = 0; i < part->n; i++)                                   \
		if ((row)[i].modified_at > part->modified_at)                  \
			part->modified_at = (row)[i].modified_at

static err
section_part(struct making *pg, int64_t skip, struct part *part)
{
	struct q_section_sitemap *row;

	*part = (struct part){0};
	if (skip)
		return OK;
	TRY(q_section_sitemap(pg->t, pg->paper.now, &row, &part->n));
	LATEST(row);
	return OK;
}

static err
tag_part(struct making *pg, int64_t skip, struct part *part)
{
	struct q_tag_sitemap *row;

	*part = (struct part){0};
	TRY(q_tag_sitemap(pg->t, pg->paper.now, PER_FILE, skip, &row, &part->n));
	LATEST(row);
	return OK;
}

static err
author_part(struct making *pg, int64_t skip, struct part *part)
{
	struct q_author_sitemap *row;

	*part = (struct part){0};
	TRY(q_author_sitemap(pg->t, pg->paper.now, PER_FILE, skip, &row, &part->n));
	LATEST(row);
	return OK;
}
#undef LATEST

static err
put_parts(struct making *pg, struct buf *b, const char *name, err (*ask)(struct making *, int64_t, struct part *))
{
	struct part part;

	for (int64_t i = 0;; i++) {
		TRY(ask(pg, i * PER_FILE, &part));
		if (!part.n)
			return OK;
		put_loc(b, pg, "sitemap", arena_fmt(pg->c->a, "/wp-sitemap-%s-%lld.xml", name, (long long)i + 1),
			part.modified_at);
		if (part.n < PER_FILE)
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
	TRY(put_parts(&pg, &b, "taxonomies-category", section_part));
	TRY(put_parts(&pg, &b, "taxonomies-post_tag", tag_part));
	TRY(put_parts(&pg, &b, "users", author_part));
	buf_add(&b, S("</sitemapindex>\n"));
	return done(c, &b);
}

static err
put_stories(struct making *pg, struct buf *b, const char *kind, int64_t part)
{
	struct q_story_sitemap *row;
	struct card *card;
	int64_t *id;
	size_t n, cards;

	TRY(q_story_sitemap(pg->t, str_of(kind), pg->paper.now, PER_FILE, (part - 1) * PER_FILE, &row, &n));
	if (!n)
		return fail(E_ABSENT, "this sitemap has no part %lld", (long long)part);
	id = NEW(pg->c->a, int64_t, n);
	for (size_t i = 0; i < n; i++)
		id[i] = row[i].id;
	TRY(card_list(pg->t, id, n, &card, &cards));
	for (size_t i = 0; i < cards; i++)
		put_loc(b, pg, "url", card_path(&pg->paper, &card[i]),
			card[i].modified_at > card[i].published_at ? card[i].modified_at : card[i].published_at);
	return OK;
}

static err
put_names(struct making *pg, struct buf *b, str kind, int64_t part)
{
	struct q_section_sitemap *section;
	struct q_tag_sitemap *tag;
	struct q_author_sitemap *author;
	int64_t skip = (part - 1) * PER_FILE, now = pg->paper.now;
	size_t n = 0;

	if (str_eq(kind, S("taxonomies-category")) && part == 1) {
		TRY(q_section_sitemap(pg->t, now, &section, &n));
		for (size_t i = 0; i < n; i++)
			put_loc(b, pg, "url", paper_section_path(&pg->paper, section[i].path), section[i].modified_at);
	} else if (str_eq(kind, S("taxonomies-post_tag"))) {
		TRY(q_tag_sitemap(pg->t, now, PER_FILE, skip, &tag, &n));
		for (size_t i = 0; i < n; i++)
			put_loc(b, pg, "url", paper_tag(&pg->paper, tag[i].slug), tag[i].modified_at);
	} else if (str_eq(kind, S("users"))) {
		TRY(q_author_sitemap(pg->t, now, PER_FILE, skip, &author, &n));
		for (size_t i = 0; i < n; i++)
			put_loc(b, pg, "url", paper_author(&pg->paper, author[i].slug), author[i].modified_at);
	}
	return n ? OK : fail(E_ABSENT, "sitemap not found");
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
		return fail(E_ABSENT, "sitemap not found");
	name.n -= 4;
	for (dash = name.n; dash && name.p[dash - 1] != '-'; dash--)
		;
	if (!dash || str_int(str_from(name, dash), &part) || part < 1 || part > 100000)
		return fail(E_ABSENT, "sitemap not found");
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
	struct q_list_between *row;
	struct card *card;
	struct buf b = buf_in(c->a, 2 << 20);
	int64_t start = c->now - NEWS_SECONDS, *id;
	size_t n, cards;

	TRY(site_begin(c, &pg));
	TRY(q_list_between(pg.t, &(struct q_list_between_in){.start = start, .finish = INT64_MAX,
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
