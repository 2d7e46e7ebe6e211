/* address.c: from an address to what it names.
 *
 * Which addresses a paper has is decided by its settings (the scheme of
 * stories, the bases of sections and tags), so one route takes them all and
 * reads them here, in the order in which WordPress's rules would: suffixes
 * (feed, page), bases, dates, the scheme of stories, pages, and at last the
 * addresses that used to be.  An address that names a thing in another way
 * than its canonical one is sent there with a 301.
 */
#include "site/site.h"
#include "query/tag.h"

#include "news/paper/term.h"
#include "news/story/story.h"
#include "query/redirect.h"
#include "query/section.h"
#include "query/story.h"

ROUTE(GET, "/{path...}", site_address, PUBLIC, CACHED)
ROUTE(GET, "/", site_root, PUBLIC, CACHED)

/* The last segment of a path, and the path before it ("/a/b/" -> "/a/", "b"). */
static str
last_segment(str path, str *before)
{
	str p = path;
	size_t at;

	if (str_ends(p, S("/")))
		p.n--;
	for (at = p.n; at && p.p[at - 1] != '/'; at--)
		;
	*before = str_upto(p, at);
	return str_from(p, at);
}

static bool
feed_named(str s, enum feed *out)
{
	static const struct {
		str name;
		enum feed feed;
	} names[] = {{S("feed"), RSS}, {S("rss"), RSS}, {S("rss2"), RSS}, {S("rdf"), RSS},
		{S("atom"), ATOM}, {S("json"), JSON_FEED}};

	for (size_t i = 0; i < LENGTH(names); i++)
		if (str_eq(s, names[i].name)) {
			*out = names[i].feed;
			return true;
		}
	return false;
}

/* Takes "/feed/atom/", "/page/2/", "/comment-page-3/" off the end of the path. */
static str
take_suffix(str path, struct target *at)
{
	str before, last = last_segment(path, &before), before2;
	int64_t n;
	enum feed feed;

	if (str_eq(last, S("feed"))) {
		at->feed = RSS;
		return before;
	}
	if (feed_named(last, &feed) && str_eq(last_segment(before, &before2), S("feed"))) {
		at->feed = feed;
		return before2;
	}
	if (str_eq(last_segment(before, &before2), S("page")) && !str_int(last, &n) && n > 0) {
		at->page = n;
		return before2;
	}
	if (str_starts(last, S("comment-page-")) && !str_int(str_from(last, 13), &n) && n > 0) {
		at->comment_page = n;
		return before;
	}
	return path;
}

/* "/2026/03/" -> year and month; -1 where it is not a date. */
static int
date_parts(str path, struct target *at)
{
	int64_t v[3];
	int n = 0;
	str part;

	path = str_from(path, 1);
	while (str_split(&path, '/', &part)) {
		if (!part.n && !path.n)
			break;
		if (n == 3 || part.n != (n ? 2 : 4) || str_int(part, &v[n]))
			return -1;
		n++;
	}
	if (!n || v[0] < 1 || (n > 1 && (v[1] < 1 || v[1] > 12)) || (n > 2 && (v[2] < 1 || v[2] > 31)))
		return -1;
	at->year = (int)v[0];
	at->month = n > 1 ? (int)v[1] : 0;
	at->day = n > 2 ? (int)v[2] : 0;
	at->place = n == 1 ? AT_YEAR : n == 2 ? AT_MONTH : AT_DAY;
	return n;
}

/* What stands after "/base/", without slashes at the ends. */
static bool
after_base(str path, str base, str *rest)
{
	str p = str_from(path, 1);

	if (!base.n || !str_starts(p, base) || p.n <= base.n || p.p[base.n] != '/')
		return false;
	*rest = str_from(p, base.n + 1);
	if (str_ends(*rest, S("/")))
		rest->n--;
	return rest->n > 0;
}

/* A section by its slug alone, also by one that it had. */
static err
section_of_slug(struct making *pg, str slug, str *path)
{
	struct q_section_by_slug now;
	struct q_section_by_id row;
	int64_t id;
	err e = q_section_by_slug(pg->t, slug, &now);

	*path = now.path;
	if (e != E_ABSENT)
		return e;
	TRY(term_former(pg->t, "section", slug, &id));
	TRY(q_section_by_id(pg->t, id, &row));
	*path = row.path;
	return OK;
}

