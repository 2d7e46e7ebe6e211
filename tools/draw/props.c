/* props.c: the things that stand in the pictures.
 * SPDX-License-Identifier: Apache-2.0 */
#include "draw.h"

#include <math.h>

const ink skins[SKINS] = {0x5b3a29, 0x7a4a32, 0x8d5a3b, 0x4a2e22, 0xc08a64};
const ink cloths[CLOTHS] = {0xd9603b, 0x2f6f73, 0xe8b04a, 0x34507d, 0xb23a48, 0xf0e4d0,
	0x6a8f4e, 0x8a5a83};

void
sky(const struct tones *t)
{
	/* the middle leans to the warm, else blue and orange meet in grey */
	ink middle = draw_mix(draw_mix(t->high, t->low, 0.5), t->warm, 0.22);

	if (t->high > 0x600000 || t->high < 0x180000) /* by day, by night */
		middle = draw_mix(t->high, t->low, 0.5);
	rect_fade(0, 0, W, 390, t->high, middle);
	rect_fade(0, 390, W, H - 390, middle, t->low);
}

void
sun(double x, double y, double r, ink c)
{
	glow(x, y, r * 5.5, c, 0.55);
	disc(x, y, r, draw_mix(c, 0xffffff, 0.35));
}

void
moon(double x, double y, double r, ink c, ink behind)
{
	glow(x, y, r * 5, c, 0.30);
	disc(x, y, r, c);
	oval(x - r * 0.30, y - r * 0.22, r * 0.20, r * 0.18, draw_mix(c, behind, 0.25), 1);
	oval(x + r * 0.32, y + r * 0.18, r * 0.26, r * 0.22, draw_mix(c, behind, 0.20), 1);
	oval(x - r * 0.10, y + r * 0.52, r * 0.14, r * 0.11, draw_mix(c, behind, 0.22), 1);
}

void
stars(int n, double below, ink c)
{
	for (int i = 0; i < n; i++) {
		double y = draw_random() * below;

		oval(draw_random() * W, y, draw_between(0.8, 2.4), draw_between(0.8, 2.4), c,
			draw_between(0.3, 0.9) * (1 - y / below / 1.3));
	}
}

void
cloud(double x, double y, double w, ink c, double alpha)
{
	double h = w * 0.11;

	path_arc(x - w * 0.42, y - h * 0.5, h * 0.5, h * 0.5, M_PI / 2, M_PI * 1.5);
	path_arc(x - w * 0.20, y - h * 1.0, w * 0.14, h * 0.9, M_PI * 1.05, M_PI * 1.85);
	path_arc(x + w * 0.05, y - h * 1.2, w * 0.19, h * 1.5, M_PI * 1.05, M_PI * 1.90);
	path_arc(x + w * 0.27, y - h * 0.9, w * 0.12, h * 0.8, M_PI * 1.15, M_PI * 1.95);
	path_arc(x + w * 0.42, y - h * 0.5, h * 0.5, h * 0.5, -M_PI / 2, M_PI / 2);
	path_fade(c, c, x, y - h * 2, x, y, alpha);
}

void
clouds(int n, double top, double bottom, ink c, double alpha)
{
	for (int i = 0; i < n; i++)
		cloud((i + draw_between(0.1, 0.9)) * W / n, draw_between(top, bottom),
			draw_between(180, 420), c, alpha * draw_between(0.6, 1));
}

void
birds(double x, double y, int n, ink c)
{
	for (int i = 0; i < n; i++) {
		double s = draw_between(9, 20), bx = x + draw_between(-160, 160);
		double by = y + draw_between(-70, 70);

		path_to(bx - s, by - s * 0.35);
		path_curve(bx - s * 0.4, by - s * 0.7, bx, by);
		path_curve(bx + s * 0.4, by - s * 0.7, bx + s, by - s * 0.35);
		path_curve(bx + s * 0.4, by - s * 0.4, bx, by + s * 0.16);
		path_curve(bx - s * 0.4, by - s * 0.4, bx - s, by - s * 0.35);
		path_fill(c, 0.9);
	}
}

