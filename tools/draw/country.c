/* country.c: scenes of sport, weather, water, land and night.
 * SPDX-License-Identifier: Apache-2.0 */
#include "draw.h"

#include <math.h>

static const struct tones light[] = {
	{0x6fb7d6, 0xf7efd6, 0xfff3c4, 0xa7cdbb, 0x6fa78d, 0x2f6b58, 0xe2674a, 0x2d7f8a,
		0xfbf4e4, 0x1f3540},
	{0x3f5f8f, 0xf7b27a, 0xffdf9a, 0x8a7fa5, 0x5f6a94, 0x2f3d66, 0xe8744f, 0x3d7d8d,
		0xf9e8cf, 0x1b2344},
	{0xe9a96b, 0xfdeccb, 0xfff6da, 0xcf9468, 0xa9744f, 0x5f4a3a, 0xcf5c36, 0x3f8080,
		0xfff5e2, 0x33241f},
};

static const struct tones *
some(void)
{
	return light + (int)(draw_random() * 3);
}

static void
football(void)
{
	const struct tones *t = some();
	ink grass = draw_mix(0x6fae54, t->mid, 0.18), lines = 0xf7f4e6;

	sky(t);
	sun(draw_between(300, 1300), 200, 66, t->sun);
	clouds(3, 110, 280, 0xffffff, 0.6);
	rect_fade(0, 330, W, 200, draw_mix(t->mid, t->far, 0.4), draw_mix(t->near, t->dark, 0.3));
	for (int j = 0; j < 6; j++)
		for (double x = 0; x < W; x += 23)
			oval(x + draw_between(-5, 5), 356 + j * 27, 8, 10, draw_mix(draw_pick(cloths,
				CLOTHS), t->mid, 0.35), 1);
	POLY(t->dark, 0, 300, W, 260, W, 300, 0, 340);
	for (int i = 0; i < 9; i++)
		rect(60 + i * 190, 300, 7, 220, t->dark);
	rect_fade(0, 516, W, 44, t->warm, draw_mix(t->warm, t->dark, 0.3));
	for (int i = 0; i < 8; i++) {
		double y0 = 560 + i * i * 6.4 + i * 20, k = i + 1, y1 = 560 + k * k * 6.4 + k * 20;

		rect(0, y0, W, y1 - y0 + 1, i % 2 ? grass : draw_mix(grass, 0xdff0a0, 0.16));
	}
	POLY(lines, 0, 640, W, 640, W, 646, 0, 646);
	path_arc(800, 1150, 620, 250, M_PI, 2 * M_PI);
	path_arc(800, 1150, 604, 240, 2 * M_PI, M_PI);
	path_fill(lines, 0.9);
	stroke(1150, 640, 1150, 450, 9, lines);
	stroke(1470, 640, 1470, 450, 9, lines);
	stroke(1150, 450, 1470, 450, 9, lines);
	for (int i = 0; i < 16; i++)
		stroke(1160 + i * 20, 452, 1172 + i * 18.6, 632, 1.4, 0xe6eee0);
	for (int i = 0; i < 9; i++)
		stroke(1152, 470 + i * 19, 1468, 470 + i * 19, 1.4, 0xe6eee0);
	player(1300, 660, 170, 0xe8b04a, t->dark, draw_pick(skins, SKINS), 0.6);
	player(1060, 760, 210, t->warm, 0xfbf4e4, draw_pick(skins, SKINS), 0.9);
	player(420, 740, 200, t->cool, t->dark, draw_pick(skins, SKINS), -0.8);
	player(240, 870, 250, t->warm, 0xfbf4e4, draw_pick(skins, SKINS), 0.7);
	player(650, 1000, 350, t->cool, t->dark, draw_pick(skins, SKINS), 1.0);
	player(850, 1010, 340, t->warm, 0xfbf4e4, draw_pick(skins, SKINS), -0.9);
	oval(1000, 1020, 38, 7, 0x1d1a2b, 0.35);
	disc(1000, 990, 30, 0xfffdf6);
	disc(1000, 988, 10, t->dark);
	for (int i = 0; i < 5; i++)
		disc(1000 + cos(i * 1.2566 + 0.3) * 23, 989 + sin(i * 1.2566 + 0.3) * 23, 5.5, t->dark);
}

