/* note.h: what the newsroom says to itself about a story, or about a passage of it.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/people/person.h"
#include "store/store.h"

struct note_new {
	str text, quote; /* quote: the passage's words; empty: the whole story */
	int64_t parent;  /* the note that this answers; 0: none */
};
/* Inside a write.  Whoever may read a story may say something about it. */
err note_add(struct txn *, const struct person *, int64_t story, const struct note_new *, int64_t now, int64_t *id) MUST;
/* done: with its answers it is settled; else it is open again. */
err note_done(struct txn *, const struct person *, int64_t story, int64_t id, bool done, int64_t now) MUST;
