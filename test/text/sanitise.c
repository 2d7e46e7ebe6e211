/* sanitise.c: nothing but what is allowed comes out.  The judge here is a
 * scanner of its own, with lists of its own: it knows nothing of src/text.
 * SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/utf8.h"
#include "test.h"
#include "text/body/body.h"
#include "text/html/sanitise.h"

#define CORPORA "../shared/corpora/"

static const char STORY_TAGS[] = " a abbr audio b bdi bdo blockquote br caption cite code dd del "
	"details dfn dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q "
	"rp rt ruby s samp small strong sub summary sup table tbody td tfoot th thead time tr u "
	"ul var video wbr ";
static const char COMMENT_TAGS[] = " a b blockquote br code del em i p q s strong ";
static const char STORY_ATTRS[] = " alt cite class colspan controls datetime dir height href "
	"hreflang id lang loading open preload rel reversed rowspan scope sizes src srcset start "
	"title type value width ";
static const char COMMENT_ATTRS[] = " cite datetime dir href lang rel title ";
static const char VOID[] = " br hr img wbr ";

struct judge {
	const char *tags, *attrs;
	const char *p, *end;
	char open[80][32];
	size_t depth;
	char why[200];
};

static bool
on(const char *list, const char *word)
{
	char spaced[40];

	snprintf(spaced, sizeof spaced, " %s ", word);
	return strstr(list, spaced) != NULL;
}

static bool
bad(struct judge *j, const char *why, const char *what)
{
	snprintf(j->why, sizeof j->why, "%s: %s", why, what);
	return false;
}

static bool
word(struct judge *j, char *out, size_t size)
{
	size_t n = 0;

	while (j->p < j->end && n + 1 < size &&
		((*j->p >= 'a' && *j->p <= 'z') || (*j->p >= '0' && *j->p <= '9')))
		out[n++] = *j->p++;
	out[n] = 0;
	return n > 0;
}

/* A relative address has no colon before its first slash. */
static bool
good_url(const char *v, size_t n, bool link)
{
	size_t colon = 0;

	while (colon < n && !strchr(":/?#", v[colon]))
		colon++;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)v[i] <= ' ' || v[i] == '\\')
			return false;
	if (colon == n || v[colon] != ':')
		return n > 0;
	if (n > 7 && (!strncmp(v, "http://", 7) || !strncmp(v, "https://", 8)))
		return true;
	return link && (!strncmp(v, "mailto:", 7) || !strncmp(v, "tel:", 4));
}

static bool
good_srcset(const char *v, size_t n)
{
	for (size_t i = 0, from = 0; i <= n; i++) {
		size_t end = from;

		if (i < n && !(v[i] == ',' && i + 1 < n && v[i + 1] == ' '))
			continue;
		while (end < i && v[end] != ' ')
			end++;
		if (!good_url(v + from, end - from, false))
			return false;
		from = i + 2;
	}
	return true;
}

static bool
attribute(struct judge *j)
{
	char name[32];
	const char *v;
	size_t n;

	if (*j->p++ != ' ' || !word(j, name, sizeof name) || !on(j->attrs, name))
		return bad(j, "attribute", name);
	if (on(" controls open reversed ", name))
		return true;
	if (j->p + 2 > j->end || j->p[0] != '=' || j->p[1] != '"')
		return bad(j, "no quotes", name);
	v = j->p += 2;
	while (j->p < j->end && *j->p != '"') {
		if (*j->p == '<' || *j->p == '>')
			return bad(j, "bracket in a value", name);
		j->p++;
	}
	if (j->p == j->end)
		return bad(j, "endless value", name);
	n = (size_t)(j->p++ - v);
	if (on(" href src cite ", name) && !good_url(v, n, !strcmp(name, "href")))
		return bad(j, "address", name);
	if (!strcmp(name, "srcset") && !good_srcset(v, n))
		return bad(j, "srcset", "");
	if (!strcmp(name, "id") && strncmp(v, "t-", 2) != 0)
		return bad(j, "id without prefix", "");
	return true;
}

