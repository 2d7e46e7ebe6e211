/* crop.c: crops: what is cut out of a picture, how it is named, and that it lies
 * within whatever is asked for.  The pictures are ramps, so that a pixel tells where
 * it was.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/file.h"
#include "media/picture.h"
#include "test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* Red grows to the right, green downwards; blue makes it a photograph. */
static struct picture
ramp(struct arena *a, int w, int h)
{
	struct picture p = {w, h, NEW(a, unsigned char, picture_bytes(w, h))};

	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++) {
			unsigned char *to = p.px + ((size_t)y * (size_t)w + (size_t)x) * 4;

			to[0] = (unsigned char)(x * 256 / w);
			to[1] = (unsigned char)(y * 256 / h);
			to[2] = (unsigned char)((x / 64 + y / 64) % 2 * 40);
			to[3] = 255;
		}
	return p;
}

struct cut {
	struct media_worker *w;
	str dir;
	struct media_result r;
};

static err
cut(struct arena *a, struct cut *c, str bytes, const struct media_crop crop[MEDIA_SHAPES])
{
	const char *path = arena_fmt(a, "%.*s/source", SARG(c->dir)).p;
	int fd;
	err e;

	CHECK_OK(file_write(path, bytes));
	fd = open(path, O_RDONLY | O_CLOEXEC);
	e = media_make_crops(a, c->w, fd, crop, c->dir, S("p.jpg"), &c->r);
	close(fd);
	return e;
}

static struct cut
begin(struct arena *a)
{
	return (struct cut){.w = media_worker_new(a), .dir = test_folder(a)};
}

static struct picture
again(struct arena *a, const struct cut *c, const struct media_size *s)
{
	str b = test_file(a, arena_fmt(a, "%.*s/%.*s", SARG(c->dir), SARG(s->name)).p);
	struct decoded d = {.kind = media_sniff(b)};

	CHECK_INT(b.n, s->bytes);
	CHECK_INT(d.kind, s->kind);
	CHECK_OK(d.kind == MEDIA_JPEG ? decode_jpeg(a, b, true, &d) : d.kind == MEDIA_PNG ? decode_png(a, b, &d) :
		d.kind == MEDIA_WEBP ? decode_webp(a, b, &d) : decode_avif(a, b, &d));
	CHECK_INT(d.full_w, s->width);
	CHECK_INT(d.full_h, s->height);
	return d.pic;
}

/* The pixel at the edge, as a place in the ramp of thousandths; within 30 of what is wanted: colours suffer at edges. */
static void
check_edge(struct picture p, bool end, int x, int y)
{
	const unsigned char *c = p.px + (end ? picture_bytes(p.w, p.h) - 4 : 0);
	int at_x = c[0] * 1000 / 256, at_y = c[1] * 1000 / 256;

	if (at_x < x - 30 || at_x > x + 30 || at_y < y - 30 || at_y > y + 30)
		test_fail(__FILE__, __LINE__, "a corner of %d x %d was at %d, %d and not at %d, %d", p.w, p.h, at_x, at_y, x, y);
}

TEST(media_crop_cuts_what_was_told)
{
	static const struct media_crop crop[MEDIA_SHAPES] = {[MEDIA_CARD] = {500, 250, 300},
		[MEDIA_SQUARE] = {0, 0, 333}, [MEDIA_SHARE] = {0, 0, 1000}};
	struct cut c = begin(a);
	size_t n[MEDIA_SHAPES] = {0};
	str bytes;

	CHECK_OK(encode_jpeg(a, ramp(a, 3000, 1000), 90, &bytes));
	CHECK_OK(cut(a, &c, bytes, crop));
	for (size_t i = 0; i < c.r.sizes; i++) {
		const struct media_size *s = &c.r.size[i];
		const struct media_shape_is *is = media_shape_is(s->shape);
		struct picture p = again(a, &c, s);

		n[s->shape]++;
		CHECK(abs(s->width * is->h - s->height * is->w) <= is->w);
		CHECK(s->width <= is->widest);
		if (s->shape == MEDIA_CARD) {
			check_edge(p, false, 500, 250);
			check_edge(p, true, 800, 850);
		} else if (s->shape == MEDIA_SQUARE) {
			check_edge(p, false, 0, 0);
			check_edge(p, true, 333, 1000);
		} else {
			check_edge(p, true, 635, 1000); /* as wide as its height allows */
		}
	}
	CHECK_INT(n[MEDIA_WHOLE], 0);
	CHECK_INT(n[MEDIA_CARD], 9);   /* 900 (all pixels were decoded), 640, 320 in three formats */
	CHECK_INT(n[MEDIA_SQUARE], 6);
	CHECK_INT(n[MEDIA_SHARE], 1);
	CHECK_STR(c.r.size[0].name, S("p.jpg-3x2-500-250-300-w320.jpg"));
	CHECK_INT(c.r.clean.bytes, 0);
}

