/* two_factor.h: the second factor of an account: codes from a telephone (totp.h), and
 * ten codes on paper for the day it is lost.  All functions work inside a write but
 * two_factor_new_secret().
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/seal.h"
#include "store/store.h"

enum { FACTOR_CODES = 10 };

/* A secret that a session is about to make the account's: kept sealed with the session
 * until a code shows that the telephone has it. */
err two_factor_begin(struct txn *, const struct seal *, int64_t session) MUST;
/* Inside a read, too; E_ABSENT: none was begun. */
err two_factor_new_secret(struct txn *, const struct seal *, int64_t session, str *secret) MUST;
/* *good: the code is right, the factor is on, and code[] are the recovery codes, told
 * this once. */
err two_factor_confirm(struct txn *, const struct seal *, int64_t session, int64_t person, str code, int64_t now, bool *good,
	str codes[FACTOR_CODES]) MUST;
/* New recovery codes; the old ones open nothing any more. */
err two_factor_new_codes(struct txn *, const struct seal *, int64_t person, str codes[FACTOR_CODES]) MUST;
/* The same for an account whose factor is on; E_ABSENT: it is not. */
err two_factor_replace_codes(struct txn *, const struct seal *, int64_t person, str codes[FACTOR_CODES]) MUST;
/* Inside a read, too: is it on, and how many recovery codes are left (0 when it is not)? */
err two_factor_is_on(struct txn *, int64_t person, bool *on) MUST;
err two_factor_state(struct txn *, int64_t person, bool *on, int64_t *codes_left) MUST;
err two_factor_remove(struct txn *, int64_t person) MUST;

/* A code from the telephone, or one of the recovery codes; each opens once. */
enum factor_answer { FACTOR_WRONG, FACTOR_CODE, FACTOR_RECOVERY };
err two_factor_open(struct txn *, const struct seal *, int64_t person, str typed, int64_t now, enum factor_answer *) MUST;