void
hills(double y, double swell, double length, ink top, ink bottom)
{
	double a = draw_between(0, 7), b = draw_between(0, 7), c = draw_between(0, 7);

	path_to(0, H);
	for (int x = 0; x <= W; x += 8)
		path_to(x, y - swell * (0.55 * sin(x / length + a) +
			0.30 * sin(x / length * 2.3 + b) + 0.12 * sin(x / length * 5.1 + c)));
	path_to(W, H);
	path_fade(top, bottom, 0, y - swell, 0, y + swell * 2 + 120, 1);
}

void
ground(double y, ink top, ink bottom)
{
	rect_fade(0, y, W, H - y, top, bottom);
}

/* Streaks grow with nearness and gather under the sun. */
void
water(double y, double bottom, ink far, ink near, ink light, double sun_x)
{
	rect_fade(0, y, W, bottom - y, far, near);
	for (int i = 0; i < 210; i++) {
		double t = pow(draw_random(), 1.6), sy = y + 4 + t * (bottom - y - 8);
		bool bright = i % 3 != 0;
		double spread = 40 + t * 330, len = (20 + t * 130) * draw_between(0.4, 1);
		double x = bright ? sun_x + (draw_random() + draw_random() - 1) * spread :
			draw_random() * W;
		double thick = 1.0 + t * 3.6;

		oval(x, sy, len / 2, thick, bright ? light : draw_mix(near, light, 0.25),
			bright ? 0.62 : 0.45);
	}
}

void
windows(double x, double y, double w, double h, int across, int down, ink dark, ink lit,
	double share)
{
	double cw = w / across, ch = h / down;

	for (int j = 0; j < down; j++)
		for (int i = 0; i < across; i++)
			rect(x + i * cw + cw * 0.24, y + j * ch + ch * 0.22, cw * 0.52,
				ch * 0.56, draw_random() < share ? lit : dark);
}

void
house(double x, double y, double w, double h, ink wall, ink roof, ink glass, ink lit)
{
	double eave = w * 0.06, rise = w * 0.30, side = w * 0.30;
	ink shade = draw_mix(wall, 0x2a2238, 0.22);

	rect_fade(x, y - h, w, h, wall, draw_mix(wall, 0x2a2238, 0.08));
	rect(x + w - side, y - h, side, h, shade);
	POLY(draw_mix(roof, 0x2a2238, 0.18), x + w - side - eave, y - h, x + w + eave, y - h,
		x + w - side * 0.5, y - h - rise, x + w - side - eave, y - h - rise * 0.2);
	POLY(roof, x - eave, y - h, x + w - side, y - h, x + w - side * 0.5, y - h - rise,
		x + side * 0.6, y - h - rise);
	rect(x + w * 0.10, y - h * 0.72, w * 0.16, h * 0.30, draw_random() < 0.6 ? lit : glass);
	rect(x + w * 0.46, y - h * 0.72, w * 0.16, h * 0.30, draw_random() < 0.6 ? lit : glass);
	box(x + w * 0.29, y - h * 0.56, w * 0.13, h * 0.56, 2, draw_mix(roof, 0x1d1a2b, 0.45));
}

void
skyline(double y, double lo, double hi, double width, ink wall, ink lit, double share)
{
	for (double x = -20; x < W;) {
		double w = width * draw_between(0.6, 1.3), h = draw_between(lo, hi);
		ink c = draw_mix(wall, 0xffffff, draw_between(0, 0.06));

		rect_fade(x, y - h, w, h + 2, c, draw_mix(c, lit, 0.14));
		if (draw_random() < 0.35)
			POLY(c, x, y - h + 1, x + w / 2, y - h - w * 0.28, x + w, y - h + 1);
		else if (draw_random() < 0.4)
			rect(x + w * 0.3, y - h - 14, w * 0.25, 16, c);
		if (share > 0)
			windows(x + w * 0.08, y - h + 8, w * 0.84, h * 0.9, 1 + (int)(w / 30),
				1 + (int)(h / 36), draw_mix(wall, 0x1d1a2b, 0.22), lit, share);
		x += w + draw_between(-2, width * 0.12);
	}
}

