/* session.c: cookies, sessions, and whether a form is ours. */
#include "news/people/session.h"

#include "base/hash.h"
#include "base/rand.h"
#include "base/utf8.h"
#include "news/people/password.h"
#include "news/people/role.h"
#include "query/person.h"

enum { AGENT_BYTES = 300 };

str
session_cookie_of(const struct request *r, str name)
{
	str part;

	for (size_t i = 0; i < r->header_n; i++) {
		str rest = r->header[i].value;

		if (!str_eq_case(r->header[i].name, S("cookie")))
			continue;
		while (str_split(&rest, ';', &part)) {
			part = str_trim(part);
			if (str_starts(part, name) && part.n > name.n && part.p[name.n] == '=')
				return str_from(part, name.n + 1);
		}
	}
	return S("");
}

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
session_find(struct txn *t, const struct seal *key, const struct request *r, int64_t now,
	struct person *p, bool *stale)
{
	struct arena *a = store_arena(t);
	str cookie = session_cookie_of(r, S(SESSION_COOKIE));
	struct q_session_find row;
	enum role role;
	err e;

	if (!cookie.n || cookie.n > 100)
		return fail(E_LOGIN, "nobody is logged in here");
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
session_begin(struct txn *t, const struct seal *seal, int64_t person, const struct request *r,
	bool waits, int64_t now, str *key)
{
	struct arena *a = store_arena(t);
	str old = session_cookie_of(r, S(SESSION_COOKIE));
	struct q_session_add out;

	if (old.n && old.n <= 100)
		TRY(q_session_remove_key(t, key_hash(a, seal, old)));
	*key = rand_token(a, 32);
	TRY(q_session_add(t, &(struct q_session_add_in){.key = key_hash(a, seal, *key), .person = person,
		.at = now, .agent = utf8_cut(utf8_repair(a, request_header(r, S("User-Agent"))), AGENT_BYTES),
		.place = place_of(a, r->peer), .waits = waits}, &out));
	return waits ? OK : q_person_seen(t, out.id, now);
}

err
session_end(struct txn *t, int64_t id)
{
	return q_session_remove(t, id);
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

str
session_cookie(struct arena *a, str key)
{
	return arena_fmt(a, SESSION_COOKIE "=%.*s; Path=/; Secure; HttpOnly; SameSite=Lax%s", SARG(key),
		key.n ? "; Max-Age=5184000" : "; Max-Age=0");
}

static bool
same_origin(const struct request *r)
{
	str site = request_header(r, S("Sec-Fetch-Site")), origin = request_header(r, S("Origin"));
	size_t at;

	if (site.p && !str_eq(site, S("same-origin")) && !str_eq(site, S("none")))
		return false;
	if (!origin.p)
		return true;
	at = str_find(origin, S("://"));
	return at != NOWHERE && str_eq_case(str_from(origin, at + 3), r->host);
}

bool
session_form_is_ours(const struct request *r, const struct person *who)
{
	str token = request_header(r, S("X-Csrf"));

	if (!same_origin(r))
		return false;
	if (!token.p)
		token = request_form(r, S("csrf"));
	return who ? password_same(token, who->csrf) :
		request_header(r, S("Origin")).p || request_header(r, S("Sec-Fetch-Site")).p;
}
