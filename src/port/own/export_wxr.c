/* export_wxr.c: the half of an export that WordPress reads too.
 *
 * What WordPress has no field for stands in metas whose names begin with "_djeli_": an
 * import of ours takes them back (port/wordpress/wordpress.c), others carry them along unseen.
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/own/export_wxr.h"
#include "news/story/card.h"

#include "news/archive/all.h"
#include "news/comment/comment.h"
#include "news/story/save.h"
#include "query/story.h"
#include "text/data/xml.h"

enum { SOME = 500 };

static void
cdata(struct buf *b, const char *name, str s)
{
	buf_fmt(b, "<%s>", name);
	xml_add_cdata(b, s);
	buf_fmt(b, "</%s>\n", name);
}

static void
plain(struct buf *b, const char *name, str s)
{
	buf_fmt(b, "<%s>", name);
	xml_add_text(b, s);
	buf_fmt(b, "</%s>\n", name);
}

static void
number(struct buf *b, const char *name, int64_t n)
{
	buf_fmt(b, "<%s>%lld</%s>\n", name, (long long)n, name);
}

static void
meta(struct buf *b, const char *key, str value)
{
	if (!value.n)
		return;
	buf_fmt(b, "<wp:postmeta><wp:meta_key>%s</wp:meta_key><wp:meta_value>", key);
	xml_add_cdata(b, value);
	buf_add(b, S("</wp:meta_value></wp:postmeta>\n"));
}

static void
stamp(struct buf *b, const char *name, const struct zone *zone, int64_t t)
{
	struct civil c = zone_civil(zone, t);

	if (t)
		buf_fmt(b, "<%s>%04lld-%02d-%02d %02d:%02d:%02d</%s>\n", name, (long long)c.year, c.month, c.day, c.hour, c.minute,
			c.second, name);
	else
		buf_fmt(b, "<%s>0000-00-00 00:00:00</%s>\n", name, name);
}

static void
dates(struct buf *b, const char *name, const struct paper *p, int64_t t)
{
	char gmt[64];
	size_t n = strlen(name);

	memcpy(gmt, name, n);
	memcpy(gmt + n, "_gmt", 5);
	stamp(b, name, p->zone, t);
	stamp(b, gmt, zone_utc(), t);
}

/* ---- before the stories ---- */

static err
put_sections(struct export_run *r, struct txn *t)
{
	struct buf *b = &r->wxr.b;
	struct all_term *row;
	size_t n;

	TRY(all_sections(t, &row, &n));
	for (size_t i = 0; i < n; i++) {
		str parent = S("");

		for (size_t k = 0; k < n; k++)
			if (row[k].id == row[i].parent_id)
				parent = row[k].slug;
		buf_add(b, S("<wp:category>\n"));
		number(b, "wp:term_id", row[i].id);
		cdata(b, "wp:category_nicename", row[i].slug);
		cdata(b, "wp:category_parent", parent);
		cdata(b, "wp:cat_name", row[i].name);
		cdata(b, "wp:category_description", row[i].description);
		buf_add(b, S("</wp:category>\n"));
	}
	return OK;
}

static err
put_tags(struct export_run *r, struct txn *t)
{
	struct buf *b = &r->wxr.b;
	struct all_term *row;
	int64_t after = 0;
	size_t n = SOME;

	while (n == SOME) {
		TRY(all_tags(t, after, SOME, &row, &n));
		for (size_t i = 0; i < n; i++) {
			buf_add(b, S("<wp:tag>\n"));
			number(b, "wp:term_id", 1000000000 + row[i].id);
			cdata(b, "wp:tag_slug", row[i].slug);
			cdata(b, "wp:tag_name", row[i].name);
			cdata(b, "wp:tag_description", row[i].description);
			buf_add(b, S("</wp:tag>\n"));
			after = row[i].id;
		}
	}
	return OK;
}

/* Names in bylines are Co-Authors Plus's guests: WordPress's own authors have no bio. */
static err
put_authors(struct export_run *r, struct txn *t, const struct paper *p)
{
	struct buf *b = &r->wxr.b;
	struct all_term *row;
	int64_t after = 0;
	size_t n = SOME;

	while (n == SOME) {
		TRY(all_authors(t, after, SOME, &row, &n));
		for (size_t i = 0; i < n; i++) {
			after = row[i].id;
			buf_add(b, S("<item>\n"));
			cdata(b, "title", row[i].name);
			number(b, "wp:post_id", 2000000000 + row[i].id);
			dates(b, "wp:post_date", p, 0);
			plain(b, "wp:status", S("publish"));
			plain(b, "wp:post_type", S("guest-author"));
			buf_add(b, S("<wp:post_name>cap-"));
			xml_add_text(b, row[i].slug);
			buf_add(b, S("</wp:post_name>\n"));
			meta(b, "cap-display_name", row[i].name);
			meta(b, "cap-user_login", row[i].slug);
			meta(b, "cap-description", row[i].description);
			meta(b, "cap-website", row[i].url);
			buf_add(b, S("</item>\n"));
		}
	}
	return OK;
}

