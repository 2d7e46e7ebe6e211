/* slug.c: slugs, search tokens, kickers and datelines.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "base/utf8.h"
#include "test.h"
#include "text/words/fold.h"
#include "text/words/kicker.h"
#include "text/words/slug.h"

static void
check_slug(struct arena *a, const char *title, const char *want)
{
	str s = slug_make(a, str_of(title));

	CHECK_STR(s, str_of(want));
	CHECK_STR(slug_make(a, s), s);
}

TEST(slug_is_readable_in_every_script)
{
	check_slug(a, "L'été à Ségou : 3 questions", "l-ete-a-segou-3-questions");
	check_slug(a, "Football/ Samuel Eto’o suspended", "football-samuel-etoo-suspended");
	check_slug(a, "Qu’est-ce qu’on mange ?", "qu-est-ce-qu-on-mange");
	check_slug(a, "Don't  --  panic!", "dont-panic");
	check_slug(a, "Œuvre, Straße, Łódź", "oeuvre-strasse-lodz");
	check_slug(a, "Ɲɔgɔn Ŋana Ɛ̀", "ɲɔgɔn-ŋana-ɛ");
	check_slug(a, "ߒߞߏ ߞߊ߲ߓߍ", "ߒߞߏ-ߞߊ߲ߓߍ");
	check_slug(a, "مُحَمَّد في باماكو", "محمد-في-باماكو");
	check_slug(a, "Новый йод", "новый-йод");
	check_slug(a, "हिन्दी समाचार", "हिन्दी-समाचार");
	check_slug(a, "日本語の新聞", "日本語の新聞");
	check_slug(a, "한국어", "한국어");
	check_slug(a, "ＡＢＣ １２", "abc-12");
	check_slug(a, "--- a/b.c ---", "a-b-c");
	check_slug(a, "soft\u00adhy\u200bphen", "softhyphen");
	check_slug(a, "🎉", "u1f389");
	check_slug(a, "", "");
	check_slug(a, " \n ", "");
}

TEST(slug_is_cut_on_a_character)
{
	struct buf b = buf_in(a, 10000);
	str s;

	for (int i = 0; i < 300; i++)
		buf_add(&b, S("ɔ"));
	s = slug_make(a, buf_str(&b));
	CHECK_INT(s.n, 200);
	b.n = 0;
	buf_char(&b, 'a');
	for (int i = 0; i < 300; i++)
		buf_add(&b, S("ɔ"));
	s = slug_make(a, buf_str(&b));
	CHECK_INT(s.n, 199);
	CHECK(utf8_valid(s));
}

TEST(slug_of_a_slug_is_itself)
{
	uint64_t seed = test_seed();

	for (int round = 0; round < 3000; round++) {
		struct buf b = buf_in(a, 10000);
		size_t n = test_random(&seed) % 90;
		str once;

		for (size_t i = 0; i < n; i++) {
			static const uint32_t tops[] = {0x7f, 0x24f, 0x7ff, 0x2fff, 0xffff, 0x10ffff};
			uint32_t top = tops[test_random(&seed) % LENGTH(tops)];

			utf8_add(&b, (uint32_t)(test_random(&seed) % top));
		}
		once = slug_make(a, buf_str(&b));
		CHECK(once.n <= SLUG_LONGEST);
		CHECK(utf8_valid(once));
		CHECK_STR(slug_make(a, once), once);
	}
}

TEST(slug_wordpress_makes_the_old_address)
{
	CHECK_STR(slug_wordpress(a, S("Hello World!")), S("hello-world"));
	CHECK_STR(slug_wordpress(a, S("NEWS — Council votes on budget")),
		S("news-council-votes-on-budget"));
	CHECK_STR(slug_wordpress(a, S("L’été à Ségou – “x” © … 3×4 a/b v1.2")),
		S("lete-a-segou-x-3x4-a-b-v1-2"));
	CHECK_STR(slug_wordpress(a, S("Ça & <b>là</b> 100% don't_x")), S("ca-la-100-dont_x"));
	CHECK_STR(slug_wordpress(a, S("خبر")), S("%d8%ae%d8%a8%d8%b1"));
	CHECK_STR(slug_wordpress(a, S("a%E2%80%8Bb")), S("a%e2%80%8bb"));
	CHECK(slug_wordpress(a, S("خخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخ")).n <= 200);
}

static void
check_fold(struct arena *a, const char *text, const char *lang, const char *want)
{
	CHECK_STR(fold_text(a, str_of(text), str_of(lang)), str_of(want));
}

TEST(fold_makes_tokens_that_meet)
{
	check_fold(a, "Économies, l'ÉTÉ!", "", "economies l ete");
	check_fold(a, "Running votes", "en-GB", "run vote");
	check_fold(a, "Straße Œuvre Ŋana", "", "strasse oeuvre ŋana");
	check_fold(a, "مُحَمَّد أحمد إلى", "ar", "محمد احمد الي");
	check_fold(a, "مدرسة مدرسه", "ar", "مدرسه مدرسه");
	check_fold(a, "٢٠٢٦ ߂߀ ۳", "", "2026 20 3");
	check_fold(a, "ߒ߬ߞߏ", "nqo", "ߒߞߏ");
	check_fold(a, "日本語 x 本", "", "日本 本語 x 本");
	check_fold(a, "a\u200bb soft\u00adhyphen", "", "ab softhyphen");
	check_fold(a, "", "fr", "");
	check_fold(a, " -- ", "fr", "");
}

TEST(fold_needs_no_accents_in_a_question)
{
	static const char *const pairs[][2] = {{"Économies", "economie"}, {"élections", "election"},
		{"réalités", "realite"}, {"Présidents", "president"}, {"Ségou", "segou"},
		{"grèves", "greve"}, {"supprimés", "supprime"}};

	for (size_t i = 0; i < LENGTH(pairs); i++)
		CHECK_STR(fold_text(a, str_of(pairs[i][0]), S("fr")),
			fold_text(a, str_of(pairs[i][1]), S("fr")));
}

TEST(fold_is_bounded)
{
	struct buf b = buf_in(a, 2 << 20);

	while (b.n < (2 << 20) - 10)
		buf_char(&b, 'x');
	CHECK_INT(fold_text(a, buf_str(&b), S("en")).n, 64);
}

TEST(kicker_is_split_off)
{
	static const char *const yes[][3] = {
		{"Football/ Samuel Eto’o suspended", "Football", "Samuel Eto’o suspended"},
		{"Carabao Cup/ Arsenal shake off", "Carabao Cup", "Arsenal shake off"},
		{" CAN 2025/  Mali–Sénégal ", "CAN 2025", "Mali–Sénégal"},
		{"Économie/\u00a0Le coton", "Économie", "Le coton"},
		{"رياضة/ مالي تفوز", "رياضة", "مالي تفوز"},
		{"Santé/ Le 24/7 des urgences", "Santé", "Le 24/7 des urgences"},
	};
	static const char *const no[] = {"24/7 in Bamako", "Open 24/ 7", "Mali and/ or Niger",
		"Peace / war", "See https:// example", "lower/ case", "Football/", "Football/Coach",
		"/ Football", "A kicker that is much too long for one/ here", "What? Really/ yes",
		"One two three four five/ six", "No slash at all", "", "A/ B", "Says \"x/ y\""};
	str k, r;

	for (size_t i = 0; i < LENGTH(yes); i++) {
		CHECK(kicker_split(str_of(yes[i][0]), &k, &r));
		CHECK_STR(k, str_of(yes[i][1]));
		CHECK_STR(r, str_of(yes[i][2]));
	}
	for (size_t i = 0; i < LENGTH(no); i++) {
		if (kicker_split(str_of(no[i]), &k, &r))
			fprintf(stderr, "split: %s\n", no[i]);
		CHECK(!kicker_split(str_of(no[i]), &k, &r));
	}
	(void)a;
}

TEST(kicker_dateline_is_taken_off)
{
	static const char *const yes[][3] = {
		{"BAMAKO — The council", "BAMAKO", "The council"},
		{"<p>BAMAKO — The <b>council</b></p>", "BAMAKO", "<p>The <b>council</b></p>"},
		{"<!-- wp:paragraph -->\n<p>NAIROBI — Lorem &amp; ipsum</p>", "NAIROBI",
			"<!-- wp:paragraph -->\n<p>Lorem &amp; ipsum</p>"},
		{"NAIROBI, Kenya – A man", "NAIROBI, Kenya", "A man"},
		{"GENEVA (Reuters) - Talks", "GENEVA", "Talks"},
		{"SAINT-LOUIS &#8212; Un", "SAINT-LOUIS", "Un"},
		{"N’DJAMENA&nbsp;&mdash; Le &eacute;t&eacute;", "N’DJAMENA", "Le &eacute;t&eacute;"},
		{"<p class=\"x\"><strong>S&Eacute;GOU</strong> - Le", "SÉGOU", "<p class=\"x\">Le"},
		{"<p><b>KAYES –</b> Le train", "KAYES", "<p>Le train"},
		{"WASHINGTON, D.C. -- He", "WASHINGTON, D.C.", "He"},
		{"LOMÉ— Le", "LOMÉ", "Le"},
	};
	static const char *const no[] = {"Bamako — the", "BREAKING — the", "COVID-19 — the",
		"BAMAKO", "BAMAKO —", "<p>BAMAKO — </p>", "BAMAKO-SÉNOU est", "BAMAKO-Le",
		"THE PRESIDENT OF THE REPUBLIC OF MALI SAID TODAY — x", "UN — says", "A — b",
		"<h2>BAMAKO — x</h2>", "", "<p>", "NASA — x", "2026 — x", "<b>BAMAKO — x"};
	str place, rest;

	for (size_t i = 0; i < LENGTH(yes); i++) {
		if (!kicker_dateline(a, str_of(yes[i][0]), &place, &rest))
			fprintf(stderr, "missed: %s\n", yes[i][0]);
		CHECK(kicker_dateline(a, str_of(yes[i][0]), &place, &rest));
		CHECK_STR(place, str_of(yes[i][1]));
		CHECK_STR(rest, str_of(yes[i][2]));
	}
	for (size_t i = 0; i < LENGTH(no); i++) {
		if (kicker_dateline(a, str_of(no[i]), &place, &rest))
			fprintf(stderr, "taken: %s\n", no[i]);
		CHECK(!kicker_dateline(a, str_of(no[i]), &place, &rest));
	}
}
