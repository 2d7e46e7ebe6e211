/* permalink.c: one small matcher for writing and reading story addresses.
 *
 * A scheme is walked as literal text and %names%.  Digits have a fixed width
 * where WordPress writes one, so "/20260304/slug" can be read as well; the
 * category is the only name that may hold slashes, and takes as much as it can. */
#include "news/paper/permalink.h"

enum part { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, ID, SLUG, CATEGORY, AUTHOR };

static const struct {
	str name;
	int digits; /* 0: any number of them, or not digits */
} parts[] = {
	[YEAR] = {S("%year%"), 4},
	[MONTH] = {S("%monthnum%"), 2},
	[DAY] = {S("%day%"), 2},
	[HOUR] = {S("%hour%"), 2},
	[MINUTE] = {S("%minute%"), 2},
	[SECOND] = {S("%second%"), 2},
	[ID] = {S("%post_id%"), 0},
	[SLUG] = {S("%postname%"), 0},
	[CATEGORY] = {S("%category%"), 0},
	[AUTHOR] = {S("%author%"), 0},
};

/* The part that a scheme starts with, or -1 for literal text. */
static int
part_at(str scheme)
{
	for (size_t i = 0; i < LENGTH(parts); i++)
		if (str_starts(scheme, parts[i].name))
			return (int)i;
	return -1;
}

err
permalink_check(str scheme)
{
	bool found = false;

	if (!str_starts(scheme, S("/")))
		return fail(E_INPUT, "the permalink structure must start with a slash");
	for (str rest = scheme; rest.n;) {
		int part = part_at(rest);

		if (part < 0 && rest.p[0] == '%')
			return fail(E_INPUT, "\"%.*s\" is not a permalink tag",
				SARG(str_upto(rest, 20)));
		if (part == ID || part == SLUG)
			found = true;
		rest = str_from(rest, part < 0 ? 1 : parts[part].name.n);
	}
	if (!found)
		return fail(E_INPUT, "the permalink structure must contain %%postname%% or %%post_id%%");
	return OK;
}

bool
permalink_slash(str scheme)
{
	return str_ends(scheme, S("/"));
}

static void
add_encoded(struct buf *b, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
			strchr("-_.~/", c))
			buf_char(b, (char)c);
		else
			buf_fmt(b, "%%%02x", c);
	}
}

static void
write_part(struct buf *b, int part, const struct permalink_parts *v)
{
	const int number[] = {v->year, v->month, v->day, v->hour, v->minute, v->second};

	switch (part) {
	case ID:
		buf_int(b, v->id);
		break;
	case SLUG:
		add_encoded(b, v->slug);
		break;
	case CATEGORY:
		add_encoded(b, v->category);
		break;
	case AUTHOR:
		add_encoded(b, v->author);
		break;
	default:
		buf_fmt(b, "%0*d", parts[part].digits, number[part]);
	}
}

str
permalink_write(struct arena *a, str scheme, const struct permalink_parts *v)
{
	struct buf b = buf_in(a, SIZE_MAX);

	for (str rest = scheme; rest.n;) {
		int part = part_at(rest);

		if (part < 0)
			buf_char(&b, rest.p[0]);
		else
			write_part(&b, part, v);
		rest = str_from(rest, part < 0 ? 1 : parts[part].name.n);
	}
	return buf_str(&b);
}

static bool
read_number(str *path, int digits, int64_t *out)
{
	size_t n = 0;

	while (n < path->n && path->p[n] >= '0' && path->p[n] <= '9' && (!digits || n < (size_t)digits))
		n++;
	if (!n || (digits && n != (size_t)digits) || n > 18)
		return false;
	*out = 0;
	for (size_t i = 0; i < n; i++)
		*out = *out * 10 + (path->p[i] - '0');
	*path = str_from(*path, n);
	return true;
}

/* Up to the next slash; a category: up to where the rest of the scheme, which
 * has no slash-holding part any more, needs its segments. */
static str
take_name(str *path, str scheme, bool greedy)
{
	size_t n = 0, after = 0, slashes = 0;
	str name;

	for (size_t i = 0; i < scheme.n; i++)
		after += scheme.p[i] == '/' && i + 1 < scheme.n;
	if (greedy) {
		for (size_t i = 0; i < path->n; i++)
			slashes += path->p[i] == '/' && i + 1 < path->n;
		for (; n < path->n; n++)
			if (path->p[n] == '/' && slashes-- <= after)
				break;
	} else {
		while (n < path->n && path->p[n] != '/')
			n++;
	}
	name = str_upto(*path, n);
	*path = str_from(*path, n);
	return name;
}

static bool
read_part(int part, str *path, str scheme, struct permalink_parts *v)
{
	int *const number[] = {&v->year, &v->month, &v->day, &v->hour, &v->minute, &v->second};
	int64_t n;

	switch (part) {
	case ID:
		return read_number(path, 0, &v->id);
	case SLUG:
		/* "%postname%.html": the name ends where the literal begins */
		v->slug = take_name(path, scheme, false);
		if (scheme.n && scheme.p[0] != '/' && scheme.p[0] != '%') {
			str tail = str_upto(scheme, str_find_char(scheme, '/'));

			if (!str_ends(v->slug, tail))
				return false;
			v->slug.n -= tail.n;
			*path = (str){v->slug.p + v->slug.n, path->n + tail.n};
		}
		return v->slug.n > 0;
	case CATEGORY:
		v->category = take_name(path, scheme, true);
		return v->category.n > 0;
	case AUTHOR:
		v->author = take_name(path, scheme, false);
		return v->author.n > 0;
	default:
		if (!read_number(path, parts[part].digits, &n))
			return false;
		*number[part] = (int)n;
		return true;
	}
}

bool
permalink_read(str scheme, str path, struct permalink_parts *v)
{
	*v = (struct permalink_parts){.year = -1, .month = -1, .day = -1, .hour = -1, .minute = -1, .second = -1};
	while (scheme.n) {
		int part = part_at(scheme);

		if (part >= 0) {
			scheme = str_from(scheme, parts[part].name.n);
			if (!read_part(part, &path, scheme, v))
				return false;
			continue;
		}
		if (!path.n)
			return scheme.n == 1 && scheme.p[0] == '/';
		if (path.p[0] != scheme.p[0])
			return false;
		path = str_from(path, 1);
		scheme = str_from(scheme, 1);
	}
	return !path.n || str_eq(path, S("/"));
}
