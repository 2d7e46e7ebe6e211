/* routes.c: the tables of all pages and all faces, made from the ROUTE and FACE
 * lines of the sources.
 * SPDX-License-Identifier: Apache-2.0 */
#include "door/faces.h"

#include "routes.inc"
#undef ROUTE
#define ROUTE(method, path, page, access, caching) {method, path, page, access, caching},
static const struct route table[] = {
#include "routes.inc"
};
const struct route_table routes = {table, LENGTH(table)};

#include "faces.inc"
#undef FACE
#define FACE(path, answer) {path, answer},
static const struct face {
	const char *path;
	void (*answer)(struct ctx *, err);
} faces[] = {
#include "faces.inc"
};

static bool
is_below(str path, str face)
{
	return str_starts(path, face) && (path.n == face.n || !face.n || path.p[face.n] == '/');
}

void
faces_answer(struct ctx *c, err e)
{
	const struct face *best = NULL;

	for (size_t i = 0; i < LENGTH(faces); i++)
		if (is_below(c->req->path, str_of(faces[i].path)) &&
			(!best || strlen(faces[i].path) > strlen(best->path)))
			best = &faces[i];
	if (best)
		best->answer(c, e);
}
