/* all.h: every record of a kind, by number and some at a time, for an export.
 *
 * after: the number (of a redirect the path) of the last one that was read; 0 or empty:
 * from the first.  None of these notes what it read: no page is made of it.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "record/story.h"
#include "store/store.h"

/* A section, a tag, an author; url is an author's, parent_id a section's. */
struct all_term {
	int64_t id, parent_id;
	str slug, name, description, url;
};
err all_sections(struct txn *, struct all_term **, size_t *n) MUST; /* in the order of the desk */
err all_tags(struct txn *, int64_t after, int64_t count, struct all_term **, size_t *n) MUST;
err all_authors(struct txn *, int64_t after, int64_t count, struct all_term **, size_t *n) MUST;

struct all_file {
	int64_t id, decorative, focal_x, focal_y, uploaded_at;
	str path, state, slug, title, alt, caption, description, credit, licence, guid;
	str crops; /* by hand: "1x1 125 0 400,3x2 0 56 1000" */
};
err all_media(struct txn *, int64_t after, int64_t count, struct all_file **, size_t *n) MUST;

struct all_redirect {
	str path, target, former; /* former: the present slug of what a former name leads to */
	int64_t status;
};
err all_redirects(struct txn *, str after, int64_t count, struct all_redirect **, size_t *n) MUST;
struct all_menu_item {
	str menu, label, target;
};
err all_menu_items(struct txn *, struct all_menu_item **, size_t *n) MUST;
struct all_audit_row {
	int64_t id, at, subject_id;
	str actor, action, subject, detail;
};
err all_audit(struct txn *, int64_t after, int64_t count, struct all_audit_row **, size_t *n) MUST;

/* ---- stories ---- */

/* How many stories and files there are. */
err all_counts(struct txn *, int64_t *stories, int64_t *media) MUST;
err all_story_ids(struct txn *, int64_t after, int64_t count, int64_t **id, size_t *n) MUST;
err all_sections_of(struct txn *, int64_t story, struct all_term **, size_t *n) MUST; /* the main one first */
err all_tags_of(struct txn *, int64_t story, struct all_term **, size_t *n) MUST;
struct all_correction {
	int64_t at;
	str text;
};
err all_corrections_of(struct txn *, int64_t story, struct all_correction **, size_t *n) MUST;
struct all_meta {
	str name, value;
};
err all_metas_of(struct txn *, int64_t story, struct all_meta **, size_t *n) MUST;
struct all_comment {
	int64_t id, parent_id, created_at;
	str kind, state, author, url, body;
};
err all_comments_of(struct txn *, int64_t story, struct all_comment **, size_t *n) MUST;
/* Old addresses that lead to it: "/old/path", or "slug:a-slug". */
err all_old_addresses_of(struct txn *, int64_t story, str **path, size_t *n) MUST;
struct all_revision {
	int64_t version, saved_at;
	str kind, name;
	struct story_fields f;
};
err all_revisions_of(struct txn *, int64_t story, struct all_revision **, size_t *n) MUST;
struct all_note {
	str person, quote, text;
	int64_t made_at, done_at;
};
err all_notes_of(struct txn *, int64_t story, struct all_note **, size_t *n) MUST;
