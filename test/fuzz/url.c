/* url.c: taking apart and putting together gives the same bytes, resolving
 * twice changes nothing, and encoding can be undone.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/data/url.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(64 << 20);
	str s = {(const char *)data, size}, once, twice, v;
	struct url u = url_split(s);

	if (!str_eq(url_join(a, &u), s) && !u.port.n && str_find_char(s, ':') == NOWHERE &&
		str_find_char(s, '@') == NOWHERE)
		abort(); /* an empty port or user is not kept */
	once = url_resolve(a, S("http://example.org/a/b?c#d"), s);
	twice = url_resolve(a, S("http://example.com/"), once);
	if (url_split(once).scheme.n && url_split(once).authority &&
		!str_eq(url_split(once).host, url_split(twice).host))
		abort();
	if (!str_eq(url_decode(a, url_segment(a, s, URL_LOWER), false), s))
		abort();
	if (url_query(a, s, S("a"), &v) && v.n > s.n)
		abort();
	if (url_web(s, &u) == OK && (!u.host.n || s.n > 2048))
		abort();
	arena_end(a);
	return 0;
}