static void
put_attachment(struct buf *b, const struct paper *p, const struct all_file *m)
{
	buf_add(b, S("<item>\n"));
	cdata(b, "title", m->title);
	plain(b, "guid", m->guid);
	cdata(b, "content:encoded", m->description);
	cdata(b, "excerpt:encoded", m->caption);
	number(b, "wp:post_id", m->id);
	dates(b, "wp:post_date", p, m->uploaded_at);
	cdata(b, "wp:post_name", m->slug);
	plain(b, "wp:status", S("inherit"));
	plain(b, "wp:post_type", S("attachment"));
	plain(b, "wp:attachment_url", paper_absolute(p, paper_media(p, m->path)));
	meta(b, "_wp_attached_file", m->path);
	meta(b, "_wp_attachment_image_alt", m->alt);
	meta(b, "_media_credit", m->credit);
	buf_add(b, S("</item>\n"));
}

static err
put_media(struct export_run *r, struct txn *t, const struct paper *p)
{
	struct all_file *row;
	int64_t after = 0;
	size_t n = SOME;

	while (n == SOME) {
		TRY(all_media(t, after, SOME, &row, &n));
		for (size_t i = 0; i < n; i++) {
			put_attachment(&r->wxr.b, p, &row[i]);
			after = row[i].id;
			r->n->media++;
		}
		TRY(export_file_flush(&r->wxr));
	}
	return OK;
}

err
export_wxr_head(struct export_run *r, struct txn *t, struct paper *p)
{
	struct buf *b = &r->wxr.b;

	buf_add(b, S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"\n"
		"\txmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\"\n"
		"\txmlns:content=\"http://purl.org/rss/1.0/modules/content/\"\n"
		"\txmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n\txmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n"));
	plain(b, "title", p->title);
	plain(b, "link", p->url);
	plain(b, "description", p->tagline);
	plain(b, "language", p->language);
	buf_add(b, S("<generator>djeli " DJELI_VERSION "</generator>\n<wp:wxr_version>1.2</wp:wxr_version>\n"));
	plain(b, "wp:base_site_url", p->url);
	plain(b, "wp:base_blog_url", p->url);
	TRY(put_sections(r, t));
	TRY(put_tags(r, t));
	TRY(put_authors(r, t, p));
	return put_media(r, t, p);
}

/* ---- a story ---- */

static str
status_of(const struct q_story_get *s, int64_t now)
{
	if (str_eq(s->f.state, S("publish")))
		return s->public_at > now ? S("future") : S("publish");
	if (str_eq(s->f.state, S("review")) || str_eq(s->f.state, S("ready")))
		return S("pending");
	return str_eq(s->f.state, S("private")) || str_eq(s->f.state, S("trash")) ? s->f.state : S("draft");
}

static err
put_places(struct buf *b, struct txn *t, const struct q_story_get *s, const struct card *card)
{
	struct all_term *section;
	struct all_term *tag;
	size_t n;

	TRY(all_sections_of(t, s->id, &section, &n));
	for (size_t i = 0; i < n; i++) {
		buf_add(b, S("<category domain=\"category\" nicename=\""));
		xml_add_text(b, section[i].slug);
		buf_add(b, S("\">"));
		xml_add_cdata(b, section[i].name);
		buf_add(b, S("</category>\n"));
	}
	TRY(all_tags_of(t, s->id, &tag, &n));
	for (size_t i = 0; i < n; i++) {
		buf_add(b, S("<category domain=\"post_tag\" nicename=\""));
		xml_add_text(b, tag[i].slug);
		buf_add(b, S("\">"));
		xml_add_cdata(b, tag[i].name);
		buf_add(b, S("</category>\n"));
	}
	for (size_t i = 0; card && i < card->authors; i++) {
		buf_add(b, S("<category domain=\"author\" nicename=\"cap-"));
		xml_add_text(b, card->author[i].slug);
		buf_add(b, S("\">"));
		xml_add_cdata(b, card->author[i].name);
		buf_add(b, S("</category>\n"));
	}
	return OK;
}

/* What only we know, and Yoast's own fields. */
static void
put_own(struct buf *b, struct arena *a, const struct story_fields *s)
{
	for (int i = 0; i < STORY_FIELDS; i++)
		if (story_field[i].wxr)
			meta(b, story_field[i].wxr, record_text(a, &story_field[i], s));
	if (!s->published_at)
		meta(b, "_djeli_undated", S("1"));
	if (s->embargo_at)
		meta(b, "_djeli_embargo", zone_iso(a, zone_utc(), s->embargo_at));
	if (s->lead_media_id)
		meta(b, "_thumbnail_id", arena_fmt(a, "%lld", (long long)s->lead_media_id));
}

