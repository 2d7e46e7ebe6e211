/* media.c: what files are, what the sandboxed child makes of them, and what it
 * cannot do.  Pictures are made here, with the encoders that are tested.
 * SPDX-License-Identifier: Apache-2.0 */
#include "media/picture.h"
#include "test.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <jpeglib.h>

/* Red, green / blue, white: which way is up can be seen in the corners. */
static struct picture
quarters(struct arena *a, int w, int h, int alpha)
{
	static const unsigned char colour[4][3] = {
		{220, 30, 30}, {30, 200, 40}, {30, 40, 210}, {240, 240, 240}};
	struct picture p = {w, h, NEW(a, unsigned char, picture_bytes(w, h))};

	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++) {
			unsigned char *to = p.px + ((size_t)y * (size_t)w + (size_t)x) * 4;

			memcpy(to, colour[(y >= h / 2) * 2 + (x >= w / 2)], 3);
			for (int i = 0; i < 3; i++) /* many colours: no drawing */
				to[i] = (unsigned char)(to[i] + (x * (i + 3) * 7 + y * y *
					(i + 5) + x * y) % (13 + 2 * i) - (i == 0) * 4);
			to[3] = x < w / 2 ? (unsigned char)alpha : 255;
		}
	return p;
}

static str
jpeg(struct arena *a, int w, int h)
{
	str out;

	CHECK_OK(encode_jpeg(a, quarters(a, w, h, 255), 90, &out));
	return out;
}

/* A segment right behind the start of the image. */
static str
with_segment(struct arena *a, str j, int marker, str body)
{
	struct buf b = buf_in(a, j.n + body.n + 8);

	buf_add(&b, str_upto(j, 2));
	buf_char(&b, (char)0xff);
	buf_char(&b, (char)marker);
	buf_char(&b, (char)((body.n + 2) >> 8));
	buf_char(&b, (char)(body.n + 2));
	buf_add(&b, body);
	buf_add(&b, str_from(j, 2));
	return buf_str(&b);
}

/* Big-endian TIFF: description, orientation, artist, a GPS directory. */
static str
exif(struct arena *a, int turn)
{
	static const char gps[] = "GPSSECRET 12.6392N 8.0029W";
	struct buf b = buf_in(a, 4096);

	buf_add(&b, S("Exif\0\0MM\0\x2a\0\0\0\x08\0\x04"));
	buf_add(&b, S("\1\x0e\0\2\0\0\0\x0d\0\0\0\x3e")); /* description at 62, 13 bytes */
	buf_add(&b, S("\1\x12\0\3\0\0\0\1\0"));
	buf_char(&b, (char)turn);
	buf_add(&b, S("\0\0"));
	buf_add(&b, S("\1\x3b\0\2\0\0\0\x0b\0\0\0\x4b")); /* artist at 75, 11 bytes */
	buf_add(&b, S("\x88\x25\0\4\0\0\0\1\0\0\0\x56"));
	buf_add(&b, S("\0\0\0\0"));
	buf_add(&b, S("Flood at dam\0"));
	buf_add(&b, S("A. Photogr\0"));
	buf_add(&b, (str){gps, sizeof gps});
	return buf_str(&b);
}

static bool
holds(str s, str part)
{
	return str_find(s, part) != NOWHERE;
}

static str
made_file(struct arena *a, str dir, const struct media_size *s)
{
	str b = test_file(a, arena_fmt(a, "%.*s/%.*s", SARG(dir), SARG(s->name)).p);

	CHECK_INT(b.n, s->bytes);
	return b;
}

