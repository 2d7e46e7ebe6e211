/* escape.c: text and attribute values.  & < > and " are written as references
 * everywhere they could matter; U+00A0 and all else stay as they are.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/html/escape.h"

#include "base/utf8.h"

static str
reference(unsigned char c, bool attr)
{
	switch (c) {
	case '&':
		return S("&amp;");
	case '<':
		return S("&lt;");
	case '>':
		return S("&gt;");
	case '"':
		return attr ? S("&quot;") : S("");
	default:
		return S("");
	}
}

/* Characters that a page may not hold (HTML standard, 13.2.3.5). */
static bool
forbidden(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c <= 0x9f) ||
		(c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
}

/* Handles the one character at *at that is not plain. */
static void
add_special(struct buf *b, str s, size_t *at, bool attr)
{
	size_t from = *at;
	uint32_t c = utf8_next(s, at);
	str ref = c < 0x80 ? reference((unsigned char)c, attr) : S("");

	if (ref.n) {
		buf_add(b, ref);
	} else if (c == '\r') {
		if (*at >= s.n || s.p[*at] != '\n')
			buf_char(b, '\n');
	} else if (c == '\f') {
		buf_char(b, ' ');
	} else if (c == UTF8_BAD) {
		utf8_add(b, c);
	} else if (!forbidden(c)) {
		buf_add(b, (str){s.p + from, *at - from});
	}
}

static bool
plain(unsigned char c, bool attr)
{
	return (c >= 0x20 && c < 0x7f && c != '&' && c != '<' && c != '>' &&
		       (c != '"' || !attr)) || c == '\n' || c == '\t';
}

static void
add(struct buf *b, str s, bool attr)
{
	for (size_t at = 0, from; at < s.n;) {
		from = at;
		while (at < s.n && plain((unsigned char)s.p[at], attr))
			at++;
		buf_add(b, (str){s.p + from, at - from});
		if (at < s.n)
			add_special(b, s, &at, attr);
	}
}

void
escape_add_text(struct buf *b, str s)
{
	add(b, s, false);
}

void
escape_add_attr(struct buf *b, str s)
{
	add(b, s, true);
}

static html
escaped(struct arena *a, str s, bool attr)
{
	struct buf b;
	size_t at = 0;

	while (at < s.n && plain((unsigned char)s.p[at], attr))
		at++;
	if (at == s.n)
		return (html){s};
	b = buf_in(a, s.n * 6);
	add(&b, s, attr);
	return (html){buf_str(&b)};
}

html
escape_text(struct arena *a, str s)
{
	return escaped(a, s, false);
}

html
escape_attr(struct arena *a, str s)
{
	return escaped(a, s, true);
}

html
escape_trusted(str s)
{
	return (html){s};
}
