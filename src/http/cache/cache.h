/* cache.h: the exact page cache: pages, what they read, and what has changed.
 *
 * A page is kept with the deps that were noted while it was made.  A change
 * drops exactly the pages with a dep that it hits; the way from a change to
 * its pages is an index, and the other pages are not looked at.  A page whose
 * own moment (deps.until) has come is not served.
 *
 * The race between rendering and changing: whoever renders takes a ticket
 * before the snapshot is opened.  A page is refused when a change that its
 * deps meet was heard after the ticket, or when so much was heard that it can
 * no longer be said.
 *
 * Needs no sockets and no clock: the time is passed in.  Any thread.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "http/cache/stored_response.h"

enum { CACHE_RING = 4096 }; /* changes that are remembered for the race */

struct cache;
/* bytes: of pages with what the cache needs to find them.  Ends with the arena. */
err cache_new(struct arena *, size_t bytes, struct cache **) MUST;

/* NULL: not there.  Else a page with one reference for the caller. */
struct stored *cache_find(struct cache *, str key, int64_t now);

/* Before the snapshot is opened. */
uint64_t cache_ticket(struct cache *);
/* Keeps a page made at `now` under key, with a reference of its own; another
 * page under that key is replaced.  False: it may be old already, it is too
 * large, or its time is over. */
bool cache_keep(struct cache *, str key, struct stored *, const struct deps *,
	uint64_t ticket, int64_t now);
/* n 0: everything may have changed. */
void cache_heard(struct cache *, const struct change *, size_t n);
/* The page grew after it was kept (stored_press). */
void cache_grew(struct cache *, struct stored *);

struct cache_counts {
	uint64_t hits, misses, kept, refused, dropped, expired, evicted;
	size_t pages, bytes;
};
struct cache_counts cache_counts(struct cache *);
