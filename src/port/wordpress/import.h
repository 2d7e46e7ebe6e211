/* import.h: an export goes into an archive: read, understood, written in
 * batches, each whole or not at all.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "port/report.h"
#include "port/source.h"

struct import {
	struct store *store;
	const struct seal *key;
	int64_t now;
	bool dry;              /* read and count, write nothing */
	size_t batch;          /* records in a transaction; 0: a few hundred */
	/* Called now and then, between batches; either may be NULL. */
	void (*progress)(void *arg, const struct report *);
	bool (*stop)(void *arg);
	void *arg;
};
/* Records that cannot be taken are named in the report.  An err is about the
 * whole: the file is no export, or the archive cannot be written; what was
 * written until then stays, and the next run goes on there. */
err import_wxr(struct arena *, const struct import *, struct source *, struct report *) MUST;
