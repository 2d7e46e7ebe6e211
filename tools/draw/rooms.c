/* rooms.c: scenes under a roof, or as near as a stage.
 * SPDX-License-Identifier: Apache-2.0 */
#include "draw.h"

#include <math.h>

static void
loaf(double x, double y, double w)
{
	ink c = draw_mix(0xd9944a, 0xa8602c, draw_random());

	path_arc(x, y, w / 2, w * 0.34, M_PI, 2 * M_PI);
	path_fade(draw_mix(c, 0xffe0a0, 0.35), c, x, y - w * 0.34, x, y, 1);
	for (int i = -1; i <= 1; i++)
		stroke(x + i * w * 0.2 - w * 0.05, y - w * 0.12, x + i * w * 0.2 + w * 0.05,
			y - w * 0.26, w * 0.035, 0xf6deb0);
}

static void
bakery(void)
{
	ink wall = draw_pick((ink[]){0x7a3b32, 0x2f5d62, 0x5a4a78}, 3), dark = 0x2a1d22;
	ink awning = draw_pick((ink[]){0xd9603b, 0x3f7d7b, 0xb23a48}, 3);

	rect_fade(0, 0, W, H, draw_mix(wall, 0xffffff, 0.08), draw_mix(wall, dark, 0.25));
	for (int j = 0; j < 16; j++)
		for (int i = 0; i < 21; i++)
			veil(i * 80 - (j % 2) * 40, j * 58, 76, 54, draw_random() < 0.5 ? 0xffffff :
				dark, draw_between(0, 0.07));
	rect(190, 330, 900, 530, draw_mix(dark, wall, 0.25));
	rect_fade(208, 348, 864, 494, 0xffd995, 0xf2a65a);
	glow(640, 420, 520, 0xfff1c4, 0.8);
	for (int i = 0; i < 5; i++) {
		stroke(330 + i * 155, 348, 330 + i * 155, 404, 3, dark);
		POLY(0x3a2a2e, 302 + i * 155, 434, 358 + i * 155, 434, 338 + i * 155, 400, 322 +
			i * 155, 400);
		oval(330 + i * 155, 436, 18, 9, 0xfffbe8, 1);
	}
	for (int j = 0; j < 3; j++) {
		rect(208, 586 + j * 118, 864, 14, 0x8a5a34);
		for (int i = 0; i < 7; i++)
			loaf(272 + i * 122 + draw_between(-8, 8), 587 + j * 118,
				draw_between(86, 112));
	}
	person(640, 842, 360, 0xf7f0e2, 0x34507d, draw_pick(skins, SKINS), 0);
	box(606, 452, 68, 50, 22, 0xffffff);
	rect_fade(208, 700, 864, 142, 0xb57a45, 0x8a5431);
	for (int i = 0; i < 8; i++)
		loaf(262 + i * 108, 702, 92);
	for (int i = 0; i < 12; i++) {
		ink c = i % 2 ? 0xfdf3e0 : awning;
		double l = 150 + i * 82, tl = 190 + i * 75;

		path_to(tl, 214);
		path_to(tl + 75, 214);
		path_to(l + 82, 360);
		path_arc(l + 41, 360, 41, 30, 0, M_PI);
		path_fade(c, draw_mix(c, dark, 0.18), 0, 230, 0, 380, 1);
	}
	rect(1170, 380, 250, 500, draw_mix(dark, awning, 0.35));
	rect_fade(1190, 400, 210, 300, 0xffe2a8, 0xf0a860);
	rect(1290, 400, 8, 300, draw_mix(dark, awning, 0.35));
	disc(1205, 740, 11, 0xe8b04a);
	rect_fade(0, 880, W, 190, 0x8d8794, 0x4c4656);
	for (int i = 0; i < 9; i++)
		POLY(0x6a6473, i * 200, 880, i * 200 + 5, 880, i * 200 - 60, H, i * 200 - 66, H);
	glow(640, 930, 420, 0xffd995, 0.35);
	person(1210, 1010, 430, draw_pick(cloths, CLOTHS), 0x2b2a3d, draw_pick(skins, SKINS), 0.7);
	person(1040, 990, 250, 0xe8b04a, 0x34507d, draw_pick(skins, SKINS), 0.4);
	box(92, 640, 90, 240, 8, 0x6d4328);
	tree(137, 660, 300, 0x6a8f4e, 0x4a2e22);
}

