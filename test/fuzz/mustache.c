/* mustache.c: any bytes as a template; whatever compiles also ends.  The input
 * holds two templates, parted by a NUL; both may use each other.
 * SPDX-License-Identifier: Apache-2.0 */
#include "view/mustache.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct value *
sample(struct arena *a)
{
	struct value *v = value_map(a), *list = value_list(v, "l"), *item;

	value_str(v, "a", S("<\"&"));
	value_html(v, "h", (html){S("<b>")});
	value_put(value_record(v, "m"), S("a"), v->map.slot[0].value);
	for (int i = 0; i < 3; i++) {
		item = value_item(list);
		value_int(item, "n", i);
		value_list(item, "l");
	}
	return v;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str one, two = {(const char *)data, size};

	for (unsigned flags = 0; flags < 4; flags++) {
		struct arena *a = arena_new(256 << 20);
		struct mustache *m = mustache_new(a, flags);
		str rest = two;
		html out;

		if (str_split(&rest, '\0', &one) && mustache_add(m, S("a"), S("a"), one) == OK &&
			(!rest.p || mustache_add(m, S("b"), S("b"), rest) == OK) &&
			mustache_link(m) == OK &&
			mustache_render(m, a, S("a"), sample(a), 1 << 16, &out) == OK &&
			out.s.n > 1 << 16)
			abort();
		arena_end(a);
	}
	return 0;
}
