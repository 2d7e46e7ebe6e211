/* story.h: one story or page, whole, and how an address leads to it.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/story/card.h"
#include "record/story.h"

struct story_section {
	int64_t id;
	str path, name;
};
struct story_tag {
	int64_t id;
	str slug, name;
};
struct story_correction {
	int64_t at;
	str text;
};
struct story {
	struct card card;            /* what its card shows; the lead picture */
	STORY_ROW_RECORD;
	int64_t public_at;
	const struct story_section *section; /* the main one first */
	const struct story_tag *tag;
	const struct story_correction *correction;
	size_t sections, tags, corrections;
};

/* Of a row's state and time; notes the moment at which the answer changes. */
bool story_is_public(struct txn *, str state, int64_t public_at, int64_t now);
/* Public at this moment, or E_ABSENT. */
err story_public(struct txn *, int64_t id, int64_t now, struct story *) MUST;

/* What any story is called and where it is, public or not.  E_ABSENT. */
struct story_brief {
	str kind, state, slug, path, headline;
	int64_t public_at, parent_id;
};
err story_brief(struct txn *, int64_t id, struct story_brief *) MUST;
/* The one public story whose slug begins so; E_ABSENT where there is none, or are several. */
err story_by_prefix(struct txn *, str prefix, int64_t now, int64_t *id) MUST;

/* The public story or page with this slug (pages: path); several stories may
 * share a slug on different days, so `fits` picks: it is called with each.
 * E_ABSENT. */
err story_find(struct txn *, str slug, bool page, int64_t now, bool (*fits)(void *, int64_t published_at),
	void *arg, int64_t *id) MUST;
/* The newest public stories. */
err story_newest(struct txn *, int64_t now, int64_t *id, size_t most, size_t *n) MUST;