void
columns(double x, double y, double w, double h, int n, ink c, ink shade)
{
	double gap = w / n, cw = gap * 0.46;

	for (int i = 0; i < n; i++) {
		double at = x + i * gap + (gap - cw) / 2;

		path_to(at + cw * 0.06, y - h);
		path_to(at + cw * 0.94, y - h);
		path_to(at + cw, y);
		path_to(at, y);
		path_fade(c, shade, at, y, at + cw, y, 1);
		rect(at - cw * 0.14, y - h, cw * 1.28, h * 0.045, c);
		rect(at - cw * 0.14, y - h * 0.045, cw * 1.28, h * 0.045, c);
	}
}

void
tree(double x, double y, double h, ink leaf, ink trunk)
{
	double r = h * 0.24;
	ink light = draw_mix(leaf, 0xffe9a8, 0.22), deep = draw_mix(leaf, 0x1c2340, 0.30);

	POLY(trunk, x - h * 0.03, y, x + h * 0.03, y, x + h * 0.015, y - h * 0.5,
		x - h * 0.015, y - h * 0.5);
	disc(x + r * 0.75, y - h * 0.52, r * 0.85, deep);
	disc(x - r * 0.70, y - h * 0.50, r * 0.82, deep);
	path_arc(x, y - h * 0.68, r * 1.25, r * 1.25, 0, 2 * M_PI);
	path_fade(leaf, deep, x - r, y - h * 0.9, x + r, y - h * 0.4, 1);
	path_arc(x - r * 0.45, y - h * 0.60, r * 0.80, r * 0.72, 0, 2 * M_PI);
	path_fade(light, leaf, x - r, y - h * 0.8, x, y - h * 0.45, 1);
	oval(x + r * 0.25, y - h * 0.84, r * 0.55, r * 0.42, light, 0.7);
}

void
poplar(double x, double y, double h, ink leaf, ink trunk)
{
	rect(x - h * 0.015, y - h * 0.2, h * 0.03, h * 0.2, trunk);
	path_to(x, y - h);
	path_curve(x + h * 0.17, y - h * 0.45, x + h * 0.06, y - h * 0.08);
	path_curve(x, y - h * 0.03, x - h * 0.06, y - h * 0.08);
	path_curve(x - h * 0.17, y - h * 0.45, x, y - h);
	path_fade(draw_mix(leaf, 0xffe9a8, 0.18), draw_mix(leaf, 0x1c2340, 0.25), x - h * 0.1, y,
		x + h * 0.1, y, 1);
}

void
pine(double x, double y, double h, ink leaf, ink trunk)
{
	rect(x - h * 0.02, y - h * 0.15, h * 0.04, h * 0.15, trunk);
	for (int i = 0; i < 4; i++) {
		double top = y - h + i * h * 0.17, low = top + h * 0.36, w = h * (0.10 + i * 0.055);

		path_to(x, top);
		path_curve(x + w * 0.4, low - h * 0.06, x + w, low);
		path_curve(x, low - h * 0.05, x - w, low);
		path_curve(x - w * 0.4, low - h * 0.06, x, top);
		path_fade(draw_mix(leaf, 0xfff0c0, 0.10), draw_mix(leaf, 0x14203a, 0.28), x - w, 0,
			x + w, 0, 1);
	}
}

