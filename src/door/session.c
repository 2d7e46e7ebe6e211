/* session.c: cookies, and the marks of a form that was sent from a page of ours.
 * SPDX-License-Identifier: Apache-2.0 */
#include "door/session.h"

#include "door/app.h"
#include "news/people/password.h"
#include "news/people/session.h"

err
door_session(const struct ctx *c, struct txn *t, struct person *who, bool *stale)
{
	return session_find(t, c->app->services.seal, request_cookie(c->req, S(SESSION_COOKIE)), c->now, who, stale);
}

err
door_session_begin(const struct ctx *c, struct txn *t, int64_t person, bool waits, str *key)
{
	struct session_from from = {request_cookie(c->req, S(SESSION_COOKIE)),
		request_header(c->req, S("User-Agent")), c->req->peer};

	return session_begin(t, c->app->services.seal, person, &from, waits, c->now, key);
}

void
door_set_cookie(struct ctx *c, const char *name, str value, int64_t seconds)
{
	reply_header(&c->reply, S("Set-Cookie"), arena_fmt(c->a,
		"%s=%.*s; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=%lld", name, SARG(value),
		(long long)(value.n ? seconds : 0)));
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
door_form_is_ours(const struct request *r, const struct person *who)
{
	str token = request_header(r, S("X-Csrf"));

	if (!same_origin(r))
		return false;
	if (!token.p)
		token = request_form(r, S("csrf"));
	return who ? password_same(token, who->csrf) :
		request_header(r, S("Origin")).p || request_header(r, S("Sec-Fetch-Site")).p;
}
