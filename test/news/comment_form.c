/* comment_form.c: a reply form's fields at their borders, addresses against the
 * isemail corpus, links, machines and networks, form tokens.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/comment/form.h"
#include "text/data/email.h"
#include "news/people/origin.h"
#include "test.h"

#include <stdlib.h>

static str
repeat(struct arena *a, str piece, size_t times)
{
	struct buf b = buf_in(a, piece.n * times + 1);

	for (size_t i = 0; i < times; i++)
		buf_add(&b, piece);
	return buf_str(&b);
}

static struct comment_form
good(void)
{
	return (struct comment_form){.story_id = 1, .author = S("Awa"), .email = S("awa@example.org"),
		.body = S("Well said."), .seen_ms = -1};
}

/* The only fault of a form, COMMENT_FINE for none. */
static enum comment_fault
fault_of(struct arena *a, struct comment_form f)
{
	struct comment_verdict v = {0};
	struct comment_fields fields;

	comment_form_check(a, &f, &fields, &v);
	CHECK(v.faults <= 1);
	return v.faults ? v.fault[0] : COMMENT_FINE;
}

static enum comment_fault
body_fault(struct arena *a, str body)
{
	struct comment_form f = good();

	f.body = body;
	return fault_of(a, f);
}

static enum comment_fault
author_fault(struct arena *a, str author)
{
	struct comment_form f = good();

	f.author = author;
	return fault_of(a, f);
}

static enum comment_fault
email_fault(struct arena *a, str email)
{
	struct comment_form f = good();

	f.email = email;
	return fault_of(a, f);
}

static enum comment_fault
url_fault(struct arena *a, str url)
{
	struct comment_form f = good();

	f.url = url;
	return fault_of(a, f);
}

TEST(comment_form_body_borders)
{
	str full = repeat(a, S("x"), COMMENT_BODY_MAX);

	CHECK_INT(body_fault(a, full), COMMENT_FINE);
	CHECK_INT(body_fault(a, repeat(a, S("x"), COMMENT_BODY_MAX + 1)), COMMENT_LONG_BODY);
	/* characters: N'Ko is two bytes, emoji four; a line end is one */
	CHECK_INT(body_fault(a, repeat(a, S("\xdf\x8a"), COMMENT_BODY_MAX)), COMMENT_FINE);
	CHECK_INT(body_fault(a, repeat(a, S("\xdf\x8a"), COMMENT_BODY_MAX + 1)),
		COMMENT_LONG_BODY);
	CHECK_INT(body_fault(a, repeat(a, S("x\r\n"), COMMENT_BODY_MAX / 2)), COMMENT_FINE);
	CHECK_INT(body_fault(a, S("")), COMMENT_NO_BODY);
	CHECK_INT(body_fault(a, S(" \r\n\t ")), COMMENT_NO_BODY);
	CHECK_INT(body_fault(a, S("\xc2\xa0\xe2\x80\x8b \xef\xbb\xbf")), COMMENT_NO_BODY);
	CHECK_INT(body_fault(a, S("\xe2\x80\x8b.")), COMMENT_FINE);
	CHECK_INT(body_fault(a, S("one\r\n\ttwo")), COMMENT_FINE);
}

TEST(comment_form_text_is_utf8_without_controls)
{
	static const str bad[] = {S("a\0b"), S("a\1"), S("\x7f"), S("\x80"), S("\xc0\xaf"),
		S("\xe0\x80\x80"), S("\xed\xa0\x80"), S("\xf4\x90\x80\x80"), S("\xf5\x80\x80\x80"),
		S("\xc3"), S("\xe2\x82"), S("x\xff")};
	static const str fine[] = {S("\xc3\xa9"), S("\xed\x9f\xbf"), S("\xee\x80\x80"),
		S("\xf0\x9f\x98\x80"), S("\xf4\x8f\xbf\xbf")};

	for (size_t i = 0; i < LENGTH(bad); i++) {
		CHECK_INT(body_fault(a, bad[i]), COMMENT_BAD_BODY);
		CHECK_INT(author_fault(a, bad[i]), COMMENT_BAD_AUTHOR);
		CHECK_INT(url_fault(a, bad[i]), COMMENT_BAD_URL);
		CHECK_INT(email_fault(a, bad[i]), COMMENT_BAD_EMAIL);
	}
	for (size_t i = 0; i < LENGTH(fine); i++) {
		CHECK_INT(body_fault(a, fine[i]), COMMENT_FINE);
		CHECK_INT(author_fault(a, fine[i]), COMMENT_FINE);
	}
	CHECK_INT(author_fault(a, S("Awa\nBcc: x")), COMMENT_BAD_AUTHOR);
}

