/* body.c: a story's body as readers get it.
 *
 * text/body.h makes it safe; what only the archive knows is put in here: the
 * pictures with all their sizes, galleries by number.  Pictures are looked for
 * by the number that WordPress left in their class, all in one question, and
 * else by their address. */
#include "site/body.h"

#include "query.h"
#include "text/body.h"
#include "text/unsized.h"
#include "view/theme.h"

enum { MOST_PICTURES = 200, MOST_PARTS = 50 };

struct work {
	struct making *pg;
	struct view view;
	struct picture *picture;
	size_t pictures;
	bool feed;
	err e;
};

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

static const struct picture *
by_number(const struct work *w, int64_t id)
{
	for (size_t i = 0; i < w->pictures; i++)
		if (w->picture[i].id == id)
			return &w->picture[i];
	return NULL;
}

/* "https://old.example/wp-content/uploads/2025/10/a-300x200.jpg" -> "2025/10/a-300x200.jpg" */
static bool
upload_path(str url, str *path)
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
by_path(struct work *w, str url)
{
	struct q_media_by_path row;
	struct picture *p;
	size_t n;
	str path;
	err e;

	if (!upload_path(url, &path))
		return NULL;
	for (size_t i = 0; i < w->pictures; i++)
		if (str_eq(w->picture[i].path, path) || str_eq(w->picture[i].path, unsized(w->view.a, path)))
			return &w->picture[i];
	e = q_media_by_path(w->pg->t, path, &row);
	if (e == E_ABSENT)
		e = q_media_by_path(w->pg->t, unsized(w->view.a, path), &row);
	if (e == OK)
		e = picture_list(w->pg->t, &row.id, 1, &p, &n);
	if (e != OK && e != E_ABSENT)
		w->e = e;
	return e == OK && n ? p : NULL;
}

static const struct picture *
find_picture(struct work *w, const struct sanitise_image *i)
{
	const struct picture *p = i->wordpress_id ? by_number(w, i->wordpress_id) : NULL;
	str path;

	/* A number from another site's export may be another picture here. */
	if (p && upload_path(i->src, &path) && !str_eq(p->path, path) &&
		!str_eq(p->path, unsized(w->view.a, path)))
		p = NULL;
	return p ? p : by_path(w, i->src);
}

static bool
put_image(void *arg, const struct sanitise_image *i, struct buf *out)
{
	struct work *w = arg;
	const struct picture *p = find_picture(w, i);
	struct picture own;
	struct value *v;
	html made;

	if (!p || !p->ready || w->feed)
		return false;
	own = *p;
	if (i->alt.n)
		own.alt = i->alt;
	v = value_map(w->view.a);
	show_picture(&w->view, v, "picture", &own);
	w->e = theme_render(w->pg->c->app->theme, w->view.a, S("body-picture"), v, &made);
	if (w->e != OK)
		return false;
	buf_html(out, made);
	return true;
}

/* Addresses of uploads lead to this site, wherever the paper lived before. */
static str
put_url(void *arg, struct arena *a, enum sanitise_use use, str url)
{
	struct work *w = arg;
	str path;

	(void)use;
	if (str_find(url, S("/wp-content/uploads/")) != NOWHERE && upload_path(url, &path))
		url = arena_fmt(a, "/wp-content/uploads/%.*s", SARG(path));
	if (w->feed && str_starts(url, S("/")) && !str_starts(url, S("//")))
		url = paper_absolute(&w->pg->paper, url);
	return url;
}

static bool
gallery_picture(void *arg, struct arena *a, int64_t id, struct shortcode_media *m)
{
	struct work *w = arg;
	const struct picture *p = by_number(w, id);

	(void)a;
	if (!p || !p->ready)
		return false;
	*m = (struct shortcode_media){.url = paper_media(&w->pg->paper, p->path), .alt = p->alt,
		.caption = p->caption, .width = p->width, .height = p->height};
	return true;
}

/* Part n of a body that <!--nextpage--> divides. */
static str
part_of(str body, int64_t n, int64_t *parts)
{
	str mark = S("<!--nextpage-->"), part = body;
	size_t at;

	for (*parts = 1; (at = str_find(body, mark)) != NOWHERE && *parts < MOST_PARTS; ++*parts) {
		if (*parts == n)
			part = str_upto(body, at);
		body = str_from(body, at + mark.n);
		if (*parts + 1 == n)
			part = body;
	}
	return part;
}

/* The dateline is a field; a body that came with it in its first line keeps it there. */
static err
add_dateline(struct work *w, const struct card *c, str body, html *made)
{
	str plain = body_plain(w->view.a, str_upto(body, 2000), body_format_of(c->format));
	struct value *v = value_map(w->view.a);
	size_t at = str_find_char(made->s, '>');
	struct buf b = buf_in(w->view.a, SIZE_MAX);
	html dateline;

	if (!c->dateline.n || str_starts(plain, c->dateline) || !str_starts(made->s, S("<p")) || at == NOWHERE)
		return OK;
	value_str(v, "dateline", c->dateline);
	TRY(theme_render(w->pg->c->app->theme, w->view.a, S("dateline"), v, &dateline));
	buf_add(&b, str_upto(made->s, at + 1));
	buf_html(&b, dateline);
	buf_add(&b, str_from(made->s, at + 1));
	return buf_done(&b, &made->s);
}

static err
make(struct making *pg, const struct story *s, str body, bool feed, bool dateline, html *out)
{
	struct work w = {.pg = pg, .view = site_view(pg), .feed = feed};
	const struct body_hooks hooks = {
		.sanitise = {.arg = &w, .url = put_url, .image = put_image},
		.shortcode = {.arg = &w, .media = gallery_picture}};
	int64_t *id = NEW(pg->c->a, int64_t, MOST_PICTURES);
	size_t n = numbers_in(body, id, MOST_PICTURES);

	TRY(picture_list(pg->t, id, n, &w.picture, &w.pictures));
	*out = body_html(pg->c->a, body, body_format_of(s->card.format), &hooks);
	TRY(w.e);
	return dateline ? add_dateline(&w, &s->card, body, out) : OK;
}

err
site_body(struct making *pg, const struct story *s, int64_t part, html *out, int64_t *parts)
{
	str body = part_of(s->body, part, parts);

	return make(pg, s, body, false, part == 1, out);
}

/* Who read the story in a feed reads there what was wrong with it. */
static err
add_corrections(struct making *pg, const struct story *s, html *made)
{
	struct view v = site_view(pg);
	struct value *root = value_map(v.a), *list = value_list(root, "corrections");
	struct buf b = buf_in(v.a, SIZE_MAX);
	html below;

	if (!s->corrections)
		return OK;
	value_put(root, S("t"), words_values(v.words));
	for (size_t i = 0; i < s->corrections; i++) {
		struct value *c = value_item(list);

		show_date(&v, c, "date", s->correction[i].at);
		value_str(c, "text", s->correction[i].text);
	}
	TRY(theme_render(pg->c->app->theme, v.a, S("feed-corrections"), root, &below));
	buf_html(&b, *made);
	buf_html(&b, below);
	return buf_done(&b, &made->s);
}

err
site_body_feed(struct making *pg, const struct story *s, html *out)
{
	TRY(make(pg, s, s->body, true, true, out));
	return add_corrections(pg, s, out);
}
