/* crop.c: which part of a picture is shown where a page has a shape of its own:
 * what an editor set by hand, else the largest part around the focal point.
 *
 * Crops are made when a picture comes in and when its focal point or a crop by hand
 * changes; the archive's rows turn to them in the same write that keeps the wish, so
 * nobody meets one without the other.  What an import brought has none until somebody
 * saves it at the desk: browsers cut it by its focal point meanwhile. */
#include "news/picture/inner.h"
#include "news/people/audit.h"

#include "base/sys/file.h"
#include "media/team.h"
#include "query/card.h"
#include "query/picture.h"

#include <stdio.h>

enum { NARROWEST = 50, SOME = 20 };

err
picture_frame_load(struct txn *t, const struct picture_entry *p, struct picture_frame *f)
{
	struct q_picture_crops *row;
	size_t n;

	*f = (struct picture_frame){.focal_x = p->focal_x, .focal_y = p->focal_y};
	TRY(q_picture_crops(t, p->id, &row, &n));
	for (size_t i = 0; i < n; i++)
		f->hand[media_shape_named(row[i].shape)] = (struct media_crop){(int)row[i].x, (int)row[i].y, (int)row[i].w};
	return OK;
}

err
picture_frame_put(struct txn *t, int64_t id, const struct picture_frame *f)
{
	TRY(q_picture_crops_clear(t, id));
	for (int s = MEDIA_CARD; s < MEDIA_SHAPES; s++)
		if (f->hand[s].w)
			TRY(q_picture_crop_put(t, &(struct q_picture_crop_put_in){.media = id,
				.shape = str_of(media_shape_is((enum media_shape)s)->name), .x = f->hand[s].x, .y = f->hand[s].y,
				.w = f->hand[s].w}));
	return q_picture_focal(t, id, f->focal_x, f->focal_y);
}

void
picture_frame_crops(const struct picture_frame *f, int64_t width, int64_t height, struct media_crop out[MEDIA_SHAPES])
{
	memset(out, 0, MEDIA_SHAPES * sizeof *out);
	for (int s = MEDIA_CARD; s < MEDIA_SHAPES && width > 0 && height > 0; s++)
		if (f->hand[s].w)
			out[s] = f->hand[s];
		else if (!media_shape_fits((enum media_shape)s, width, height))
			out[s] = media_crop_around((enum media_shape)s, width, height, f->focal_x, f->focal_y);
}

static bool
same_crop(struct media_crop a, struct media_crop b)
{
	return a.x == b.x && a.y == b.y && a.w == b.w;
}

static bool
same_frame(const struct picture_frame *a, const struct picture_frame *b)
{
	bool same = a->focal_x == b->focal_x && a->focal_y == b->focal_y;

	for (int s = MEDIA_CARD; s < MEDIA_SHAPES; s++)
		same = same && same_crop(a->hand[s], b->hand[s]);
	return same;
}

/* One thousandth of a tall picture is more than a pixel, so a crop may touch the edge and
 * round over it; the child keeps it within. */
static bool
lies_within(enum media_shape s, struct media_crop c, int64_t width, int64_t height)
{
	return c.x >= 0 && c.y >= 0 && c.x + c.w <= 1000 && c.y + media_crop_height(s, c.w, width, height) <= 1002;
}

void
picture_frame_trim(struct picture_frame *f, int64_t width, int64_t height)
{
	for (int s = MEDIA_CARD; s < MEDIA_SHAPES; s++)
		if (!lies_within((enum media_shape)s, f->hand[s], width, height))
			f->hand[s] = (struct media_crop){0};
}

static err
fits(const struct picture_frame *f, int64_t width, int64_t height)
{
	if (f->focal_x < 0 || f->focal_x > 1000 || f->focal_y < 0 || f->focal_y > 1000)
		return fail(E_INPUT, "the focal point is outside the picture");
	for (int s = MEDIA_CARD; s < MEDIA_SHAPES; s++) {
		struct media_crop c = f->hand[s];

		if (!c.w)
			continue;
		if (c.w < NARROWEST)
			return fail(E_INPUT, "a crop must have at least %d%% of the picture's width", NARROWEST / 10);
		if (!lies_within((enum media_shape)s, c, width, height))
			return fail(E_INPUT, "a crop is outside the picture");
	}
	return OK;
}

