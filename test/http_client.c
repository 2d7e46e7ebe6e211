/* http_client.c: pages for tests and the wire to ask for them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "http_client.h"

#include "base/sys/clock.h"
#include "http/server/metrics.h"
#include "http/cache/stored_response.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static _Atomic int made, released;

int
client_made(void)
{
	return made;
}

void
client_let_go(void)
{
	released = 1;
}

static void
nap(int ms)
{
	poll(NULL, 0, ms);
}

/* /page/N   kept, reads record (1, N) and list (2, 0) at N
 * /until/N  kept until the clock's second N
 * /echo     what was sent   /slow  waits   /big  1 MB   /file  a file named by ?f= */
static void
handle(struct exchange *c)
{
	const struct request *r = c->req;
	int64_t n = 0;

	made++;
	if (str_starts(r->path, S("/page/"))) {
		(void)!str_int(str_from(r->path, 6), &n);
		deps_add(&c->deps, (struct dep){1, n, INT64_MIN, INT64_MAX});
		deps_add(&c->deps, (struct dep){2, 0, n, n});
		reply_html(&c->reply, (html){arena_fmt(c->a, "<p>page %lld made %d%0400d</p>",
			(long long)n, (int)made, 0)});
		c->reply.modified = 1000000000;
		c->reply.keep = true;
	} else if (str_starts(r->path, S("/until/"))) {
		(void)!str_int(str_from(r->path, 7), &n);
		deps_until(&c->deps, n);
		c->reply.body = arena_fmt(c->a, "%d", (int)made);
		c->reply.keep = true;
	} else if (str_starts(r->path, S("/slow"))) {
		while (!released)
			nap(5);
		c->reply.body = r->path;
		c->reply.keep = str_eq(r->path, S("/slow/kept"));
	} else if (str_eq(r->path, S("/echo"))) {
		str a = request_form(r, S("a"));

		c->reply.type = S("text/plain");
		c->reply.body = arena_fmt(c->a, "%d|%.*s|%.*s|%.*s|%.*s|%zu|%.*s|%d|%d",
			(int)r->method, SARG(r->path), SARG(request_query(r, S("q"))), SARG(a),
			SARG(r->host), r->body.n, SARG(r->peer), r->secure, r->seen_at > 0);
	} else if (str_eq(r->path, S("/big"))) {
		c->reply.body = (str){NEW(c->a, char, 1 << 20), 1 << 20};
	} else if (str_eq(r->path, S("/greedy"))) {
		for (;;)
			(void)!NEW(c->a, char, 1 << 20);
	} else if (str_eq(r->path, S("/split"))) {
		reply_header(&c->reply, S("X-A"), S("b\r\nSet-Cookie: c=d"));
	} else if (str_eq(r->path, S("/file"))) {
		c->reply.file = request_query(r, S("f"));
		c->reply.type = S("text/plain");
	} else {
		c->reply.status = 404;
		c->reply.body = S("nothing");
	}
}

static err
no_page(struct ctx *c)
{
	(void)c;
	return E_ABSENT;
}

static const struct route table[] = {{GET, "/page/{n}", no_page, 0, CACHED}};
static const struct route_table pages = {table, LENGTH(table)};

struct server *
client_server(struct arena *a, struct server_config *c)
{
	struct server *s;

	if (!c->listen.n)
		c->listen = S("127.0.0.1:0");
	if (!c->handle)
		c->handle = handle;
	if (!c->routes)
		c->routes = &pages;
	if (!c->loops)
		c->loops = 1;
	if (!c->workers)
		c->workers = 2;
	CHECK_OK(server_start(a, c, &s));
	return s;
}

static void
close_wire(void *wire)
{
	struct wire *w = wire;

	if (w->fd >= 0)
		close(w->fd);
}

struct wire *
client_open(struct arena *a, struct server *s)
{
	struct wire *w = NEW(a, struct wire, 1);
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(server_port(s))};

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	w->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	CHECK(w->fd >= 0);
	arena_defer(a, close_wire, w);
	CHECK(!connect(w->fd, (struct sockaddr *)&to, sizeof to));
	return w;
}

void
client_send(struct wire *w, str s)
{
	while (s.n) {
		ssize_t n = send(w->fd, s.p, s.n, MSG_NOSIGNAL);

		if (n <= 0)
			return; /* the test looks at the answer */
		s = str_from(s, (size_t)n);
	}
}

/* -1: nothing within the time, 0: closed */
static ssize_t
more(struct wire *w, int ms)
{
	struct pollfd p = {w->fd, POLLIN, 0};
	ssize_t n;

	CHECK(w->n < sizeof w->buf);
	if (poll(&p, 1, ms) <= 0)
		return -1;
	n = recv(w->fd, w->buf + w->n, sizeof w->buf - w->n, 0);
	if (n > 0)
		w->n += (size_t)n;
	return n < 0 ? 0 : n;
}

static void
taken(struct wire *w, size_t n)
{
	w->n -= n;
	memmove(w->buf, w->buf + n, w->n);
}

str
client_header(struct answer_got got, str name)
{
	str rest = got.head, line;

	while (str_split(&rest, '\n', &line)) {
		size_t colon = str_find_char(line, ':');

		if (colon != NOWHERE && str_eq_case(str_upto(line, colon), name))
			return str_trim(str_from(line, colon + 1));
	}
	return (str){0};
}

struct answer_got
client_answer(struct arena *a, struct wire *w, bool head_only)
{
	struct answer_got got = {0};
	int64_t status = 0, length = 0;
	size_t end;
	str have;

	while ((end = str_find((str){w->buf, w->n}, S("\r\n\r\n"))) == NOWHERE)
		if (more(w, 10000) <= 0)
			test_fail(__FILE__, __LINE__, "no answer; have \"%.*s\"", (int)w->n, w->buf);
	got.head = arena_copy(a, (str){w->buf, end + 2});
	taken(w, end + 4);
	CHECK(str_starts(got.head, S("HTTP/1.1 ")));
	CHECK_OK(str_int((str){got.head.p + 9, 3}, &status));
	got.status = (int)status;
	have = client_header(got, S("Content-Length"));
	if (have.n)
		CHECK_OK(str_int(have, &length));
	if (head_only || status == 304 || status == 100)
		length = 0;
	while (w->n < (size_t)length)
		if (more(w, 10000) <= 0)
			test_fail(__FILE__, __LINE__, "the body was cut");
	got.body = arena_copy(a, (str){w->buf, (size_t)length});
	taken(w, (size_t)length);
	return got;
}

bool
client_closed(struct wire *w, int ms)
{
	return !w->n && more(w, ms) == 0;
}

struct answer_got
client_get(struct arena *a, struct server *s, const char *path, const char *lines)
{
	struct wire *w = client_open(a, s);
	struct answer_got got;

	client_send(w, arena_fmt(a, "GET %s HTTP/1.1\r\nHost: a\r\n%s\r\n", path, lines));
	got = client_answer(a, w, false);
	close(w->fd);
	w->fd = -1;
	return got;
}

uint64_t
client_metric(struct arena *a, struct server *s, const char *name)
{
	struct buf b = buf_in(a, 65536);
	str line, rest, text;

	metrics_write(s, &b);
	CHECK_OK(buf_done(&b, &text));
	for (rest = text; str_split(&rest, '\n', &line);) {
		if (str_starts(line, str_of(name)) && line.p[strlen(name)] == ' ')
			return strtoull(line.p + strlen(name) + 1, NULL, 10);
	}
	test_fail(__FILE__, __LINE__, "no metric %s", name);
}
