/* sanitise.c: whatever comes in, twice is once and the output is bounded.  The
 * first byte chooses the policy.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/html/sanitise.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)512 << 20);
	str in = str_from((str){(const char *)data, size}, 1);
	enum sanitise_policy policy = size && (data[0] & 1) ? SANITISE_COMMENT : SANITISE_STORY;
	html once = sanitise_html(a, in, policy, NULL);

	if (!str_eq(sanitise_html(a, once.s, policy, NULL).s, once.s))
		abort();
	if (once.s.n > in.n * 64 + 8192)
		abort();
	arena_end(a);
	return 0;
}
