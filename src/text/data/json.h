/* json.h: writing JSON (RFC 8259), with the commas in the right places.
 *
 *   struct json j = json_to(&buf, 0);
 *   json_open(&j, '{');
 *   json_put(&j, "title", title);
 *   json_key(&j, "tags");
 *   json_open(&j, '[');
 *   json_str(&j, tag);
 *   json_close(&j);
 *   json_close(&j);
 *
 * The output is valid UTF-8 whatever goes in: bytes that are none become U+FFFD.
 * (Reading is jansson's, whose names start with json_ too: none is used here.)
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"

enum json_flags {
	JSON_SLASH = 1, /* "\/", as WordPress writes it */
	JSON_HTML = 2,  /* may stand in a <script>: no < > & and no U+2028 in it */
	JSON_PLAIN = 4, /* ASCII only, as WordPress: the rest is \uXXXX */
};
enum { JSON_DEEP = 64 };

struct json {
	struct buf *b;
	unsigned flags;
	int depth;
	char end[JSON_DEEP]; /* what closes each level */
	bool comma, named;
};
struct json json_to(struct buf *, unsigned flags);
void json_open(struct json *, char kind); /* '{' or '[' */
void json_close(struct json *);
void json_key(struct json *, const char *name);
void json_str(struct json *, str);
void json_num(struct json *, int64_t);
void json_bit(struct json *, bool);
void json_nil(struct json *);
/* A key and a text; nothing at all when the text is empty. */
void json_put(struct json *, const char *name, str);
/* A quoted text by itself. */
void json_add_str(struct buf *, str, unsigned flags);
