/* login.c: tries at the door are counted before they are looked at, so that a hundred
 * at the same moment are a hundred, and an account that there is not costs what another
 * costs.
 *
 * Counted are: the account (by whoever is not known to it), the address, and a browser
 * that has been in this account before.  A browser that is known is not held up by what
 * strangers do to the account, or others behind the same address: it has a count of its
 * own.  So nobody can be locked out from outside. */
#include "news/people/login.h"

#include "base/hash.h"
#include "base/rand.h"
#include "news/people/origin.h"
#include "news/people/password.h"
#include "news/people/session.h"
#include "query/login.h"
#include "query/person.h"

enum { DAY = 86400, HOUR = 3600, NONCE = 22 };

int64_t
login_pause(int64_t n, int64_t free)
{
	int64_t wait = LOGIN_WAIT;

	if (n < free)
		return 0;
	for (; n > free && wait < LOGIN_WAIT_MOST; n--)
		wait *= 2;
	return wait < LOGIN_WAIT_MOST ? wait : LOGIN_WAIT_MOST;
}

struct counter {
	str who;
	int64_t free, window;
};

static struct counter
counter_of(struct arena *a, const struct seal *key, const char *kind, str what, int64_t free, int64_t window)
{
	return (struct counter){seal_hash(a, key, S("login"), arena_fmt(a, "%s %.*s", kind, SARG(what))), free, window};
}

static err
count_one(struct txn *t, struct counter c, int64_t now, int64_t *wait, int64_t *id)
{
	struct q_login_failures past;
	struct q_login_failure_add row;

	TRY(q_login_failures(t, c.who, now - c.window, &past));
	*wait = past.last + login_pause(past.n, c.free) - now;
	if (past.n && *wait > 0)
		return fail(E_FLOOD, "too many login attempts: try again in %lld seconds", (long long)*wait);
	*wait = 0;
	TRY(q_login_failure_add(t, c.who, now, &row));
	*id = row.id;
	return OK;
}

/* ---- browsers that are known ---- */

static str
known_mark(struct arena *a, const struct seal *key, str nonce, str email)
{
	return hash_to_hex(a, seal_hash(a, key, S("known"), arena_fmt(a, "%.*s %.*s", SARG(nonce), SARG(email))));
}

str
login_known(struct arena *a, const struct seal *key, str email)
{
	str nonce = rand_token(a, 16);

	return arena_fmt(a, "%.*s.%.*s", SARG(nonce), SARG(known_mark(a, key, nonce, email)));
}

static bool
is_known(struct arena *a, const struct login_try *in)
{
	str want;

	if (in->known.n <= NONCE || in->known.p[NONCE] != '.')
		return false;
	want = known_mark(a, in->seal, str_upto(in->known, NONCE), in->email);
	return password_same(want, str_from(in->known, NONCE + 1));
}

/* ---- */

static size_t
counters(struct arena *a, const struct login_try *in, struct counter c[2])
{
	str machine, network;

	if (is_known(a, in)) {
		c[0] = counter_of(a, in->seal, "known", str_upto(in->known, NONCE), LOGIN_FREE, DAY);
		return 1;
	}
	origin_of(a, in->peer, &machine, &network);
	c[0] = counter_of(a, in->seal, "account", in->email, LOGIN_FREE, DAY);
	c[1] = counter_of(a, in->seal, "address", hash_to_hex(a, machine), LOGIN_FREE_ADDRESS, HOUR);
	return 2;
}

err
login_begin(struct txn *t, void *arg)
{
	struct login_try *in = arg;
	struct arena *a = store_arena(t);
	struct q_person_by_email row;
	struct counter c[2];
	size_t n = counters(a, in, c);
	err e;

	in->person = 0;
	in->password = S("");
	in->factor = false;
	for (size_t i = 0; i < n; i++)
		TRY(count_one(t, c[i], in->now, &in->wait, &in->failure[i]));
	e = q_person_by_email(t, in->email, &row);
	if (e == E_ABSENT || (e == OK && row.ended_at))
		return OK;
	TRY(e);
	in->person = row.id;
	in->password = arena_copy(a, row.password);
	in->name = arena_copy(a, row.name);
	in->factor = row.totp.n != 0;
	return OK;
}

bool
login_check(struct arena *a, const struct login_try *in, str password)
{
	bool same = password_is_or_nobodys(a, in->password, password);

	return same && in->person;
}

/* What the address has against it stays, but for this try: who has an account could
 * otherwise wipe it clean between guesses at another's. */
err
login_good(struct txn *t, const struct login_try *in)
{
	struct counter c[2];
	size_t n = counters(store_arena(t), in, c);

	TRY(q_login_failure_forget(t, c[0].who));
	return n > 1 ? q_login_failure_remove(t, in->failure[1]) : OK;
}

err
login_count(struct txn *t, const struct seal *key, str what, int64_t free, int64_t now, int64_t *wait)
{
	int64_t id;

	return count_one(t, counter_of(store_arena(t), key, "other", what, free, DAY), now, wait, &id);
}

err
login_forget(struct txn *t, const struct seal *key, str what)
{
	return q_login_failure_forget(t, counter_of(store_arena(t), key, "other", what, 0, 0).who);
}

err
login_sweep(struct txn *t, int64_t now)
{
	return q_login_failure_sweep(t, now - DAY);
}
