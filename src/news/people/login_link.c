/* login_link.c: see link.h. */
#include "news/people/login_link.h"

#include "base/rand.h"
#include "news/people/two_factor.h"
#include "news/people/user.h"
#include "query/login.h"

static const char *const kinds[] = {"first", "invite", "reset"};

static str
key_hash(struct arena *a, const struct seal *seal, str key)
{
	return seal_hash(a, seal, S("link"), key);
}

static err
nobody_yet(struct txn *t)
{
	bool seen;

	TRY(user_anybody_seen(t, &seen));
	return seen ? fail(E_CLASH, "an administrator already exists; use djeli user link SITE --email E") : OK;
}

err
login_link_create(struct txn *t, const struct seal *seal, enum link_kind kind, int64_t person, int64_t now, str *key)
{
	struct arena *a = store_arena(t);
	int64_t life = kind == LINK_RESET ? LINK_RESET_HOURS * 3600 : LINK_DAYS * 86400;

	if (kind == LINK_FIRST)
		TRY(nobody_yet(t));
	if (person)
		TRY(login_link_revoke(t, person));
	*key = rand_token(a, 32);
	return q_link_add(t, &(struct q_link_add_in){.key = key_hash(a, seal, *key), .person = person,
		.kind = str_of(kinds[kind]), .at = now, .ends = now + life});
}

static err
no_more(void)
{
	return fail(E_GONE, "this link has been used, has expired or was replaced");
}

err
login_link_find(struct txn *t, const struct seal *seal, str key, int64_t now, struct link *l)
{
	struct arena *a = store_arena(t);
	struct q_link_find row;
	struct user who;
	err e = key.n && key.n < 100 ? q_link_find(t, key_hash(a, seal, key), &row) : E_ABSENT;

	*l = (struct link){0};
	if (e == E_ABSENT)
		return no_more();
	TRY(e);
	if (row.used_at || row.ends_at <= now)
		return no_more();
	while (l->kind < LINK_RESET && !str_eq(row.kind, str_of(kinds[l->kind])))
		l->kind++;
	if (l->kind == LINK_FIRST)
		return (e = nobody_yet(t)) == E_CLASH ? no_more() : e;
	TRY(user_get(t, row.person_id, &who));
	if (who.ended_at)
		return no_more();
	l->person = who.id;
	l->email = who.email;
	l->name = who.name;
	l->language = who.language;
	return two_factor_is_on(t, who.id, &l->factor);
}

err
login_link_use(struct txn *t, const struct seal *seal, str key, int64_t now, struct link *l)
{
	struct q_link_use row;
	err e;

	TRY(login_link_find(t, seal, key, now, l));
	e = q_link_use(t, key_hash(store_arena(t), seal, key), now, &row);
	return e == E_ABSENT ? no_more() : e;
}

err
login_link_revoke(struct txn *t, int64_t person)
{
	return q_link_remove_unused(t, person);
}

str
login_link_url(struct arena *a, str base, str key)
{
	return arena_fmt(a, "%.*s/desk/link?key=%.*s", SARG(base), SARG(key));
}

err
login_link_sweep(struct txn *t, int64_t now)
{
	return q_link_sweep(t, now - 30 * 86400);
}
