/* wxr.c: exports as they should be and as they are. */
#include "port/wordpress/wxr.h"
#include "test.h"

struct seen {
	struct arena *a;
	struct buf log;
	size_t authors, terms, items, comments, metas, lost, repairs[FILTER_REPAIRS];
	int64_t lost_line, repair_line;
};

static err
on_site(void *arg, const struct wxr_site *s)
{
	struct seen *v = arg;

	buf_fmt(&v->log, "site %.*s %.*s %.*s\n", SARG(s->version), SARG(s->title),
		SARG(s->base_blog_url));
	return OK;
}

static err
on_author(void *arg, const struct wxr_author *w)
{
	struct seen *v = arg;

	v->authors++;
	buf_fmt(&v->log, "author %.*s %.*s\n", SARG(w->login), SARG(w->display_name));
	return OK;
}

static err
on_term(void *arg, const struct wxr_term *w)
{
	struct seen *v = arg;

	v->terms++;
	buf_fmt(&v->log, "term %.*s %.*s %.*s\n", SARG(w->taxonomy), SARG(w->slug), SARG(w->name));
	return OK;
}

static err
on_item(void *arg, const struct wxr_item *i, struct arena *own, bool *keep)
{
	struct seen *v = arg;

	(void)own, (void)keep;
	v->items++;
	v->comments += i->comments;
	v->metas += i->metas;
	buf_fmt(&v->log, "item %lld %.*s %.*s [%.*s]\n%.*s\n", (long long)i->line, SARG(i->id),
		SARG(i->type), SARG(i->title), SARG(i->content));
	for (const struct wxr_meta *m = i->meta; m; m = m->next)
		buf_fmt(&v->log, "meta %.*s=%.*s\n", SARG(m->key), SARG(m->value));
	for (const struct wxr_comment *c = i->comment; c; c = c->next)
		buf_fmt(&v->log, "comment %.*s %.*s\n", SARG(c->id), SARG(c->content));
	return OK;
}

static void
on_repaired(void *arg, enum bytefilter_repair r, int64_t line)
{
	struct seen *v = arg;

	v->repairs[r]++;
	v->repair_line = line;
}

static void
on_lost(void *arg, int64_t line, const char *why)
{
	struct seen *v = arg;

	v->lost++;
	v->lost_line = line;
	buf_fmt(&v->log, "lost %lld %s\n", (long long)line, why);
}

/* Reads it in pieces of at most `piece` bytes. */
static err
read_all(struct arena *a, struct seen *v, str s, size_t piece)
{
	struct wxr *x;

	*v = (struct seen){.a = a, .log = buf_in(a, 64 << 20)};
	x = wxr_new(a, (struct wxr_to){v, on_site, on_author, on_term, on_item, on_repaired, on_lost});
	while (s.n) {
		TRY(wxr_feed(x, str_upto(s, piece)));
		s = str_from(s, piece);
	}
	return wxr_end(x);
}

#define HEAD                                                                                \
	"<rss xmlns:wp=\"http://wordpress.org/export/1.2/\" "                               \
	"xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>T</title>" \
	"<wp:wxr_version>1.2</wp:wxr_version>\n"
#define ITEM(id, text)                                                                      \
	"<item><wp:post_id>" id "</wp:post_id><content:encoded>" text                       \
	"</content:encoded></item>\n"
#define TAIL "</channel></rss>"

static str
content_of(struct arena *a, const char *text)
{
	struct seen v;
	str log;
	size_t at;

	CHECK_OK(read_all(a, &v, arena_fmt(a, HEAD ITEM("1", "%s") TAIL, text), SIZE_MAX));
	CHECK_INT(v.items, 1);
	CHECK_INT(v.lost, 0);
	log = buf_str(&v.log);
	at = str_find(log, S("[]\n"));
	CHECK(at != NOWHERE);
	log = str_from(log, at + 3);
	return str_upto(log, log.n - 1);
}

