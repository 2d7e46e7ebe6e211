/* excerpt.c: excerpts and plain text of anything stay valid and short.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/words/excerpt.h"

#include <stdlib.h>

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)512 << 20);
	struct excerpt_rules r = {(enum excerpt_unit)(size ? data[0] % 3 : 0), 5, S("...")};
	str in = str_from((str){(const char *)data, size}, 1), out;

	out = excerpt_body(a, in, &r);
	if (!utf8_valid(out) || (r.unit == EXCERPT_CHARACTERS && utf8_count(out) > 8))
		abort();
	arena_end(a);
	return 0;
}
