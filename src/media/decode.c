/* decode.c: JPEG and PNG to pixels.
 *
 * Both libraries leave by longjmp.  The frame that calls setjmp owns nothing but
 * arena memory, and what changes after it lives in a struct, not in a register.
 * A JPEG is decoded at a half, a quarter or an eighth where that is wide enough
 * for the widest size: it is several times faster and takes a fraction of the
 * memory.
 */
#include "media/picture.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>

struct jpeg {
	struct jpeg_decompress_struct c;
	struct jpeg_error_mgr errors;
	struct jpeg_progress_mgr progress;
	jmp_buf out;
	bool whole;
	JSAMPROW cmyk;
};

_Noreturn static void
jpeg_failed(j_common_ptr c)
{
	struct jpeg *j = c->client_data;

	longjmp(j->out, 1);
}

static void
jpeg_silent(j_common_ptr c)
{
	(void)c;
}

static void
jpeg_progress(j_common_ptr c)
{
	struct jpeg *j = c->client_data;

	if (c->is_decompressor && j->c.input_scan_number > PICTURE_SCANS)
		longjmp(j->out, 2);
}

static void
jpeg_undo(void *c)
{
	jpeg_destroy_decompress(c);
}

/* Captions, credits, colour and orientation stand in APP1, APP2 and APP13. */
static void
jpeg_words(struct arena *a, str b, struct decoded *d)
{
	struct buf icc = buf_in(a, 4 << 20);
	size_t at = 2;
	int marker;
	str body;

	while (media_jpeg_next(b, &at, &marker, &body) && marker != 0xda) {
		if (marker == 0xe1 && str_starts(body, S("Exif\0\0")) && !d->meta.turn)
			media_meta_exif(str_from(body, 6), &d->meta);
		else if (marker == 0xed && str_starts(body, S("Photoshop 3.0\0")))
			media_meta_photoshop(str_from(body, 14), &d->meta);
		else if (marker == 0xe2 && str_starts(body, S("ICC_PROFILE\0")))
			buf_add(&icc, str_from(body, 14));
	}
	if (buf_done(&icc, &d->icc))
		d->icc = S("");
	d->turn = d->meta.turn ? d->meta.turn : 1;
}

/* Adobe writes CMYK inverted, and everybody followed. */
static void
from_cmyk(const unsigned char *in, unsigned char *out, int w, bool inverted)
{
	for (int x = 0; x < w; x++, in += 4, out += 4) {
		for (int i = 0; i < 3; i++) {
			int ink = inverted ? in[i] : 255 - in[i];
			int black = inverted ? in[3] : 255 - in[3];

			out[i] = (unsigned char)(ink * black / 255);
		}
		out[3] = 255;
	}
}

static void
jpeg_start(struct jpeg *j, struct decoded *d)
{
	struct jpeg_decompress_struct *c = &j->c;
	int across = d->turn >= 5 ? (int)c->image_height : (int)c->image_width;

	c->dct_method = JDCT_ISLOW;
	if (c->num_components == 4) {
		c->out_color_space = JCS_CMYK;
		j->whole = true;
		d->exact = false;
	} else {
		c->out_color_space = JCS_EXT_RGBA;
	}
	c->scale_num = 1;
	c->scale_denom = 1;
	while (!j->whole && c->scale_denom < 8 &&
		across / (int)(c->scale_denom * 2) >= PICTURE_WIDEST)
		c->scale_denom *= 2;
	jpeg_start_decompress(c);
}

static void
jpeg_rows(struct jpeg *j, struct arena *a, struct decoded *d)
{
	struct jpeg_decompress_struct *c = &j->c;
	bool cmyk = c->out_color_space == JCS_CMYK;

	d->pic.w = (int)c->output_width;
	d->pic.h = (int)c->output_height;
	d->pic.px = NEW(a, unsigned char, picture_bytes(d->pic.w, d->pic.h));
	if (cmyk)
		j->cmyk = NEW(a, unsigned char, (size_t)d->pic.w * 4);
	while (c->output_scanline < c->output_height) {
		unsigned char *row = d->pic.px + picture_bytes(d->pic.w, (int)c->output_scanline);
		JSAMPROW into = cmyk ? j->cmyk : row;

		jpeg_read_scanlines(c, &into, 1);
		if (cmyk)
			from_cmyk(j->cmyk, row, d->pic.w, c->saw_Adobe_marker);
	}
	jpeg_finish_decompress(c);
}

