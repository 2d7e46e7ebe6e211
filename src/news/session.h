/* session.h: who is asking: a session's cookie leads to a person.
 *
 * The cookie is 32 random bytes; the archive has their keyed hash, so a copy of
 * the archive opens nothing.  A session ends after SESSION_IDLE seconds without
 * a request, and after SESSION_LONGEST whatever happens. */
#pragma once
#include "base/seal.h"
#include "http/http.h"
#include "news/person.h"

#define SESSION_COOKIE "__Host-djeli"
enum { SESSION_IDLE = 14 * 86400, SESSION_LONGEST = 60 * 86400, SESSION_SEEN = 300 };

/* The session that the request's cookie names, or E_LOGIN.  *stale: it should be
 * written down that it was used (session_seen). */
err session_find(struct txn *, const struct seal *, const struct request *, int64_t now,
	struct person *, bool *stale) MUST;
err session_seen(struct txn *, int64_t id, int64_t now) MUST;

/* Inside a write: a new session; *key goes into the cookie.  Any older key that
 * the browser had is of no use afterwards (no fixation). waits: see struct person. */
err session_begin(struct txn *, const struct seal *, int64_t person, const struct request *,
	bool waits, int64_t now, str *key) MUST;
err session_end(struct txn *, int64_t id) MUST;
/* Set-Cookie's value; an empty key takes the cookie away. */
str session_cookie(struct arena *, str key);

/* Does a POST come from a page of ours, in this session?  Origin and Sec-Fetch-Site,
 * and the token in the field "csrf" or the header X-Csrf.  who NULL: the headers alone. */
bool session_form_is_ours(const struct request *, const struct person *who);
