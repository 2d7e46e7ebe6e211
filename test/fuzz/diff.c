/* diff.c: two halves of the input compared: every run leads on, marks are closed, and a text
 * compared with itself has none.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/words/diff.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t
times(str s, str part)
{
	size_t n = 0, at;

	for (; (at = str_find(s, part)) != NOWHERE; n++)
		s = str_from(s, at + part.n);
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)512 << 20);
	str in = {(const char *)data, size};
	size_t cut = size ? data[0] * size / 256 : 0;
	str x = str_upto(in, cut), y = str_from(in, cut), out;

	out = diff_body(a, x, y).s;
	if (times(out, S("<del>")) != times(out, S("</del>")) || times(out, S("<ins>")) != times(out, S("</ins>")) ||
		times(out, S("<p class=")) != times(out, S("</p>")))
		abort();
	out = diff_body(a, x, x).s;
	if (times(out, S("<del>")) || times(out, S("<ins>")))
		abort();
	out = diff_text(a, x, y).s;
	if (times(out, S("<del>")) != times(out, S("</del>")) || str_find(out, S("<script")) != NOWHERE)
		abort();
	arena_end(a);
	return 0;
}
