/* xml.c: whatever is written as XML, expat accepts.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/data/xml.h"

#include <expat.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(64 << 20);
	struct buf b = buf_in(a, 16 << 20);
	str s = {(const char *)data, size}, doc;
	XML_Parser p = XML_ParserCreate("UTF-8");

	buf_add(&b, S("<r a=\""));
	xml_add_text(&b, s);
	buf_add(&b, S("\">"));
	xml_add_text(&b, s);
	xml_add_cdata(&b, s);
	buf_add(&b, S("</r>"));
	doc = buf_str(&b);
	if (XML_Parse(p, doc.p, (int)doc.n, 1) != XML_STATUS_OK)
		abort();
	XML_ParserFree(p);
	arena_end(a);
	return 0;
}
