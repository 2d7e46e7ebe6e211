/* mustache_program.h: what a template is compiled to.  Between
 * mustache_compile.c, which writes it, and mustache_render.c, which runs it.
 *
 * A program is one array of operations.  Those that have an inside (sections,
 * parents, blocks) say where it ends; it starts right behind them.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "view/mustache.h"

enum { MUSTACHE_DEPTH = 32 }; /* of sections in a template, of parts in parts */

enum mustache_code {
	OP_TEXT,
	OP_VALUE,    /* {{x}} */
	OP_RAW,      /* {{{x}}} */
	OP_SECTION,  /* {{#x}} */
	OP_INVERTED, /* {{^x}} */
	OP_PART,     /* {{>x}} */
	OP_PARENT,   /* {{<x}}: its inside is blocks only */
	OP_BLOCK,    /* {{$x}} */
};

struct mustache_op {
	enum mustache_code code;
	uint32_t line;
	size_t end;      /* index behind the inside */
	str name;        /* as it was written */
	str *part;       /* of a dotted name; none for "." */
	size_t parts;
	size_t from, to; /* OP_TEXT: in the template's text */
	str indent;      /* OP_PART, OP_PARENT: before each of its lines; OP_BLOCK:
			  * before each line of what is put in its place */
	str own;         /* OP_BLOCK: what was taken off its own lines */
	const struct mustache_template *target; /* OP_PART, OP_PARENT; NULL: absent */
};

struct mustache_template {
	str name, file, text;
	struct mustache_op *op;
	size_t n, cap;
};

struct mustache {
	struct arena *a;
	unsigned flags;
	struct map templates; /* name -> struct mustache_template * */
	const struct value *base;
};
