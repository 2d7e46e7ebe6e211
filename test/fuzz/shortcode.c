/* shortcode.c: brackets of any kind.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/body/shortcode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
media(void *arg, struct arena *a, int64_t id, struct shortcode_media *m)
{
	(void)arg;
	m->url = arena_fmt(a, "/%lld.jpg", (long long)id);
	return id & 1;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)512 << 20);
	struct shortcode_hooks h = {.media = media};
	str in = {(const char *)data, size};

	shortcode_expand(a, in, &h);
	shortcode_strip(a, in);
	shortcode_is_one(in);
	arena_end(a);
	return 0;
}
