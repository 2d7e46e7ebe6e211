/* body.c: classic paragraphs, shortcodes, whole bodies; and WordPress's own
 * rendering as the judge of the words in each paragraph.
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "text/body/autop.h"
#include "text/body/body.h"
#include "text/html/strip.h"

static void
check(struct arena *a, const char *in, const char *want)
{
	CHECK_STR(autop(a, str_of(in)), str_of(want));
}

TEST(text_autop_makes_paragraphs)
{
	check(a, "one\n\ntwo\nthree", "<p>one</p>\n<p>two<br>\nthree</p>");
	check(a, "\r\n\r\none\r\n \r\ntwo\r\n", "<p>one</p>\n<p>two</p>");
	check(a, "a<br><br />b<br>\nc", "<p>a</p>\n<p>b<br>\nc</p>");
	check(a, "", "");
	check(a, " \n\n ", "");
	check(a, "<b>x</b> y", "<p><b>x</b> y</p>");
	check(a, "<img src=a>\n\n<a href=x><img src=b></a>",
		"<p><img src=a></p>\n<p><a href=x><img src=b></a></p>");
}

TEST(text_autop_leaves_blocks_alone)
{
	check(a, "a\n<h2>H</h2>\nb", "<p>a</p><h2>H</h2><p>b</p>");
	check(a, "<p>own</p>\n\n<p>two\n\nsplit</p>", "<p>own</p><p>two</p>\n<p>split</p>");
	check(a, "<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>", "<ul><li>a</li><li>b</li></ul>");
	check(a, "<ul><li>a\n\nb</li></ul>", "<ul><li><p>a</p>\n<p>b</p></li></ul>");
	check(a, "<blockquote>q\n\nr</blockquote>", "<blockquote><p>q</p>\n<p>r</p></blockquote>");
	check(a, "x<pre>\n a\n\n b</pre>y", "<p>x</p><pre>\n a\n\n b</pre><p>y</p>");
	check(a, "<table>\n<tr>\n<td>a\nb</td>\n</tr></table>",
		"<table><tr><td>a<br>\nb</td></tr></table>");
	check(a, "<div>x</div>", "<div><p>x</p></div>");
}

TEST(text_autop_does_not_wrap_what_stands_alone)
{
	check(a, "a\n\n[gallery ids=\"1\"]\n\nb", "<p>a</p>\n[gallery ids=\"1\"]\n<p>b</p>");
	check(a, "[caption]<img src=a> x[/caption]", "[caption]<img src=a> x[/caption]");
	check(a, "[unknown]", "<p>[unknown]</p>");
	check(a, "<!-- x -->\n\na", "<!-- x -->\n<p>a</p>");
	check(a, "a\n<!--more-->\nb", "<p>a</p>\n<p>b</p>");
}

static bool
media(void *arg, struct arena *a, int64_t id, struct shortcode_media *m)
{
	(void)arg;
	if (id > 3)
		return false;
	m->url = arena_fmt(a, "/m/%d.%s", (int)id, id == 3 ? "mp3" : "jpg");
	m->alt = S("\"alt\"");
	m->caption = id == 2 ? S("") : S("A <caption>");
	m->width = 30;
	m->height = 20;
	return true;
}

static size_t
attached(void *arg, struct arena *a, int64_t *ids, size_t max)
{
	(void)arg;
	(void)a;
	CHECK(max >= 2);
	ids[0] = 2;
	ids[1] = 9;
	return 2;
}

static const struct shortcode_hooks shortcodes = {NULL, media, attached};

static void
expand(struct arena *a, const char *in, const char *want)
{
	CHECK_STR(shortcode_expand(a, str_of(in), &shortcodes), str_of(want));
}

TEST(text_shortcode_captions)
{
	expand(a, "[caption id=\"x\" align=\"alignleft\" width=\"300\"]<a href=\"/b\"><img src=\"/a\">"
		"</a> The <i>words</i>[/caption]", "<figure class=\"alignleft\"><a href=\"/b\"><img "
		"src=\"/a\"></a><figcaption>The <i>words</i></figcaption></figure>");
	expand(a, "[wp_caption caption=\"Older's\"]<img src=/a>[/wp_caption]",
		"<figure class=\"\"><img src=/a><figcaption>Older's</figcaption></figure>");
	expand(a, "[caption]no end [caption]<img src=a>[/caption]", "<figure class=\"\"></figure>no end "
		"<figure class=\"\"><img src=a></figure>");
}

TEST(text_shortcode_media)
{
	expand(a, "[gallery ids=\"1, 2,9,x\"]", "<figure class=\"gallery\"><figure><img "
		"class=\"wp-image-1\" src=\"/m/1.jpg\" alt=\"&quot;alt&quot;\" width=\"30\" height=\"20\">"
		"<figcaption>A &lt;caption&gt;</figcaption></figure><figure><img class=\"wp-image-2\" "
		"src=\"/m/2.jpg\" alt=\"&quot;alt&quot;\" width=\"30\" height=\"20\"></figure></figure>");
	expand(a, "[gallery]", "<figure class=\"gallery\"><figure><img class=\"wp-image-2\" "
		"src=\"/m/2.jpg\" alt=\"&quot;alt&quot;\" width=\"30\" height=\"20\"></figure></figure>");
	expand(a, "[gallery ids=99]", "");
	expand(a, "[audio mp3=\"/s.mp3\"][/audio][video width=3 mp4='/v.mp4' /]",
		"<figure><audio src=\"/s.mp3\"></audio></figure>"
		"<figure><video src=\"/v.mp4\"></video></figure>");
	expand(a, "[audio http://x.y/a.mp3]", "<figure><audio src=\"http://x.y/a.mp3\"></audio></figure>");
	expand(a, "[playlist ids=3]", "<figure><audio src=\"/m/3.mp3\"></audio><figcaption>A "
		"&lt;caption&gt;</figcaption></figure>");
	expand(a, "[embed width=1]http://x.y/z[/embed]",
		"<p><a href=\"http://x.y/z\">http://x.y/z</a></p>");
}

TEST(text_shortcode_keeps_what_is_none)
{
	expand(a, "[x] [ gallery] [galleryx] [[gallery ids=1]] a[0] [/caption] [",
		"[x] [ gallery] [galleryx] [gallery ids=1] a[0] [/caption] [");
	expand(a, "<a title=\"[gallery]\">x</a>", "<a title=\"[gallery]\">x</a>");
	CHECK_STR(shortcode_strip(a, S("a[gallery]b[caption]<img>c[/caption]d[x][[audio]]")),
		S("abd[x][audio]"));
	CHECK(shortcode_is_one(S("[gallery]")));
	CHECK(!shortcode_is_one(S("[gallery] ")));
	CHECK(!shortcode_is_one(S("[[gallery]]")));
}

TEST(text_body_golden)
{
	struct body_hooks h = {.shortcode = shortcodes};
	str classic = test_file(a, "test/golden/text-body-classic.in");
	str blocks = test_file(a, "test/golden/text-body-blocks.in");

	CHECK_GOLDEN("text-body-classic.out", body_html(a, classic, BODY_CLASSIC, &h).s);
	CHECK_GOLDEN("text-body-blocks.out", body_html(a, blocks, BODY_BLOCKS, &h).s);
	CHECK_GOLDEN("text-body-classic.plain", body_plain(a, classic, BODY_CLASSIC));
	CHECK_INT(body_guess(blocks), BODY_BLOCKS);
	CHECK_INT(body_guess(classic), BODY_CLASSIC);
}

TEST(text_body_comments)
{
	CHECK_STR(body_comment(a, S("Hi\nsee http://x.y/abc. (https://a.example/b)\n\n<a "
		"href=\"http://x.y\">http://x.y/zzz</a> <3 you & me <img src=x>")).s,
		S("<p>Hi<br>\nsee <a href=\"http://x.y/abc\" rel=\"nofollow ugc noopener\">http://x.y/abc"
		"</a>. (<a href=\"https://a.example/b\" rel=\"nofollow ugc noopener\">https://a.example/b"
		"</a>)</p>\n<p><a href=\"http://x.y\" rel=\"nofollow ugc noopener\">http://x.y/zzz</a> "
		"&lt;3 you &amp; me </p>"));
}

TEST(text_body_frames_become_links)
{
	CHECK_STR(body_html(a, S("<iframe src=\"https://www.youtube.com/embed/ab_c?rel=0\"></iframe>"),
		BODY_HTML, NULL).s, S("<a href=\"https://www.youtube.com/watch?v=ab_c\">"
		"https://www.youtube.com/watch?v=ab_c</a>"));
	CHECK_STR(body_html(a, S("<iframe src=javascript:x></iframe>"), BODY_HTML, NULL).s, S(""));
}

/* The part of s after `from` (which is searched) up to `to`. */
static str
between(str *s, str from, str to)
{
	size_t at = str_find(*s, from), end;
	str part;

	if (at == NOWHERE)
		return (str){0};
	part = str_from(*s, at + from.n);
	end = str_find(part, to);
	*s = str_from(part, end);
	return str_upto(part, end);
}

TEST(text_body_says_what_wordpress_says)
{
	str in = test_file(a, "../shared/wordpress/golden/export.wxr.xml");
	str feed = test_file(a, "../shared/wordpress/golden/feed.xml"), item, shown;
	int n = 0;

	while ((shown = between(&feed, S("<content:encoded><![CDATA["), S("]]>"))).p) {
		str want = strip_html(a, shown, STRIP_TAGS), rest = in;
		bool found = false;

		while (!found && (item = between(&rest, S("<content:encoded><![CDATA["), S("]]>"))).p) {
			html h = body_html(a, item, body_guess(item), NULL);

			found = str_eq(strip_html(a, h.s, STRIP_TAGS), want);
		}
		CHECK(found);
		n++;
	}
	CHECK(n >= 2);
	shown = test_file(a, "../shared/wordpress/golden/article.html");
	shown = between(&shown, S("<div class=\"entry-content\">"), S("</div>"));
	while ((item = between(&in, S("<content:encoded><![CDATA["), S("]]>"))).p)
		if (str_eq(strip_html(a, body_html(a, item, body_guess(item), NULL).s, 0),
			strip_html(a, shown, 0)))
			return;
	CHECK(!"the article's text");
}
