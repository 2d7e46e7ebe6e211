/* utf8.c: the one place that takes UTF-8 apart.  Overlong forms, surrogates and
 * code points past U+10FFFF are not UTF-8 (RFC 3629, section 3).
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

/* How many bytes follow the first one, and the bounds of the second: this is
 * the whole grammar (RFC 3629, section 4). */
static unsigned
follow(unsigned char c, unsigned char *lo, unsigned char *hi)
{
	*lo = 0x80;
	*hi = 0xbf;
	if (c >= 0xc2 && c <= 0xdf)
		return 1;
	if (c >= 0xe0 && c <= 0xef) {
		if (c == 0xe0)
			*lo = 0xa0;
		if (c == 0xed)
			*hi = 0x9f;
		return 2;
	}
	if (c >= 0xf0 && c <= 0xf4) {
		if (c == 0xf0)
			*lo = 0x90;
		if (c == 0xf4)
			*hi = 0x8f;
		return 3;
	}
	return 0;
}

static bool
step(str s, size_t *at, uint32_t *out)
{
	unsigned char c = (unsigned char)s.p[(*at)++], lo, hi;
	unsigned more;

	*out = c;
	if (c < 0x80)
		return true;
	more = follow(c, &lo, &hi);
	*out = UTF8_BAD;
	if (!more)
		return false;
	c &= (unsigned char)(0x3f >> more);
	for (uint32_t v = c; *at < s.n; lo = 0x80, hi = 0xbf) {
		unsigned char next = (unsigned char)s.p[*at];

		if (next < lo || next > hi)
			return false;
		++*at;
		v = v << 6 | (next & 0x3f);
		if (!--more) {
			*out = v;
			return true;
		}
	}
	return false;
}

uint32_t
utf8_next(str s, size_t *at)
{
	uint32_t c;

	step(s, at, &c);
	return c;
}

uint32_t
utf8_peek(str s, size_t at)
{
	return utf8_next(s, &at);
}

/* Past the ASCII at `at`, eight bytes at a time: most of all text is. */
static size_t
skip_ascii(str s, size_t at)
{
	uint64_t eight;

	for (; s.n - at >= sizeof eight; at += sizeof eight) {
		memcpy(&eight, s.p + at, sizeof eight);
		if (eight & 0x8080808080808080u)
			break;
	}
	while (at < s.n && (unsigned char)s.p[at] < 0x80)
		at++;
	return at;
}

bool
utf8_valid(str s)
{
	uint32_t c;

	for (size_t at = skip_ascii(s, 0); at < s.n; at = skip_ascii(s, at))
		if (!step(s, &at, &c))
			return false;
	return true;
}

uint32_t
utf8_from_1252(uint32_t c)
{
	static const uint16_t high[32] = {0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026,
		0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
		0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc,
		0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178};

	return c >= 0x80 && c <= 0x9f ? high[c - 0x80] : c;
}

/* The run of bytes >= 0x80 at `at` is short and holds no valid sequence. */
static bool
looks_like_1252(str s, size_t at, size_t *end)
{
	uint32_t c;

	for (*end = at; *end < s.n && (unsigned char)s.p[*end] >= 0x80; ++*end)
		if (*end - at == 3)
			return false;
	for (size_t i = at; i < *end;) {
		if (step(str_upto(s, *end), &i, &c))
			return false;
	}
	return true;
}

str
utf8_repair(struct arena *a, str s)
{
	struct buf b;
	uint32_t c;

	if (utf8_valid(s))
		return s;
	b = buf_in(a, s.n * 3 + 3);
	for (size_t at = 0, from = 0, end; at < s.n; from = at) {
		bool high = (unsigned char)s.p[at] >= 0x80;
		bool after_ascii = !at || (unsigned char)s.p[at - 1] < 0x80;

		if (high && after_ascii && looks_like_1252(s, at, &end)) {
			while (at < end)
				utf8_add(&b, utf8_from_1252((unsigned char)s.p[at++]));
		} else if (step(s, &at, &c)) {
			buf_add(&b, (str){s.p + from, at - from});
		} else {
			utf8_add(&b, UTF8_BAD);
		}
	}
	return buf_str(&b);
}

size_t
utf8_count(str s)
{
	size_t n = 0;

	for (size_t at = 0; at < s.n; n++)
		utf8_next(s, &at);
	return n;
}

str
utf8_upto(str s, size_t points)
{
	size_t at = 0;

	while (at < s.n && points--)
		utf8_next(s, &at);
	return str_upto(s, at);
}

str
utf8_cut(str s, size_t bytes)
{
	if (bytes >= s.n)
		return s;
	while (bytes && ((unsigned char)s.p[bytes] & 0xc0) == 0x80)
		bytes--;
	return str_upto(s, bytes);
}

size_t
utf8_write(char out[4], uint32_t c)
{
	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = UTF8_BAD;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

void
utf8_add(struct buf *b, uint32_t c)
{
	char out[4];

	buf_add(b, (str){out, utf8_write(out, c)});
}
