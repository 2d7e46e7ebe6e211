/* words.c: any file of words: it is read or refused, and what was read can be said, with and
 * without a number, and put into a sentence of an error.
 * SPDX-License-Identifier: Apache-2.0 */
#include "view/words.h"

#include "base/map.h"
#include "base/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)256 << 20);
	str in = {(const char *)data, size};
	struct map m = map_in(a);
	const struct words_all *all;
	const struct words *w;

	if (words_read(a, S("lang/xx.msg"), in, &m) == OK)
		map_get(&m, S("comments_count"));
	if (words_open(a, &all))
		abort();
	w = words_for(all, str_upto(in, 8));
	if (!words_language(w).n || (utf8_valid(in) && !utf8_valid(words_why(w, a, utf8_cut(in, 400)))))
		abort();
	words_report(w, a, str_upto(in, 2000));
	words_say(w, a, "leave_reply_to", WORDS({"name", in}));
	words_count(w, a, "comments_count", (int64_t)size - 3, NULL);
	arena_end(a);
	return 0;
}
