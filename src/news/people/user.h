/* user.h: the accounts of users as the desk lists and shows them.  person.h changes
 * them; struct person is one who is logged in.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/store.h"

struct user {
	int64_t id;
	str email, name, role, language; /* role: "reporter"; language empty: the paper's */
	int64_t created_at;              /* 0 in user_list() */
	int64_t ended_at;                /* deactivated; 0: may log in */
	int64_t seen_at;                 /* last request; 0: never */
	bool has_password, has_factor;   /* not in user_get() */
	int64_t sections;                /* limited to so many; 0: not limited; in user_list() only */
};
/* Everybody, those deactivated last; at most 2000.  Two queries. */
err user_list(struct txn *, struct user **, size_t *n) MUST;
/* E_ABSENT: no such account. */
err user_get(struct txn *, int64_t id, struct user *) MUST;
err user_by_email(struct txn *, str email, struct user *) MUST;
/* The sections that a user is limited to; none: not limited. */
err user_limits(struct txn *, int64_t id, int64_t **section, size_t *n) MUST;
/* Empty: a user who never chose a password.  E_ABSENT: no such account. */
err user_password_hash(struct txn *, int64_t id, str *hash) MUST;
/* Did anybody ever log in here? */
err user_anybody_seen(struct txn *, bool *) MUST;

struct user_name {
	int64_t id;
	str name;
};
/* Everybody's name, to choose one of them. */
err user_names(struct txn *, struct user_name **, size_t *n) MUST;