static void
library(void)
{
	ink back = draw_pick((ink[]){0x2f4858, 0x4a3b5c, 0x3b4f3f}, 3), wood = 0x6d4328;
	ink spine[] = {0xd9603b, 0x2f6f73, 0xe8b04a, 0xf0e4d0, 0xb23a48, 0x6a8f4e, 0x34507d,
		0xc98a5a};

	rect_fade(0, 0, W, H, draw_mix(back, 0xffffff, 0.1), back);
	for (int j = 0; j < 4; j++) {
		double y = 205 + j * 190;

		for (int side = 0; side < 2; side++) {
			double x = side ? 1030 : 40, end = x + 530;

			rect(x - 14, y - 170, 556, 184, draw_mix(wood, 0x1d1a2b, 0.55));
			while (x < end - 34) {
				double w = draw_between(17, 42), h = draw_between(98, 152);
				ink c = draw_mix(draw_pick(spine, 8), back, 0.12);

				rect(x, y - h, w - 2, h, c);
				rect(x, y - h + 14, w - 2, 5, draw_mix(c, 0xffffff, 0.45));
				rect(x, y - 26, w - 2, 4, draw_mix(c, 0x1d1a2b, 0.3));
				x += w;
				if (draw_random() < 0.07)
					x += 36;
			}
			rect(side ? 1016 : 26, y, 556, 18, wood);
		}
	}
	rect(16, 20, 14, 800, wood);
	rect(582, 20, 14, 800, wood);
	rect(1006, 20, 14, 800, wood);
	rect(1572, 20, 14, 800, wood);
	path_to(640, 800);
	path_to(640, 320);
	path_arc(800, 320, 160, 170, M_PI, 2 * M_PI);
	path_to(960, 800);
	path_fade(0xfdf0c8, 0xf5b971, 0, 150, 0, 800, 1);
	rect(796, 150, 9, 650, draw_mix(wood, 0xffffff, 0.15));
	for (int i = 0; i < 4; i++)
		rect(640, 320 + i * 120, 320, 7, draw_mix(wood, 0xffffff, 0.15));
	glow(800, 420, 640, 0xffe9b8, 0.55);
	ground(820, draw_mix(0xa8703f, back, 0.3), draw_mix(0x5a3524, back, 0.3));
	POLY(draw_mix(0xf5c98a, wood, 0.25), 660, 820, 940, 820, 1180, H, 420, H);
	for (int i = 0; i < 2; i++)
		person(540 + i * 560, 930, 300, cloths[i * 4], 0x2b2a3d, draw_pick(skins, SKINS), 0);
	path_to(200, 960);
	path_to(1400, 960);
	path_to(1500, 1010);
	path_to(100, 1010);
	path_fill(draw_mix(wood, 0xffd995, 0.3), 1);
	rect(100, 1010, 1400, 30, wood);
	for (int i = 0; i < 4; i++) {
		double x = 280 + i * 300;

		for (int k = 0; k < 3; k++)
			rect(x + draw_between(-8, 8), 950 - k * 17, 110, 16, draw_pick(spine, 8));
	}
	POLY(0xfdf6e6, 760, 985, 850, 968, 850, 990, 762, 1003);
	POLY(0xefe3cb, 850, 968, 940, 985, 938, 1003, 850, 990);
}