/* A camera held upright: parts are those of the picture as it is shown. */
TEST(media_crop_is_of_the_upright_picture)
{
	static const struct media_crop crop[MEDIA_SHAPES] = {[MEDIA_SQUARE] = {0, 0, 500}};
	static const char turned[] = "\xff\xe1\0\x22" "Exif\0\0MM\0\x2a\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0";
	struct cut c = begin(a);
	struct buf b = buf_in(a, 1 << 20);
	struct picture p;
	str bytes;

	CHECK_OK(encode_jpeg(a, ramp(a, 1000, 600), 90, &bytes));
	buf_add(&b, str_upto(bytes, 2));
	buf_add(&b, (str){turned, sizeof turned});
	buf_add(&b, str_from(bytes, 2));
	CHECK_OK(cut(a, &c, buf_str(&b), crop));
	CHECK_INT(c.r.size[0].width, 300);
	p = again(a, &c, &c.r.size[0]);
	check_edge(p, false, 0, 1000); /* right grows downwards, down to the left */
	check_edge(p, true, 300, 500);
}

/* A rectangle that nobody should ask for, and pictures of one pixel's width. */
TEST(media_crop_lies_within_the_picture)
{
	static const struct media_crop odd[] = {{0, 0, 1}, {999, 999, 1000}, {1000, 1000, 1000}, {-5, -5, 2000}, {0, 990, 1000}};
	static const struct { int w, h; } sides[] = {{1, 1}, {1, 40}, {40, 1}, {7, 5}, {640, 427}};

	for (size_t i = 0; i < LENGTH(sides); i++)
		for (size_t k = 0; k < LENGTH(odd); k++)
			for (int s = MEDIA_CARD; s < MEDIA_SHAPES; s++) {
				struct picture p = picture_crop(a, ramp(a, sides[i].w, sides[i].h), (enum media_shape)s, odd[k]);

				CHECK(p.w >= 1 && p.h >= 1 && p.w <= sides[i].w && p.h <= sides[i].h);
			}
}

TEST(media_crop_around_a_point)
{
	struct media_crop c = media_crop_around(MEDIA_SQUARE, 1500, 1000, 0, 500);

	(void)a;
	CHECK_INT(c.x, 0);
	CHECK_INT(c.w, 666);
	c = media_crop_around(MEDIA_SQUARE, 1500, 1000, 700, 500);
	CHECK_INT(c.x, 334);
	c = media_crop_around(MEDIA_SQUARE, 1500, 1000, 600, 500);
	CHECK_INT(c.x, 267);
	c = media_crop_around(MEDIA_CARD, 1000, 2000, 500, 250);
	CHECK_INT(c.w, 1000);
	CHECK_INT(c.y, 84);
	CHECK_INT(media_crop_height(MEDIA_CARD, 1000, 1000, 2000), 333);
	CHECK(media_shape_fits(MEDIA_CARD, 6000, 4000) && media_shape_fits(MEDIA_CARD, 6100, 4000) && !media_shape_fits(MEDIA_CARD, 4000, 3000));
	CHECK_INT(media_shape_named(S("40x21")), MEDIA_SHARE);
	CHECK_INT(media_shape_named(S("")), MEDIA_WHOLE);
	CHECK_INT(media_shape_named(S("16x9")), MEDIA_WHOLE);
}

/* What moves is shown whole; what lies about its parts is believed in nothing. */
TEST(media_crop_leaves_what_it_cannot_cut)
{
	static const struct media_crop crop[MEDIA_SHAPES] = {[MEDIA_SQUARE] = {0, 0, 500}};
	static const char frame[] = "!\xf9\4\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0";
	struct cut c = begin(a);
	struct buf b = buf_in(a, 4096);

	buf_add(&b, (str){"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff", 19});
	for (int i = 0; i < 2; i++)
		buf_add(&b, (str){frame, sizeof frame - 1});
	buf_char(&b, ';');
	CHECK_OK(cut(a, &c, buf_str(&b), crop));
	CHECK(c.r.moving);
	CHECK_INT(c.r.sizes, 0);
	CHECK_ERR(cut(a, &c, S("GIF89a"), crop), E_INPUT);
	CHECK_ERR(cut(a, &c, S("<svg/>"), crop), E_INPUT);
}
