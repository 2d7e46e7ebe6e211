/* light.c: a body as light text, and back.
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "text/body/plain_text.h"
#include "text/html/sanitise.h"
#include "text/html/strip.h"

/* What is read, each space as it is. */
static str
words(struct arena *a, str markup)
{
	return strip_html(a, sanitise_html(a, markup, SANITISE_STORY, NULL).s, STRIP_TAGS);
}

static void
same(struct arena *a, str markup, str want)
{
	str light;

	bool whole = plain_text_of(a, markup, &light);

	CHECK_STR(light, want);
	CHECK(whole);
	CHECK(plain_text_same(a, plain_text_html(a, light), markup));
}

TEST(light_same_is_strict_about_words)
{
	CHECK(plain_text_same(a, S("<p>a</p><p>b</p>"), S("<p>a</p>\n\n<p>b</p>\n")));
	CHECK(!plain_text_same(a, S("<p>a</p>"), S("<p>a</p><p>b</p>")));
	CHECK(!plain_text_same(a, S("<p>a\nb</p>"), S("<p>ab</p>")));
	CHECK(!plain_text_same(a, S("<p><em>a</em> <em>b</em></p>"), S("<p><em>a</em><em>b</em></p>")));
}

TEST(light_has_no_paragraphs)
{
	same(a, S("<p>One.</p><p>Two, <em>two</em>.</p>"), S("One.\n\nTwo, <em>two</em>."));
	same(a, S("<p>One,<br>\nin two lines.</p>\n<h2>More</h2>\n<p>Two.</p>"), S("One,\nin two lines.\n\n<h2>More</h2>\n\nTwo."));
	same(a, S(""), S(""));
	same(a, S("<ul><li>a</li><li>b</li></ul><p>c</p>"), S("<ul><li>a</li><li>b</li></ul>\n\nc"));
}

/* What does not come back the same is shown as it is. */
TEST(light_gives_up_rather_than_lose)
{
	str light, odd = S("<p class=\"has-drop-cap\">One</p><blockquote><p>Two</p>\n\n<p>Three</p></blockquote><p></p>");
	bool whole = plain_text_of(a, odd, &light);

	CHECK(whole || str_eq(light, odd));
}

TEST(light_never_loses)
{
	static const char *const part[] = {"<p>", "</p>", "<br>", "word ", "\n", "<em>", "</em>", "<h2>", "</h2>", "<blockquote>",
		"</blockquote>", "[gallery]", "<hr>", "<figure>", "</figure>", "<img src=\"/media/a.jpg\">", "&lt;", "<li>", "\n\n", "<p class=\"x\">"};
	uint64_t seed = test_seed();

	(void)a;
	for (int round = 0; round < 2000; round++) {
		struct arena *w = arena_new(16 << 20);
		struct buf b = buf_in(w, 4096);
		str light;

		for (uint64_t n = test_random(&seed) % 14; n; n--)
			buf_add(&b, str_of(part[test_random(&seed) % LENGTH(part)]));
		if (plain_text_of(w, buf_str(&b), &light))
			CHECK_STR(words(w, plain_text_html(w, light)), words(w, buf_str(&b)));
		else
			CHECK_STR(light, buf_str(&b));
		arena_end(w);
	}
}
