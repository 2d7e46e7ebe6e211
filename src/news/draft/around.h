/* around.h: who else has a story open, and what the newsroom says about it: all that
 * stands beside the text, in one query.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/store.h"

struct around_person {
	int64_t id;
	str name;
};
struct around_note {
	int64_t id;
	int64_t parent;      /* the note that this answers; 0: none */
	str name;            /* who wrote it */
	str quote, text;     /* quote: the passage's words; empty: the whole story */
	int64_t at;
	int64_t done_at;     /* settled; 0: open */
	str done_by;
};
struct around {
	struct around_person *person;
	size_t people;
	struct around_note *note; /* the oldest first */
	size_t notes;
};
err around_load(struct txn *, int64_t story, int64_t now, struct around *) MUST;
