/* route.c: matching paths against patterns.
 *
 * The table is walked for each request that the page cache did not answer: some
 * dozens of short comparisons, which is less than one query.
 */
#include "http/route.h"

enum part { END, REST, NAMED, LITERAL }; /* in rising order of precision */

/* Takes "/part" off a path or a pattern. */
static str
next_part(str *rest)
{
	str part = str_from(*rest, 1);
	size_t slash = str_find_char(part, '/');

	part = str_upto(part, slash);
	*rest = str_from(*rest, part.n + 1);
	return part;
}

static enum part
part_kind(str part)
{
	if (!part.n || part.p[0] != '{')
		return LITERAL;
	return str_ends(part, S("...}")) ? REST : NAMED;
}

static bool
matches(str pattern, str path, str arg[ROUTE_ARGS])
{
	size_t n = 0;

	while (pattern.n) {
		str part = next_part(&pattern);
		enum part kind = part_kind(part);
		str have;

		if (!path.n || (kind != LITERAL && n == ROUTE_ARGS))
			return false;
		if (kind == REST) {
			arg[n] = str_from(path, 1);
			return arg[n].n > 0;
		}
		have = next_part(&path);
		if (kind == NAMED && !have.n)
			return false;
		if (kind == NAMED)
			arg[n++] = have;
		else if (!str_eq(part, have))
			return false;
	}
	return !path.n;
}

/* Does pattern a say more than b?  The first part in which they differ decides. */
static bool
more_precise(str a, str b)
{
	while (a.n && b.n) {
		enum part ka = part_kind(next_part(&a)), kb = part_kind(next_part(&b));

		if (ka != kb)
			return ka > kb;
	}
	return a.n > b.n;
}

static bool
serves(enum method route, enum method asked)
{
	return route == asked || (route == GET && asked == HEAD);
}

static str
allowed(bool get, bool post)
{
	if (get && post)
		return S("GET, HEAD, POST, OPTIONS");
	return get ? S("GET, HEAD, OPTIONS") : S("POST, OPTIONS");
}

err
route_find(const struct route_table *table, enum method m, str path, str arg[ROUTE_ARGS],
	const struct route **found, str *allow)
{
	const struct route *best = NULL;
	bool get = false, post = false;
	str mine[ROUTE_ARGS];

	*allow = (str){0};
	for (size_t i = 0; i < table->n; i++) {
		const struct route *r = &table->route[i];

		memset(mine, 0, sizeof mine);
		if (!matches(str_of(r->path), path, mine))
			continue;
		get |= r->method == GET;
		post |= r->method == POST;
		if (serves(r->method, m) &&
			(!best || more_precise(str_of(r->path), str_of(best->path)))) {
			best = r;
			memcpy(arg, mine, sizeof mine);
		}
	}
	*found = best;
	if (best)
		return OK;
	if (!get && !post)
		return fail(E_ABSENT, "page not found");
	*allow = allowed(get, post);
	return fail(E_INPUT, "method not allowed");
}