static err
put_metas(struct buf *b, struct txn *t, const struct q_story_get *s)
{
	struct arena *a = store_arena(t);
	struct all_correction *correction;
	struct all_meta *row;
	str *old;
	size_t n;

	put_own(b, a, &s->f);
	TRY(all_corrections_of(t, s->id, &correction, &n));
	for (size_t i = 0; i < n; i++)
		meta(b, "_djeli_correction", arena_fmt(a, "%.*s|%.*s", SARG(zone_iso(a, zone_utc(), correction[i].at)),
			SARG(correction[i].text)));
	TRY(all_old_addresses_of(t, s->id, &old, &n));
	for (size_t i = 0; i < n; i++)
		if (str_starts(old[i], S("slug:")))
			meta(b, "_wp_old_slug", str_from(old[i], 5));
	TRY(all_metas_of(t, s->id, &row, &n));
	for (size_t i = 0; i < n; i++) {
		buf_add(b, S("<wp:postmeta><wp:meta_key>"));
		xml_add_cdata(b, row[i].name);
		buf_add(b, S("</wp:meta_key><wp:meta_value>"));
		xml_add_cdata(b, row[i].value);
		buf_add(b, S("</wp:meta_value></wp:postmeta>\n"));
	}
	return OK;
}

static err
put_comments(struct export_run *r, struct txn *t, const struct paper *p, int64_t story)
{
	struct buf *b = &r->wxr.b;
	struct all_comment *c;
	size_t n;

	TRY(all_comments_of(t, story, &c, &n));
	for (size_t i = 0; i < n; i++) {
		str email = S("");

		if (r->how->with_addresses)
			TRY(comment_email(t, r->how->key, c[i].id, &email));
		buf_add(b, S("<wp:comment>\n"));
		number(b, "wp:comment_id", c[i].id);
		cdata(b, "wp:comment_author", c[i].author);
		cdata(b, "wp:comment_author_email", email);
		cdata(b, "wp:comment_author_url", c[i].url);
		dates(b, "wp:comment_date", p, c[i].created_at);
		cdata(b, "wp:comment_content", c[i].body);
		plain(b, "wp:comment_approved", str_eq(c[i].state, S("public")) ? S("1") : str_eq(c[i].state, S("held")) ? S("0") : c[i].state);
		plain(b, "wp:comment_type", c[i].kind);
		number(b, "wp:comment_parent", c[i].parent_id);
		number(b, "wp:comment_user_id", 0);
		buf_add(b, S("</wp:comment>\n"));
		r->n->comments++;
	}
	return OK;
}

err
export_wxr_story(struct export_run *r, struct txn *t, struct paper *p, int64_t id)
{
	struct buf *b = &r->wxr.b;
	struct q_story_get s;
	struct card *card;
	size_t n;

	TRY(q_story_get(t, id, &s));
	TRY(card_list(t, &id, 1, &card, &n));
	buf_add(b, S("<item>\n"));
	cdata(b, "title", s.f.headline);
	plain(b, "link", paper_absolute(p, n && s.f.published_at && s.f.slug.n ? card_path(p, card) :
		arena_fmt(store_arena(t), "/?p=%lld", (long long)id)));
	plain(b, "pubDate", s.f.published_at ? zone_rfc2822(store_arena(t), s.f.published_at) : S(""));
	cdata(b, "dc:creator", n && card->authors ? card->author[0].slug : S(""));
	buf_add(b, S("<guid isPermaLink=\"false\">"));
	xml_add_text(b, s.f.guid.n ? s.f.guid : arena_fmt(store_arena(t), "%.*s/?p=%lld", SARG(p->url), (long long)id));
	buf_add(b, S("</guid>\n"));
	cdata(b, "content:encoded", s.f.body);
	cdata(b, "excerpt:encoded", s.f.excerpt);
	number(b, "wp:post_id", id);
	dates(b, "wp:post_date", p, s.f.published_at ? s.f.published_at : s.created_at);
	dates(b, "wp:post_modified", p, s.modified_at);
	plain(b, "wp:comment_status", str_eq(s.f.comments, S("open")) ? S("open") : S("closed"));
	cdata(b, "wp:post_name", s.f.slug);
	plain(b, "wp:status", status_of(&s, r->how->now));
	number(b, "wp:post_parent", s.f.parent_id);
	number(b, "wp:menu_order", s.f.place);
	plain(b, "wp:post_type", str_eq(s.f.kind, S("page")) ? S("page") : S("post"));
	number(b, "wp:is_sticky", s.f.pinned);
	TRY(put_places(b, t, &s, n ? card : NULL));
	TRY(put_metas(b, t, &s));
	TRY(put_comments(r, t, p, id));
	buf_add(b, S("</item>\n"));
	return OK;
}
