/* server.c: the server over real sockets on 127.0.0.1.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/clock.h"
#include "base/sys/thread.h"
#include "http_client.h"

#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

TEST(server_answers_keeps_and_counts)
{
	struct server *s = client_server(a, &(struct server_config){0});
	struct answer_got one = client_get(a, s, "/page/7", "");
	struct answer_got two = client_get(a, s, "/page/7?utm_source=x", "");

	CHECK_INT(one.status, 200);
	CHECK_STR(two.body, one.body);
	CHECK_INT(client_made(), 1);
	CHECK_INT(client_metric(a, s, "djeli_cache_hits_total"), 1);
	server_heard(s, (struct change[]){{1, 8, 0}, {2, 0, 8}}, 2);
	client_get(a, s, "/page/7", "");
	CHECK_INT(client_made(), 1);
	server_heard(s, &(struct change){2, 0, 7}, 1);
	client_get(a, s, "/page/7", "");
	CHECK_INT(client_made(), 2);
	server_heard(s, NULL, 0);
	client_get(a, s, "/page/7", "");
	CHECK_INT(client_made(), 3);
	CHECK_INT(client_get(a, s, "/absent", "").status, 404);
	client_get(a, s, "/absent", "");
	CHECK_INT(client_made(), 5);
	server_stop(s);
}

TEST(server_page_ends_by_the_clock)
{
	struct server *s;

	clock_set(1000);
	s = client_server(a, &(struct server_config){0});
	CHECK_STR(client_get(a, s, "/until/1010", "").body, S("1"));
	clock_set(1009);
	CHECK_STR(client_get(a, s, "/until/1010", "").body, S("1"));
	clock_set(1010);
	CHECK_STR(client_get(a, s, "/until/1010", "").body, S("2"));
	CHECK_STR(client_get(a, s, "/until/1010", "").body, S("3"));
}

TEST(server_pipelines_in_order)
{
	struct server *s = client_server(a, &(struct server_config){0});
	struct wire *w = client_open(a, s);
	struct buf all = buf_in(a, 1 << 20);

	client_get(a, s, "/page/2", ""); /* hits and misses mixed */
	for (int i = 0; i < 50; i++)
		buf_fmt(&all, "GET /page/%d HTTP/1.1\r\nHost: a\r\n\r\n"
			"POST /echo?q=%d HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
			"Content-Type: application/x-www-form-urlencoded\r\n\r\na=%d", i, i, i % 10);
	client_send(w, buf_str(&all));
	for (int i = 0; i < 50; i++) {
		str body = client_answer(a, w, false).body;

		CHECK(str_starts(body, arena_fmt(a, "<p>page %d ", i)));
		body = client_answer(a, w, false).body;
		CHECK(str_starts(body, arena_fmt(a, "%d|/echo|%d|%d|a|3|127.0.0.1|0|", POST, i, i % 10)));
	}
}

struct flood {
	struct wire *w;
	_Atomic bool over;
};

/* Asks as fast as it can, and takes the answers, so that there is always more. */
static void
flood(void *arg)
{
	struct flood *f = arg;
	static const char one[] = "GET /page/1 HTTP/1.1\r\nHost: a\r\nIf-None-Match: *\r\n\r\n";
	char ask[(sizeof one - 1) * 1000], took[65536];
	size_t at = 0;

	for (size_t i = 0; i < sizeof ask; i++)
		ask[i] = one[i % (sizeof one - 1)];
	while (!atomic_load(&f->over)) {
		ssize_t n = send(f->w->fd, ask + at, sizeof ask - at, MSG_DONTWAIT | MSG_NOSIGNAL);

		at = n > 0 ? (at + (size_t)n) % sizeof ask : at;
		while (recv(f->w->fd, took, sizeof took, MSG_DONTWAIT) > 0)
			;
	}
}

TEST(server_one_client_cannot_keep_a_loop)
{
	struct server *s = client_server(a, &(struct server_config){0});
	struct flood f = {.w = client_open(a, s)};
	struct thread *t;
	int64_t began;

	client_get(a, s, "/page/1", "");
	CHECK_OK(thread_start(a, "flood", flood, &f, &t));
	poll(NULL, 0, 100);
	began = clock_ms();
	for (int i = 0; i < 20; i++)
		CHECK_INT(client_get(a, s, "/page/1", "").status, 200);
	began = clock_ms() - began;
	atomic_store(&f.over, true);
	thread_join(t);
	CHECK(began < 2000);
}

