/* two_factor.c: the second factor's secret and codes.
 *
 * The secret is sealed for its person (or for the session that begins it), so that a
 * copy of the archive makes no codes and a row moved to another account opens nothing.
 * A recovery code has 50 bits and is kept as a keyed hash. */
#include "news/people/two_factor.h"

#include "base/rand.h"
#include "text/data/totp.h"
#include "query/login.h"
#include "query/person.h"

enum { CODE_LETTERS = 10 };

/* No 0 and o, 1 and l: they are copied by hand. */
static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
_Static_assert(sizeof letters - 1 == 32, "five bits a letter");

static str
id_of(struct arena *a, const char *what, int64_t id)
{
	return arena_fmt(a, "%s %lld", what, (long long)id);
}

err
two_factor_begin(struct txn *t, const struct seal *key, int64_t session)
{
	struct arena *a = store_arena(t);
	unsigned char secret[TOTP_SECRET];

	rand_bytes(secret, sizeof secret);
	return q_session_put_totp(t, session, seal_bytes(a, key, S("totp"), id_of(a, "session", session),
		(str){(char *)secret, sizeof secret}));
}

err
two_factor_new_secret(struct txn *t, const struct seal *key, int64_t session, str *secret)
{
	struct arena *a = store_arena(t);
	struct q_session_totp row;

	TRY(q_session_totp(t, session, &row));
	if (!row.totp.n)
		return fail(E_ABSENT, "two-factor authentication setup has not been started");
	return seal_unseal(a, key, S("totp"), id_of(a, "session", session), row.totp, secret);
}

static str
code_hash(struct arena *a, const struct seal *key, int64_t person, str code)
{
	return seal_hash(a, key, S("recovery"), arena_fmt(a, "%lld %.*s", (long long)person, SARG(code)));
}

err
two_factor_new_codes(struct txn *t, const struct seal *key, int64_t person, str codes[FACTOR_CODES])
{
	struct arena *a = store_arena(t);

	TRY(q_recovery_remove(t, person));
	for (int i = 0; i < FACTOR_CODES; i++) {
		char *z = NEW(a, char, CODE_LETTERS + 1);

		for (int k = 0; k < CODE_LETTERS; k++)
			z[k] = letters[rand_below(32)];
		TRY(q_recovery_add(t, person, code_hash(a, key, person, (str){z, CODE_LETTERS})));
		codes[i] = arena_fmt(a, "%.5s-%s", z, z + 5);
	}
	return OK;
}

/* As typed from paper: capitals, blanks and dashes do not matter. */
static str
tidy(struct arena *a, str typed)
{
	struct buf b = buf_in(a, 64);

	for (size_t i = 0; i < typed.n && i < 64; i++) {
		char c = typed.p[i];

		if (c == ' ' || c == '-' || c == '\t')
			continue;
		buf_char(&b, c >= 'A' && c <= 'Z' ? (char)(c | 32) : c);
	}
	return buf_str(&b);
}

err
two_factor_confirm(struct txn *t, const struct seal *key, int64_t session, int64_t person, str code, int64_t now, bool *good,
	str codes[FACTOR_CODES])
{
	struct arena *a = store_arena(t);
	str secret;
	int64_t step;

	*good = false;
	TRY(two_factor_new_secret(t, key, session, &secret));
	step = totp_match(a, secret, tidy(a, code), now, 0);
	if (!step)
		return OK;
	*good = true;
	TRY(q_factor_put(t, person, seal_bytes(a, key, S("totp"), id_of(a, "person", person), secret), step));
	TRY(q_session_put_totp(t, session, (str){0}));
	return two_factor_new_codes(t, key, person, codes);
}

err
two_factor_replace_codes(struct txn *t, const struct seal *key, int64_t person, str codes[FACTOR_CODES])
{
	struct q_factor_get row;

	TRY(q_factor_get(t, person, &row));
	return two_factor_new_codes(t, key, person, codes);
}

err
two_factor_is_on(struct txn *t, int64_t person, bool *on)
{
	struct q_factor_get row;
	err e = q_factor_get(t, person, &row);

	*on = e == OK;
	return e == E_ABSENT ? OK : e;
}

err
two_factor_state(struct txn *t, int64_t person, bool *on, int64_t *codes_left)
{
	struct q_recovery_left left = {0};

	TRY(two_factor_is_on(t, person, on));
	if (*on)
		TRY(q_recovery_left(t, person, &left));
	*codes_left = left.n;
	return OK;
}

err
two_factor_remove(struct txn *t, int64_t person)
{
	TRY(q_factor_remove(t, person));
	return q_recovery_remove(t, person);
}

static err
open_by_code(struct txn *t, const struct seal *key, int64_t person, str code, int64_t now, enum factor_answer *answer)
{
	struct arena *a = store_arena(t);
	struct q_factor_get row;
	struct q_factor_step done;
	str secret;
	int64_t step;
	err e = q_factor_get(t, person, &row);

	if (e == E_ABSENT)
		return OK;
	TRY(e);
	TRY(seal_unseal(a, key, S("totp"), id_of(a, "person", person), row.totp, &secret));
	step = totp_match(a, secret, code, now, row.totp_step);
	if (!step)
		return OK;
	e = q_factor_step(t, person, step, &done);
	if (e == E_ABSENT)
		return OK;
	TRY(e);
	*answer = FACTOR_CODE;
	return OK;
}

err
two_factor_open(struct txn *t, const struct seal *key, int64_t person, str typed, int64_t now, enum factor_answer *answer)
{
	struct arena *a = store_arena(t);
	str code = tidy(a, typed);
	struct q_recovery_use used;
	err e;

	*answer = FACTOR_WRONG;
	if (code.n == TOTP_DIGITS)
		return open_by_code(t, key, person, code, now, answer);
	if (code.n != CODE_LETTERS)
		return OK;
	e = q_recovery_use(t, person, code_hash(a, key, person, code), now, &used);
	if (e == E_ABSENT)
		return OK;
	TRY(e);
	*answer = FACTOR_RECOVERY;
	return OK;
}
