/* session.h: who is asking: the key in a browser's cookie leads to a person.
 *
 * The key is 32 random bytes; the archive has its keyed hash, so a copy of
 * the archive opens nothing.  A session ends after SESSION_IDLE seconds without
 * a request, and after SESSION_LONGEST whatever happens.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/seal.h"
#include "news/people/person.h"

#define SESSION_COOKIE "__Host-djeli"
enum { SESSION_IDLE = 14 * 86400, SESSION_LONGEST = 60 * 86400, SESSION_SEEN = 300, SESSION_WAITS = 600 };

/* The session that a cookie's value names, or E_LOGIN.  *stale: it should be
 * written down that it was used (session_seen). */
err session_find(struct txn *, const struct seal *, str cookie, int64_t now, struct person *, bool *stale) MUST;
err session_seen(struct txn *, int64_t id, int64_t now) MUST;

struct session_from {
	str cookie;      /* that the browser had before: its session ends (no fixation) */
	str agent, peer; /* as the browser calls itself; its address */
};
/* Inside a write: a new session; *key goes into the cookie.  waits: see struct person;
 * such a session lasts SESSION_WAITS seconds. */
err session_begin(struct txn *, const struct seal *, int64_t person, const struct session_from *,
	bool waits, int64_t now, str *key) MUST;
err session_end(struct txn *, int64_t id) MUST;
/* One of a person's own; E_ABSENT: it had ended already, or is somebody else's. */
err session_end_own(struct txn *, int64_t id, int64_t person) MUST;
/* All of a person's but one (0: all). */
err session_end_all(struct txn *, int64_t person, int64_t but) MUST;
struct session {
	int64_t id, created_at, seen_at;
	str agent, place; /* as the browser calls itself; the address, blurred */
};
err session_list(struct txn *, int64_t person, int64_t now, struct session **, size_t *n) MUST;
err session_sweep(struct txn *, int64_t now) MUST;
