/* Form fields from any bytes are valid UTF-8 without NUL, and bounded.
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
	struct form f;
	str body = {(const char *)data, size};

	if (!form_parse(a, S("application/x-www-form-urlencoded"), body, &f)) {
		if (f.fields > FORM_FIELDS_MAX)
			abort();
		for (size_t i = 0; i < f.fields; i++) {
			str v = f.field[i].value;

			if ((v.n && memchr(v.p, 0, v.n)) || path_repair(a, v).p != v.p)
				abort();
		}
	}
	form_parameter(a, body, S("boundary"));
	arena_end(a);
	return 0;
}
