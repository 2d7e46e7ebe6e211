/* form.h: what a form sent: application/x-www-form-urlencoded (WHATWG URL) or
 * multipart/form-data (RFC 7578, RFC 2046), within bounds.
 *
 * Names and values are valid UTF-8 without NUL; the bytes of a file are as
 * they came.  Everything is borrowed from the body or from the arena.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "http/http.h"

enum {
	FORM_FIELDS_MAX = 1000,
	FORM_FILES_MAX = 20,
	FORM_NAME_MAX = 256,        /* a field's name, a file's name */
	FORM_BOUNDARY_MAX = 70,     /* RFC 2046, 5.1.1 */
	FORM_PART_HEAD_MAX = 4096
};

struct form {
	struct pair *field;
	struct upload *file;
	size_t fields, files;
};
/* type: the Content-Type of the request.  An unknown type gives an empty form;
 * E_INPUT: not as the type promises, E_TOOBIG: over a bound. */
err form_parse(struct arena *, str type, str body, struct form *) MUST;
/* multipart.c */
err form_multipart(struct arena *, str boundary, str body, struct form *) MUST;
/* A parameter of a header: boundary of `multipart/form-data; boundary="x"`.
 * p is NULL when it is not there. */
str form_parameter(struct arena *, str header, str name);
