/* words.c: message files, and how a language counts and dates.
 *
 * Plural rules are CLDR's for whole numbers, by the name that a message file
 * gives; several languages share one.  All else that differs between languages
 * (names of months, order of a date, how thousands are parted) is data in the
 * message files, so a new language is one file and at most one line here.
 */
#include "view/words.h"

#include "assets.h"

enum { MESSAGE_MAX = 2000, SAID_MAX = 65536, LANGUAGES_MAX = 32 };

struct words {
	str language;
	struct map own;               /* key -> str * */
	const struct words *fallback; /* English; NULL in it */
	struct value *values;
};

struct words_all {
	struct words *one[LANGUAGES_MAX];
	size_t n;
};

/* ---- reading ---- */

static bool
good_key(str key)
{
	for (size_t i = 0; i < key.n; i++) {
		char c = key.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'))
			return false;
	}
	return key.n > 0;
}

/* Braces stand in pairs with a name between. */
static bool
good_text(str s)
{
	size_t at, end;

	while ((at = str_find_char(s, '{')) != NOWHERE) {
		end = str_find_char(str_from(s, at), '}');
		if (end == NOWHERE || !good_key((str){s.p + at + 1, end - 1}))
			return false;
		s = str_from(s, at + end + 1);
	}
	return s.n == 0 || str_find_char(s, '}') == NOWHERE;
}

static err
read_message(struct arena *a, str file, size_t line, str s, struct map *out)
{
	size_t eq = str_find_char(s, '=');
	str key = str_trim(str_upto(s, eq == NOWHERE ? s.n : eq)), *text = NEW(a, str, 1);

	if (eq == NOWHERE || !good_key(key))
		return fail(E_INPUT, "%.*s:%zu: not a \"key = text\" line", SARG(file), line);
	*text = str_trim(str_from(s, eq + 1));
	if (s.n > MESSAGE_MAX || !good_text(*text))
		return fail(E_INPUT, "%.*s:%zu: %.*s: message too long or unnamed placeholder",
			SARG(file), line, SARG(key));
	if (map_get(out, key))
		return fail(E_INPUT, "%.*s:%zu: %.*s is defined twice", SARG(file), line, SARG(key));
	map_put(out, key, text);
	return OK;
}

err
words_read(struct arena *a, str file, str source, struct map *out)
{
	str s;
	size_t line = 0;

	*out = map_in(a);
	while (str_split(&source, '\n', &s)) {
		line++;
		s = str_trim(s);
		if (s.n && s.p[0] != '#')
			TRY(read_message(a, file, line, s, out));
	}
	return OK;
}

static struct words *
find_language(const struct words_all *all, str language)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq_case(all->one[i]->language, language))
			return all->one[i];
	return NULL;
}

static void
put_values(struct words *w, const struct words *from)
{
	if (!from)
		return;
	put_values(w, from->fallback);
	for (size_t i = 0; i < from->own.n; i++) {
		const struct map_slot *s = &from->own.slot[i];

		if (str_find_char(s->key, '.') == NOWHERE)
			value_put(w->values, s->key,
				value_text(w->own.a, *(const str *)s->value));
	}
}

static bool
is_language(str name, str *language)
{
	if (!str_starts(name, S("lang/")) || !str_ends(name, S(".msg")))
		return false;
	*language = str_upto(str_from(name, 5), name.n - 9);
	return true;
}

err
words_open(struct arena *a, const struct words_all **out)
{
	return words_open_files(a, assets, assets_n, out);
}

err
words_open_files(struct arena *a, const struct asset *file, size_t n,
	const struct words_all **out)
{
	struct words_all *all = NEW(a, struct words_all, 1);
	const struct words *english;
	str language;

	*out = all;
	for (size_t i = 0; i < n && all->n < LANGUAGES_MAX; i++) {
		str name = str_of(file[i].name);
		struct words *w = NEW(a, struct words, 1);

		if (!is_language(name, &language))
			continue;
		w->language = language;
		TRY(words_read(a, name, file[i].bytes, &w->own));
		all->one[all->n++] = w;
	}
	english = find_language(all, S("en"));
	if (!english)
		return fail(E_BROKEN, "lang/en.msg is missing from this program");
	for (size_t i = 0; i < all->n; i++) {
		struct words *w = all->one[i];

		w->fallback = w == english ? NULL : english;
		w->values = value_map(a);
		put_values(w, w);
	}
	return OK;
}

