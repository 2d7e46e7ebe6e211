/* xml.c: what XML may hold, and how the rest is written in it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/data/xml.h"

#include "base/utf8.h"

/* Char in XML 1.0, fifth edition, section 2.2 */
static bool
allowed(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xd800) ||
		(c > 0xdfff && c < 0xfffe) || (c > 0xffff && c < 0x110000);
}

static str
reference(uint32_t c)
{
	switch (c) {
	case '&':
		return S("&amp;");
	case '<':
		return S("&lt;");
	case '>':
		return S("&gt;");
	case '"':
		return S("&quot;");
	case '\r': /* a parser would make a line end of it */
		return S("&#13;");
	default:
		return S("");
	}
}

void
xml_add_text(struct buf *b, str s)
{
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		str as = reference(c);

		if (as.n)
			buf_add(b, as);
		else if (allowed(c))
			utf8_add(b, c);
	}
}

/* The end is looked for in what was written: a forbidden character that falls
 * out between ] and > must not make one. */
void
xml_add_cdata(struct buf *b, str s)
{
	int brackets = 0;

	buf_add(b, S("<![CDATA["));
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);

		if (!allowed(c))
			continue;
		if (c == '>' && brackets >= 2)
			buf_add(b, S("]]><![CDATA["));
		brackets = c == ']' ? brackets + 1 : 0;
		utf8_add(b, c);
	}
	buf_add(b, S("]]>"));
}

void
xml_add_element(struct buf *b, const char *name, str text)
{
	if (!text.n)
		return;
	buf_fmt(b, "<%s>", name);
	xml_add_text(b, text);
	buf_fmt(b, "</%s>\n", name);
}
