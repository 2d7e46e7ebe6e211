/* take.c: a file becomes a picture of the paper.
 *
 * First a row says "being made" and takes the address, then come the files, and
 * only then the row says "ready".  So two files of one name never meet, and
 * whatever is cut off in the middle is found by its row and swept: nothing that
 * is not ready is served. */
#include "news/picture/inner.h"
#include "news/people/audit.h"

#include "base/sys/file.h"
#include "base/hash.h"
#include "base/sys/zone.h"
#include "media/team.h"
#include "news/paper/setting.h"
#include "query/picture.h"
#include "text/words/slug.h"

#include <stdio.h>
#include <stdlib.h>

enum { NAME_BYTES = 80, TRIES = 2000, NAME_KEPT = 200 };

struct taking {
	const struct picture_new *in;
	struct media_file *f;
	struct picture_frame frame;
	int64_t was_w, was_h; /* of the picture that is replaced; 0: none is */
	str stem, title;
	int64_t year;
	int month;
};

/* What it is, by its bytes; whatever they are called. */
static err
look(const struct picture_new *in, enum media_kind *kind)
{
	int w, h;

	*kind = media_sniff(in->bytes);
	if (!in->bytes.n)
		return fail(E_INPUT, "the file is empty");
	if (in->bytes.n > PICTURE_MAX_BYTES)
		return fail(E_TOOBIG, "picture is larger than %d MB", PICTURE_MAX_BYTES >> 20);
	if (*kind == MEDIA_SVG)
		return fail(E_INPUT, "SVG files are not accepted because they can contain scripts: save it as PNG");
	if (!media_is_picture(*kind))
		return fail(E_INPUT, "not a supported picture: use JPEG, PNG, GIF, WebP or AVIF");
	return media_dimensions(in->bytes, &w, &h);
}

/* "Crue à Mopti (1).JPG" -> "crue-a-mopti-1": plain letters, so that the address is the
 * same however it is written. */
static str
stem_of(struct arena *a, str name)
{
	size_t end = name.n, at = 0;
	str slug;
	char *p;

	while (end && name.p[end - 1] != '.')
		end--;
	slug = slug_make(a, str_upto(name, end > 1 ? end - 1 : name.n));
	p = NEW(a, char, slug.n + 1);
	for (size_t i = 0; i < slug.n && at < NAME_BYTES; i++)
		if ((slug.p[i] >= 'a' && slug.p[i] <= 'z') || (slug.p[i] >= '0' && slug.p[i] <= '9') || (slug.p[i] == '-' && at && p[at - 1] != '-'))
			p[at++] = slug.p[i];
	while (at && p[at - 1] == '-')
		at--;
	return at ? (str){p, at} : S("picture");
}

/* The name without its folder (old browsers send one) and its ending, for people. */
static str
shown_name(struct arena *a, str name)
{
	for (size_t i = name.n; i > 0; i--)
		if (name.p[i - 1] == '/' || name.p[i - 1] == '\\') {
			name = str_from(name, i);
			break;
		}
	return arena_copy(a, str_upto(str_trim(name), NAME_KEPT));
}

static err
claim(struct txn *t, void *arg)
{
	struct taking *k = arg;
	struct arena *a = store_arena(t);

	for (int i = 1; i <= TRIES; i++) {
		struct q_picture_claim out;
		str number = i > 1 ? arena_fmt(a, "-%d", i) : S("");
		str path = arena_fmt(a, "%04lld/%02d/%.*s%.*s.%s", (long long)k->year, k->month, SARG(k->stem), SARG(number),
			media_ext(k->f->kind));
		err e = q_picture_claim(t, &(struct q_picture_claim_in){.path = path, .name = k->in->name, .title = k->title,
			.person = k->in->who->id, .at = k->in->now}, &out);

		if (e == E_ABSENT)
			continue;
		TRY(e);
		k->f->path = arena_copy(k->f->a, path);
		k->f->id = out.id;
		return OK;
	}
	return fail(E_CLASH, "too many pictures have this name: rename the file");
}

static err
unclaim(struct txn *t, void *arg)
{
	const int64_t *id = arg;

	return q_picture_unclaim(t, *id);
}

static err
told(struct txn *t, const struct picture_new *in, int64_t id, str action, str detail)
{
	return audit_put(t, &(struct actor){in->who->id, in->who->name, in->now},
		action.p, "picture", id, detail);
}

static err
finish(struct txn *t, void *arg)
{
	struct taking *k = arg;

	TRY(q_picture_licence(t, k->f->id, k->f->made.headline, k->f->made.licence));
	TRY(media_file_put(t, k->f));
	return told(t, k->in, k->f->id, S("picture.upload"), k->f->path);
}

static err
find_same(struct store *store, struct arena *a, str sum, int64_t *id)
{
	struct q_picture_by_sum row;
	struct txn *t;
	err e;

	TRY(store_read(store, a, NULL, &t));
	e = q_picture_by_sum(t, sum, &row);
	store_end(t);
	*id = e == OK ? row.id : 0;
	return e == E_ABSENT ? OK : e;
}

