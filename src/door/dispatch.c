/* dispatch.c: handles requests that are not in the page cache: finds the route,
 * checks permissions (the only place that does), opens a snapshot and calls the page. */
#include "door/dispatch.h"

#include "door/app.h"
#include "door/faces.h"
#include "door/session.h"
#include "news/people/session.h"
#include "news/story/planned.h"

const char door_policy[] = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/* A proxy on this machine that djeli was not told to trust speaks for anybody. */
bool
door_is_here(const struct request *r)
{
	static const char *const marks[] = {"X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"};

	for (size_t i = 0; i < LENGTH(marks); i++)
		if (request_header(r, str_of(marks[i])).p)
			return false;
	return str_starts(r->peer, S("127.")) || str_eq(r->peer, S("::1"));
}

static err
note_seen(struct txn *t, void *arg)
{
	const struct ctx *c = arg;

	return session_seen(t, c->who->session_id, c->now);
}

/* Who asks, and does their role allow it?  Leaves a snapshot open. */
static err
know(struct ctx *c, unsigned access, bool *stale)
{
	struct person *who = NEW(c->a, struct person, 1);

	TRY(store_read(c->store, c->a, NULL, &c->txn));
	TRY(door_session(c, c->txn, who, stale));
	if (who->waits)
		return fail(E_LOGIN, "two-factor authentication is still required");
	c->who = who;
	return person_may(who, access) ? OK : fail(E_DENIED, "your role does not allow this");
}

static bool
is_open_to_all(const struct route *r)
{
	return r->access == PUBLIC || r->access == LOOPBACK;
}

/* May they?  Leaves a snapshot open for a GET. */
static err
pass(struct ctx *c, const struct route *r)
{
	bool stale;

	if (r->access == LOOPBACK && !door_is_here(c->req))
		return fail(E_DENIED, "allowed from this machine only");
	if (is_open_to_all(r))
		return OK;
	TRY(know(c, r->access, &stale));
	if (c->req->method == POST && !door_form_is_ours(c->req, c->who))
		return fail(E_DENIED, "the form has expired: reload the page");
	if (!stale && c->req->method != POST)
		return OK;
	store_end(c->txn);
	c->txn = NULL;
	return stale ? store_write(c->store, c->a, note_seen, c) : OK;
}

/* A snapshot in which all that was planned for a moment up to now has happened. */
static err
open_snapshot(struct ctx *c)
{
	bool due;

	TRY(store_read(c->store, c->a, &c->deps, &c->txn));
	TRY(planned_is_due(c->txn, c->now, &due));
	if (!due)
		return OK;
	store_end(c->txn);
	c->txn = NULL;
	TRY(planned_carry_out(c->store, c->a, c->now));
	return store_read(c->store, c->a, &c->deps, &c->txn);
}

static err
call(void *arg)
{
	struct ctx *c = arg;
	const struct route *r;
	str allow = {0};
	err e = route_find(&routes, c->req->method, c->req->path, c->arg, &r, &allow);

	if (e == E_INPUT && allow.n) {
		c->reply.status = 405;
		reply_header(&c->reply, S("Allow"), allow);
		c->reply.type = S("text/plain; charset=utf-8");
		c->reply.body = S("This address does not take that method.\n");
		return OK;
	}
	TRY(e);
	TRY(pass(c, r));
	if (c->req->method != POST && !c->txn)
		TRY(open_snapshot(c));
	c->reply.keep = r->caching == CACHED && !c->req->query_n;
	return r->page(c);
}

static err
may_send(void *arg)
{
	struct ctx *c = arg;
	const struct route *r;
	str allow = {0};
	bool stale;

	TRY(route_find(&routes, c->req->method, c->req->path, c->arg, &r, &allow));
	if (is_open_to_all(r))
		return fail(E_TOOBIG, "the request is larger than the limit");
	return know(c, r->access, &stale);
}

/* The form's token comes with the body: door_answer() looks at it, and at all of
 * this once more. */
bool
door_admits(struct ctx *c)
{
	err e = arena_run(c->a, may_send, c);

	if (e)
		faces_answer(c, e);
	if (c->txn)
		store_end(c->txn);
	c->txn = NULL;
	return e == OK;
}

void
door_answer(struct ctx *c)
{
	err e = arena_run(c->a, call, c);

	if (e)
		faces_answer(c, e);
	if (c->txn)
		store_end(c->txn);
	c->txn = NULL;
	if (c->app->config.designing) /* files of the theme are not among the deps */
		c->reply.keep = false;
	if (c->reply.status && c->reply.status != 200 && c->reply.status != 301 && c->reply.status != 410)
		c->reply.keep = false;
}

static struct ctx *
begin(struct exchange *x)
{
	struct ctx *c = NEW(x->a, struct ctx, 1);

	*c = (struct ctx){.a = x->a, .req = x->req, .deps = {.a = x->a}, .app = x->home, .now = x->now};
	c->store = c->app->services.store;
	return c;
}

static void
end(struct exchange *x, const struct ctx *c)
{
	x->reply = c->reply;
	x->deps = c->deps;
}

void
door_handle(struct exchange *x)
{
	struct ctx *c = begin(x);

	door_answer(c);
	end(x, c);
}

bool
door_may_send(struct exchange *x)
{
	struct ctx *c = begin(x);
	bool may = door_admits(c);

	end(x, c);
	return may;
}
