/* name.h: sections, tags and names in bylines changed as a whole: other slugs,
 * other places, several becoming one, none at all.
 *
 * Whatever happens to one of them, an address that readers may have kept goes on
 * leading somewhere: a former slug is a redirect "tag:old" whose target is "tag:12",
 * the record and not its address, so chains do not grow.  Everything here runs
 * inside store_write() and leaves a row in the audit. */
#pragma once
#include "store/store.h"

struct name_by {
	int64_t person; /* 0: no person */
	str actor;
	int64_t now;
};
/* Which record a former slug of this kind ("section", "tag", "author") leads to;
 * E_ABSENT, or E_GONE where it was taken away. */
err name_former(struct txn *, const char *kind, str slug, int64_t *id) MUST;

/* Empty slug: made of the name.  E_CLASH: another one has it. */
err section_change(struct txn *, const struct name_by *, int64_t id, str name, str slug, str description) MUST;
/* Below parent (0: at the top), after its other sections.  E_INPUT: into itself. */
err section_move(struct txn *, const struct name_by *, int64_t id, int64_t parent) MUST;
/* One place up (-1) or down (1) among its siblings. */
err section_shift(struct txn *, const struct name_by *, int64_t id, int by) MUST;
/* Its stories, its sub-sections and its address go to `into`; 0: its stories stand in
 * one section less, and its sub-sections below the one above it. */
err section_merge(struct txn *, const struct name_by *, int64_t id, int64_t into) MUST;
err section_begin(struct txn *, const struct name_by *, int64_t parent, str name, str slug, str description, int64_t *id) MUST;

err tag_change(struct txn *, const struct name_by *, int64_t id, str name, str slug, str description) MUST;
/* into 0: taken away. */
err tag_merge(struct txn *, const struct name_by *, const int64_t *id, size_t n, int64_t into) MUST;
err tag_begin(struct txn *, const struct name_by *, str name, str slug, str description, int64_t *id) MUST;

struct author_words {
	str name, slug, bio, url;
	int64_t person; /* whose name it is; 0: a guest's */
};
err author_reword(struct txn *, const struct name_by *, int64_t id, const struct author_words *) MUST;
/* into 0: taken away, also from the bylines. */
err author_merge(struct txn *, const struct name_by *, const int64_t *id, size_t n, int64_t into) MUST;
err author_begin(struct txn *, const struct name_by *, const struct author_words *, int64_t *id) MUST;
