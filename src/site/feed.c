/* feed.c: RSS 2.0, Atom 1.0 (RFC 4287) and JSON Feed 1.1 of every list, and of
 * the comments of a story or of the paper.
 *
 * A feed's entries are gathered once, whatever its format.  GUIDs are those the
 * paper always had, byte for byte, or every reader would see each story twice.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/comment/comment.h"
#include "news/story/story.h"
#include "site/body.h"
#include "site/site.h"
#include "text/body/body.h"
#include "text/html/escape.h"
#include "text/data/json.h"
#include "text/html/strip.h"
#include "text/data/xml.h"

struct entry {
	str guid, url, title, author, summary, comments_url, comments_feed;
	html body;
	int64_t at, changed;
	const struct picture *picture;
	const struct story *story; /* NULL: a comment */
};
struct feed_of {
	struct making *pg;
	str title, about, url, self;
	struct entry *entry;
	size_t n;
	int64_t changed;           /* of the newest */
};

static str
guid_of(const struct making *pg, const struct card *c)
{
	if (c->guid.n)
		return c->guid;
	return paper_absolute(&pg->paper, arena_fmt(pg->c->a, "/?p=%lld", (long long)c->id));
}

static str
headline(struct arena *a, const struct card *c)
{
	return c->kicker.n ? arena_fmt(a, "%.*s/ %.*s", SARG(c->kicker), SARG(c->headline)) : c->headline;
}

static err
story_entry(struct making *pg, const struct view *v, int64_t id, struct entry *e)
{
	struct story *s = NEW(pg->c->a, struct story, 1);
	const struct card *c = &s->card;

	TRY(story_public(pg->t, id, pg->paper.now, s));
	*e = (struct entry){.guid = guid_of(pg, c), .at = c->published_at, .changed = c->modified_at,
		.url = paper_absolute(&pg->paper, card_path(&pg->paper, c)),
		.title = headline(pg->c->a, c), .author = show_names(v, c->author, c->authors),
		.picture = c->protected ? NULL : c->picture, .story = s,
		.summary = c->standfirst.n && !c->protected ? c->standfirst :
			show_excerpt(v, c, setting_int(&pg->paper.set, "excerpt_words"), S("…"))};
	e->comments_url = arena_fmt(pg->c->a, "%.*s#respond", SARG(e->url));
	e->comments_feed = paper_feed(&pg->paper, e->url);
	if (!s->password.n && setting_on(&pg->paper.set, "feed_full"))
		TRY(site_body_feed(pg, s, &e->body));
	return OK;
}

static err
gather_stories(struct feed_of *f)
{
	struct making *pg = f->pg;
	struct view v = site_view(pg);
	int64_t *id;
	size_t ids;
	bool more;

	TRY(site_ids(pg, setting_int(&pg->paper.set, "feed_size"), &id, &ids, &more));
	f->entry = NEW(pg->c->a, struct entry, ids);
	for (size_t i = 0; i < ids; i++)
		TRY(story_entry(pg, &v, id[i], &f->entry[f->n++]));
	return OK;
}

/* A comment's address and GUID hang on its story's. */
static err
comment_entry(struct making *pg, const struct view *v, const struct comment *c, struct entry *e)
{
	struct card *card;
	int64_t page;
	size_t n;
	str url;

	TRY(card_list(pg->t, &c->story_id, 1, &card, &n));
	if (!n)
		return fail(E_ABSENT, "comment %lld has no story", (long long)c->id);
	TRY(comment_page_of(pg->t, &pg->paper.set, c->id, &page));
	url = paper_comments(&pg->paper, card_path(&pg->paper, card), page);
	url = paper_absolute(&pg->paper, url);
	*e = (struct entry){.at = c->created_at, .changed = c->created_at, .author = c->author,
		.guid = arena_fmt(v->a, "%.*s#comment-%lld", SARG(guid_of(pg, card)), (long long)c->id),
		.url = arena_fmt(v->a, "%.*s#comment-%lld", SARG(url), (long long)c->id),
		.title = words_say(v->words, v->a, "comment_on", WORDS({"name", c->author}, {"headline", headline(v->a, card)})),
		.body = body_comment(v->a, c->body)};
	e->summary = strip_html(v->a, e->body.s, STRIP_TAGS);
	return OK;
}

