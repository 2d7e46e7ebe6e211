/* php.c: PHP's serialised values, sound, wrong and hostile.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/data/php.h"
#include "test.h"

TEST(php_reads_metadata)
{
	struct php *v;

	CHECK_OK(php_read(a, S("a:3:{s:5:\"width\";i:1600;s:4:\"file\";s:5:\"\xc3\xa9.jpg\";"
		"s:5:\"sizes\";a:1:{i:0;a:1:{s:4:\"mime\";s:3:\"x/y\";}}}"), &v));
	CHECK_INT(php_int(php_get(v, S("width"))), 1600);
	CHECK_STR(php_str(php_get(php_get(php_get(v, S("sizes")), S("0")), S("mime"))), S("x/y"));
	CHECK_STR(php_str(php_get(v, S("nothing"))), S(""));
	CHECK_OK(php_read(a, S("O:8:\"stdClass\":2:{s:1:\"a\";b:1;s:1:\"b\";d:0.5;}"), &v));
	CHECK_INT(php_int(php_get(v, S("a"))), 1);
	CHECK_STR(php_str(php_get(v, S("b"))), S("0.5"));
	CHECK_OK(php_read(a, S("a:2:{i:0;N;i:1;R:1;}"), &v));
	CHECK_INT(php_get(v, S("1"))->kind, PHP_NULL);
}

TEST(php_forgives_wrong_lengths)
{
	struct php *v;

	CHECK_OK(php_read(a, S("a:2:{s:1:\"k\";s:99:\"caf\xc3\xa9\";s:9:\"l\";i:2;}"), &v));
	CHECK_STR(php_str(php_get(v, S("k"))), S("caf\u00e9"));
	CHECK_INT(php_int(php_get(v, S("l"))), 2);
	CHECK_OK(php_read(a, S("s:6:\"a\";b\";\";"), &v));
	CHECK_STR(php_str(v), S("a\";b\";"));
}

TEST(php_refuses)
{
	static const char *const bad[] = {"", "a", "a:", "a:1", "a:1:{", "a:1:{}", "a:-1:{}", "i:;",
		"i:1", "s:1:\"a\"", "s:1:a;", "a:1:{a:0:{}i:1;}", "C:1:\"a\":0:{}", "i:1;i:1;",
		"a:99999999999999999999:{}", "O:1:\"a\":0:{", "x:1;", "a:9000000000:{i:0;i:0;}"};
	struct buf deep = buf_in(a, 1 << 20), wide = buf_in(a, 4 << 20);
	struct php *v;

	for (size_t i = 0; i < LENGTH(bad); i++)
		CHECK_ERR(php_read(a, str_of(bad[i]), &v), E_INPUT);
	for (int i = 0; i < 10000; i++)
		buf_add(&deep, S("a:1:{i:0;"));
	CHECK_ERR(php_read(a, buf_str(&deep), &v), E_TOOBIG);
	buf_add(&wide, S("a:200000:{"));
	for (int i = 0; i < 200000; i++)
		buf_add(&wide, S("i:0;N;"));
	CHECK_ERR(php_read(a, buf_str(&wide), &v), E_TOOBIG);
	CHECK(!php_is(S("hello")));
	CHECK(!php_is(S("a:b")));
	CHECK(php_is(S("a:0:{}")));
}
