/* save.h: editing the front: one small change at a time, each a version.
 *
 * A change names the version that its editor saw.  When somebody else changed the
 * layout since, it is applied to what lies there now, as long as it touches no
 * place that they touched; else it is E_CLASH and nothing is lost or overwritten.
 * People who are limited to sections may change the blocks of these alone: whatever a
 * step does (also undo), the areas in which the layout comes out different are looked at.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/front/front.h"
#include "news/people/person.h"

enum front_do {
	FRONT_PUT,     /* story_id into area, place; what was put there by hand moves down */
	FRONT_MOVE,    /* what is in area, place to to_area, to_place, and the other way round */
	FRONT_REMOVE,  /* the place goes back to its rule */
	FRONT_SET,     /* slot: all of it, at slot.area, slot.place */
	FRONT_SET_AREA, /* slot of place 0: name, rule, amount, hidden */
	FRONT_ORDER,   /* the block area moves by `by` in `order`; by 0: it is a new one, at the end */
	FRONT_DROP,    /* the block and all in it */
	FRONT_CLEAR,   /* everything back to the rules */
	FRONT_UNDO, FRONT_REDO,
	FRONT_RESTORE, /* what `restore` was becomes a new version */
};
struct front_edit {
	const struct person *who;
	int64_t now;
	int64_t layout_id;   /* 0: the valid one; it is made when there is none */
	int64_t version_id;  /* the version that the editor saw; 0: none */
	enum front_do what;
	str area, to_area, order; /* order: "s2,s1,t5", the blocks as they are */
	int64_t place, to_place, story_id, by, restore;
	struct front_slot slot;
	/* what came of it */
	int64_t layout, version, base;
	bool merged;         /* somebody had changed something else meanwhile */
};
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
