/* slug.c: slugs are short, valid and stand still; the other readers of short
 * text (search tokens, kickers, datelines, addresses) come along.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/words/slug.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "text/words/fold.h"
#include "text/html/href.h"
#include "text/words/kicker.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)512 << 20);
	str in = {(const char *)data, size}, once = slug_make(a, in), x, y, folded;

	if (once.n > SLUG_LONGEST || !utf8_valid(once) || !str_eq(slug_make(a, once), once))
		abort();
	if (slug_wordpress(a, in).n > SLUG_LONGEST)
		abort();
	folded = fold_text(a, in, S("fr"));
	if (!utf8_valid(folded))
		abort();
	for (size_t i = 0; i < folded.n; i++) /* search quotes them, and no more */
		if (folded.p[i] && strchr("'\"\\&|!:*()<>", folded.p[i]))
			abort();
	if (kicker_split(in, &x, &y) && (!x.n || !y.n))
		abort();
	if (kicker_dateline(a, in, &x, &y) && y.n >= in.n)
		abort();
	if (href_clean(a, in, HREF_WEB | HREF_MAIL, &x) &&
		(!href_clean(a, x, HREF_WEB | HREF_MAIL, &y) || !str_eq(x, y)))
		abort();
	arena_end(a);
	return 0;
}
