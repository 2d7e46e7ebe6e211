/* sniff.c: what a file is, and how large a picture is, by its first bytes.
 *
 * Nothing is decoded here: these are a few tables and four header walks over
 * bytes, so they may run in the server itself.  Whatever they say is checked
 * again by the decoder in the child.  Formats: ITU T.81 (JPEG), W3C PNG, GIF89a,
 * RFC 9649 (WebP), ISO 23008-12 with AV1-ISOBMFF (AVIF).
 */
#include "media/bytes.h"

static const struct {
	const char *mime, *ext;
} kinds[] = {
	[MEDIA_UNKNOWN] = {"application/octet-stream", "bin"},
	[MEDIA_JPEG] = {"image/jpeg", "jpg"},
	[MEDIA_PNG] = {"image/png", "png"},
	[MEDIA_GIF] = {"image/gif", "gif"},
	[MEDIA_WEBP] = {"image/webp", "webp"},
	[MEDIA_AVIF] = {"image/avif", "avif"},
	[MEDIA_SVG] = {"image/svg+xml", "svg"},
	[MEDIA_PDF] = {"application/pdf", "pdf"},
	[MEDIA_MP3] = {"audio/mpeg", "mp3"},
	[MEDIA_MP4] = {"video/mp4", "mp4"},
	[MEDIA_OGG] = {"audio/ogg", "ogg"},
	[MEDIA_WEBM] = {"video/webm", "webm"},
	[MEDIA_WAV] = {"audio/wav", "wav"},
};

const char *
media_mime(enum media_kind k)
{
	return kinds[k].mime;
}

const char *
media_ext(enum media_kind k)
{
	return kinds[k].ext;
}

bool
media_is_picture(enum media_kind k)
{
	return k >= MEDIA_JPEG && k <= MEDIA_AVIF;
}

bool
media_is_plain(enum media_kind k)
{
	return k >= MEDIA_PDF;
}

/* An ISO base media file names its brands in the ftyp box. */
static enum media_kind
sniff_iso(str b)
{
	size_t end = be32(b, 0);

	if (b.n < 16 || !str_eq(str_upto(str_from(b, 4), 4), S("ftyp")))
		return MEDIA_UNKNOWN;
	if (end > b.n)
		end = b.n;
	for (size_t at = 8; at + 4 <= end; at += 4) {
		str brand = {b.p + at, 4};

		if (str_eq(brand, S("avif")) || str_eq(brand, S("avis")))
			return MEDIA_AVIF;
	}
	for (size_t at = 8; at + 4 <= end; at += 4) {
		str brand = {b.p + at, 4};

		if (str_eq(brand, S("isom")) || str_eq(brand, S("mp41")) ||
			str_eq(brand, S("mp42")) || str_eq(brand, S("iso2")) ||
			str_eq(brand, S("M4A ")) || str_eq(brand, S("M4V ")) ||
			str_eq(brand, S("avc1")) || str_eq(brand, S("qt  ")))
			return MEDIA_MP4;
	}
	return MEDIA_UNKNOWN;
}

/* MPEG sound without a tag: sync bits, layer III, no reserved value. */
static bool
is_mp3_frame(str b)
{
	return b.n >= 4 && at8(b, 0) == 0xff && (at8(b, 1) & 0xe6) == 0xe2 &&
		(at8(b, 1) & 0x18) != 0x08 && (at8(b, 2) & 0xf0) != 0xf0 &&
		(at8(b, 2) & 0xf0) != 0 && (at8(b, 2) & 0x0c) != 0x0c;
}

/* An <svg tag in the first 1 KiB of something that begins as markup. */
static bool
is_svg(str b)
{
	str head = str_trim(str_upto(b, 1024));

	if (str_starts(head, S("\xef\xbb\xbf")))
		head = str_trim(str_from(head, 3));
	if (!str_starts(head, S("<")))
		return false;
	for (size_t at = 0; at + 4 <= head.n; at++)
		if (str_eq_case((str){head.p + at, 4}, S("<svg")))
			return true;
	return false;
}

enum media_kind
media_sniff(str b)
{
	str form = str_upto(str_from(b, 8), 4);

	if (str_starts(b, S("\xff\xd8\xff")))
		return MEDIA_JPEG;
	if (str_starts(b, S("\x89PNG\r\n\x1a\n")))
		return MEDIA_PNG;
	if (str_starts(b, S("GIF87a")) || str_starts(b, S("GIF89a")))
		return MEDIA_GIF;
	if (str_starts(b, S("RIFF")) && str_eq(form, S("WEBP")))
		return MEDIA_WEBP;
	if (str_starts(b, S("RIFF")) && str_eq(form, S("WAVE")))
		return MEDIA_WAV;
	if (str_starts(b, S("%PDF-")))
		return MEDIA_PDF;
	if (str_starts(b, S("ID3")) || is_mp3_frame(b))
		return MEDIA_MP3;
	if (str_starts(b, S("OggS")))
		return MEDIA_OGG;
	if (str_starts(b, S("\x1a\x45\xdf\xa3")) &&
		str_find(str_upto(b, 64), S("webm")) != NOWHERE)
		return MEDIA_WEBM;
	if (is_svg(b))
		return MEDIA_SVG;
	return sniff_iso(b);
}

static err
cut_off(void)
{
	return fail(E_INPUT, "the picture's header is damaged or truncated");
}

