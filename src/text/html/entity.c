/* entity.c: knows all 2,125 names.  A name is found by halving in the text of
 * its first letter, so hostile input of nothing but '&' stays cheap.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/html/entity.h"

#include "base/utf8.h"
#include "text/html/entity_table.h"

enum { LONGEST = 31, LONGEST_BARE = 6, SHORTEST_BARE = 2 };

static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Compares name with the entry at p, which ends in '=' or '!'. */
static int
compare(str name, const char *p)
{
	size_t n = strcspn(p, "=!");

	return str_cmp(name, (str){p, n});
}

/* The entry's "=HEX..." or "!HEX...", or NULL. */
static const char *
find(str name)
{
	unsigned char first = (unsigned char)name.p[0];
	const char *text = first < 128 ? entity_names[first] : NULL;
	size_t lo = 0, hi;

	if (!text)
		return NULL;
	hi = strlen(text);
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2, end;
		int c;

		while (mid > lo && text[mid - 1] != ' ')
			mid--;
		c = compare(name, text + mid);
		if (!c)
			return text + mid + name.n;
		end = mid + strcspn(text + mid, " ") + 1;
		if (c < 0)
			hi = mid;
		else
			lo = end;
	}
	return NULL;
}

static void
add_found(struct buf *b, const char *entry)
{
	do {
		uint32_t c = 0;

		while (hex(*++entry) >= 0)
			c = c * 16 + (uint32_t)hex(*entry);
		utf8_add(b, c);
	} while (*entry == '+');
}

/* s starts after '&'.  Adds what it stands for and returns the bytes used of
 * s; 0: it is no reference. */
static size_t
named(struct buf *b, str s, bool attr)
{
	size_t n = 0;
	const char *entry;

	while (n < s.n && n <= LONGEST && is_alnum(s.p[n]))
		n++;
	if (!n)
		return 0;
	if (n < s.n && s.p[n] == ';' && (entry = find(str_upto(s, n)))) {
		add_found(b, entry);
		return n + 1;
	}
	for (n = n < LONGEST_BARE ? n : LONGEST_BARE; n >= SHORTEST_BARE; n--) {
		entry = find(str_upto(s, n));
		if (!entry || *entry != '!')
			continue;
		if (attr && n < s.n && (is_alnum(s.p[n]) || s.p[n] == '='))
			return 0;
		add_found(b, entry);
		return n;
	}
	return 0;
}

/* s starts after "&#". */
static size_t
numeric(struct buf *b, str s)
{
	bool is_hex = s.n && (s.p[0] == 'x' || s.p[0] == 'X');
	size_t at = is_hex, digits = 0;
	uint32_t c = 0, base = is_hex ? 16 : 10;

	for (; at < s.n; at++, digits++) {
		int d = hex(s.p[at]);

		if (d < 0 || d >= (int)base)
			break;
		c = c > 0x10ffff ? c : c * base + (uint32_t)d;
	}
	if (!digits)
		return 0;
	if (at < s.n && s.p[at] == ';')
		at++;
	utf8_add(b, c ? utf8_from_1252(c) : UTF8_BAD);
	return at;
}

void
entity_add_decoded(struct buf *b, str s, bool attr)
{
	for (size_t at = 0, from; at < s.n;) {
		size_t used;

		from = at;
		while (at < s.n && s.p[at] != '&' && s.p[at] != '\r')
			at++;
		buf_add(b, (str){s.p + from, at - from});
		if (at == s.n)
			break;
		if (s.p[at++] == '\r') {
			if (at == s.n || s.p[at] != '\n')
				buf_char(b, '\n');
			continue;
		}
		if (at < s.n && s.p[at] == '#') {
			used = numeric(b, str_from(s, at + 1));
			used += used > 0;
		} else {
			used = named(b, str_from(s, at), attr);
		}
		if (!used)
			buf_char(b, '&');
		at += used;
	}
}

str
entity_decode(struct arena *a, str s, bool attr)
{
	struct buf b;

	if (!s.n || (!memchr(s.p, '&', s.n) && !memchr(s.p, '\r', s.n)))
		return s;
	/* The longest gain: "&nGt;" of 5 bytes becomes 6. */
	b = buf_in(a, s.n * 2);
	entity_add_decoded(&b, s, attr);
	return buf_str(&b);
}
