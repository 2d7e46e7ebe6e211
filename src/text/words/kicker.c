/* kicker.c: careful on purpose.  A kicker that is missed stays in the headline,
 * as the paper had it; a wrong one spoils the headline.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/words/kicker.h"

#include <utf8proc.h>

#include "base/utf8.h"
#include "text/html/entity.h"

enum {
	LONGEST_KICKER = 30,
	MOST_WORDS = 4,
	LONGEST_PLACE = 40,
	LONGEST_LINE = 400, /* bytes looked at for a dateline */
};

static bool
is_upper(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LU;
}

static bool
is_lower(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LL;
}

static bool
is_letter(uint32_t c)
{
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);

	return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO;
}

static bool
is_space(uint32_t c)
{
	return c == ' ' || c == 0xa0 || c == 0x202f || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The word before the slash and the one after it are joined by it: "and/ or". */
static bool
is_joined(str kicker)
{
	static const str words[] = {{"and", 3}, {"et", 2}, {"or", 2}, {"ou", 2}, {"he", 2},
		{"his", 3}, {"il", 2}};
	size_t at = kicker.n;

	while (at && kicker.p[at - 1] != ' ')
		at--;
	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_eq_case(str_from(kicker, at), words[i]))
			return true;
	return false;
}

static bool
good_kicker(str k)
{
	size_t words = 1, letters = 0, points = 0;
	uint32_t c = 0;

	for (size_t at = 0; at < k.n; points++) {
		c = utf8_next(k, &at);
		if (!points && is_lower(c))
			return false;
		if (c < 0x80 && strchr(":;?!\"()[]<>@=", (int)c))
			return false;
		letters += is_letter(c);
		words += is_space(c);
	}
	return letters > 1 && words <= MOST_WORDS && points <= LONGEST_KICKER &&
		!is_space(c) && c >= '0' && !is_joined(k);
}

bool
kicker_split(str headline, str *kicker, str *rest)
{
	str h = str_trim(headline), head, tail;
	size_t slash = str_find_char(h, '/'), at = 0;

	if (slash == NOWHERE || slash + 1 >= h.n)
		return false;
	head = str_upto(h, slash);
	tail = str_from(h, slash + 1);
	if (!is_space(utf8_peek(tail, 0)) || !good_kicker(head))
		return false;
	while (at < tail.n && is_space(utf8_peek(tail, at)))
		utf8_next(tail, &at);
	tail = str_from(tail, at);
	if (!tail.n || (is_digit(head.p[head.n - 1]) && is_digit(tail.p[0])))
		return false;
	*kicker = head;
	*rest = tail;
	return true;
}

/* Datelines */

/* Words that newsrooms put there and that are no places. */
static bool
is_no_place(str p)
{
	static const str words[] = {{"BREAKING", 8}, {"BREAKING NEWS", 13}, {"UPDATE", 6},
		{"UPDATED", 7}, {"EXCLUSIVE", 9}, {"NEWS", 4}, {"WATCH", 5}, {"LIVE", 4},
		{"VIDEO", 5}, {"PHOTOS", 6}, {"OPINION", 7}, {"ANALYSIS", 8}, {"NOTE", 4},
		{"CORRECTION", 10}, {"URGENT", 6}, {"ALERTE", 6}, {"DIRECT", 6}, {"EXCLUSIF", 8},
		{"ENTRETIEN", 9}, {"INTERVIEW", 9}, {"FIFA", 4}, {"UEFA", 4}, {"NASA", 4},
		{"ECOWAS", 6}, {"CEDEAO", 6}, {"ONU", 3}, {"NATO", 4}, {"OTAN", 4},
		{"UNICEF", 6}, {"COVID", 5}, {"AFCON", 5}, {"PDF", 3}};

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_eq(words[i], p))
			return true;
	return false;
}

/* The place at the start of s (plain text): capitals up to a comma, a bracket
 * or the dash; what follows a comma may be in small letters. */
static size_t
place_length(str s)
{
	size_t at = 0, end = 0, upper = 0, points = 0;
	bool comma = false;

	for (; at < s.n && points <= LONGEST_PLACE; points++) {
		uint32_t c = utf8_peek(s, at);
		bool joins = c == ' ' || c == 0xa0 || c == '\'' || c == 0x2019 || c == '.' ||
			c == '-' || c == ',';

		if (c == ',' && upper)
			comma = true;
		if (!is_letter(c) && !joins)
			break;
		/* " - " is the dash of the dateline and not part of the name. */
		if (c == '-' && (end != at || !is_letter(utf8_peek(s, at + 1 < s.n ? at + 1 : at))))
			break;
		if (is_letter(c) && !is_upper(c) && !comma)
			return 0;
		upper += is_upper(c) && !comma;
		utf8_next(s, &at);
		if (is_letter(c) || c == '.')
			end = at;
	}
	return upper >= 3 && points <= LONGEST_PLACE ? end : 0;
}