err
media_size_allowed(int64_t w, int64_t h)
{
	if (w <= 0 || h <= 0)
		return fail(E_INPUT, "the picture has zero width or height");
	if (w > MEDIA_MAX_SIDE || h > MEDIA_MAX_SIDE)
		return fail(E_TOOBIG, "picture is %lld x %lld pixels; the limit for each side is %d", (long long)w, (long long)h, MEDIA_MAX_SIDE);
	if (w * h > MEDIA_MAX_PIXELS)
		return fail(E_TOOBIG, "picture has %lld megapixels; the limit is %d", (long long)(w * h / 1000000),
			MEDIA_MAX_PIXELS / 1000000);
	return OK;
}

bool
media_jpeg_next(str b, size_t *at, int *marker, str *body)
{
	size_t n;

	while (*at < b.n && at8(b, *at) != 0xff)
		++*at;
	while (*at < b.n && at8(b, *at) == 0xff)
		++*at;
	if (*at >= b.n)
		return false;
	*marker = at8(b, (*at)++);
	*body = (str){b.p + *at, 0};
	if (*marker == 0xd8 || *marker == 0xd9 || *marker == 1 ||
		(*marker >= 0xd0 && *marker <= 0xd7))
		return true;
	n = be16(b, *at);
	if (n < 2 || n > b.n - *at)
		return false;
	*body = (str){b.p + *at + 2, n - 2};
	*at += n;
	return true;
}

static bool
is_frame_header(int marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
		marker != 0xcc;
}

static err
jpeg_size(str b, int64_t *w, int64_t *h)
{
	size_t at = 2;
	int marker, turn = 1;
	str body;

	while (media_jpeg_next(b, &at, &marker, &body)) {
		if (marker == 0xe1 && str_starts(body, S("Exif\0\0")))
			turn = media_exif_orientation(str_from(body, 6));
		if (is_frame_header(marker) && body.n >= 6) {
			*h = be16(body, 1);
			*w = be16(body, 3);
			if (turn >= 5) {
				int64_t t = *w;

				*w = *h;
				*h = t;
			}
			return OK;
		}
		if (marker == 0xda || marker == 0xd9)
			break;
	}
	return cut_off();
}

static err
webp_size(str b, int64_t *w, int64_t *h)
{
	str what = str_upto(str_from(b, 12), 4);

	if (b.n < 30)
		return cut_off();
	if (str_eq(what, S("VP8X"))) {
		*w = 1 + (int64_t)le24(b, 24);
		*h = 1 + (int64_t)le24(b, 27);
	} else if (str_eq(what, S("VP8L")) && at8(b, 20) == 0x2f) {
		uint32_t v = le32(b, 21);

		*w = 1 + (int64_t)(v & 0x3fff);
		*h = 1 + (int64_t)(v >> 14 & 0x3fff);
	} else if (str_eq(what, S("VP8 ")) && le24(b, 23) == 0x2a019d) {
		*w = le16(b, 26) & 0x3fff;
		*h = le16(b, 28) & 0x3fff;
	} else {
		return cut_off();
	}
	return OK;
}

/* The properties of an AVIF's items stand in meta/iprp/ipco.  The picture is
 * the largest ispe: the others are its tiles, its alpha or its thumbnail. */
static void
avif_boxes(str b, int depth, int64_t *w, int64_t *h, bool *turned)
{
	size_t at = 0;

	while (at + 8 <= b.n && depth < 4) {
		size_t n = be32(b, at);
		str kind = {b.p + at + 4, 4}, in;

		if (n < 8 || n > b.n - at)
			n = b.n - at;
		in = (str){b.p + at + 8, n - 8};
		if (str_eq(kind, S("meta")))
			avif_boxes(str_from(in, 4), depth + 1, w, h, turned);
		else if (str_eq(kind, S("iprp")) || str_eq(kind, S("ipco")))
			avif_boxes(in, depth + 1, w, h, turned);
		else if (str_eq(kind, S("irot")) && in.n)
			*turned = at8(in, 0) & 1;
		else if (str_eq(kind, S("ispe")) && in.n >= 12 &&
			(uint64_t)be32(in, 4) * be32(in, 8) > (uint64_t)*w * (uint64_t)*h) {
			*w = be32(in, 4);
			*h = be32(in, 8);
		}
		at += n;
	}
}

static err
avif_size(str b, int64_t *w, int64_t *h)
{
	bool turned = false;

	avif_boxes(b, 0, w, h, &turned);
	if (!*w)
		return cut_off();
	if (turned) {
		int64_t t = *w;

		*w = *h;
		*h = t;
	}
	return OK;
}

err
media_dimensions(str b, int *width, int *height)
{
	int64_t w = 0, h = 0;
	enum media_kind kind = media_sniff(b);

	*width = *height = 0;
	if (kind == MEDIA_JPEG) {
		TRY(jpeg_size(b, &w, &h));
	} else if (kind == MEDIA_PNG) {
		if (b.n < 24 || !str_eq((str){b.p + 12, 4}, S("IHDR")))
			return cut_off();
		w = be32(b, 16);
		h = be32(b, 20);
	} else if (kind == MEDIA_GIF) {
		if (b.n < 10)
			return cut_off();
		w = le16(b, 6);
		h = le16(b, 8);
	} else if (kind == MEDIA_WEBP) {
		TRY(webp_size(b, &w, &h));
	} else if (kind == MEDIA_AVIF) {
		TRY(avif_size(b, &w, &h));
	} else {
		return fail(E_INPUT, kind == MEDIA_SVG ?
			"SVG files are not accepted because they can contain scripts" :
			"not a supported picture format");
	}
	TRY(media_size_allowed(w, h));
	*width = (int)w;
	*height = (int)h;
	return OK;
}