TEST(comment_form_lengths_of_the_lines)
{
	str local = repeat(a, S("l"), 60);
	str mail = arena_fmt(a, "%.*s@%.*s.org", SARG(local), SARG(repeat(a, S("d"), 35)));

	CHECK_INT(author_fault(a, S("")), COMMENT_NO_AUTHOR);
	CHECK_INT(author_fault(a, S("  ")), COMMENT_NO_AUTHOR);
	CHECK_INT(author_fault(a, repeat(a, S("\xc3\xa9"), COMMENT_AUTHOR_MAX)), COMMENT_FINE);
	CHECK_INT(author_fault(a, repeat(a, S("\xc3\xa9"), COMMENT_AUTHOR_MAX + 1)),
		COMMENT_LONG_AUTHOR);
	CHECK_INT(email_fault(a, S("")), COMMENT_NO_EMAIL);
	CHECK_INT(mail.n, COMMENT_EMAIL_MAX);
	CHECK_INT(email_fault(a, mail), COMMENT_FINE);
	CHECK_INT(email_fault(a, arena_fmt(a, "%.*sx", SARG(mail))), COMMENT_LONG_EMAIL);
	CHECK_INT(url_fault(a, arena_fmt(a, "http://example.org/%.*s",
		SARG(repeat(a, S("p"), COMMENT_URL_MAX - 19)))), COMMENT_FINE);
	CHECK_INT(url_fault(a, arena_fmt(a, "http://example.org/%.*s",
		SARG(repeat(a, S("p"), COMMENT_URL_MAX - 18)))), COMMENT_LONG_URL);
}

TEST(comment_form_says_all_that_is_wrong_at_once)
{
	struct comment_form f = {.email = S("nobody"), .url = S("javascript:alert(1)"), .seen_ms = -1};
	struct comment_verdict v = {0};
	struct comment_fields fields;

	comment_form_check(a, &f, &fields, &v);
	CHECK_INT(v.faults, 4);
	CHECK_INT(v.fault[0], COMMENT_NO_BODY);
	CHECK_INT(v.fault[1], COMMENT_NO_AUTHOR);
	CHECK_INT(v.fault[2], COMMENT_BAD_EMAIL);
	CHECK_INT(v.fault[3], COMMENT_BAD_URL);
	for (int i = COMMENT_FINE + 1; i < COMMENT_FAULTS; i++) {
		CHECK(comment_fault_word((enum comment_fault)i)[0]);
		CHECK(comment_fault_text((enum comment_fault)i)[0]);
		CHECK(comment_fault_field((enum comment_fault)i) != NULL);
	}
}

TEST(comment_form_urls)
{
	static const str bad[] = {S("javascript:alert(1)"), S("JaVaScRiPt:x.y"), S("data:text/html,x"),
		S("ftp://example.org"), S("http://"), S("http:///x"), S("https://bank@example.org/"),
		S("http://a b.org"), S("http://example.org/\"onclick=x"), S("http://example.org/<b>"),
		S("http://nodot"), S("http://example.org:80a/"), S("http://1.2.3.4/"), S("mailto:a@b.org"),
		S("//"), S("http://exa\\mple.org")};
	static const struct {
		str typed, kept;
	} fine[] = {{S("example.org"), S("http://example.org")},
		{S(" https://example.org/a?b=c#d "), S("https://example.org/a?b=c#d")},
		{S("HTTPS://Example.org"), S("HTTPS://Example.org")},
		{S("example.org:8080/x"), S("http://example.org:8080/x")},
		{S("http://\xc3\xa9t\xc3\xa9.fr/"), S("http://\xc3\xa9t\xc3\xa9.fr/")}, {S("  "), S("")}};

	for (size_t i = 0; i < LENGTH(bad); i++)
		if (url_fault(a, bad[i]) != COMMENT_BAD_URL)
			test_fail(__FILE__, __LINE__, "taken: %.*s", SARG(bad[i]));
	for (size_t i = 0; i < LENGTH(fine); i++) {
		struct comment_form f = good();
		struct comment_verdict v = {0};
		struct comment_fields fields;

		f.url = fine[i].typed;
		comment_form_check(a, &f, &fields, &v);
		CHECK_INT(v.faults, 0);
		CHECK_STR(fields.url, fine[i].kept);
	}
}

