/* save.h: editing the front: one small change at a time, each a version.
 *
 * A change names the version that its editor saw.  When somebody else changed the
 * layout since, it is applied to what lies there now, as long as it touches no
 * place that they touched; else it is E_CLASH and nothing is lost or overwritten.
 * People who are limited to sections may change the blocks of these alone: whatever a
 * step does (also undo), the areas in which the layout comes out different are looked at.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/front/edit.h"

/* Inside a write.  E_CLASH says who was first; E_DENIED, E_INPUT what is wrong. */
err front_save(struct txn *, struct front_edit *) MUST;

/* Layouts for a time: a new one is a copy of `from` (0: of the valid one) as it is. */
struct front_times {
	int64_t layout_id, from;
	str name;
	int64_t starts_at, ends_at;
};
err front_layout_new(struct txn *, const struct front_times *, const struct person *, int64_t now, int64_t *id) MUST;
err front_layout_time(struct txn *, const struct front_times *, const struct person *, int64_t now) MUST;
/* Nothing is lost: back brings it back. */
err front_layout_remove(struct txn *, int64_t id, bool back, const struct person *, int64_t now) MUST;
