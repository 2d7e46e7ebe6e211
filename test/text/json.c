/* json.c: what we write, jansson reads as what was meant.
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "base/utf8.h"
#include "text/data/json.h"

#include <jansson.h>

static str
quoted(struct arena *a, str s, unsigned flags)
{
	struct buf b = buf_in(a, 4096);

	json_add_str(&b, s, flags);
	return buf_str(&b);
}

TEST(json_puts_commas_in_their_places)
{
	struct buf b = buf_in(a, 1000);
	struct json j = json_to(&b, 0);

	json_open(&j, '{');
	json_put(&j, "a", S("x"));
	json_put(&j, "left out", S(""));
	json_key(&j, "list");
	json_open(&j, '[');
	json_num(&j, -1);
	json_bit(&j, true);
	json_open(&j, '{');
	json_close(&j);
	json_open(&j, '[');
	json_close(&j);
	json_nil(&j);
	json_close(&j);
	json_key(&j, "end");
	json_bit(&j, false);
	json_close(&j);
	json_close(&j); /* one too many does nothing */
	CHECK_STR(buf_str(&b), S("{\"a\":\"x\",\"list\":[-1,true,{},[],null],\"end\":false}"));
}

TEST(json_escapes)
{
	CHECK_STR(quoted(a, S("\"\\\b\f\n\r\t/\x01\x7f"), 0),
		S("\"\\\"\\\\\\b\\f\\n\\r\\t/\\u0001\\u007f\""));
	CHECK_STR(quoted(a, ((str){"\0", 1}), 0), S("\"\\u0000\""));
	CHECK_STR(quoted(a, S("a/b"), JSON_SLASH), S("\"a\\/b\""));
	CHECK_STR(quoted(a, S("</script>&"), JSON_HTML), S("\"\\u003c/script\\u003e\\u0026\""));
	CHECK_STR(quoted(a, S("é😀"), JSON_PLAIN), S("\"\\u00e9\\ud83d\\ude00\""));
	CHECK_STR(quoted(a, S("é\xff\xed\xa0\x80"), 0),
		S("\"é\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""));
	CHECK_STR(quoted(a, S("\xe2\x80\xa8"), 0), S("\"\\u2028\""));
}

TEST(json_too_deep_is_an_overflow)
{
	struct buf b = buf_in(a, 1000);
	struct json j = json_to(&b, 0);
	str out;

	for (int i = 0; i < JSON_DEEP; i++)
		json_open(&j, '[');
	CHECK_OK(buf_done(&b, &out));
	json_open(&j, '[');
	CHECK_ERR(buf_done(&b, &out), E_TOOBIG);
}

TEST(json_comes_back_from_a_parser)
{
	uint64_t seed = test_seed();

	for (int i = 0; i < 3000; i++) {
		char raw[24];
		size_t n = test_random(&seed) % sizeof raw;
		str s = {raw, n}, out;
		struct buf want = buf_in(a, 256);
		json_t *v;

		for (size_t k = 0; k < n; k++)
			raw[k] = (char)test_random(&seed);
		for (size_t at = 0; at < n;)
			utf8_add(&want, utf8_next(s, &at));
		out = quoted(a, s, (unsigned)test_random(&seed) & 7);
		v = json_loadb(out.p, out.n, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
		if (!v)
			test_fail(__FILE__, __LINE__, "cannot be read: %.*s", SARG(out));
		CHECK_STR(((str){json_string_value(v), json_string_length(v)}), buf_str(&want));
		json_decref(v);
	}
}
