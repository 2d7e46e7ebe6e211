/* working_copy.h: the fields that one writes, and what lies on the desk of a story.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

/* What one writes, in the order of the form; fields of forms and of JSON have these names. */
enum working_field {
	WORKING_KICKER, WORKING_HEADLINE, WORKING_STANDFIRST, WORKING_DATELINE, WORKING_BODY,
	WORKING_EXCERPT, WORKING_SIGNATURE, WORKING_LANGUAGE, WORKING_DIRECTION, WORKING_WORKTYPE,
	WORKING_SLUG, WORKING_SEO_TITLE, WORKING_SEO_DESCRIPTION, WORKING_COMMENTS,
	WORKING_LEAD,    /* "lead_media_id": a number or empty */
	WORKING_SECTION, /* "3,1": numbers, the main one first */
	WORKING_TAG,     /* "Bridge, River": names */
	WORKING_AUTHOR,  /* names, one a line, in order */
	WORKING_FIELDS
};
struct working_copy {
	str field[WORKING_FIELDS];
};

struct working {
	int64_t story;
	str kind, state, stage, stage_name; /* stage_name: empty for a built-in one */
	str slug, path, headline;           /* of the story as it was saved last */
	int64_t public_at, published_at, stage_id, owner_id, assignee_id, story_version;
	bool kept;                          /* a copy lies there that is not saved into the story */
	int64_t version, base, saved_at;    /* of the copy, or of the story */
	int64_t person_id;                  /* who wrote it last, and their name */
	str by;
	struct working_copy copy;
	str format;                         /* of the body: "html", unless nobody wrote here yet */
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