static void
concert(void)
{
	ink back = draw_pick((ink[]){0x2b1b4e, 0x102e4a, 0x3d1438}, 3);
	ink beam[] = {0xff8a5b, 0xffd36b, 0x6bd6d0, 0xf06ba8};

	rect_fade(0, 0, W, H, draw_mix(back, 0x000000, 0.45), draw_mix(back, 0xd9603b, 0.25));
	stars(90, 420, 0xfff3d0);
	glow(800, 560, 800, 0xf2a65a, 0.6);
	for (int i = 0; i < 8; i++) {
		double x = 330 + i * 134, lean = (i - 3.5) * -60 + draw_between(-80, 80);

		path_to(x - 5, 150);
		path_to(x + 5, 150);
		path_to(x + lean + 110, 800);
		path_to(x + lean - 110, 800);
		path_fade(draw_mix(beam[i % 4], 0xffffff, 0.35), beam[i % 4], x, 150, x + lean, 800,
			0.26);
	}
	rect(236, 128, 1128, 24, 0x14101f);
	rect(236, 128, 26, 660, 0x14101f);
	rect(1338, 128, 26, 660, 0x14101f);
	for (int i = 0; i < 28; i++)
		stroke(240 + i * 40, 128, 260 + i * 40, 152, 4, 0x3a3150);
	for (int i = 0; i < 8; i++) {
		box(314 + i * 134, 140, 32, 34, 8, 0x14101f);
		disc(330 + i * 134, 170, 10, beam[i % 4]);
	}
	for (int i = 0; i < 2; i++)
		for (int k = 0; k < 3; k++) {
			double x = i ? 1390 : 100, y = 440 + k * 116;

			box(x, y, 110, 108, 6, 0x1a1526);
			disc(x + 55, y + 54, 40, 0x2e2740);
			disc(x + 55, y + 54, 18, 0x14101f);
		}
	rect_fade(180, 780, 1240, 90, 0x3a2740, 0x1a1226);
	rect(180, 776, 1240, 10, 0xf2a65a);
	person(800, 780, 330, 0xe4572e, 0x241f2e, draw_pick(skins, SKINS), 0.5);
	stroke(846, 776, 842, 540, 6, 0x14101f);
	stroke(842, 540, 822, 520, 11, 0x14101f);
	person(560, 780, 310, 0x2f6f73, 0x241f2e, draw_pick(skins, SKINS), 0.3);
	oval(590, 650, 44, 32, 0xb5703a, 1);
	stroke(600, 640, 700, 570, 11, 0x5a3524);
	person(1060, 780, 310, 0xe8b04a, 0x241f2e, draw_pick(skins, SKINS), -0.3);
	for (int i = 0; i < 3; i++) {
		double x = 1010 + i * 56;

		POLY(0x8a3b2a, x - 26, 690, x + 26, 690, x + 18, 780, x - 18, 780);
		oval(x, 690, 26, 9, 0xf4e9d4, 1);
	}
	heads(850, 78, 0x22183a);
	heads(930, 110, 0x120d20);
	for (int i = 0; i < 5; i++) {
		double x = draw_between(100, 1500);

		stroke(x, H, x + draw_between(-40, 40), draw_between(800, 860), 26, 0x120d20);
	}
}

static void
ballot(void)
{
	ink back = draw_pick((ink[]){0x2f6f73, 0xd98a4a, 0x5a5f96, 0xb9574a}, 4);
	ink skin = draw_pick(skins, SKINS), deep = draw_mix(back, 0x1d1a2b, 0.4);

	rect_fade(0, 0, W, H, draw_mix(back, 0xffffff, 0.28), back);
	glow(800, 420, 760, 0xfff3d0, 0.5);
	for (int i = 0; i < 24; i++) {
		double t = i * M_PI / 12;

		path_to(800, 560);
		path_to(800 + cos(t) * 1400, 560 + sin(t) * 1400);
		path_to(800 + cos(t + 0.13) * 1400, 560 + sin(t + 0.13) * 1400);
		path_fill(0xffffff, 0.06);
	}
	for (int i = 0; i < 7; i++)
		person(120 + i * 228, 800, 380, draw_mix(cloths[i], back, 0.5), deep,
			draw_mix(skins[i % SKINS], back, 0.4), 0);
	rect_fade(0, 790, W, 280, draw_mix(back, 0x1d1a2b, 0.25), deep);
	oval(800, 1010, 470, 34, 0x1d1a2b, 0.35);
	POLY(0xf7efe0, 470, 600, 1130, 600, 1170, 1000, 430, 1000);
	POLY(0xdccfb8, 470, 600, 520, 530, 1080, 530, 1130, 600);
	POLY(0x2a2230, 650, 575, 668, 552, 932, 552, 950, 575);
	box(690, 720, 220, 180, 14, back);
	stroke(750, 812, 790, 852, 24, 0xf7efe0);
	stroke(790, 852, 862, 762, 24, 0xf7efe0);
	POLY(0xffffff, 700, 350, 900, 320, 912, 556, 690, 564);
	POLY(0xe9e0cf, 700, 350, 800, 336, 806, 380, 702, 392);
	stroke(740, 430, 770, 460, 12, back);
	stroke(770, 460, 830, 395, 12, back);
	for (int i = 0; i < 3; i++)
		stroke(740, 492 + i * 20, 860, 486 + i * 20, 5, 0xb9b0a4);
	path_to(1620, 60);
	path_to(1620, 330);
	path_curve(1200, 420, 1010, 470);
	path_to(960, 350);
	path_curve(1200, 230, 1620, 60);
	path_fade(0xf0c36a, 0xd9944a, 1000, 300, 1600, 300,
		1);
	stroke(985, 410, 860, 410, 74, skin);
	for (int i = 0; i < 4; i++)
		stroke(900, 384 + i * 27, 806 + (i == 3) * 20, 378 + i * 29, 28, draw_mix(skin,
			0xffffff, 0.05 * (3 - i)));
	stroke(930, 376, 850, 330, 28, draw_mix(skin, 0xffffff, 0.12));
}

