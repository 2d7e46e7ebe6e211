/* section_edit.h: sections renamed, moved, merged, removed (news/paper/term.h). */
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
