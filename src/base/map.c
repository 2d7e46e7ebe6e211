/* map.c: open addressing over an array kept in order of insertion.  Keys come
 * from files of ours and from capped requests, so a keyed hash is not needed
 * to bound the work: a request's arena ends long before a table of it hurts.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"

static uint32_t
hash(str s)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 16777619u;
	return h;
}

struct map
map_in(struct arena *a)
{
	return (struct map){.a = a};
}

/* index[] holds 1 + the slot's number; 0 is free. */
static uint32_t *
find(const struct map *m, str key)
{
	size_t at = hash(key) & (m->buckets - 1);

	while (m->index[at] && !str_eq(m->slot[m->index[at] - 1].key, key))
		at = (at + 1) & (m->buckets - 1);
	return &m->index[at];
}

static void
grow(struct map *m)
{
	struct map_slot *old = m->slot;

	m->cap = m->cap ? m->cap * 2 : 8;
	m->buckets = m->cap * 2;
	m->slot = NEW(m->a, struct map_slot, m->cap);
	m->index = NEW(m->a, uint32_t, m->buckets);
	for (size_t i = 0; i < m->n; i++) {
		m->slot[i] = old[i];
		*find(m, old[i].key) = (uint32_t)i + 1;
	}
}

void
map_put(struct map *m, str key, void *value)
{
	uint32_t *at;

	if (m->n == m->cap)
		grow(m);
	at = find(m, key);
	if (!*at) {
		m->slot[m->n] = (struct map_slot){key, NULL};
		*at = (uint32_t)++m->n;
	}
	m->slot[*at - 1].value = value;
}

void *
map_get(const struct map *m, str key)
{
	uint32_t at = m->n ? *find(m, key) : 0;

	return at ? m->slot[at - 1].value : NULL;
}
