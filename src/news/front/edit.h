/* edit.h: one change of the front, and what it does to a plan in memory.
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

/* A copy with room for what an edit adds. */
struct front_plan front_edit_copy(struct arena *, const struct front_plan *);
/* E_INPUT when the edit makes no sense. */
err front_edit_apply(struct front_plan *, const struct front_edit *) MUST;
bool front_edit_same(const struct front_slot *, const struct front_slot *); /* NULL: not there */
/* Calls fn with each place that is not the same in both plans. */
err front_edit_differ(const struct front_plan *, const struct front_plan *,
	err (*fn)(void *, str area, int64_t place), void *) MUST;
