/* transfer.h: imports and exports that the desk asked for, as rows.  The desk adds one
 * and shows how far it is; the job "transfer" of the queue, with the row's number as its
 * key, does it (port/transfer/).  One is at work at a time in the whole paper.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/people/audit.h"

struct transfer {
	int64_t id;
	str kind;         /* "import", "export" */
	str state;        /* "waiting", "running", "stopping"; at the end "done", "stopped", "failed" */
	str file, media;  /* in the site's folder; of an export: its name, and "addresses" or nothing */
	bool dry;         /* only tried out */
	str person;       /* who asked for it; in transfer_list() only */
	int64_t asked_at, began_at, ended_at;
	str phase;
	int64_t done, size;     /* how far the work is; size 0 or less: unknown */
	int64_t records, fresh; /* seen so far; of these, new here */
	str report;       /* what came of it; in transfer_get() only */
};
/* The newest first. */
err transfer_list(struct txn *, int64_t count, struct transfer **, size_t *n) MUST;
/* E_ABSENT: there is none. */
err transfer_get(struct txn *, int64_t id, struct transfer *) MUST;
bool transfer_is_over(const struct transfer *);
/* From 0 to 100, which only one that is done has. */
int64_t transfer_percent(const struct transfer *);
/* The one that waits or works; 0: none. */
err transfer_busy(struct txn *, int64_t *id) MUST;

/* kind, file, media and dry of `w` are taken.  E_CLASH: one waits or works already. */
err transfer_ask(struct txn *, const struct actor *, const struct transfer *w, int64_t *id) MUST;
/* It ends after the record that it is at. */
err transfer_ask_stop(struct txn *, const struct actor *, int64_t id) MUST;

/* ---- for the job ---- */

/* It works from now on. */
err transfer_take(struct txn *, int64_t id, int64_t now) MUST;
/* phase, done, size, records and fresh of `w` are written; *stopping: somebody asked for its end. */
err transfer_report(struct txn *, const struct transfer *w, int64_t now, bool *stopping) MUST;
err transfer_end(struct txn *, int64_t id, str state, str report, int64_t now) MUST;