/* ---- whoever works on a picture's files has it alone ---- */

err
picture_hold(struct txn *t, int64_t id, const struct person *who, int64_t now, struct picture_entry *p)
{
	TRY(picture_get(t, id, p));
	if (who && !picture_may(who, p->person_id))
		return fail(E_DENIED, "you can change only your own pictures");
	if (p->making_at && now - p->making_at < PICTURE_LEFT_SECONDS)
		return fail(E_CLASH, "this picture is still being processed: try again in a moment");
	return q_picture_making(t, id, now);
}

err
picture_held(struct txn *t, int64_t id, int64_t since)
{
	struct picture_entry p;

	TRY(picture_get(t, id, &p));
	return p.making_at == since ? OK : fail(E_CLASH, "processing took too long and someone else changed the picture in the meantime");
}

/* ---- the work ---- */

struct framing {
	struct arena *a;
	const struct picture_new *in;
	const struct picture_frame *wish; /* NULL: as it is */
	struct picture_frame frame;
	struct media_file f;
	struct media_crop crop[MEDIA_SHAPES];
	str *old;                         /* files of the crops there were */
	size_t olds;
	bool idle;                        /* there is nothing to make */
};

/* Does each crop that is wanted have its files? */
static bool
all_made(const struct media_crop crop[MEDIA_SHAPES], const struct q_picture_crop_sizes *row, size_t n)
{
	bool has[MEDIA_SHAPES] = {0};
	bool all = true;

	for (size_t i = 0; i < n; i++)
		has[media_shape_named(row[i].shape)] = true;
	for (int s = MEDIA_CARD; s < MEDIA_SHAPES; s++)
		all = all && (!crop[s].w || has[s]);
	return all;
}

static void
keep_paths(struct framing *k, const struct q_picture_crop_sizes *row, size_t n)
{
	k->old = NEW(k->a, str, n);
	k->olds = 0; /* a write may be tried again */
	for (size_t i = 0; i < n; i++)
		k->old[k->olds++] = arena_copy(k->a, row[i].path);
}

/* A moving picture, and one without files, have no crops; what is wished for is kept. */
static err
begin(struct txn *t, void *arg)
{
	struct framing *k = arg;
	struct q_picture_crop_sizes *row;
	struct q_media_sizes_of *size;
	struct picture_frame was;
	struct picture_entry p;
	size_t n, sizes;
	bool same;

	TRY(picture_hold(t, k->f.id, k->in->who, k->in->now, &p));
	TRY(picture_frame_load(t, &p, &was));
	k->frame = k->wish ? *k->wish : was;
	if (!k->wish)
		picture_frame_trim(&k->frame, p.width, p.height);
	TRY(fits(&k->frame, p.width, p.height));
	picture_frame_crops(&k->frame, p.width, p.height, k->crop);
	TRY(q_picture_crop_sizes(t, p.id, &row, &n));
	TRY(q_media_sizes_of(t, (struct ids){&p.id, 1}, S(""), &size, &sizes));
	k->f.path = arena_copy(k->a, p.path);
	k->f.version = p.version;
	keep_paths(k, row, n);
	same = same_frame(&was, &k->frame);
	k->idle = !sizes || !str_eq(p.state, S("ready")) || (same && all_made(k->crop, row, n));
	if (!k->idle)
		return OK;
	if (!same)
		store_changed(t, DEP_MEDIA, p.id, 0);
	return picture_frame_put(t, p.id, &k->frame);
}

