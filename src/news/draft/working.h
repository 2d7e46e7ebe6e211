/* working.h: what lies on the desk of a story: the working copy that autosaves
 * go into, who may write in it, and how it becomes the story.
 *
 * A copy has a version.  Who saves names the version that they saw; when another one
 * lies there the save is not taken and what lies there is given back, so nobody ever
 * overwrites what they did not see.  Nothing of a copy is public: readers' pages
 * change only by working_save(), and of a public story only by who may publish.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/draft/working_copy.h"
#include "news/people/person.h"
#include "store/store.h"

/* What one writes are the fields of a story with the word "form"; the places are section_ids,
 * "3,1", the main one first; tags, "Bridge, River"; authors, a name a line, in order. */
/* Trims, and E_INPUT says which field cannot be so; E_TOOBIG for a body past any story. */
err working_check(struct arena *, struct story_fields *) MUST;
bool working_same(const struct story_fields *, const struct story_fields *);
/* "3,1" to numbers; what is none is left out. */
size_t working_ids(struct arena *, str list, int64_t **out);

/* E_ABSENT; E_DENIED for who is limited to other sections.  One question, and a few more for a
 * body of an older format, which is made HTML. */
err working_load(struct txn *, const struct person *, int64_t story, struct working *) MUST;
/* The story as it was saved last, whatever lies on its desk. */
err working_load_saved(struct txn *, const struct person *, int64_t story, struct working *) MUST;

/* Inside a write.  w: what lies there afterwards; with E_CLASH what lies there now. */
err working_autosave(struct txn *, const struct person *, int64_t story, int64_t version,
	const struct story_fields *, int64_t now, struct working *w) MUST;
/* The same, and then into the story: a revision is kept, the copy is gone.  The copy of
 * a public story stays a copy when the person may not publish: w->kept is true then.
 * stay: it stays one anyhow, with all its tags and guests made: something else happens to it. */
err working_save(struct txn *, const struct person *, int64_t story, int64_t version,
	const struct story_fields *, bool stay, int64_t now, struct working *w) MUST;
/* What lies on the desk goes into the story as it is, if anything does. */
err working_settle(struct txn *, const struct person *, int64_t story, int64_t now) MUST;
/* A new story of this person; the copy may be all empty. */
err working_begin(struct txn *, const struct person *, const struct story_fields *, int64_t now, int64_t *story) MUST;
/* Away with the copy; it is kept as a revision. */
err working_discard(struct txn *, const struct person *, int64_t story, int64_t now) MUST;
/* The revision becomes the working copy; what lay there is kept as a revision. */
err working_restore(struct txn *, const struct person *, int64_t story, int64_t revision, int64_t now) MUST;
/* Names a revision; an empty name takes the name away. */
err working_name_revision(struct txn *, const struct person *, int64_t story, int64_t revision, str name, int64_t now) MUST;

/* Shared by the files of working. */
struct story_draft;
/* What lies there becomes the story; w is as it is after that. */
err working_into_story(struct txn *, const struct person *, struct working *, int64_t now) MUST;
err working_put(struct txn *, const struct person *, struct working *, const struct story_fields *, bool make, int64_t now) MUST;
/* The numbers of the names; make: where there is none, a tag or a guest is made. */
err working_tags(struct txn *, str names, bool make, int64_t **out, size_t *n) MUST;
err working_authors(struct txn *, str names, bool make, int64_t **out, size_t *n) MUST;
err working_audit(struct txn *, const struct person *, const char *action, int64_t story, str detail, int64_t now) MUST;
