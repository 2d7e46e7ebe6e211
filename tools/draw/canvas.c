/* canvas.c: paths to pixels.
 *
 * A path's edges add their signed area to an accumulation buffer, whose running sum
 * along a row is the coverage of each pixel: exact anti-aliasing without sampling.
 * Fades are jittered by noise, which is what gives a print its grain.
 * SPDX-License-Identifier: Apache-2.0 */
#include "draw.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

enum { POINTS = 4096 };

static float image[H][W][3];
static float cover[H][W + 2];
static double px[POINTS], py[POINTS];
static int points;
static uint64_t state;

void
draw_seed(uint64_t seed)
{
	state = (seed + 1) * 0xd1342543de82ef95u;
	state ^= state >> 29;
	for (int i = 0; i < 8; i++)
		draw_random();
}

double
draw_random(void)
{
	uint64_t z = (state += 0x9e3779b97f4a7c15u);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

double
draw_between(double lo, double hi)
{
	return lo + (hi - lo) * draw_random();
}

ink
draw_pick(const ink *from, int n)
{
	return from[(int)(draw_random() * n)];
}

static double
part(ink c, int i)
{
	return (c >> (16 - 8 * i) & 255) / 255.0;
}

ink
draw_mix(ink a, ink b, double t)
{
	ink out = 0;

	t = t < 0 ? 0 : t > 1 ? 1 : t;
	for (int i = 0; i < 3; i++)
		out = out << 8 | (ink)((part(a, i) * (1 - t) + part(b, i) * t) * 255 + 0.5);
	return out;
}

/* Noise of a place, the same in every shape: -0.5 to 0.5. */
static double
noise(int x, int y)
{
	uint32_t h = (uint32_t)x * 374761393u + (uint32_t)y * 668265263u;

	h = (h ^ h >> 13) * 1274126177u;
	return (double)(h ^ h >> 16) / 4294967296.0 - 0.5;
}

void
path_to(double x, double y)
{
	if (points < POINTS) {
		px[points] = x;
		py[points++] = y;
	}
}

void
path_curve(double cx, double cy, double x, double y)
{
	double x0 = px[points - 1], y0 = py[points - 1];

	for (int i = 1; i <= 16; i++) {
		double t = i / 16.0, u = 1 - t;

		path_to(u * u * x0 + 2 * u * t * cx + t * t * x,
			u * u * y0 + 2 * u * t * cy + t * t * y);
	}
}

void
path_arc(double x, double y, double rx, double ry, double from, double to)
{
	int n = 12 + (int)(sqrt(fabs(rx) + fabs(ry)) * 3);

	for (int i = 0; i <= n; i++) {
		double t = from + (to - from) * i / n;

		path_to(x + rx * cos(t), y + ry * sin(t));
	}
}

/* One edge within one row: its area left of each pixel's right side. */
static void
edge_in_row(float *row, double x0, double x1, double dy)
{
	double lo = fmin(x0, x1), hi = fmax(x0, x1);
	int i = (int)floor(lo), last = (int)ceil(hi);

	if (last <= i + 1) {
		double mid = (x0 + x1) / 2 - i;

		row[i] += (float)(dy * (1 - mid));
		row[i + 1] += (float)(dy * mid);
		return;
	}
	for (double done = 0, before = 0; i < last; i++) {
		/* share of the edge that is left of i + 1, integrated over the pixel */
		double a = fmax(lo, i), b = fmin(hi, i + 1), w = hi - lo;
		double inside = (b - a) * (i + 1 - (a + b) / 2) / w + before;

		row[i] += (float)(dy * (inside - done));
		done = inside;
		before += (b - a) / w;
		if (i == last - 1)
			row[i + 1] += (float)(dy * (1 - done));
	}
}

static double
clamp_x(double x)
{
	return x < 0 ? 0 : x > W ? W : x;
}

static void
edge(double x0, double y0, double x1, double y1)
{
	double dir = 1, slope;

	if (y0 == y1)
		return;
	if (y0 > y1) {
		double t = x0;

		x0 = x1;
		x1 = t;
		t = y0;
		y0 = y1;
		y1 = t;
		dir = -1;
	}
	slope = (x1 - x0) / (y1 - y0);
	for (int y = y0 < 0 ? 0 : (int)y0; y < H && y < y1; y++) {
		double top = fmax(y0, y), bottom = fmin(y1, y + 1);

		if (bottom > top)
			edge_in_row(cover[y], clamp_x(x0 + (top - y0) * slope),
				clamp_x(x0 + (bottom - y0) * slope), dir * (bottom - top));
	}
}

struct paint {
	ink a, b;
	double x, y, dx, dy, alpha; /* dx, dy: over the length squared */
	bool fade;
};

static void
paint_row(const struct paint *p, int y)
{
	double sum = 0;

	for (int x = 0; x < W; x++) {
		double c, t = 0;

		sum += cover[y][x];
		c = fmin(fabs(sum), 1) * p->alpha;
		if (c < 0.002)
			continue;
		if (p->fade) {
			t = (x - p->x) * p->dx + (y - p->y) * p->dy + noise(x, y) * 0.16;
			t = t < 0 ? 0 : t > 1 ? 1 : t;
		}
		for (int i = 0; i < 3; i++) {
			double v = part(p->a, i) * (1 - t) + part(p->b, i) * t;

			image[y][x][i] = (float)(image[y][x][i] * (1 - c) + v * c);
		}
	}
}

static void
paint(const struct paint *p)
{
	double top = H, bottom = 0;

	for (int i = 0; i < points; i++) {
		int k = (i + 1) % points;

		edge(px[i], py[i], px[k], py[k]);
		top = fmin(top, py[i]);
		bottom = fmax(bottom, py[i]);
	}
	for (int y = top < 0 ? 0 : (int)top; y < H && y <= bottom; y++) {
		paint_row(p, y);
		memset(cover[y], 0, sizeof cover[y]);
	}
	points = 0;
}

void
path_fill(ink c, double alpha)
{
	paint(&(struct paint){.a = c, .alpha = alpha});
}

void
path_fade(ink a, ink b, double x0, double y0, double x1, double y1, double alpha)
{
	double dx = x1 - x0, dy = y1 - y0, n = dx * dx + dy * dy;

	paint(&(struct paint){a, b, x0, y0, dx / n, dy / n, alpha, true});
}

static void
path_rect(double x, double y, double w, double h)
{
	path_to(x, y);
	path_to(x + w, y);
	path_to(x + w, y + h);
	path_to(x, y + h);
}

void
rect(double x, double y, double w, double h, ink c)
{
	path_rect(x, y, w, h);
	path_fill(c, 1);
}

void
rect_fade(double x, double y, double w, double h, ink top, ink bottom)
{
	path_rect(x, y, w, h);
	path_fade(top, bottom, x, y, x, y + h, 1);
}

void
veil(double x, double y, double w, double h, ink c, double alpha)
{
	path_rect(x, y, w, h);
	path_fill(c, alpha);
}

void
box(double x, double y, double w, double h, double r, ink c)
{
	path_arc(x + r, y + r, r, r, M_PI, M_PI * 1.5);
	path_arc(x + w - r, y + r, r, r, M_PI * 1.5, M_PI * 2);
	path_arc(x + w - r, y + h - r, r, r, 0, M_PI / 2);
	path_arc(x + r, y + h - r, r, r, M_PI / 2, M_PI);
	path_fill(c, 1);
}

void
oval(double x, double y, double rx, double ry, ink c, double alpha)
{
	path_arc(x, y, rx, ry, 0, 2 * M_PI);
	path_fill(c, alpha);
}

void
disc(double x, double y, double r, ink c)
{
	oval(x, y, r, r, c, 1);
}

void
ring(double x, double y, double r, double width, ink c)
{
	path_arc(x, y, r + width / 2, r + width / 2, 0, 2 * M_PI);
	path_arc(x, y, r - width / 2, r - width / 2, 2 * M_PI, 0);
	path_fill(c, 1);
}

/* With round ends. */
void
stroke(double x0, double y0, double x1, double y1, double width, ink c)
{
	double t = atan2(y1 - y0, x1 - x0), r = width / 2;

	path_arc(x1, y1, r, r, t - M_PI / 2, t + M_PI / 2);
	path_arc(x0, y0, r, r, t + M_PI / 2, t + M_PI * 1.5);
	path_fill(c, 1);
}

void
poly(ink c, int n, const double *xy)
{
	for (int i = 0; i < n; i++)
		path_to(xy[2 * i], xy[2 * i + 1]);
	path_fill(c, 1);
}

void
glow(double x, double y, double r, ink c, double alpha)
{
	for (int j = (int)fmax(y - r, 0); j < H && j < y + r; j++)
		for (int i = (int)fmax(x - r, 0); i < W && i < x + r; i++) {
			double d = hypot(i - x, j - y) / r + noise(i, j) * 0.08, a;

			if (d >= 1)
				continue;
			a = (1 - d) * (1 - d) * alpha;
			for (int k = 0; k < 3; k++)
				image[j][i][k] += (float)((part(c, k) - image[j][i][k]) * a);
		}
}

/* Paper: fine grain, a coarser fibre, and a little less light in the corners. */
static void
finish_row(int y, bool mirrored, unsigned char *out)
{
	for (int x = 0; x < W; x++, out += 3) {
		int from = mirrored ? W - 1 - x : x;
		double dx = (x - W / 2.0) / W, dy = (y - H / 2.0) / H;
		double dim = 1 - 0.20 * (dx * dx + dy * dy);
		double grain = noise(x, y) * 0.030 + noise(x / 3, y / 2 + 9999) * 0.012;

		for (int i = 0; i < 3; i++) {
			double v = (image[y][from][i] * dim + grain) * 255 + 0.5;

			out[i] = (unsigned char)(v < 0 ? 0 : v > 255 ? 255 : v);
		}
	}
}

bool
draw_write(const char *path, int quality, bool mirrored)
{
	static unsigned char row[W * 3];
	struct jpeg_compress_struct c;
	struct jpeg_error_mgr errors;
	JSAMPROW rows = row;
	FILE *f = fopen(path, "wb");

	if (!f)
		return false;
	c.err = jpeg_std_error(&errors);
	jpeg_create_compress(&c);
	jpeg_stdio_dest(&c, f);
	c.image_width = W;
	c.image_height = H;
	c.input_components = 3;
	c.in_color_space = JCS_RGB;
	jpeg_set_defaults(&c);
	jpeg_set_quality(&c, quality, TRUE);
	c.optimize_coding = TRUE;
	jpeg_start_compress(&c, TRUE);
	for (int y = 0; y < H; y++) {
		finish_row(y, mirrored, row);
		jpeg_write_scanlines(&c, &rows, 1);
	}
	jpeg_finish_compress(&c);
	jpeg_destroy_compress(&c);
	return !fclose(f);
}