/* What is said below a story behind a password is behind it too. */
static err
gather_comments(struct feed_of *f)
{
	struct making *pg = f->pg;
	struct view v = site_view(pg);
	struct card *card;
	struct comment *c;
	size_t n;

	if (pg->at.place == AT_STORY) {
		TRY(card_list(pg->t, &pg->at.id, 1, &card, &n));
		if (!n || card->protected)
			return fail(E_ABSENT, "these comments are not public");
	}
	TRY(comment_recent(pg->t, pg->at.place == AT_STORY ? pg->at.id : 0, pg->paper.now, 0,
		setting_int(&pg->paper.set, "feed_size"), &c, &n));
	f->entry = NEW(pg->c->a, struct entry, n);
	for (size_t i = 0; i < n; i++)
		TRY(comment_entry(pg, &v, &c[i], &f->entry[f->n++]));
	return OK;
}

static void
cdata(struct buf *b, const char *name, str text)
{
	if (!text.n)
		return;
	buf_fmt(b, "<%s>", name);
	xml_add_cdata(b, text);
	buf_fmt(b, "</%s>\n", name);
}

static void
rss_entry(struct buf *b, const struct feed_of *f, const struct entry *e)
{
	struct arena *a = f->pg->c->a;

	buf_add(b, S("<item>\n"));
	xml_add_element(b, "title", e->title);
	xml_add_element(b, "link", e->url);
	if (e->story && e->story->card.commentable)
		xml_add_element(b, "comments", e->comments_url);
	cdata(b, "dc:creator", e->author);
	xml_add_element(b, "pubDate", zone_rfc2822(a, e->at));
	for (size_t i = 0; e->story && i < e->story->sections; i++)
		cdata(b, "category", e->story->section[i].name);
	for (size_t i = 0; e->story && i < e->story->tags; i++)
		cdata(b, "category", e->story->tag[i].name);
	buf_add(b, S("<guid isPermaLink=\"false\">"));
	xml_add_text(b, e->guid);
	buf_add(b, S("</guid>\n"));
	cdata(b, "description", escape_text(a, e->summary).s); /* readers take it for HTML */
	cdata(b, "content:encoded", e->body.s);
	if (e->story && e->story->card.commentable)
		xml_add_element(b, "wfw:commentRss", e->comments_feed);
	buf_add(b, S("</item>\n"));
}

static void
rss(struct buf *b, const struct feed_of *f)
{
	struct arena *a = f->pg->c->a;

	buf_add(b, S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\""
		" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
		" xmlns:wfw=\"http://wellformedweb.org/CommentAPI/\""
		" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
		" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n"));
	xml_add_element(b, "title", f->title);
	buf_add(b, S("<atom:link rel=\"self\" type=\"application/rss+xml\" href=\""));
	xml_add_text(b, f->self);
	buf_add(b, S("\"/>\n"));
	xml_add_element(b, "link", f->url);
	buf_add(b, S("<description>"));
	xml_add_text(b, f->about);
	buf_add(b, S("</description>\n"));
	if (f->changed)
		xml_add_element(b, "lastBuildDate", zone_rfc2822(a, f->changed));
	xml_add_element(b, "language", f->pg->paper.language);
	for (size_t i = 0; i < f->n; i++)
		rss_entry(b, f, &f->entry[i]);
	buf_add(b, S("</channel>\n</rss>\n"));
	f->pg->c->reply.type = S("application/rss+xml; charset=utf-8");
}

