/* images.c: pictures in a body, by tokens and not by marks in the text, so that what
 * stands in an attribute or a comment of somebody's is none.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/body/images.h"

#include "text/html/entity.h"
#include "text/html/token.h"

struct found {
	struct arena *a;
	struct image *image;
	size_t n, most;
};

str
images_path(str url)
{
	static const str roots[] = {S("/wp-content/uploads/"), S("/media/")};

	for (size_t i = 0; i < LENGTH(roots); i++) {
		size_t at = str_find(url, roots[i]);

		if (at == NOWHERE)
			continue;
		url = str_from(url, at + roots[i].n);
		url = str_upto(url, str_find_char(url, '?'));
		return str_upto(url, str_find_char(url, '#'));
	}
	return S("");
}

static void
add(struct found *f, struct image i)
{
	if (f->n < f->most && (i.id || i.path.n))
		f->image[f->n++] = i;
}

/* The number at the start of s. */
static int64_t
number(str *s)
{
	int64_t v = 0;

	while (s->n && s->p[0] >= '0' && s->p[0] <= '9' && v < 1000000000000) {
		v = v * 10 + (s->p[0] - '0');
		*s = str_from(*s, 1);
	}
	return v;
}

static int64_t
class_number(str class)
{
	size_t at = str_find(class, S("wp-image-"));
	str rest = str_from(class, at == NOWHERE ? class.n : at + 9);

	return number(&rest);
}

static str
decoded(struct found *f, str value)
{
	return str_find_char(value, '&') == NOWHERE ? value : entity_decode(f->a, value, true);
}

static void
open_tag(struct found *f, const struct token *t)
{
	struct image i = {.link = str_eq_case(t->name, S("a"))};

	if (!i.link && !str_eq_case(t->name, S("img")))
		return;
	for (size_t k = 0; k < t->attrs; k++) {
		str name = t->attr[k].name, value = decoded(f, t->attr[k].value);

		if (str_eq_case(name, i.link ? S("href") : S("src")))
			i.path = images_path(value);
		else if (!i.link && str_eq_case(name, S("class")))
			i.id = class_number(value);
		else if (!i.link && str_eq_case(name, S("alt")))
			i.alt = str_trim(value);
	}
	add(f, i);
}

/* [gallery ids="12,13"] */
static void
galleries(struct found *f, str text)
{
	size_t at;

	while ((at = str_find(text, S("[gallery"))) != NOWHERE) {
		str in, rest;

		text = str_from(text, at + 8);
		in = str_upto(text, str_find_char(text, ']'));
		at = str_find(in, S("ids="));
		if (at == NOWHERE)
			continue;
		rest = str_from(in, at + 4);
		while (rest.n) {
			int64_t id = number(&rest);

			if (id)
				add(f, (struct image){.id = id});
			else
				rest = str_from(rest, 1);
			if (rest.n && rest.p[0] != ',' && rest.p[0] != ' ' && rest.p[0] != '"' && (rest.p[0] < '0' || rest.p[0] > '9'))
				break;
		}
	}
}

struct image *
images_in(struct arena *a, str body, size_t most, size_t *n)
{
	struct found f = {.a = a, .image = NEW(a, struct image, most), .most = most};
	struct tokens in = tokens_of(body);
	struct token *t = NEW(a, struct token, 1);

	if (str_find_char(body, '<') == NOWHERE && str_find_char(body, '[') == NOWHERE)
		in.in = S("");
	while (f.n < most && tokens_next(&in, t)) {
		if (t->kind == TOKEN_OPEN)
			open_tag(&f, t);
		else if (t->kind == TOKEN_TEXT)
			galleries(&f, t->text);
	}
	*n = f.n;
	return f.image;
}
