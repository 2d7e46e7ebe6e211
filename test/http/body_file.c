/* spill.c: an address that takes more than others, from who may send it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/hash.h"
#include "http/server/serve.h"
#include "net/loop.h"
#include "http_client.h"

#include <poll.h>
#include <stdio.h>
#include <unistd.h>

enum { SMALL = 5000, LARGE = 300000 };
static _Atomic int asked;

static size_t
limit(str path)
{
	return str_eq(path, S("/desk/up")) ? LARGE : 0;
}

/* The length of what came, and its hash. */
static void
handle(struct exchange *c)
{
	c->reply.type = S("text/plain");
	c->reply.body = arena_fmt(c->a, "%zu %.*s", c->req->body.n, SARG(hash_hex(c->a, c->req->body)));
}

/* Of whoever says so: "who=me" may, "who=slow" after a while, others are told what they are. */
static bool
may_send(struct exchange *c)
{
	str cookie = request_header(c->req, S("Cookie"));

	atomic_fetch_add(&asked, 1);
	if (str_find(cookie, S("who=slow")) != NOWHERE)
		poll(NULL, 0, 150);
	if (str_find(cookie, S("who=slow")) != NOWHERE || str_find(cookie, S("who=me")) != NOWHERE)
		return true;
	c->reply.status = 403;
	c->reply.type = S("text/plain");
	c->reply.body = S("not you");
	return false;
}

static struct server_config
config(struct arena *a)
{
	return (struct server_config){.handle = handle, .body_max = SMALL, .body_limit = limit,
		.may_send = may_send, .body_cookie = S("who"), .body_folder = test_folder(a)};
}

static str
bytes_of(struct arena *a, size_t n)
{
	char *p = NEW(a, char, n);

	for (size_t i = 0; i < n; i++)
		p[i] = (char)(i * 31 + i / 253);
	return (str){p, n};
}

static struct answer_got
post(struct arena *a, struct server *s, const char *path, const char *lines, size_t n, bool chunked)
{
	struct wire *w = client_open(a, s);
	struct buf b = buf_in(a, 1 << 20);
	str bytes = bytes_of(a, n);

	buf_fmt(&b, "POST %s HTTP/1.1\r\nHost: a\r\n%s", path, lines);
	if (chunked)
		buf_fmt(&b, "Transfer-Encoding: chunked\r\n\r\n");
	else
		buf_fmt(&b, "Content-Length: %zu\r\n\r\n", n);
	for (str rest = bytes; chunked && rest.n; rest = str_from(rest, 7000)) {
		buf_fmt(&b, "%zx\r\n", str_upto(rest, 7000).n);
		buf_add(&b, str_upto(rest, 7000));
		buf_add(&b, S("\r\n"));
	}
	buf_add(&b, chunked ? S("0\r\n\r\n") : bytes);
	client_send(w, buf_str(&b));
	return client_answer(a, w, false);
}

TEST(spill_takes_more_from_who_may_send_it)
{
	struct server_config k = config(a);
	struct server *s = client_server(a, &k);
	const char *cookie = "Cookie: x=1; who=me\r\n";

	for (int chunked = 0; chunked < 2; chunked++) {
		static const size_t sizes[] = {1, SMALL, SMALL + 1, 100000, LARGE};

		for (size_t i = 0; i < LENGTH(sizes); i++) {
			struct answer_got got = post(a, s, "/desk/up", cookie, sizes[i], chunked);

			CHECK_INT(got.status, 200);
			CHECK_STR(got.body, arena_fmt(a, "%zu %.*s", sizes[i],
				SARG(hash_hex(a, bytes_of(a, sizes[i])))));
		}
		CHECK_INT(post(a, s, "/desk/up", cookie, LARGE + 1, chunked).status, 413);
		CHECK_INT(post(a, s, "/desk/up", "", SMALL + 1, chunked).status, 401);
		CHECK_INT(post(a, s, "/desk/up", "Cookie: who2=me\r\n", SMALL + 1, chunked).status, 401);
		CHECK_INT(post(a, s, "/other", cookie, SMALL + 1, chunked).status, 413);
		CHECK_INT(post(a, s, "/other", cookie, SMALL, chunked).status, 200);
	}
}

/* What is in files at this moment. */
static size_t
lying(struct server *s)
{
	return atomic_load(&s->net->in_files) + atomic_load(&s->net->bodies);
}

