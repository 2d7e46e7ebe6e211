/* route.h: tables of pages, and which page of a table a path means.
 *
 * A pattern is "/feed/{kind}": path parts in {} arrive in arg[], percent-decoded;
 * a last part {name...} takes the rest of the path.  Literal parts win over
 * {name}, and {name} over {name...}.  What a page is given (struct ctx) and who
 * may ask for it (access) are the program's: here it is a pointer and a number.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "http/http.h"

enum caching { NEVER, CACHED };
enum { ROUTE_ARGS = 8 };

struct ctx;

struct route {
	enum method method;
	const char *path;
	err (*page)(struct ctx *);
	unsigned access;
	enum caching caching;
};
struct route_table {
	const struct route *route;
	size_t n;
};

/* Finds the most precise route that serves the method (a GET and a POST of one
 * address may have patterns of different precision); fills arg.  E_ABSENT, or
 * E_INPUT with *allow = the methods that the path knows ("GET, HEAD") for a 405. */
err route_find(const struct route_table *, enum method, str path, str arg[ROUTE_ARGS],
	const struct route **, str *allow) MUST;