TEST(wxr_repairs_text)
{
	CHECK_STR(content_of(a, "<![CDATA[plain <b>&nbsp;</b>]]>"), S("plain <b>&nbsp;</b>"));
	CHECK_STR(content_of(a, "a&nbsp;b &eacute; &amp; &#233; &#xe9; &euro;"),
		S("a\u00a0b \u00e9 & \u00e9 \u00e9 \u20ac"));
	CHECK_STR(content_of(a, "R&D & co &unknown; &; &#; &#0; &#xfffe;"),
		S("R&D & co &unknown; &; &#; \ufffd \ufffd"));
	CHECK_STR(content_of(a, "1 < 2 <3 </ >"), S("1 < 2 <3 </ >"));
	CHECK_STR(content_of(a, "<![CDATA[a\x01\x0b" "b\x1f]]>"), S("ab"));
	CHECK_STR(content_of(a, "<![CDATA[caf\xe9 \x93quoted\x94 \x81]]>"),
		S("caf\u00e9 \u201cquoted\u201d \ufffd"));
	CHECK_STR(content_of(a, "<![CDATA[\xed\xa0\x80 \xef\xbf\xbf \xc0\x80]]>"),
		S("\ufffd \ufffd \u00c0\u20ac"));
	CHECK_STR(content_of(a, "<![CDATA[a]]]]><![CDATA[>b]]>"), S("a]]>b"));
	CHECK_STR(content_of(a, "<![CDATA[a ]]> b]]>"), S("a ]]> b"));
	CHECK_STR(content_of(a, "<![CDATA[a]]> b"), S("a b"));
	CHECK_STR(content_of(a, "<![CDATA[]]>]]>"), S("]]>"));
	CHECK_STR(content_of(a, "x<!-- gone ]]> & < -->y<?php 1 < 2 ?>z"), S("xyz"));
}

TEST(wxr_says_where_it_repaired)
{
	struct seen v;

	CHECK_OK(read_all(a, &v, S(HEAD "\n\n" ITEM("1", "<!--\n\n-->a\n\x02") TAIL), 7));
	CHECK_INT(v.repairs[FILTER_CONTROL], 1);
	CHECK_INT(v.repair_line, 7);
}

TEST(wxr_reads_on_after_damage)
{
	struct seen v;
	str s = S(HEAD ITEM("1", "a") "<item><wp:post_id>2</wp:post_id></wp:wrong></item>\n"
		ITEM("3", "c") "<item></x><item></y>" ITEM("4", "d") "</nothing>" ITEM("5", "e") TAIL);
	str want = {0};

	for (size_t piece = 1; piece < s.n + 10; piece++) {
		CHECK_OK(read_all(a, &v, s, piece));
		CHECK_INT(v.items, 4);
		if (piece == 1)
			want = buf_str(&v.log);
		CHECK_STR(buf_str(&v.log), want);
	}
	CHECK(str_find(want, S("lost 3 mismatched tag; the item that starts in line 3")) != NOWHERE);
}

TEST(wxr_names_a_cut_file)
{
	struct seen v;

	CHECK_OK(read_all(a, &v, S(HEAD ITEM("1", "a") "<item><title>x"), SIZE_MAX));
	CHECK_INT(v.items, 1);
	CHECK_INT(v.lost, 1);
	CHECK_INT(v.lost_line, 3);
}

TEST(wxr_refuses_what_is_none)
{
	struct seen v;

	CHECK_ERR(read_all(a, &v, S(""), 1), E_INPUT);
	CHECK_ERR(read_all(a, &v, S("hello"), 1), E_INPUT);
	CHECK_ERR(read_all(a, &v, S("<html><p>x</html>"), 3), E_INPUT);
	CHECK_ERR(read_all(a, &v, S("\xff\xfe<\0r\0"), 3), E_INPUT);
	CHECK_ERR(read_all(a, &v, S("<?xml version='1.0'?><!DOCTYPE rss>" HEAD TAIL), 3), E_INPUT);
	CHECK_ERR(read_all(a, &v, test_file(a, "../shared/corpora/upload-bombs/wxr_billion_laughs.xml"),
		SIZE_MAX), E_INPUT);
}

