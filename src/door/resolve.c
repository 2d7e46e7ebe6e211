/* resolve.c: what a reader would find at an address, for who arranges addresses.  Asks the
 * route and the page as a reader's request would, and keeps only the answer's head. */
#include "door/resolve.h"

struct asking {
	struct ctx sub;
	const struct route *r;
};

static err
call(void *arg)
{
	struct asking *q = arg;
	str allow;

	TRY(route_find(&routes, GET, q->sub.req->path, q->sub.arg, &q->r, &allow));
	if (q->r->access != PUBLIC)
		return fail(E_DENIED, "not available to readers");
	return q->r->page(&q->sub);
}

err
door_resolve(struct ctx *c, str path, int *status, str *location)
{
	struct request *r = NEW(c->a, struct request, 1);
	struct asking q = {.sub = {.a = c->a, .app = c->app, .store = c->store, .txn = c->txn, .now = c->now}};
	err e;

	*r = (struct request){.method = GET, .path = path, .raw_path = path, .host = c->req->host, .peer = c->req->peer};
	q.sub.req = r;
	q.sub.deps.a = c->a;
	e = arena_run(c->a, call, &q);
	*status = e ? err_status(e) : q.sub.reply.status ? q.sub.reply.status : 200;
	*location = e ? S("") : q.sub.reply.location;
	return e == E_BROKEN ? e : OK;
}
