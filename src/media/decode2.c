/* decode2.c: WebP and AVIF to pixels.  Their libraries return errors, do not
 * jump, and are told to start no threads: the sandbox has none. */
#include "media/picture.h"

#include <avif/avif.h>
#include <webp/decode.h>

err
decode_webp(struct arena *a, str b, struct decoded *d)
{
	WebPBitstreamFeatures f;
	const uint8_t *p = (const uint8_t *)b.p;

	if (WebPGetFeatures(p, b.n, &f) != VP8_STATUS_OK)
		return fail(E_INPUT, "the WebP has an invalid header");
	TRY(media_size_allowed(f.width, f.height));
	d->full_w = f.width;
	d->full_h = f.height;
	d->alpha = f.has_alpha;
	d->moving = f.has_animation;
	d->exact = true;
	d->turn = 1;
	for (size_t at = 12; at + 8 <= b.n;) {
		size_t n = le32(b, at + 4);

		if (n > b.n - at - 8)
			break;
		if (str_starts(str_from(b, at), S("ICCP")))
			d->icc = (str){b.p + at + 8, n};
		at += 8 + n + (n & 1);
	}
	if (d->moving)
		return OK;
	d->pic = (struct picture){f.width, f.height, NULL};
	d->pic.px = NEW(a, unsigned char, picture_bytes(f.width, f.height));
	if (!WebPDecodeRGBAInto(p, b.n, d->pic.px, picture_bytes(f.width, f.height),
		f.width * 4))
		return fail(E_INPUT, "cannot decode the WebP");
	return OK;
}

static void
avif_undo(void *dec)
{
	avifDecoderDestroy(dec);
}

/* AVIF's own turning, as the EXIF number(s) that do the same: first irot, then
 * imir (ISO 23008-12, 6.5.10 and 6.5.12). */
static void
avif_upright(struct arena *a, const avifImage *im, struct decoded *d)
{
	static const int turns[4] = {1, 8, 3, 6};

	if (im->transformFlags & AVIF_TRANSFORM_IROT)
		d->pic = picture_turn(a, d->pic, turns[im->irot.angle & 3]);
	if (im->transformFlags & AVIF_TRANSFORM_IMIR)
		d->pic = picture_turn(a, d->pic, im->imir.mode ? 2 : 4);
	d->full_w = d->pic.w;
	d->full_h = d->pic.h;
}

static avifDecoder *
avif_open(struct arena *a)
{
	avifDecoder *dec = avifDecoderCreate();

	if (!dec)
		return NULL;
	arena_defer(a, avif_undo, dec);
	dec->maxThreads = 1;
	dec->ignoreExif = AVIF_TRUE;
	dec->ignoreXMP = AVIF_TRUE;
	dec->imageSizeLimit = MEDIA_MAX_PIXELS;
	dec->imageDimensionLimit = MEDIA_MAX_SIDE;
	dec->imageCountLimit = MEDIA_MAX_FRAMES;
	if (avifCodecName(AVIF_CODEC_CHOICE_DAV1D, AVIF_CODEC_FLAG_CAN_DECODE))
		dec->codecChoice = AVIF_CODEC_CHOICE_DAV1D;
	return dec;
}

err
decode_avif(struct arena *a, str b, struct decoded *d)
{
	avifDecoder *dec = avif_open(a);
	avifResult r;
	avifRGBImage rgb;

	if (!dec)
		return fail(E_TOOBIG, "not enough memory to decode this AVIF");
	r = avifDecoderSetIOMemory(dec, (const uint8_t *)b.p, b.n);
	if (r == AVIF_RESULT_OK)
		r = avifDecoderParse(dec);
	if (r == AVIF_RESULT_OK)
		TRY(media_size_allowed(dec->image->width, dec->image->height));
	if (r == AVIF_RESULT_OK)
		r = avifDecoderNextImage(dec);
	if (r != AVIF_RESULT_OK)
		return fail(E_INPUT, "cannot decode the AVIF: %s", avifResultToString(r));
	avifRGBImageSetDefaults(&rgb, dec->image);
	rgb.depth = 8;
	rgb.format = AVIF_RGB_FORMAT_RGBA;
	d->pic = (struct picture){(int)rgb.width, (int)rgb.height, NULL};
	TRY(media_size_allowed(d->pic.w, d->pic.h));
	d->pic.px = NEW(a, unsigned char, picture_bytes(d->pic.w, d->pic.h));
	rgb.pixels = d->pic.px;
	rgb.rowBytes = rgb.width * 4;
	r = avifImageYUVToRGB(dec->image, &rgb);
	if (r != AVIF_RESULT_OK)
		return fail(E_INPUT, "cannot decode the AVIF: %s", avifResultToString(r));
	d->alpha = dec->image->alphaPlane != NULL;
	d->icc = (str){(const char *)dec->image->icc.data, dec->image->icc.size};
	d->exact = false;
	d->turn = 1;
	avif_upright(a, dec->image, d);
	return OK;
}
