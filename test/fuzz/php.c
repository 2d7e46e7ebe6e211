/* Any bytes as serialised PHP.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/data/php.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new(64 << 20);
	struct php *v;

	if (php_read(a, (str){(const char *)p, n}, &v) == OK)
		(void)php_str(php_get(v, S("a")));
	arena_end(a);
	return 0;
}