TEST(comment_form_email_by_hand)
{
	static const str fine[] = {S("a@b.org"), S("A.B+tag@sub.example.co.uk"), S("o'neil@x.ie"),
		S("\xc3\xa9\xc3\xa8@\xc3\xa9t\xc3\xa9.fr"), S("1@2.com")};
	static const str bad[] = {S(""), S("@"), S("a@"), S("@b.org"), S("a b@c.org"), S("a@b"), S("a@b."),
		S("a@.b.org"), S("a@b..org"), S(".a@b.org"), S("a.@b.org"), S("a..b@c.org"),
		S("a@-b.org"), S("a@b-.org"), S("a@1.2.3.4"), S("<a@b.org>"), S("a@b.org,c@d.org"),
		S("a@b@c.org"), S("a@b_c.org"), S("a\r\nBcc:x@b.org")};

	for (size_t i = 0; i < LENGTH(fine); i++)
		if (!email_is(fine[i]))
			test_fail(__FILE__, __LINE__, "refused: %.*s", SARG(fine[i]));
	for (size_t i = 0; i < LENGTH(bad); i++)
		if (email_is(bad[i]))
			test_fail(__FILE__, __LINE__, "taken: %.*s", SARG(bad[i]));
	CHECK(email_is(arena_fmt(a, "%.*s@b.org", SARG(repeat(a, S("l"), 64)))));
	CHECK(!email_is(arena_fmt(a, "%.*s@b.org", SARG(repeat(a, S("l"), 65)))));
	CHECK(email_is(arena_fmt(a, "a@%.*s.org", SARG(repeat(a, S("l"), 63)))));
	CHECK(!email_is(arena_fmt(a, "a@%.*s.org", SARG(repeat(a, S("l"), 64)))));
}

/* The text of the next <name>…</name> after *at, with the corpus's stand-ins
 * (U+2400 + n for control character n) and its five entities undone. */
static bool
element(struct arena *a, str xml, size_t *at, const char *name, str *out)
{
	str open = arena_fmt(a, "<%s>", name), close = arena_fmt(a, "</%s>", name), rest;
	struct buf b = buf_in(a, 4096);
	size_t from = str_find(str_from(xml, *at), open), to;

	if (from == NOWHERE)
		return false;
	rest = str_from(xml, *at + from + open.n);
	to = str_find(rest, close);
	CHECK(to != NOWHERE);
	*at += from + open.n + to + close.n;
	rest = str_upto(rest, to);
	for (size_t i = 0; i < rest.n; i++) {
		static const struct {
			str from, to;
		} entity[] = {{S("&amp;"), S("&")}, {S("&lt;"), S("<")}, {S("&gt;"), S(">")},
			{S("&quot;"), S("\"")}, {S("&#13;"), S("\r")}, {S("&#10;"), S("\n")}};
		str tail = str_from(rest, i);
		size_t k = 0;

		while (k < LENGTH(entity) && !str_starts(tail, entity[k].from))
			k++;
		if (k < LENGTH(entity)) {
			buf_add(&b, entity[k].to);
			i += entity[k].from.n - 1;
		} else if (str_starts(tail, S("&#x24")) && tail.n > 7) {
			const char hex[] = {tail.p[5], tail.p[6], 0};

			buf_char(&b, (char)strtol(hex, NULL, 16));
			i += 7;
		} else if (str_starts(tail, S("\xe2\x90")) && tail.n > 2) {
			buf_char(&b, (char)(tail.p[2] & 0x7f));
			i += 2;
		} else {
			buf_char(&b, rest.p[i]);
		}
	}
	*out = buf_str(&b);
	return true;
}

TEST(comment_form_email_against_isemail)
{
	str xml = test_file(a, "../shared/corpora/isemail/test/tests.xml"), address, category;
	size_t at = str_find(xml, S("<test ")), taken = 0, refused = 0;

	while (element(a, xml, &at, "address", &address) &&
		element(a, xml, &at, "category", &category)) {
		bool sound = str_eq(category, S("ISEMAIL_VALID_CATEGORY")) ||
			str_eq(category, S("ISEMAIL_DNSWARN"));

		/* a country's bare name can have mail; nobody means it in a form */
		if (str_eq(address, S("test@io")))
			sound = false;
		if (email_is(address) != sound)
			test_fail(__FILE__, __LINE__, "%s: \"%.*s\" is %.*s",
				sound ? "refused" : "taken", SARG(address), SARG(category));
		sound ? taken++ : refused++;
	}
	CHECK(taken >= 20 && refused >= 120); /* the file was really read */
}

