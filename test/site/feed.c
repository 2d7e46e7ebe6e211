/* feed.c: feeds and sitemaps as they are, and well-formed whatever is written.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/comment/comment.h"
#include "news/story/save.h"
#include "press.h"

#include <expat.h>
#include <jansson.h>

static const char *const xml_paths[] = {"/feed/", "/feed/atom/", "/category/town/feed/", "/comments/feed/",
	"/2026/03/04/a-story/feed/", "/2026/03/04/a-story/feed/atom/", "/wp-sitemap.xml",
	"/wp-sitemap-posts-post-1.xml", "/wp-sitemap-taxonomies-category-1.xml", "/news-sitemap.xml"};

struct written {
	struct press press;
	str headline, body, name, section;
	int64_t story;
};

static err
write_all(struct txn *t, void *arg)
{
	struct written *w = arg;
	struct story_draft d = story_draft_new();
	int64_t section, tag, author, comment;

	TRY(section_save(t, 0, S("town"), w->section, w->body, &section));
	TRY(tag_save(t, S("bridge"), w->section, &tag));
	TRY(author_save(t, S("ama"), w->name, w->body, &author));
	d.state = S("publish");
	d.slug = S("a-story");
	d.kicker = w->section;
	d.headline = w->headline;
	d.body = w->body;
	d.guid = S("https://old.example/?p=17");
	d.published_at = 1772618400;
	d.section = &section, d.sections = 1;
	d.tag = &tag, d.tags = 1;
	d.author = &author, d.authors = 1;
	TRY(story_save(t, 0, &d, 1772618400, &w->story));
	return comment_add(t, w->press.site.seal, &(struct comment_new){.story_id = w->story,
		.kind = S("comment"), .state = S("public"), .author = w->name, .body = w->body,
		.created_at = 1772650000}, &comment);
}

static str
fetch(struct written *w, struct arena *a, const char *path)
{
	struct ctx *c = press_get(&w->press, a, str_of(path));

	if (c->reply.status && c->reply.status != 200)
		test_fail(__FILE__, __LINE__, "%s is %d", path, c->reply.status);
	return c->reply.body;
}

TEST(feed_golden)
{
	static const struct {
		const char *path, *golden;
	} want[] = {{"/feed/", "feed.rss"}, {"/feed/atom/", "feed.atom"}, {"/feed/json/", "feed.json"},
		{"/2026/03/04/a-story/feed/", "feed-comments.rss"}, {"/wp-sitemap.xml", "sitemap-index.xml"},
		{"/wp-sitemap-posts-post-1.xml", "sitemap-posts.xml"}, {"/news-sitemap.xml", "sitemap-news.xml"}};
	struct written w = {.headline = S("The bridge & the “boats”"), .name = S("Ama <Sow>"),
		.section = S("Town"), .body = S("<p>First <em>words</em> of it, &amp; more.</p><p>Second ]]> part.</p>")};

	press_setup(a, &w.press);
	CHECK_OK(store_write(w.press.site.store, a, write_all, &w));
	for (size_t i = 0; i < LENGTH(want); i++)
		CHECK_GOLDEN(want[i].golden, fetch(&w, a, want[i].path));
}

static void
check_xml(struct written *w, struct arena *a, const char *path)
{
	XML_Parser p = XML_ParserCreate(NULL);
	str s = fetch(w, a, path);
	enum XML_Status ok = XML_Parse(p, s.p, (int)s.n, 1);

	if (ok != XML_STATUS_OK)
		test_fail(__FILE__, __LINE__, "%s, line %lu: %s", path, (unsigned long)XML_GetCurrentLineNumber(p),
			XML_ErrorString(XML_GetErrorCode(p)));
	XML_ParserFree(p);
}

/* Text with everything in it that could end something. */
static str
hostile(struct arena *a, uint64_t *random)
{
	static const char *const piece[] = {"]]>", "<![CDATA[", "&", "&amp;", "<script>", "</item>", "\"", "'",
		"\x01", "\x0b", "\x7f", "\xef\xbf\xbe", "\xef\xbf\xbf", "\xc2\x85", "\xe2\x80\xa8", "é", "سوق",
		"\xf0\x9f\x98\x80", " ", "\n", "\t", "word", "-->", "<!--", "<?xml", "%s", "{{x}}", "\\u0000"};
	struct buf b = buf_in(a, 4000);

	for (uint64_t n = 1 + test_random(random) % 12; n; n--)
		buf_add(&b, str_of(piece[test_random(random) % LENGTH(piece)]));
	buf_add(&b, S("x"));
	return buf_str(&b);
}

TEST(feed_is_well_formed_whatever_is_written)
{
	uint64_t random = test_seed();

	for (int round = 0; round < 12; round++) {
		struct arena *work = arena_new((size_t)1 << 30);
		struct written w = {.headline = hostile(work, &random), .body = hostile(work, &random),
			.name = hostile(work, &random), .section = hostile(work, &random)};
		json_t *json;
		str s;

		press_setup(work, &w.press);
		CHECK_OK(store_write(w.press.site.store, work, write_all, &w));
		for (size_t i = 0; i < LENGTH(xml_paths); i++)
			check_xml(&w, work, xml_paths[i]);
		s = fetch(&w, work, "/feed/json/");
		json = json_loadb(s.p, s.n, 0, NULL);
		CHECK(json != NULL);
		CHECK_INT(json_array_size(json_object_get(json, "items")), 1);
		json_decref(json);
		arena_end(work);
	}
	(void)a;
}
