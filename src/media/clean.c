/* clean.c: a picture file again, without anything that is not needed to show it.
 *
 * Metadata is not looked for and removed: what is known to be pixels is copied and
 * all else stays behind, also what stands behind the end.  The pixel data itself is
 * copied bit for bit, so a photograph loses nothing.  Only files that were decoded
 * without a warning come here.
 */
#include "media/picture.h"

static err
broken(void)
{
	return fail(E_INPUT, "the picture's metadata blocks are inconsistent");
}

/* From behind a start of scan to the next marker that ends it (T.81, B.1.1.5). */
static size_t
scan_end(str b, size_t at)
{
	for (;;) {
		const char *ff = at < b.n ? memchr(b.p + at, 0xff, b.n - at) : NULL;
		unsigned m;

		if (!ff)
			return b.n;
		at = (size_t)(ff - b.p);
		m = at8(b, at + 1);
		if (m != 0 && m != 0xff && !(m >= 0xd0 && m <= 0xd7))
			return at;
		at += m == 0xff ? 1 : 2;
	}
}

/* Tables, frame, restart interval, scans; Adobe's APP14 says which colours. */
static bool
jpeg_needed(int m, str body)
{
	return (m >= 0xc0 && m <= 0xcf && m != 0xc8) || (m >= 0xda && m <= 0xdd) ||
		(m == 0xee && str_starts(body, S("Adobe")) && body.n == 12);
}

err
clean_jpeg(struct arena *a, str b, str *out)
{
	struct buf o = buf_in(a, b.n + 64);
	size_t at = 2;
	bool adobe = false;
	int marker;
	str body;

	for (size_t k = 2; media_jpeg_next(b, &k, &marker, &body) && marker != 0xda;)
		adobe |= marker == 0xee && str_starts(body, S("Adobe"));
	buf_add(&o, S("\xff\xd8"));
	if (!adobe)
		buf_add(&o, S("\xff\xe0\0\20JFIF\0\1\1\0\0\1\0\1\0\0"));
	while (media_jpeg_next(b, &at, &marker, &body)) {
		if (marker == 0xd9) {
			buf_add(&o, S("\xff\xd9"));
			return buf_done(&o, out);
		}
		if (!jpeg_needed(marker, body))
			continue;
		buf_char(&o, (char)0xff);
		buf_char(&o, (char)marker);
		buf_add(&o, (str){body.p - 2, body.n + 2});
		if (marker == 0xda) {
			size_t end = scan_end(b, at);

			buf_add(&o, (str){b.p + at, end - at});
			at = end;
		}
	}
	return broken();
}

err
clean_png(struct arena *a, str b, str *out)
{
	static const char needed[] = "IHDR PLTE tRNS sRGB IDAT IEND";
	struct buf o = buf_in(a, b.n);
	size_t at = 8;

	buf_add(&o, str_upto(b, 8));
	while (at + 12 <= b.n) {
		size_t n = be32(b, at);
		str name = {b.p + at + 4, 4};
		size_t known = str_find(str_of(needed), name);

		if (n > b.n - at - 12)
			break;
		if (known != NOWHERE && known % 5 == 0)
			buf_add(&o, (str){b.p + at, n + 12});
		if (str_eq(name, S("IEND")))
			return buf_done(&o, out);
		at += n + 12;
	}
	return broken();
}

static void
add_le32(struct buf *o, size_t v)
{
	for (int i = 0; i < 4; i++)
		buf_char(o, (char)(v >> 8 * i & 0xff));
}

static bool
webp_pixels(str name)
{
	return str_eq(name, S("VP8 ")) || str_eq(name, S("VP8L")) ||
		str_eq(name, S("ALPH"));
}