static void
piece(double x, double y, double s, ink c, int kind)
{
	ink hi = draw_mix(c, 0xffffff, 0.25), lo = draw_mix(c, 0x1d1a2b, 0.35);

	oval(x + s * 0.2, y + s * 0.02, s * 0.36, s * 0.09, 0x1d1a2b, 0.35);
	path_arc(x, y, s * 0.30, s * 0.09, 0, M_PI);
	path_to(x - s * 0.24, y - s * 0.10);
	path_curve(x - s * 0.05, y - s * 0.3, x - s * 0.10, y - s * (0.55 + kind * 0.14));
	path_to(x + s * 0.10, y - s * (0.55 + kind * 0.14));
	path_curve(x + s * 0.05, y - s * 0.3, x + s * 0.24, y - s * 0.10);
	path_fade(hi, lo, x - s * 0.2, 0, x + s * 0.25, 0, 1);
	y -= s * (0.58 + kind * 0.14);
	oval(x, y, s * 0.17, s * 0.05, hi, 1);
	path_arc(x, y - s * 0.15, s * 0.16, s * (kind ? 0.20 : 0.16), 0, 2 * M_PI);
	path_fade(hi, lo, x - s * 0.15, 0, x + s * 0.18, 0, 1);
	if (kind == 2) {
		stroke(x, y - s * 0.30, x, y - s * 0.50, s * 0.05, c);
		stroke(x - s * 0.08, y - s * 0.42, x + s * 0.08, y - s * 0.42, s * 0.05, c);
	}
}

static void
chess(void)
{
	ink back = draw_pick((ink[]){0x3f5f88, 0x8a4a3b, 0x2f5d50}, 3), pale = 0xf3e3c3;
	ink dark = draw_mix(back, 0x1d1a2b, 0.55);

	rect_fade(0, 0, W, 460, draw_mix(back, 0xffffff, 0.30), draw_mix(back, 0xffd995, 0.35));
	glow(1180, 140, 640, 0xffe9b8, 0.7);
	for (int i = 0; i < 2; i++) {
		double x = i ? 1110 : 490;
		ink cloth = i ? 0x2f6f73 : 0xd9603b, skin = skins[(int)(draw_random() * 2) + i * 2];

		path_to(x - 235, 470);
		path_curve(x - 225, 255, x - 60, 245);
		path_to(x + 60, 245);
		path_curve(x + 225, 255, x + 235, 470);
		path_fade(cloth, draw_mix(cloth, 0x1d1a2b, 0.35), x - 160, 0, x + 220, 0, 1);
		rect(x - 34, 190, 68, 76, draw_mix(skin, 0x1d1a2b, 0.2));
		oval(x, 140, 78, 92, skin, 1);
		hair(x, 132, 11.6, i ? 0xe8b04a : 0x8a5a83, skin);
		stroke(x + (i ? -205 : 205), 430, x + (i ? -260 : 260), 500, 66,
			draw_mix(cloth, 0x1d1a2b, 0.2));
		oval(x + (i ? -282 : 282), 520, 44, 28, skin, 1);
	}
	rect_fade(0, 440, W, 630, draw_mix(0xa8703f, back, 0.2), 0x5a3524);
	for (int j = 0; j < 8; j++)
		for (int i = 0; i < 8; i++) {
			double y0 = 470 + j * j * 3.4 + j * 44, k = j + 1;
			double y1 = 470 + k * k * 3.4 + k * 44;
			double w0 = 74 + j * 11.5, w1 = 74 + k * 11.5;

			POLY((i + j) % 2 ? dark : pale, 800 + (i - 4) * w0, y0, 800 + (i - 3) * w0,
				y0, 800 + (i - 3) * w1, y1, 800 + (i - 4) * w1, y1);
		}
	for (int j = 0; j < 8; j++)
		for (int i = 0; i < 8; i++) {
			double k = j + 0.7, y = 470 + k * k * 3.4 + k * 44, w = 74 + k * 11.5;

			if (draw_random() < (j < 2 || j > 5 ? 0.45 : 0.18))
				piece(800 + (i - 3.5) * w, y, w * 0.92, draw_random() < (j < 4 ? 0.8 :
					0.2) ? 0x2e2a38 : 0xf0e0bd, (int)(draw_random() * 3));
		}
}

const struct scene room_scenes[] = {
	{"bakery", bakery, false},
	{"library", library, false},
	{"concert", concert, false},
	{"ballot", ballot, true},
	{"chess", chess, false},
	{NULL, NULL, false},
};