/* The same bytes, one at a time: nothing changes. */
TEST(server_takes_a_request_in_pieces)
{
	struct server *s = client_server(a, &(struct server_config){0});
	str bytes = S("POST /echo?q=1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
		"Content-Type: application/x-www-form-urlencoded\r\n\r\n2\r\na=\r\n4;x=y\r\nb%20\r\n0\r\n\r\n"
		"GET /echo HTTP/1.1\r\nHost: a\r\n\r\n");
	struct wire *w = client_open(a, s);

	for (size_t i = 0; i < bytes.n; i++) {
		client_send(w, str_upto(str_from(bytes, i), 1));
		if (i % 16 == 0)
			poll(NULL, 0, 1);
	}
	CHECK(str_starts(client_answer(a, w, false).body,
		arena_fmt(a, "%d|/echo|1|b |a|6|", POST)));
	CHECK(str_starts(client_answer(a, w, false).body, arena_fmt(a, "%d|/echo|||a|0|", GET)));
}

TEST(server_conditions_and_codings)
{
	struct server *s = client_server(a, &(struct server_config){
		.security_policy = S("default-src 'none'")});
	struct answer_got plain = client_get(a, s, "/page/1", ""), got;
	str tag = client_header(plain, S("ETag")), date = client_header(plain, S("Last-Modified"));

	CHECK(tag.n && date.n);
	CHECK_STR(client_header(plain, S("Vary")), S("Accept-Encoding"));
	CHECK_STR(client_header(plain, S("Cache-Control")), S("no-cache"));
	CHECK_STR(client_header(plain, S("Content-Security-Policy")), S("default-src 'none'"));
	CHECK_STR(client_header(plain, S("X-Content-Type-Options")), S("nosniff"));
	CHECK_STR(client_header(plain, S("Referrer-Policy")), S("strict-origin-when-cross-origin"));
	got = client_get(a, s, "/page/1", arena_fmt(a, "If-None-Match: \"x\", W/%.*s\r\n", SARG(tag)).p);
	CHECK_INT(got.status, 304);
	CHECK_STR(client_header(got, S("ETag")), tag);
	CHECK_STR(client_header(got, S("Vary")), S("Accept-Encoding"));
	CHECK(!client_header(got, S("Content-Length")).p);
	got = client_get(a, s, "/page/1", arena_fmt(a, "If-Modified-Since: %.*s\r\n", SARG(date)).p);
	CHECK_INT(got.status, 304);
	/* The tag rules over the date. */
	got = client_get(a, s, "/page/1", arena_fmt(a, "If-Modified-Since: %.*s\r\n"
		"If-None-Match: \"x\"\r\n", SARG(date)).p);
	CHECK_INT(got.status, 200);
	got = client_get(a, s, "/page/1", "Accept-Encoding: gzip, br\r\n");
	CHECK_STR(client_header(got, S("Content-Encoding")), S("br"));
	CHECK(got.body.n < plain.body.n);
	CHECK(!str_eq(client_header(got, S("ETag")), tag));
	got = client_get(a, s, "/page/1", "Accept-Encoding: gzip\r\n");
	CHECK_STR(client_header(got, S("Content-Encoding")), S("gzip"));
	CHECK_INT(client_made(), 1);
}

TEST(server_head_is_get_without_body)
{
	struct server *s = client_server(a, &(struct server_config){0});
	struct answer_got get = client_get(a, s, "/page/1", ""), head;
	struct wire *w = client_open(a, s);

	for (int i = 0; i < 2; i++) {
		client_send(w, S("HEAD /page/1 HTTP/1.1\r\nHost: a\r\n\r\n"));
		head = client_answer(a, w, true);
		CHECK_INT(head.status, 200);
		CHECK_STR(client_header(head, S("ETag")), client_header(get, S("ETag")));
		CHECK_STR(client_header(head, S("Content-Length")),
			client_header(get, S("Content-Length")));
	}
	CHECK_INT(client_made(), 1);
}