const struct words *
words_each(const struct words_all *all, size_t i)
{
	return i < all->n ? all->one[i] : NULL;
}

const struct words *
words_for(const struct words_all *all, str language)
{
	const struct words *w = NULL;
	size_t n = language.n;

	while (n && !w) {
		w = find_language(all, str_upto(language, n));
		while (n && language.p[n - 1] != '-' && language.p[n - 1] != '_')
			n--;
		n -= n > 0;
	}
	return w ? w : find_language(all, S("en"));
}

/* ---- saying ---- */

static const str *
find(const struct words *w, str key)
{
	const str *s = NULL;

	for (; w && !s; w = w->fallback)
		s = map_get(&w->own, key);
	return s;
}

static str
get(const struct words *w, str key)
{
	const str *s = find(w, key);

	return s ? *s : key;
}

bool
words_has(const struct words *w, const char *key)
{
	return find(w, str_of(key)) != NULL;
}

str
words_get(const struct words *w, const char *key)
{
	return get(w, str_of(key));
}

static void
put_word(struct buf *b, str name, const struct word *with)
{
	for (; with && with->name; with++) {
		if (str_eq(str_of(with->name), name)) {
			buf_add(b, with->text);
			return;
		}
	}
	buf_fmt(b, "{%.*s}", SARG(name)); /* so that somebody sees it */
}

static str
fill(struct arena *a, str s, const struct word *with)
{
	struct buf b = buf_in(a, SAID_MAX);
	size_t at, end;

	while ((at = str_find_char(s, '{')) != NOWHERE &&
		(end = str_find_char(str_from(s, at), '}')) != NOWHERE) {
		buf_add(&b, str_upto(s, at));
		put_word(&b, (str){s.p + at + 1, end - 1}, with);
		s = str_from(s, at + end + 1);
	}
	buf_add(&b, s);
	return buf_str(&b);
}

str
words_say(const struct words *w, struct arena *a, const char *key, const struct word *with)
{
	return fill(a, words_get(w, key), with);
}

str
words_number(const struct words *w, struct arena *a, int64_t n)
{
	str digits = arena_fmt(a, "%lld", (long long)n), part = words_get(w, "number.group");
	struct buf b = buf_in(a, 128);

	if (n < 0) {
		buf_add(&b, words_get(w, "number.minus"));
		digits = str_from(digits, 1);
	}
	for (size_t i = 0; i < digits.n; i++) {
		if (i && (digits.n - i) % 3 == 0)
			buf_add(&b, part);
		buf_char(&b, digits.p[i]);
	}
	return buf_str(&b);
}

static const char *
category_en(uint64_t n)
{
	return n == 1 ? "one" : "other";
}

static const char *
category_fr(uint64_t n)
{
	if (n < 2)
		return "one";
	return n % 1000000 == 0 ? "many" : "other";
}

/* 0 and 1: Lingala, Malagasy, Amharic and more */
static const char *
category_ln(uint64_t n)
{
	return n < 2 ? "one" : "other";
}

static const char *
category_ar(uint64_t n)
{
	uint64_t h = n % 100;

	if (n < 3)
		return n == 0 ? "zero" : n == 1 ? "one" : "two";
	return h >= 3 && h <= 10 ? "few" : h >= 11 ? "many" : "other";
}

/* Spanish, Italian, Portuguese of Portugal */
static const char *
category_es(uint64_t n)
{
	return n == 1 ? "one" : n && n % 1000000 == 0 ? "many" : "other";
}

static const char *
category_ru(uint64_t n)
{
	uint64_t d = n % 10, h = n % 100;

	if (d == 1 && h != 11)
		return "one";
	return d >= 2 && d <= 4 && (h < 12 || h > 14) ? "few" : "many";
}

static const char *
category_pl(uint64_t n)
{
	uint64_t d = n % 10, h = n % 100;

	if (n == 1)
		return "one";
	return d >= 2 && d <= 4 && (h < 12 || h > 14) ? "few" : "many";
}

/* Bambara, N'Ko, Wolof, Yoruba, Chinese: one form for all */
static const char *
category_bm(uint64_t n)
{
	(void)n;
	return "other";
}

