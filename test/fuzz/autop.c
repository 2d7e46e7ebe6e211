/* autop.c: paragraphs of anything, and the whole way of a body.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/body/autop.h"

#include <stdlib.h>

#include "text/body/body.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)512 << 20);
	str in = {(const char *)data, size};
	html safe;

	autop(a, in);
	safe = body_html(a, in, BODY_CLASSIC, NULL);
	if (!str_eq(sanitise_html(a, safe.s, SANITISE_STORY, NULL).s, safe.s))
		abort();
	body_comment(a, in);
	body_plain(a, in, BODY_CLASSIC);
	arena_end(a);
	return 0;
}
