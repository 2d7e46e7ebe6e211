/* words.c: message files say the same things in every language, and plurals,
 * dates and numbers come out as people write them. */
#include "test.h"
#include "assets.h"
#include "view/words.h"

#include <dirent.h>
#include <stdio.h>

static const struct words *
words_in(struct arena *a, const char *language)
{
	const struct words_all *all;

	CHECK_OK(words_open(a, &all));
	return words_for(all, str_of(language));
}

static str
say(struct arena *a, const char *language, const char *key)
{
	return words_get(words_in(a, language), key);
}

static struct map
file_of(struct arena *a, const char *name)
{
	struct map m;

	for (size_t i = 0; i < assets_n; i++) {
		if (strcmp(assets[i].name, name))
			continue;
		CHECK_OK(words_read(a, str_of(name), assets[i].bytes, &m));
		return m;
	}
	test_fail(name, 0, "is not in the program");
}

/* "comments_count.many" counts as "comments_count.other": languages differ in
 * their forms, but each has .other. */
static str
form_of_all(struct arena *a, str key)
{
	static const char *const forms[] = {".zero", ".one", ".two", ".few", ".many"};

	for (size_t i = 0; i < LENGTH(forms); i++)
		if (str_ends(key, str_of(forms[i])))
			return arena_fmt(a, "%.*s.other",
				(int)(key.n - strlen(forms[i])), key.p);
	return key;
}

static bool
has_name(str text, str name)
{
	size_t at;

	while ((at = str_find(text, name)) != NOWHERE) {
		if (at && text.p[at - 1] == '{' && str_starts(str_from(text, at + name.n), S("}")))
			return true;
		text = str_from(text, at + 1);
	}
	return false;
}

static void
same_names(str key, str one, str other, const char *where)
{
	str rest = one, part;

	if (str_starts(key, S("date."))) /* a format takes what it likes */
		return;
	while (str_split(&rest, '{', &part)) {
		str name = str_upto(rest, str_find_char(rest, '}'));

		if (rest.p && !has_name(other, name))
			test_fail(where, 0, "%.*s has no {%.*s}", SARG(key), SARG(name));
	}
}

/* The words of readers' pages stand above this line of en.msg. */
static struct map
readers_words(struct arena *a)
{
	struct map m;

	for (size_t i = 0; i < assets_n; i++) {
		size_t at = str_find(assets[i].bytes, S("# ---- The desk ----"));

		if (strcmp(assets[i].name, "lang/en.msg"))
			continue;
		CHECK(at != NOWHERE);
		CHECK_OK(words_read(a, S("lang/en.msg"), str_upto(assets[i].bytes, at), &m));
		return m;
	}
	test_fail("lang/en.msg", 0, "is not in the program");
}

/* A language may cover readers' pages alone, and says so: covers = reader. */
static bool
covers_readers(const struct map *m)
{
	const str *covers = map_get(m, S("covers"));

	if (covers)
		CHECK_STR(*covers, S("reader"));
	return covers != NULL;
}

static void
holds_all(struct arena *a, const char *from, const char *in)
{
	struct map one = file_of(a, from), other = file_of(a, in);

	if (covers_readers(&other))
		one = readers_words(a);
	CHECK(one.n > 100);
	for (size_t i = 0; i < one.n; i++) {
		str key = form_of_all(a, one.slot[i].key);
		const str *text = map_get(&other, key);

		if (str_eq(key, S("covers")))
			continue;

		if (!text)
			test_fail(in, 0, "%.*s is missing", SARG(key));
		same_names(key, *(const str *)one.slot[i].value, *text, in);
	}
}

TEST(words_languages_say_the_same)
{
	size_t files = 0;

	for (size_t i = 0; i < assets_n; i++) {
		if (!str_ends(str_of(assets[i].name), S(".msg")))
			continue;
		files++;
		holds_all(a, "lang/en.msg", assets[i].name);
		holds_all(a, assets[i].name, "lang/en.msg");
	}
	CHECK(files >= 3);
}

TEST(words_of_the_desk_are_whole_or_english)
{
	CHECK(words_whole(words_in(a, "en")) && words_whole(words_in(a, "fr")));
	CHECK(!words_whole(words_in(a, "ar")));
	CHECK_STR(say(a, "ar", "search_title"), S("بحث"));
	CHECK_STR(say(a, "ar", "desk_save"), S("Save"));
	CHECK_STR(words_direction(words_in(a, "ar-MR")), S("rtl"));
}

