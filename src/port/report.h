/* report.h: what an import did, kept while it works and told at its end.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/archive/archive.h"
#include "text/data/bytefilter.h"

enum {
	REPORT_KINDS = 64,
	REPORT_NOTES = 2000, /* more are counted, not listed */
};

struct report_kind {
	str name;               /* "stories, published" */
	size_t n[ARCHIVE_DIDS];
};
struct report_note {
	int64_t line;           /* 0: of no line */
	str what;
	struct report_note *next;
};
struct report_notes {
	struct report_note *first, **tail;
	size_t n;
};
struct report {
	struct arena *a;
	str what;               /* the file */
	struct report_kind kind[REPORT_KINDS], skipped[REPORT_KINDS];
	size_t kinds, skips;
	size_t repairs[FILTER_REPAIRS];
	int64_t repair_line[FILTER_REPAIRS]; /* of the first */
	struct report_notes left, guessed, files;
	size_t records;         /* read from the file */
	int64_t at, size;       /* bytes of what is read now: the export, then the uploads */
	int64_t phase_ms;       /* when that began */
	int64_t ms;             /* since it began */
	bool stopped, dry;
};
struct report *report_new(struct arena *, str what);
/* One more of a kind; name is a literal or lives as long as the report. */
void report_count(struct report *, str name, enum archive_did);
/* By state; later: it waits for its time. */
void report_story(struct report *, const struct archive_story *, bool later, enum archive_did);
void report_comment(struct report *, const struct archive_comment *, enum archive_did);
void report_skip(struct report *, str name);
/* what is copied. */
void report_note(struct report *, struct report_notes *, int64_t line, const char *what);
size_t report_sum(const struct report *, enum archive_did);
/* Everything, as plain text. */
str report_text(struct arena *, const struct report *);
