/* gif.c: the first frame of a GIF, by GIF89a and its LZW appendix.
 *
 * Our own, because it is small: giflib would be one more library to trust for a
 * format that newspapers hardly use.  Time and memory follow the canvas, which
 * was checked; codes that point nowhere end the frame as an error.
 */
#include "media/picture.h"

enum { CODES = 4096 };

struct lzw {
	str in;            /* from the first sub-block on */
	size_t left;       /* of the sub-block */
	uint32_t bits;
	int have;
	uint16_t prefix[CODES];
	unsigned char last[CODES], stack[CODES];
};

struct frame {
	struct picture *canvas;
	const unsigned char *palette;
	int colours, clear;       /* clear: the transparent index or -1 */
	int x, y, w, h;
	bool interlaced;
	int64_t done;             /* pixels */
};

static int
next_code(struct lzw *z, int width)
{
	int code;

	while (z->have < width) {
		if (!z->left) {
			z->left = at8(z->in, 0);
			z->in = str_from(z->in, 1);
			if (!z->left)
				return -1;
		}
		if (!z->in.n)
			return -1;
		z->bits |= at8(z->in, 0) << z->have;
		z->in = str_from(z->in, 1);
		z->left--;
		z->have += 8;
	}
	code = (int)(z->bits & ((1u << width) - 1));
	z->bits >>= width;
	z->have -= width;
	return code;
}

/* Row n of those in the file is which row of the frame? */
static int
interlaced_row(int n, int h)
{
	static const int first[] = {0, 4, 2, 1}, step[] = {8, 8, 4, 2};

	for (int i = 0; i < 4; i++) {
		int rows = h > first[i] ? (h - first[i] + step[i] - 1) / step[i] : 0;

		if (n < rows)
			return first[i] + n * step[i];
		n -= rows;
	}
	return 0;
}

static void
put_pixel(struct frame *f, int index)
{
	int row = (int)(f->done / f->w), x = f->x + (int)(f->done % f->w), y;
	unsigned char *to;

	f->done++;
	y = f->y + (f->interlaced ? interlaced_row(row, f->h) : row);
	if (index == f->clear || index >= f->colours || x >= f->canvas->w ||
		y >= f->canvas->h)
		return;
	to = f->canvas->px + picture_bytes(f->canvas->w, y) + (size_t)x * 4;
	memcpy(to, f->palette + index * 3, 3);
	to[3] = 255;
}

static bool
unpack(struct lzw *z, struct frame *f, int depth)
{
	int clear = 1 << depth, next = clear + 2, width = depth + 1, old = -1, first = 0;
	int64_t all = (int64_t)f->w * f->h;

	while (f->done < all) {
		int code = next_code(z, width), in = code, n = 0;

		if (code < 0 || code == clear + 1)
			return f->done > 0; /* cut short: what came is shown */
		if (code == clear) {
			next = clear + 2;
			width = depth + 1;
			old = -1;
			continue;
		}
		if (code > next || (code == next && old < 0) || (old < 0 && code >= clear))
			return false;
		if (code == next) {
			z->stack[n++] = (unsigned char)first;
			code = old;
		}
		for (; code > clear + 1 && n < CODES - 1; code = z->prefix[code])
			z->stack[n++] = z->last[code];
		first = code & 0xff;
		put_pixel(f, first);
		while (n > 0 && f->done < all)
			put_pixel(f, z->stack[--n]);
		if (old >= 0 && next < CODES) {
			z->prefix[next] = (uint16_t)old;
			z->last[next++] = (unsigned char)first;
			if (next == 1 << width && width < 12)
				width++;
		}
		old = in;
	}
	return true;
}

/* Behind extensions, which may name a transparent colour, to the first frame. */
static bool
find_frame(str b, size_t *at, int *clear)
{
	while (at8(b, *at) == 0x21) {
		if (at8(b, *at + 1) == 0xf9 && at8(b, *at + 2) == 4)
			*clear = at8(b, *at + 3) & 1 ? (int)at8(b, *at + 6) : -1;
		*at += 2;
		while (at8(b, *at))
			*at += 1 + at8(b, *at);
		++*at;
	}
	return at8(b, *at) == 0x2c && *at + 10 < b.n;
}

err
decode_gif(struct arena *a, str b, struct decoded *d)
{
	unsigned flags = at8(b, 10);
	struct frame f = {.canvas = &d->pic, .clear = -1};
	size_t at = 13;
	struct lzw *z = NEW(a, struct lzw, 1);
	int depth;

	d->full_w = d->pic.w = (int)le16(b, 6);
	d->full_h = d->pic.h = (int)le16(b, 8);
	d->exact = d->alpha = true;
	d->turn = 1;
	TRY(media_size_allowed(d->full_w, d->full_h));
	if (flags & 0x80) {
		f.colours = 2 << (flags & 7);
		f.palette = (const unsigned char *)b.p + at;
		at += 3 * (size_t)f.colours;
	}
	if (!find_frame(b, &at, &f.clear))
		return fail(E_INPUT, "the GIF contains no image");
	f.x = (int)le16(b, at + 1);
	f.y = (int)le16(b, at + 3);
	f.w = (int)le16(b, at + 5);
	f.h = (int)le16(b, at + 7);
	flags = at8(b, at + 9);
	f.interlaced = flags & 0x40;
	at += 10;
	if (flags & 0x80) {
		f.colours = 2 << (flags & 7);
		f.palette = (const unsigned char *)b.p + at;
		at += 3 * (size_t)f.colours;
	}
	depth = (int)at8(b, at);
	TRY(media_size_allowed(f.w, f.h));
	if (at >= b.n || !f.colours || depth < 1 || depth > 8)
		return fail(E_INPUT, "the first frame of the GIF is damaged");
	d->pic.px = NEW(a, unsigned char, picture_bytes(d->pic.w, d->pic.h));
	z->in = str_from(b, at + 1);
	if (!unpack(z, &f, depth))
		return fail(E_INPUT, "the first frame of the GIF is damaged");
	return OK;
}
