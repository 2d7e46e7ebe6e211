/* revision.h: what a story was: each version that readers saw, what somebody saved
 * or gave a name, and now and then what lay on the desk.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/draft/working_copy.h"
#include "news/people/person.h"

struct revision {
	int64_t id, version, saved_at, size; /* size: characters of the body */
	str kind;                  /* published named autosave */
	str name, by, headline;
	struct story_fields copy;  /* of revision_get() alone; the body is HTML */
};
enum {
	REVISION_APART = 600, /* seconds between two that are kept of autosaves */
	REVISION_NAME_BYTES = 200,
};

/* The latest first. */
err revision_list(struct txn *, int64_t story, int64_t count, struct revision **out, size_t *n) MUST;
err revision_get(struct txn *, int64_t story, int64_t id, struct revision *) MUST;

/* Inside a write: keeps the copy that lies there, whoever overwrites it next. */
err revision_keep(struct txn *, const struct working *, const char *kind, str name) MUST;
/* The same, where it is time: the last one is some while ago, somebody else writes now, or
 * much of the body is gone. */
err revision_thin(struct txn *, const struct working *, const struct person *, const struct story_fields *next,
	int64_t now) MUST;
