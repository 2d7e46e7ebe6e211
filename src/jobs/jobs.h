/* jobs.h: what happens by itself while the server runs.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/store.h"

struct mail_way;
struct media_team;
struct seal;

/* What jobs work with; everything lives as long as they. */
struct jobs_with {
	struct store *store;
	const struct seal *seal;
	const struct mail_way *mail; /* NULL, or without url: no mail */
	void (*warn)(void *arg, str line);
	void *arg;
	str media;               /* the folder SITE/media; empty: pictures are left alone */
	struct media_team *pictures;
};

/* A thread that looks every few seconds what is due, until the arena ends.  A job
 * that fails is told to warn() and tried again at its next turn. */
err jobs_start(struct arena *, const struct jobs_with *) MUST;
/* All jobs, once, now. */
err jobs_run(const struct jobs_with *, int64_t now) MUST;