TEST(words_arabic_counts_and_joins)
{
	static const str names[] = {S("أمة"), S("كوفي"), S("إيسي")};
	const struct words *ar = words_in(a, "ar");

	CHECK_STR(words_count(ar, a, "comments_count", 0, NULL), S("لا تعليقات"));
	CHECK_STR(words_count(ar, a, "comments_count", 2, NULL), S("تعليقان"));
	CHECK_STR(words_count(ar, a, "comments_count", 5, NULL), S("5 تعليقات"));
	CHECK_STR(words_count(ar, a, "comments_count", 11, NULL), S("11 تعليقًا"));
	CHECK_STR(words_count(ar, a, "comments_count", 100, NULL), S("100 تعليق"));
	CHECK_STR(words_join(ar, a, names, 3), S("أمة، كوفي وإيسي"));
	CHECK_STR(words_date(ar, a, zone_utc(), 1795539900, "day"), S("الثلاثاء 24 نوفمبر 2026"));
}

/* Each {{t.x}} of a theme is a key. */
static void
check_template(struct arena *a, const struct asset *asset)
{
	struct map en = file_of(a, "lang/en.msg");
	str rest = asset->bytes;
	size_t at;

	while ((at = str_find(rest, S("{{t."))) != NOWHERE) {
		str key = str_from(rest, at + 4);

		key = str_trim(str_upto(key, str_find_char(key, '}')));
		rest = str_from(rest, at + 4);
		if (!map_get(&en, key))
			test_fail(asset->name, 0, "{{t.%.*s}} is in no message file", SARG(key));
	}
}

TEST(words_of_the_theme_exist)
{
	for (size_t i = 0; i < assets_n; i++)
		if (str_ends(str_of(assets[i].name), S(".html")))
			check_template(a, &assets[i]);
}

/* Each words_get(w, "x") and so on in the program is a key, or the stem of one. */
static void
check_source(struct arena *a, const char *path, const char *call, size_t skip)
{
	struct map en = file_of(a, "lang/en.msg");
	str rest = test_file(a, path);
	size_t at;

	while ((at = str_find(rest, str_of(call))) != NOWHERE) {
		str line, key;

		rest = str_from(rest, at + strlen(call));
		line = str_upto(rest, str_find_char(rest, ';'));
		for (size_t i = 0; i < skip && line.p; i++)
			str_split(&line, ',', &key);
		line = str_trim(line);
		if (!line.n || line.p[0] != '"')
			continue; /* a key that is computed */
		line = str_from(line, 1);
		key = str_upto(line, str_find_char(line, '"'));
		if (!map_get(&en, key) && !map_get(&en, arena_fmt(a, "%.*s.other", SARG(key))))
			test_fail(path, 0, "\"%.*s\" is in no message file", SARG(key));
	}
}

TEST(words_of_the_program_exist)
{
	static const char *const folders[] = {"site", "desk", "api", "jobs", "port", "view"};

	for (size_t i = 0; i < LENGTH(folders); i++) {
		const char *folder = arena_fmt(a, "src/%s", folders[i]).p;
		DIR *d = opendir(folder);
		struct dirent *e;

		while (d && (e = readdir(d))) {
			const char *path = arena_fmt(a, "%s/%s", folder, e->d_name).p;

			if (!str_ends(str_of(path), S(".c")))
				continue;
			check_source(a, path, "words_get(", 1);
			check_source(a, path, "words_say(", 2);
			check_source(a, path, "words_count(", 2);
		}
		if (d)
			closedir(d);
	}
}

TEST(words_are_said_in_the_readers_language)
{
	CHECK_STR(say(a, "en", "leave_reply"), S("Leave a Reply"));
	CHECK_STR(say(a, "fr", "leave_reply"), S("Laisser un commentaire"));
	CHECK_STR(say(a, "fr-ML", "search_title"), S("Recherche"));
	CHECK_STR(say(a, "fr_CA", "search_title"), S("Recherche"));
	CHECK_STR(say(a, "FR", "search_title"), S("Recherche"));
	CHECK_STR(say(a, "tlh", "search_title"), S("Search"));
	CHECK_STR(say(a, "", "search_title"), S("Search"));
	CHECK_STR(say(a, "-", "search_title"), S("Search"));
	CHECK_STR(say(a, "en", "no such key"), S("no such key"));
	CHECK_STR(words_say(words_in(a, "en"), a, "leave_reply_to", WORDS({"name", S("Ama")})),
		S("Leave a Reply to Ama"));
	CHECK_STR(words_say(words_in(a, "en"), a, "leave_reply_to", NULL),
		S("Leave a Reply to {name}"));
	CHECK_STR(words_say(words_in(a, "en"), a, "page_of",
		WORDS({"total", S("9")}, {"n", S("{total}")})), S("Page {total} of 9"));
	CHECK_STR(words_direction(words_in(a, "fr")), S("ltr"));
}

