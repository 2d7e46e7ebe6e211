/* person.h: those who may come in: their account, role, language and limits.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/store.h"

struct person {
	int64_t id;
	str email, name, language;
	int role;                /* enum role of news/people/role.h */
	const int64_t *section;  /* limited to these; n 0: not limited */
	size_t sections;
	int64_t session_id;      /* that this request came with */
	str csrf;                /* what a form of this session must carry */
	bool waits;              /* the second factor is still to come */
};

bool person_may(const struct person *, unsigned permission); /* of news/people/role.h */

/* All that write are called inside a write.  by: who does it, NULL: the command line.
 * Each leaves a row in the audit trail. */
enum { PERSON_PASSWORD_MIN = 12 };
/* password_hash empty: then only a link lets them in.  E_INPUT says what is wrong; E_CLASH:
 * somebody has the address already. */
struct person_new {
	str email, name, role, password_hash;
	str language;            /* empty: the paper's */
	const int64_t *section;
	size_t sections;
};
err person_add(struct txn *, const struct person_new *, const struct person *by, int64_t now, int64_t *id) MUST;
/* email and password of p are not looked at.  E_CLASH: the last administrator stays one. */
err person_change(struct txn *, int64_t id, const struct person_new *p, const struct person *by, int64_t now) MUST;
/* One's own name and language. */
err person_change_own(struct txn *, const struct person *who, str name, str language, int64_t now) MUST;
/* A new password; sessions and links are the caller's to end. */
err person_set_password(struct txn *, int64_t id, str hash, const struct person *by, int64_t now) MUST;
/* They may not come in any more, and every session of theirs ends; or they may again. */
err person_end(struct txn *, int64_t id, const struct person *by, int64_t now) MUST;
err person_bring_back(struct txn *, int64_t id, const struct person *by, int64_t now) MUST;
/* The first administrator: a new account, or the one that has this address. */
err person_first(struct txn *, const struct person_new *, int64_t now, int64_t *id) MUST;
/* action: "person.sessions"; detail is for people. */
err person_audit(struct txn *, const struct person *by, int64_t now, const char *action, int64_t subject, str detail) MUST;

bool person_is_name(str); /* some text of one line, of at most 200 bytes */
/* Why this cannot be a password: the word for it; NULL: it can. */
const char *person_password_fault(struct arena *, str plain, str email, str name);
/* argon2id; slow on purpose, so outside of store_write().  E_INPUT: too short, or one that
 * is tried first; email and name of whose it will be are among those. */
err person_password(struct arena *, str plain, str email, str name, str *hash) MUST;
/* Lower case and trimmed; E_INPUT when it is no address. */
err person_email(struct arena *, str typed, str *email) MUST;
