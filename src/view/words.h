/* words.h: every word of the interface, in the language of the page.
 *
 * The files of lang/ hold them (format: lang/README.md); they stand inside the
 * program and are read once.  What a language lacks is said in English.
 *
 *   words_get(w, "leave_reply")                          "Leave a Reply"
 *   words_say(w, a, "leave_reply_to", WORDS({"name", author}))
 *   words_count(w, a, "comments_count", 3, NULL)         "3 comments"
 *   words_date(w, a, zone, t, "day")                     "Tuesday 24 November 2026"
 *
 * All give text, to be escaped like any other.  A key that is in no file is a
 * mistake in the program; the key itself is shown, and a test finds it.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/sys/zone.h"
#include "view/value.h"

struct asset;
struct words;
struct words_all;

struct word {
	const char *name;
	str text;
};
#define WORDS(...) ((const struct word[]){__VA_ARGS__, {0}})

err words_open(struct arena *, const struct words_all **out) MUST;
/* The same of other files; each is known by its name, "lang/xx.msg". */
err words_open_files(struct arena *, const struct asset *, size_t n, const struct words_all **out)
	MUST;
/* All languages that there are, one after the other; NULL after the last. */
const struct words *words_each(const struct words_all *, size_t i);
/* By BCP 47: "fr-ML" is French; what we do not have is English.  Never NULL. */
const struct words *words_for(const struct words_all *, str language);

str words_get(const struct words *, const char *key);
/* Puts with[i].text in the place of {with[i].name}; with may be NULL. */
str words_say(const struct words *, struct arena *, const char *key, const struct word *with);
/* The form of key for n (key.one, key.other, ...: CLDR's plural categories);
 * {n} is n as the language writes it. */
str words_count(const struct words *, struct arena *, const char *key, int64_t n,
	const struct word *with);
str words_number(const struct words *, struct arena *, int64_t);
/* kind: which of the formats date.KIND of the message file: "long" ("24 November
 * 2026, 14:05"), "date" ("24 November 2026"), "day" ("Tuesday 24 November 2026"),
 * "short" ("24 Nov, 14:05"), "month" ("November 2026"), "year", "time". */
str words_date(const struct words *, struct arena *, const struct zone *, int64_t t,
	const char *kind);
/* A reason of fail(), in this language, by lang/XX.why; what is not there is said in English. */
str words_why(const struct words *, struct arena *, str why);
/* The same for each line of a report (port/report.h): names of kinds before columns of
 * numbers, and words behind a number; columns stay where they are. */
str words_report(const struct words *, struct arena *, str text);
/* "Ama, Kofi and Esi" */
str words_join(const struct words *, struct arena *, const str *name, size_t n);
/* For templates: all keys without a dot in them, as {{t.key}}; shared by all
 * threads and only read. */
bool words_has(const struct words *, const char *key);
struct value *words_values(const struct words *);
/* False: the file covers readers' pages alone, and the desk is said in English. */
bool words_whole(const struct words *);
/* What stands between the last two of several: " and ", in Arabic " و". */
str words_and(const struct words *, struct arena *);
str words_language(const struct words *); /* "fr" */
str words_direction(const struct words *); /* "ltr" or "rtl" */

/* For those who check message files. */
err words_read(struct arena *, str file, str source, struct map *out) MUST;
/* Which of zero one two few many other n is, by the rule named in a file
 * ("en", "fr", "ar", ...); NULL: no such rule. */
const char *words_category(str rule, int64_t n);
