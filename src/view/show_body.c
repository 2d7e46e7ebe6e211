/* show_body.c: a story's body as readers get it.
 *
 * text/body/body.h makes it safe; what only the archive knows is put in here: the
 * pictures with all their sizes, galleries by number.  The readers' page and the
 * desk's preview make it the same way.  The one view that may ask: a picture without
 * a number is looked for when its address comes up.
 * SPDX-License-Identifier: Apache-2.0 */
#include "view/show_body.h"

#include "text/body/body.h"
#include "view/theme.h"

enum { MOST_PARTS = 50 };

struct work {
	const struct show_body *in;
	struct view view;
	bool feed;
	err e;
};

static bool
put_image(void *arg, const struct sanitise_image *i, struct buf *out)
{
	struct work *w = arg;
	const struct picture *p = body_picture_of(w->in->pictures, i->src, i->wordpress_id);
	struct picture own;
	struct value *v;
	html made;

	if (!p || !p->ready || w->feed)
		return false;
	own = *p;
	if (i->alt.n)
		own.alt = i->alt;
	v = value_map(w->view.a);
	value_bool(v, "gallery", i->gallery);
	show_picture(&w->view, v, "picture", &own, i->gallery);
	w->e = theme_render(w->in->theme, w->view.a, S("body-picture"), v, &made);
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
	if (str_find(url, S("/wp-content/uploads/")) != NOWHERE && body_picture_path(url, &path))
		url = arena_fmt(a, "/wp-content/uploads/%.*s", SARG(path));
	if (w->feed && str_starts(url, S("/")) && !str_starts(url, S("//")))
		url = paper_absolute(w->view.paper, url);
	return url;
}

static bool
gallery_picture(void *arg, struct arena *a, int64_t id, struct shortcode_media *m)
{
	struct work *w = arg;
	const struct picture *p = body_picture_numbered(w->in->pictures, id);

	(void)a;
	if (!p || !p->ready)
		return false;
	*m = (struct shortcode_media){.url = paper_media(w->view.paper, p->path), .alt = p->alt,
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
	TRY(theme_render(w->in->theme, w->view.a, S("dateline"), v, &dateline));
	buf_add(&b, str_upto(made->s, at + 1));
	buf_html(&b, dateline);
	buf_add(&b, str_from(made->s, at + 1));
	return buf_done(&b, &made->s);
}

static err
make(const struct show_body *in, str body, bool feed, bool dateline, html *out)
{
	struct work w = {.in = in, .view = in->view, .feed = feed};
	const struct body_hooks hooks = {
		.sanitise = {.arg = &w, .url = put_url, .image = put_image},
		.shortcode = {.arg = &w, .media = gallery_picture}};

	*out = body_html(in->view.a, body, body_format_of(in->story->card.format), &hooks);
	TRY(w.e);
	TRY(in->pictures->e);
	return dateline ? add_dateline(&w, &in->story->card, body, out) : OK;
}

err
show_body_part(const struct show_body *in, int64_t part, html *out, int64_t *parts)
{
	str body = part_of(in->story->body, part, parts);

	return make(in, body, false, part == 1, out);
}

err
show_body_feed(const struct show_body *in, html *out)
{
	return make(in, in->story->body, true, true, out);
}
