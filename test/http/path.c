/* path.c: addresses, forms, routes, negotiation, ranges.
 * SPDX-License-Identifier: Apache-2.0 */
#include "http/cache/negotiate.h"
#include "http/form.h"
#include "http/path.h"
#include "net/peer.h"
#include "http/route.h"
#include "http/server/recent_clients.h"
#include "test.h"

#include <dirent.h>
#include <sodium.h>

static const char *
canon(struct arena *a, const char *raw, bool *folded)
{
	char *out = NEW(a, char, strlen(raw) + 2);
	str path;

	if (path_canon(str_of(raw), out, &path, folded))
		return "refused";
	return arena_z(a, path);
}

TEST(http_path_canon)
{
	static const struct {
		const char *raw, *path;
		bool folded;
	} cases[] = {{"/", "/", false}, {"/a", "/a", false}, {"/a/", "/a/", false},
		{"//", "/", true}, {"//evil.com/x", "/evil.com/x", true}, {"/a//b", "/a/b", true},
		{"/a/./b", "/a/b", true}, {"/a/../b", "/b", true}, {"/a/..", "/", true},
		{"/a/b/..", "/a/", true}, {"/a/.", "/a/", true}, {"/..", "/", true},
		{"/../../etc/passwd", "/etc/passwd", true}, {"/%2e%2E/a", "/a", true},
		{"/a%2f..%2Fb", "/b", true}, {"/a/...", "/a/...", false}, {"/.a/..b", "/.a/..b", false},
		{"/%61%C3%A9", "/a\xc3\xa9", false}, {"/%2561", "/%61", false}, {"/a+b", "/a+b", false},
		{"/%", "refused", false}, {"/%4", "refused", false}, {"/%zz", "refused", false},
		{"/%00", "refused", false}, {"/%0a", "refused", false}, {"/%7f", "refused", false},
		{"/%ff", "refused", false}, {"/%c0%ae", "refused", false},
		{"/%ed%a0%80", "refused", false}, {"a", "refused", false}, {"", "refused", false}};
	bool folded;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		const char *have = canon(a, cases[i].raw, &folded);

		CHECK_STR(str_of(have), str_of(cases[i].path));
		if (strcmp(have, "refused"))
			CHECK_INT(folded, cases[i].folded);
	}
}

/* Canonical is a fixed point, and holds no odd part, whatever came. */
TEST(http_path_canon_settles)
{
	static const char *const part[] = {"/", ".", "..", "a", "%2e", "%2F", "%25", "//", "\xc3\xa9"};
	uint64_t seed = test_seed();

	for (int round = 0; round < 20000; round++) {
		struct buf raw = buf_in(a, 1000), again = buf_in(a, 1000);
		char out[128], twice[256];
		bool folded;
		str path, same;

		buf_char(&raw, '/');
		for (uint64_t n = test_random(&seed) % 10; n; n--)
			buf_add(&raw, str_of(part[test_random(&seed) % LENGTH(part)]));
		CHECK_OK(path_canon(buf_str(&raw), out, &path, &folded));
		CHECK(str_find(path, S("//")) == NOWHERE);
		CHECK(str_find(path, S("/../")) == NOWHERE && str_find(path, S("/./")) == NOWHERE);
		CHECK(!str_ends(path, S("/..")) && !str_ends(path, S("/.")));
		path_encode(&again, path);
		CHECK_OK(path_canon(buf_str(&again), twice, &same, &folded));
		CHECK_STR(same, path);
		CHECK(!folded);
	}
}

TEST(http_path_query)
{
	struct pair *p;
	size_t n;
	char out[100];

	CHECK_OK(path_pairs(a, S("a=b+c&&d=%C3%A9%&e&=f&a=%00%ff"), 10, &p, &n));
	CHECK_INT(n, 5);
	CHECK_STR(p[0].value, S("b c"));
	CHECK_STR(p[1].value, S("\xc3\xa9%"));
	CHECK_STR(p[2].name, S("e"));
	CHECK_STR(p[3].value, S("f"));
	CHECK_STR(p[4].value, S("\xef\xbf\xbd\xef\xbf\xbd"));
	CHECK_OK(path_pairs(a, S("a&b&c"), 3, &p, &n));
	CHECK_ERR(path_pairs(a, S("a&b&c&d"), 3, &p, &n), E_TOOBIG);
	CHECK_STR(path_clean_query(S("utm_source=x&a=1&fbclid=2&&b=utm_&gclid"), out),
		S("a=1&b=utm_"));
	CHECK_STR(path_clean_query(S(""), out), S(""));
}

