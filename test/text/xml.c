/* xml.c: whatever is put into XML, expat reads it back.
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "base/utf8.h"
#include "text/data/xml.h"

#include <expat.h>

static str
text(struct arena *a, str s)
{
	struct buf b = buf_in(a, 1 << 16);

	xml_add_text(&b, s);
	return buf_str(&b);
}

static str
cdata(struct arena *a, str s)
{
	struct buf b = buf_in(a, 1 << 16);

	xml_add_cdata(&b, s);
	return buf_str(&b);
}

TEST(xml_escapes)
{
	struct buf b = buf_in(a, 100);

	CHECK_STR(text(a, S("a<b>&\"'c\r\n")), S("a&lt;b&gt;&amp;&quot;'c&#13;\n"));
	CHECK_STR(text(a, S("\x01\x0b\x7f\xef\xbf\xbe\t\xff")), S("\x7f\t\xef\xbf\xbd"));
	CHECK_STR(text(a, ((str){"a\0b", 3})), S("ab"));
	CHECK_STR(cdata(a, S("a]]>b")), S("<![CDATA[a]]]]><![CDATA[>b]]>"));
	CHECK_STR(cdata(a, S("]]\x01>")), S("<![CDATA[]]]]><![CDATA[>]]>"));
	CHECK_STR(cdata(a, S("]]]>]>")), S("<![CDATA[]]]]]><![CDATA[>]>]]>"));
	xml_add_element(&b, "x", S("a&b"));
	xml_add_element(&b, "y", S(""));
	CHECK_STR(buf_str(&b), S("<x>a&amp;b</x>\n"));
}

struct heard {
	struct buf attr, text;
};

static void
start(void *arg, const char *name, const char **attr)
{
	struct heard *h = arg;

	(void)name;
	if (attr[0])
		buf_add(&h->attr, str_of(attr[1]));
}

static void
said(void *arg, const char *s, int n)
{
	struct heard *h = arg;

	buf_add(&h->text, (str){s, (size_t)n});
}

/* What must come back: s with what is no UTF-8 replaced and what XML forbids
 * left out; a carriage return in CDATA is a line end to a parser. */
static str
expected(struct arena *a, str s)
{
	struct buf b = buf_in(a, 4096);

	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);

		if (c >= 0x20 ? c != 0xfffe && c != 0xffff : c == '\t' || c == '\n')
			utf8_add(&b, c);
	}
	return buf_str(&b);
}

static void
one_round(struct arena *a, str s)
{
	struct heard h = {buf_in(a, 4096), buf_in(a, 8192)};
	str want = expected(a, s), doc;
	XML_Parser p = XML_ParserCreate("UTF-8");

	doc = arena_fmt(a, "<r><a/>%.*s%.*s</r>", SARG(text(a, want)), SARG(cdata(a, s)));
	XML_SetUserData(p, &h);
	XML_SetElementHandler(p, start, NULL);
	XML_SetCharacterDataHandler(p, said);
	if (XML_Parse(p, doc.p, (int)doc.n, 1) != XML_STATUS_OK)
		test_fail(__FILE__, __LINE__, "%s in %.*s",
			XML_ErrorString(XML_GetErrorCode(p)), SARG(doc));
	XML_ParserFree(p);
	CHECK_STR(buf_str(&h.text), arena_fmt(a, "%.*s%.*s", SARG(want), SARG(want)));
}

TEST(xml_comes_back_from_a_parser)
{
	static const char bytes[] = "]]>]<&\"'a\x01\x0b\xc3\xa9\xff\xef\xbf\xbe\t\n ";
	uint64_t seed = test_seed();

	for (int i = 0; i < 3000; i++) {
		char raw[24];
		size_t n = test_random(&seed) % sizeof raw;

		for (size_t k = 0; k < n; k++)
			raw[k] = bytes[test_random(&seed) % (sizeof bytes - 1)];
		one_round(a, (str){raw, n});
	}
}