TEST(comment_form_links_are_counted_once)
{
	(void)a;
	static const struct {
		str body;
		unsigned links;
	} cases[] = {{S("none here: http is a word, href too?"), 1}, {S(""), 0}, {S("nothing"), 0},
		{S("see https://a.org"), 1}, {S("HTTP://A.ORG and www.b.org"), 2},
		{S("<a href=\"http://www.a.org/www.b\">x</a>"), 1},
		{S("<a href=/x>x</a> <a href='y'>y</a>"), 2}, {S("[url=http://x]y[/url]"), 1},
		{S("http://a\nhttp://b\nhttp://c"), 3}, {S("www.\0www."), 2}};

	for (size_t i = 0; i < LENGTH(cases); i++)
		CHECK_INT(comment_form_links(cases[i].body), cases[i].links);
}

TEST(comment_form_machines_and_networks)
{
	static const struct {
		str x, y;
		bool machine, network; /* the same? */
	} cases[] = {{S("192.0.2.1"), S("192.0.2.1"), true, true},
		{S("192.0.2.1"), S("192.0.2.2"), false, true},
		{S("192.0.2.1"), S("192.0.3.1"), false, false},
		{S("192.0.2.1"), S("::ffff:192.0.2.1"), true, true},
		{S("2001:db8::1"), S("2001:db8::ffff"), true, true}, /* one home's /64 */
		{S("2001:db8:0:1::1"), S("2001:db8:0:2::1"), false, true},
		{S("2001:db8:0:ff::1"), S("2001:db8:0:100::1"), false, false},
		{S("unix:"), S("192.0.2.1"), false, false}, {S("unix:"), S("unix:"), true, true}};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		str m1, n1, m2, n2;

		origin_of(a, cases[i].x, &m1, &n1);
		origin_of(a, cases[i].y, &m2, &n2);
		CHECK_INT(str_eq(m1, m2), cases[i].machine);
		CHECK_INT(str_eq(n1, n2), cases[i].network);
	}
}

TEST(comment_form_tokens)
{
	static char bytes[SEAL_KEY];
	const int64_t now = 1774000000, day = now - now % 86400;
	struct comment_form f = good();
	struct seal *k;
	int64_t age;

	CHECK_OK(seal_from(a, (str){bytes, SEAL_KEY}, &k));
	f.now = now;
	f.token = comment_token(a, k, 1, now - 2);
	CHECK_INT(comment_form_token(k, &f, 3, &age), COMMENT_TOO_QUICK);
	CHECK_INT(age, 2);
	f.token = comment_token(a, k, 1, now - 3);
	CHECK_INT(comment_form_token(k, &f, 3, &age), COMMENT_FINE);
	f.token = comment_token(a, k, 1, now - 3 * 86400 + 1);
	CHECK_INT(comment_form_token(k, &f, 3, &age), COMMENT_FINE);
	f.token = comment_token(a, k, 1, now - 3 * 86400);
	CHECK_INT(comment_form_token(k, &f, 3, &age), COMMENT_OLD_TOKEN);
	f.token = comment_token(a, k, 1, now + 301);
	CHECK_INT(comment_form_token(k, &f, 0, &age), COMMENT_OLD_TOKEN);
	f.token = comment_token(a, k, 2, now - 9); /* another story's */
	CHECK_INT(comment_form_token(k, &f, 3, &age), COMMENT_OLD_TOKEN);
	f.token = S("");
	CHECK_INT(comment_form_token(k, &f, 0, &age), COMMENT_OLD_TOKEN);
	/* the day's, as comment_token_day() makes it */
	f.token = seal_token(a, k, S("comment form of the day"), &f.story_id, 1, day);
	CHECK_INT(comment_form_token(k, &f, 3, &age), COMMENT_FINE); /* unknown peer */
	f.seen_ms = 2999;
	CHECK_INT(comment_form_token(k, &f, 3, &age), COMMENT_TOO_QUICK);
	f.seen_ms = 3000;
	CHECK_INT(comment_form_token(k, &f, 3, &age), COMMENT_FINE);
	f.now = day + 3 * 86400 - 1;
	CHECK_INT(comment_form_token(k, &f, 3, &age), COMMENT_FINE);
	f.now = day + 3 * 86400;
	CHECK_INT(comment_form_token(k, &f, 3, &age), COMMENT_OLD_TOKEN);
}