void
palm(double x, double y, double h, ink leaf, ink trunk)
{
	double tx = x + h * 0.10, ty = y - h;

	path_to(x - h * 0.025, y);
	path_curve(x - h * 0.02, y - h * 0.5, tx - h * 0.012, ty);
	path_to(tx + h * 0.012, ty);
	path_curve(x + h * 0.02, y - h * 0.5, x + h * 0.03, y);
	path_fill(trunk, 1);
	for (int i = 0; i < 9; i++) {
		double t = M_PI * (0.92 + i * 0.145), len = h * draw_between(0.30, 0.40);
		double ex = tx + cos(t) * len, ey = ty + sin(t) * len * 0.55 + len * 0.34;
		double mx = tx + cos(t) * len * 0.6, my = ty + sin(t) * len * 0.8;

		path_to(tx, ty);
		path_curve(mx, my - h * 0.05, ex, ey);
		path_curve(mx, my + h * 0.05, tx, ty);
		path_fill(i % 2 ? leaf : draw_mix(leaf, 0x14203a, 0.25), 1);
	}
}

/* Short hair, a wrap, a knot, long hair, or a hat. */
void
hair(double x, double y, double u, ink cloth, ink skin)
{
	int kind = (int)(draw_random() * 6);

	if (kind == 2)
		oval(x - 1 * u, y - 10 * u, 4 * u, 3.6 * u, 0x241a1c, 1);
	if (kind == 3)
		box(x - 7.6 * u, y - 6 * u, 15.2 * u, 16 * u, 6 * u, 0x2c1f1f);
	if (kind == 3)
		oval(x, y + 1.5 * u, 5.6 * u, 6.6 * u, skin, 1);
	path_arc(x, y - 1 * u, 7.2 * u, 7.6 * u, M_PI, 2 * M_PI);
	path_fill(kind == 1 ? cloth : 0x241a1c, 1);
	if (kind == 1)
		oval(x + 2 * u, y - 8 * u, 6 * u, 4 * u, draw_mix(cloth, 0xffffff, 0.2), 1);
	if (kind == 4) {
		stroke(x - 9 * u, y - 2.5 * u, x + 9 * u, y - 2.5 * u, 2.4 * u, 0xd9b777);
		path_arc(x, y - 3 * u, 6.6 * u, 7 * u, M_PI, 2 * M_PI);
		path_fill(0xe6c88c, 1);
	}
}

/* stride: 0 stands; up to 1, how far the legs are apart; negative: the other way. */
static void
figure(double x, double y, double h, ink cloth, ink legs, ink skin, double stride, bool sport)
{
	double u = h / 100, hip = y - 46 * u, neck = y - 82 * u, s = stride * 18 * u;
	ink shade = draw_mix(cloth, 0x1d1a2b, 0.22);

	oval(x, y, 17 * u + fabs(s) * 0.6, 2.6 * u, 0x1d1a2b, 0.22);
	stroke(x - 3 * u, hip, x - 4 * u - s, y - 3 * u, 8 * u, draw_mix(legs, 0x1d1a2b, 0.2));
	stroke(x + 3 * u, hip, x + 4 * u + s, y - 3 * u, 8 * u, legs);
	for (int i = -1; i <= 1; i += 2)
		stroke(x + i * (4 * u + s) - 1 * u, y - 1.5 * u, x + i * (4 * u + s) + 4 * u,
			y - 1.5 * u, 4 * u, 0x241f2e);
	if (!sport && draw_random() < 0.4) {
		path_to(x - 9 * u, hip - 2 * u);
		path_to(x + 9 * u, hip - 2 * u);
		path_curve(x + 12 * u, hip + 12 * u, x + 13 * u, y - 16 * u);
		path_curve(x, y - 12 * u, x - 13 * u, y - 16 * u);
		path_curve(x - 12 * u, hip + 12 * u, x - 9 * u, hip - 2 * u);
		path_fade(draw_mix(cloth, 0xffffff, 0.1), shade, x - 8 * u, 0, x + 12 * u, 0, 1);
	}
	stroke(x - 8 * u, neck + 5 * u, x - 11 * u + s * 0.8, hip + 2 * u, 6 * u, skin);
	path_to(x - 9 * u, neck + 2 * u);
	path_curve(x, neck - 3 * u, x + 9 * u, neck + 2 * u);
	path_curve(x + 11 * u, neck + 20 * u, x + 9 * u, hip + 7 * u);
	path_to(x - 9 * u, hip + 7 * u);
	path_curve(x - 11 * u, neck + 20 * u, x - 9 * u, neck + 2 * u);
	path_fade(cloth, shade, x - 6 * u, 0, x + 10 * u, 0, 1);
	stroke(x + 8.5 * u, neck + 5 * u, x + 11 * u - s * 0.8, hip, 6 * u, skin);
	stroke(x + 8 * u, neck + 5 * u, x + 9.8 * u - s * 0.3, neck + 17 * u, 7 * u, shade);
	rect(x - 2.4 * u, neck - 5 * u, 4.8 * u, 7 * u, draw_mix(skin, 0x1d1a2b, 0.2));
	oval(x, neck - 10 * u, 6.8 * u, 7.8 * u, skin, 1);
	if (!sport) {
		hair(x, neck - 10 * u, u, draw_pick(cloths, CLOTHS), skin);
		return;
	}
	path_arc(x, neck - 11 * u, 7.2 * u, 7.6 * u, M_PI, 2 * M_PI);
	path_fill(0x241a1c, 1);
}