static struct picture
decoded_again(struct arena *a, str b, const struct media_size *s)
{
	struct decoded d = {.kind = media_sniff(b)};

	CHECK_INT(d.kind, s->kind);
	if (d.kind == MEDIA_JPEG)
		CHECK_OK(decode_jpeg(a, b, true, &d));
	else if (d.kind == MEDIA_PNG)
		CHECK_OK(decode_png(a, b, &d));
	else if (d.kind == MEDIA_WEBP)
		CHECK_OK(decode_webp(a, b, &d));
	else if (d.kind == MEDIA_AVIF)
		CHECK_OK(decode_avif(a, b, &d));
	else
		CHECK_OK(decode_gif(a, b, &d));
	CHECK_INT(d.full_w, s->width);
	CHECK_INT(d.full_h, s->height);
	return d.pic;
}

static void
check_clean_of_words(str b)
{
	static const char *const words[] = {"GPSSECRET", "Exif", "EXIF", "Photogr", "Flood",
		"8BIM", "http://ns.adobe", "iCCP", "ICC_PROFILE", "ICCP", "tEXt", "zTXt", "iTXt",
		"eXIf", "COMMENTSECRET", "TAILSECRET"};

	for (size_t i = 0; i < LENGTH(words); i++)
		if (holds(b, str_of(words[i])))
			test_fail(__FILE__, __LINE__, "the file holds %s", words[i]);
}

/* All that was made decodes to what was promised and says nothing else. */
static void
check_result(struct arena *a, str dir, const struct media_result *r)
{
	str b = made_file(a, dir, &r->clean);

	check_clean_of_words(b);
	CHECK_INT(r->clean.width, r->width);
	CHECK_INT(r->clean.height, r->height);
	if (!r->moving)
		decoded_again(a, b, &r->clean);
	for (size_t i = 0; i < r->sizes; i++) {
		b = made_file(a, dir, &r->size[i]);
		check_clean_of_words(b);
		decoded_again(a, b, &r->size[i]);
		CHECK(r->size[i].width <= r->width);
	}
	CHECK(r->moving ? r->sizes == 0 : r->sizes > 0);
}

static void
check_corner(struct picture p, bool right, bool low, int red, int green, int blue)
{
	int x = right ? p.w - p.w / 8 : p.w / 8, y = low ? p.h - p.h / 8 : p.h / 8;
	const unsigned char *c = p.px + ((size_t)y * (size_t)p.w + (size_t)x) * 4;

	if (abs(c[0] - red) > 30 || abs(c[1] - green) > 30 || abs(c[2] - blue) > 30)
		test_fail(__FILE__, __LINE__, "the colour is %d %d %d, not %d %d %d", c[0], c[1],
			c[2], red, green, blue);
}

TEST(media_sniff_goes_by_content)
{
	static const struct {
		const char *bytes;
		size_t n;
		enum media_kind kind;
	} table[] = {
		{"\xff\xd8\xff\xe0", 4, MEDIA_JPEG},
		{"\x89PNG\r\n\x1a\n", 8, MEDIA_PNG},
		{"GIF89a", 6, MEDIA_GIF},
		{"RIFF\0\0\0\0WEBP", 12, MEDIA_WEBP},
		{"RIFF\0\0\0\0WAVE", 12, MEDIA_WAV},
		{"\0\0\0\x1c" "ftypavif\0\0\0\0", 16, MEDIA_AVIF},
		{"\0\0\0\x18" "ftypmp42\0\0\0\0", 16, MEDIA_MP4},
		{"%PDF-1.7", 8, MEDIA_PDF},
		{"ID3\4\0", 5, MEDIA_MP3},
		{"\xff\xfb\x90\x64", 4, MEDIA_MP3},
		{"OggS\0", 5, MEDIA_OGG},
		{" <?xml version='1.0'?><SVG onload=x>", 36, MEDIA_SVG},
		{"<p>hello</p>", 12, MEDIA_UNKNOWN},
		{"", 0, MEDIA_UNKNOWN},
		{"\xff\xd8", 2, MEDIA_UNKNOWN},
		{"GIF90a", 6, MEDIA_UNKNOWN},
	};

	(void)a;
	for (size_t i = 0; i < LENGTH(table); i++)
		CHECK_INT(media_sniff((str){table[i].bytes, table[i].n}), table[i].kind);
	CHECK(!media_is_plain(MEDIA_SVG) && !media_is_picture(MEDIA_SVG));
	CHECK(media_is_plain(MEDIA_PDF) && !media_is_plain(MEDIA_UNKNOWN));
}

