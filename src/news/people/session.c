/* session.c: sessions in the archive. */
#include "news/people/session.h"

#include "base/hash.h"
#include "base/rand.h"
#include "base/utf8.h"
#include "news/people/role.h"
#include "query/person.h"

enum { AGENT_BYTES = 300 };

static str
key_hash(struct arena *a, const struct seal *key, str cookie)
{
	return seal_hash(a, key, S("session"), cookie);
}

static err
read_sections(struct arena *a, str list, struct person *p)
{
	int64_t *id = NEW(a, int64_t, list.n / 2 + 1);
	str part;

	while (str_split(&list, ',', &part)) {
		if (!part.n)
			continue;
		TRY(str_int(part, &id[p->sections]));
		p->sections++;
	}
	p->section = id;
	return OK;
}

err
session_find(struct txn *t, const struct seal *key, str cookie, int64_t now, struct person *p, bool *stale)
{
	struct arena *a = store_arena(t);
	struct q_session_find row;
	enum role role;
	err e;

	if (!cookie.n || cookie.n > 100)
		return fail(E_LOGIN, "not logged in");
	e = q_session_find(t, key_hash(a, key, cookie), &row);
	if (e == E_ABSENT)
		return fail(E_LOGIN, "this session has ended");
	TRY(e);
	if (row.ended_at || now - row.seen_at > SESSION_IDLE || now - row.created_at > SESSION_LONGEST ||
		(row.waits && now - row.created_at > SESSION_WAITS))
		return fail(E_LOGIN, "this session has ended");
	TRY(role_of(row.role, &role));
	*p = (struct person){.id = row.person_id, .email = row.email, .name = row.name, .language = row.language,
		.role = (int)role, .session_id = row.id, .waits = row.waits != 0,
		.csrf = hash_to_hex(a, seal_hash(a, key, S("csrf"), cookie))};
	*stale = now - row.seen_at > SESSION_SEEN;
	return read_sections(a, row.sections, p);
}

err
session_seen(struct txn *t, int64_t id, int64_t now)
{
	TRY(q_session_seen(t, id, now));
	return q_person_seen(t, id, now);
}

/* Enough to know one's own devices by, and not where exactly they are. */
static str
place_of(struct arena *a, str peer)
{
	size_t cut = peer.n;

	if (str_find_char(peer, ':') != NOWHERE)
		return arena_fmt(a, "%.*s…", SARG(str_upto(peer, 14)));
	while (cut && peer.p[cut - 1] != '.')
		cut--;
	return cut ? arena_fmt(a, "%.*s0", (int)cut, peer.p) : peer;
}

err
session_begin(struct txn *t, const struct seal *seal, int64_t person, const struct session_from *from,
	bool waits, int64_t now, str *key)
{
	struct arena *a = store_arena(t);
	struct q_session_add out;

	if (from->cookie.n && from->cookie.n <= 100)
		TRY(q_session_remove_key(t, key_hash(a, seal, from->cookie)));
	*key = rand_token(a, 32);
	TRY(q_session_add(t, &(struct q_session_add_in){.key = key_hash(a, seal, *key), .person = person,
		.at = now, .agent = utf8_cut(utf8_repair(a, from->agent), AGENT_BYTES),
		.place = place_of(a, from->peer), .waits = waits}, &out));
	return waits ? OK : q_person_seen(t, out.id, now);
}

err
session_end(struct txn *t, int64_t id)
{
	return q_session_remove(t, id);
}

err
session_end_own(struct txn *t, int64_t id, int64_t person)
{
	struct q_session_remove_own gone;

	return q_session_remove_own(t, id, person, &gone);
}

err
session_end_all(struct txn *t, int64_t person, int64_t but)
{
	return q_session_remove_all(t, person, but);
}

err
session_list(struct txn *t, int64_t person, int64_t now, struct session **out, size_t *n)
{
	struct q_session_of *row;

	TRY(q_session_of(t, person, now - SESSION_IDLE, now - SESSION_LONGEST, &row, n));
	*out = NEW(store_arena(t), struct session, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct session){row[i].id, row[i].created_at, row[i].seen_at, row[i].agent, row[i].place};
	return OK;
}

err
session_sweep(struct txn *t, int64_t now)
{
	return q_session_sweep(t, now - SESSION_IDLE, now - SESSION_LONGEST, now - SESSION_WAITS);
}
