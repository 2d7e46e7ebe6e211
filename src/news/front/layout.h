/* layout.h: the layouts of the front, their versions, and what may be put into a slot: as
 * the desk lists them.  save.h changes them.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/front/front.h"

struct front_layout {
	int64_t id;
	str name;
	int64_t starts_at, ends_at, removed_at; /* 0: already, never, it is there */
	int64_t version_id, number;     /* the version that is in use, and which one it is of this layout */
	str actor;                      /* who saved it */
	int64_t saved_at;
	int64_t undo_id, redo_id;       /* where a step back and forward leads; 0: nowhere */
	bool valid;                     /* readers see this one */
};
err front_layout_list(struct txn *, int64_t now, struct front_layout **, size_t *n) MUST;

struct front_version {
	int64_t id, number, saved_at;
	str actor, action, detail;      /* action: "put", "undo" */
	int64_t slots;
};
/* The newest first. */
err front_version_list(struct txn *, int64_t layout, struct front_version **, size_t *n) MUST;

/* Stories with these words, whatever their state, the newest first; none for no words. */
err front_find(struct txn *, str words, str language, int64_t count, int64_t now, struct front_fact **, size_t *n) MUST;
/* The tag that an editor named.  E_INPUT: there is none. */
err front_find_tag(struct txn *, str name, int64_t *id) MUST;