void
person(double x, double y, double h, ink cloth, ink legs, ink skin, double stride)
{
	figure(x, y, h, cloth, legs, skin, stride, false);
}

void
player(double x, double y, double h, ink cloth, ink legs, ink skin, double stride)
{
	figure(x, y, h, cloth, legs, skin, stride, true);
}

void
crowd(double x0, double x1, double y, double h, int n)
{
	for (int i = 0; i < n; i++) {
		double x = x0 + (x1 - x0) * (i + draw_between(0.2, 0.8)) / n;

		person(x, y + draw_between(-0.05, 0.08) * h, h * draw_between(0.88, 1.08),
			draw_pick(cloths, CLOTHS), draw_mix(draw_pick(cloths, CLOTHS), 0x1d1a2b,
			0.6), draw_pick(skins, SKINS), draw_between(-0.7, 0.7));
	}
}

/* An audience from behind. */
void
heads(double y, double size, ink c)
{
	for (double x = -size; x < W + size; x += size * draw_between(0.95, 1.5)) {
		double up = draw_between(-0.3, 0.3) * size, r = size * draw_between(0.34, 0.42);

		path_arc(x, y + up + size * 1.5, size * 0.72, size * 0.95, M_PI, 2 * M_PI);
		path_fill(c, 1);
		rect(x - size * 0.72, y + up + size * 1.45, size * 1.44, H, c);
		oval(x, y + up + size * 0.22, r, r * 1.18, c, 1);
	}
}

void
lamp(double x, double y, double h, ink post, ink light)
{
	glow(x, y - h, h * 0.42, light, 0.6);
	rect(x - h * 0.011, y - h * 0.94, h * 0.022, h * 0.94, post);
	rect(x - h * 0.03, y - h * 0.05, h * 0.06, h * 0.05, post);
	POLY(post, x - h * 0.05, y - h * 1.02, x + h * 0.05, y - h * 1.02, x, y - h * 1.08);
	POLY(light, x - h * 0.045, y - h * 1.02, x + h * 0.045, y - h * 1.02, x + h * 0.028,
		y - h * 0.93, x - h * 0.028, y - h * 0.93);
}