static size_t
skip_spaces(str s, size_t at)
{
	while (at < s.n && is_space(utf8_peek(s, at)))
		utf8_next(s, &at);
	return at;
}

/* " (Reuters)" may follow the place. */
static size_t
skip_agency(str s, size_t at)
{
	size_t open = skip_spaces(s, at), close;

	if (open >= s.n || s.p[open] != '(')
		return at;
	close = str_find_char(str_from(s, open), ')');
	return close == NOWHERE || close > LONGEST_KICKER ? at : open + close + 1;
}

/* An inline tag around the place, as in <strong>BAMAKO</strong>. */
static size_t
skip_inline(str s, size_t at, bool closing)
{
	static const char *const tags[] = {"strong>", "b>", "em>", "i>"};
	size_t from = at + (closing ? 2 : 1);

	if (!str_starts(str_from(s, at), closing ? S("</") : S("<")))
		return at;
	for (size_t i = 0; i < LENGTH(tags); i++)
		if (str_starts(str_from(s, from), str_of(tags[i])))
			return from + strlen(tags[i]);
	return at;
}

/* The dash and the space around it, from at on; 0: no dash.  in_tag: the end tag
 * of <strong> or such is due before or after the dash. */
static size_t
skip_dash(str s, size_t at, bool in_tag)
{
	size_t shut = in_tag ? skip_inline(s, at, true) : at;
	size_t from = shut > at ? skip_agency(s, shut) : at;
	size_t dash = skip_spaces(s, from), end = dash, after;
	uint32_t c = dash < s.n ? utf8_next(s, &end) : 0;
	bool spaced;

	if (c == '-' && end < s.n && s.p[end] == '-')
		end++;
	after = skip_spaces(s, end);
	spaced = dash > from && after > end;
	if (in_tag && shut == at) {
		end = skip_inline(s, after, true);
		if (end == after)
			return 0;
		after = skip_spaces(s, end);
		spaced |= dash > from && after > end;
	}
	if (after >= s.n || s.p[after] == '<')
		return 0;
	return c == 0x2014 || ((c == 0x2013 || c == '-') && spaced) ? after : 0;
}

/* Tags, comments and white space that a body may begin with. */
static size_t
body_start(str body)
{
	size_t at = 0;

	for (;;) {
		str rest;
		size_t gt;

		while (at < body.n && (unsigned char)body.p[at] <= ' ')
			at++;
		rest = str_from(body, at);
		if (str_starts(rest, S("<!--")) && !str_starts(rest, S("<!--more")))
			gt = str_find(str_upto(rest, 2000), S("-->")) + 2;
		else if (str_starts(rest, S("<p>")) || str_starts(rest, S("<p ")))
			gt = str_find_char(str_upto(rest, 500), '>');
		else
			return at;
		if (gt >= rest.n)
			return at;
		at += gt + 1;
	}
}

/* Decodes references; map[i] is where the i-th byte came from. */
static str
decode_line(struct arena *a, str line, uint16_t *map)
{
	struct buf b = buf_in(a, LONGEST_LINE * 2);

	for (size_t at = 0, n; at < line.n; at += n) {
		size_t before = b.n, semicolon = str_find_char(str_upto(str_from(line, at), 12), ';');

		n = line.p[at] == '&' && semicolon != NOWHERE ? semicolon + 1 : 1;
		entity_add_decoded(&b, (str){line.p + at, n}, false);
		for (size_t i = before; i < b.n; i++)
			map[i] = (uint16_t)at;
	}
	return buf_str(&b);
}

bool
kicker_dateline(struct arena *a, str body, str *place, str *rest)
{
	size_t start = body_start(body), at, end, inner;
	str line = utf8_cut(str_from(body, start), LONGEST_LINE), plain, name;
	uint16_t *map = NEW(a, uint16_t, LONGEST_LINE * 2);
	struct buf left;

	plain = decode_line(a, line, map);
	inner = skip_inline(plain, 0, false);
	name = str_from(plain, inner);
	end = place_length(name);
	name = str_upto(name, end);
	if (!end || is_no_place(name))
		return false;
	at = skip_dash(plain, skip_agency(plain, inner + end), inner > 0);
	if (!at)
		return false;
	left = buf_in(a, body.n);
	buf_add(&left, str_upto(body, start));
	buf_add(&left, str_from(body, start + map[at]));
	*place = name;
	*rest = buf_str(&left);
	return true;
}