static bool
tag(struct judge *j)
{
	bool end = *++j->p == '/';
	char name[32];

	j->p += end;
	if (!word(j, name, sizeof name) || !on(j->tags, name))
		return bad(j, "element", name);
	while (!end && j->p < j->end && *j->p != '>')
		if (!attribute(j))
			return false;
	if (j->p >= j->end || *j->p++ != '>')
		return bad(j, "tag does not end", name);
	if (end) {
		if (!j->depth || strcmp(j->open[--j->depth], name) != 0)
			return bad(j, "wrong end tag", name);
	} else if (!on(VOID, name)) {
		if (j->depth == 64)
			return bad(j, "too deep", name);
		snprintf(j->open[j->depth++], 32, "%s", name);
	}
	return true;
}

static bool
reference(struct judge *j)
{
	static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;"};

	for (size_t i = 0; i < LENGTH(known); i++)
		if (!strncmp(j->p, known[i], strlen(known[i])))
			return true;
	return bad(j, "bare ampersand", "");
}

static bool
judge(struct judge *j, str s, enum sanitise_policy policy)
{
	bool story = policy == SANITISE_STORY;

	*j = (struct judge){.tags = story ? STORY_TAGS : COMMENT_TAGS,
		.attrs = story ? STORY_ATTRS : COMMENT_ATTRS, .p = s.p, .end = s.p + s.n};
	if (!utf8_valid(s))
		return bad(j, "UTF-8", "");
	while (j->p < j->end) {
		if (*j->p == '<') {
			if (!tag(j))
				return false;
			continue;
		}
		if (*j->p == '>' || ((unsigned char)*j->p < ' ' && *j->p != '\n' && *j->p != '\t'))
			return bad(j, "character", "");
		if (*j->p == '&' && !reference(j))
			return false;
		j->p++;
	}
	return j->depth ? bad(j, "left open", j->open[j->depth - 1]) : true;
}

/* Both policies: only what is allowed, and twice is once. */
static void
try_one(str in)
{
	struct arena *a = arena_new((size_t)1 << 30);

	for (int policy = SANITISE_STORY; policy <= SANITISE_COMMENT; policy++) {
		html once = sanitise_html(a, in, (enum sanitise_policy)policy, NULL), twice;
		struct judge j;

		if (!judge(&j, once.s, (enum sanitise_policy)policy)) {
			fprintf(stderr, "%s\n  in  %.*s\n  out %.*s\n", j.why, SARG(str_upto(in, 3000)),
				SARG(once.s));
			CHECK(!"only allowed things come out");
		}
		twice = sanitise_html(a, once.s, (enum sanitise_policy)policy, NULL);
		if (!str_eq(once.s, twice.s))
			fprintf(stderr, "policy %d of %.*s\n", policy, SARG(str_upto(in, 3000)));
		CHECK_STR(twice.s, once.s);
	}
	for (int format = BODY_HTML; format <= BODY_BLOCKS; format++) {
		struct judge j;
		html h = body_html(a, in, (enum body_format)format, NULL);

		if (!judge(&j, h.s, SANITISE_STORY)) {
			fprintf(stderr, "%s in body %.*s\n", j.why, SARG(h.s));
			CHECK(!"only allowed things come out of a body");
		}
	}
	arena_end(a);
}

/* A value of "payload" or such: every string in a JSON file is tried. */
static int
try_json(const json_t *v)
{
	const char *key;
	json_t *one;
	size_t i;
	int n = 0;

	if (json_is_string(v)) {
		try_one((str){json_string_value(v), json_string_length(v)});
		return 1;
	}
	json_object_foreach((json_t *)(uintptr_t)v, key, one)
		n += try_json(one);
	json_array_foreach(v, i, one)
		n += try_json(one);
	return n;
}

TEST(text_sanitise_dompurify_vectors)
{
	str s = test_file(a, CORPORA "dompurify-xss/test/fixtures/expect.mjs");
	size_t at = 0, step;
	int n = 0;

	/* A module of JSON-like objects: each "payload": "..." line is JSON. */
	while ((step = str_find(str_from(s, at), S("\"payload\":"))) != NOWHERE) {
		str rest = str_trim(str_from(s, at + step + 10));
		json_t *v = json_loadb(rest.p, rest.n, JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK, NULL);

		if (v)
			n += try_json(v);
		json_decref(v);
		at += step + 10;
	}
	CHECK(n > 150);
}

TEST(text_sanitise_bleach_vectors)
{
	for (int i = 1; i <= 20; i++) {
		str s = test_file(a, arena_fmt(a, CORPORA "bleach-xss/tests/data/%d.test", i).p);
		size_t end = str_find(s, S("\n--\n"));

		CHECK(end != NOWHERE);
		try_one(str_upto(s, end));
	}
}