void
stall(double x, double y, double w, double h, ink a, ink b, ink dark)
{
	int n = 8;
	double top = y - h, lip = h * 0.30, step = w / n;

	rect_fade(x + w * 0.04, top + lip * 0.5, w * 0.92, h - lip * 0.5, draw_mix(dark, a, 0.12),
		dark);
	rect(x, top, w * 0.02, h, draw_mix(dark, 0xffffff, 0.2));
	rect(x + w * 0.98, top, w * 0.02, h, draw_mix(dark, 0xffffff, 0.2));
	for (int i = 0; i < n; i++) {
		double l = x - w * 0.05 + i * step * 1.0875, r = l + step * 1.0875;
		double tl = x + i * step, tr = tl + step;
		ink c = i % 2 ? b : a;

		path_to(tl, top - h * 0.10);
		path_to(tr, top - h * 0.10);
		path_to(r, top + lip);
		path_arc((l + r) / 2, top + lip, (r - l) / 2, lip * 0.25, 0, M_PI);
		path_fade(c, draw_mix(c, 0x2a2238, 0.15), 0, top, 0, top + lip, 1);
	}
	rect_fade(x - w * 0.02, y - h * 0.36, w * 1.04, h * 0.36, 0xa8703f, 0x6d4328);
	for (int i = 0; i < 3; i++) {
		static const ink fruit[] = {0xe4572e, 0xf2b134, 0x7fa650, 0xb23a48, 0xe98a3b};
		ink c = draw_pick(fruit, 5);
		double bx = x + w * (0.06 + i * 0.31), r = w * 0.033;

		for (int row = 0; row < 3; row++)
			for (int k = 0; k < 6 - row; k++)
				disc(bx + (k + row * 0.5) * r * 1.55, y - h * 0.36 - r * 0.6 -
					row * r * 1.25, r, draw_mix(c, 0x2a2238,
					draw_between(0, 0.18)));
		rect(bx - r, y - h * 0.37, r * 11, h * 0.09, 0x8a5a34);
	}
}

void
boat(double x, double y, double w, ink hull, ink trim, bool mast)
{
	if (mast) {
		stroke(x, y - w * 0.1, x, y - w * 0.95, w * 0.018, 0x2d2430);
		POLY(0xf4e9d4, x + w * 0.02, y - w * 0.90, x + w * 0.40, y - w * 0.24, x + w * 0.02,
			y - w * 0.20);
		POLY(0xdccdb2, x - w * 0.02, y - w * 0.78, x - w * 0.26, y - w * 0.24, x - w * 0.02,
			y - w * 0.20);
	}
	oval(x, y + w * 0.03, w * 0.52, w * 0.03, 0x14203a, 0.35);
	path_to(x - w * 0.56, y - w * 0.20);
	path_curve(x, y - w * 0.07, x + w * 0.56, y - w * 0.22);
	path_curve(x + w * 0.44, y + w * 0.03, x + w * 0.30, y + w * 0.03);
	path_to(x - w * 0.32, y + w * 0.03);
	path_curve(x - w * 0.44, y + w * 0.02, x - w * 0.56, y - w * 0.20);
	path_fade(hull, draw_mix(hull, 0x14203a, 0.4), 0, y - w * 0.2, 0, y + w * 0.04, 1);
	path_to(x - w * 0.56, y - w * 0.20);
	path_curve(x, y - w * 0.07, x + w * 0.56, y - w * 0.22);
	path_to(x + w * 0.54, y - w * 0.175);
	path_curve(x, y - w * 0.03, x - w * 0.54, y - w * 0.16);
	path_fill(trim, 1);
}

static void
wheel(double x, double y, double r, ink c)
{
	ring(x, y, r, r * 0.12, c);
	for (int i = 0; i < 6; i++)
		stroke(x - cos(i * 0.5236) * r, y - sin(i * 0.5236) * r, x + cos(i * 0.5236) * r,
			y + sin(i * 0.5236) * r, r * 0.015, draw_mix(c, 0xffffff, 0.4));
	disc(x, y, r * 0.1, c);
}

