/* scale.c: turning upright, and making smaller.
 *
 * Scaling is separable Catmull-Rom, widened by the factor, in linear light:
 * averaging sRGB numbers darkens fine detail, which is what a small picture of a
 * stadium consists of.  Rows are taken across one at a time into a ring as deep
 * as the filter, so the float rows held are few, however large the picture.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "media/picture.h"

#include <math.h>

enum { LINEAR_STEPS = 8192 };

struct taps {
	int first, n;
	float *weight;
};

struct light {
	float linear[256];
	unsigned char srgb[LINEAR_STEPS + 1];
};

static void
light_tables(struct light *l)
{
	for (int i = 0; i < 256; i++) {
		double v = i / 255.0;

		l->linear[i] = (float)(v <= 0.04045 ? v / 12.92 :
			pow((v + 0.055) / 1.055, 2.4));
	}
	for (int i = 0; i <= LINEAR_STEPS; i++) {
		double v = (double)i / LINEAR_STEPS;

		v = v <= 0.0031308 ? v * 12.92 : 1.055 * pow(v, 1 / 2.4) - 0.055;
		l->srgb[i] = (unsigned char)(v * 255 + 0.5);
	}
}

static double
catmull_rom(double x)
{
	x = fabs(x);
	if (x < 1)
		return 1.5 * x * x * x - 2.5 * x * x + 1;
	if (x < 2)
		return -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2;
	return 0;
}

static struct taps *
make_taps(struct arena *a, int from, int to)
{
	struct taps *t = NEW(a, struct taps, to);
	double factor = (double)from / to, reach = 2 * factor;

	for (int i = 0; i < to; i++) {
		double centre = (i + 0.5) * factor - 0.5, sum = 0;
		int lo = (int)ceil(centre - reach), hi = (int)floor(centre + reach);

		if (lo < 0)
			lo = 0;
		if (hi > from - 1)
			hi = from - 1;
		t[i] = (struct taps){lo, hi - lo + 1, NEW(a, float, hi - lo + 1)};
		for (int k = 0; k < t[i].n; k++)
			sum += catmull_rom((lo + k - centre) / factor);
		for (int k = 0; k < t[i].n; k++)
			t[i].weight[k] = (float)(catmull_rom((lo + k - centre) /
				factor) / sum);
	}
	return t;
}

static void
row_across(const struct light *l, const unsigned char *in, int w, float *flat,
	const struct taps *t, float *out, int out_w)
{
	for (int x = 0; x < w; x++) {
		float alpha = (float)in[x * 4 + 3] / 255;

		for (int i = 0; i < 3; i++)
			flat[x * 4 + i] = l->linear[in[x * 4 + i]] * alpha;
		flat[x * 4 + 3] = alpha;
	}
	for (int x = 0; x < out_w; x++) {
		const float *from = flat + (size_t)t[x].first * 4;
		float sum[4] = {0};

		for (int k = 0; k < t[x].n; k++, from += 4)
			for (int i = 0; i < 4; i++)
				sum[i] += from[i] * t[x].weight[k];
		memcpy(out + (size_t)x * 4, sum, sizeof sum);
	}
}

static void
store_pixel(const struct light *l, const float *sum, unsigned char *out)
{
	float alpha = sum[3] < 0 ? 0 : sum[3] > 1 ? 1 : sum[3];

	for (int i = 0; i < 3; i++) {
		float v = alpha > 0.001f ? sum[i] / alpha : 0;

		v = v < 0 ? 0 : v > 1 ? 1 : v;
		out[i] = l->srgb[(int)(v * LINEAR_STEPS + 0.5f)];
	}
	out[3] = (unsigned char)(alpha * 255 + 0.5f);
}

struct picture
picture_scale(struct arena *a, struct picture p, int w, int h)
{
	struct picture out = {w, h, NEW(a, unsigned char, picture_bytes(w, h))};
	struct light *l = NEW(a, struct light, 1);
	struct taps *tx = make_taps(a, p.w, w), *ty = make_taps(a, p.h, h);
	size_t row = (size_t)w * 4;
	float *flat = NEW(a, float, (size_t)p.w * 4), *sum = NEW(a, float, row), *ring;
	int deep = 1, have = 0;

	light_tables(l);
	for (int y = 0; y < h; y++)
		if (ty[y].n > deep)
			deep = ty[y].n;
	ring = NEW(a, float, row * (size_t)deep);
	for (int y = 0; y < h; y++) {
		for (; have < ty[y].first + ty[y].n; have++)
			row_across(l, p.px + picture_bytes(p.w, have), p.w, flat, tx,
				ring + row * (size_t)(have % deep), w);
		memset(sum, 0, row * sizeof *sum);
		for (int k = 0; k < ty[y].n; k++) {
			const float *from = ring + row * (size_t)((ty[y].first + k) % deep);
			float weight = ty[y].weight[k];

			for (size_t i = 0; i < row; i++)
				sum[i] += from[i] * weight;
		}
		for (int x = 0; x < w; x++)
			store_pixel(l, sum + (size_t)x * 4,
				out.px + picture_bytes(w, y) + (size_t)x * 4);
	}
	return out;
}

/* Where in the picture as stored does (x, y) of the upright one stand? */
static size_t
turned_from(struct picture p, int turn, int x, int y)
{
	int sx = x, sy = y;

	if (turn >= 5) {
		sx = y;
		sy = x;
	}
	if (turn == 2 || turn == 3 || turn == 7 || turn == 8)
		sx = p.w - 1 - sx;
	if (turn == 3 || turn == 4 || turn == 6 || turn == 7)
		sy = p.h - 1 - sy;
	return ((size_t)sy * (size_t)p.w + (size_t)sx) * 4;
}

struct picture
picture_turn(struct arena *a, struct picture p, int turn)
{
	struct picture out = turn >= 5 ? (struct picture){p.h, p.w, NULL} :
		(struct picture){p.w, p.h, NULL};
	unsigned char *to;

	if (turn <= 1 || turn > 8)
		return p;
	to = out.px = NEW(a, unsigned char, picture_bytes(p.w, p.h));
	for (int y = 0; y < out.h; y++)
		for (int x = 0; x < out.w; x++, to += 4)
			memcpy(to, p.px + turned_from(p, turn, x, y), 4);
	return out;
}

bool
picture_flat(struct arena *a, struct picture p)
{
	enum { SLOTS = 4 * PICTURE_FLAT };
	uint32_t *seen = NEW(a, uint32_t, SLOTS);
	size_t all = (size_t)p.w * (size_t)p.h, step = all / 200000 + 1;
	int n = 0;

	for (size_t i = 0; i < all; i += step) {
		uint32_t c, at;

		memcpy(&c, p.px + i * 4, 4);
		c |= 1; /* 0 is an empty slot; one bit of red is not missed */
		at = c * 2654435761u >> 20;
		while (seen[at % SLOTS] && seen[at % SLOTS] != c)
			at++;
		if (!seen[at % SLOTS] && ++n >= PICTURE_FLAT)
			return false;
		seen[at % SLOTS] = c;
	}
	return true;
}
