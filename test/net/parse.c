/* parse.c: heads and chunks: what is refused, the limits at n and n + 1,
 * and that pieces do not matter.
 * SPDX-License-Identifier: Apache-2.0 */
#include "net/parse.h"
#include "test.h"

#include <sys/wait.h>
#include <stdio.h>
#include <stdlib.h>
#include <dirent.h>

/* What became of some bytes: the head, then the chunks if it has any. */
struct verdict {
	enum parse_step head, body;
	int status;
	size_t used, content;
};

/* Fed up to `cut` first, then all; every: byte by byte. */
static struct verdict
judge(str s, size_t cut, bool every)
{
	struct parse_head h = {0};
	struct parse_chunks c = {0};
	struct verdict v = {0};
	size_t have = every ? 0 : cut, at, used;
	str data;

	for (;;) {
		v.head = parse_head(&h, s.p, have);
		if (v.head != PARSE_MORE || have == s.n)
			break;
		have = every ? have + 1 : s.n;
	}
	v.status = h.status;
	if (v.head != PARSE_DONE)
		return v;
	v.used = at = h.at;
	have = have < at ? at : have;
	while (h.chunked && v.body == PARSE_MORE) {
		v.body = parse_chunks(&c, (str){s.p + at, have - at}, &used, &data);
		at += used;
		v.content += data.n;
		if (at < have || v.body != PARSE_MORE)
			continue;
		if (have == s.n)
			break;
		have = every ? have + 1 : s.n;
	}
	v.used = at;
	return v;
}

static void
check_same(struct verdict v, struct verdict w)
{
	CHECK_INT(w.head, v.head);
	CHECK_INT(w.status, v.status);
	CHECK_INT(w.body, v.body);
	CHECK_INT(w.content, v.content);
	if (v.head == PARSE_DONE && v.body != PARSE_BAD)
		CHECK_INT(w.used, v.used);
}

static struct verdict
judge_all_ways(str s)
{
	struct verdict v = judge(s, s.n, false);

	check_same(v, judge(s, 0, true));
	for (size_t cut = 0; cut < s.n; cut++)
		check_same(v, judge(s, cut, false));
	return v;
}