TEST(media_dimensions_know_every_format)
{
	struct picture p = quarters(a, 61, 37, 200);
	str b[5];
	int w, h;

	CHECK_OK(encode_jpeg(a, p, 80, &b[0]));
	CHECK_OK(encode_png(a, p, true, &b[1]));
	CHECK_OK(encode_webp(a, p, false, &b[2]));
	CHECK_OK(encode_webp(a, p, true, &b[3]));
	CHECK_OK(encode_avif(a, p, true, &b[4]));
	for (size_t i = 0; i < LENGTH(b); i++) {
		CHECK_OK(media_dimensions(b[i], &w, &h));
		CHECK_INT(w, 61);
		CHECK_INT(h, 37);
		for (size_t n = 0; n < 24 && n < b[i].n; n++) /* cut off anywhere */
			if (media_dimensions(str_upto(b[i], n), &w, &h) == OK)
				test_fail(__FILE__, __LINE__, "%zu of format %zu", n, i);
	}
	CHECK_OK(media_dimensions(with_segment(a, b[0], 0xe1, exif(a, 6)), &w, &h));
	CHECK_INT(w, 37);
	CHECK_ERR(media_dimensions(S("<svg/>"), &w, &h), E_INPUT);
}

TEST(media_limits_hold_at_n_and_n_plus_one)
{
	(void)a;
	CHECK_OK(media_size_allowed(MEDIA_MAX_SIDE, 1));
	CHECK_OK(media_size_allowed(1, MEDIA_MAX_SIDE));
	CHECK_ERR(media_size_allowed(MEDIA_MAX_SIDE + 1, 1), E_TOOBIG);
	CHECK_ERR(media_size_allowed(1, MEDIA_MAX_SIDE + 1), E_TOOBIG);
	CHECK_OK(media_size_allowed(10000, MEDIA_MAX_PIXELS / 10000));
	CHECK_ERR(media_size_allowed(10000, MEDIA_MAX_PIXELS / 10000 + 1), E_TOOBIG);
	CHECK_ERR(media_size_allowed(0, 5), E_INPUT);
}

TEST(media_bytes_are_limited)
{
	struct media_worker *w = media_worker_new(a);
	struct media_result r;
	str dir = test_folder(a), small = jpeg(a, 40, 30);
	char *big = NEW(a, char, MEDIA_MAX_BYTES + 1);

	memcpy(big, small.p, small.n); /* what stands behind the end is not kept */
	CHECK_OK(media_make_sizes_of(a, w, (str){big, MEDIA_MAX_BYTES}, dir, S("n"), &r));
	CHECK(r.clean.bytes < (int64_t)small.n + 100);
	CHECK_ERR(media_make_sizes_of(a, w, (str){big, MEDIA_MAX_BYTES + 1}, dir, S("n"), &r),
		E_TOOBIG);
	CHECK_ERR(media_make_sizes_of(a, w, S(""), dir, S("n"), &r), E_INPUT);
}

