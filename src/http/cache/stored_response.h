/* stored_response.h: a reply made ready to be sent: heads and bodies, once for each coding.
 *
 * Counted by references, since a page may be dropped from the cache while its
 * bytes are on their way to a slow reader.  Immutable but for one thing: the
 * best compression arrives later and replaces the quick one, which stays in
 * memory until the page ends.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "http/http.h"

#include <stdatomic.h>

enum coding { CODING_PLAIN, CODING_GZIP, CODING_BR, CODINGS };
enum { STORED_TAG = 16 };

struct stored_form {
	str head; /* status line and headers, without Date, Connection and the end */
	str body;
};

struct cache_entry;

struct stored {
	_Atomic unsigned refs;
	struct arena *a, *best; /* what stored_press() made lives in best */
	_Atomic(const struct stored_form *) form[CODINGS]; /* NULL: not made */
	str unchanged;          /* head of the 304; empty: no conditions here */
	str tag;                /* what begins its ETags: a hash of the content */
	int64_t modified;
	int status;
	bool html;
	bool vary;              /* worth compressing */
	str front;              /* what the heads of all forms begin with */
	_Atomic size_t bytes;   /* about what it holds in memory */
	struct cache_entry *entry; /* the page cache's own */
};

/* One reference is the caller's.  codings: a bit for each that is made at
 * once, quickly (1 << CODING_BR); plain always is.  NULL: the reply cannot be
 * sent (a header with a line break, too much memory), and fail_why() says it. */
struct stored *stored_new(const struct reply *, str policy, unsigned codings);
struct stored *stored_take(struct stored *);
void stored_drop(struct stored *);  /* NULL is fine */
/* Compresses as well as can be; slow.  One thread at a time for a page. */
void stored_press(struct stored *);

/* Status line and the headers that do not depend on coding and length. */
void stored_front(struct buf *, const struct reply *, str policy);
str stored_status(int status); /* "404 Not Found" */
/* A short reply in plain text, for what never reaches a page. */
struct stored *stored_plain(int status, const char *why, str header, str value);