static err
page(struct ctx *c)
{
	(void)c;
	return OK;
}

static const struct route table[] = {{GET, "/", page, 0, CACHED},
	{GET, "/{rest...}", page, 0, NEVER}, {GET, "/{year}/{slug}/", page, 0, CACHED},
	{GET, "/feed/{kind}/", page, 0, CACHED}, {POST, "/x", page, 0, NEVER},
	{GET, "/feed/rss/", page, 0, CACHED}, {GET, "/tag/{t}/{rest...}", page, 0, CACHED},
	{GET, "/only", page, 0, NEVER}};

static const char *
find(enum method m, const char *path, str arg[ROUTE_ARGS], str *allow)
{
	const struct route *r;

	if (route_find(&(struct route_table){table, LENGTH(table)}, m, str_of(path), arg, &r, allow))
		return allow->n ? "405" : "404";
	return r->path;
}

TEST(http_route_most_precise)
{
	str arg[ROUTE_ARGS] = {{0}}, allow;
	const struct route *r;

	(void)a;
	CHECK_STR(str_of(find(GET, "/", arg, &allow)), S("/"));
	CHECK_STR(str_of(find(GET, "/feed/rss/", arg, &allow)), S("/feed/rss/"));
	CHECK_STR(str_of(find(HEAD, "/feed/atom/", arg, &allow)), S("/feed/{kind}/"));
	CHECK_STR(arg[0], S("atom"));
	CHECK_STR(str_of(find(GET, "/2026/a-story/", arg, &allow)), S("/{year}/{slug}/"));
	CHECK_STR(arg[0], S("2026"));
	CHECK_STR(arg[1], S("a-story"));
	CHECK_STR(str_of(find(GET, "/2026/a-story", arg, &allow)), S("/{rest...}"));
	CHECK_STR(arg[0], S("2026/a-story"));
	CHECK_STR(str_of(find(GET, "/tag/x/page/2/", arg, &allow)), S("/tag/{t}/{rest...}"));
	CHECK_STR(arg[1], S("page/2/"));
	CHECK_STR(str_of(find(GET, "/x", arg, &allow)), S("/{rest...}"));
	CHECK_STR(str_of(find(POST, "/x", arg, &allow)), S("/x"));
	CHECK_STR(str_of(find(POST, "/only", arg, &allow)), S("405"));
	CHECK_STR(allow, S("GET, HEAD, OPTIONS"));
	CHECK_STR(str_of(find(OTHER, "/x", arg, &allow)), S("405"));
	CHECK_STR(allow, S("GET, HEAD, POST, OPTIONS"));
	CHECK_ERR(route_find(&(struct route_table){table, 1}, GET, S("/a"), arg, &r, &allow), E_ABSENT);
	CHECK_ERR(route_find(&(struct route_table){table, 1}, POST, S("/"), arg, &r, &allow), E_INPUT);
}

TEST(http_answer_coding)
{
	static const struct {
		const char *accept;
		enum coding want;
	} cases[] = {{"", CODING_PLAIN}, {"gzip", CODING_GZIP}, {"gzip, deflate, br", CODING_BR},
		{"br;q=0.5, gzip", CODING_GZIP}, {"br;q=0, gzip;q=0", CODING_PLAIN}, {"*", CODING_BR},
		{"*;q=0", CODING_PLAIN}, {"identity, br;q=0.1", CODING_PLAIN}, {"GZIP ; Q=0.3", CODING_GZIP},
		{"*;q=0.5, br;q=0", CODING_GZIP}, {"br;q=1.001, gzip;q=0.9", CODING_BR},
		{"br;q=abc", CODING_PLAIN}, {"x-gzip", CODING_GZIP}, {"zstd", CODING_PLAIN}};

	(void)a;
	for (size_t i = 0; i < LENGTH(cases); i++)
		if (negotiate_coding(str_of(cases[i].accept), 7) != cases[i].want)
			test_fail(__FILE__, __LINE__, "%s", cases[i].accept);
	CHECK_INT(negotiate_coding(S("br, gzip;q=0.1"), 1u << CODING_GZIP), CODING_GZIP);
	CHECK(negotiate_matches(S("\"x\", W/\"abc-b\""), S("abc")));
	CHECK(negotiate_matches(S("*"), S("abc")));
	CHECK(negotiate_matches(S("\"abc\""), S("abc")));
	CHECK(!negotiate_matches(S("\"abcd\", abc, \"ab\""), S("abc")));
}