TEST(words_that_a_language_lacks_are_english)
{
	const struct asset files[] = {
		{"lang/README.md", S("x")},
		{"lang/bm.msg", S("plural = bm\na = A\nc.other = C {n}\n")},
		{"lang/en.msg", S("plural = en\na = a\nb = only here\nd.one = one\nd.other = {n} d\n")},
	};
	const struct words_all *all;
	const struct words *bm;

	CHECK_ERR(words_open_files(a, files, 2, &all), E_BROKEN);
	CHECK_OK(words_open_files(a, files, 3, &all));
	bm = words_for(all, S("bm-ML"));
	CHECK_STR(words_language(bm), S("bm"));
	CHECK_STR(words_get(bm, "a"), S("A"));
	CHECK_STR(words_get(bm, "b"), S("only here"));
	CHECK_STR(value_get(words_values(bm), S("a"))->s, S("A"));
	CHECK_STR(value_get(words_values(bm), S("b"))->s,
		S("only here"));
	CHECK_STR(words_count(bm, a, "c", 1, NULL), S("C 1"));
	CHECK_STR(words_count(bm, a, "d", 1, NULL), S("one")); /* by English rules */
	CHECK_STR(words_count(bm, a, "e", 1, NULL), S("e"));
}

TEST(words_reach_templates)
{
	const struct value *t = words_values(words_in(a, "fr-BE")), *v;

	CHECK((v = value_get(t, S("skip"))) != NULL);
	CHECK_STR(v->s, S("Aller au contenu"));
	CHECK_INT(v->kind, VALUE_STR);
	CHECK(!value_get(t, S("date.day")));
}

TEST(words_count_as_the_language_does)
{
	const struct words *en = words_in(a, "en"), *fr = words_in(a, "fr");

	CHECK_STR(words_count(en, a, "comments_count", 0, NULL), S("0 comments"));
	CHECK_STR(words_count(en, a, "comments_count", 1, NULL), S("1 comment"));
	CHECK_STR(words_count(en, a, "comments_count", 1234567, NULL), S("1,234,567 comments"));
	CHECK_STR(words_count(fr, a, "comments_count", 0, NULL), S("0 commentaire"));
	CHECK_STR(words_count(fr, a, "comments_count", 1, NULL), S("1 commentaire"));
	CHECK_STR(words_count(fr, a, "comments_count", 2, NULL), S("2 commentaires"));
	CHECK_STR(words_count(fr, a, "comments_count", 1000000, NULL),
		S("1\u202f000\u202f000 de commentaires"));
	CHECK_STR(words_count(en, a, "search_results_for", 12, WORDS({"query", S("ferry")})),
		S("12 stories for “ferry”"));
	CHECK_STR(words_number(en, a, -1000), S("-1,000"));
	CHECK_STR(words_number(en, a, INT64_MIN), S("-9,223,372,036,854,775,808"));
	CHECK_STR(words_number(en, a, 999), S("999"));
}

/* The examples of CLDR's own table of rules. */
TEST(words_plural_rules)
{
	static const struct {
		const char *rule, *category;
		int64_t n[8]; /* ends with -1 */
	} rows[] = {
		{"en", "one", {1, -1}}, {"en", "other", {0, 2, 11, 101, -1}},
		{"fr", "one", {0, 1, -1}}, {"fr", "other", {2, 17, 1000001, -1}},
		{"fr", "many", {1000000, 5000000, -1}},
		{"ar", "zero", {0, -1}}, {"ar", "one", {1, -1}}, {"ar", "two", {2, -1}},
		{"ar", "few", {3, 10, 103, 110, -1}}, {"ar", "many", {11, 26, 99, 111, -1}},
		{"ar", "other", {100, 102, 200, 1000, -1}},
		{"bm", "other", {0, 1, 2, 100, -1}}, {"ln", "one", {0, 1, -1}},
		{"ln", "other", {2, -1}}, {"es", "one", {1, -1}}, {"es", "other", {0, 2, -1}},
		{"es", "many", {1000000, -1}},
		{"ru", "one", {1, 21, 101, -1}}, {"ru", "few", {2, 4, 22, 102, -1}},
		{"ru", "many", {0, 5, 11, 12, 14, 111, -1}},
		{"pl", "one", {1, -1}}, {"pl", "few", {2, 4, 22, -1}},
		{"pl", "many", {0, 5, 12, 21, 101, -1}},
	};

	(void)a;
	for (size_t i = 0; i < LENGTH(rows); i++)
		for (const int64_t *n = rows[i].n; *n >= 0; n++)
			CHECK_STR(str_of(words_category(str_of(rows[i].rule), *n)),
				str_of(rows[i].category));
	CHECK(!words_category(S("xx"), 1));
	CHECK_STR(str_of(words_category(S("fr"), INT64_MIN)), S("other"));
}

