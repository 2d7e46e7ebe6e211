/* media_path.c: names of files below SITE/media: of a picture, of its sizes, of its parts.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/picture/media_path.h"

#include "base/hash.h"

str
media_path_folder(struct arena *a, str path)
{
	while (path.n && path.p[path.n - 1] != '/')
		path.n--;
	return arena_copy(a, str_upto(path, path.n ? path.n - 1 : 0));
}

str
media_path_name(str path)
{
	size_t slash;

	while ((slash = str_find_char(path, '/')) != NOWHERE)
		path = str_from(path, slash + 1);
	return path;
}

/* Unlike for unlike names, and only of what is allowed. */
str
media_file_base(struct arena *a, str path, int64_t version)
{
	str name = media_path_name(path);
	bool odd = false;
	char *p;

	p = arena_z(a, str_upto(name, 120));
	for (char *c = p; *c; c++) {
		bool fine = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
			(*c >= '0' && *c <= '9') || *c == '.' || *c == '_' || *c == '-';

		if (!fine)
			*c = '_';
		odd = odd || !fine;
	}
	name = !odd && name.n <= 120 ? str_of(p) :
		arena_fmt(a, "%s-%.*s", p, SARG(str_upto(hash_hex(a, path), 12)));
	return version < 2 ? name : arena_fmt(a, "%.*s-r%lld", SARG(name), (long long)version);
}

str
media_file_beside(struct arena *a, str path, str name)
{
	str folder = media_path_folder(a, path);

	return folder.n ? arena_fmt(a, "%.*s/%.*s", SARG(folder), SARG(name)) : arena_copy(a, name);
}

/* The part behind the last dash, which is taken off; false: there is none. */
static bool
last_part(str *s, str *part)
{
	size_t at = s->n;

	while (at && s->p[at - 1] != '-')
		at--;
	if (!at || at == s->n)
		return false;
	*part = str_from(*s, at);
	*s = str_upto(*s, at - 1);
	return true;
}

bool
media_file_is_size(str path, str *picture, enum media_shape *shape, int64_t *width)
{
	str part, rest = path, before;
	int64_t n;

	if (!last_part(&rest, &part) || part.p[0] != 'w' || str_int(str_upto(str_from(part, 1), str_find_char(part, '.') - 1), width))
		return false;
	*shape = MEDIA_WHOLE;
	before = rest;
	for (int i = 0; i < 3 && last_part(&before, &part) && str_int(part, &n) == OK;)
		if (++i == 3 && last_part(&before, &part) && (*shape = media_shape_named(part)) != MEDIA_WHOLE)
			rest = before;
	before = rest;
	if (last_part(&before, &part) && part.p[0] == 'r' && str_int(str_from(part, 1), &n) == OK)
		rest = before;
	*picture = rest;
	return rest.n > 0;
}
