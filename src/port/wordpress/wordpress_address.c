/* wordpress_address.c: slugs, paths and the scheme of a site's addresses, as its
 * items show them.  A scheme is guessed by finding what is known of a story (its
 * date, slug, number, section) in the parts of its link; the commonest wins.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"
#include "port/wordpress/wordpress.h"

enum { LONGEST_SLUG = 400, LONGEST_PATH = 512, LONGEST_PART = 200 };

static int
hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 :
		c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static str
percent_decoded(struct arena *a, str s)
{
	struct buf b = buf_in(a, s.n + 1);

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '%' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 && hex(s.p[i + 2]) >= 0) {
			buf_char(&b, (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2])));
			i += 2;
		} else {
			buf_char(&b, s.p[i]);
		}
	}
	return buf_str(&b);
}

static bool
has_control(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return true;
	return false;
}

static str
lower(struct arena *a, str s)
{
	char *p = arena_z(a, s);

	for (size_t i = 0; i < s.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] + 32);
	return (str){p, s.n};
}

str
wordpress_slug(struct arena *a, str s)
{
	str d = percent_decoded(a, str_trim(s));

	if (!utf8_valid(d) || has_control(d) || str_find_char(d, '/') != NOWHERE)
		d = str_trim(s);
	d = lower(a, utf8_cut(d, LONGEST_SLUG));
	return str_find_char(d, '/') == NOWHERE && !has_control(d) ? d : S("");
}

str
wordpress_author_slug(struct arena *a, str login)
{
	struct buf b = buf_in(a, login.n + 16);
	str s = lower(a, login);

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
			(unsigned char)c >= 0x80)
			buf_char(&b, c);
		else if (strchr(" .-", c) && c && b.n && b.p[b.n - 1] != '-')
			buf_char(&b, '-');
	}
	while (b.n && b.p[b.n - 1] == '-')
		b.n--;
	return b.n ? buf_str(&b) : S("author");
}

/* What stands after the host. */
static str
path_of(str link)
{
	size_t at = str_find(link, S("://"));

	if (at != NOWHERE)
		link = str_from(link, at + 3);
	else if (str_starts(link, S("//")))
		link = str_from(link, 2);
	else
		return link;
	at = str_find_char(link, '/');
	return at == NOWHERE ? S("") : str_from(link, at);
}

str
wordpress_upload_path(struct arena *a, str address)
{
	size_t at = str_find(address, S("/uploads/"));
	str p = at != NOWHERE ? str_from(address, at + 9) : path_of(address), part, rest;

	p = percent_decoded(a, str_trim(p));
	while (p.n && *p.p == '/')
		p = str_from(p, 1);
	if (str_starts(p, S("uploads/")))
		p = str_from(p, 8);
	if (!p.n || p.n > LONGEST_PATH || has_control(p) || !utf8_valid(p) ||
		str_find_char(p, '\\') != NOWHERE || p.p[p.n - 1] == '/')
		return S("");
	for (rest = p; str_split(&rest, '/', &part);)
		if (!part.n || *part.p == '.' || part.n > LONGEST_PART)
			return S("");
	return p;
}

/* Which %name% a part of an address is, for this story; empty: it is itself. */
static str
name_of_part(struct arena *a, str part, const struct wxr_item *i)
{
	str date = str_trim(i->date);
	const struct {
		str name, value;
	} of[] = {
		{S("%postname%"), wordpress_slug(a, i->name)},
		{S("%post_id%"), str_trim(i->id)},
		{S("%year%"), str_upto(date, 4)},
		{S("%monthnum%"), str_upto(str_from(date, 5), 2)},
		{S("%day%"), str_upto(str_from(date, 8), 2)},
		{S("%hour%"), str_upto(str_from(date, 11), 2)},
		{S("%minute%"), str_upto(str_from(date, 14), 2)},
		{S("%second%"), str_upto(str_from(date, 17), 2)},
		{S("%author%"), wordpress_author_slug(a, i->creator)},
	};

	part = wordpress_slug(a, part);
	for (size_t k = 0; k < LENGTH(of); k++)
		if (part.n && str_eq(part, of[k].value))
			return of[k].name;
	for (const struct wxr_place *p = i->place; p; p = p->next)
		if (str_eq(p->domain, S("category")) && str_eq(part, wordpress_slug(a, p->nicename)))
			return S("%category%");
	return S("");
}

static void
vote(struct wordpress *w, str scheme)
{
	size_t k = 0;

	while (k < w->schemes && !str_eq(w->scheme[k].scheme, scheme))
		k++;
	if (k == LENGTH(w->scheme))
		return;
	if (k == w->schemes)
		w->scheme[w->schemes++].scheme = arena_copy(w->a, scheme);
	w->scheme[k].votes++;
}

/* The scheme by which this story got its address; empty: by none. */
static str
scheme_of(struct arena *a, const struct wxr_item *i)
{
	str path = path_of(str_trim(i->link)), part, last = {0};
	struct buf b = buf_in(a, 1000);
	bool found = false;

	if (str_find_char(path, '?') != NOWHERE || path.n < 2 || path.n > 600)
		return S("");
	for (str rest = str_from(path, 1); str_split(&rest, '/', &part);) {
		str name = part.n ? name_of_part(a, part, i) : S("");

		if (!part.n)
			continue;
		found = found || str_eq(name, S("%postname%")) || str_eq(name, S("%post_id%"));
		if (str_eq(name, S("%category%")) && str_eq(last, name))
			continue;
		buf_char(&b, '/');
		buf_add(&b, name.n ? name : part);
		last = name;
	}
	if (path.p[path.n - 1] == '/')
		buf_char(&b, '/');
	return found && !b.over ? buf_str(&b) : S("");
}

void
wordpress_learn(struct wordpress *w, struct arena *a, const struct wxr_item *i)
{
	wptime_learn(&w->time, i->date, i->date_gmt);
	if (str_eq(i->status, S("publish")) && str_eq(i->type, S("post"))) {
		str scheme = scheme_of(a, i);

		if (scheme.n)
			vote(w, scheme);
	}
}

str
wordpress_permalink(const struct wordpress *w)
{
	size_t best = 0;

	for (size_t i = 1; i < w->schemes; i++)
		if (w->scheme[i].votes > w->scheme[best].votes)
			best = i;
	return w->schemes ? w->scheme[best].scheme : S("");
}

/* The address with another slug in the place of the last part that is the slug. */
str
wordpress_path_with(struct arena *a, const struct wxr_item *i, str slug)
{
	str path = path_of(str_trim(i->link)), mine = wordpress_slug(a, i->name), part;
	struct buf b = buf_in(a, path.n * 3 + slug.n + 16);
	bool found = false;

	if (str_find_char(path, '?') != NOWHERE || !mine.n || path.n < 2)
		return S("");
	for (str rest = str_from(path, 1); str_split(&rest, '/', &part);) {
		bool is = part.n && str_eq(wordpress_slug(a, part), mine);

		if (!part.n)
			continue;
		buf_char(&b, '/');
		buf_add(&b, is ? slug : percent_decoded(a, part));
		found = found || is;
	}
	return found ? buf_str(&b) : S("");
}
