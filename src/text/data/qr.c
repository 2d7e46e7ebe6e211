/* qr.c: the modules are libqrencode's; here they become one path of an SVG. */
#include "text/data/qr.h"

#include <qrencode.h>

enum { QUIET = 4, SVG_MAX = 256 << 10 };

static void
undo(void *code)
{
	QRcode_free(code);
}

/* Each run of dark modules of a line is one stroke. */
static void
put_line(struct buf *b, const unsigned char *module, int width, int y)
{
	for (int x = 0; x < width; x++) {
		int n = 0;

		while (x + n < width && module[x + n] & 1)
			n++;
		if (n)
			buf_fmt(b, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, n, n);
		x += n;
	}
}

err
qr_svg(struct arena *a, str text, str *svg)
{
	struct buf b = buf_in(a, SVG_MAX);
	QRcode *code = QRcode_encodeString8bit(arena_z(a, text), 0, QR_ECLEVEL_M);
	int side;

	if (!code)
		return fail(E_TOOBIG, "too long for a QR code");
	arena_defer(a, undo, code);
	side = code->width + 2 * QUIET;
	buf_fmt(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">"
		"<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path d=\"", side, side, side, side);
	for (int y = 0; y < code->width; y++)
		put_line(&b, code->data + (size_t)y * (size_t)code->width, code->width, y);
	buf_add(&b, S("\"/></svg>"));
	return buf_done(&b, svg);
}
