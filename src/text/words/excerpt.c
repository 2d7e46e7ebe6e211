/* excerpt.c: counts as WordPress does, so that an imported paper's excerpts end
 * at the word where they always ended: words part at [\n\r\t ]+ and nowhere
 * else (a no-break space is part of a word).
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/words/excerpt.h"

#include "base/utf8.h"
#include "text/body/shortcode.h"
#include "text/html/strip.h"

enum { SAMPLE = 1000 }; /* bytes looked at to tell scripts apart */

static bool
parts(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static size_t
skip_gap(str s, size_t at)
{
	while (at < s.n && parts(s.p[at]))
		at++;
	return at;
}

/* A comma, semicolon, colon or dash that the cut left hanging: "bread,..." */
static bool
hangs(uint32_t c)
{
	switch (c) {
	case ',': case ';': case ':': case '-':
	case 0x060c: case 0x061b: /* Arabic comma, semicolon */
	case 0x3001: case 0xff0c: case 0xff1a: case 0xff1b: /* CJK and full width */
	case ' ': case 0xa0:
		return true;
	}
	return c >= 0x2010 && c <= 0x2015;
}

/* Ends a text that was cut.  Full stops, quotes and brackets stay: they are the
 * text's own.  Where nothing but such marks stood, they stay too. */
static void
add_ending(struct buf *b, str ending)
{
	size_t keep = 0;

	for (size_t at = 0; at < b->n;) {
		if (!hangs(utf8_next(buf_str(b), &at)))
			keep = at;
	}
	if (keep)
		b->n = keep;
	buf_add(b, ending);
}

static str
by_words(struct arena *a, str text, const struct excerpt_rules *r)
{
	struct buf b = buf_in(a, text.n + r->ending.n);
	size_t at = skip_gap(text, 0);

	for (unsigned words = 0; at < text.n; words++) {
		size_t from = at;

		if (words == r->most) {
			add_ending(&b, r->ending);
			break;
		}
		if (words)
			buf_char(&b, ' ');
		while (at < text.n && !parts(text.p[at]))
			at++;
		buf_add(&b, (str){text.p + from, at - from});
		at = skip_gap(text, at);
	}
	return buf_str(&b);
}

static str
by_characters(struct arena *a, str text, const struct excerpt_rules *r, size_t most)
{
	struct buf b = buf_in(a, text.n + r->ending.n);
	size_t at = skip_gap(text, 0), n = 0;

	while (at < text.n && n < most) {
		size_t from = at, next = skip_gap(text, at);

		if (next > at) {
			at = next;
			if (at == text.n)
				break;
			buf_char(&b, ' ');
		} else {
			utf8_next(text, &at);
			buf_add(&b, (str){text.p + from, at - from});
		}
		n++;
	}
	if (skip_gap(text, at) < text.n)
		add_ending(&b, r->ending);
	return buf_str(&b);
}

/* Han, kana, bopomofo; Thai, Lao, Khmer, Burmese. */
static bool
unspaced(uint32_t c)
{
	return (c >= 0x3040 && c <= 0x312f) || (c >= 0x3400 && c <= 0x9fff) ||
		(c >= 0x20000 && c <= 0x3ffff) || (c >= 0x0e00 && c <= 0x0eff) ||
		(c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff);
}

bool
excerpt_has_no_spaces(str text)
{
	size_t of = 0, all = 0;

	text = utf8_cut(text, SAMPLE);
	for (size_t at = 0; at < text.n;) {
		uint32_t c = (unsigned char)text.p[at];

		if (c < 0x80)
			at++;
		else
			c = utf8_next(text, &at);
		if (c <= 0x40 || c == 0xa0)
			continue;
		all++;
		of += unspaced(c);
	}
	return of * 2 > all;
}

str
excerpt_text(struct arena *a, str text, const struct excerpt_rules *r)
{
	if (r->unit == EXCERPT_CHARACTERS)
		return by_characters(a, text, r, r->most);
	if (r->unit == EXCERPT_AUTO && excerpt_has_no_spaces(text))
		return by_characters(a, text, r, (size_t)r->most * 2);
	return by_words(a, text, r);
}

bool
excerpt_more(str body, size_t *at, size_t *after, str *label)
{
	size_t start = str_find(body, S("<!--more")), end;
	str rest;

	if (start == NOWHERE)
		return false;
	rest = str_from(body, start + S("<!--more").n);
	end = str_find(rest, S("-->"));
	if (end == NOWHERE)
		return false;
	*at = start;
	*label = str_trim(str_upto(rest, end));
	*after = start + S("<!--more").n + end + 3;
	return true;
}

/* What is cut off need not be made: a story is a hundred times its excerpt. */
str
excerpt_body(struct arena *a, str body, const struct excerpt_rules *r)
{
	size_t at, after, bytes = r->unit == EXCERPT_WORDS ? 0 : SAMPLE + (size_t)r->most * 8;
	str label;

	if (excerpt_more(body, &at, &after, &label))
		body = str_upto(body, at);
	body = shortcode_strip(a, body);
	return excerpt_text(a, strip_start(a, body, STRIP_FIGURES, r->most, bytes), r);
}
