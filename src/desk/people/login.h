/* login.h: what the pages of the door share.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "desk/desk.h"

/* Somebody comes in: a session begins.  waits: the second factor is still to come. */
struct desk_entry {
	struct ctx *c;
	int64_t person;
	str email, name;
	bool waits;
	str key;          /* of the new session */
};
/* Inside a write; with a row in the audit trail once they are in. */
err desk_enter(struct txn *, struct desk_entry *) MUST;
/* The cookies, and on to where they wanted, or to the second step. */
err desk_entered(struct ctx *, const struct desk_entry *, str to, const char *done) MUST;
/* Only a path of the desk: a link to the login must not lead elsewhere. */
str desk_back_to(str to);
/* "Too many tries. Wait 2 minutes, then try again." */
str desk_wait_text(const struct desk *, int64_t seconds);
/* Retry-After and 429, for a page that says so. */
void desk_flood(struct ctx *, int64_t seconds);
/* Why this cannot be a password, in the page's language; empty: it can. */
str desk_password_fault(const struct desk *, str plain, str email, str name);

/* A letter to somebody of the paper: its words are KEY_subject and KEY_1, KEY_2, … in
 * their language.  Nothing where this paper sends no mail.  Inside a write. */
err desk_letter(struct txn *, const struct ctx *, str email, str language, const char *key, const struct word *with) MUST;
/* The options of a <select> of languages; empty is the paper's. */
void desk_languages(struct desk *, struct value *into, str chosen);