const char *
words_category(str rule, int64_t n)
{
	static const struct {
		const char *name;
		const char *(*of)(uint64_t);
	} rules[] = {{"en", category_en}, {"fr", category_fr}, {"ln", category_ln},
		{"ar", category_ar}, {"es", category_es}, {"ru", category_ru},
		{"pl", category_pl}, {"bm", category_bm}};
	uint64_t size = n < 0 ? -(uint64_t)n : (uint64_t)n;

	for (size_t i = 0; i < LENGTH(rules); i++)
		if (str_eq(str_of(rules[i].name), rule))
			return rules[i].of(size);
	return NULL;
}

/* The form in one language, or NULL: forms of two languages do not mix. */
static const str *
find_form(const struct words *w, struct arena *a, const char *key, int64_t n)
{
	const str *rule = map_get(&w->own, S("plural"));
	const char *category = rule ? words_category(*rule, n) : NULL;
	const str *s = NULL;

	if (category)
		s = map_get(&w->own, arena_fmt(a, "%s.%s", key, category));
	return s ? s : map_get(&w->own, arena_fmt(a, "%s.other", key));
}

str
words_count(const struct words *w, struct arena *a, const char *key, int64_t n,
	const struct word *with)
{
	struct word all[10] = {{"n", words_number(w, a, n)}};
	const str *form = NULL;

	for (size_t i = 1; with && with->name && i < LENGTH(all) - 1; i++)
		all[i] = *with++;
	for (; w && !form; w = w->fallback)
		form = find_form(w, a, key, n);
	return form ? fill(a, *form, all) : str_of(key);
}

/* The i-th of "January|February|...". */
static str
pick(const struct words *w, const char *key, int i)
{
	str rest = words_get(w, key), part = S("");

	while (i-- >= 0 && str_split(&rest, '|', &part))
		;
	return part;
}

/* Dates stand on every card: this is ten times as quick as a format. */
static str
digits(struct arena *a, int64_t n, size_t least)
{
	char *p = NEW(a, char, 20);
	size_t at = 20;

	for (; at > 0 && (n > 0 || 20 - at < least); n /= 10)
		p[--at] = (char)('0' + n % 10);
	return (str){p + at, 20 - at};
}

str
words_date(const struct words *w, struct arena *a, const struct zone *zone, int64_t t,
	const char *kind)
{
	struct civil c = zone_civil(zone, t);
	str first = c.day == 1 ? words_get(w, "date.first") : S("");
	int twelve = c.hour % 12 ? c.hour % 12 : 12;

	return fill(a, get(w, arena_fmt(a, "date.%s", kind)), WORDS(
		{"weekday", pick(w, "date.weekdays", c.weekday)},
		{"wd", pick(w, "date.weekdays_short", c.weekday)},
		{"month", pick(w, "date.months", c.month - 1)},
		{"mon", pick(w, "date.months_short", c.month - 1)},
		{"day", first.n ? first : digits(a, c.day, 1)},
		{"d", digits(a, c.day, 1)},
		{"m", digits(a, c.month, 1)},
		{"year", digits(a, c.year, 1)},
		{"hour", digits(a, c.hour, 2)},
		{"h", digits(a, c.hour, 1)},
		{"h12", digits(a, twelve, 1)},
		{"ampm", pick(w, "date.ampm", c.hour >= 12)},
		{"minute", digits(a, c.minute, 2)}));
}

bool
words_whole(const struct words *w)
{
	return !map_get(&w->own, S("covers"));
}

str
words_and(const struct words *w, struct arena *a)
{
	bool tight = str_eq(words_get(w, "and.tight"), S("1"));

	return arena_fmt(a, " %.*s%s", SARG(words_get(w, "and")), tight ? "" : " ");
}

str
words_join(const struct words *w, struct arena *a, const str *name, size_t n)
{
	struct buf b = buf_in(a, SAID_MAX);

	for (size_t i = 0; i < n; i++) {
		if (i && i + 1 == n)
			buf_add(&b, words_and(w, a));
		else if (i)
			buf_fmt(&b, "%.*s ", SARG(words_get(w, "comma")));
		buf_add(&b, name[i]);
	}
	return buf_str(&b);
}

struct value *
words_values(const struct words *w)
{
	return w->values;
}

str
words_language(const struct words *w)
{
	return w->language;
}

str
words_direction(const struct words *w)
{
	return words_get(w, "direction");
}