TEST(media_sizes_of_a_photograph)
{
	static const struct {
		enum media_kind kind;
		int w;
	} want[] = {
		{MEDIA_JPEG, 320}, {MEDIA_JPEG, 640}, {MEDIA_JPEG, 960}, {MEDIA_JPEG, 1280},
		{MEDIA_JPEG, 1920}, {MEDIA_WEBP, 320}, {MEDIA_WEBP, 640}, {MEDIA_WEBP, 960},
		{MEDIA_WEBP, 1280}, {MEDIA_WEBP, 1920}, {MEDIA_AVIF, 320}, {MEDIA_AVIF, 640},
		{MEDIA_AVIF, 960}, {MEDIA_AVIF, 1280},
	};
	struct media_worker *w = media_worker_new(a);
	struct media_result r;
	str dir = test_folder(a), clean;

	CHECK_OK(media_make_sizes_of(a, w, jpeg(a, 2100, 1400), dir, S("photo.jpg"), &r));
	CHECK_INT(r.kind, MEDIA_JPEG);
	CHECK_INT(r.width, 2100);
	CHECK_INT(r.sizes, LENGTH(want));
	for (size_t i = 0; i < r.sizes; i++) {
		CHECK_INT(r.size[i].kind, want[i].kind);
		CHECK_INT(r.size[i].width, want[i].w);
		CHECK_INT(r.size[i].height, (want[i].w * 2 + 1) / 3);
	}
	CHECK_STR(r.size[1].name, S("photo.jpg-w640.jpg"));
	check_result(a, dir, &r);
	clean = made_file(a, dir, &r.clean);
	check_corner(decoded_again(a, clean, &r.clean), false, true, 35, 45, 215);
	check_corner(decoded_again(a, made_file(a, dir, &r.size[9]), &r.size[9]), true, false, 35,
		205, 45);
	check_corner(decoded_again(a, made_file(a, dir, &r.size[13]), &r.size[13]), false, false,
		225, 35, 35);
	CHECK_OK(media_make_sizes_of(a, w, jpeg(a, 200, 100), dir, S("small"), &r));
	CHECK_INT(r.sizes, 3);
	CHECK_INT(r.size[0].width, 200);
	CHECK_ERR(media_make_sizes_of(a, w, jpeg(a, 9, 9), dir, S("../x"), &r), E_INPUT);
	CHECK_ERR(media_make_sizes_of(a, w, jpeg(a, 9, 9), dir, S(".x"), &r), E_INPUT);
}

TEST(media_serves_no_metadata_and_keeps_the_credit)
{
	struct media_worker *w = media_worker_new(a);
	struct media_result r;
	str dir = test_folder(a), j = jpeg(a, 700, 500);

	j = with_segment(a, j, 0xfe, S("COMMENTSECRET"));
	j = with_segment(a, j, 0xed, S("Photoshop 3.0\0" "8BIM\4\4\0\0\0\0\0\x1d"
		"\x1c\2\x50\0\5Aminu\x1c\2\x6e\0\6Agence\x1c\2\x69\0\3Mop\0"));
	j = with_segment(a, j, 0xe1, S("http://ns.adobe.com/xap/1.0/\0<x>GPSSECRET</x>"));
	j = with_segment(a, j, 0xe1, exif(a, 1));
	CHECK(holds(j, S("GPSSECRET")));
	CHECK_OK(media_make_sizes_of(a, w, j, dir, S("p"), &r));
	check_result(a, dir, &r);
	CHECK_STR(r.credit, S("Aminu/Agence"));
	CHECK_STR(r.headline, S("Mop"));
	CHECK_STR(r.caption, S("Flood at dam"));
	CHECK_INT(r.clean.kind, MEDIA_JPEG);
}

TEST(media_turns_pictures_upright)
{
	struct media_worker *w = media_worker_new(a);
	/* the stored corner that is at the upper left when upright; red 0, green 1,
	 * blue 2, white 3, from Exif's picture of the eight turns */
	static const int corner[9] = {0, 0, 1, 3, 2, 0, 2, 3, 1};
	static const int colour[4][3] = {{225, 35, 35}, {35, 205, 45}, {35, 45, 215},
		{245, 245, 245}};
	str dir = test_folder(a), j = jpeg(a, 500, 340);

	for (int turn = 1; turn <= 8; turn++) {
		struct media_result r;
		const int *c = colour[corner[turn]];

		CHECK_OK(media_make_sizes_of(a, w, with_segment(a, j, 0xe1, exif(a, turn)), dir,
			S("p"), &r));
		CHECK_INT(r.width, turn >= 5 ? 340 : 500);
		CHECK_STR(r.credit, S("A. Photogr"));
		check_result(a, dir, &r);
		check_corner(decoded_again(a, made_file(a, dir, &r.clean), &r.clean), false, false,
			c[0], c[1], c[2]);
		check_corner(decoded_again(a, made_file(a, dir, &r.size[0]), &r.size[0]), false,
			false, c[0], c[1], c[2]);
	}
}