static void
bridge(void)
{
	const struct tones *t = some();
	ink stone = draw_mix(t->pale, t->warm, 0.28), shade = draw_mix(stone, t->dark, 0.35);
	double sx = draw_between(500, 1100);

	sky(t);
	sun(sx, 300, 72, t->sun);
	clouds(4, 130, 300, draw_mix(t->low, 0xffffff, 0.4), 0.65);
	hills(500, 80, 280, draw_mix(t->far, t->low, 0.5), draw_mix(t->far, t->low, 0.15));
	hills(560, 50, 190, t->far, t->mid);
	for (int i = 0; i < 9; i++)
		poplar(60 + i * 185 + draw_between(-30, 30), 640, draw_between(130, 210), t->mid,
			t->near);
	water(640, H, draw_mix(t->low, t->cool, 0.4), draw_mix(t->cool, t->dark, 0.4), t->sun, sx);
	path_to(-10, 560);
	path_curve(800, 400, W + 10, 560);
	path_to(W + 10, 780);
	for (int i = 3; i >= 0; i--) {
		double l = -10 + i * 405, r = l + 395, mid = 760;

		path_to(r, mid);
		path_arc((l + r) / 2 + 6, mid, 160, i == 1 || i == 2 ? 205 : 160, 0, -M_PI);
		path_to(l, mid);
	}
	path_to(-10, 780);
	path_fade(stone, shade, 0, 440, 0, 800, 1);
	for (int i = 0; i < 5; i++)
		rect_fade(-36 + i * 405, 752, 62, 54, draw_mix(stone, shade, 0.8), shade);
	path_to(-10, 544);
	path_curve(800, 384, W + 10, 544);
	path_to(W + 10, 566);
	path_curve(800, 406, -10, 566);
	path_fill(draw_mix(stone, 0xffffff, 0.25), 1);
	for (int i = 0; i < 6; i++) {
		double x = 240 + i * 220, y = 545 - 158 * (x / W) * (1 - x / W) * 2 - 2;

		person(x, y, 86, draw_pick(cloths, CLOTHS), t->dark, draw_pick(skins, SKINS),
			draw_between(-0.8, 0.8));
	}
	boat(draw_between(300, 600), 930, 330, t->warm, t->pale, false);
	boat(1180, 860, 220, t->near, t->pale, true);
	hills(1040, 26, 170, draw_mix(t->near, t->dark, 0.2), t->dark);
	for (int i = 0; i < 40; i++) {
		double x = draw_between(0, W), h = draw_between(50, 130);

		stroke(x, 1067, x + draw_between(-22, 22), 1050 - h, 4, draw_mix(t->near, t->dark,
			draw_random()));
	}
	birds(sx - 260, 240, 6, t->dark);
}

static void
panel(double x, double y, double w, double h, double lean, ink c)
{
	path_to(x, y);
	path_to(x + w, y);
	path_to(x + w + lean, y - h);
	path_to(x + lean, y - h);
	path_fade(draw_mix(c, 0xffffff, 0.45), c, x + lean, y - h, x + w, y, 1);
	for (int i = 1; i < 4; i++)
		stroke(x + w * i / 4, y, x + w * i / 4 + lean, y - h, 2, 0xd8e6ee);
	for (int i = 1; i < 3; i++)
		stroke(x + lean * i / 3, y - h * i / 3, x + w + lean * i / 3, y - h * i / 3, 2,
			0xd8e6ee);
}

