/* crop.c: the shapes that readers' pages show a picture in, and a part of it cut out
 * in one of them.
 *
 * A crop is told in thousandths of the picture as shown, so that it means the same
 * whether the picture was decoded whole or at a half; its height follows from its
 * width and the shape, so that it cannot be of another.
 * SPDX-License-Identifier: Apache-2.0 */
#include "media/picture.h"

#include <stdlib.h>

/* Widths: what a place on a page needs on a telephone of three pixels for one. */
static const struct media_shape_is shapes[MEDIA_SHAPES] = {
	[MEDIA_WHOLE] = {"", 0, 0, PICTURE_WIDEST, true},
	[MEDIA_CARD] = {"3x2", 3, 2, 1280, true},
	[MEDIA_SQUARE] = {"1x1", 1, 1, 640, true},
	[MEDIA_SHARE] = {"40x21", 40, 21, 1200, false},
};

const struct media_shape_is *
media_shape_is(enum media_shape s)
{
	return &shapes[s];
}

enum media_shape
media_shape_named(str name)
{
	for (int i = MEDIA_CARD; i < MEDIA_SHAPES; i++)
		if (str_eq(name, str_of(shapes[i].name)))
			return (enum media_shape)i;
	return MEDIA_WHOLE;
}

bool
media_shape_fits(enum media_shape s, int64_t width, int64_t height)
{
	int64_t have = width * shapes[s].h, want = height * shapes[s].w;

	return llabs(have - want) * MEDIA_SHAPE_NEAR <= want;
}

int64_t
media_crop_height(enum media_shape s, int64_t crop_w, int64_t width, int64_t height)
{
	return height ? (crop_w * width * shapes[s].h + shapes[s].w * height / 2) / (shapes[s].w * height) : 0;
}

struct media_crop
media_crop_around(enum media_shape s, int64_t width, int64_t height, int64_t focal_x, int64_t focal_y)
{
	struct media_crop c = {0, 0, 1000};
	int64_t h;

	if (width * shapes[s].h > height * shapes[s].w)
		c.w = (int)(1000 * height * shapes[s].w / (shapes[s].h * width));
	c.w = c.w < 1 ? 1 : c.w;
	h = media_crop_height(s, c.w, width, height);
	h = h < 1000 ? h : 1000;
	c.x = (int)(focal_x - c.w / 2);
	c.y = (int)(focal_y - h / 2);
	c.x = c.x < 0 ? 0 : c.x > 1000 - c.w ? 1000 - c.w : c.x;
	c.y = c.y < 0 ? 0 : c.y > 1000 - (int)h ? 1000 - (int)h : c.y;
	return c;
}

/* One side of a crop in pixels: where it begins, so that it lies within. */
static int
start(int at, int side, int length)
{
	int64_t from = (int64_t)at * side / 1000;

	return from < 0 ? 0 : from > side - length ? side - length : (int)from;
}

struct picture
picture_crop(struct arena *a, struct picture p, enum media_shape s, struct media_crop c)
{
	struct picture out;
	int64_t w = (int64_t)c.w * p.w / 1000, h;
	int x, y;

	w = w < 1 ? 1 : w > p.w ? p.w : w;
	h = (w * shapes[s].h + shapes[s].w / 2) / shapes[s].w;
	if (h > p.h) {
		h = p.h;
		w = h * shapes[s].w / shapes[s].h;
		w = w < 1 ? 1 : w > p.w ? p.w : w;
	}
	out.w = (int)w;
	out.h = h < 1 ? 1 : (int)h;
	x = start(c.x, p.w, out.w);
	y = start(c.y, p.h, out.h);
	out.px = NEW(a, unsigned char, picture_bytes(out.w, out.h));
	for (int row = 0; row < out.h; row++)
		memcpy(out.px + picture_bytes(out.w, row), p.px + picture_bytes(p.w, y + row) + (size_t)x * 4,
			picture_bytes(out.w, 1));
	return out;
}
