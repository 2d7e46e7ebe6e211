/* encode.c: pixels to files that hold pixels and nothing else.
 *
 * The numbers were chosen by looking and by the clock: see "Pictures" in
 * doc/architecture.md.  AVIF is made at aom's speed 8 and in one
 * thread: 9 saves a twentieth of the time and costs a third more bytes, 6 takes
 * twice the time and saves none.
 */
#include "media/picture.h"

#include <avif/avif.h>
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <webp/encode.h>

#include <jpeglib.h>

enum {
	WEBP_QUALITY = 76,
	WEBP_METHOD = 3,
	AVIF_ALPHA = 10,
	AVIF_SPEED = 8,
	PIECE = 1 << 16,
};

struct jpeg_out {
	struct jpeg_compress_struct c;
	struct jpeg_error_mgr errors;
	struct jpeg_destination_mgr to;
	jmp_buf out;
	struct buf b;
	unsigned char piece[PIECE];
};

_Noreturn static void
failed(j_common_ptr c)
{
	struct jpeg_out *j = c->client_data;

	longjmp(j->out, 1);
}

static void
piece_start(j_compress_ptr c)
{
	struct jpeg_out *j = c->client_data;

	j->to.next_output_byte = j->piece;
	j->to.free_in_buffer = PIECE;
}

static boolean
piece_full(j_compress_ptr c)
{
	struct jpeg_out *j = c->client_data;

	buf_add(&j->b, (str){(char *)j->piece, PIECE});
	piece_start(c);
	return TRUE;
}

static void
piece_end(j_compress_ptr c)
{
	struct jpeg_out *j = c->client_data;

	buf_add(&j->b, (str){(char *)j->piece, PIECE - j->to.free_in_buffer});
}

static void
jpeg_out_undo(void *c)
{
	jpeg_destroy_compress(c);
}

static void
jpeg_write(struct jpeg_out *j, struct picture p, int quality)
{
	jpeg_create_compress(&j->c);
	j->c.client_data = j;
	j->c.dest = &j->to;
	j->c.image_width = (JDIMENSION)p.w;
	j->c.image_height = (JDIMENSION)p.h;
	j->c.input_components = 4;
	j->c.in_color_space = JCS_EXT_RGBX;
	jpeg_set_defaults(&j->c);
	jpeg_set_quality(&j->c, quality, TRUE);
	j->c.optimize_coding = TRUE;
	jpeg_start_compress(&j->c, TRUE);
	while (j->c.next_scanline < j->c.image_height) {
		JSAMPROW row = p.px + picture_bytes(p.w, (int)j->c.next_scanline);

		jpeg_write_scanlines(&j->c, &row, 1);
	}
	jpeg_finish_compress(&j->c);
}

err
encode_jpeg(struct arena *a, struct picture p, int quality, str *out)
{
	struct jpeg_out *j = NEW(a, struct jpeg_out, 1);

	j->b = buf_in(a, PICTURE_OUTPUT);
	j->c.err = jpeg_std_error(&j->errors);
	j->errors.error_exit = failed;
	j->c.client_data = j;
	j->to.init_destination = piece_start;
	j->to.empty_output_buffer = piece_full;
	j->to.term_destination = piece_end;
	if (setjmp(j->out))
		return fail(E_BROKEN, "cannot encode the JPEG");
	arena_defer(a, jpeg_out_undo, &j->c);
	jpeg_write(j, p, quality);
	return buf_done(&j->b, out);
}

struct png_out {
	png_structp p;
	png_infop info;
	struct buf b;
};

static void
png_put(png_structp p, png_bytep bytes, size_t n)
{
	struct png_out *g = png_get_io_ptr(p);

	buf_add(&g->b, (str){(const char *)bytes, n});
}

static void
png_flushed(png_structp p)
{
	(void)p;
}

static void
png_out_undo(void *arg)
{
	struct png_out *g = arg;

	png_destroy_write_struct(&g->p, &g->info);
}