static void
solar(void)
{
	const struct tones *t = some();
	ink blue = draw_mix(0x1f4e8c, t->cool, 0.2);

	sky(t);
	sun(draw_between(700, 1300), 250, 96, t->sun);
	hills(560, 70, 320, draw_mix(t->far, t->low, 0.5), t->far);
	skyline(640, 40, 130, 80, draw_mix(t->mid, t->low, 0.25), t->pale, 0.15);
	for (int row = 0; row < 3; row++) {
		double y = 700 + row * 170, w = 330 + row * 90;

		for (double x = -120 - row * 60; x < W; x += w * 1.08) {
			double h = 95 + row * 28, rise = 110 + row * 34;
			ink wall = draw_mix(draw_pick((ink[]){0xf3dfc0, 0xe9b98a, 0xd9e0d4, 0xe8a07c},
				4), t->mid, 0.12);

			rect_fade(x + 14, y - 4, w - 28, h + 90, wall, draw_mix(wall, t->dark, 0.3));
			windows(x + 30, y + 12, w - 60, h, 4, 1, draw_mix(t->dark, t->cool, 0.4),
				t->sun, 0.3);
			POLY(draw_mix(t->warm, t->dark, 0.12 + 0.1 * (2 - row)), x, y, x + w, y, x +
				w * 0.86, y - rise, x + w * 0.14, y - rise);
			for (int i = 0; i < 3; i++)
				panel(x + w * (0.13 + i * 0.25), y - rise * 0.16, w * 0.22, rise *
					0.66, (1 - i) * w * 0.03, blue);
		}
	}
	ground(1046, t->near, t->dark);
	for (int i = 0; i < 7; i++)
		tree(40 + i * 260, 1075, draw_between(120, 190), draw_mix(t->near, 0x5d9a5b, 0.5),
			t->dark);
	birds(380, 260, 5, t->dark);
}

static void
forest(void)
{
	const struct tones *t = some();
	ink leaf = draw_mix(t->near, 0x3f7d54, 0.5);

	rect_fade(0, 0, W, H, draw_mix(t->low, t->sun, 0.5), draw_mix(t->low, leaf, 0.35));
	glow(800, 420, 620, t->sun, 0.9);
	for (int layer = 0; layer < 4; layer++) {
		double far = 1 - layer / 3.5;
		ink c = draw_mix(draw_mix(leaf, t->dark, 0.25 + 0.1 * layer), t->low, far * 0.72);

		for (int i = 0; i < 16 - layer * 3; i++) {
			double x = draw_random() * W, gap = 60 + layer * 110;

			if (fabs(x - 800) < gap)
				x += x < 800 ? -gap : gap;
			if ((i + layer) % 3)
				pine(x, 700 + layer * 95, 420 + layer * 170, c, c);
			else
				rect(x, -10, 12 + layer * 13, 730 + layer * 95, draw_mix(c, t->dark,
					0.2));
		}
		veil(0, 0, W, H, t->sun, 0.05 * (3 - layer));
		path_to(0, 690 + layer * 90);
		path_curve(800, 650 + layer * 95, W, 690 + layer * 90);
		path_to(W, H);
		path_to(0, H);
		path_fade(draw_mix(c, t->sun, 0.18), c, 0, 680 + layer * 90, 0, 860 + layer * 90, 1);
	}
	path_to(785, 690);
	path_curve(900, 780, 720, 860);
	path_curve(560, 950, 640, H);
	path_to(1150, H);
	path_curve(900, 950, 900, 870);
	path_curve(980, 780, 812, 690);
	path_fade(draw_mix(t->sun, t->pale, 0.4), draw_mix(0xb98a5a, leaf, 0.2), 0, 690, 0, H, 1);
	for (int i = 0; i < 6; i++) {
		double x = 500 + i * 130;

		path_to(x, 0);
		path_to(x + 50, 0);
		path_to(x - 140, 900);
		path_to(x - 300, 900);
		path_fill(t->sun, 0.09);
	}
	person(792, 880, 150, t->warm, t->dark, draw_pick(skins, SKINS), 0.6);
	person(868, 884, 110, t->cool, t->dark, draw_pick(skins, SKINS), -0.5);
}

