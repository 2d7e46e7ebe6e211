/* session.h: the session of a request: its cookie, and whether a form was sent from
 * a page of ours.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "door/door.h"

/* The session that the request's cookie names, or E_LOGIN.  *stale: it should be
 * written down that it was used (session_seen). */
err door_session(const struct ctx *, struct txn *, struct person *, bool *stale) MUST;
/* Inside a write: a new session for this browser; the one that it had ends.  waits:
 * see struct person.  *key goes into the cookie. */
err door_session_begin(const struct ctx *, struct txn *, int64_t person, bool waits, str *key) MUST;

/* Set-Cookie: an empty value takes the cookie away. */
void door_set_cookie(struct ctx *, const char *name, str value, int64_t seconds);

/* Does a POST come from a page of ours, in this session?  Origin and Sec-Fetch-Site,
 * and the token in the field "csrf" or the header X-Csrf.  who NULL: the headers
 * alone, one of which there must be then. */
bool door_form_is_ours(const struct request *, const struct person *who);
