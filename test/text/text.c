/* text.c: UTF-8, escaping, references, addresses, plain text, excerpts.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "base/utf8.h"
#include "test.h"
#include "text/html/entity.h"
#include "text/html/escape.h"
#include "text/words/excerpt.h"
#include "text/html/href.h"
#include "text/html/strip.h"

TEST(utf8_knows_what_is_valid)
{
	static const char *const bad[] = {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80",
		"\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
		"\xe2\x82", "\xff", "a\xc3"};
	static const char *const good[] = {"", "a", "é", "€", "𝄞", "ߒߞߏ", "\xef\xbf\xbf"};

	for (size_t i = 0; i < LENGTH(bad); i++)
		CHECK(!utf8_valid(str_of(bad[i])));
	for (size_t i = 0; i < LENGTH(good); i++)
		CHECK(utf8_valid(str_of(good[i])));
	(void)a;
}

TEST(utf8_repair_guesses_lone_bytes)
{
	CHECK_STR(utf8_repair(a, S("caf\xe9 cr\xe9\xe9")), S("café créé"));
	CHECK_STR(utf8_repair(a, S("\x93quoted\x94 \x80")), S("“quoted” €"));
	CHECK_STR(utf8_repair(a, S("é\xe9")), S("é\xef\xbf\xbd"));
	CHECK_STR(utf8_repair(a, S("x\xe2\x82\xe2\x82y")), S("x\xef\xbf\xbd\xef\xbf\xbdy"));
	CHECK_STR(utf8_repair(a, S("été")), S("été"));
}

TEST(utf8_cuts_on_boundaries)
{
	CHECK_INT(utf8_count(S("aé€𝄞")), 4);
	CHECK_STR(utf8_upto(S("aé€𝄞"), 3), S("aé€"));
	CHECK_STR(utf8_cut(S("aé€𝄞"), 5), S("aé"));
	CHECK_STR(utf8_cut(S("aé€𝄞"), 6), S("aé€"));
	CHECK_STR(utf8_cut(S("é"), 1), S(""));
	(void)a;
}

TEST(utf8_round_trips)
{
	char bytes[4];

	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		size_t n = utf8_write(bytes, c), at = 0;
		uint32_t want = c >= 0xd800 && c <= 0xdfff ? UTF8_BAD : c;

		CHECK_INT(utf8_next((str){bytes, n}, &at), want);
		CHECK_INT(at, n);
	}
	(void)a;
}

TEST(escape_writes_valid_html)
{
	CHECK_STR(escape_text(a, S("a<b> & \"c\"")).s, S("a&lt;b&gt; &amp; \"c\""));
	CHECK_STR(escape_attr(a, S("\"><i>")).s, S("&quot;&gt;&lt;i&gt;"));
	CHECK_STR(escape_text(a, S("\0x\x01\x7f\r\ny\rz\xc2\x85")).s, S("x\ny\nz"));
	CHECK_STR(escape_text(a, S("\xff\xef\xbf\xbe é")).s, S("\xef\xbf\xbd é"));
	CHECK_STR(escape_text(a, S("")).s, S(""));
}

TEST(entity_decodes_as_the_standard_says)
{
	CHECK_STR(entity_decode(a, S("&eacute;&amp;&lt;&nbsp;&hellip;"), false), S("é&<\u00a0…"));
	CHECK_STR(entity_decode(a, S("&notit; &notin; &not"), false), S("¬it; ∉ ¬"));
	CHECK_STR(entity_decode(a, S("?a=1&copy=2&copy;&copy"), true), S("?a=1&copy=2©©"));
	CHECK_STR(entity_decode(a, S("&#233;&#xE9;&#x80;&#0;&#xd800;&#x110000;&#"), false),
		S("éé€\ufffd\ufffd\ufffd&#"));
	CHECK_STR(entity_decode(a, S("&acE;&NotEqualTilde;"), false), S("∾̳≂̸"));
	CHECK_STR(entity_decode(a, S("&nosuch; & &; &&amp;"), false), S("&nosuch; & &; &&"));
}

static void
check_href(struct arena *a, const char *raw, unsigned schemes, const char *want)
{
	str out = S(""), again;
	bool ok = href_clean(a, str_of(raw), schemes, &out);

	if (!want) {
		if (ok)
			fprintf(stderr, "let through: %s\n", raw);
		CHECK(!ok);
		return;
	}
	CHECK(ok);
	CHECK_STR(out, str_of(want));
	CHECK(href_clean(a, out, schemes, &again));
	CHECK_STR(again, out);
}

TEST(href_lets_through_what_is_safe)
{
	unsigned all = HREF_WEB | HREF_MAIL;

	check_href(a, " HTTP://Ex.org/a b?c=\"d\"#e#f ", all, "http://Ex.org/a%20b?c=%22d%22#e%23f");
	check_href(a, "//cdn.example/x", all, "//cdn.example/x");
	check_href(a, "\\\\cdn.example\\x", all, "//cdn.example/x");
	check_href(a, "/2026/03/é/?q=100%", all, "/2026/03/é/?q=100%25");
	check_href(a, "#note", all, "#note");
	check_href(a, "mailto:a@b.c", all, "mailto:a@b.c");
	check_href(a, "tel:+223 20", all, "tel:+223%2020");
	check_href(a, "ht\ntp://a.b/\tc", all, "http://a.b/c");
	check_href(a, "mailto:a@b.c", HREF_WEB, NULL);
}

TEST(href_refuses_the_rest)
{
	static const char *const bad[] = {"javascript:alert(1)", "JaVaScRiPt:x",
		"\x01javascript:x", "java\nscript:x", "  data:text/html,x", "vbscript:x",
		"feed:javascript:x", "java\xc2\x85script:x", "javascript&colon;x:y", "", "  ",
		"http:", "http://", "http:/x", "https:x.y", "http://a b/", "http://%41/",
		"//", "blob:x", "file:///etc", "x:y", "&:x", "\xe3\x80\x80javascript:x"};
	str out;

	for (size_t i = 0; i < LENGTH(bad); i++)
		check_href(a, bad[i], HREF_WEB | HREF_MAIL, NULL);
	CHECK(!href_clean(a, S("x\0:y"), HREF_WEB, &out));
	CHECK(!href_clean(a, S("http://x\0.y/"), HREF_WEB, &out));
}

TEST(strip_keeps_words_apart)
{
	CHECK_STR(strip_html(a, S("<h2>More</h2><p>a <b>b</b>c&nbsp;d<br>e</p>"), 0),
		S("More\na bc\u00a0d\ne"));
	CHECK_STR(strip_html(a, S("<ul><li>x<li>y</ul><script>no</script>z<style>no"), 0),
		S("x\ny\nz"));
	CHECK_STR(strip_html(a, S("<svg><text>no</text></svg>yes<svg>open"), 0), S("yesopen"));
	CHECK_STR(strip_html(a, S("1 < 2 <3 & 4"), 0), S("1 < 2 <3 & 4"));
	CHECK_STR(strip_html(a, S("a<figure><img><figcaption>c</figcaption></figure>b"),
		STRIP_FIGURES), S("a\nb"));
	CHECK_STR(strip_html(a, S("<figure class=wp-block-pullquote>q</figure>b"),
		STRIP_FIGURES), S("q\nb"));
}

TEST(excerpt_counts_words_as_wordpress_does)
{
	struct excerpt_rules r = {EXCERPT_WORDS, 3, S(" […]")};

	CHECK_STR(excerpt_text(a, S(" one \n two\t\tthree "), &r), S("one two three"));
	CHECK_STR(excerpt_text(a, S("one two three four"), &r), S("one two three […]"));
	CHECK_STR(excerpt_text(a, S("one\u00a0two three four five"), &r),
		S("one\u00a0two three four […]"));
	CHECK_STR(excerpt_text(a, S(""), &r), S(""));
	r.most = 0;
	CHECK_STR(excerpt_text(a, S("one"), &r), S(" […]"));
}

TEST(excerpt_counts_characters_where_words_have_no_spaces)
{
	struct excerpt_rules r = {EXCERPT_CHARACTERS, 4, S("…")};

	CHECK_STR(excerpt_text(a, S("日本語の新聞"), &r), S("日本語の…"));
	CHECK_STR(excerpt_text(a, S(" ab  cd "), &r), S("ab c…"));
	CHECK_STR(excerpt_text(a, S("ab c "), &r), S("ab c"));
	r.unit = EXCERPT_AUTO;
	r.most = 2;
	CHECK_STR(excerpt_text(a, S("日本語の新聞"), &r), S("日本語の…"));
	CHECK_STR(excerpt_text(a, S("one two three"), &r), S("one two…"));
	CHECK(excerpt_has_no_spaces(S("ภาษาไทย")));
	CHECK(!excerpt_has_no_spaces(S("جريدة")));
}

TEST(excerpt_leaves_no_comma_before_its_ending)
{
	const struct {
		str text, made;
	} pair[] = {
		{S("bread, and sandwiches, too"), S("bread, and sandwiches...")},
		{S("one two three; four"), S("one two three...")},
		{S("one two three: four"), S("one two three...")},
		{S("one two — four"), S("one two...")},
		{S("one two – four"), S("one two...")},
		{S("one two three-- four"), S("one two three...")},
		{S("خبز وملح وماء، وسمك"), S("خبز وملح وماء...")},
		{S("خبز وملح وماء؛ وسمك"), S("خبز وملح وماء...")},
		{S("of all Nigeria. Then"), S("of all Nigeria....")},
		{S("he said “no,” and"), S("he said “no,”...")},
		{S("one two (three) four"), S("one two (three)...")},
		{S(", ; : four"), S(", ; :...")},
		{S("one two three,"), S("one two three,")},
	};
	struct excerpt_rules r = {EXCERPT_WORDS, 3, S("...")};

	for (size_t i = 0; i < LENGTH(pair); i++)
		CHECK_STR(excerpt_text(a, pair[i].text, &r), pair[i].made);
	r = (struct excerpt_rules){EXCERPT_CHARACTERS, 4, S("…")};
	CHECK_STR(excerpt_text(a, S("日本語、新聞"), &r), S("日本語…"));
}

/* Only the beginning of a body is looked at, and nobody can tell. */
TEST(excerpt_of_a_beginning_is_that_of_the_whole)
{
	static const char *const piece[] = {"word ", "<p>", "</p>\n", "&eacute;t&eacute; ", "x",
		"<b>b</b>", "&amp", " ", "日本語", "<figure>no</figure>", "<br>", "\xa0", "1 < 2 ",
		"<script>no</script>", "\n\n", "ภาษาไทย"};
	uint64_t dice = test_seed();

	for (int round = 0; round < 300; round++) {
		struct buf b = buf_in(a, 1 << 16);
		struct excerpt_rules r = {(enum excerpt_unit)(round % 3),
			(unsigned)(test_random(&dice) % 80), S("...")};
		size_t parts = test_random(&dice) % 1500, of = 1 + test_random(&dice) % LENGTH(piece);

		for (size_t i = 0; i < parts; i++)
			buf_add(&b, str_of(piece[test_random(&dice) % of]));
		CHECK_STR(excerpt_body(a, buf_str(&b), &r),
			excerpt_text(a, strip_html(a, buf_str(&b), STRIP_FIGURES), &r));
	}
}

TEST(excerpt_of_a_body_leaves_out_what_is_no_text)
{
	struct excerpt_rules r = {EXCERPT_WORDS, 55, S("...")};
	size_t at, after;
	str label;

	CHECK_STR(excerpt_body(a, S("<!-- wp:paragraph --><p>One.</p><!-- /wp:paragraph -->"
		"[caption id=x]<img src=a> Words[/caption][gallery ids=1]<h2>Two</h2>"
		"<figure>no</figure><p>three"), &r), S("One. Two three"));
	CHECK_STR(excerpt_body(a, S("One two<!--more Read on-->three"), &r), S("One two"));
	CHECK(excerpt_more(S("ab<!--more Read on-->c"), &at, &after, &label));
	CHECK_INT(at, 2);
	CHECK_INT(after, 21);
	CHECK_STR(label, S("Read on"));
	CHECK(!excerpt_more(S("ab<!--more"), &at, &after, &label));
}
