/* parse.h: the head of a request, read strictly (RFC 9112, RFC 9110).
 *
 * The bytes arrive in any pieces; the verdict does not depend on how they were
 * cut.  Offsets, not pointers, are kept, since the buffer may move while the
 * head grows.  Nothing is repaired: two readers of one message that disagree
 * about where it ends are how requests are smuggled, so what is odd is refused
 * and the connection closed.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"
#include "net/method.h"

enum {
	PARSE_LINE_MAX = 8192,   /* request line with its CRLF */
	PARSE_URL_MAX = 4096,    /* request target */
	PARSE_HEAD_MAX = 16384,  /* all up to the empty line, with it */
	PARSE_HEADERS_MAX = 100,
	PARSE_HOST_MAX = 255
};

bool parse_token_char(char); /* RFC 9110, 5.6.2 */

struct parse_span {
	uint16_t at, n;
};

/* Headers that the server itself looks at. */
enum parse_known {
	KNOWN_HOST, KNOWN_LENGTH, KNOWN_CODING, KNOWN_CONNECTION, KNOWN_EXPECT,
	KNOWN_ACCEPT_ENCODING, KNOWN_IF_NONE_MATCH, KNOWN_IF_MODIFIED, KNOWN_RANGE,
	KNOWN_IF_RANGE, KNOWN_AGENT, KNOWN_REFERER, KNOWN_FORWARDED_FOR,
	KNOWN_FORWARDED_PROTO, KNOWN_TYPE, KNOWNS
};

enum parse_step { PARSE_MORE, PARSE_DONE, PARSE_BAD };

struct parse_head {
	size_t at;              /* start of the line that is read next */
	size_t scanned;         /* no LF between at and here */
	bool started, skipped;  /* request line seen; one empty line before it */
	enum method method;
	int minor;              /* of HTTP/1.x */
	struct parse_span verb, target;
	struct parse_span host; /* of the target when that names one, or the header */
	struct {
		struct parse_span name, value;
	} header[PARSE_HEADERS_MAX];
	unsigned headers;
	uint8_t known[KNOWNS];  /* 1 + number of the header; 0: not there */
	uint64_t length;        /* Content-Length, or 0 */
	bool chunked, close, keep, expect;
	int status;             /* PARSE_BAD: what to answer */
	const char *why;
};

/* p[0 .. n) is the request from its first byte, all that has come so far; start
 * with a zeroed head.  After PARSE_DONE, h->at bytes belong to the head. */
enum parse_step parse_head(struct parse_head *h, const char *p, size_t n);
str parse_str(const char *p, struct parse_span);
/* Empty with p NULL when it was not sent. */
str parse_known(const struct parse_head *, const char *p, enum parse_known);
/* Path and query of the target in origin form: "/a?b"; "*" for OPTIONS *. */
str parse_target(const struct parse_head *, const char *p);
/* Takes the next member of a comma list, trimmed; false at its end. */
bool parse_list(str *rest, str *member);

/* A body in chunks: zeroed at first, then called until the input is used up. */
enum { CHUNK_LINE_MAX = 256, CHUNK_TRAILER_MAX = 4096 };
struct parse_chunks {
	int state;
	uint64_t left;   /* of this chunk */
	size_t line;     /* of the line being read */
	size_t trailer;  /* bytes of trailers, which are dropped */
	bool colon;
	bool quoted;     /* inside of an extension's string */
	char last;       /* byte of an extension */
};
/* Takes *used bytes of in; *data is the part of them that is content (it may
 * be empty).  PARSE_MORE: call again with the rest, or with more. */
enum parse_step parse_chunks(struct parse_chunks *, str in, size_t *used, str *data);