static err
find_section(struct making *pg, str path)
{
	struct q_section_by_path row;
	str before, slug = last_segment(path, &before);
	err e;

	e = q_section_by_path(pg->t, path, &row);
	if (e == E_ABSENT) {
		TRY(section_of_slug(pg, slug, &path));
		e = q_section_by_path(pg->t, path, &row);
	}
	TRY(e);
	pg->at.place = AT_SECTION;
	pg->at.id = row.id;
	pg->at.slug = row.slug;
	pg->at.name = row.name;
	pg->at.description = row.description;
	pg->at.parent = row.parent_id;
	pg->at.path = paper_section_path(&pg->paper, row.path);
	return OK;
}

static err
find_tag(struct making *pg, str slug)
{
	struct q_tag_by_slug row;
	struct q_tag_by_id now;
	int64_t id;
	err e = q_tag_by_slug(pg->t, slug, &row);

	if (e == E_ABSENT) {
		TRY(term_former(pg->t, "tag", slug, &id));
		TRY(q_tag_by_id(pg->t, id, &now));
		e = q_tag_by_slug(pg->t, now.slug, &row);
	}
	TRY(e);
	pg->at.place = AT_TAG;
	pg->at.id = row.id;
	pg->at.slug = row.slug;
	pg->at.name = row.name;
	pg->at.description = row.description;
	pg->at.path = paper_tag(&pg->paper, row.slug);
	return OK;
}

static err
find_author(struct making *pg, str slug)
{
	struct q_author_by_slug row;
	struct q_author_by_id now;
	int64_t id;
	err e = q_author_by_slug(pg->t, slug, &row);

	if (e == E_ABSENT) {
		TRY(term_former(pg->t, "author", slug, &id));
		TRY(q_author_by_id(pg->t, id, &now));
		e = q_author_by_slug(pg->t, now.slug, &row);
	}
	TRY(e);
	pg->at.place = AT_AUTHOR;
	pg->at.id = row.id;
	pg->at.slug = row.slug;
	pg->at.name = row.name;
	pg->at.description = row.bio;
	pg->at.link = row.url;
	pg->at.path = paper_author(&pg->paper, row.slug);
	return OK;
}

struct wanted {
	const struct zone *zone;
	const struct permalink_parts *parts;
};

/* Is a story of this time the one that the address's date means? */
static bool
fits_date(void *arg, int64_t published_at)
{
	const struct wanted *w = arg;
	struct civil at = zone_civil(w->zone, published_at);

	return (w->parts->year < 0 || w->parts->year == (int)at.year) &&
		(w->parts->month < 0 || w->parts->month == at.month) &&
		(w->parts->day < 0 || w->parts->day == at.day);
}

static err
found_story(struct making *pg, int64_t id)
{
	struct q_story_get row;
	struct card *card;
	size_t n;

	TRY(q_story_get(pg->t, id, &row));
	if (!str_eq(row.state, S("publish")) || row.public_at > pg->paper.now)
		return fail(E_ABSENT, "public story %lld not found", (long long)id);
	TRY(card_list(pg->t, &id, 1, &card, &n));
	if (!n)
		return fail(E_ABSENT, "story %lld not found", (long long)id);
	pg->at.place = AT_STORY;
	pg->at.id = id;
	pg->at.path = card_path(&pg->paper, card);
	return OK;
}

static err
find_story_as(struct making *pg, str scheme, str path)
{
	struct permalink_parts parts;
	struct wanted w = {pg->paper.zone, &parts};
	int64_t id;

	if (!permalink_read(scheme, path, &parts))
		return fail(E_ABSENT, "%.*s does not match the permalink structure", SARG(str_upto(path, 200)));
	id = parts.id;
	if (!id && parts.slug.n) /* a number tells more than a slug that others may have */
		TRY(story_find(pg->t, parts.slug, false, pg->paper.now, fits_date, &w, &id));
	return found_story(pg, id);
}

static err
find_story(struct making *pg, str path)
{
	return find_story_as(pg, pg->paper.scheme, path);
}

static err
find_page(struct making *pg, str path)
{
	int64_t id;
	str p = str_from(path, 1);

	if (str_ends(p, S("/")))
		p.n--;
	TRY(story_find(pg->t, p, true, pg->paper.now, NULL, NULL, &id));
	return found_story(pg, id);
}

/* "/a-story/2/": a part of a story, or its number mistaken for one. */
static err
find_part(struct making *pg, str path)
{
	str before, last = last_segment(path, &before);
	int64_t n;
	err e;

	if (str_int(last, &n) || n < 2 || n > 99 || before.n < 2)
		return fail(E_ABSENT, "not a page of a story");
	e = find_story(pg, before);
	if (e == E_ABSENT)
		e = find_page(pg, before);
	pg->at.page = n;
	return e;
}

