/* dep.c: collecting what a page read.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/dep.h"

void
deps_add(struct deps *d, struct dep one)
{
	for (size_t i = d->n; i-- > 0;) {
		struct dep *have = &d->dep[i];

		if (have->kind == one.kind && have->id == one.id &&
			have->lo <= one.lo && one.hi <= have->hi)
			return;
	}
	if (d->n == d->cap) {
		size_t cap = d->cap ? d->cap * 2 : 32;
		struct dep *more = NEW(d->a, struct dep, cap);

		if (d->n)
			memcpy(more, d->dep, d->n * sizeof *more);
		d->dep = more;
		d->cap = cap;
	}
	d->dep[d->n++] = one;
}

void
deps_until(struct deps *d, int64_t moment)
{
	if (moment && (!d->until || moment < d->until))
		d->until = moment;
}

bool
deps_hit(const struct deps *d, const struct change *c)
{
	for (size_t i = 0; i < d->n; i++)
		if (dep_hit(&d->dep[i], c))
			return true;
	return false;
}

/* FNV-1a, 64 bits: names are ours and few, so no key is needed. */
int64_t
dep_name(str name)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < name.n; i++)
		h = (h ^ (unsigned char)name.p[i]) * 1099511628211u;
	return (int64_t)(h >> 1);
}