/* A crop by hand is kept where the new picture has the shape of the one before. */
static void
keep_frame(struct taking *k)
{
	int64_t have = k->f->made.width * k->was_h, want = k->f->made.height * k->was_w;

	if (k->was_w && llabs(have - want) * MEDIA_SHAPE_NEAR > want)
		memset(k->frame.hand, 0, sizeof k->frame.hand);
	picture_frame_trim(&k->frame, k->f->made.width, k->f->made.height);
}

static err
make_files(struct taking *k, struct media_worker *w)
{
	struct media_crop crop[MEDIA_SHAPES];

	TRY(media_file_make(k->f, w));
	keep_frame(k);
	picture_frame_crops(&k->frame, k->f->made.width, k->f->made.height, crop);
	return k->f->made.sizes ? media_file_cut(k->f, w, crop) : OK;
}

/* The child's end is the picture's fault as far as anybody can tell who sent it. */
static err
make(struct taking *k)
{
	struct media_file *f = k->f;
	err e = media_file_place(f, k->in->media);

	if (!e)
		e = file_write(f->original.p, k->in->bytes);
	if (!e) {
		struct media_loan *loan = media_team_take(k->in->team, f->a);

		e = make_files(k, loan->worker);
		media_team_give(loan);
	}
	if (e == E_BROKEN && (f->made.died || f->cut.died))
		e = fail(E_INPUT, "this picture is damaged and cannot be read");
	return e;
}

static void
month_of(struct taking *k)
{
	struct civil c = zone_civil(zone_utc(), k->in->now);

	k->year = c.year;
	k->month = c.month;
}

err
picture_take(struct store *store, struct arena *a, const struct picture_new *given, int64_t *id, bool *same)
{
	struct picture_new in = *given;
	struct media_file f = {.a = a, .bytes = (int64_t)in.bytes.n};
	struct taking k = {.in = &in, .f = &f, .frame = {.focal_x = 500, .focal_y = 500}};
	char why[600];
	err e;

	TRY(look(&in, &f.kind));
	f.sha256 = hash_sha256_hex(a, in.bytes);
	TRY(find_same(store, a, f.sha256, id));
	*same = *id != 0;
	if (*same)
		return OK;
	in.name = shown_name(a, in.name);
	k.stem = stem_of(a, in.name);
	month_of(&k);
	TRY(store_write(store, a, claim, &k));
	e = make(&k);
	if (!e)
		e = store_write(store, a, finish, &k);
	*id = f.id;
	if (!e)
		return OK;
	snprintf(why, sizeof why, "%s", fail_why());
	media_file_remove(a, in.media, f.path, true);
	if (store_write(store, a, unclaim, &f.id)) /* the sweep will do it */
		return fail(e, "%s", why);
	return fail(e, "%s", why);
}

/* ---- another file at the same address ---- */

static err
begin_replacing(struct txn *t, void *arg)
{
	struct taking *k = arg;
	struct picture_entry p;

	TRY(picture_hold(t, k->f->id, k->in->who, k->in->now, &p));
	TRY(picture_frame_load(t, &p, &k->frame));
	k->was_w = p.width;
	k->was_h = p.height;
	k->f->path = arena_copy(k->f->a, p.path);
	k->f->version = p.version + 1;
	return OK;
}

static err
end_replacing(struct txn *t, void *arg)
{
	struct taking *k = arg;

	TRY(picture_held(t, k->f->id, k->in->now));
	TRY(media_file_put(t, k->f));
	TRY(picture_frame_put(t, k->f->id, &k->frame));
	TRY(q_picture_replaced(t, k->f->id, k->f->version));
	return told(t, k->in, k->f->id, S("picture.replace"), k->f->path);
}

err
picture_replace(struct store *store, struct arena *a, int64_t id, const struct picture_new *in)
{
	struct media_file f = {.a = a, .id = id, .bytes = (int64_t)in->bytes.n};
	struct taking k = {.in = in, .f = &f};
	char why[600];
	err e;

	TRY(look(in, &f.kind));
	f.sha256 = hash_sha256_hex(a, in->bytes);
	TRY(store_write(store, a, begin_replacing, &k));
	e = make(&k);
	if (!e)
		e = store_write(store, a, end_replacing, &k);
	if (!e)
		return OK;
	snprintf(why, sizeof why, "%s", fail_why());
	(void)!file_remove(f.original.p);
	if (store_write(store, a, picture_let_go, &(struct picture_holding){id, in->now}))
		return fail(e, "%s", why);
	return fail(e, "%s", why);
}

/* ---- what a kill left ---- */

static err
sweep_one(struct store *store, struct arena *a, str media, const struct q_picture_left *p)
{
	int64_t id = p->id;

	if (str_eq(p->state, S("ready"))) /* a replacement, or crops, that did not come about */
		return store_write(store, a, picture_let_go, &(struct picture_holding){id, p->making_at});
	media_file_remove(a, media, p->path, true);
	return store_write(store, a, unclaim, &id);
}

err
picture_sweep(struct store *store, str media, int64_t now)
{
	struct arena *a = arena_new(16 << 20);
	struct q_picture_left *row;
	struct txn *t;
	size_t n = 0;
	err e = store_read(store, a, NULL, &t);

	if (!e) {
		e = q_picture_left(t, now - PICTURE_LEFT_SECONDS, &row, &n);
		store_end(t);
	}
	for (size_t i = 0; i < n && !e; i++)
		e = sweep_one(store, a, media, &row[i]);
	arena_end(a);
	return e;
}