TEST(words_dates)
{
	const struct words *en = words_in(a, "en"), *fr = words_in(a, "fr");
	const struct zone *paris, *bamako = zone_utc();
	const int64_t t = 1795539900; /* 2026-11-24 17:05 UTC */

	CHECK_OK(zone_open(a, S("UTC+1"), &paris));
	CHECK_STR(words_date(en, a, bamako, t, "day"), S("Tuesday 24 November 2026"));
	CHECK_STR(words_date(fr, a, bamako, t, "day"), S("mardi 24 novembre 2026"));
	CHECK_STR(words_date(en, a, paris, t, "time"), S("18:05"));
	CHECK_STR(words_date(fr, a, paris, t, "time"), S("18\u00a0h\u00a005"));
	CHECK_STR(words_date(en, a, bamako, t, "long"), S("24 November 2026, 17:05"));
	CHECK_STR(words_date(en, a, bamako, t, "short"), S("24 Nov, 17:05"));
	CHECK_STR(words_date(fr, a, bamako, t, "month"), S("novembre 2026"));
	CHECK_STR(words_date(fr, a, bamako, 1795539900 - 23 * 86400, "date"),
		S("1er novembre 2026"));
	CHECK_STR(words_date(en, a, bamako, 1795539900 - 23 * 86400, "date"),
		S("1 November 2026"));
	CHECK_STR(words_date(en, a, bamako, 0, "long"), S("1 January 1970, 00:00"));
	CHECK_STR(words_date(en, a, bamako, -1, "long"), S("31 December 1969, 23:59"));
}

TEST(words_lists_of_names_are_whole)
{
	static const struct {
		const char *key;
		size_t n;
	} lists[] = {{"date.months", 12}, {"date.months_short", 12}, {"date.weekdays", 7},
		{"date.weekdays_short", 7}, {"date.ampm", 2}};

	for (size_t i = 0; i < assets_n; i++) {
		struct map m;

		if (!str_ends(str_of(assets[i].name), S(".msg")))
			continue;
		m = file_of(a, assets[i].name);
		CHECK(words_category(*(const str *)map_get(&m, S("plural")), 1) != NULL);
		for (size_t k = 0; k < LENGTH(lists); k++) {
			str rest = *(const str *)map_get(&m, str_of(lists[k].key)), part;
			size_t n = 0;

			while (str_split(&rest, '|', &part))
				n += part.n > 0;
			CHECK_INT(n, lists[k].n);
		}
	}
}

TEST(words_join_names)
{
	static const str names[] = {{"Ama", 3}, {"Kofi", 4}, {"Esi", 3}};

	CHECK_STR(words_join(words_in(a, "en"), a, names, 3), S("Ama, Kofi and Esi"));
	CHECK_STR(words_join(words_in(a, "fr"), a, names, 2), S("Ama et Kofi"));
	CHECK_STR(words_join(words_in(a, "en"), a, names, 1), S("Ama"));
	CHECK_STR(words_join(words_in(a, "en"), a, names, 0), S(""));
}

static void
refused(struct arena *a, const char *source, const char *why)
{
	struct map m;

	CHECK_ERR(words_read(a, S("lang/xx.msg"), str_of(source), &m), E_INPUT);
	CHECK_STR(str_of(fail_why()), str_of(why));
}

TEST(words_files_are_checked)
{
	refused(a, "a = b\nc", "lang/xx.msg:2: not a \"key = text\" line");
	refused(a, "A = b", "lang/xx.msg:1: not a \"key = text\" line");
	refused(a, " = b", "lang/xx.msg:1: not a \"key = text\" line");
	refused(a, "# x\n\na = b\na = c", "lang/xx.msg:4: a is defined twice");
	refused(a, "a = {b", "lang/xx.msg:1: a: message too long or unnamed placeholder");
	refused(a, "a = b}", "lang/xx.msg:1: a: message too long or unnamed placeholder");
	refused(a, "a = {}", "lang/xx.msg:1: a: message too long or unnamed placeholder");
	refused(a, "a = {b c}", "lang/xx.msg:1: a: message too long or unnamed placeholder");
}
