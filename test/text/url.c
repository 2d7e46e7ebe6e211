/* url.c: addresses against the examples of RFC 3986, and there and back.
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "text/data/url.h"

/* RFC 3986, 5.4: what each means on http://a/b/c/d;p?q */
TEST(url_resolve_examples_of_the_rfc)
{
	static const char *const rows[][2] = {
		{"g:h", "g:h"}, {"g", "http://a/b/c/g"}, {"./g", "http://a/b/c/g"},
		{"g/", "http://a/b/c/g/"}, {"/g", "http://a/g"}, {"//g", "http://g"},
		{"?y", "http://a/b/c/d;p?y"}, {"g?y", "http://a/b/c/g?y"},
		{"#s", "http://a/b/c/d;p?q#s"}, {"g#s", "http://a/b/c/g#s"},
		{"g?y#s", "http://a/b/c/g?y#s"}, {";x", "http://a/b/c/;x"},
		{"g;x", "http://a/b/c/g;x"}, {"g;x?y#s", "http://a/b/c/g;x?y#s"},
		{"", "http://a/b/c/d;p?q"}, {".", "http://a/b/c/"}, {"./", "http://a/b/c/"},
		{"..", "http://a/b/"}, {"../", "http://a/b/"}, {"../g", "http://a/b/g"},
		{"../..", "http://a/"}, {"../../", "http://a/"}, {"../../g", "http://a/g"},
		{"../../../g", "http://a/g"}, {"../../../../g", "http://a/g"},
		{"/./g", "http://a/g"}, {"/../g", "http://a/g"}, {"g.", "http://a/b/c/g."},
		{".g", "http://a/b/c/.g"}, {"g..", "http://a/b/c/g.."},
		{"..g", "http://a/b/c/..g"}, {"./../g", "http://a/b/g"},
		{"./g/.", "http://a/b/c/g/"}, {"g/./h", "http://a/b/c/g/h"},
		{"g/../h", "http://a/b/c/h"}, {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
		{"g;x=1/../y", "http://a/b/c/y"}, {"g?y/./x", "http://a/b/c/g?y/./x"},
		{"g?y/../x", "http://a/b/c/g?y/../x"}, {"g#s/./x", "http://a/b/c/g#s/./x"},
		{"g#s/../x", "http://a/b/c/g#s/../x"}, {"http:g", "http:g"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		CHECK_STR(url_resolve(a, S("http://a/b/c/d;p?q"), str_of(rows[i][0])),
			str_of(rows[i][1]));
	CHECK_STR(url_resolve(a, S("http://a"), S("g")), S("http://a/g"));
	CHECK_STR(url_resolve(a, S("http://a?x"), S("")), S("http://a?x"));
	/* no host is made of a path */
	CHECK_STR(url_resolve(a, S("file:/x"), S("/..//evil/")), S("file:/.//evil/"));
}

TEST(url_split_takes_all_apart)
{
	struct url u = url_split(S("HTTP://me:pw@[::1]:80/a;b/?x=?y#z#"));

	CHECK_STR(u.scheme, S("HTTP"));
	CHECK_STR(u.user, S("me:pw"));
	CHECK_STR(u.host, S("[::1]"));
	CHECK_STR(u.port, S("80"));
	CHECK_STR(u.path, S("/a;b/"));
	CHECK_STR(u.query, S("x=?y"));
	CHECK_STR(u.fragment, S("z#"));
	CHECK_STR(url_join(a, &u), S("HTTP://me:pw@[::1]:80/a;b/?x=?y#z#"));
	CHECK_STR(url_split(S("http://a@b@c/")).host, S("c"));
	CHECK_STR(url_split(S("[::1]")).host, S(""));
	CHECK_STR(url_split(S("//[::1]")).host, S("[::1]"));
	CHECK_STR(url_split(S("1x:y")).scheme, S(""));
	CHECK_STR(url_split(S("a/b:c")).scheme, S(""));
	CHECK_STR(url_split((str){0}).path, S(""));
	CHECK(url_split(S("x?")).asked && !url_split(S("x")).asked);
}

TEST(url_web_is_strict)
{
	static const char *const good[] = {"http://a", "https://example.org/", "HTTP://A.B:65535/x",
		"http://[::1]:80/", "http://user:pw@h/", "http://127.0.0.1/?a=b#c"};
	static const char *const bad[] = {"", "a", "/a", "//a/", "ftp://a/", "javascript:alert(1)",
		"http:a", "http:/a", "http://", "http:///x", "http://a b/", "http://a/\xc3\xa9",
		"http://a:65536/", "http://a:-1/", "http://a:x/", "http://a/\n", "http://a/<",
		"http://.a/", "http://a..b/", "http://a%2fb/", "http://[::1/", "http://a\\b/",
		"http://a:000080/"};
	struct url u;
	str huge = {NEW(a, char, 2049), 2049};

	for (size_t i = 0; i < LENGTH(good); i++)
		CHECK_OK(url_web(str_of(good[i]), &u));
	for (size_t i = 0; i < LENGTH(bad); i++)
		if (url_web(str_of(bad[i]), &u) != E_INPUT)
			test_fail(__FILE__, __LINE__, "\"%s\" was taken", bad[i]);
	CHECK_ERR(url_web(huge, &u), E_INPUT);
}

TEST(url_percent)
{
	str v;

	CHECK_STR(url_segment(a, S("caf\xc3\xa9 & /~a"), URL_LOWER), S("caf%c3%a9%20%26%20%2f~a"));
	CHECK_STR(url_segment(a, S("caf\xc3\xa9"), URL_UPPER), S("caf%C3%A9"));
	CHECK_STR(url_decode(a, S("caf%c3%A9+%2B%"), true), S("caf\xc3\xa9 +%"));
	CHECK_STR(url_decode(a, S("%4%zz%2+%41"), false), S("%4%zz%2+A"));
	CHECK_STR(url_decode(a, S("%00x"), false), ((str){"\0x", 2}));
	CHECK(url_query(a, S("a=1&b%5B%5D=x+y&c"), S("b[]"), &v));
	CHECK_STR(v, S("x y"));
	CHECK(url_query(a, S("a=1&c"), S("c"), &v) && !v.n);
	CHECK(!url_query(a, S("aa=1"), S("a"), &v));
	CHECK(!url_query(a, (str){0}, S("a"), &v));
}

TEST(url_percent_there_and_back)
{
	uint64_t seed = test_seed();

	for (int i = 0; i < 2000; i++) {
		char raw[40];
		size_t n = test_random(&seed) % sizeof raw;
		str s = {raw, n};
		struct buf b = buf_in(a, 1000);

		for (size_t k = 0; k < n; k++)
			raw[k] = (char)test_random(&seed);
		CHECK_STR(url_decode(a, url_segment(a, s, i & 1 ? URL_LOWER : URL_UPPER), false), s);
		url_add_query(&b, s);
		CHECK_STR(url_decode(a, buf_str(&b), true), s);
	}
}
