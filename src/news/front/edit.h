/* edit.h: a plan in memory and what an edit does to it; for front_save.c.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/front/save.h"

/* A copy with room for what an edit adds. */
struct front_plan front_edit_copy(struct arena *, const struct front_plan *);
/* E_INPUT when the edit makes no sense. */
err front_edit_apply(struct front_plan *, const struct front_edit *) MUST;
bool front_edit_same(const struct front_slot *, const struct front_slot *); /* NULL: not there */
/* Calls fn with each place that is not the same in both plans. */
err front_edit_differ(const struct front_plan *, const struct front_plan *,
	err (*fn)(void *, str area, int64_t place), void *) MUST;