err
site_find(struct making *pg, str path)
{
	const struct paper *p = &pg->paper;
	str rest;
	err e;

	if (path.n <= 1) {
		pg->at.place = AT_FRONT;
		pg->at.path = S("/");
		return OK;
	}
	if (after_base(path, p->section_base, &rest))
		return find_section(pg, rest);
	if (after_base(path, p->tag_base, &rest))
		return find_tag(pg, rest);
	if (after_base(path, S("author"), &rest))
		return find_author(pg, rest);
	if (after_base(path, S("search"), &rest)) {
		pg->at.place = AT_SEARCH;
		pg->at.words = rest;
		return OK;
	}
	e = find_story(pg, path);
	if (e != E_ABSENT)
		return e;
	if (date_parts(path, &pg->at) > 0) {
		pg->at.path = paper_date(p, pg->at.year, pg->at.month, pg->at.day);
		return OK;
	}
	e = find_page(pg, path);
	if (e != E_ABSENT)
		return e;
	return find_part(pg, path);
}

/* Addresses of before the scheme, or a base, was changed (news/paper/setting.c). */
static err
find_before(struct making *pg, str path)
{
	str schemes = setting_str(&pg->paper.set, "permalink_before"), one, rest;
	str sections = setting_str(&pg->paper.set, "section_base_before");
	str tags = setting_str(&pg->paper.set, "tag_base_before");
	err e = E_ABSENT;

	while (e == E_ABSENT && sections.n && str_split(&sections, ' ', &one))
		if (after_base(path, one, &rest))
			e = find_section(pg, rest);
	while (e == E_ABSENT && tags.n && str_split(&tags, ' ', &one))
		if (after_base(path, one, &rest))
			e = find_tag(pg, rest);
	while (e == E_ABSENT && schemes.n && str_split(&schemes, ' ', &one))
		e = find_story_as(pg, one, path);
	return e == E_ABSENT ? fail(e, "%.*s has never been a URL of this site", SARG(str_upto(path, 200))) : e;
}

/* An address that used to be: the redirects, a former slug, a cut slug. */
static err
former(struct making *pg, str path)
{
	struct q_redirect_get r;
	struct q_story_by_prefix *row;
	struct permalink_parts parts;
	str before, slug, bare = path;
	size_t n;
	bool guessed = false;
	err e;

	if (bare.n > 1 && str_ends(bare, S("/")))
		bare.n--;
	slug = last_segment(path, &before);
	if (permalink_read(pg->paper.scheme, path, &parts) && parts.slug.n)
		slug = parts.slug;
	e = q_redirect_get(pg->t, bare, &r);
	if (e == E_ABSENT)
		e = q_redirect_get(pg->t, arena_fmt(pg->c->a, "slug:%.*s", SARG(slug)), &r);
	if (e == E_ABSENT && slug.n >= 4) {
		TRY(q_story_by_prefix(pg->t, slug, pg->paper.now, &row, &n));
		if (n == 1) {
			r = (struct q_redirect_get){301, {0}, row[0].id};
			guessed = true;
			e = OK;
		}
	}
	if (e == E_ABSENT)
		return fail(e, "no page at %.*s", SARG(str_upto(path, 200)));
	TRY(e);
	if (r.status == 410)
		return fail(E_GONE, "%.*s was permanently removed", SARG(str_upto(path, 200)));
	if (r.story_id) {
		TRY(found_story(pg, r.story_id));
		r.target = pg->at.path;
	}
	TRY(site_moved(pg->c, (int)r.status, r.target));
	/* A guess depends on every other slug: it is made anew each time. */
	if (guessed)
		pg->c->reply.keep = false;
	return OK;
}

/* The address as it should be asked for. */
static str
canonical(const struct making *pg)
{
	const struct target *at = &pg->at;
	static const char *const kind[] = {[RSS] = "", [ATOM] = "atom/", [JSON_FEED] = "json/"};
	str path = at->path;

	path = paper_comments(&pg->paper, path, at->comment_page);
	path = at->place == AT_STORY ? paper_part(&pg->paper, path, at->page) :
		paper_page(&pg->paper, path, at->page);
	if (at->feed != NO_FEED)
		path = arena_fmt(pg->c->a, "%.*s%s%s", SARG(paper_feed(&pg->paper, path)),
			at->feed != RSS && !permalink_slash(pg->paper.scheme) ? "/" : "", kind[at->feed]);
	return path;
}

