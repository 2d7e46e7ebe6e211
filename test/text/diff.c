/* diff.c: what a comparison says is so: without what is new it is the old text,
 * without what is gone the new one, and it takes a bounded time.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/clock.h"
#include "test.h"
#include "text/words/diff.h"
#include "text/html/strip.h"

/* The text without what is between <TAG> and </TAG>. */
static str
without(struct arena *a, str s, const char *tag)
{
	struct buf b = buf_in(a, s.n + 1);
	str open = arena_fmt(a, "<%s>", tag), close = arena_fmt(a, "</%s>", tag);
	size_t at;

	while ((at = str_find(s, open)) != NOWHERE) {
		buf_add(&b, str_upto(s, at));
		s = str_from(s, at);
		at = str_find(s, close);
		CHECK(at != NOWHERE);
		s = str_from(s, at + close.n);
	}
	buf_add(&b, s);
	return buf_str(&b);
}

static str
words(struct arena *a, str markup)
{
	struct buf b = buf_in(a, markup.n + 1);
	str s = strip_html(a, markup, STRIP_TAGS);

	for (size_t i = 0; i < s.n; i++) /* where a word stood alone in a mark, a space may be missing */
		if (s.p[i] != ' ' && s.p[i] != '\n')
			buf_char(&b, s.p[i]);
	return buf_str(&b);
}

TEST(diff_marks_words)
{
	CHECK_STR(diff_text(a, S("The bridge is shut"), S("The old bridge is open")).s,
		S("The <ins>old</ins> bridge is <del>shut</del> <ins>open</ins>"));
	CHECK_STR(diff_text(a, S("a < b"), S("a < c")).s, S("a &lt; <del>b</del> <ins>c</ins>"));
	CHECK_STR(diff_text(a, S(""), S("")).s, S(""));
	CHECK_STR(diff_text(a, S("same"), S("same")).s, S("same"));
	CHECK_STR(diff_text(a, S("東京都"), S("東都")).s, S("東<del>京</del>都"));
}

TEST(diff_body_pairs_paragraphs)
{
	str was = S("<p>One stays as it is.</p><p>The bridge over the river is shut today.</p><h2>More</h2><p>Last.</p>");
	str is = S("<p>One stays as it is.</p><p>Entirely fresh words here.</p>"
		"<p>The bridge over the river is open today.</p><p>Last.</p>");
	str out = diff_body(a, was, is).s;

	CHECK(str_find(out, S("<p class=\"d-p\">One stays as it is.</p>")) != NOWHERE);
	CHECK(str_find(out, S("<p class=\"d-p new\"><ins>Entirely fresh words here.</ins></p>")) != NOWHERE);
	CHECK(str_find(out, S("<p class=\"d-p changed\">The bridge over the river is <del>shut</del> <ins>open</ins> today.</p>")) != NOWHERE);
	CHECK(str_find(out, S("<p class=\"d-h2 gone\"><del>More</del></p>")) != NOWHERE);
}

TEST(diff_body_sees_links_and_styles)
{
	str out = diff_body(a, S("<p>See <a href=\"https://a.example/\">here</a> now, very often.</p>"),
		S("<p>See <a href=\"https://b.example/\">here</a> now, <strong>very</strong> often.</p>")).s;

	CHECK(str_find(out, S("https://a.example/")) != NOWHERE && str_find(out, S("https://b.example/")) != NOWHERE);
	CHECK(str_find(out, S("<del>very</del>")) != NOWHERE && str_find(out, S("<ins><strong>very</strong></ins>")) != NOWHERE);
	out = diff_body(a, S("<p>x</p><img src=\"/media/a.jpg\" alt=\"A ferry\">"), S("<p>x</p><img src=\"/media/b.jpg\" alt=\"A ferry\">")).s;
	CHECK(str_find(out, S("d-picture")) != NOWHERE && str_find(out, S("/media/b.jpg")) != NOWHERE);
}

TEST(diff_body_is_safe)
{
	str out = diff_body(a, S("<script>alert(1)</script><p onclick=x>&lt;b&gt;"), S("<p><img src=x onerror=alert(1)>\"'<svg/onload=1>")).s;

	CHECK(str_find(out, S("onerror")) == NOWHERE && str_find(out, S("onclick")) == NOWHERE && str_find(out, S("<script")) == NOWHERE);
	CHECK(str_find(out, S("<svg")) == NOWHERE);
}

