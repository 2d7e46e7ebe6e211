/* session.h: who is asking: a session's cookie leads to a person.
 *
 * The cookie is 32 random bytes; the archive has their keyed hash, so a copy of
 * the archive opens nothing.  A session ends after SESSION_IDLE seconds without
 * a request, and after SESSION_LONGEST whatever happens. */
#pragma once
#include "base/seal.h"
#include "http/http.h"
#include "news/people/person.h"

#define SESSION_COOKIE "__Host-djeli"
enum { SESSION_IDLE = 14 * 86400, SESSION_LONGEST = 60 * 86400, SESSION_SEEN = 300, SESSION_WAITS = 600 };

/* The session that the request's cookie names, or E_LOGIN.  *stale: it should be
 * written down that it was used (session_seen). */
err session_find(struct txn *, const struct seal *, const struct request *, int64_t now,
	struct person *, bool *stale) MUST;
err session_seen(struct txn *, int64_t id, int64_t now) MUST;

/* Inside a write: a new session; *key goes into the cookie.  The session that the
 * browser had before ends (no fixation).  waits: see struct person; such a session
 * lasts SESSION_WAITS seconds. */
err session_begin(struct txn *, const struct seal *, int64_t person, const struct request *,
	bool waits, int64_t now, str *key) MUST;
err session_end(struct txn *, int64_t id) MUST;
/* All of a person's but one (0: all). */
err session_end_all(struct txn *, int64_t person, int64_t but) MUST;
/* Value of a cookie of the request; empty when it is not there. */
str session_cookie_of(const struct request *, str name);
struct session {
	int64_t id, created_at, seen_at;
	str agent, place; /* as the browser calls itself; the address, blurred */
};
err session_list(struct txn *, int64_t person, int64_t now, struct session **, size_t *n) MUST;
err session_sweep(struct txn *, int64_t now) MUST;
/* Set-Cookie's value; an empty key takes the cookie away. */
str session_cookie(struct arena *, str key);

/* Does a POST come from a page of ours, in this session?  Origin and Sec-Fetch-Site,
 * and the token in the field "csrf" or the header X-Csrf.  who NULL: the headers alone, one of which there must be then. */
bool session_form_is_ours(const struct request *, const struct person *who);