TEST(http_answer_range)
{
	static const struct {
		const char *range;
		int status, at, n;
	} cases[] = {{"bytes=0-0", 206, 0, 1}, {"bytes=0-", 206, 0, 100}, {"bytes=90-200", 206, 90, 10},
		{"bytes=-10", 206, 90, 10}, {"bytes=-200", 206, 0, 100}, {"bytes=99-99", 206, 99, 1},
		{"bytes=100-", 416, 0, 0}, {"bytes=-0", 416, 0, 0}, {"bytes=5-4", 0, 0, 0},
		{"bytes=0-1,3-4", 0, 0, 0}, {"bytes=-", 0, 0, 0}, {"bytes=a-b", 0, 0, 0},
		{"items=0-1", 0, 0, 0}, {"bytes=0-99999999999999999999", 0, 0, 0}, {"bytes= 1-2", 206, 1, 2}};
	int64_t at, n;

	(void)a;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		at = n = 0;
		if (negotiate_range(str_of(cases[i].range), 100, &at, &n) != cases[i].status ||
			at != cases[i].at || n != cases[i].n)
			test_fail(__FILE__, __LINE__, "%s", cases[i].range);
	}
	CHECK_INT(negotiate_range(S("bytes=0-"), 0, &at, &n), 416);
}

TEST(http_seen)
{
	struct recent *s = recent_new(a);
	struct peer_addr one, two;
	uint64_t k;

	CHECK(peer_read(S("1.2.3.4"), &one) && peer_read(S("1.2.3.5"), &two));
	k = recent_key(s, &one, S("a"));
	CHECK(k == recent_key(s, &one, S("a")));
	CHECK(k != recent_key(s, &one, S("b")));
	CHECK(k != recent_key(s, &two, S("a")));
	CHECK_INT(recent_get(s, k), 0);
	recent_put(s, k, 123456789012);
	CHECK_INT(recent_get(s, k), 123456789012);
	CHECK_INT(recent_get(s, k ^ ((uint64_t)1 << 60)), 0);
}

#define PART "Content-Disposition: form-data; name="

TEST(http_form_multipart)
{
	struct form f;
	str type = S("multipart/form-data; boundary=\"b\"");

	CHECK_OK(form_parse(a, type, S("--b\r\n" PART "\"a\"\r\n\r\nx\r\ny\r\n--b\r\n"
		PART "c; filename=\"d\\\"e.txt\"\r\nContent-Type: text/plain\r\n\r\n\0\xff\r\n--b\r\n"
		PART "\"empty\"\r\n\r\n\r\n--b\r\n" PART "n; filename=\"\"\r\n\r\n\r\n--b--\r\nepilogue"),
		&f));
	CHECK_INT(f.fields, 2);
	CHECK_STR(f.field[0].value, S("x\r\ny"));
	CHECK_STR(f.field[1].name, S("empty"));
	CHECK_STR(f.field[1].value, S(""));
	CHECK_INT(f.files, 1);
	CHECK_STR(f.file[0].file, S("d\"e.txt"));
	CHECK_STR(f.file[0].bytes, S("\0\xff"));
	CHECK_ERR(form_parse(a, type, S("--b\r\n" PART "a\r\n\r\nx"), &f), E_INPUT);
	CHECK_ERR(form_parse(a, type, S("--b\r\n" PART "a\r\n\r\nx\r\n--b"), &f), E_INPUT);
	CHECK_ERR(form_parse(a, type, S("--b\r\nX: y\r\n\r\nx\r\n--b--"), &f), E_INPUT);
	CHECK_ERR(form_parse(a, type, S("nothing"), &f), E_INPUT);
	CHECK_ERR(form_parse(a, S("multipart/form-data"), S("--b--"), &f), E_INPUT);
	CHECK_OK(form_parse(a, S("text/plain"), S("a=b"), &f));
	CHECK_INT(f.fields, 0);
}

static err
repeated(struct arena *a, const char *part, int n, size_t pad, struct form *f)
{
	struct buf b = buf_in(a, 1 << 22);

	for (int i = 0; i < n; i++) {
		buf_add(&b, str_of(part));
		for (size_t k = 0; k < pad; k++)
			buf_char(&b, 'a');
		buf_add(&b, S("\r\n\r\nx\r\n"));
	}
	buf_add(&b, S("--b--"));
	return form_parse(a, S("multipart/form-data; boundary=b"), buf_str(&b), f);
}

