/* work.c: one picture from its bytes to all of its sizes, or to those of parts of it.
 * Runs in the child, and in the fuzzer. */
#include "media/picture.h"

#include <stdio.h>

enum {
	QUALITY = 80,       /* of scaled JPEGs */
	QUALITY_CLEAN = 90, /* where the original had to be encoded again */
	WEBP_TALLEST = 16383, /* of the format */
	AVIF_WIDEST = 1280, /* AVIF's time grows with the pixels: see architecture.md */
	CROP_WIDE = 667,    /* thousandths: a narrower part needs all pixels to be sharp */
};

static err
put(struct sink s, struct made *m, enum media_kind kind, enum media_shape shape, struct picture p, str bytes)
{
	*m = (struct made){(int32_t)kind, (int32_t)shape, p.w, p.h, 0, (int64_t)bytes.n};
	return s.put(s.to, bytes, &m->at);
}

static err
decode(struct arena *a, str b, bool whole, struct decoded *d)
{
	switch ((int)d->kind) {
	case MEDIA_JPEG:
		return decode_jpeg(a, b, whole, d);
	case MEDIA_PNG:
		return decode_png(a, b, d);
	case MEDIA_WEBP:
		return decode_webp(a, b, d);
	case MEDIA_AVIF:
		return decode_avif(a, b, d);
	default:
		return decode_gif(a, b, d);
	}
}

static err
clean_exact(struct arena *a, str b, struct decoded *d, str *out)
{
	int frames = 0;

	switch ((int)d->kind) {
	case MEDIA_JPEG:
		return clean_jpeg(a, b, out);
	case MEDIA_PNG:
		return clean_png(a, b, out);
	case MEDIA_WEBP:
		TRY(clean_webp(a, b, &frames, out));
		break;
	default:
		TRY(clean_gif(a, b, &frames, out));
		d->moving = frames > 1;
	}
	if (frames > MEDIA_MAX_FRAMES)
		return fail(E_TOOBIG, "animation has %d frames; the limit is %d",
			frames, MEDIA_MAX_FRAMES);
	return OK;
}

/* The whole picture for those who click: the very file where it can be, else made
 * again from its pixels, which are upright and sRGB by now. */
static err
make_clean(struct arena *a, str b, struct decoded *d, struct sink s, struct answer *ans)
{
	struct picture whole = {d->full_w, d->full_h, NULL};
	enum media_kind kind = d->kind;
	str bytes;

	if (d->exact) {
		err e = clean_exact(a, b, d, &bytes);

		if (e == OK)
			return put(s, &ans->clean, kind, MEDIA_WHOLE, whole, bytes);
		if (e == E_TOOBIG || d->moving)
			return e;
	}
	if (kind == MEDIA_JPEG || (kind != MEDIA_PNG && !d->alpha)) {
		TRY(encode_jpeg(a, d->pic, QUALITY_CLEAN, &bytes));
		kind = MEDIA_JPEG;
	} else {
		TRY(encode_png(a, d->pic, d->alpha, &bytes));
		kind = MEDIA_PNG;
	}
	return put(s, &ans->clean, kind, MEDIA_WHOLE, d->pic, bytes);
}

/* The widths, widest first: the steps that are clearly under the widest. */
static int
widths(int w, int widest, int out[8])
{
	static const int steps[] = {1280, 960, 640, 320};
	int n = 0;

	out[n++] = w < widest ? w : widest;
	for (size_t i = 0; i < LENGTH(steps); i++)
		if (steps[i] * 100 <= out[0] * 87)
			out[n++] = steps[i];
	return n;
}

struct scaled {
	enum media_shape shape;
	struct picture p[8];
	int n;
	bool alpha, flat;
};

static err
make_one(struct arena *a, enum media_kind kind, struct picture p, const struct scaled *sc,
	str *out)
{
	if (kind == MEDIA_JPEG)
		return encode_jpeg(a, p, QUALITY, out);
	if (kind == MEDIA_PNG)
		return encode_png(a, p, sc->alpha, out);
	if (kind == MEDIA_WEBP)
		return encode_webp(a, p, sc->flat, out);
	return encode_avif(a, p, sc->alpha, out);
}

/* A drawing stays lossless, so it gets no AVIF. */
static err
make_format(struct arena *a, enum media_kind kind, const struct scaled *sc, struct sink s,
	struct answer *ans)
{
	for (int i = sc->n; i-- > 0;) {
		str bytes;

		if (kind == MEDIA_AVIF && (sc->flat || sc->p[i].w > AVIF_WIDEST))
			continue;
		if (kind == MEDIA_WEBP && sc->p[i].h > WEBP_TALLEST)
			continue;
		TRY(make_one(a, kind, sc->p[i], sc, &bytes));
		TRY(put(s, &ans->size[ans->sizes++], kind, sc->shape, sc->p[i], bytes));
	}
	return OK;
}

static bool
see_through(struct picture p)
{
	size_t n = (size_t)p.w * (size_t)p.h;

	for (size_t i = 0; i < n; i++)
		if (p.px[i * 4 + 3] < 255)
			return true;
	return false;
}

