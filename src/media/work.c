/* work.c: one picture from its bytes to all of its sizes.  Runs in the child, and
 * in the fuzzer. */
#include "media/picture.h"

#include <stdio.h>

enum {
	QUALITY = 80,       /* of scaled JPEGs */
	QUALITY_CLEAN = 90, /* where the original had to be encoded again */
	WEBP_TALLEST = 16383, /* of the format */
	AVIF_WIDEST = 1280, /* AVIF's time grows with the pixels: see architecture.md */
};

static err
put(struct sink s, struct made *m, enum media_kind kind, struct picture p, str bytes)
{
	*m = (struct made){(int32_t)kind, p.w, p.h, 0, (int64_t)bytes.n};
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
		return fail(E_TOOBIG, "the moving picture has %d frames; %d are the most",
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
			return put(s, &ans->clean, kind, whole, bytes);
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
	return put(s, &ans->clean, kind, d->pic, bytes);
}

/* The widths, widest first: the steps that are clearly under the widest. */
static int
widths(int w, int out[8])
{
	static const int steps[] = {1280, 960, 640, 320};
	int n = 0;

	out[n++] = w < PICTURE_WIDEST ? w : PICTURE_WIDEST;
	for (size_t i = 0; i < LENGTH(steps); i++)
		if (steps[i] * 100 <= out[0] * 87)
			out[n++] = steps[i];
	return n;
}

struct scaled {
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
		TRY(put(s, &ans->size[ans->sizes++], kind, sc->p[i], bytes));
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

static err
make_all(struct arena *a, struct decoded *d, struct sink s, struct answer *ans)
{
	struct picture p = d->pic;
	struct scaled sc = {.alpha = d->alpha && see_through(p)};
	int w[8];

	ans->alpha = sc.alpha;
	if (d->kind == MEDIA_PNG || d->kind == MEDIA_GIF)
		sc.flat = picture_flat(a, p);
	sc.n = widths(ans->w, w);
	for (int i = 0; i < sc.n; i++) {
		int h = (int)(((int64_t)ans->h * w[i] + ans->w / 2) / ans->w);

		h = h < 1 ? 1 : h;
		if (w[i] != p.w || h != p.h)
			p = picture_scale(a, p, w[i], h);
		sc.p[i] = p;
	}
	TRY(make_format(a, sc.alpha || sc.flat ? MEDIA_PNG : MEDIA_JPEG, &sc, s, ans));
	TRY(make_format(a, MEDIA_WEBP, &sc, s, ans));
	return make_format(a, MEDIA_AVIF, &sc, s, ans);
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

err
picture_work(struct arena *a, str b, struct sink s, struct answer *ans)
{
	struct decoded d = {.kind = media_sniff(b)};
	int w, h;

	if (b.n > MEDIA_MAX_BYTES)
		return fail(E_TOOBIG, "the picture is larger than %d MB",
			MEDIA_MAX_BYTES >> 20);
	if (!b.n)
		return fail(E_INPUT, "the file is empty");
	TRY(media_dimensions(b, &w, &h));
	ans->kind = (int32_t)d.kind;
	TRY(decode(a, b, false, &d));
	copy_words(&d, ans);
	return make(a, b, &d, s, ans);
}
