/* json.c: pictures as pages and scripts of the desk are told of them, and the
 * picker's list. */
#include "desk/picture/picture.h"

ROUTE(GET, "/desk/pictures/pick.json", desk_picture_pick_json, MAY_PICTURE, NEVER)

enum { PER_PICK = 40, PAGES = 50 };

str
desk_picture_state(const struct picture_entry *p)
{
	return p->making_at && !str_eq(p->state, S("ready")) ? S("making") : p->state;
}

/* Of a format that every browser of the desk knows. */
str
desk_picture_size(const struct picture_file *s, size_t n, int64_t id, str shape, int64_t width, str otherwise)
{
	const struct picture_file *best = NULL;

	for (size_t i = 0; i < n; i++) {
		if (s[i].id != id || !str_eq(s[i].shape, shape) || !str_eq(s[i].format, S("webp")))
			continue;
		if (!best || (best->width < width ? s[i].width > best->width : s[i].width >= width && s[i].width < best->width))
			best = &s[i];
	}
	return best ? best->path : otherwise;
}

err
desk_picture_shown(struct desk *d, const struct picture_entry *p, size_t n, struct picture_shown **out)
{
	int64_t *id = NEW(d->a, int64_t, n);
	struct picture_file *size;
	size_t sizes;

	for (size_t i = 0; i < n; i++)
		id[i] = p[i].id;
	TRY(picture_files(d->t, id, n, S(""), &size, &sizes));
	*out = NEW(d->a, struct picture_shown, n);
	for (size_t i = 0; i < n; i++) {
		struct picture_shown *s = &(*out)[i];

		s->p = &p[i];
		if (!str_eq(p[i].state, S("ready")))
			continue;
		s->url = paper_media(&d->paper, p[i].path);
		s->thumb = paper_media(&d->paper, desk_picture_size(size, sizes, p[i].id, S(""), 300, p[i].path));
		s->large = paper_media(&d->paper, desk_picture_size(size, sizes, p[i].id, S(""), 960, p[i].path));
	}
	return OK;
}

static void
text(struct json *j, const char *name, str s)
{
	json_key(j, name);
	json_str(j, s);
}

static void
number(struct json *j, const char *name, int64_t n)
{
	json_key(j, name);
	json_num(j, n);
}

void
desk_picture_json(struct json *j, const struct picture_shown *s)
{
	const struct picture_entry *p = s->p;

	number(j, "id", p->id);
	text(j, "url", s->url);
	text(j, "thumb", s->thumb);
	text(j, "large", s->large);
	number(j, "width", p->width);
	number(j, "height", p->height);
	text(j, "name", p->name.n ? p->name : p->path);
	text(j, "alt", p->alt);
	json_key(j, "decorative");
	json_bit(j, p->decorative);
	text(j, "caption", p->caption);
	text(j, "credit", p->credit);
	text(j, "state", desk_picture_state(p));
}

/* ?q=words&page=2, or &before=the last number of the page before. */
err
desk_picture_pick_json(struct ctx *c)
{
	struct buf b = buf_in(c->a, 1 << 20);
	struct json j = json_to(&b, 0);
	str q = request_query(c->req, S("q"));
	struct picture_shown *s = NULL;
	struct picture_entry *row;
	struct desk d;
	int64_t before, page;
	size_t n;
	bool more;

	TRY(desk_begin(c, &d, "pictures"));
	if (str_int(request_query(c->req, S("before")), &before))
		before = 0;
	if (str_int(request_query(c->req, S("page")), &page) || page < 1)
		page = 1;
	if (page > PAGES)
		return fail(E_INPUT, "results are limited to %d pages: refine your search", PAGES);
	TRY(picture_find(d.t, PICTURE_READY, q, d.paper.language, c->who->id, before, (page - 1) * PER_PICK, PER_PICK,
		&row, &n, &more));
	TRY(desk_picture_shown(&d, row, n, &s));
	json_open(&j, '{');
	json_key(&j, "items");
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(&j, '{');
		desk_picture_json(&j, &s[i]);
		json_close(&j);
	}
	json_close(&j);
	json_key(&j, "more");
	json_bit(&j, more);
	json_close(&j);
	desk_json(c, 0, buf_str(&b));
	return OK;
}