TEST(http_form_limits)
{
	const char *field = "--b\r\n" PART "a", *file = "--b\r\n" PART "a; filename=b";
	size_t head = strlen(PART "a\r\nX: \r\n\r\n");
	struct form f;

	CHECK_OK(repeated(a, field, FORM_FIELDS_MAX, 0, &f));
	CHECK_INT(f.fields, FORM_FIELDS_MAX);
	CHECK_ERR(repeated(a, field, FORM_FIELDS_MAX + 1, 0, &f), E_TOOBIG);
	CHECK_OK(repeated(a, file, FORM_FILES_MAX, 0, &f));
	CHECK_ERR(repeated(a, file, FORM_FILES_MAX + 1, 0, &f), E_TOOBIG);
	CHECK_OK(repeated(a, field, 1, FORM_NAME_MAX - 1, &f));
	CHECK_ERR(repeated(a, field, 1, FORM_NAME_MAX, &f), E_TOOBIG);
	CHECK_OK(repeated(a, "--b\r\n" PART "a\r\nX: ", 1, FORM_PART_HEAD_MAX - head, &f));
	CHECK_ERR(repeated(a, "--b\r\n" PART "a\r\nX: ", 1, FORM_PART_HEAD_MAX - head + 1, &f),
		E_TOOBIG);
}

static str
yaml(struct arena *a, str line, const char *key)
{
	line = str_trim(line);
	if (str_starts(line, S("- ")))
		line = str_from(line, 2);
	if (!str_starts(line, arena_fmt(a, "%s:", key)))
		return (str){0};
	line = str_trim(str_from(line, strlen(key) + 1));
	if (line.n > 1 && (line.p[0] == '"' || line.p[0] == '\''))
		line = (str){line.p + 1, line.n - 2};
	return line;
}

static str
base64(struct arena *a, str s)
{
	char *out = NEW(a, char, s.n + 1);
	size_t n = 0;

	CHECK(!sodium_base642bin((unsigned char *)out, s.n, s.p, s.n, " \n\r", &n, NULL,
		sodium_base64_VARIANT_ORIGINAL));
	return (str){out, n};
}

/* Walks the expected parts beside ours. */
static void
check_parts(struct arena *a, const char *name, str want, const struct form *f)
{
	size_t field = 0, file = 0;
	bool is_file = false;
	str line, v, data, who = {0};

	while (str_split(&want, '\n', &line)) {
		if ((v = yaml(a, line, "name")).n)
			who = v;
		if ((v = yaml(a, line, "type")).n)
			is_file = str_eq(v, S("file"));
		if ((v = yaml(a, line, "file_name")).n && file < f->files)
			CHECK_STR(f->file[file].file, v);
		if (!yaml(a, line, "data").p)
			continue;
		data = base64(a, str_upto(want, str_find(want, S("\n  - name"))));
		if (is_file ? file == f->files : field == f->fields)
			test_fail(__FILE__, __LINE__, "%s: a part is missing", name);
		CHECK_STR(is_file ? f->file[file].name : f->field[field].name, who);
		CHECK_STR(is_file ? f->file[file].bytes : f->field[field].value, data);
		if (is_file)
			file++;
		else
			field++;
	}
	CHECK_INT(f->fields, field);
	CHECK_INT(f->files, file);
}

TEST(http_form_multipart_cases)
{
	str folder = S("../shared/corpora/multipart-cases/tests/test_data/http");
	struct dirent *d;
	int n = 0;
	DIR *dir;

	test_file(a, "../shared/corpora/multipart-cases/SOURCE.txt");
	dir = opendir(folder.p);
	CHECK(dir);
	while ((d = readdir(dir))) {
		str name = str_of(d->d_name), text, line, body, boundary;
		struct form f = {0};
		err e;

		if (!str_ends(name, S(".yaml")))
			continue;
		/* Its boundary is not the one that its body has. */
		if (str_eq(name, S("single_field_blocks.yaml")))
			continue;
		text = test_file(a, arena_fmt(a, "%s/%s", folder.p, d->d_name).p);
		body = test_file(a, arena_fmt(a, "%s/%.*s.http", folder.p, (int)name.n - 5,
			name.p).p);
		/* Transfer encodings of parts are gone since RFC 7578, 4.7. */
		if (str_find(body, S("base64")) != NOWHERE || str_find(body, S("quoted")) != NOWHERE)
			continue;
		CHECK(str_split(&text, '\n', &line));
		boundary = yaml(a, line, "boundary");
		e = form_multipart(a, boundary, body, &f);
		if ((str_find(text, S("error:")) != NOWHERE) != (e != OK))
			test_fail(__FILE__, __LINE__, "%s: %s", d->d_name, e ? fail_why() : "taken");
		if (!e)
			check_parts(a, d->d_name, text, &f);
		n++;
	}
	closedir(dir);
	CHECK(n > 20);
}
