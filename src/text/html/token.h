/* token.h: HTML cut into tokens, by the HTML standard, 13.2.5.
 *
 * Tokens borrow from the input and nothing is decoded or copied: names keep
 * their case, values their references (entity_decode(value, true)), text its
 * references unless `literal`.  Time is linear; memory is the struct itself.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"

enum { TOKEN_ATTRS = 64 }; /* further attributes of a tag are dropped */

enum token_kind {
	TOKEN_TEXT,
	TOKEN_OPEN,    /* <name attrs> */
	TOKEN_CLOSE,   /* </name> */
	TOKEN_COMMENT, /* also <?...>, <!x>, <![CDATA[...]]> and other bogus ones */
	TOKEN_DOCTYPE,
};

/* What follows a start tag: what only its own end tag ends. */
enum token_raw {
	TOKEN_MARKUP,    /* ordinary */
	TOKEN_RCDATA,    /* title, textarea: references only */
	TOKEN_RAWTEXT,   /* style, xmp, iframe, noembed, noframes, noscript */
	TOKEN_SCRIPT,
	TOKEN_PLAINTEXT, /* to the end */
};

struct token_attr {
	str name, value;
};

struct token {
	enum token_kind kind;
	str text;     /* of text and comments */
	bool literal; /* text without references */
	str name;     /* of tags */
	bool self_closing;
	struct token_attr attr[TOKEN_ATTRS];
	size_t attrs;
};

struct tokens {
	str in;
	size_t at;          /* what was not read yet */
	enum token_raw raw; /* how to read on */
	str raw_name;       /* whose end tag ends it */
};

struct tokens tokens_of(str html);
/* The next token; false at the end.  After a start tag whose contents are not
 * markup it sets raw by itself; the caller may set it back (in SVG). */
bool tokens_next(struct tokens *, struct token *);
enum token_raw token_raw_of(str name);
