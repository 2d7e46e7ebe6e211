/* sniff: kind and size from headers, which run in the server itself.
 * SPDX-License-Identifier: Apache-2.0 */
#include "media/media.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	str s = {(const char *)p, n};
	int w, h;

	if (media_dimensions(s, &w, &h) == OK &&
		(w < 1 || h < 1 || w > MEDIA_MAX_SIDE || h > MEDIA_MAX_SIDE))
		__builtin_trap();
	return media_mime(media_sniff(s)) == NULL;
}
