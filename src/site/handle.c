/* handle.c: what happens to every request that the page cache cannot answer: the
 * route is found, who may ask for it is looked at (here and nowhere else), the
 * snapshot is opened, the page is called. */
#include "site/handle.h"

#include "news/story/planned.h"
#include "news/people/session.h"
#include "site/site.h"

const char site_policy[] = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/* A proxy on this machine that djeli was not told to trust speaks for anybody. */
bool
site_is_here(const struct request *r)
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
know(struct ctx *c, enum access access, bool *stale)
{
	struct person *who = NEW(c->a, struct person, 1);

	TRY(store_read(c->store, c->a, NULL, &c->txn));
	TRY(session_find(c->txn, c->app->seal, c->req, c->now, who, stale));
	if (who->waits)
		return fail(E_LOGIN, "the second step of the login is still to come");
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

	if (r->access == LOOPBACK && !site_is_here(c->req))
		return fail(E_DENIED, "for this machine alone");
	if (is_open_to_all(r))
		return OK;
	TRY(know(c, r->access, &stale));
	if (c->req->method == POST && !session_form_is_ours(c->req, c->who))
		return fail(E_DENIED, "this form is too old or comes from somewhere else: load the page again");
	if (!stale && c->req->method != POST)
		return OK;
	store_end(c->txn);
	c->txn = NULL;
	return stale ? store_write(c->store, c->a, note_seen, c) : OK;
}

static bool
is_desk(str path)
{
	return str_eq(path, S("/desk")) || str_starts(path, S("/desk/"));
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
	err e = route_find(c->req->method, c->req->path, c->arg, &r, &allow);

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

static void
show_error(struct ctx *c, err e)
{
	if (e != OK && is_desk(c->req->path) && c->app->desk_error)
		c->app->desk_error(c, e);
	else if (e != OK)
		site_error(c, e);
}

static err
may_send(void *arg)
{
	struct ctx *c = arg;
	const struct route *r;
	str allow = {0};
	bool stale;

	TRY(route_find(c->req->method, c->req->path, c->arg, &r, &allow));
	if (is_open_to_all(r))
		return fail(E_TOOBIG, "this is more than is taken here");
	return know(c, r->access, &stale);
}

/* The form's token comes with the body: site_handle() looks at it, and at all of
 * this once more. */
bool
site_may_send(struct ctx *c)
{
	err e = arena_run(c->a, may_send, c);

	show_error(c, e);
	if (c->txn)
		store_end(c->txn);
	c->txn = NULL;
	return e == OK;
}

void
site_handle(struct ctx *c)
{
	err e = arena_run(c->a, call, c);

	show_error(c, e);
	if (c->txn)
		store_end(c->txn);
	c->txn = NULL;
	if (c->app->designing) /* files of the theme are not among the deps */
		c->reply.keep = false;
	if (c->reply.status && c->reply.status != 200 && c->reply.status != 301 && c->reply.status != 410)
		c->reply.keep = false;
}

bool
site_is_slow(str path)
{
	return str_starts(path, S("/search/"));
}