TEST(server_methods_and_addresses)
{
	struct server *s = client_server(a, &(struct server_config){0});
	struct answer_got got;
	struct wire *w = client_open(a, s);

	client_send(w, S("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"));
	got = client_answer(a, w, false);
	CHECK_INT(got.status, 204);
	CHECK_STR(client_header(got, S("Allow")), S("GET, HEAD, POST, OPTIONS"));
	client_send(w, S("BREW /no/such/page/at/all/here HTTP/1.1\r\nHost: a\r\n\r\n"));
	got = client_answer(a, w, false);
	CHECK_INT(got.status, 404);
	client_send(w, S("BREW /page/7 HTTP/1.1\r\nHost: a\r\n\r\n"));
	got = client_answer(a, w, false);
	CHECK_INT(got.status, 405);
	CHECK_STR(client_header(got, S("Allow")), S("GET, HEAD, OPTIONS"));
	got = client_get(a, s, "//page/./x/../7?b=c", "");
	CHECK_INT(got.status, 301);
	CHECK_STR(client_header(got, S("Location")), S("/page/7?b=c"));
	got = client_get(a, s, "//evil.example/%5C%0d", "");
	CHECK_INT(got.status, 400);
	got = client_get(a, s, "//evil.example/", "");
	CHECK_STR(client_header(got, S("Location")), S("/evil.example/"));
	CHECK_INT(client_get(a, s, "/%00", "").status, 400);
	CHECK_INT(client_get(a, s, "http://a/page/7", "").status, 200);
	CHECK_INT(client_get(a, s, "/split", "").status, 500);
	got = client_get(a, s, "/greedy", "");
	CHECK_INT(got.status, 413);
}

TEST(server_ranges_of_files)
{
	struct server *s = client_server(a, &(struct server_config){0});
	str folder = test_folder(a), path = arena_fmt(a, "%.*s/f", SARG(folder));
	const char *url = arena_fmt(a, "/file?f=%.*s", SARG(path)).p;
	struct answer_got got;
	str tag;
	int fd = open(path.p, O_CREAT | O_WRONLY, 0600);

	for (int i = 0; i < 100000; i++)
		CHECK(write(fd, "0123456789", 10) == 10);
	close(fd);
	got = client_get(a, s, url, "");
	CHECK_INT(got.body.n, 1000000);
	CHECK_STR(client_header(got, S("Accept-Ranges")), S("bytes"));
	CHECK(str_find(client_header(got, S("Cache-Control")), S("immutable")) != NOWHERE);
	tag = client_header(got, S("ETag"));
	got = client_get(a, s, url, "Range: bytes=999995-\r\n");
	CHECK_INT(got.status, 206);
	CHECK_STR(got.body, S("56789"));
	CHECK_STR(client_header(got, S("Content-Range")), S("bytes 999995-999999/1000000"));
	got = client_get(a, s, url, "Range: bytes=1000000-\r\n");
	CHECK_INT(got.status, 416);
	CHECK_STR(client_header(got, S("Content-Range")), S("bytes */1000000"));
	got = client_get(a, s, url, arena_fmt(a, "Range: bytes=1-2\r\nIf-Range: %.*s\r\n", SARG(tag)).p);
	CHECK_INT(got.status, 206);
	got = client_get(a, s, url, "Range: bytes=1-2\r\nIf-Range: \"x\"\r\n");
	CHECK_INT(got.status, 200);
	got = client_get(a, s, url, arena_fmt(a, "If-None-Match: %.*s\r\n", SARG(tag)).p);
	CHECK_INT(got.status, 304);
	got = client_get(a, s, "/file?f=/etc/no-such-file", "");
	CHECK_INT(got.status, 404);
	got = client_get(a, s, "/file?f=/dev/zero", "");
	CHECK_INT(got.status, 404);
}

static int
post(struct arena *a, struct server *s, size_t n, bool chunked)
{
	struct wire *w = client_open(a, s);
	struct buf b = buf_in(a, 1 << 20);

	buf_add(&b, S("POST /echo HTTP/1.1\r\nHost: a\r\n"));
	if (chunked)
		buf_fmt(&b, "Transfer-Encoding: chunked\r\n\r\n%zx\r\n", n);
	else
		buf_fmt(&b, "Content-Length: %zu\r\n\r\n", n);
	for (size_t i = 0; i < n; i++)
		buf_char(&b, 'x');
	if (chunked)
		buf_add(&b, S("\r\n0\r\n\r\n"));
	client_send(w, buf_str(&b));
	return client_answer(a, w, false).status;
}