err
picture_crops_put(struct txn *t, const struct media_file *f, const struct picture_frame *frame)
{
	TRY(media_file_put_cut(t, f));
	TRY(picture_frame_put(t, f->id, frame));
	store_changed(t, DEP_MEDIA, f->id, 0);
	return OK;
}

static err
end(struct txn *t, void *arg)
{
	struct framing *k = arg;
	const struct person *who = k->in->who;

	TRY(picture_held(t, k->f.id, k->in->now));
	TRY(picture_crops_put(t, &k->f, &k->frame));
	return audit_put(t, &(struct actor){who ? who->id : 0, who ? who->name : S(""), k->in->now},
		"picture.crop", "picture", k->f.id, k->f.path);
}

err
picture_let_go(struct txn *t, void *arg)
{
	const struct picture_holding *h = arg;

	return q_picture_made(t, h->id, h->since);
}

static err
cut(struct framing *k)
{
	struct media_loan *loan;
	err e;

	TRY(media_file_place(&k->f, k->in->media));
	loan = media_team_take(k->in->team, k->a);
	e = media_file_cut(&k->f, loan->worker, k->crop);
	media_team_give(loan);
	return e == E_BROKEN && k->f.cut.died ? fail(E_INPUT, "this picture is damaged and cannot be read") : e;
}

static bool
among(str s, const str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(s, list[i]))
			return true;
	return false;
}

/* Files of the crops before, or of those that were not kept; never those that both have. */
static void
tidy(struct framing *k, bool kept)
{
	size_t news = k->f.cut.sizes;
	str *new = NEW(k->a, str, news);

	for (size_t i = 0; i < news; i++)
		new[i] = media_file_beside(k->a, k->f.path, k->f.cut.size[i].name);
	for (size_t i = 0; i < (kept ? k->olds : news); i++) {
		str path = kept ? k->old[i] : new[i];

		if (!among(path, kept ? new : k->old, kept ? news : k->olds))
			(void)!file_remove(arena_fmt(k->a, "%.*s/%.*s", SARG(k->in->media), SARG(path)).p);
	}
}

err
picture_reframe(struct store *store, struct arena *a, int64_t id, const struct picture_new *in, const struct picture_frame *wish)
{
	struct framing k = {.a = a, .in = in, .wish = wish, .f = {.a = a, .id = id}};
	char why[600];
	err e;

	TRY(store_write(store, a, begin, &k));
	if (k.idle)
		return OK;
	e = cut(&k);
	if (!e)
		e = store_write(store, a, end, &k);
	if (!e) {
		tidy(&k, true);
		return OK;
	}
	snprintf(why, sizeof why, "%s", fail_why());
	if (e != E_CLASH) /* somebody else may have made the same files meanwhile */
		tidy(&k, false);
	if (store_write(store, a, picture_let_go, &(struct picture_holding){id, in->now})) /* the sweep will do it */
		return fail(e, "%s", why);
	return fail(e, "%s", why);
}

/* The next few; one that cannot be cut costs itself. */
static err
cut_some(struct store *store, struct arena *a, const struct picture_new *in, int64_t *after, size_t *n)
{
	struct q_picture_uncut *row;
	struct txn *t;
	err e;

	TRY(store_read(store, a, NULL, &t));
	e = q_picture_uncut(t, *after, SOME, &row, n);
	store_end(t);
	for (size_t i = 0; i < *n && !e; i++) {
		*after = row[i].id;
		e = picture_reframe(store, a, row[i].id, in, NULL);
		if (e == E_INPUT || e == E_TOOBIG || e == E_CLASH || e == E_GONE)
			e = OK;
	}
	return e;
}

err
picture_cut_left(struct store *store, struct media_team *team, str media, int64_t now)
{
	const struct picture_new in = {.team = team, .media = media, .now = now};
	int64_t after = 0;
	size_t n = SOME;
	err e = OK;

	while (!e && n == SOME) {
		struct arena *a = arena_new(64 << 20);

		e = cut_some(store, a, &in, &after, &n);
		arena_end(a);
	}
	return e;
}