static void
umbrella(double x, double y, double r, ink c)
{
	stroke(x, y, x, y + r * 1.1, 5, 0x241f2e);
	path_arc(x, y, r, r * 0.72, M_PI, 2 * M_PI);
	for (int i = 3; i >= 0; i--)
		path_arc(x - r * 0.75 + i * r * 0.5, y, r * 0.25, r * 0.10, 0, -M_PI);
	path_fade(draw_mix(c, 0xffffff, 0.2), draw_mix(c, 0x1d1a2b, 0.2), x - r, 0, x + r, 0, 1);
}

static void
rain(void)
{
	ink high = draw_pick((ink[]){0x3a4a63, 0x44506b, 0x3f5a60}, 3), low = 0xa9b4b8;
	ink roofs[] = {0xb9574a, 0x8a4a3b, 0xc9744f, 0x7a4a5a};

	rect_fade(0, 0, W, H, high, low);
	for (int i = 0; i < 9; i++)
		cloud(draw_between(0, W), draw_between(110, 270), draw_between(420, 760),
			draw_mix(high, 0x1d2433, draw_between(0, 0.4)), 0.75);
	skyline(620, 90, 240, 100, draw_mix(high, low, 0.5), 0xffd68a, 0.15);
	for (int row = 0; row < 3; row++)
		for (int i = 0; i < 7 - row; i++) {
			double w = 250 + row * 60;

			house(-60 + i * w * 1.1 + draw_between(-20, 20), 740 + row * 92, w,
				150 + row * 24, draw_mix(0xd9c7a8, high, 0.4 - row * 0.12),
				draw_mix(draw_pick(roofs, 4), high, 0.36 - row * 0.12), 0x3a4a63,
				0xffd68a);
		}
	rect_fade(0, 924, W, 150, draw_mix(high, 0x1d2433, 0.3), 0x232c3d);
	for (int i = 0; i < 60; i++)
		oval(draw_between(0, W), draw_between(940, 1060), draw_between(14, 70),
			draw_between(1.5, 4), i % 3 ? low : 0xffd68a, draw_between(0.15, 0.5));
	for (int i = 0; i < 4; i++) {
		double x = 200 + i * 370 + draw_between(-60, 60), h = draw_between(220, 290);

		person(x, 1030, h, draw_pick(cloths, CLOTHS), 0x2b2a3d, draw_pick(skins, SKINS),
			draw_between(0.3, 0.9));
		umbrella(x + h * 0.08, 1030 - h * 1.02, h * 0.44, draw_pick((ink[]){0xd9603b, 0xe8b04a,
			0x2f8f8a, 0xb23a48}, 4));
	}
	for (int i = 0; i < 430; i++) {
		double x = draw_between(-60, W + 200), y = draw_between(-60, H), n = draw_between(26, 74);

		path_to(x, y);
		path_to(x + 2, y);
		path_to(x - n * 0.24 + 2, y + n);
		path_to(x - n * 0.24, y + n);
		path_fill(0xe6eef2, draw_between(0.12, 0.42));
	}
}

static void
cycling(void)
{
	const struct tones *t = some();
	ink grass = draw_mix(t->mid, 0xb9b75d, 0.5);

	sky(t);
	sun(draw_between(1000, 1350), 230, 78, t->sun);
	clouds(4, 110, 330, 0xffffff, 0.65);
	hills(520, 130, 300, draw_mix(t->far, t->low, 0.55), draw_mix(t->far, t->low, 0.2));
	hills(600, 80, 230, t->far, t->mid);
	hills(690, 40, 330, draw_mix(grass, t->low, 0.25), grass);
	for (int i = 0; i < 10; i++)
		poplar(40 + i * 165 + draw_between(-25, 25), 745, draw_between(120, 230), t->mid, t->near);
	crowd(40, 1560, 800, 120, 16);
	rect(0, 770, W, 36, draw_mix(t->pale, t->warm, 0.1));
	for (int i = 0; i < 20; i++)
		rect(i * 84, 770, 42, 36, i % 3 ? t->cool : t->warm);
	ground(806, draw_mix(t->dark, t->far, 0.45), draw_mix(t->dark, t->far, 0.1));
	for (int i = 0; i < 8; i++)
		POLY(t->pale, i * 240, 1020, i * 240 + 130, 1020, i * 240 + 118, 1034, i * 240 - 14,
			1034);
	for (int i = 0; i < 4; i++)
		bicycle(230 + i * 360 + draw_between(-30, 30), 900 + (i % 2) * 24, 150,
			draw_pick(cloths, CLOTHS), draw_pick(cloths, CLOTHS), draw_pick(skins, SKINS));
	bicycle(480, 1020, 236, t->warm, 0xe8b04a, draw_pick(skins, SKINS));
	bicycle(1000, 1030, 250, t->cool, t->warm, draw_pick(skins, SKINS));
}

