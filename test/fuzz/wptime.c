/* wptime.c: any moment of a foreign export: what is read lies within the years that there
 * are, and a pair of moments teaches no zone that cannot be.
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/wordpress/wptime.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)256 << 20);
	str in = {(const char *)data, size}, local;
	struct wptime t = {0};
	int64_t at = 0;
	bool guessed;

	if (wptime_read(in, &at) && (at < -70000000000 || at > 260000000000))
		abort();
	if (wptime_rfc(in, &at) && (at < -70000000000 || at > 260000000000))
		abort();
	str_split(&in, '\n', &local);
	wptime_learn(&t, local, in);
	wptime_moment(&t, local, in, &at, &guessed);
	if (wptime_zone(a, &t).n > 60)
		abort();
	arena_end(a);
	return 0;
}