TEST(media_keeps_transparency)
{
	struct media_worker *w = media_worker_new(a);
	struct media_result r;
	str dir = test_folder(a), p;

	CHECK_OK(encode_png(a, quarters(a, 700, 300, 90), true, &p));
	CHECK_OK(media_make_sizes_of(a, w, p, dir, S("logo"), &r));
	CHECK(r.alpha);
	check_result(a, dir, &r);
	CHECK_INT(r.size[0].kind, MEDIA_PNG);
	for (size_t i = 0; i < r.sizes; i++) {
		struct picture back = decoded_again(a, made_file(a, dir, &r.size[i]), &r.size[i]);

		CHECK(abs(back.px[3] - 90) < 16);
		CHECK(back.px[(size_t)back.w * 4 - 1] > 250);
	}
	CHECK_OK(encode_png(a, quarters(a, 700, 300, 255), true, &p));
	CHECK_OK(media_make_sizes_of(a, w, p, dir, S("opaque"), &r));
	CHECK(!r.alpha);
	CHECK_INT(r.size[0].kind, MEDIA_JPEG);
}

static str
cmyk_jpeg(struct arena *a, J_COLOR_SPACE space, int parts)
{
	struct jpeg_compress_struct c;
	struct jpeg_error_mgr errors;
	unsigned char row[64 * 4], *mem = NULL;
	unsigned long n = 0;
	JSAMPROW rows = row;
	str out;

	memset(row, 255, sizeof row); /* Adobe's inverted CMYK: 255 is no ink */
	for (int x = 0; x < 64 && parts == 4; x++)
		row[x * 4 + 1] = row[x * 4 + 2] = 0; /* magenta and yellow: red */
	c.err = jpeg_std_error(&errors);
	jpeg_create_compress(&c);
	jpeg_mem_dest(&c, &mem, &n);
	c.image_width = c.image_height = 64;
	c.input_components = parts;
	c.in_color_space = space;
	jpeg_set_defaults(&c);
	jpeg_start_compress(&c, TRUE);
	while (c.next_scanline < 64)
		jpeg_write_scanlines(&c, &rows, 1);
	jpeg_finish_compress(&c);
	jpeg_destroy_compress(&c);
	out = arena_copy(a, (str){(char *)mem, n});
	free(mem);
	return out;
}

TEST(media_drawings_stay_sharp)
{
	struct media_worker *w = media_worker_new(a);
	struct media_result r;
	struct picture p = {400, 300, NEW(a, unsigned char, picture_bytes(400, 300))}, back;
	str dir = test_folder(a), png;

	for (int i = 0; i < 400 * 300; i++)
		memcpy(p.px + i * 4, i % 7 ? "\xff\xff\xff\xff" : "\x10\x20\x80\xff", 4);
	CHECK_OK(encode_png(a, p, false, &png));
	CHECK_OK(media_make_sizes_of(a, w, png, dir, S("chart"), &r));
	check_result(a, dir, &r);
	for (size_t i = 0; i < r.sizes; i++) {
		CHECK(r.size[i].kind == MEDIA_PNG || r.size[i].kind == MEDIA_WEBP);
		if (r.size[i].width < 400)
			continue;
		back = decoded_again(a, made_file(a, dir, &r.size[i]), &r.size[i]);
		CHECK(!memcmp(back.px, p.px, picture_bytes(400, 300)));
	}
}

