/* slug.c: knows which marks are accents that a reader can do without and which
 * are letters: a mark goes only after a Latin letter, since й is not и and the
 * vowels of Devanagari are marks too.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/words/slug.h"

#include <utf8proc.h>

#include "base/utf8.h"
#include "text/words/latin_fold.h"
#include "text/html/strip.h"

enum { LONGEST_TITLE = 4096, MOST_POINTS = LONGEST_TITLE * 20, MOST_HEX = 8 };

static bool
is_mark(uint32_t c)
{
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);

	return k == UTF8PROC_CATEGORY_MN || k == UTF8PROC_CATEGORY_MC;
}

static bool
is_word(uint32_t c)
{
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);

	return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
		(k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO) || is_mark(c);
}

static bool
is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x2bc || c == 0x2b9 ||
		c == 0x60 || c == 0xb4 || c == 0x2032 || c == 0x7f4 || c == 0x7f5;
}

static bool
is_unseen(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_CF || c == 0x640;
}

static bool
is_arabic_vowel(uint32_t c)
{
	return (c >= 0x64b && c <= 0x652) || c == 0x670;
}

/* "l'eau" and "qu'il" are two words, "Eto'o" and "don't" are one: the words of
 * French that lose their vowel are one letter, or end in "qu". */
static bool
elides(const int32_t *out, size_t n)
{
	size_t from = n;

	while (from && out[from - 1] != '-')
		from--;
	if (n - from == 1)
		return strchr("ldjmnstcLDJMNSTC", (int)(out[from] & 0x7f)) && out[from] < 0x80;
	return n - from >= 2 && out[n - 2] == 'q' && out[n - 1] == 'u';
}

/* c goes to the slug at out[n]; returns the new n. */
static size_t
put(int32_t *out, size_t n, uint32_t c)
{
	const char *letters = latin_letters(c);

	if (letters) {
		while (*letters)
			out[n++] = *letters++;
	} else if (is_word(c)) {
		out[n++] = utf8proc_tolower((utf8proc_int32_t)c);
	} else if (n && out[n - 1] != '-') {
		out[n++] = '-';
	}
	return n;
}

/* Decomposed points to slug points; out may need three for one. */
static size_t
fold(const int32_t *in, size_t count, int32_t *out)
{
	bool after_latin = false;
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t c = (uint32_t)in[i];

		if (is_unseen(c) || is_arabic_vowel(c))
			continue;
		if (is_mark(c) && (after_latin || !n || out[n - 1] == '-'))
			continue;
		if (is_apostrophe(c) && !(n && elides(out, n)))
			continue;
		if (!is_mark(c))
			after_latin = latin_is(c);
		n = put(out, n, c);
	}
	while (n && out[n - 1] == '-')
		n--;
	return n;
}

/* What was left out may have parted marks that now have to change places
 * (Unicode 3.11, canonical ordering): else the slug of a slug would be another. */
static void
order_marks(int32_t *p, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		int32_t c = p[i];
		utf8proc_propval_t class = utf8proc_get_property(c)->combining_class;
		size_t k = i;

		for (; class && k && utf8proc_get_property(p[k - 1])->combining_class > class; k--)
			p[k] = p[k - 1];
		p[k] = c;
	}
}

/* A title of nothing but signs still gets a name of its own. */
static str
in_hex(struct arena *a, str title)
{
	struct buf b = buf_in(a, SLUG_LONGEST);

	for (size_t at = 0, n = 0; at < title.n && n < MOST_HEX;) {
		uint32_t c = utf8_next(title, &at);

		if (c <= ' ' || c == 0xa0 || is_unseen(c))
			continue;
		buf_fmt(&b, n++ ? "-%x" : "u%x", c);
	}
	return buf_str(&b);
}

static str
trim_dash(str s)
{
	while (str_ends(s, S("-")))
		s.n--;
	return s;
}