TEST(text_sanitise_naughty_strings)
{
	str s = test_file(a, CORPORA "blns/blns.json");
	json_t *v = json_loadb(s.p, s.n, 0, NULL);

	CHECK(v != NULL);
	CHECK(try_json(v) > 400);
	json_decref(v);
}

TEST(text_sanitise_html5lib_trees)
{
	static const char *const files[] = {"adoption01", "adoption02", "blocks", "comments01",
		"domjs-unsafe", "entities01", "foreign-fragment", "html5test-com", "inbody01",
		"isindex", "main-element", "math", "menuitem-element", "namespace-sensitivity",
		"noscript01", "pending-spec-changes", "plain-text-unsafe", "ruby", "scriptdata01",
		"search-element", "svg", "tables01", "template", "tests1", "tests2", "tests3", "tests5",
		"tests6", "tests7", "tests8", "tests9", "tests10", "tests15", "tests16", "tests17",
		"tests18", "tests19", "tests20", "tests22", "tests23", "tests26", "tricky01", "webkit01",
		"webkit02"};
	int n = 0;

	for (size_t i = 0; i < LENGTH(files); i++) {
		const char *path = arena_fmt(a, CORPORA "html5lib-tests/tree-construction/%s.dat",
			files[i]).p;
		str s, rest;
		size_t at, end;

		s = test_file(a, path);
		for (rest = s; (at = str_find(rest, S("#data\n"))) != NOWHERE; n++) {
			rest = str_from(rest, at + 6);
			end = str_find(rest, S("\n#errors"));
			try_one(str_upto(rest, end));
			if (end == NOWHERE)
				break;
		}
	}
	CHECK(n > 1000);
}

/* Markup made of pieces that like to quarrel. */
TEST(text_sanitise_random_markup)
{
	static const char *const pieces[] = {"<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href=x>",
		"<a href='javascript:x'>", "</a>", "<div>", "</div>", "<ul>", "</ul>", "<li>", "</li>",
		"<table>", "</table>", "<tr>", "<td>", "</td>", "<th scope=row>", "<caption>", "<thead>",
		"<tbody>", "</tbody>", "<tfoot>", "<h1>", "</h2>", "<pre>", "</pre>", "\n", "\n\n", " ",
		"x", "&amp;", "&lt;b&gt;", "<br>", "<hr>", "<img src=a.png>", "<dl>", "<dt>", "<dd>",
		"</dl>", "<blockquote>", "</blockquote>", "<figure>", "</figure>", "<figcaption>",
		"<details>", "<summary>", "</details>", "<ruby>", "<rt>", "</ruby>", "<svg>", "</svg>",
		"<style>", "</style>", "<script>", "</script>", "<!--", "-->", "<math>", "</math>",
		"<title>", "</title>", "<select>", "<option>", "</select>", "<textarea>", "<template>",
		"<noscript>", "</noscript>", "<iframe src=http://a.b/>", "</iframe>", "<ol start=3>",
		"<span id=x>", "<p id=email class='gallery x'>", "<audio src=a.mp3>", "</audio>",
		"[caption]", "[/caption]", "[[gallery]]", "[embed]http://x.y/z[/embed]", "\xff",
		"<p title='\"><img src=x onerror=alert(1)>'>", "<q cite='data:x'>", "</form>", "<form>",
		"<center>", "</center>", "<xmp>", "<![CDATA[", "]]>", "<?x", "http://a.example/b\n"};
	uint64_t seed = test_seed();

	for (int round = 0; round < 3000; round++) {
		struct buf b = buf_in(a, 10000);
		size_t n = 1 + test_random(&seed) % 60;

		for (size_t i = 0; i < n; i++)
			buf_add(&b, str_of(pieces[test_random(&seed) % LENGTH(pieces)]));
		try_one(buf_str(&b));
	}
}

static void
check(struct arena *a, const char *in, const char *want)
{
	CHECK_STR(sanitise_html(a, str_of(in), SANITISE_STORY, NULL).s, str_of(want));
}