static str
random_body(struct arena *a, uint64_t *seed, str like)
{
	static const char *const word[] = {"harbour", "mayor", "école", "سوق", "vote", "&amp;", "the", "a", "the", "of"};
	struct buf b = buf_in(a, 1 << 20);
	size_t n = test_random(seed) % 12;
	str rest = like, part;

	while (rest.n && str_split(&rest, '\n', &part))
		switch (test_random(seed) % 5) {
		case 0:
			break;
		case 1:
			buf_fmt(&b, "<p>%s %s", word[test_random(seed) % LENGTH(word)], "");
			buf_add(&b, str_from(part, part.n < 3 ? 0 : 3));
			buf_char(&b, '\n');
			break;
		default:
			buf_add(&b, part);
			buf_char(&b, '\n');
		}
	for (size_t i = 0; i < n; i++) {
		size_t m = 1 + test_random(seed) % 15;

		buf_fmt(&b, "<p>");
		for (size_t k = 0; k < m; k++)
			buf_fmt(&b, test_random(seed) % 9 ? "%s " : "<em>%s</em> ", word[test_random(seed) % LENGTH(word)]);
		buf_fmt(&b, "</p>\n");
	}
	return buf_str(&b);
}

TEST(diff_says_what_is_so)
{
	uint64_t seed = test_seed();

	(void)a;
	for (int i = 0; i < 300; i++) {
		struct arena *w = arena_new(64 << 20);
		str x = random_body(w, &seed, S("")), y = random_body(w, &seed, x);
		str out = diff_body(w, x, y).s, plain = diff_text(w, x, y).s;

		CHECK_STR(words(w, without(w, out, "del")), words(w, y));
		CHECK_STR(words(w, without(w, out, "ins")), words(w, x));
		CHECK_STR(words(w, words(w, without(w, plain, "del"))), words(w, y));
		CHECK_STR(words(w, words(w, without(w, plain, "ins"))), words(w, x));
		arena_end(w);
	}
}

/* Applying the runs to the old row gives the new one. */
TEST(diff_keys_lead_from_old_to_new)
{
	uint64_t seed = test_seed();

	(void)a;
	for (int round = 0; round < 400; round++) {
		struct arena *w = arena_new(256 << 20);
		size_t an = test_random(&seed) % (round % 50 ? 60 : 3000), bn = test_random(&seed) % (round % 50 ? 60 : 3000), i = 0, j = 0;
		uint64_t *x = NEW(w, uint64_t, an), *y = NEW(w, uint64_t, bn), kinds = 1 + test_random(&seed) % 9;
		struct diff_run *run;
		size_t n;

		for (size_t k = 0; k < an; k++)
			x[k] = test_random(&seed) % kinds;
		for (size_t k = 0; k < bn; k++)
			y[k] = test_random(&seed) % (kinds + 1);
		n = diff_keys(w, x, an, y, bn, &run);
		for (size_t k = 0; k < n; k++) {
			CHECK(run[k].n > 0);
			if (run[k].kind != DIFF_NEW)
				CHECK_INT(run[k].a, i);
			if (run[k].kind != DIFF_GONE)
				CHECK_INT(run[k].b, j);
			for (size_t q = 0; run[k].kind == DIFF_SAME && q < run[k].n; q++)
				CHECK(x[i + q] == y[j + q]);
			i += run[k].kind != DIFF_NEW ? run[k].n : 0;
			j += run[k].kind != DIFF_GONE ? run[k].n : 0;
		}
		CHECK_INT(i, an);
		CHECK_INT(j, bn);
		arena_end(w);
	}
}

TEST(diff_is_bounded)
{
	struct arena *w = arena_new((size_t)512 << 20);
	struct buf x = buf_in(w, 8 << 20), y = buf_in(w, 8 << 20);
	uint64_t seed = 7;
	int64_t start = clock_ms();

	(void)a;
	for (int i = 0; i < 3000; i++) {
		buf_fmt(&x, "<p>");
		buf_fmt(&y, "<p>");
		for (int k = 0; k < 20; k++) {
			buf_fmt(&x, "w%llu ", (unsigned long long)(test_random(&seed) % 5000));
			buf_fmt(&y, "w%llu ", (unsigned long long)(test_random(&seed) % 5000));
		}
	}
	CHECK(diff_body(w, buf_str(&x), buf_str(&y)).s.n > 0);
	CHECK(diff_text(w, buf_str(&x), buf_str(&y)).s.n > 0);
	CHECK(clock_ms() - start < 15000); /* under the sanitizers, on a busy machine */
	arena_end(w);
}

TEST(diff_parts_words_from_punctuation)
{
	CHECK_STR(diff_text(a, S("It opens today, they say."), S("It opens today.")).s,
		S("It opens today<del>, they say</del>."));
	CHECK_STR(diff_text(a, S("Old words"), S("New thing")).s, S("<del>Old words</del> <ins>New thing</ins>"));
}

TEST(diff_body_of_nothing)
{
	CHECK_STR(diff_body(a, S(""), S("")).s, S(""));
	CHECK_STR(diff_body(a, S(""), S("<p>a</p>")).s, S("<p class=\"d-p new\"><ins>a</ins></p>\n"));
	CHECK_STR(diff_body(a, S("<p>a</p>"), S("")).s, S("<p class=\"d-p gone\"><del>a</del></p>\n"));
}