TEST(http_parse_refuses)
{
	static const struct {
		int status;
		const char *bytes;
	} cases[] = {
		{400, "GET / HTTP/1.1\r\n\r\n"},
		{400, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"},
		{400, "GET / HTTP/1.1\r\nHost:\r\n\r\n"},
		{400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"},
		{400, "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n"},
		{400, "GET / HTTP/1.1\r\nHost: a:x\r\n\r\n"},
		{400, "GET / HTTP/1.1\r\nHost : a\r\n\r\n"},
		{400, "GET / HTTP/1.1\r\nHost: a\r\nA: b\r\n c\r\n\r\n"},
		{400, "GET / HTTP/1.1\r\n Host: a\r\n\r\n"},
		{400, "GET / HTTP/1.1\nHost: a\r\n\r\n"},
		{400, "GET / HTTP/1.1\r\nHost: a\nA: b\r\n\r\n"},
		{400, "GET / HTTP/1.1\r\nHost: a\r\n\n"},
		{400, "GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n"},
		{400, "GET / HTTP/1.1\r\nHost: a\r\nA: \x01\r\n\r\n"},
		{400, "GET / HTTP/1.1\r\nHost: a\r\nA: \x7f\r\n\r\n"},
		{400, "GET / HTTP/1.1\r\nHost: a\r\nA(: b\r\n\r\n"},
		{400, "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n"},
		{400, "GET / HTTP/1.1\r\nHost: a\r\nAb\r\n\r\n"},
		{400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"},
		{400, "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"},
		{400, " GET / HTTP/1.1\r\nHost: a\r\n\r\n"},
		{400, "GET /\r\nHost: a\r\n\r\n"},
		{400, "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n"},
		{400, "GET /\x80 HTTP/1.1\r\nHost: a\r\n\r\n"},
		{400, "GET a HTTP/1.1\r\nHost: a\r\n\r\n"},
		{400, "GET * HTTP/1.1\r\nHost: a\r\n\r\n"},
		{400, "GET http:///a HTTP/1.1\r\nHost: a\r\n\r\n"},
		{400, "GET / http/1.1\r\nHost: a\r\n\r\n"},
		{400, "G@T / HTTP/1.1\r\nHost: a\r\n\r\n"},
		{400, "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"},
		{505, "GET / HTTP/1.2\r\nHost: a\r\n\r\n"},
		{505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"},
		{501, "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n"},
		{400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n"
			"Transfer-Encoding: chunked\r\n\r\n"},
		{400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
			"Content-Length: 1\r\n\r\n"},
		{400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n"
			"Content-Length: 1\r\n\r\n"},
		{400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n"},
		{400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n"},
		{400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"},
		{400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\n"},
		{400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n"},
		{400, "POST / HTTP/1.1\r\nHost: a\r\n"
			"Content-Length: 1000000000000000000\r\n\r\n"},
		{501, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"},
		{501, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n"},
		{501, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \"chunked\"\r\n\r\n"},
		{400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
			"Transfer-Encoding: chunked\r\n\r\n"},
		{400, "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"},
		{417, "POST / HTTP/1.1\r\nHost: a\r\nExpect: cake\r\n\r\n"},
	};

	(void)a;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct verdict v = judge_all_ways(str_of(cases[i].bytes));

		if (v.head != PARSE_BAD || v.status != cases[i].status)
			test_fail(__FILE__, __LINE__, "%d for %s", v.status, cases[i].bytes);
	}
	CHECK_INT(judge(S("GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n"), 0, true).status, 400);
}

TEST(http_parse_takes)
{
	static const char *const cases[] = {
		"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
		"\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
		"GET / HTTP/1.0\r\n\r\n",
		"GET /a?b=c|d HTTP/1.1\r\nHost: [::1]:80\r\nA:\r\nB: \t x \xe9 \r\n\r\n",
		"GET http://a.b/c HTTP/1.1\r\nHost: other\r\n\r\n",
		"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
		"PATCH / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n",
		("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
		"3;a=\"b c\"\r\nabc\r\n00A\r\n0123456789\r\n0\r\nX: y\r\nZ:\r\n\r\n"),
	};

	(void)a;
	for (size_t i = 0; i < LENGTH(cases); i++)
		if (judge_all_ways(str_of(cases[i])).head != PARSE_DONE)
			test_fail(__FILE__, __LINE__, "refused: %s", cases[i]);
	CHECK_INT(judge(str_of(cases[LENGTH(cases) - 1]), 0, true).content, 13);
	CHECK_INT(judge(str_of(cases[LENGTH(cases) - 1]), 0, true).body, PARSE_DONE);
}

TEST(http_parse_says_what_it_read)
{
	str s = S("HEAD http://a.b:8/c?d=e HTTP/1.1\r\nHost: other\r\nConnection: foo, Close\r\n"
		"Accept-Encoding: br\r\nexpect: 100-Continue\r\ncontent-length: 12\r\n\r\nrest");
	struct parse_head h = {0};

	(void)a;
	CHECK_INT(parse_head(&h, s.p, s.n), PARSE_DONE);
	CHECK_INT(h.at, s.n - 4);
	CHECK_INT(h.method, HEAD);
	CHECK_STR(parse_target(&h, s.p), S("/c?d=e"));
	CHECK_STR(parse_str(s.p, h.host), S("a.b:8"));
	CHECK_STR(parse_known(&h, s.p, KNOWN_ACCEPT_ENCODING), S("br"));
	CHECK(h.close && h.expect && !h.chunked);
	CHECK_INT(h.length, 12);
	CHECK(!parse_known(&h, s.p, KNOWN_RANGE).p);
}

/* n bytes of 'a' between two pieces */
static struct verdict
padded(struct arena *a, const char *before, size_t n, const char *after)
{
	struct buf b = buf_in(a, 1 << 20);

	buf_add(&b, str_of(before));
	for (size_t i = 0; i < n; i++)
		buf_char(&b, 'a');
	buf_add(&b, str_of(after));
	check_same(judge(buf_str(&b), b.n, false), judge(buf_str(&b), 0, true));
	return judge(buf_str(&b), b.n, false);
}

static struct verdict
many_headers(struct arena *a, int n)
{
	struct buf b = buf_in(a, 1 << 20);

	buf_add(&b, S("GET / HTTP/1.1\r\nHost: a\r\n"));
	for (int i = 1; i < n; i++)
		buf_add(&b, S("A: b\r\n"));
	buf_add(&b, S("\r\n"));
	return judge(buf_str(&b), b.n, false);
}

TEST(http_parse_limits)
{
	const char *get = "GET /", *end = " HTTP/1.1\r\nHost: a\r\n\r\n";
	const char *host = "GET / HTTP/1.1\r\nHost: a\r\nX: ", *tail = "\r\n\r\n";
	size_t rest = strlen(host) + 4;

	CHECK_INT(padded(a, get, PARSE_URL_MAX - 1, end).head, PARSE_DONE);
	CHECK_INT(padded(a, get, PARSE_URL_MAX, end).status, 414);
	/* A line of the greatest length is read, and then its address is too long. */
	CHECK_INT(padded(a, get, PARSE_LINE_MAX - 16, end).status, 414);
	CHECK_INT(padded(a, "GET / ", PARSE_LINE_MAX - 8, "\r\n").status, 400);
	CHECK_INT(padded(a, "GET / ", PARSE_LINE_MAX - 7, "\r\n").status, 414);
	CHECK_INT(padded(a, host, PARSE_HEAD_MAX - rest, tail).head, PARSE_DONE);
	CHECK_INT(padded(a, host, PARSE_HEAD_MAX - rest + 1, tail).status, 431);
	CHECK_INT(many_headers(a, PARSE_HEADERS_MAX).head, PARSE_DONE);
	CHECK_INT(many_headers(a, PARSE_HEADERS_MAX + 1).status, 431);
	CHECK_INT(padded(a, "GET / HTTP/1.1\r\nHost: ", PARSE_HOST_MAX, tail).head, PARSE_DONE);
	CHECK_INT(padded(a, "GET / HTTP/1.1\r\nHost: ", PARSE_HOST_MAX + 1, tail).status, 400);
}

#define CHUNKED "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

TEST(http_parse_chunks_refused)
{
	static const char *const cases[] = {"g\r\n", "\r\n", " 1\r\na\r\n", "1 \r\na\r\n", "-1\r\n",
		"0x1\r\n", "1;\r\na\r\n", "1;a=\r\n", "1;a=\"b\r\n", "1; a\r\n", "1\na\r\n", "1\r\nab\r\n", "1\r\na\n", "1\r\na\r0", "1;\x01\r\n", "0\r\nA\r\n\r\n",
		"0\r\nA b: c\r\n\r\n", "0\r\n a: c\r\n\r\n", "0\r\n: c\r\n\r\n", "0\r\nA: b\n\r\n",
		"1;a\rb\r\n", "0\r\n\n", "1111111111111111\r\n", "ffffffffffffffff1\r\n"};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		str s = arena_fmt(a, CHUNKED "%s", cases[i]);

		if (judge_all_ways(s).body != PARSE_BAD)
			test_fail(__FILE__, __LINE__, "taken: %s", cases[i]);
	}
}

TEST(http_parse_chunk_limits)
{
	CHECK_INT(padded(a, CHUNKED "0;", CHUNK_LINE_MAX - 2, "\r\n\r\n").body, PARSE_DONE);
	CHECK_INT(padded(a, CHUNKED "0;", CHUNK_LINE_MAX - 1, "\r\n\r\n").body, PARSE_BAD);
	CHECK_INT(padded(a, CHUNKED "0\r\nA:", CHUNK_TRAILER_MAX - 4, "\r\n\r\n").body, PARSE_DONE);
	CHECK_INT(padded(a, CHUNKED "0\r\nA:", CHUNK_TRAILER_MAX - 3, "\r\n\r\n").body, PARSE_BAD);
	CHECK_INT(judge(S(CHUNKED "000000000000001\r\na\r\n0\r\n\r\n"), 0, true).body, PARSE_DONE);
	CHECK_INT(judge(S(CHUNKED "0000000000000001\r\na\r\n0\r\n\r\n"), 0, true).body, PARSE_BAD);
}

/* The cases of llhttp are written in Markdown, with line ends understood. */
static str
unwritten(struct arena *a, str s)
{
	struct buf b = buf_in(a, 1 << 20);

	for (size_t i = 0; i < s.n; i++) {
		char next = i + 1 < s.n ? s.p[i + 1] : 0;

		if (s.p[i] == '\\' && next == '\n')
			i++;
		else if (s.p[i] == '\\' && next && strchr("rntf", next))
			buf_char(&b, next == 'r' ? '\r' : next == 'n' ? '\n' : next == 't' ? '\t' : '\f'),
				i++;
		else if (s.p[i] == '\n')
			buf_add(&b, S("\r\n"));
		else
			buf_char(&b, s.p[i]);
	}
	return buf_str(&b);
}

/* Takes what stands between two marks. */
static bool
between(str *rest, str from, str to, str *out)
{
	size_t at = str_find(*rest, from), end;

	if (at == NOWHERE)
		return false;
	*rest = str_from(*rest, at + from.n);
	end = str_find(*rest, to);
	*out = str_upto(*rest, end);
	*rest = str_from(*rest, end);
	return true;
}

/* Whatever llhttp refuses we refuse; of what it takes we may refuse more. */
static int
check_cases(struct arena *a, const char *name)
{
	/* Not about syntax: what a method means, and where its user stops it. */
	static const char *const not_ours[] = {"method", "Pause", "paused", "callback", "upgrade",
		"Data after"};
	str text = test_file(a, arena_fmt(a,
		"../shared/corpora/llhttp-http-cases/test/request/%s.md", name).p);
	str meta, code, log, reason;
	int n = 0;

	while (between(&text, S("<!-- meta="), S("-->"), &meta) &&
		between(&text, S("```http\n"), S("\n```"), &code) &&
		between(&text, S("```log\n"), S("```"), &log)) {
		struct verdict v = judge_all_ways(unwritten(a, code));
		bool ours = between(&log, S("error code="), S("\n"), &reason);

		for (size_t i = 0; i < LENGTH(not_ours); i++)
			ours &= str_find(reason, str_of(not_ours[i])) == NOWHERE;
		if (str_find(meta, S("lenient")) != NOWHERE || !ours)
			continue;
		n++;
		if (v.head == PARSE_DONE && v.body != PARSE_BAD)
			test_fail(__FILE__, __LINE__, "%s: taken, though %.*s:\n%.*s", name,
				SARG(reason), SARG(code));
	}
	return n;
}

TEST(http_parse_llhttp_cases)
{
	static const char *const names[] = {"invalid", "content-length", "transfer-encoding",
		"connection", "uri", "method", "sample", "pipelining"};
	int n = 0;

	for (size_t i = 0; i < LENGTH(names); i++)
		n += check_cases(a, names[i]);
	CHECK(n > 30);
}

TEST(http_parse_h2o_corpus)
{
	str folder = test_folder(a), s;
	uint64_t seed = test_seed();
	struct dirent *d;
	int n = 0;
	DIR *dir;

	test_file(a, "../shared/corpora/h2o-fuzz-corpora/h2o-fuzz-corpora.tgz");
	CHECK(!system(arena_fmt(a, "tar xzf ../shared/corpora/h2o-fuzz-corpora/"
		"h2o-fuzz-corpora.tgz -C %.*s", SARG(folder)).p));
	folder = arena_fmt(a, "%.*s/h2o-fuzz-corpora/fuzz/http1-corpus", SARG(folder));
	dir = opendir(folder.p);
	CHECK(dir);
	while ((d = readdir(dir))) {
		struct verdict v;

		if (d->d_name[0] == '.')
			continue;
		s = test_file(a, arena_fmt(a, "%.*s/%s", SARG(folder), d->d_name).p);
		v = judge(s, s.n, false);
		check_same(v, judge(s, 0, true));
		for (int i = 0; i < 20 && s.n; i++)
			check_same(v, judge(s, test_random(&seed) % s.n, false));
		n++;
	}
	closedir(dir);
	CHECK(n > 500);
}