/* Room is given back a moment after the answer is out. */
static bool
is_empty(struct server *s)
{
	for (int i = 0; i < 500 && lying(s); i++)
		poll(NULL, 0, 10);
	return lying(s) == 0;
}

/* Only the head is sent: the answer comes all the same, and the connection ends. */
static void
refused(struct arena *a, struct server *s, const char *lines, int status)
{
	struct wire *w = client_open(a, s);

	client_send(w, arena_fmt(a, "POST /desk/up HTTP/1.1\r\nHost: a\r\n%s\r\n", lines));
	CHECK_INT(client_answer(a, w, false).status, status);
	CHECK(is_empty(s));
	/* who goes on sending is not listened to */
	client_send(w, bytes_of(a, 1000));
	CHECK(client_closed(w, 4000));
}

TEST(spill_asks_before_it_reads)
{
	struct server_config k = config(a);
	struct server *s = client_server(a, &k);
	struct wire *w;

	atomic_store(&asked, 0);
	refused(a, s, "Content-Length: 200000\r\n", 401);
	refused(a, s, "Content-Length: 200000\r\nCookie: x=who=me\r\n", 401);
	refused(a, s, "Transfer-Encoding: chunked\r\n", 401);
	refused(a, s, "Content-Length: 400000\r\nCookie: who=me\r\n", 413);
	CHECK_INT(atomic_load(&asked), 0);
	refused(a, s, "Content-Length: 200000\r\nCookie: who=nobody\r\n", 403);
	refused(a, s, "Transfer-Encoding: chunked\r\nCookie: who=nobody\r\n", 403);
	refused(a, s, "Content-Length: 200000\r\nExpect: 100-continue\r\nCookie: who=nobody\r\n", 403);
	CHECK_INT(atomic_load(&asked), 3);
	/* what is small is asked about by nobody: it is read like any other */
	CHECK_INT(post(a, s, "/desk/up", "Cookie: who=nobody\r\n", SMALL, false).status, 200);
	CHECK_INT(atomic_load(&asked), 3);
	/* nothing of a body that came early is lost while a worker looks */
	CHECK_INT(post(a, s, "/desk/up", "Cookie: who=slow\r\n", 250000, false).status, 200);
	CHECK_INT(post(a, s, "/desk/up", "Cookie: who=slow\r\n", 250000, true).status, 200);
	/* who goes away meanwhile leaves nothing */
	w = client_open(a, s);
	client_send(w, S("POST /desk/up HTTP/1.1\r\nHost: a\r\nCookie: who=slow\r\nContent-Length: 200000\r\n\r\n"));
	close(w->fd);
	w->fd = -1;
	CHECK(is_empty(s));
	CHECK_INT(post(a, s, "/desk/up", "Cookie: who=me\r\n", 200000, false).status, 200);
	CHECK(is_empty(s));
}

TEST(spill_is_bounded_and_comes_back)
{
	struct server_config k = config(a);
	struct server *s;
	struct wire *w;

	k.limit.body_files = 200000;
	s = client_server(a, &k);
	CHECK_INT(post(a, s, "/desk/up", "Cookie: who=me\r\n", 200000, false).status, 200);
	CHECK_INT(post(a, s, "/desk/up", "Cookie: who=me\r\n", 200001, false).status, 503);
	w = client_open(a, s);
	client_send(w, S("POST /desk/up HTTP/1.1\r\nHost: a\r\nCookie: who=me\r\nContent-Length: 150000\r\n"
		"Expect: 100-continue\r\n\r\n"));
	CHECK_INT(client_answer(a, w, false).status, 100);
	client_send(w, bytes_of(a, 120000));
	poll(NULL, 0, 100);
	CHECK_INT(post(a, s, "/desk/up", "Cookie: who=me\r\n", 100000, false).status, 503);
	CHECK_INT(post(a, s, "/desk/up", "Cookie: who=me\r\n", SMALL, false).status, 200);
	close(w->fd);
	w->fd = -1;
	poll(NULL, 0, 100);
	CHECK_INT(post(a, s, "/desk/up", "Cookie: who=me\r\n", 100000, false).status, 200);
}

TEST(spill_without_a_folder_is_not_now)
{
	struct server_config k = config(a);
	struct server *s;

	k.body_folder = S("/nowhere/at/all");
	s = client_server(a, &k);
	CHECK_INT(post(a, s, "/desk/up", "Cookie: who=me\r\n", SMALL + 1, false).status, 503);
	CHECK_INT(post(a, s, "/desk/up", "Cookie: who=me\r\n", SMALL, false).status, 200);
}
