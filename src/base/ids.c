/* ids.c: lists of numbers.  They are short, a page's worth, so they are walked.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/ids.h"

str
ids_text(struct arena *a, const int64_t *id, size_t n)
{
	struct buf b = buf_in(a, SIZE_MAX);

	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_char(&b, ',');
		buf_int(&b, id[i]);
	}
	return buf_str(&b);
}

err
ids_read(struct arena *a, str list, const int64_t **id, size_t *n)
{
	int64_t *out = NEW(a, int64_t, list.n / 2 + 1);
	str part;

	*n = 0;
	*id = out;
	while (str_split(&list, ',', &part)) {
		if (!part.n)
			continue;
		TRY(str_int(part, &out[*n]));
		(*n)++;
	}
	return OK;
}

bool
ids_have(const int64_t *id, size_t n, int64_t one)
{
	for (size_t i = 0; i < n; i++)
		if (id[i] == one)
			return true;
	return false;
}