static err
show(struct making *pg)
{
	if (pg->at.feed != NO_FEED)
		return site_feed(pg);
	switch (pg->at.place) {
	case AT_STORY:
		return site_story(pg);
	case AT_SEARCH:
		return site_search(pg);
	case AT_FRONT:
		return pg->at.page > 1 ? site_list(pg) : site_front(pg);
	case AT_SECTION:
	case AT_TAG:
	case AT_AUTHOR:
	case AT_YEAR:
	case AT_MONTH:
	case AT_DAY:
		return site_list(pg);
	case AT_COMMENTS:
		break;
	}
	return fail(E_ABSENT, "page not found");
}

/* As the address would be written by us, to compare with the canonical one. */
static bool
asked_so(const struct making *pg, str want)
{
	str have = permalink_write(pg->c->a, S("%category%"),
		&(struct permalink_parts){.category = pg->c->req->path});

	return str_eq(have, want);
}

err
site_address(struct ctx *c)
{
	struct making pg;
	str path;
	err e = OK;

	TRY(site_begin(c, &pg));
	if (str_starts(c->req->path, S("/wp-sitemap-")))
		return site_sitemap_part(&pg, c->req->path);
	path = take_suffix(c->req->path, &pg.at);
	if (str_eq(path, S("/comments/")) && pg.at.feed != NO_FEED)
		pg.at.place = AT_COMMENTS, pg.at.path = S("/comments/");
	else
		e = site_find(&pg, path);
	if (e == E_ABSENT)
		e = find_before(&pg, path);
	if (e == E_ABSENT)
		return former(&pg, c->req->path);
	TRY(e);
	if (pg.at.place != AT_SEARCH && !asked_so(&pg, canonical(&pg)))
		return site_moved(c, 301, canonical(&pg));
	return show(&pg);
}

/* "?p=12" and its kin: the addresses of before the scheme. */
static err
by_number(struct making *pg, const char *name, err (*to)(struct making *, int64_t id), bool *known)
{
	str v = request_query(pg->c->req, str_of(name));
	int64_t id;

	if (!v.n || *known)
		return OK;
	*known = true;
	TRY(str_int(v, &id) ? fail(E_ABSENT, "%s is not a number", name) : OK);
	TRY(to(pg, id));
	return site_moved(pg->c, 301, canonical(pg));
}

static err
to_section(struct making *pg, int64_t id)
{
	struct q_section_by_id row;

	TRY(q_section_by_id(pg->t, id, &row));
	return find_section(pg, row.path);
}

static err
to_author(struct making *pg, int64_t id)
{
	struct q_author_by_id row;

	TRY(q_author_by_id(pg->t, id, &row));
	return find_author(pg, row.slug);
}

/* ?m=202603 */
static err
to_date(struct making *pg, int64_t m)
{
	struct target *at = &pg->at;
	bool day = m > 9999999, month = m > 99999;

	at->year = (int)(day ? m / 10000 : month ? m / 100 : m);
	at->month = (int)(day ? m / 100 % 100 : month ? m % 100 : 0);
	at->day = (int)(day ? m % 100 : 0);
	if (at->year < 1000 || at->year > 9999 || at->month > 12 || at->day > 31)
		return fail(E_ABSENT, "no such date");
	at->path = paper_date(&pg->paper, at->year, at->month, at->day);
	return OK;
}

err
site_root(struct ctx *c)
{
	struct making pg;
	str v;
	bool known = false;
	enum feed feed;

	TRY(site_begin(c, &pg));
	if (request_query(c->req, S("s")).p) {
		pg.at.place = AT_SEARCH;
		pg.at.words = request_query(c->req, S("s"));
		if (!str_int(request_query(c->req, S("paged")), &pg.at.page) && pg.at.page < 1)
			pg.at.page = 1;
		return site_search(&pg);
	}
	v = request_query(c->req, S("feed"));
	if (v.n) {
		pg.at.path = S("/");
		pg.at.feed = feed_named(v, &feed) ? feed : RSS;
		if (str_starts(v, S("comments-")))
			pg.at.path = S("/comments/");
		return site_moved(c, 301, canonical(&pg));
	}
	TRY(by_number(&pg, "p", found_story, &known));
	TRY(by_number(&pg, "page_id", found_story, &known));
	TRY(by_number(&pg, "cat", to_section, &known));
	TRY(by_number(&pg, "author", to_author, &known));
	TRY(by_number(&pg, "m", to_date, &known));
	v = request_query(c->req, S("tag"));
	if (!known && v.n) {
		TRY(find_tag(&pg, v));
		return site_moved(c, 301, canonical(&pg));
	}
	if (known)
		return OK;
	pg.at.place = AT_FRONT;
	pg.at.path = S("/");
	return show(&pg);
}
