/* login.h: a name and a password come to the door: is it the account's, and how often
 * may it be tried?  doc/architecture.md ("The door") says why it is counted so.
 *
 *   struct login_try in = {seal, email, peer, known, now};
 *   store_write(..., login_begin, &in)     counts the try as a failure, reads the account
 *   login_check(a, &in, password)          half a second of work, while nothing is held
 *   store_write(..., { login_good(t, &in); session_begin(...); })
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/seal.h"
#include "store/store.h"

#define LOGIN_KNOWN_COOKIE "__Host-djeli-known"
enum { LOGIN_FREE = 5, LOGIN_FREE_ADDRESS = 20, LOGIN_WAIT = 15, LOGIN_WAIT_MOST = 900, LOGIN_KNOWN_SECONDS = 180 * 86400 };

struct login_try {
	const struct seal *seal;
	str email, peer;
	str known;        /* value of the cookie by which this browser is known, or empty */
	int64_t now;
	int64_t wait;     /* seconds, after E_FLOOD */
	int64_t person;   /* 0: there is no such account */
	str name, password; /* password: its hash */
	bool factor;      /* it has a second factor */
	int64_t failure[2];
};
/* For store_write; arg is the login_try.  E_FLOOD: in->wait seconds from now. */
err login_begin(struct txn *, void *arg) MUST;
/* Takes as long for an account that there is not. */
bool login_check(struct arena *, const struct login_try *, str password);
/* Inside a write: it was no failure. */
err login_good(struct txn *, const struct login_try *) MUST;

/* One more try at something else that can be guessed ("code 7", "password 7"): counted as
 * a failure until login_forget().  E_FLOOD with *wait. */
err login_count(struct txn *, const struct seal *, str what, int64_t free, int64_t now, int64_t *wait) MUST;
err login_forget(struct txn *, const struct seal *, str what) MUST;
/* How long after the n-th failure, of which `free` cost nothing. */
int64_t login_pause(int64_t n, int64_t free);

/* The value of the cookie that makes this browser known to the account. */
str login_known(struct arena *, const struct seal *, str email);
/* What is older than a day counts no more. */
err login_sweep(struct txn *, int64_t now) MUST;