str
slug_make(struct arena *a, str title)
{
	str t = utf8_cut(utf8_repair(a, str_trim(title)), LONGEST_TITLE);
	int32_t *in = NEW(a, int32_t, t.n * 20 + 1), *out = NEW(a, int32_t, t.n * 60 + 1);
	struct buf b = buf_in(a, t.n * 200 + 16);
	utf8proc_ssize_t n = utf8proc_decompose((const uint8_t *)t.p, (utf8proc_ssize_t)t.n, in,
		(utf8proc_ssize_t)(t.n * 20), UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE);

	if (!t.n)
		return t;
	if (n < 0 || (size_t)n > t.n * 20)
		n = 0;
	n = (utf8proc_ssize_t)fold(in, (size_t)n, out);
	order_marks(out, (size_t)n);
	n = utf8proc_normalize_utf32(out, n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	for (utf8proc_ssize_t i = 0; i < n; i++)
		utf8_add(&b, (uint32_t)out[i]);
	if (!b.n)
		return in_hex(a, t);
	return trim_dash(utf8_cut(buf_str(&b), SLUG_LONGEST));
}

/* WordPress */

static bool
wp_becomes_dash(uint32_t c)
{
	return c == 0xa0 || c == 0x2013 || c == 0x2014 || c == '/' || c == '.' || c == '-' ||
		c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
wp_vanishes(uint32_t c)
{
	switch (c) {
	case 0xa1:
	case 0xa9:
	case 0xab:
	case 0xad:
	case 0xae:
	case 0xb0:
	case 0xb4:
	case 0xbb:
	case 0xbf:
	case 0x2ca:
	case 0x300:
	case 0x301:
	case 0x304:
	case 0x30c:
	case 0x341:
	case 0x2026:
	case 0x2039:
	case 0x203a:
	case 0x2122:
	case 0xfeff:
		return true;
	default:
		return (c >= 0x2018 && c <= 0x201f) || (c >= 0x200b && c <= 0x200f) ||
			(c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069);
	}
}

/* The first letter that a Latin letter with an accent is made of, or c. */
static uint32_t
wp_without_accent(uint32_t c)
{
	int32_t parts[8];
	utf8proc_ssize_t n;
	int last = 0;

	if (c < 0xc0 || c > 0x1ef9 || (c > 0x24f && c < 0x1e00))
		return c;
	n = utf8proc_decompose_char((utf8proc_int32_t)c, parts, LENGTH(parts),
		UTF8PROC_DECOMPOSE, &last);
	return n > 1 && parts[0] < 0x80 ? (uint32_t)parts[0] : c;
}

static void
wp_add(struct buf *b, uint32_t c)
{
	const char *letters;
	char bytes[4];
	size_t n;

	c = wp_without_accent(c);
	letters = c >= 0xc0 && c <= 0x17f ? latin_letters(c) : NULL;
	if (c == 0xd7)
		letters = "x";
	if (letters) {
		buf_add(b, str_of(letters));
		return;
	}
	if (c < 0x80) {
		c = (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')
			buf_char(b, (char)c);
		return;
	}
	n = utf8_write(bytes, (uint32_t)utf8proc_tolower((utf8proc_int32_t)c));
	for (size_t i = 0; i < n; i++)
		buf_fmt(b, "%%%02x", (unsigned char)bytes[i]);
}

/* "%e2%80%99" that stands in the title already stays. */
static bool
is_octet(str s, size_t at)
{
	return s.n - at >= 3 && s.p[at] == '%' && strchr("0123456789abcdefABCDEF", s.p[at + 1]) &&
		s.p[at + 1] && strchr("0123456789abcdefABCDEF", s.p[at + 2]) && s.p[at + 2];
}

str
slug_wordpress(struct arena *a, str title)
{
	str t = strip_html(a, utf8_cut(title, LONGEST_TITLE), STRIP_TAGS);
	struct buf b = buf_in(a, t.n * 12 + 16);
	size_t octets = 0;

	for (size_t at = 0; at < t.n;) {
		bool keep = is_octet(t, at);
		size_t before = b.n;
		uint32_t c = utf8_next(t, &at);

		if (keep) {
			buf_fmt(&b, "%%%c%c", t.p[at] | (t.p[at] > '9' ? 0x20 : 0),
				t.p[at + 1] | (t.p[at + 1] > '9' ? 0x20 : 0));
			at += 2;
		} else if (wp_becomes_dash(c)) {
			if (b.n && b.p[b.n - 1] != '-')
				buf_char(&b, '-');
		} else if (!wp_vanishes(c)) {
			wp_add(&b, c);
		}
		octets += b.n - before;
		if (octets > SLUG_LONGEST) {
			b.n = before;
			break;
		}
	}
	return trim_dash(buf_str(&b));
}
