/* person.h: those who may come in: their account, role, language and limits. */
#pragma once
#include "store/store.h"

struct person {
	int64_t id;
	str email, name, language;
	int role;                /* enum role of news/role.h */
	const int64_t *section;  /* limited to these; n 0: not limited */
	size_t sections;
	int64_t session_id;      /* that this request came with */
	str csrf;                /* what a form of this session must carry */
	bool waits;              /* the second factor is still to come */
};

bool person_may(const struct person *, int access); /* enum access of http/http.h */

/* Inside a write.  password: plain, at least PERSON_PASSWORD_MIN characters, or
 * empty: then only a link lets them in.  E_INPUT says what is wrong; E_CLASH: somebody
 * has the address already. */
enum { PERSON_PASSWORD_MIN = 12 };
struct person_new {
	str email, name, role, password_hash;
};
err person_add(struct txn *, const struct person_new *, str actor, int64_t now, int64_t *id) MUST;
/* argon2id; slow on purpose, so outside of store_write(). E_INPUT: too short or known to everybody. */
err person_password(struct arena *, str plain, str *hash) MUST;
/* Lower case and trimmed; E_INPUT when it is no address. */
err person_email(struct arena *, str typed, str *email) MUST;
