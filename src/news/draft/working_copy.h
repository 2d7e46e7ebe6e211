/* working_copy.h: what lies on the desk of a story.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "record/story.h"

struct working {
	int64_t story;
	str kind, state, stage, stage_name; /* stage_name: empty for a built-in one */
	str slug, path, headline;           /* of the story as it was saved last */
	int64_t public_at, published_at, stage_id, owner_id, assignee_id, story_version;
	bool kept;                          /* a copy lies there that is not saved into the story */
	int64_t version, base, saved_at;    /* of the copy, or of the story */
	int64_t person_id;                  /* who wrote it last, and their name */
	str by;
	struct story_fields copy;           /* its body is HTML, whatever the format of the row is */
	str lead_path, lead_alt;            /* a small size of the lead picture, below media/ */
	/* what the asker may */
	bool own;                           /* began it, has it, or is named above it */
	bool may_write;                     /* change the copy */
	bool may_publish;                   /* decide what readers see of it */
	bool may_save;                      /* put the copy into the story */
	bool listed;                        /* its state is "publish": readers see it, or will */
	const int64_t *place;               /* its sections, and those above them */
	size_t places;
};