/* w, h: of the picture that was sent, of which p may be a half. */
static void
scale(struct arena *a, struct picture p, int w, int h, struct scaled *sc)
{
	const struct media_shape_is *is = media_shape_is(sc->shape);
	int width[8];

	sc->n = widths(w, is->widest, width);
	if (!is->modern)
		sc->n = 1;
	for (int i = 0; i < sc->n; i++) {
		int high = (int)(((int64_t)h * width[i] + w / 2) / w);

		high = high < 1 ? 1 : high;
		if (width[i] != p.w || high != p.h)
			p = picture_scale(a, p, width[i], high);
		sc->p[i] = p;
	}
}

static err
make_formats(struct arena *a, const struct scaled *sc, struct sink s, struct answer *ans)
{
	TRY(make_format(a, sc->alpha || sc->flat ? MEDIA_PNG : MEDIA_JPEG, sc, s, ans));
	if (!media_shape_is(sc->shape)->modern)
		return OK;
	TRY(make_format(a, MEDIA_WEBP, sc, s, ans));
	return make_format(a, MEDIA_AVIF, sc, s, ans);
}

static err
make_all(struct arena *a, struct decoded *d, struct sink s, struct answer *ans)
{
	struct scaled sc = {.alpha = d->alpha && see_through(d->pic)};

	ans->alpha = sc.alpha;
	if (d->kind == MEDIA_PNG || d->kind == MEDIA_GIF)
		sc.flat = picture_flat(a, d->pic);
	scale(a, d->pic, ans->w, ans->h, &sc);
	return make_formats(a, &sc, s, ans);
}

static void
copy_words(struct decoded *d, struct answer *ans)
{
	const struct media_meta *m = &d->meta;

	ans->caption_n = (uint32_t)media_meta_line(m->caption.n ? m->caption :
		m->exif_caption, ans->caption, sizeof ans->caption);
	ans->credit_n = (uint32_t)media_meta_credit(m, ans->credit, sizeof ans->credit);
	ans->headline_n = (uint32_t)media_meta_line(m->headline, ans->headline,
		sizeof ans->headline);
	ans->licence_n = (uint32_t)media_meta_line(m->rights, ans->licence, sizeof ans->licence);
}

/* GIF and WebP that move are only cleaned. */
static err
make(struct arena *a, str b, struct decoded *d, struct sink s, struct answer *ans)
{
	int moving = d->moving;

	if (!moving && (d->turn > 1 || !icc_is_plain(d->icc)))
		d->exact = false;
	if (d->kind == MEDIA_JPEG && !d->exact && (d->pic.w != d->full_w)) {
		struct decoded again = {.kind = d->kind, .meta = d->meta};

		TRY(decode_jpeg(a, b, true, &again));
		again.exact = false;
		*d = again;
	}
	if (!moving)
		icc_apply(d->icc, &d->pic);
	if (d->turn > 1)
		d->pic = picture_turn(a, d->pic, d->turn);
	TRY(make_clean(a, b, d, s, ans));
	ans->w = ans->clean.w;
	ans->h = ans->clean.h;
	ans->alpha = d->alpha;
	ans->moving = d->moving;
	return d->moving ? OK : make_all(a, d, s, ans);
}

/* Is one of these parts too narrow for a picture that was decoded at a half? */
static bool
narrow(const struct job *j)
{
	for (int i = MEDIA_CARD; i < MEDIA_SHAPES && j->crops; i++)
		if (j->crop[i].w > 0 && j->crop[i].w < CROP_WIDE)
			return true;
	return false;
}

/* A part may be drawn where the rest is a photograph; but a picture is one or the other. */
static err
make_crops(struct arena *a, struct decoded *d, const struct job *j, struct sink s, struct answer *ans)
{
	struct scaled sc = {.alpha = d->alpha && see_through(d->pic)};

	if (d->kind == MEDIA_PNG || d->kind == MEDIA_GIF)
		sc.flat = picture_flat(a, d->pic);
	for (int i = MEDIA_CARD; i < MEDIA_SHAPES; i++) {
		struct picture p;

		if (j->crop[i].w < 1)
			continue;
		sc.shape = (enum media_shape)i;
		p = picture_crop(a, d->pic, sc.shape, j->crop[i]);
		scale(a, p, p.w, p.h, &sc);
		TRY(make_formats(a, &sc, s, ans));
	}
	return OK;
}

/* What moves has no parts; of a GIF only all of it tells. */
static err
crop(struct arena *a, str b, struct decoded *d, const struct job *j, struct sink s, struct answer *ans)
{
	str unused;

	if (d->kind == MEDIA_GIF && clean_exact(a, b, d, &unused) == E_TOOBIG)
		return E_TOOBIG;
	ans->moving = d->moving;
	if (d->moving)
		return OK;
	icc_apply(d->icc, &d->pic);
	if (d->turn > 1)
		d->pic = picture_turn(a, d->pic, d->turn);
	return make_crops(a, d, j, s, ans);
}

err
picture_work(struct arena *a, str b, const struct job *j, struct sink s, struct answer *ans)
{
	struct decoded d = {.kind = media_sniff(b)};
	int w, h;

	if (b.n > MEDIA_MAX_BYTES)
		return fail(E_TOOBIG, "picture is larger than %d MB",
			MEDIA_MAX_BYTES >> 20);
	if (!b.n)
		return fail(E_INPUT, "the file is empty");
	TRY(media_dimensions(b, &w, &h));
	ans->kind = (int32_t)d.kind;
	TRY(decode(a, b, narrow(j), &d));
	if (j->crops)
		return crop(a, b, &d, j, s, ans);
	copy_words(&d, ans);
	return make(a, b, &d, s, ans);
}