TEST(media_cmyk_and_grey_become_colours_of_the_screen)
{
	struct media_worker *w = media_worker_new(a);
	struct media_result r;
	str dir = test_folder(a);

	CHECK_OK(media_make_sizes_of(a, w, cmyk_jpeg(a, JCS_CMYK, 4), dir, S("cmyk"), &r));
	check_result(a, dir, &r);
	check_corner(decoded_again(a, made_file(a, dir, &r.clean), &r.clean), false, false, 254, 0,
		0);
	CHECK_OK(media_make_sizes_of(a, w, cmyk_jpeg(a, JCS_GRAYSCALE, 1), dir, S("grey"), &r));
	check_result(a, dir, &r);
	check_corner(decoded_again(a, made_file(a, dir, &r.clean), &r.clean), true, true, 255, 255,
		255);
}

TEST(media_gif_still_and_moving)
{
	/* 2 x 2, two colours, pixels 0 1 1 0; with a comment, then a second frame */
	str head = S("GIF89a\2\0\2\0\x80\0\0\xff\0\0\0\0\xff");
	str note = S("!\xfe\x0d" "COMMENTSECRET\0");
	str frame = S(",\0\0\0\0\2\0\2\0\0\2\3\x44\2\5\0");
	struct media_worker *w = media_worker_new(a);
	struct media_result r;
	str dir = test_folder(a), one = arena_copy(a, S("")), two;
	struct buf b = buf_in(a, 4096), c = buf_in(a, 4096);
	struct picture p;

	buf_add(&b, head);
	buf_add(&b, note);
	buf_add(&b, frame);
	buf_add(&c, buf_str(&b));
	buf_add(&c, frame);
	buf_char(&b, ';');
	buf_char(&c, ';');
	buf_add(&b, S("TAILSECRET"));
	one = buf_str(&b);
	two = buf_str(&c);
	CHECK_OK(media_make_sizes_of(a, w, one, dir, S("one"), &r));
	check_result(a, dir, &r);
	CHECK(!r.moving);
	p = decoded_again(a, made_file(a, dir, &r.clean), &r.clean);
	CHECK_INT(p.px[0], 255);
	CHECK_INT(p.px[4], 0);
	CHECK_INT(p.px[4 + 2], 255);
	CHECK_INT(p.px[12], 255);
	CHECK_OK(media_make_sizes_of(a, w, two, dir, S("two"), &r));
	CHECK(r.moving);
	check_result(a, dir, &r);
}

TEST(media_frames_are_limited)
{
	str head = S("GIF89a\2\0\2\0\x80\0\0\xff\0\0\0\0\xff");
	str frame = S(",\0\0\0\0\2\0\2\0\0\2\3\x44\2\5\0");
	struct media_worker *w = media_worker_new(a);
	struct media_result r;
	struct buf b = buf_in(a, 1 << 20);
	str dir = test_folder(a);

	buf_add(&b, head);
	for (int i = 0; i < MEDIA_MAX_FRAMES; i++)
		buf_add(&b, frame);
	CHECK_OK(media_make_sizes_of(a, w, buf_str(&b), dir, S("g"), &r));
	buf_add(&b, frame);
	CHECK_ERR(media_make_sizes_of(a, w, buf_str(&b), dir, S("g"), &r), E_TOOBIG);
}

static void
put32(char *to, long v)
{
	for (int i = 0; i < 4; i++)
		to[i] = (char)(v >> (24 - 8 * i) & 255);
}

