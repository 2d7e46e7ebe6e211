/* archive.h: records of another system become records of this paper.
 *
 * An importer (port/) says what a record is in the words below; here it is
 * decided whether it is new, the same as last time, changed there, or changed
 * here since (then it is kept as it is here).  The table `origin` remembers
 * which foreign record went where, so an import that was stopped goes on, and
 * twice is once.  Everything runs inside of store_write().
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/seal.h"
#include "record/story.h"
#include "store/store.h"

struct archive;
/* source: what tells this foreign system from others, its base address.
 * Remembers ids between the calls, in memory that grows with the number of
 * sections, tags and authors. */
struct archive *archive_new(struct arena *, str source, const struct seal *, int64_t now);
/* After a transaction that was undone: what it made must not be remembered. */
void archive_forget(struct archive *);

enum archive_did {
	ARCHIVE_NEW,
	ARCHIVE_SAME,    /* came before, and nothing is new */
	ARCHIVE_CHANGED, /* changed there, and so here */
	ARCHIVE_KEPT,    /* changed there, but also here (or deleted here): kept */
	ARCHIVE_DIDS
};

struct archive_author {
	str login, slug, name, bio, url;
};
/* Names a person's byline better, too, when only its login was known. */
err archive_author(struct txn *, struct archive *, const struct archive_author *,
	enum archive_did *) MUST;

/* parent: a section's slug that was given before, or empty. */
struct archive_section {
	str slug, parent, name, description;
};
err archive_section(struct txn *, struct archive *, const struct archive_section *,
	enum archive_did *) MUST;
err archive_tag(struct txn *, struct archive *, str slug, str name, str description,
	enum archive_did *) MUST;

/* Its bytes come later, or never. */
struct archive_media {
	str foreign_id, path, mime, slug, title, alt, caption, description, credit, guid;
	int64_t wish, width, height, uploaded_at;
};
err archive_media(struct txn *, struct archive *, const struct archive_media *,
	enum archive_did *) MUST;

struct archive_comment {
	str foreign_id, parent; /* parent: a foreign_id of the same story, or empty */
	str kind, state, author, url, email, origin, body;
	int64_t wish, created_at;
};
struct archive_name {
	str slug, name; /* of a section, a tag */
};
struct archive_meta {
	str name, value;
};
struct archive_correction {
	int64_t at;
	str text;
};
struct archive_story {
	/* As here; places, numbers of rows and a page's path are not looked at.  Where worktype is
	 * empty it is news; password is a hash, of an export of ours. */
	STORY_ROW_RECORD;
	str foreign_id;
	str plain_password; /* kept hashed; where there is no hash */
	str lead;        /* foreign_id of media, or empty */
	str parent;      /* pages: foreign_id of the page above, or empty */
	int64_t wish, created_at, modified_at;
	const struct archive_name *section, *tag; /* the main section first */
	const struct archive_author *author;      /* in the byline's order */
	size_t sections, tags, authors;
	const str *old_slug, *old_path; /* lead here from now on */
	size_t old_slugs, old_paths;
	const struct archive_meta *meta;
	size_t metas;
	const struct archive_correction *correction;
	size_t corrections;
	const struct archive_comment *comment;
	size_t comments_n;
};
struct archive_story_did {
	enum archive_did story;
	const unsigned char *comment; /* an archive_did each; in the transaction's arena */
	int64_t id;                   /* here; 0: deleted here */
};
err archive_story(struct txn *, struct archive *, const struct archive_story *,
	struct archive_story_did *) MUST;

/* Where a foreign story is now: its id, or 0. */
err archive_find(struct txn *, struct archive *, str kind, str foreign_id, int64_t *id) MUST;

/* After the last record: lead pictures and parent pages that came after what
 * points to them, and the paths of pages. */
struct archive_left {
	size_t leads, parents; /* that point to nothing in the archive */
};
err archive_finish(struct txn *, struct archive *, struct archive_left *) MUST;
/* After each batch. */
err archive_numbers(struct txn *) MUST;