TEST(server_body_limit)
{
	struct server *s = client_server(a, &(struct server_config){.body_max = 5000});
	struct wire *w = client_open(a, s);

	CHECK_INT(post(a, s, 5000, false), 200);
	CHECK_INT(post(a, s, 5001, false), 413);
	CHECK_INT(post(a, s, 5000, true), 200);
	CHECK_INT(post(a, s, 5001, true), 413);
	client_send(w, S("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n"
		"Expect: 100-continue\r\n\r\n"));
	CHECK_INT(client_answer(a, w, false).status, 100);
	client_send(w, S("abcd"));
	CHECK_INT(client_answer(a, w, false).status, 200);
	client_send(w, S("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5001\r\n"
		"Expect: 100-continue\r\n\r\n"));
	CHECK_INT(client_answer(a, w, false).status, 413);
	CHECK(client_closed(w, 3000));
}

TEST(server_memory_of_bodies)
{
	struct server *s = client_server(a, &(struct server_config){.limit = {.bodies = 5000}});
	struct wire *w = client_open(a, s);

	CHECK_INT(post(a, s, 5000, false), 200);
	CHECK_INT(post(a, s, 5001, false), 503);
	/* What one holds, another does not get; and it comes back. */
	client_send(w, S("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3000\r\n"
		"Expect: 100-continue\r\n\r\n"));
	CHECK_INT(client_answer(a, w, false).status, 100);
	client_send(w, (str){NEW(a, char, 2000), 2000});
	poll(NULL, 0, 100);
	CHECK_INT(post(a, s, 4000, true), 503);
	close(w->fd);
	w->fd = -1;
	poll(NULL, 0, 100);
	CHECK_INT(post(a, s, 4000, true), 200);
}

TEST(server_frees_the_slow)
{
	struct server *s = client_server(a, &(struct server_config){
		.limit = {.head_ms = 300, .idle_ms = 300, .grace_ms = 300, .send_rate = 1 << 30}});
	struct wire *drip = client_open(a, s), *mute = client_open(a, s), *idle = client_open(a, s);
	struct wire *body = client_open(a, s), *deaf = client_open(a, s);
	int64_t begun = clock_ms();

	client_send(idle, S("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n"));
	client_answer(a, idle, false);
	client_send(body, S("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc"));
	for (int i = 0; i < 30; i++)
		client_send(deaf, S("GET /big HTTP/1.1\r\nHost: a\r\n\r\n"));
	/* A byte now and then does not move the deadline. */
	client_send(drip, S("GET / HTTP/1.1\r\nHost: a\r\nX: "));
	while (clock_ms() - begun < 2000 && client_metric(a, s, "djeli_http_timeouts_total") < 2) {
		client_send(drip, S("x"));
		poll(NULL, 0, 20);
	}
	CHECK(clock_ms() - begun < 1500);
	CHECK_INT(client_answer(a, body, false).status, 408);
	CHECK(client_closed(mute, 1500));
	CHECK(client_closed(idle, 1500));
	close(drip->fd), close(body->fd);
	drip->fd = body->fd = -1;
	for (int i = 0; i < 100 && client_metric(a, s, "djeli_http_connections"); i++)
		poll(NULL, 0, 50);
	CHECK_INT(client_metric(a, s, "djeli_http_connections"), 0);
}

static struct wire *
ask(struct arena *a, struct server *s, const char *path)
{
	struct wire *w = client_open(a, s);

	client_send(w, arena_fmt(a, "GET %s HTTP/1.1\r\nHost: a\r\n\r\n", path));
	return w;
}

static void
wait_for(struct arena *a, struct server *s, const char *metric, uint64_t n)
{
	for (int i = 0; i < 400 && client_metric(a, s, metric) != n; i++)
		poll(NULL, 0, 5);
	CHECK_INT(client_metric(a, s, metric), n);
}

