/* json.c: a small writer.  A level too deep is a mistake in the program, not in
 * its input, but it must not write past the array: it ends as an overflow.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/data/json.h"

#include "base/utf8.h"

struct json
json_to(struct buf *b, unsigned flags)
{
	return (struct json){.b = b, .flags = flags};
}

/* Before each value and each key. */
static void
begin(struct json *j)
{
	if (j->comma && !j->named)
		buf_char(j->b, ',');
	j->comma = true;
	j->named = false;
}

void
json_open(struct json *j, char kind)
{
	begin(j);
	if (j->depth == JSON_DEEP) {
		j->b->over = true;
		return;
	}
	buf_char(j->b, kind);
	j->end[j->depth++] = kind == '{' ? '}' : ']';
	j->comma = false;
}

void
json_close(struct json *j)
{
	if (!j->depth)
		return;
	buf_char(j->b, j->end[--j->depth]);
	j->comma = true;
	j->named = false;
}

void
json_key(struct json *j, const char *name)
{
	begin(j);
	json_add_str(j->b, str_of(name), j->flags);
	buf_char(j->b, ':');
	j->named = true;
}

void
json_str(struct json *j, str s)
{
	begin(j);
	json_add_str(j->b, s, j->flags);
}

void
json_num(struct json *j, int64_t n)
{
	begin(j);
	buf_int(j->b, n);
}

void
json_bit(struct json *j, bool yes)
{
	begin(j);
	buf_add(j->b, yes ? S("true") : S("false"));
}

void
json_nil(struct json *j)
{
	begin(j);
	buf_add(j->b, S("null"));
}

void
json_put(struct json *j, const char *name, str s)
{
	if (!s.n)
		return;
	json_key(j, name);
	json_str(j, s);
}

static void
add_hex(struct buf *b, uint32_t c)
{
	if (c > 0xffff) {
		add_hex(b, 0xd800 + ((c - 0x10000) >> 10));
		c = 0xdc00 + ((c - 0x10000) & 0x3ff);
	}
	buf_fmt(b, "\\u%04x", (unsigned)c);
}

static void
add_char(struct buf *b, uint32_t c, unsigned flags)
{
	static const char plain[] = "\"\\\b\f\n\r\t", letter[] = "\"\\bfnrt";
	const char *at = c && c < 0x80 ? strchr(plain, (int)c) : NULL;

	if (at) {
		buf_char(b, '\\');
		buf_char(b, letter[at - plain]);
	} else if (c == '/' && (flags & JSON_SLASH)) {
		buf_add(b, S("\\/"));
	} else if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029 ||
		((flags & JSON_HTML) && (c == '<' || c == '>' || c == '&')) ||
		((flags & JSON_PLAIN) && c >= 0x80)) {
		add_hex(b, c);
	} else {
		utf8_add(b, c);
	}
}

void
json_add_str(struct buf *b, str s, unsigned flags)
{
	buf_char(b, '"');
	for (size_t at = 0; at < s.n;)
		add_char(b, utf8_next(s, &at), flags);
	buf_char(b, '"');
}
