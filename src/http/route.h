/* route.h: finding a page in any table, for route_find() and its tests. */
#pragma once
#include "http/http.h"

/* The most precise route that serves the method: a GET and a POST of one
 * address may have patterns of different precision. */
err route_find_in(const struct route *table, size_t n, enum method, str path,
	str arg[ROUTE_ARGS], const struct route **, str *allow) MUST;
