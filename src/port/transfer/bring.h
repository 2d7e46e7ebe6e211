/* bring.h: a WordPress export, or one of djeli's, comes into a site: records, then files.
 * The same for the command line and for the server.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "port/report.h"

struct seal;

struct bring {
	struct store *store;
	const struct seal *key;
	str site_media;      /* SITE/media */
	str from;            /* a file, "-", or the folder of an export of ours */
	str uploads;         /* a folder or a tar; empty: none, or the export's own */
	bool dry;            /* read and count, write nothing */
	/* Now and then, between batches.  phase: "records", "files". */
	void (*progress)(void *arg, const char *phase, const struct report *);
	bool (*stop)(void *arg);
	void *arg;
};
/* report->stopped: it was stopped between two batches; what came in stays, and the same call
 * goes on. */
err bring_in(struct arena *, const struct bring *, struct report *) MUST;
