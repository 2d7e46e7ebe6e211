/* save.h: writing stories, sections, tags and authors, and saying what
 * changed by it.  Everything here runs inside store_write().
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "record/story.h"
#include "store/store.h"

/* All that can be set.  Empty strings and zeros are values, not "unchanged":
 * start from story_draft_of() to change one thing. */
struct story_draft {
	STORY_ROW_RECORD;
	const int64_t *section, *tag, *author; /* the first section is the main one */
	size_t sections, tags, authors;
	/* An import's: a number of its own and a time of its own.  0: the next
	 * free number, now.  Nothing but a new story looks at them. */
	int64_t own_id, created_at, modified_at;
	int64_t person_id; /* who saves it; 0: nobody of the desk */
};

struct story_draft story_draft_new(void); /* kind story, state draft, comments open */
err story_draft_of(struct txn *, int64_t id, struct story_draft *) MUST;
/* id 0: a new story, *id_out its number.  A version that readers can see, or
 * will, is kept as a revision.  An old slug goes on leading here. */
err story_save(struct txn *, int64_t id, const struct story_draft *, int64_t now, int64_t *id_out) MUST;
/* Names all that saving this draft would change, and saves nothing: what is kept now
 * is made anew, and then knows of the moment at which it ends. */
err story_will(struct txn *, int64_t id, const struct story_draft *) MUST;
err story_correct(struct txn *, int64_t id, str text, int64_t now) MUST;

err section_save(struct txn *, int64_t parent, str slug, str name, str description, int64_t *id) MUST;
err section_rename(struct txn *, int64_t id, str name, str description) MUST;
err tag_save(struct txn *, str slug, str name, int64_t *id) MUST;
err tag_rename(struct txn *, int64_t id, str name) MUST;
err author_save(struct txn *, str slug, str name, str bio, int64_t *id) MUST;
err author_change(struct txn *, int64_t id, str name, str bio) MUST;
