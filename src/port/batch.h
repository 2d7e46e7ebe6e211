/* batch.h: from an importer's records to transactions.
 *
 * Records wait in a batch until there are some hundreds or a few megabytes; a batch is
 * one transaction.  When it fails, its records get one transaction each, so that a
 * record which cannot be stored is named in the report and left out alone.  Nothing about
 * where we are is kept but the archive itself: going on is reading again and finding
 * everything "as before".
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "port/import.h"

enum batch_kind { BATCH_AUTHOR, BATCH_SECTION, BATCH_TAG, BATCH_MEDIA, BATCH_STORY };
struct batch_record {
	enum batch_kind kind;
	int64_t line;           /* of the file, for the report; 0: of no line */
	struct arena *own;      /* what the record lives in, ended once it is stored; NULL: it
	                         * lives in batch->small, or longer than the batch */
	struct archive_author author;
	struct archive_section section; /* and tags */
	struct archive_story story;
	struct archive_media media;
	bool later;             /* a story that waits for its time */
	enum archive_did did;   /* what came of it */
	unsigned char *comment; /* an archive_did each, room for story.comments_n */
};
struct batch {
	const struct import *how;
	struct report *report;
	struct archive *archive; /* the importer sets it before the first record */
	struct arena *small;     /* of records that are small and many; emptied with each batch */
	struct batch_record *record;
	size_t n, most, bytes;
};
/* Ends with the arena. */
struct batch *batch_new(struct arena *, const struct import *, struct report *);
/* bytes: about how large it is. */
err batch_add(struct batch *, const struct batch_record *, size_t bytes) MUST;
/* Room for one more small record: call it before one is made in batch->small. */
err batch_room(struct batch *) MUST;
/* Writes what waits, counts it in the report, tells the progress. */
err batch_flush(struct batch *) MUST;

/* A work in a transaction of its own. */
err batch_write(struct batch *, err (*work)(struct txn *, void *arg), void *arg) MUST;
/* Inside one: a setting that nobody has chosen yet; a value that cannot be is named. */
err batch_setting(struct batch *, struct txn *, const char *name, str value) MUST;
/* Inside one, after the last record: archive_finish(), and what is left is named. */
err batch_finish(struct batch *, struct txn *) MUST;
