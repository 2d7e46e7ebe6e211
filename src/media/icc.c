/* icc.c: from the colours a picture was made in to sRGB.
 *
 * Telephones write Display P3 and cameras Adobe RGB; without their profile such
 * pictures look pale, and profiles are metadata that we do not serve.  Matrix and
 * curve profiles (ICC.1:2010, 9.3, 10.6 and 10.18) are three numbers per colour and
 * a curve: applied here.  Tables (printers' profiles) are not: those pictures are
 * taken as sRGB.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "media/picture.h"

#include <math.h>
#include <stdlib.h>

struct profile {
	double curve[3][256]; /* to linear */
	double matrix[3][3];  /* linear to linear sRGB */
};

/* XYZ (D50) to linear sRGB, the inverse of sRGB's own colorants. */
static const double to_srgb[3][3] = {
	{3.1338561, -1.6168667, -0.4906146},
	{-0.9787684, 1.9161415, 0.0334540},
	{0.0719453, -0.2289914, 1.4052427},
};

static double
s15_16(str b, size_t at)
{
	return (int32_t)be32(b, at) / 65536.0;
}

static str
tag(str icc, const char *name)
{
	uint32_t n = be32(icc, 128);

	for (uint32_t i = 0; i < n && i < 100; i++) {
		size_t e = 132 + 12 * (size_t)i, at = be32(icc, e + 4), len = be32(icc, e + 8);

		if (e + 12 > icc.n || at > icc.n || len > icc.n - at)
			break;
		if (!memcmp(icc.p + e, name, 4))
			return (str){icc.p + at, len};
	}
	return S("");
}

static bool
parametric(str t, double curve[256])
{
	static const int count[] = {1, 3, 4, 5, 7};
	unsigned kind = be16(t, 8);
	double p[7] = {0}, g, a, b, c, d, e, f;

	if (kind > 4 || t.n < 12 + 4 * (size_t)count[kind])
		return false;
	for (int i = 0; i < count[kind]; i++)
		p[i] = s15_16(t, 12 + 4 * (size_t)i);
	g = p[0];
	a = kind ? p[1] : 1;
	b = kind ? p[2] : 0;
	c = kind >= 3 ? p[3] : 0;
	d = kind >= 3 ? p[4] : kind ? -b / (a != 0 ? a : 1) : 0;
	e = kind == 4 ? p[5] : kind == 2 ? p[3] : 0;
	f = kind == 4 ? p[6] : kind == 2 ? p[3] : 0;
	for (int i = 0; i < 256; i++) {
		double x = i / 255.0;

		curve[i] = x >= d ? pow(fmax(a * x + b, 0), g) + e : c * x + f;
	}
	return true;
}

static bool
read_curve(str t, double curve[256])
{
	uint32_t n = be32(t, 8);

	if (str_starts(t, S("para")))
		return parametric(t, curve);
	if (!str_starts(t, S("curv")) || n > (t.n - 12) / 2 || t.n < 12)
		return false;
	for (int i = 0; i < 256; i++) {
		double x = i / 255.0, at = n > 1 ? x * (n - 1) : 0;
		size_t k = (size_t)at, next = k + 1 < n ? k + 1 : k;

		if (n == 0)
			curve[i] = x;
		else if (n == 1)
			curve[i] = pow(x, be16(t, 12) / 256.0);
		else
			curve[i] = (be16(t, 12 + 2 * k) * (1 - (at - (double)k)) +
				be16(t, 12 + 2 * next) * (at - (double)k)) / 65535;
	}
	return true;
}

static bool
read_profile(str icc, struct profile *p)
{
	static const char *const colours[] = {"rXYZ", "gXYZ", "bXYZ"};
	static const char *const curves[] = {"rTRC", "gTRC", "bTRC"};

	if (icc.n < 132 || memcmp(icc.p + 16, "RGB XYZ ", 8) != 0)
		return false;
	for (int i = 0; i < 3; i++) {
		str xyz = tag(icc, colours[i]);

		if (xyz.n < 20 || !read_curve(tag(icc, curves[i]), p->curve[i]))
			return false;
		for (int row = 0; row < 3; row++) {
			p->matrix[row][i] = 0;
			for (int k = 0; k < 3; k++)
				p->matrix[row][i] += to_srgb[row][k] *
					s15_16(xyz, 8 + 4 * (size_t)k);
		}
	}
	for (int i = 0; i < 3 * 256; i++)
		if (!isfinite(p->curve[i / 256][i % 256]))
			return false;
	return true;
}

static int
encode8(double v)
{
	v = v < 0 ? 0 : v > 1 ? 1 : v;
	v = v <= 0.0031308 ? v * 12.92 : 1.055 * pow(v, 1 / 2.4) - 0.055;
	return (int)(v * 255 + 0.5);
}

/* Plain: grey stays grey and no primary moves by more than a hair. */
static bool
is_srgb(const struct profile *p)
{
	for (int i = 0; i < 256; i += 15)
		for (int c = 0; c < 3; c++)
			if (abs(encode8(p->curve[c][i]) - i) > 3)
				return false;
	for (int r = 0; r < 3; r++)
		for (int c = 0; c < 3; c++)
			if (fabs(p->matrix[r][c] - (r == c)) > 0.03)
				return false;
	return true;
}

bool
icc_is_plain(str icc)
{
	struct profile p;

	return !read_profile(icc, &p) || is_srgb(&p);
}

void
icc_apply(str icc, struct picture *pic)
{
	enum { STEPS = 4096 };
	unsigned char back[STEPS + 1];
	struct profile p;
	size_t n = (size_t)pic->w * (size_t)pic->h;

	if (!read_profile(icc, &p) || is_srgb(&p))
		return;
	for (int i = 0; i <= STEPS; i++)
		back[i] = (unsigned char)encode8((double)i / STEPS);
	for (unsigned char *px = pic->px; n > 0; n--, px += 4) {
		double in[3];

		for (int c = 0; c < 3; c++)
			in[c] = p.curve[c][px[c]];
		for (int c = 0; c < 3; c++) {
			double v = p.matrix[c][0] * in[0] + p.matrix[c][1] * in[1] +
				p.matrix[c][2] * in[2];

			v = v < 0 ? 0 : v > 1 ? 1 : v;
			px[c] = back[(int)(v * STEPS + 0.5)];
		}
	}
}