TEST(text_sanitise_mends_nesting)
{
	check(a, "<p>a <b>b <i>c</b> d</i> e", "<p>a <b>b <i>c</i></b><i> d</i> e</p>");
	check(a, "<b><p>x<p>y</b> z", "<p><b>x</b></p><p><b>y</b> z</p>");
	check(a, "<b id=i>w<p>x<p>y</b> z", "<b id=\"t-i\">w</b><p><b>x</b></p><p><b>y</b> z</p>");
	check(a, "<a href=/u><h1>T</h1></a>", "<h2><a href=\"/u\">T</a></h2>");
	check(a, "<a href=/u>x<a href=/v>y", "<a href=\"/u\">x</a><a href=\"/v\">y</a>");
	check(a, "<div>one</div><div>two <b>x</b></div>", "<p>one</p><p>two <b>x</b></p>");
	check(a, "<ul>x<li>y<ul>z</ul></ul>", "<ul><li>x</li><li>y<ul><li>z</li></ul></li></ul>");
	check(a, "<li>x<li>y</li>z", "<ul><li>x</li><li>y</li></ul>z");
	check(a, "<table><td>x<tr><td></table>", "<table><tbody><tr><td>x</td></tr><tr><td></td>"
		"</tr></tbody></table>");
	check(a, "<p>x<table><caption>c<tr><th scope=col>h</table>", "<p>x</p><table><caption>c"
		"</caption><tbody><tr><th scope=\"col\">h</th></tr></tbody></table>");
	check(a, "<pre>\n\n  x\n y</pre>", "<pre>  x\n y</pre>");
	check(a, "<p><br></p><p> </p><h2></h2><a href=x></a>", "");
	check(a, "<ruby>漢<rp>(<rt>kan<rp>)</ruby>", "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>");
	check(a, "<details><summary><h3>S</h3></summary><p>x", "<details><summary>S</summary><p>x</p>"
		"</details>");
}

TEST(text_sanitise_takes_contents_away)
{
	check(a, "a<script>x</script>b<style>y</style>c<svg><p>d</p></svg>e", "abce");
	check(a, "a<svg>b<p>c", "ab<p>c</p>");
	check(a, "a<iframe src=http://x.y><b></iframe>b<noscript><img src=x></noscript>c", "abc");
	check(a, "a<textarea><b>x</textarea><select><option>y</select><object><p>z</object>b", "ab");
	check(a, "a<!-- <script> -->b<?php x ?>c", "abc");
	check(a, "a<font color=red>b</font><blink>c</blink>", "abc");
	check(a, "<script>x", "");
}

TEST(text_sanitise_keeps_only_listed_attributes)
{
	check(a, "<p onclick=x style=y id=email class='alignleft x' dir=rtl lang=ar>z",
		"<p id=\"t-email\" class=\"alignleft\" dir=\"rtl\" lang=\"ar\">z</p>");
	check(a, "<p id=x>a<p id=x>b<p id=t-x>c<a href=#x>d</a>",
		"<p id=\"t-x\">a</p><p>b</p><p>c<a href=\"#t-x\">d</a></p>");
	check(a, "<a href='mailto:a@b.c' target=_blank rel='me nofollow nofollow' title='&quot;'>x",
		"<a href=\"mailto:a@b.c\" rel=\"nofollow\" title=\"&quot;\">x</a>");
	check(a, "<img src=/a.jpg width=10% height=20 alt='<x>' onerror=y srcset='/a.jpg 1x, "
		"javascript:x 2x,/b.jpg 2x'>", "<img src=\"/a.jpg\" srcset=\"/a.jpg 1x, /b.jpg 2x\" "
		"alt=\"&lt;x&gt;\" height=\"20\" loading=\"lazy\">");
	check(a, "<img src=data:x data-src=/late.jpg>",
		"<img src=\"/late.jpg\" alt=\"\" loading=\"lazy\">");
	check(a, "<td colspan=2>x", "x");
	check(a, "<video poster=x autoplay><source src=/v.mp4><p>old</video><audio src=/x.php>",
		"<video controls preload=\"none\" src=\"/v.mp4\"></video>");
	check(a, "<ol start=5 reversed type=a><li value=7>x", "<ol start=\"5\" reversed type=\"a\">"
		"<li value=\"7\">x</li></ol>");
	check(a, "<blockquote cite=javascript:x>q", "<blockquote>q</blockquote>");
}

