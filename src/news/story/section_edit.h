/* section_edit.h: the tree of sections: shown, renamed, moved, merged, removed
 * (news/paper/term.h).
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/paper/term.h"

/* Empty slug: made of the name.  E_CLASH: another one has it. */
err section_change(struct txn *, const struct actor *, int64_t id, str name, str slug, str description) MUST;
/* Below parent (0: at the top), after its other sections.  E_INPUT: into itself. */
err section_move(struct txn *, const struct actor *, int64_t id, int64_t parent) MUST;
/* One place up (-1) or down (1) among its siblings. */
err section_shift(struct txn *, const struct actor *, int64_t id, int by) MUST;
/* Its stories, its sub-sections and its address go to `into`; 0: its stories stand in
 * one section less, and its sub-sections below the one above it. */
err section_merge(struct txn *, const struct actor *, int64_t id, int64_t into) MUST;
err section_create(struct txn *, const struct actor *, int64_t parent, str name, str slug, str description, int64_t *id) MUST;

struct section_branch {
	int64_t id, parent_id;
	str slug, path, name, description;
	int depth;        /* 0: at the top */
	bool first, last; /* among its siblings */
	int64_t stories;  /* put there, public or not; filled by section_counts() */
};
/* Every section, each before those below it. */
err section_tree(struct txn *, struct section_branch **, size_t *n) MUST;
err section_counts(struct txn *, struct section_branch *, size_t n) MUST;