/* A profile of the given primaries (XYZ under D50) with sRGB's curve. */
static str
profile(struct arena *a, const double xyz[9])
{
	enum { TAGS = 6, BODY = 132 + 12 * TAGS };
	static const char names[] = "rXYZgXYZbXYZrTRCgTRCbTRC";
	static const double curve[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
	char *p = NEW(a, char, BODY + 3 * 20 + 32);

	memcpy(p + 16, "RGB XYZ ", 8);
	put32(p + 128, TAGS);
	for (int i = 0; i < TAGS; i++) {
		char *e = p + 132 + 12 * i;

		memcpy(e, names + 4 * i, 4);
		put32(e + 4, i < 3 ? BODY + 20 * i : BODY + 60);
		put32(e + 8, i < 3 ? 20 : 32);
	}
	for (int i = 0; i < 3; i++) {
		memcpy(p + BODY + 20 * i, "XYZ ", 4);
		for (int k = 0; k < 3; k++)
			put32(p + BODY + 20 * i + 8 + 4 * k, (long)(xyz[3 * i + k] * 65536));
	}
	memcpy(p + BODY + 60, "para\0\0\0\0\0\3\0\0", 12);
	for (int i = 0; i < 5; i++)
		put32(p + BODY + 72 + 4 * i, (long)(curve[i] * 65536));
	return (str){p, BODY + 92};
}

TEST(media_wide_colours_become_srgb)
{
	static const double srgb[] = {0.4361, 0.2225, 0.0139, 0.3851, 0.7169, 0.0971, 0.1431,
		0.0606, 0.7142};
	static const double p3[] = {0.5151, 0.2412, -0.0011, 0.2920, 0.6922, 0.0419, 0.1571,
		0.0666, 0.7841};
	static const unsigned char in[] = {234, 51, 35, 255, 128, 128, 128, 255};
	unsigned char px[8];
	struct picture p = {2, 1, px};
	struct media_worker *w = media_worker_new(a);
	struct media_result r;
	str dir = test_folder(a), j = jpeg(a, 400, 300), wide;
	struct buf b = buf_in(a, 4096);

	CHECK(icc_is_plain(profile(a, srgb)));
	CHECK(!icc_is_plain(profile(a, p3)));
	memcpy(px, in, sizeof px);
	icc_apply(profile(a, p3), &p);
	CHECK(px[0] >= 253 && px[1] <= 12 && px[2] <= 12); /* P3's name for sRGB's red */
	CHECK(abs(px[4] - 128) <= 1 && abs(px[5] - 128) <= 1 && abs(px[6] - 128) <= 1);
	for (size_t n = 0; n < profile(a, p3).n; n++)
		icc_is_plain(arena_copy(a, str_upto(profile(a, p3), n))); /* cut off anywhere */
	buf_add(&b, S("ICC_PROFILE\0\1\1"));
	buf_add(&b, profile(a, p3));
	wide = with_segment(a, j, 0xe2, buf_str(&b));
	CHECK_OK(media_make_sizes_of(a, w, wide, dir, S("p3"), &r));
	check_result(a, dir, &r);
	check_corner(decoded_again(a, made_file(a, dir, &r.clean), &r.clean), true, false, 0, 208,
		0);
}

/* Two properties that each say the largest size there can be: their product fits
 * in 64 bits only without a sign. */
TEST(media_avif_of_absurd_size_is_refused)
{
	static const unsigned char file[] = {0, 0, 0, 16, 'f', 't', 'y', 'p', 'a', 'v', 'i', 'f', 0, 0, 0, 0,
		0, 0, 0, 60, 'm', 'e', 't', 'a', 0, 0, 0, 0, 0, 0, 0, 48, 'i', 'p', 'r', 'p',
		0, 0, 0, 40, 'i', 'p', 'c', 'o',
		0, 0, 0, 20, 'i', 's', 'p', 'e', 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255,
		0, 0, 0, 20, 'i', 's', 'p', 'e', 0, 0, 0, 0, 255, 255, 255, 254, 255, 255, 255, 255};
	int w, h;

	(void)a;
	CHECK_INT(media_sniff((str){(const char *)file, sizeof file}), MEDIA_AVIF);
	CHECK_ERR(media_dimensions((str){(const char *)file, sizeof file}, &w, &h), E_TOOBIG);
}
