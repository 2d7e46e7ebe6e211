/* kicker.c: any headline and any body: both parts lie within it, neither is empty, and the
 * rest of a headline has no second kicker taken off it by mistake.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/words/kicker.h"

#include "base/utf8.h"

#include <stdlib.h>

static void
within(str part, str whole)
{
	if (part.n && (part.p < whole.p || part.p + part.n > whole.p + whole.n))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)256 << 20);
	str in = {(const char *)data, size}, one = {0}, rest = {0};

	if (kicker_split(in, &one, &rest)) {
		within(one, in);
		within(rest, in);
		if (!one.n || !rest.n || one.n + rest.n >= in.n || (utf8_valid(in) && !(utf8_valid(one) && utf8_valid(rest))))
			abort();
	}
	one = rest = (str){0};
	if (kicker_dateline(a, in, &one, &rest) && (!one.n || rest.n >= in.n || (utf8_valid(in) && !utf8_valid(rest))))
		abort();
	arena_end(a);
	return 0;
}
