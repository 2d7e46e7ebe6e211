/* handle.c: what happens to every request that the page cache cannot answer. */
#include "site/handle.h"

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
	if (r->access == LOOPBACK && !site_is_here(c->req))
		return fail(E_DENIED, "for this machine alone");
	if (r->access != PUBLIC && r->access != LOOPBACK)
		return fail(E_LOGIN, "nobody is known here yet");
	if (c->req->method != POST)
		TRY(store_read(c->store, c->a, &c->deps, &c->txn));
	c->reply.keep = r->caching == CACHED && !c->req->query_n;
	return r->page(c);
}

void
site_handle(struct ctx *c)
{
	err e = arena_run(c->a, call, c);

	if (e != OK)
		site_error(c, e);
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