TEST(server_full_queue_is_said)
{
	struct server *s = client_server(a, &(struct server_config){.workers = 1,
		.queue = 1});
	struct wire *one = ask(a, s, "/slow/1"), *two;
	struct answer_got got;

	while (!client_made())
		poll(NULL, 0, 5);
	two = ask(a, s, "/slow/2");
	wait_for(a, s, "djeli_http_queue", 1);
	got = client_get(a, s, "/slow/3", "");
	CHECK_INT(got.status, 503);
	CHECK(client_header(got, S("Retry-After")).n);
	client_let_go();
	CHECK_INT(client_answer(a, one, false).status, 200);
	CHECK_INT(client_answer(a, two, false).status, 200);
	CHECK_INT(client_made(), 2);
}

TEST(server_drops_the_work_of_who_left)
{
	struct server *s = client_server(a, &(struct server_config){.workers = 1});
	struct wire *one = ask(a, s, "/slow/1"), *two;
	struct linger reset = {1, 0};

	while (!client_made())
		poll(NULL, 0, 5);
	two = ask(a, s, "/slow/2");
	wait_for(a, s, "djeli_http_queue", 1);
	setsockopt(two->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
	close(two->fd);
	two->fd = -1;
	wait_for(a, s, "djeli_http_connections", 1);
	client_let_go();
	CHECK_INT(client_answer(a, one, false).status, 200);
	wait_for(a, s, "djeli_http_left_total", 1);
	CHECK_INT(client_made(), 1);
}

TEST(server_makes_a_page_once_for_many)
{
	struct server *s = client_server(a, &(struct server_config){0});
	struct wire *w[8];

	for (size_t i = 0; i < LENGTH(w); i++)
		w[i] = ask(a, s, "/slow/kept");
	wait_for(a, s, "djeli_http_connections", LENGTH(w));
	/* One worker renders, the other has found that it may wait. */
	wait_for(a, s, "djeli_cache_coalesced_total", LENGTH(w) - 1);
	client_let_go();
	for (size_t i = 0; i < LENGTH(w); i++)
		CHECK_INT(client_answer(a, w[i], false).status, 200);
	CHECK_INT(client_made(), 1);
}

TEST(server_who_waited_for_a_page_that_is_not_kept_gets_his_own)
{
	struct server *s = client_server(a, &(struct server_config){0});
	struct wire *w[4];

	for (size_t i = 0; i < LENGTH(w); i++)
		w[i] = ask(a, s, "/slow/private");
	wait_for(a, s, "djeli_cache_coalesced_total", LENGTH(w) - 1);
	client_let_go();
	for (size_t i = 0; i < LENGTH(w); i++)
		CHECK_INT(client_answer(a, w[i], false).status, 200);
	CHECK_INT(client_made(), LENGTH(w));
}

/* The change arrives while the page is made: it is sent, and not kept. */
TEST(server_cache_race)
{
	struct server *s = client_server(a, &(struct server_config){0});
	struct wire *w = ask(a, s, "/slow/kept");

	while (!client_made())
		poll(NULL, 0, 5);
	server_heard(s, NULL, 0);
	client_let_go();
	CHECK_INT(client_answer(a, w, false).status, 200);
	CHECK_INT(client_metric(a, s, "djeli_cache_refused_total"), 1);
	client_get(a, s, "/slow/kept", "");
	CHECK_INT(client_made(), 2);
	client_get(a, s, "/slow/kept", "");
	CHECK_INT(client_made(), 2);
}

static bool
is_slow(str path)
{
	return str_starts(path, S("/slow"));
}

TEST(server_slow_lane_leaves_the_others_alone)
{
	struct server *s = client_server(a, &(struct server_config){.workers = 1, .slow = is_slow});
	struct wire *w[4];

	for (int i = 0; i < 4; i++)
		w[i] = ask(a, s, arena_fmt(a, "/slow/%d", i).p);
	wait_for(a, s, "djeli_http_slow_queue", 2);
	CHECK_INT(client_get(a, s, "/echo", "").status, 200);
	client_let_go();
	for (int i = 0; i < 4; i++)
		CHECK_INT(client_answer(a, w[i], false).status, 200);
}

TEST(server_too_many_connections)
{
	struct server *s = client_server(a, &(struct server_config){.limit = {.connections = 3}});
	struct wire *w[4];

	for (int i = 0; i < 3; i++) {
		w[i] = ask(a, s, "/echo");
		CHECK_INT(client_answer(a, w[i], false).status, 200);
	}
	w[3] = ask(a, s, "/echo");
	CHECK_INT(client_answer(a, w[3], false).status, 503);
	CHECK(client_closed(w[3], 3000));
	client_send(w[0], S("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n"));
	CHECK_INT(client_answer(a, w[0], false).status, 200);
}

static void
stop(void *s)
{
	server_stop(s);
}

TEST(server_stops_cleanly)
{
	struct server *s = client_server(a, &(struct server_config){.loops = 2});
	struct wire *working = ask(a, s, "/slow/1"), *idle = ask(a, s, "/echo"), *fresh;
	struct thread *t;

	client_answer(a, idle, false);
	while (client_made() < 2)
		poll(NULL, 0, 5);
	fresh = client_open(a, s);
	wait_for(a, s, "djeli_http_connections", 3);
	CHECK_OK(thread_start(a, "stop", stop, s, &t));
	CHECK(client_closed(idle, 2000));
	/* Accepted and heard of only now: still answered. */
	client_send(fresh, S("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n"));
	CHECK_INT(client_answer(a, fresh, false).status, 200);
	CHECK(client_closed(fresh, 3000));
	client_let_go();
	CHECK_INT(client_answer(a, working, false).status, 200);
	close(working->fd);
	working->fd = -1;
	thread_join(t);
}

TEST(server_trusts_only_its_proxies)
{
	const char *lines = "X-Forwarded-For: 6.6.6.6, 9.8.7.6\r\nX-Forwarded-Proto: https\r\n";
	struct server *s = client_server(a, &(struct server_config){0});

	CHECK(str_find(client_get(a, s, "/echo", lines).body, S("|127.0.0.1|0|")) != NOWHERE);
	server_stop(s);
	s = client_server(a, &(struct server_config){.trusted_proxies = S("127.0.0.0/8")});
	CHECK(str_find(client_get(a, s, "/echo", lines).body, S("|9.8.7.6|1|")) != NOWHERE);
}

TEST(server_remembers_who_got_a_page)
{
	struct server *s = client_server(a, &(struct server_config){0});

	CHECK(str_ends(client_get(a, s, "/echo", "User-Agent: x\r\n").body, S("|0")));
	client_get(a, s, "/page/1", "User-Agent: x\r\n");
	CHECK(str_ends(client_get(a, s, "/echo", "User-Agent: x\r\n").body, S("|1")));
	CHECK(str_ends(client_get(a, s, "/echo", "User-Agent: y\r\n").body, S("|0")));
	client_get(a, s, "/page/1", "User-Agent: y\r\n"); /* a hit counts as well */
	CHECK(str_ends(client_get(a, s, "/echo", "User-Agent: y\r\n").body, S("|1")));
}

TEST(server_log_tells_no_secrets)
{
	str folder = test_folder(a), path = arena_fmt(a, "%.*s/log", SARG(folder)), text;
	struct server *s = client_server(a, &(struct server_config){.access_log = path});
	struct arena *other = arena_new(1 << 20);

	client_get(a, s, "/echo?q=secret", "User-Agent: a\"b\r\nReferer: http://x/?q=secret\r\n");
	server_stop(s);
	arena_end(other);
	for (int i = 0; i < 100; i++) {
		text = test_file(a, path.p);
		if (text.n)
			break;
		poll(NULL, 0, 10);
	}
	CHECK(str_starts(text, S("127.0.0.0 - - [")));
	CHECK(str_find(text, S("\"GET /echo HTTP/1.1\" 200 ")) != NOWHERE);
	CHECK(str_find(text, S("\"http://x/\" \"a\\x22b\" ")) != NOWHERE);
	CHECK(str_find(text, S("secret")) == NOWHERE);
}

TEST(server_http_1_0)
{
	struct server *s = client_server(a, &(struct server_config){0});
	struct wire *w = client_open(a, s);

	client_send(w, S("GET /page/1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
	CHECK_STR(client_header(client_answer(a, w, false), S("Connection")), S("keep-alive"));
	client_send(w, S("GET /page/1 HTTP/1.0\r\n\r\n"));
	CHECK_STR(client_header(client_answer(a, w, false), S("Connection")), S("close"));
	CHECK(client_closed(w, 3000));
	CHECK_ERR(server_start(a, &(struct server_config){.listen = S("nowhere")}, &s), E_INPUT);
}
