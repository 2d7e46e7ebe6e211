/* merge.c: any three texts merge; with one that nobody changed the other comes out.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/base.h"
#include "text/words/merge.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new(256 << 20);
	str all = {(const char *)bytes, n}, part[3] = {{0}};
	size_t clashes, i = 0;

	while (i < 3 && str_split(&all, '\f', &part[i]))
		i++;
	merge_blocks(a, part[0], part[1], part[2], &clashes);
	if (!str_eq(merge_blocks(a, part[0], part[1], part[0], &clashes), part[1]) || clashes)
		abort();
	if (!str_eq(merge_blocks(a, part[0], part[0], part[1], &clashes), part[1]) || clashes)
		abort();
	arena_end(a);
	return 0;
}
