/* map.h: bytes to pointer, in an arena.  Keys are borrowed and must outlive
 * the map.  Order of insertion is kept for walking.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

struct map_slot {
	str key;
	void *value;
};
struct map {
	struct arena *a;
	struct map_slot *slot; /* slot[0 .. n-1], in order of insertion */
	size_t n, cap;
	uint32_t *index;
	size_t buckets;
};
struct map map_in(struct arena *);
void map_put(struct map *, str key, void *value); /* replaces */
void *map_get(const struct map *, str key);       /* NULL: not there */