/* size: from wheel to wheel; rides to the right. */
void
bicycle(double x, double y, double size, ink frame, ink cloth, ink skin)
{
	double r = size * 0.33, bx = x - size / 2, fx = x + size / 2, wy = y - r;
	double sx = x - size * 0.16, sy = y - size * 0.86, hx = x + size * 0.36, hy = y - size * 0.84;
	double px = x - size * 0.02, py = wy + r * 0.1, t = size * 0.045;
	double kx = x + size * 0.17, ky = y - size * 0.62, shx = x + size * 0.20,
		shy = y - size * 1.34;

	oval(x, y, size * 0.85, size * 0.045, 0x1d1a2b, 0.3);
	wheel(bx, wy, r, 0x241f2e);
	wheel(fx, wy, r, 0x241f2e);
	stroke(sx, sy, px - size * 0.10, py - size * 0.25, size * 0.11, draw_mix(skin, 0x1d1a2b, .3));
	stroke(bx, wy, px, py, t, frame);
	stroke(px, py, sx + size * 0.03, sy + size * 0.1, t, frame);
	stroke(px, py, hx - size * 0.02, hy + size * 0.15, t, frame);
	stroke(sx + size * 0.02, sy + size * 0.16, hx - size * 0.03, hy + size * 0.10, t, frame);
	stroke(bx, wy, sx + size * 0.03, sy + size * 0.16, t * 0.8, frame);
	stroke(fx, wy, hx - size * 0.03, hy, t, frame);
	stroke(hx - size * 0.03, hy, hx + size * 0.08, hy - size * 0.02, t, 0x241f2e);
	stroke(sx - size * 0.09, sy + 4, sx + size * 0.09, sy + 4, t * 1.3, 0x241f2e);
	stroke(sx, sy - size * 0.04, kx, ky, size * 0.15, 0x2b2a3d);
	stroke(kx, ky, px + size * 0.06, py + size * 0.10, size * 0.10, skin);
	stroke(px + size * 0.03, py + size * 0.13, px + size * 0.15, py + size * 0.13, size * 0.06,
		0xf4e9d4);
	stroke(sx, sy - size * 0.10, shx, shy, size * 0.23, cloth);
	stroke(shx + size * 0.01, shy + size * 0.04, hx + size * 0.02, hy - size * 0.05, size * 0.08,
		skin);
	oval(shx + size * 0.14, shy - size * 0.16, size * 0.10, size * 0.12, skin, 1);
	path_arc(shx + size * 0.12, shy - size * 0.19, size * 0.14, size * 0.11, M_PI, 2 * M_PI);
	path_fill(frame, 1);
}

void
bus(double x, double y, double w, ink body, ink band, ink glass)
{
	double h = w * 0.40, top = y - h - w * 0.05;

	oval(x + w / 2, y, w * 0.54, w * 0.022, 0x1d1a2b, 0.35);
	box(x, top, w, h, w * 0.035, body);
	path_to(x, top + h * 0.62);
	path_to(x + w, top + h * 0.62);
	path_to(x + w, top + h * 0.80);
	path_to(x, top + h * 0.80);
	path_fill(band, 1);
	for (int i = 0; i < 5; i++) {
		double gx = x + w * (0.04 + i * 0.155), gw = w * 0.135;

		box(gx, top + h * 0.14, gw, h * 0.38, 5, glass);
		oval(gx + gw * 0.5, top + h * 0.40, gw * 0.16, h * 0.10, 0x2b2433, 1);
		rect(gx + gw * 0.2, top + h * 0.46, gw * 0.6, h * 0.06, draw_pick(cloths, CLOTHS));
		POLY(draw_mix(glass, 0xffffff, 0.4), gx + gw * 0.1, top + h * 0.14, gx + gw * 0.3,
			top + h * 0.14, gx + gw * 0.12, top + h * 0.36, gx, top + h * 0.30);
	}
	box(x + w * 0.825, top + h * 0.14, w * 0.155, h * 0.46, 6, glass);
	rect(x + w * 0.815, top + h * 0.10, 3, h * 0.86, draw_mix(body, 0x1d1a2b, 0.35));
	box(x + w * 0.975, top + h * 0.74, w * 0.028, h * 0.10, 3, 0xffe9a8);
	for (int i = 0; i < 2; i++) {
		double wx = x + w * (i ? 0.80 : 0.20), r = w * 0.062;

		disc(wx, y - r * 0.95, r * 1.22, draw_mix(body, 0x1d1a2b, 0.5));
		disc(wx, y - r * 0.95, r, 0x241f2e);
		disc(wx, y - r * 0.95, r * 0.45, 0xc9c3b8);
	}
}