/* An address just within its limit is still within it after another pass. */
TEST(text_sanitise_long_addresses_stand_still)
{
	for (size_t n = 4080; n < 4100; n++) {
		struct buf b = buf_in(a, 1 << 16);
		str once;

		buf_add(&b, S("<p><a href=\"#"));
		for (size_t i = 0; i < n; i++)
			buf_char(&b, 'x');
		buf_add(&b, S("\">there</a></p>"));
		once = sanitise_html(a, buf_str(&b), SANITISE_STORY, NULL).s;
		CHECK(str_eq(sanitise_html(a, once, SANITISE_STORY, NULL).s, once));
		CHECK_INT(str_find(once, S("<a ")) != NOWHERE, n < 4096);
	}
}

TEST(text_sanitise_comments_are_plain)
{
	html h = sanitise_html(a, S("<h2>t</h2><p id=x>a <a href=http://x.y rel=follow>l</a>"
		"<img src=x><ul><li>u</ul><u>v</u>"), SANITISE_COMMENT, NULL);

	CHECK_STR(h.s, S("<p>t</p><p>a <a href=\"http://x.y\" rel=\"nofollow ugc noopener\">l</a></p>"
		"<p>u</p>v"));
}

static str
hook_url(void *arg, struct arena *a, enum sanitise_use use, str url)
{
	(void)arg;
	if (str_ends(url, S("gone")))
		return S("");
	return use == SANITISE_LINK ? arena_fmt(a, "/out%.*s", SARG(url)) : url;
}

static bool
hook_image(void *arg, const struct sanitise_image *m, struct buf *out)
{
	*(int64_t *)arg = m->wordpress_id;
	if (!m->wordpress_id)
		return false;
	buf_add(out, S("<picture></picture>"));
	return true;
}

TEST(text_sanitise_asks_its_hooks)
{
	int64_t id = 0;
	struct sanitise_hooks h = {.arg = &id, .url = hook_url, .image = hook_image};
	html out = sanitise_html(a, S("<a href=/x>k</a><a href=/gone>n</a><img class='wp-image-12'"
		" src=/a.jpg><img src=/b.jpg>"), SANITISE_STORY, &h);

	CHECK_STR(out.s, S("<a href=\"/out/x\">k</a>n<picture></picture>"
		"<img src=\"/b.jpg\" alt=\"\" loading=\"lazy\">"));
}

TEST(text_sanitise_golden)
{
	static const char *const names[] = {"wordpress-blocks", "gallery", "newsletter", "word-paste",
		"tables", "lists", "mutation", "clobber", "urls", "rtl", "unclosed", "foreign"};

	for (size_t i = 0; i < LENGTH(names); i++) {
		str in = test_file(a, arena_fmt(a, "test/golden/text-%s.in", names[i]).p);
		html out = sanitise_html(a, in, SANITISE_STORY, NULL);

		try_one(in);
		CHECK_GOLDEN(arena_fmt(a, "text-%s.out", names[i]).p, out.s);
	}
}

static double
seconds(str in)
{
	struct arena *a = arena_new((size_t)2 << 30);
	struct timespec from, to;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	sanitise_html(a, in, SANITISE_STORY, NULL);
	body_html(a, in, BODY_CLASSIC, NULL);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	arena_end(a);
	return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

static str
repeated(struct arena *a, const char *piece, size_t size)
{
	struct buf b = buf_in(a, size + 100);

	while (b.n < size)
		buf_add(&b, str_of(piece));
	return buf_str(&b);
}

/* Ten times the input, less than thirty times the time (the rest is the noise
 * of a busy machine); what is quadratic would take a hundred times. */
TEST(text_sanitise_takes_linear_time)
{
	static const char *const pieces[] = {"<", "<b>", "<div>", "<svg>", "<p><b>x", "<table><tr>",
		"<a href=x>", "</b>", "<!--", "&amp", "&", "<ul><li>", "[caption]", "[gallery ", "[[",
		"<a b", "<b></i>", "<style>", "<figure>", "\n\nx", "<textarea>", "<p id=x>", "<pre>\n",
		"<dl><dt>", "<br><br>", "http://a.example/\n", "<video>", "<![CDATA[", "<script><!--"};

	for (size_t i = 0; i < LENGTH(pieces); i++) {
		double small = seconds(repeated(a, pieces[i], 50000));
		double large = seconds(repeated(a, pieces[i], 500000));

		if (large > 0.05 && large > 30 * small)
			fprintf(stderr, "%s: %f then %f\n", pieces[i], small, large);
		CHECK(large <= 0.05 || large <= 30 * small);
	}
}
