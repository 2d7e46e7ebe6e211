/* crop.c: the crops of a picture as its page shows them and its form sends them:
 * percents with one place behind the point, which are the archive's thousandths. */
#include "desk/picture/picture.h"

static str
percent(struct desk *d, int64_t thousandths)
{
	return thousandths % 10 ? arena_fmt(d->a, "%lld.%lld", (long long)(thousandths / 10), (long long)(thousandths % 10)) :
		arena_fmt(d->a, "%lld", (long long)(thousandths / 10));
}

/* The smallest file of this shape, in a format that every browser of the desk knows. */
static str
made(struct desk *d, str shape, const struct picture_file *row, size_t n)
{
	const struct picture_file *small = NULL;

	for (size_t i = 0; i < n; i++)
		if (str_eq(row[i].shape, shape) && !str_eq(row[i].format, S("avif")) && (!small || row[i].width < small->width))
			small = &row[i];
	return small ? paper_media(&d->paper, small->path) : S("");
}

static void
put_shape(struct desk *d, struct value *one, enum media_shape s, const struct picture_frame *f, const struct picture_entry *p)
{
	const struct media_shape_is *is = media_shape_is(s);
	bool hand = f->hand[s].w > 0;
	struct media_crop c = hand || !p->width || !p->height ? f->hand[s] :
		media_crop_around(s, p->width, p->height, f->focal_x, f->focal_y);
	str w = words_number(d->words, d->a, c.w * p->width / 1000);
	str h = words_number(d->words, d->a, c.w * p->width * is->h / is->w / 1000);

	value_str(one, "name", str_of(is->name));
	value_str(one, "label", words_get(d->words, arena_fmt(d->a, "picture_shape_%s", is->name).p));
	value_int(one, "across", is->w);
	value_int(one, "down", is->h);
	value_bool(one, "hand", hand);
	value_str(one, "x", percent(d, c.x));
	value_str(one, "y", percent(d, c.y));
	value_str(one, "w", percent(d, c.w));
	value_str(one, "pixels", words_say(d->words, d->a, "picture_crop_pixels", WORDS({"w", w}, {"h", h})));
}

err
desk_picture_frame_show(struct desk *d, const struct picture_entry *p)
{
	struct value *list = value_list(d->root, "shapes");
	struct picture_file *row;
	struct picture_frame f;
	size_t n;

	TRY(picture_frame_load(d->t, p, &f));
	TRY(picture_crop_files(d->t, p->id, &row, &n));
	for (int s = MEDIA_CARD; s < MEDIA_SHAPES; s++) {
		struct value *one = value_item(list);

		put_shape(d, one, (enum media_shape)s, &f, p);
		value_str(one, "src", made(d, str_of(media_shape_is((enum media_shape)s)->name), row, n));
	}
	return OK;
}

/* "12", "12.5", "12,5" -> 125 */
static err
thousandths(const struct ctx *c, str field, int *out)
{
	str v = str_trim(request_form(c->req, field)), whole = v, part = S("");
	size_t at = str_find_char(v, str_find_char(v, ',') == NOWHERE ? '.' : ',');
	int64_t n = 0, tenth = 0;

	if (at != NOWHERE) {
		whole = str_upto(v, at);
		part = str_upto(str_from(v, at + 1), 1);
	}
	if ((whole.n && str_int(whole, &n)) || (part.n && str_int(part, &tenth)) || n < 0 || n > 100)
		return fail(E_INPUT, "%.*s must be a number, not \"%.*s\"", SARG(field), SARG(str_upto(v, 40)));
	*out = (int)(n * 10 + tenth);
	return OK;
}

static err
read_hand(struct ctx *c, struct picture_frame *f)
{
	for (int s = MEDIA_CARD; s < MEDIA_SHAPES; s++) {
		const char *name = media_shape_is((enum media_shape)s)->name;

		f->hand[s] = (struct media_crop){0};
		if (!request_form(c->req, arena_fmt(c->a, "hand_%s", name)).n)
			continue;
		TRY(thousandths(c, arena_fmt(c->a, "x_%s", name), &f->hand[s].x));
		TRY(thousandths(c, arena_fmt(c->a, "y_%s", name), &f->hand[s].y));
		TRY(thousandths(c, arena_fmt(c->a, "w_%s", name), &f->hand[s].w));
		if (!f->hand[s].w)
			f->hand[s].w = 1; /* refused as too narrow, and not taken for "no crop" */
	}
	return OK;
}

/* Percent in the form; empty: the middle. */
static err
focal(const struct ctx *c, str field, int64_t *out)
{
	TRY(desk_number(c, field, out));
	*out = str_trim(request_form(c->req, field)).n ? *out : 50;
	if (*out < 0 || *out > 100)
		return fail(E_INPUT, "the focal point is outside the picture");
	*out *= 10;
	return OK;
}

/* What the form does not speak of stays as it is. */
err
desk_picture_frame_read(struct ctx *c, int64_t id, struct picture_frame *f)
{
	struct picture_entry p;
	struct txn *t;
	err e;

	TRY(store_read(c->store, c->a, NULL, &t));
	e = picture_get(t, id, &p);
	if (!e)
		e = picture_frame_load(t, &p, f);
	store_end(t);
	TRY(e);
	TRY(focal(c, S("focal_x"), &f->focal_x));
	TRY(focal(c, S("focal_y"), &f->focal_y));
	return request_form(c->req, S("shapes")).n ? read_hand(c, f) : OK;
}