TEST(wxr_bounds_a_tag)
{
	struct seen v;
	struct buf b = buf_in(a, 1 << 20);

	buf_add(&b, S(HEAD "<item a=\""));
	for (int i = 0; i < 70000; i++)
		buf_char(&b, 'x');
	CHECK_ERR(read_all(a, &v, buf_str(&b), 1000), E_INPUT);
}

/* Nobody nests so deep; the parser would remember each of them. */
TEST(wxr_leaves_out_an_abyss)
{
	static const str opens[] = {S("<item><x>"), S("<item><wp:post_id>7"),
		S("<item><title>7")};
	struct seen v;

	for (size_t k = 0; k < LENGTH(opens); k++) {
		struct buf b = buf_in(a, 8 << 20);

		buf_add(&b, S(HEAD ITEM("1", "a")));
		buf_add(&b, opens[k]);
		for (int i = 0; i < 200000; i++)
			buf_add(&b, S("<a>"));
		buf_add(&b, S("</item>" ITEM("2", "b") TAIL));
		CHECK_OK(read_all(a, &v, buf_str(&b), 65536));
		CHECK_INT(v.items, 2);
		CHECK(v.lost >= 1 && v.lost <= 2);
		CHECK(str_find(buf_str(&v.log), S("was skipped")) != NOWHERE);
	}
}

TEST(wxr_leaves_out_a_huge_item)
{
	struct seen v;
	struct buf b = buf_in(a, 80 << 20);

	buf_add(&b, S(HEAD ITEM("1", "a") "<item><wp:post_id>7</wp:post_id><content:encoded>"));
	for (int i = 0; i < (33 << 20) / 8; i++)
		buf_add(&b, S("abcdefg "));
	buf_add(&b, S("</content:encoded></item>" ITEM("2", "b") TAIL));
	CHECK_OK(read_all(a, &v, buf_str(&b), 65536));
	CHECK_INT(v.items, 2);
	CHECK_INT(v.lost, 1);
	CHECK(str_find(buf_str(&v.log), S("item 7 is larger")) != NOWHERE);
}

static size_t
count(str s, str what)
{
	size_t n = 0, at;

	for (; (at = str_find(s, what)) != NOWHERE; s = str_from(s, at + what.n))
		n++;
	return n;
}

/* As many records come out as the file holds. */
TEST(wxr_corpora)
{
	static const struct {
		const char *name;
		size_t lost;
	} of[] = {{"importer-crazy-cdata.xml", 0}, {"importer-malformed.xml", 1},
		{"importer-small-export.xml", 0}, {"importer-term-formats.xml", 0},
		{"importer-test-serialized-postmeta-with-cdata.xml", 0},
		{"importer-valid-wxr-1.0.xml", 0}, {"importer-wxr-simple.xml", 0},
		{"importer-wxr-utf-8-challenges.xml", 0}};

	for (size_t i = 0; i < LENGTH(of); i++) {
		struct seen v, split;
		str s = test_file(a, arena_fmt(a, "../shared/corpora/wxr/%s", of[i].name).p);

		CHECK_OK(read_all(a, &v, s, SIZE_MAX));
		CHECK_INT(v.items, count(s, S("<item>")));
		CHECK_INT(v.comments, count(s, S("<wp:comment>")));
		CHECK_INT(v.metas, count(s, S("<wp:postmeta>")) + count(s, S("<wp:commentmeta>")));
		CHECK_INT(v.authors, count(s, S("<wp:author>")));
		CHECK_INT(v.terms, count(s, S("<wp:category>")) + count(s, S("<wp:tag>")) +
			count(s, S("<wp:term>")));
		CHECK_INT(v.lost, of[i].lost);
		CHECK_OK(read_all(a, &split, s, 1));
		CHECK_STR(buf_str(&split.log), buf_str(&v.log));
	}
}
