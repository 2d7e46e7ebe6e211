/* body_picture.c: finding the pictures of a body.  Pictures are looked for by the
 * number that WordPress left in their class, all in one question, and else by
 * their address.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/story/body_picture.h"

#include "query/card.h"
#include "text/body/size_suffix.h"

enum { MOST_PICTURES = 200 };

/* The numbers in class="wp-image-12" and in [gallery ids="12,13"]. */
static size_t
numbers_in(str body, int64_t *id, size_t most)
{
	static const str marks[] = {S("wp-image-"), S("ids=\"")};
	size_t n = 0;

	for (size_t k = 0; k < LENGTH(marks); k++) {
		str rest = body;
		size_t at;

		while ((at = str_find(rest, marks[k])) != NOWHERE && n < most) {
			int64_t v = 0;

			rest = str_from(rest, at + marks[k].n);
			for (; rest.n && n < most; rest = str_from(rest, 1)) {
				char c = rest.p[0];

				if (c >= '0' && c <= '9' && v < 1000000000000)
					v = v * 10 + (c - '0');
				else if (v)
					id[n++] = v, v = 0;
				if (c != ',' && c != ' ' && (c < '0' || c > '9'))
					break;
			}
		}
	}
	return n;
}

err
body_pictures_find(struct txn *t, str body, struct body_pictures *b)
{
	int64_t *id = NEW(store_arena(t), int64_t, MOST_PICTURES);
	size_t n = numbers_in(body, id, MOST_PICTURES);

	*b = (struct body_pictures){.t = t};
	return card_pictures(t, id, n, MEDIA_SQUARE, &b->picture, &b->n);
}

const struct picture *
body_picture_numbered(const struct body_pictures *b, int64_t id)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->picture[i].id == id)
			return &b->picture[i];
	return NULL;
}

bool
body_picture_path(str url, str *path)
{
	static const str roots[] = {S("/wp-content/uploads/"), S("/media/")};

	for (size_t i = 0; i < LENGTH(roots); i++) {
		size_t at = str_find(url, roots[i]);

		if (at == NOWHERE)
			continue;
		*path = str_from(url, at + roots[i].n);
		*path = str_upto(*path, str_find_char(*path, '?'));
		return path->n > 0;
	}
	return false;
}

static const struct picture *
by_path(struct body_pictures *b, str url)
{
	struct arena *a = store_arena(b->t);
	struct q_media_by_path row;
	struct picture *p;
	size_t n;
	str path;
	err e;

	if (!body_picture_path(url, &path))
		return NULL;
	for (size_t i = 0; i < b->n; i++)
		if (str_eq(b->picture[i].path, path) || str_eq(b->picture[i].path, size_suffix_strip(a, path)))
			return &b->picture[i];
	e = q_media_by_path(b->t, path, &row);
	if (e == E_ABSENT)
		e = q_media_by_path(b->t, size_suffix_strip(a, path), &row);
	if (e == OK)
		e = card_pictures(b->t, &row.id, 1, MEDIA_SQUARE, &p, &n);
	if (e != OK && e != E_ABSENT)
		b->e = e;
	return e == OK && n ? p : NULL;
}

const struct picture *
body_picture_of(struct body_pictures *b, str src, int64_t id)
{
	const struct picture *p = id ? body_picture_numbered(b, id) : NULL;
	str path;

	/* A number from another site's export may be another picture here. */
	if (p && body_picture_path(src, &path) && !str_eq(p->path, path) &&
		!str_eq(p->path, size_suffix_strip(store_arena(b->t), path)))
		p = NULL;
	return p ? p : by_path(b, src);
}