err
decode_jpeg(struct arena *a, str b, bool whole, struct decoded *d)
{
	struct jpeg *j = NEW(a, struct jpeg, 1);
	char why[JMSG_LENGTH_MAX] = "it is broken";

	jpeg_words(a, b, d);
	d->exact = true;
	j->whole = whole;
	j->c.err = jpeg_std_error(&j->errors);
	j->c.client_data = j;
	j->errors.error_exit = jpeg_failed;
	j->errors.output_message = jpeg_silent;
	j->progress.progress_monitor = jpeg_progress;
	switch (setjmp(j->out)) {
	case 0:
		break;
	case 2:
		return fail(E_TOOBIG, "the JPEG has more than %d scans", PICTURE_SCANS);
	default:
		j->errors.format_message((j_common_ptr)&j->c, why);
		return fail(E_INPUT, "cannot decode the JPEG: %s", why);
	}
	jpeg_create_decompress(&j->c);
	j->c.client_data = j;
	j->c.progress = &j->progress;
	arena_defer(a, jpeg_undo, &j->c);
	jpeg_mem_src(&j->c, (const unsigned char *)b.p, b.n);
	jpeg_read_header(&j->c, TRUE);
	TRY(media_size_allowed(j->c.image_width, j->c.image_height));
	d->full_w = (int)j->c.image_width;
	d->full_h = (int)j->c.image_height;
	jpeg_start(j, d);
	jpeg_rows(j, a, d);
	if (j->errors.num_warnings)
		d->exact = false; /* repaired: hand on the pixels, not the damage */
	return OK;
}

struct png {
	png_structp p;
	png_infop info;
	str in;
	char why[200];
};

_Noreturn static void
png_failed(png_structp p, png_const_charp why)
{
	struct png *g = png_get_error_ptr(p);

	snprintf(g->why, sizeof g->why, "%s", why);
	png_longjmp(p, 1);
}

static void
png_silent(png_structp p, png_const_charp why)
{
	(void)p, (void)why;
}

static void
png_bytes(png_structp p, png_bytep to, size_t n)
{
	struct png *g = png_get_io_ptr(p);

	if (n > g->in.n)
		png_error(p, "the file ends too early");
	memcpy(to, g->in.p, n);
	g->in = str_from(g->in, n);
}

static void
png_undo(void *arg)
{
	struct png *g = arg;

	png_destroy_read_struct(&g->p, &g->info, NULL);
}

/* Everything becomes 8-bit RGBA.  A gamma that is far from sRGB is applied. */
static void
png_prepare(struct png *g, struct decoded *d)
{
	double gamma = 0;
	png_bytep icc;
	png_charp name;
	png_uint_32 icc_n = 0;
	int how;

	if (png_get_iCCP(g->p, g->info, &name, &how, &icc, &icc_n))
		d->icc = (str){(const char *)icc, icc_n};
	else if (!png_get_valid(g->p, g->info, PNG_INFO_sRGB) &&
		png_get_gAMA(g->p, g->info, &gamma) &&
		(gamma < 0.42 || gamma > 0.50)) {
		png_set_gamma(g->p, 2.2, gamma);
		d->exact = false;
	}
	d->alpha = png_get_color_type(g->p, g->info) & PNG_COLOR_MASK_ALPHA ||
		png_get_valid(g->p, g->info, PNG_INFO_tRNS);
	png_set_expand(g->p);
	png_set_scale_16(g->p);
	png_set_gray_to_rgb(g->p);
	png_set_add_alpha(g->p, 255, PNG_FILLER_AFTER);
	png_set_interlace_handling(g->p);
	png_read_update_info(g->p, g->info);
}

err
decode_png(struct arena *a, str b, struct decoded *d)
{
	struct png *g = NEW(a, struct png, 1);
	png_bytepp rows;

	g->in = b;
	d->exact = true;
	d->turn = 1;
	g->p = png_create_read_struct(PNG_LIBPNG_VER_STRING, g, png_failed, png_silent);
	g->info = g->p ? png_create_info_struct(g->p) : NULL;
	arena_defer(a, png_undo, g);
	if (!g->info)
		return fail(E_TOOBIG, "not enough memory to decode this PNG");
	if (setjmp(png_jmpbuf(g->p)))
		return fail(E_INPUT, "cannot decode the PNG: %s", g->why);
	png_set_user_limits(g->p, MEDIA_MAX_SIDE, MEDIA_MAX_SIDE);
	png_set_chunk_cache_max(g->p, 100);
	png_set_chunk_malloc_max(g->p, 8 << 20);
	png_set_read_fn(g->p, g, png_bytes);
	png_read_info(g->p, g->info);
	d->pic.w = d->full_w = (int)png_get_image_width(g->p, g->info);
	d->pic.h = d->full_h = (int)png_get_image_height(g->p, g->info);
	TRY(media_size_allowed(d->full_w, d->full_h));
	png_prepare(g, d);
	if (png_get_rowbytes(g->p, g->info) != (size_t)d->pic.w * 4)
		return fail(E_INPUT, "the PNG has an unknown colour type");
	d->pic.px = NEW(a, unsigned char, picture_bytes(d->pic.w, d->pic.h));
	rows = NEW(a, png_bytep, d->pic.h);
	for (int y = 0; y < d->pic.h; y++)
		rows[y] = d->pic.px + picture_bytes(d->pic.w, y);
	png_read_image(g->p, rows);
	png_read_end(g->p, NULL);
	return OK;
}