static void
boats(void)
{
	const struct tones *t = some();
	double sx = draw_between(420, 1180);

	sky(t);
	sun(sx, 420, 92, t->sun);
	clouds(5, 120, 360, draw_mix(t->low, 0xffffff, 0.4), 0.6);
	hills(520, 40, 260, draw_mix(t->far, t->low, 0.5), t->far);
	water(530, H, draw_mix(t->low, t->cool, 0.35), draw_mix(t->cool, t->dark, 0.45), t->sun, sx);
	boat(sx + 260, 600, 120, t->mid, t->pale, true);
	boat(sx - 330, 630, 150, t->near, t->pale, true);
	boat(1150, 760, 300, t->cool, t->pale, false);
	boat(380, 860, 480, t->warm, t->pale, false);
	person(300, 800, 220, t->cool, t->dark, draw_pick(skins, SKINS), 0);
	person(480, 796, 210, 0xe8b04a, t->dark, draw_pick(skins, SKINS), 0.3);
	stroke(330, 690, 130, 560, 5, t->dark);
	stroke(130, 560, 110, 840, 1.5, t->pale);
	boat(380, 864, 480, t->warm, t->pale, false);
	person(1130, 724, 130, t->warm, t->dark, draw_pick(skins, SKINS), 0);
	boat(1150, 762, 300, t->cool, t->pale, false);
	hills(1020, 20, 220, 0xe6c795, draw_mix(0xc99a6b, t->dark, 0.2));
	palm(1430, 1050, 620, draw_mix(t->near, 0x3f7d54, 0.5), draw_mix(t->dark, 0x6d4328, 0.5));
	palm(1290, 1060, 440, draw_mix(t->near, 0x3f7d54, 0.4), draw_mix(t->dark, 0x6d4328, 0.5));
	birds(sx + 40, 250, 7, t->dark);
}

static void
fields(void)
{
	const struct tones *t = some();

	sky(t);
	sun(draw_between(300, 1300), 260, 84, t->sun);
	clouds(5, 110, 330, 0xffffff, 0.7);
	hills(500, 110, 340, draw_mix(t->far, t->low, 0.5), t->far);
	hills(580, 50, 260, t->far, t->mid);
	house(1130, 640, 170, 110, t->pale, t->warm, t->cool, t->sun);
	house(1320, 650, 120, 80, draw_mix(t->pale, t->warm, 0.2), t->warm, t->cool, t->sun);
	tree(1090, 655, 190, draw_mix(t->near, 0x5d9a5b, 0.5), t->dark);
	ground(630, draw_mix(0xd9b95d, t->low, 0.3), draw_mix(0x8a7a3a, t->near, 0.4));
	for (int i = -14; i < 26; i++) {
		double x0 = 700 + (i - 6) * 34, x1 = 700 + (i - 6) * 210;

		POLY(draw_mix(i % 2 ? 0x8fae4d : 0x6f9440, t->near, 0.2), x0, 632, x0 + 15, 632, x1 +
			104, H, x1, H);
		for (int k = 1; k < 9; k++) {
			double d = k * k / 81.0, x = x0 + (x1 - x0) * d + 4 + 50 * d;

			oval(x, 632 + 435 * d, 7 + 34 * d, 4 + 20 * d, draw_mix(0xb4cf6a, t->near,
				draw_between(0, 0.4)), 0.9);
		}
	}
	person(520, 900, 260, t->warm, t->dark, draw_pick(skins, SKINS), 0.5);
	oval(520, 668, 46, 11, 0xe8c98a, 1);
	path_arc(520, 666, 22, 22, M_PI, 2 * M_PI);
	path_fill(0xe8c98a, 1);
	person(1010, 820, 190, t->cool, t->dark, draw_pick(skins, SKINS), -0.4);
	birds(800, 300, 7, t->dark);
}

