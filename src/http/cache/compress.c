/* compress.c: the only file that knows zlib and Brotli. */
#include "http/cache/compress.h"

#define ZLIB_CONST
#include <brotli/encode.h>
#include <zlib.h>

static void
end_deflate(void *stream)
{
	deflateEnd(stream);
}

err
compress_gzip(struct arena *a, str in, int level, str *out)
{
	enum { GZIP = 16 + MAX_WBITS };
	z_stream *z = NEW(a, z_stream, 1);
	uLong room;
	char *p;

	if (in.n > 1u << 30)
		return fail(E_TOOBIG, "response too large to compress");
	if (deflateInit2(z, level, Z_DEFLATED, GZIP, 9, Z_DEFAULT_STRATEGY) != Z_OK)
		return fail(E_BROKEN, "cannot initialise zlib");
	arena_defer(a, end_deflate, z);
	room = deflateBound(z, (uLong)in.n);
	p = NEW(a, char, room);
	z->next_in = (z_const Bytef *)in.p;
	z->avail_in = (uInt)in.n;
	z->next_out = (Bytef *)p;
	z->avail_out = (uInt)room;
	if (deflate(z, Z_FINISH) != Z_STREAM_END)
		return fail(E_BROKEN, "zlib cannot compress the response");
	*out = (str){p, z->total_out};
	return OK;
}

err
compress_br(struct arena *a, str in, int level, str *out)
{
	size_t n = BrotliEncoderMaxCompressedSize(in.n);
	char *p;

	if (!n)
		return fail(E_TOOBIG, "response too large to compress");
	p = NEW(a, char, n);
	if (!BrotliEncoderCompress(level, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, in.n,
		(const uint8_t *)in.p, &n, (uint8_t *)p))
		return fail(E_BROKEN, "brotli cannot compress the response");
	*out = (str){p, n};
	return OK;
}

bool
compress_fits(str type)
{
	str kind = str_trim(str_upto(type, str_find_char(type, ';')));

	return str_starts(kind, S("text/")) || str_ends(kind, S("/json")) ||
		str_ends(kind, S("+json")) || str_ends(kind, S("/xml")) ||
		str_ends(kind, S("+xml")) || str_ends(kind, S("/javascript"));
}
