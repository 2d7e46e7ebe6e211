/* Parts of any bytes: slices of the body, in order, within the bounds.
 * SPDX-License-Identifier: Apache-2.0 */
#include "http/form.h"
#include "http/path.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)64 << 20);
	const char *before = (const char *)data;
	struct form f;

	if (!form_parse(a, S("multipart/form-data; boundary=b"), (str){before, size}, &f)) {
		if (f.fields > FORM_FIELDS_MAX || f.files > FORM_FILES_MAX)
			abort();
		for (size_t i = 0; i < f.files; i++) {
			str bytes = f.file[i].bytes;

			if (bytes.p < before || bytes.p + bytes.n > (const char *)data + size)
				abort();
			before = bytes.p;
		}
		for (size_t i = 0; i < f.fields; i++)
			if (path_repair(a, f.field[i].value).p != f.field[i].value.p)
				abort();
	}
	arena_end(a);
	return 0;
}
