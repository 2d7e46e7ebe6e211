/* export_inner.h: what the files export*.c share: one file that is being written, and the
 * run.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/paper/paper.h"
#include "port/own/export.h"

struct export_file {
	int fd;
	const char *path;
	struct arena *a;  /* of the piece that is being made; ended by export_flush() */
	struct buf b;
};
struct export_run {
	struct arena *a;
	const struct export *how;
	struct export_counts *n;
	str folder;
	struct export_file wxr, rest;
};
err export_open(struct export_run *, struct export_file *, const char *name) MUST;
err export_flush(struct export_file *) MUST;   /* what was built, to the file */
err export_close(struct export_file *) MUST;   /* durable */
bool export_stopped(struct export_run *);      /* tells the progress, too */

/* export_wxr.c */
err export_wxr_head(struct export_run *, struct txn *, struct paper *) MUST;
err export_wxr_story(struct export_run *, struct txn *, struct paper *, int64_t id) MUST;
/* export_rest.c: the lines of a story, and all others */
err export_rest_story(struct export_run *, struct txn *, int64_t id) MUST;
err export_rest(struct export_run *, struct txn *, struct paper *) MUST;
