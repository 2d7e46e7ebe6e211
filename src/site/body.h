/* body.h: a story's body as readers get it.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/story/story.h"
#include "site/site.h"

/* Part n of it (from 1), and how many parts it has.  Pictures that the archive
 * knows come with all their sizes; the dateline stands before the first words. */
err site_body(struct making *, const struct story *, int64_t part, html *out, int64_t *parts) MUST;
/* The whole body for a feed: absolute addresses, plain pictures. */
err site_body_feed(struct making *, const struct story *, html *out) MUST;