/* A frame's chunk: 16 bytes about it, then chunks of its own. */
static str
clean_anmf(struct arena *a, str in)
{
	struct buf o = buf_in(a, in.n + 1);

	buf_add(&o, str_upto(in, 16));
	for (size_t at = 16; at + 8 <= in.n;) {
		size_t n = le32(in, at + 4), all;

		if (n > in.n - at - 8)
			break;
		all = 8 + n + (n & 1 && 8 + n < in.n - at);
		if (webp_pixels((str){in.p + at, 4}))
			buf_add(&o, (str){in.p + at, all});
		at += all;
	}
	return buf_str(&o);
}

static void
add_chunk(struct buf *o, str name, str body)
{
	buf_add(o, name);
	add_le32(o, body.n);
	buf_add(o, body);
	if (body.n & 1)
		buf_char(o, 0);
}

err
clean_webp(struct arena *a, str b, int *frames, str *out)
{
	enum { ICC_EXIF_XMP = 0x2c };
	struct buf o = buf_in(a, b.n + 16), whole = buf_in(a, b.n + 32);
	size_t end = 8 + (size_t)le32(b, 4);

	if (end > b.n)
		return broken();
	for (size_t at = 12; at + 8 <= end;) {
		size_t n = le32(b, at + 4);
		str name = {b.p + at, 4}, body = {b.p + at + 8, n};

		if (n > end - at - 8)
			return broken();
		if (str_eq(name, S("VP8X")) && n >= 10) {
			char head[10];

			memcpy(head, body.p, sizeof head);
			head[0] &= (char)~ICC_EXIF_XMP;
			add_chunk(&o, name, (str){head, sizeof head});
		} else if (str_eq(name, S("ANMF")) && n >= 16) {
			++*frames;
			add_chunk(&o, name, clean_anmf(a, body));
		} else if (webp_pixels(name) || str_eq(name, S("ANIM"))) {
			add_chunk(&o, name, body);
		}
		at += 8 + n + (n & 1);
	}
	buf_add(&whole, S("RIFF"));
	add_le32(&whole, o.n + 4);
	buf_add(&whole, S("WEBP"));
	buf_add(&whole, buf_str(&o));
	return buf_done(&whole, out);
}

/* Behind the sub-blocks that start at at; past the end when they are cut off. */
static size_t
gif_blocks(str b, size_t at)
{
	while (at < b.n && at8(b, at))
		at += 1 + at8(b, at);
	return at + 1;
}

static size_t
gif_colours(unsigned flags)
{
	return flags & 0x80 ? 3 * (size_t)(2 << (flags & 7)) : 0;
}

/* Of the extensions, only "how long, what is transparent" and "how often". */
static bool
gif_extension(str b, size_t at)
{
	str app = {b.p + at + 3, 11};

	if (at8(b, at + 1) == 0xf9)
		return at8(b, at + 2) == 4 && at8(b, at + 7) == 0;
	return at8(b, at + 1) == 0xff && at + 19 <= b.n && at8(b, at + 2) == 11 &&
		str_eq(app, S("NETSCAPE2.0")) && at8(b, at + 14) == 3 &&
		at8(b, at + 18) == 0;
}

err
clean_gif(struct arena *a, str b, int *frames, str *out)
{
	struct buf o = buf_in(a, b.n + 1);
	size_t at = 13 + gif_colours(at8(b, 10)), end;

	if (at > b.n)
		return broken();
	buf_add(&o, str_upto(b, at));
	for (; at < b.n; at = end) {
		unsigned what = at8(b, at);

		if (what == 0x21) {
			end = gif_blocks(b, at + 2);
		} else if (what == 0x2c) {
			end = gif_blocks(b, at + 11 + gif_colours(at8(b, at + 9)));
		} else {
			break;
		}
		if (end > b.n)
			break;
		*frames += what == 0x2c;
		if (what == 0x2c || gif_extension(b, at))
			buf_add(&o, (str){b.p + at, end - at});
	}
	buf_char(&o, 0x3b);
	return *frames ? buf_done(&o, out) : broken();
}