static void
atom_link(struct buf *b, const char *rel, const char *type, str url)
{
	buf_fmt(b, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
	xml_add_text(b, url);
	buf_add(b, S("\"/>\n"));
}

static void
atom_entry(struct buf *b, const struct feed_of *f, const struct entry *e)
{
	struct arena *a = f->pg->c->a;

	buf_add(b, S("<entry>\n"));
	xml_add_element(b, "id", e->guid);
	xml_add_element(b, "title", e->title.n ? e->title : S("–"));
	atom_link(b, "alternate", "text/html", e->url);
	xml_add_element(b, "published", zone_iso(a, zone_utc(), e->at));
	xml_add_element(b, "updated", zone_iso(a, zone_utc(), e->changed > e->at ? e->changed : e->at));
	buf_add(b, S("<author>"));
	xml_add_element(b, "name", e->author.n ? e->author : f->pg->paper.title);
	buf_add(b, S("</author>\n"));
	for (size_t i = 0; e->story && i < e->story->sections; i++) {
		buf_add(b, S("<category term=\""));
		xml_add_text(b, e->story->section[i].name);
		buf_add(b, S("\"/>\n"));
	}
	xml_add_element(b, "summary", e->summary);
	if (e->body.s.n) {
		buf_add(b, S("<content type=\"html\">"));
		xml_add_text(b, e->body.s);
		buf_add(b, S("</content>\n"));
	}
	buf_add(b, S("</entry>\n"));
}

static void
atom(struct buf *b, const struct feed_of *f)
{
	struct arena *a = f->pg->c->a;

	buf_add(b, S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"));
	xml_add_element(b, "id", f->self);
	xml_add_element(b, "title", f->title);
	xml_add_element(b, "subtitle", f->about);
	atom_link(b, "self", "application/atom+xml", f->self);
	atom_link(b, "alternate", "text/html", f->url);
	xml_add_element(b, "updated", zone_iso(a, zone_utc(), f->changed));
	for (size_t i = 0; i < f->n; i++)
		atom_entry(b, f, &f->entry[i]);
	buf_add(b, S("</feed>\n"));
	f->pg->c->reply.type = S("application/atom+xml; charset=utf-8");
}

static void
json_entry(struct json *j, const struct feed_of *f, const struct entry *e)
{
	struct arena *a = f->pg->c->a;

	json_open(j, '{');
	json_put(j, "id", e->guid);
	json_put(j, "url", e->url);
	json_put(j, "title", e->title);
	json_put(j, "summary", e->summary);
	json_key(j, "content_html");
	json_str(j, e->body.s);
	json_put(j, "date_published", zone_iso(a, zone_utc(), e->at));
	json_put(j, "date_modified", zone_iso(a, zone_utc(), e->changed > e->at ? e->changed : e->at));
	json_key(j, "authors");
	json_open(j, '[');
	json_open(j, '{');
	json_put(j, "name", e->author.n ? e->author : f->pg->paper.title);
	json_close(j);
	json_close(j);
	if (e->picture)
		json_put(j, "image", paper_absolute(&f->pg->paper, paper_media(&f->pg->paper, e->picture->path)));
	json_close(j);
}

/* https://www.jsonfeed.org/version/1.1/ */
static void
json(struct buf *b, const struct feed_of *f)
{
	struct json j = json_to(b, 0);

	json_open(&j, '{');
	json_put(&j, "version", S("https://jsonfeed.org/version/1.1"));
	json_put(&j, "title", f->title);
	json_put(&j, "description", f->about);
	json_put(&j, "home_page_url", f->url);
	json_put(&j, "feed_url", f->self);
	json_put(&j, "language", f->pg->paper.language);
	json_key(&j, "items");
	json_open(&j, '[');
	for (size_t i = 0; i < f->n; i++)
		json_entry(&j, f, &f->entry[i]);
	json_close(&j);
	json_close(&j);
	f->pg->c->reply.type = S("application/feed+json; charset=utf-8");
}

static err
title_of(const struct making *pg, str *title)
{
	const struct target *at = &pg->at;
	struct view v = site_view(pg);
	struct card *card;
	size_t n;

	*title = pg->paper.title;
	if (at->place == AT_STORY) {
		TRY(card_list(pg->t, &at->id, 1, &card, &n));
		if (n)
			*title = card->headline;
	}
	if (at->place == AT_STORY || at->place == AT_COMMENTS)
		*title = words_say(v.words, v.a, "feed_comments", WORDS({"title", *title}));
	else if (at->name.n)
		*title = words_say(v.words, v.a, "feed_title",
			WORDS({"name", at->name}, {"site", pg->paper.title}));
	return OK;
}

err
site_feed(struct making *pg)
{
	static void (*const writers[])(struct buf *, const struct feed_of *) = {
		[RSS] = rss, [ATOM] = atom, [JSON_FEED] = json};
	struct paper *p = &pg->paper;
	struct feed_of f = {.pg = pg, .url = paper_absolute(p, pg->at.path),
		.self = paper_absolute(p, pg->c->req->path),
		.about = pg->at.description.n ? strip_html(pg->c->a, pg->at.description, STRIP_TAGS) : p->tagline};
	struct buf b = buf_in(pg->c->a, 8 << 20);

	if (pg->at.page > 1)
		return fail(E_ABSENT, "feeds have one page");
	TRY(title_of(pg, &f.title));
	if (pg->at.place == AT_COMMENTS || pg->at.place == AT_STORY)
		TRY(gather_comments(&f));
	else
		TRY(gather_stories(&f));
	for (size_t i = 0; i < f.n; i++)
		if (f.entry[i].changed > f.changed)
			f.changed = f.entry[i].changed;
	writers[pg->at.feed](&b, &f);
	return buf_done(&b, &pg->c->reply.body);
}
