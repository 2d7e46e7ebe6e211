/* permalink.c: any scheme and any address: what is read of it lies within it,
 * and is written again as something that reads the same.  The input is the
 * scheme and the path, LF between.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/paper/permalink.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void
within(str part, str whole)
{
	if (part.n && (part.p < whole.p || part.p + part.n > whole.p + whole.n))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new((size_t)64 << 20);
	str path = {(const char *)p, n}, scheme;
	struct permalink_parts v;

	str_split(&path, '\n', &scheme);
	if (permalink_check(scheme) == OK && permalink_read(scheme, path, &v)) {
		within(v.slug, path);
		within(v.category, path);
		within(v.author, path);
		permalink_write(a, scheme, &v);
	}
	arena_end(a);
	return 0;
}
