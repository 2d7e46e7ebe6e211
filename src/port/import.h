/* import.h: bringing another system's archive in, whatever its format.
 *
 * An importer is one file with one line, which the build finds:
 *   IMPORT("wordpress", wordpress_sniff, wordpress_take)
 * sniff looks at the file and says how sure it is; the surest takes it (recipe.h).
 * take brings its records in, in batches (batch.h), and names in the report what it
 * could not take.  An err is about the whole: the file is of no such kind, or the
 * archive cannot be written; what was written until then stays, and the next run goes
 * on there.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "port/report.h"
#include "store/store.h"

struct import {
	struct store *store;
	const struct seal *key;
	str media;             /* the folder SITE/media */
	str file;              /* what is brought: a file, a folder, or "-": standard input */
	str files;             /* its pictures and files: a folder or a tar; empty: where take()
	                        * knows that they are, or none */
	int64_t now;
	bool dry;              /* read and count, write nothing */
	size_t batch;          /* records in a transaction; 0: a few hundred */
	/* Called now and then, between batches; either may be NULL. */
	void (*progress)(void *arg, const struct report *);
	bool (*stop)(void *arg);
	void *arg;
#ifdef DJELI_HOOKS
	int trick;             /* an enum media_trick: what the first picture meets */
#endif
};
/* Where a long work is: tells the progress, and asks whether to stop (report->stopped). */
void import_tick(const struct import *, struct report *);

enum import_sure { IMPORT_NO, IMPORT_PERHAPS, IMPORT_SURE };
#define IMPORT(name, sniff, take) enum import_sure sniff(struct arena *, str file); \
	err take(struct arena *, struct import *, struct report *) MUST;