err
encode_png(struct arena *a, struct picture p, bool alpha, str *out)
{
	struct png_out *g = NEW(a, struct png_out, 1);

	g->b = buf_in(a, PICTURE_OUTPUT);
	g->p = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	g->info = g->p ? png_create_info_struct(g->p) : NULL;
	arena_defer(a, png_out_undo, g);
	if (!g->info || setjmp(png_jmpbuf(g->p)))
		return fail(E_BROKEN, "cannot encode the PNG");
	png_set_write_fn(g->p, g, png_put, png_flushed);
	png_set_compression_level(g->p, 6);
	png_set_IHDR(g->p, g->info, (png_uint_32)p.w, (png_uint_32)p.h, 8,
		alpha ? PNG_COLOR_TYPE_RGBA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
		PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_write_info(g->p, g->info);
	if (!alpha)
		png_set_filler(g->p, 0, PNG_FILLER_AFTER);
	for (int y = 0; y < p.h; y++)
		png_write_row(g->p, p.px + picture_bytes(p.w, y));
	png_write_end(g->p, NULL);
	return buf_done(&g->b, out);
}

static int
webp_put(const uint8_t *bytes, size_t n, const WebPPicture *p)
{
	struct buf *b = p->custom_ptr;

	buf_add(b, (str){(const char *)bytes, n});
	return !b->over;
}

static void
webp_undo(void *p)
{
	WebPPictureFree(p);
}

err
encode_webp(struct arena *a, struct picture p, bool lossless, str *out)
{
	WebPPicture *w = NEW(a, WebPPicture, 1);
	struct buf b = buf_in(a, PICTURE_OUTPUT);
	WebPConfig c;

	if (!WebPConfigPreset(&c, WEBP_PRESET_PHOTO, WEBP_QUALITY) || !WebPPictureInit(w))
		return fail(E_BROKEN, "the installed libwebp has another version than this program was built for");
	arena_defer(a, webp_undo, w);
	c.method = WEBP_METHOD;
	if (lossless)
		WebPConfigLosslessPreset(&c, 3);
	w->width = p.w;
	w->height = p.h;
	w->use_argb = lossless;
	w->writer = webp_put;
	w->custom_ptr = &b;
	if (!WebPPictureImportRGBA(w, p.px, p.w * 4) || !WebPEncode(&c, w))
		return fail(E_BROKEN, "cannot encode the WebP (%d)", w->error_code);
	return buf_done(&b, out);
}

static void
avif_image_undo(void *im)
{
	avifImageDestroy(im);
}

static void
avif_encoder_undo(void *enc)
{
	avifEncoderDestroy(enc);
}

static void
avif_data_undo(void *data)
{
	avifRWDataFree(data);
}

static avifEncoder *
avif_encoder(struct arena *a)
{
	avifEncoder *enc = avifEncoderCreate();

	if (!enc)
		return NULL;
	arena_defer(a, avif_encoder_undo, enc);
	enc->codecChoice = AVIF_CODEC_CHOICE_AOM;
	enc->maxThreads = 1;
	enc->speed = AVIF_SPEED;
	enc->minQuantizer = 0;
	enc->maxQuantizer = 63;
	enc->minQuantizerAlpha = 0;
	enc->maxQuantizerAlpha = AVIF_ALPHA;
	avifEncoderSetCodecSpecificOption(enc, "end-usage", "q");
	avifEncoderSetCodecSpecificOption(enc, "cq-level", "25");
	return enc;
}

err
encode_avif(struct arena *a, struct picture p, bool alpha, str *out)
{
	avifImage *im = avifImageCreate(p.w, p.h, 8, AVIF_PIXEL_FORMAT_YUV420);
	avifEncoder *enc = avif_encoder(a);
	avifRWData *data = NEW(a, avifRWData, 1);
	avifRGBImage rgb;
	avifResult r;

	if (im)
		arena_defer(a, avif_image_undo, im);
	arena_defer(a, avif_data_undo, data);
	if (!im || !enc)
		return fail(E_TOOBIG, "not enough memory to encode an AVIF");
	im->colorPrimaries = AVIF_COLOR_PRIMARIES_BT709;
	im->transferCharacteristics = AVIF_TRANSFER_CHARACTERISTICS_SRGB;
	im->matrixCoefficients = AVIF_MATRIX_COEFFICIENTS_BT601;
	avifRGBImageSetDefaults(&rgb, im);
	rgb.format = AVIF_RGB_FORMAT_RGBA;
	rgb.ignoreAlpha = !alpha;
	rgb.pixels = p.px;
	rgb.rowBytes = (uint32_t)p.w * 4;
	r = avifImageRGBToYUV(im, &rgb);
	if (r == AVIF_RESULT_OK)
		r = avifEncoderWrite(enc, im, data);
	if (r != AVIF_RESULT_OK)
		return fail(E_BROKEN, "cannot encode the AVIF: %s",
			avifResultToString(r));
	*out = arena_copy(a, (str){(const char *)data->data, data->size});
	return OK;
}