static void
lighthouse(void)
{
	const struct tones *t = light + 1;

	sky(t);
	stars(60, 360, 0xfff3d0);
	moon(draw_between(1050, 1350), 220, 62, 0xfbeccb, t->high);
	clouds(4, 220, 420, draw_mix(t->low, t->high, 0.4), 0.5);
	water(620, H, draw_mix(t->low, t->near, 0.5), t->dark, t->sun, 1180);
	path_to(470, 300);
	path_to(W + 10, 120);
	path_to(W + 10, 470);
	path_fade(0xfff1c4, t->low, 480, 300, W, 300, 0.55);
	path_to(-10, H);
	path_to(-10, 720);
	path_curve(150, 600, 420, 640);
	path_curve(640, 670, 760, 830);
	path_curve(820, 960, 980, H);
	path_fade(t->near, t->dark, 0, 640, 0, 1000, 1);
	for (int i = 0; i < 6; i++) {
		double y0 = 350 + i * 54, y1 = y0 + 54, w0 = 48 + i * 6, w1 = w0 + 6;

		path_to(470 - w0, y0);
		path_to(470 + w0, y0);
		path_to(470 + w1, y1);
		path_to(470 - w1, y1);
		path_fade(i % 2 ? t->warm : t->pale, draw_mix(i % 2 ? t->warm : t->pale, t->dark, 0.45),
			430, 0, 560, 0, 1);
	}
	rect(408, 336, 124, 16, t->dark);
	rect_fade(434, 262, 72, 76, 0xfff6d8, t->sun);
	rect(466, 262, 7, 76, t->dark);
	POLY(t->warm, 420, 264, 520, 264, 470, 206);
	glow(470, 300, 240, 0xfff1c4, 0.9);
	house(250, 690, 150, 90, t->pale, t->warm, t->dark, t->sun);
	boat(1090, 800, 190, t->dark, t->warm, true);
	birds(900, 300, 5, t->dark);
}

static void
night(void)
{
	struct tones t = {0x0f1a3a, 0x3a4a7d, 0xf7e3b0, 0x2f3f6d, 0x22305a, 0x131c3c, 0xe8b04a,
		0x3d6b7d, 0xf7e3c3, 0x0c1228};

	sky(&t);
	stars(240, 600, 0xfff6dc);
	moon(draw_between(300, 1250), 230, 84, 0xf7ecd0, t.high);
	hills(640, 70, 300, draw_mix(t.far, t.low, 0.4), t.far);
	skyline(790, 120, 360, 110, t.far, 0xf2c46b, 0.35);
	skyline(900, 90, 250, 140, t.mid, 0xffd68a, 0.5);
	ground(896, t.near, t.dark);
	for (int i = 0; i < 6; i++)
		house(-30 + i * 285, 985, 220, draw_between(130, 170), draw_mix(t.mid, t.warm, 0.22),
			draw_mix(t.near, 0x8a3b2a, 0.35), t.dark, 0xffd68a);
	rect_fade(0, 985, W, 90, t.near, t.dark);
	for (int i = 0; i < 5; i++)
		lamp(130 + i * 340, 1040, 250, t.dark, 0xffd68a);
}

const struct scene country_scenes[] = {
	{"football", football, false},
	{"bridge", bridge, false},
	{"solar", solar, false},
	{"forest", forest, false},
	{"rain", rain, false},
	{"cycling", cycling, false},
	{"boats", boats, false},
	{"fields", fields, false},
	{"lighthouse", lighthouse, false},
	{"night", night, false},
	{NULL, NULL, false},
};
