/* town.c: scenes of streets and houses.
 * SPDX-License-Identifier: Apache-2.0 */
#include "draw.h"

#include <math.h>

static const struct tones dusk[] = {
	{0x2b3a67, 0xf6a96b, 0xffd58a, 0x6b5b8c, 0x46406f, 0x231f3f, 0xe8744f, 0x3d6b7d,
		0xf7e3c3, 0x1c1930},
	{0x3d2c5e, 0xf08a5d, 0xffc76b, 0x7d4f7a, 0x53376a, 0x2a1d42, 0xf2a65a, 0x3f5f88,
		0xf9e0c4, 0x1f1733},
	{0x1f4e5f, 0xf9c784, 0xffe2a0, 0x52808a, 0x345f6d, 0x17303d, 0xe56b4e, 0x2f7f86,
		0xfbeed5, 0x122430},
};
static const struct tones day[] = {
	{0x7cc0d8, 0xf4efdc, 0xfff3c9, 0x9cc3b5, 0x6d9e8f, 0x2f5d5a, 0xe2674a, 0x2d7f8a,
		0xfaf3e3, 0x24344a},
	{0x8fb8de, 0xfbe9d3, 0xfff1c4, 0xb0b7cf, 0x7f8eb5, 0x3d4a73, 0xe9a13b, 0x3f6fa3,
		0xfcf4e6, 0x252b48},
	{0xf2c48d, 0xfdf0d8, 0xfff7df, 0xd9a273, 0xb87a52, 0x6b4334, 0xcf5c36, 0x3f7d7b,
		0xfff6e6, 0x3a2620},
};

static const struct tones *
some(const struct tones *t)
{
	return t + (int)(draw_random() * 3);
}

static void
harbour(void)
{
	const struct tones *t = some(dusk);
	double sx = draw_between(420, 1150);

	sky(t);
	sun(sx, 470, 74, t->sun);
	clouds(4, 150, 380, draw_mix(t->low, t->high, 0.25), 0.55);
	hills(540, 40, 210, draw_mix(t->far, t->low, 0.45), t->far);
	skyline(612, 30, 110, 58, t->mid, t->sun, 0.5);
	for (int i = 0; i < 2; i++) {
		double x = draw_between(900, 1000) + i * 270, top = 330 + i * 40;

		stroke(x, 612, x, top, 11, t->near);
		stroke(x - 150, top + 22, x + 70, top + 22, 9, t->near);
		stroke(x, top - 34, x - 140, top + 20, 4, t->near);
		stroke(x, top - 34, x + 64, top + 20, 4, t->near);
		stroke(x - 120, top + 22, x - 120, top + 120, 3, t->near);
		rect(x - 140, top + 118, 40, 24, t->warm);
	}
	water(610, H, draw_mix(t->low, t->mid, 0.45), t->near, t->sun, sx);
	boat(sx - 210, 720, 190, t->mid, t->pale, true);
	boat(sx + 330, 770, 250, t->warm, t->pale, true);
	boat(draw_between(180, 420), 900, 420, t->cool, t->pale, true);
	rect_fade(0, 985, W, 90, draw_mix(t->dark, t->mid, 0.3), t->dark);
	for (int i = 0; i < 7; i++) {
		box(90 + i * 240, 940, 34, 62, 9, t->dark);
		rect(84 + i * 240, 948, 46, 9, draw_mix(t->dark, t->warm, 0.3));
	}
	person(1290, 1000, 200, t->warm, t->dark, draw_pick(skins, SKINS), 0);
	person(1375, 1004, 188, t->cool, t->dark, draw_pick(skins, SKINS), 0.2);
	birds(sx + 180, 300, 7, t->dark);
}

static void
market(void)
{
	const struct tones *t = some(day);
	ink a[] = {t->warm, t->cool, 0xe8b04a, 0x8a5a83};

	sky(t);
	sun(draw_between(250, 1300), 190, 62, t->sun);
	clouds(3, 120, 300, 0xffffff, 0.7);
	skyline(640, 170, 330, 130, draw_mix(t->far, t->low, 0.35), t->pale, 0.2);
	for (int i = 0; i < 4; i++)
		tree(draw_between(60, 200) + i * 430, 690, draw_between(260, 330),
			draw_mix(t->mid, 0x4f8a54, 0.5), t->dark);
	ground(660, draw_mix(t->low, 0xc99a6b, 0.5), draw_mix(t->near, 0xa87448, 0.6));
	for (int i = 0; i < 5; i++)
		stall(20 + i * 320, 770, 250, 200, a[i % 4], t->pale, t->dark);
	crowd(60, 1560, 830, 165, 9);
	for (int i = 0; i < 3; i++)
		stall(-60 + i * 610, 1010, 430, 330, a[(i + 2) % 4], 0xfdf3e0, t->dark);
	crowd(390, 520, 1050, 285, 1);
	crowd(980, 1130, 1050, 285, 2);
}

static void
townhall(void)
{
	const struct tones *t = some(day);
	ink wall = draw_mix(t->pale, t->warm, 0.16), shade = draw_mix(wall, t->dark, 0.25);

	sky(t);
	sun(draw_between(200, 420), 230, 70, t->sun);
	clouds(4, 120, 340, 0xffffff, 0.75);
	skyline(760, 160, 280, 150, draw_mix(t->far, t->low, 0.3), t->pale, 0.15);
	rect_fade(330, 470, 940, 330, wall, draw_mix(wall, t->warm, 0.12));
	windows(350, 490, 300, 280, 4, 2, draw_mix(t->cool, t->dark, 0.4), t->sun, 0.3);
	windows(950, 490, 300, 280, 4, 2, draw_mix(t->cool, t->dark, 0.4), t->sun, 0.3);
	rect(300, 446, 1000, 30, shade);
	rect_fade(720, 190, 160, 300, wall, shade);
	rect(705, 176, 190, 20, shade);
	POLY(t->warm, 700, 180, 900, 180, 800, 40);
	disc(800, 282, 54, t->dark);
	disc(800, 282, 46, t->pale);
	stroke(800, 282, 800, 250, 6, t->dark);
	stroke(800, 282, 824, 296, 6, t->dark);
	stroke(800, 50, 800, -40, 5, t->dark);
	POLY(t->warm, 640, 470, 960, 470, 800, 372);
	POLY(wall, 690, 458, 910, 458, 800, 392);
	rect(650, 470, 300, 330, shade);
	columns(650, 800, 300, 320, 5, t->pale, shade);
	for (int i = 0; i < 4; i++)
		rect(610 - i * 24, 800 + i * 15, 380 + i * 48, 16, draw_mix(t->pale, t->dark,
			0.08 + 0.07 * i));
	ground(858, draw_mix(t->low, t->mid, 0.35), draw_mix(t->mid, t->near, 0.6));
	for (int i = 0; i < 6; i++)
		poplar((i < 3 ? 70 : 1310) + (i % 3) * 100, 862, draw_between(290, 380),
			draw_mix(t->near, 0x5d9a5b, 0.5), t->dark);
	crowd(200, 1450, 960, 165, 8);
	lamp(250, 1010, 330, t->dark, t->sun);
	lamp(1360, 1010, 330, t->dark, t->sun);
	birds(1150, 280, 6, t->dark);
}

static void
school(void)
{
	const struct tones *t = some(day);
	ink wall = draw_mix(0xe9b872, t->warm, 0.2), grass = draw_mix(t->near, 0x8fae5d, 0.75);

	sky(t);
	sun(1330, 180, 60, t->sun);
	clouds(3, 110, 260, 0xffffff, 0.75);
	hills(640, 60, 260, draw_mix(t->far, t->low, 0.4), t->far);
	rect_fade(230, 440, 1010, 330, wall, draw_mix(wall, t->warm, 0.3));
	POLY(t->warm, 190, 444, 1280, 444, 1210, 330, 260, 330);
	POLY(draw_mix(t->warm, t->dark, 0.25), 190, 444, 1280, 444, 1284, 462, 186, 462);
	for (int i = 0; i < 5; i++) {
		double x = 275 + i * 200;

		if (i == 2) {
			box(x + 10, 560, 120, 214, 6, draw_mix(t->cool, t->dark, 0.3));
			rect(x + 68, 560, 4, 210, t->dark);
			continue;
		}
		box(x, 520, 140, 140, 5, t->pale);
		rect(x + 9, 529, 122, 122, draw_mix(t->cool, t->low, 0.2));
		POLY(draw_mix(t->cool, 0xffffff, 0.5), x + 9, 610, x + 9, 529, x + 70, 529);
		rect(x + 67, 529, 6, 122, t->pale);
		rect(x + 9, 586, 122, 6, t->pale);
	}
	ground(770, draw_mix(grass, t->low, 0.3), draw_mix(grass, t->near, 0.55));
	POLY(draw_mix(0xe8cfa0, t->low, 0.3), 590, 770, 700, 770, 900, H, 260, H);
	stroke(1390, 800, 1390, 330, 9, t->dark);
	path_to(1394, 340);
	path_curve(1450, 310, 1500, 345);
	path_curve(1540, 370, 1570, 350);
	path_to(1570, 440);
	path_curve(1530, 460, 1490, 435);
	path_curve(1450, 400, 1394, 430);
	path_fill(t->cool, 1);
	tree(120, 850, 480, draw_mix(grass, 0x3f7d54, 0.5), t->dark);
	crowd(330, 860, 880, 175, 5);
	crowd(820, 1450, 1000, 220, 4);
	disc(1180, 1015, 22, t->warm);
}

static void
bus_stop(void)
{
	const struct tones *t = some(draw_random() < 0.5 ? dusk : day);

	sky(t);
	sun(draw_between(900, 1300), 260, 66, t->sun);
	skyline(720, 200, 420, 120, draw_mix(t->far, t->low, 0.40), t->sun, 0.15);
	skyline(735, 110, 260, 150, t->mid, t->sun, 0.4);
	ground(735, draw_mix(t->mid, t->pale, 0.35), draw_mix(t->mid, t->dark, 0.2));
	rect_fade(0, 830, W, 190, draw_mix(t->dark, t->mid, 0.35), t->dark);
	for (int i = 0; i < 8; i++)
		POLY(t->pale, i * 230 - 30, 948, i * 230 + 90, 948, i * 230 + 78, 960, i * 230 - 44,
			960);
	for (int i = 0; i < 4; i++)
		tree(80 + i * 480, 770, draw_between(250, 320), draw_mix(t->near, 0x4f8a54, 0.5),
			t->dark);
	rect(1130, 480, 330, 20, t->dark);
	rect(1145, 500, 9, 330, t->dark);
	rect(1435, 500, 9, 330, t->dark);
	veil(1154, 520, 281, 230, t->pale, 0.35);
	rect(1180, 760, 220, 12, t->warm);
	crowd(1140, 1470, 842, 210, 4);
	bus(200, 930, 820, draw_pick((ink[]){t->warm, t->cool, 0xe8b04a}, 3), t->pale,
		draw_mix(t->low, 0xbfe0e8, 0.6));
	ground(1020, draw_mix(t->mid, t->pale, 0.4), t->mid);
	person(100, 1050, 250, t->cool, t->dark, draw_pick(skins, SKINS), 0.6);
}

static void
court(void)
{
	const struct tones *t = some(draw_random() < 0.5 ? dusk : day);
	ink stone = draw_mix(t->pale, t->far, 0.12), shade = draw_mix(stone, t->dark, 0.42);

	sky(t);
	sun(draw_between(1180, 1400), 240, 64, t->sun);
	clouds(4, 100, 320, draw_mix(t->low, 0xffffff, 0.5), 0.6);
	skyline(780, 120, 260, 140, draw_mix(t->far, t->low, 0.3), t->pale, 0.2);
	POLY(stone, 230, 372, 1370, 372, 800, 140);
	POLY(shade, 330, 356, 1270, 356, 800, 166);
	ring(800, 284, 46, 10, stone);
	stroke(800, 240, 800, 330, 8, stone);
	rect(230, 372, 1140, 58, draw_mix(stone, t->dark, 0.10));
	rect(230, 424, 1140, 10, shade);
	rect_fade(290, 434, 1020, 366, draw_mix(shade, t->dark, 0.45), shade);
	box(720, 540, 160, 266, 4, t->dark);
	rect_fade(734, 556, 62, 244, draw_mix(t->sun, t->warm, 0.4), t->warm);
	rect_fade(804, 556, 62, 244, draw_mix(t->sun, t->warm, 0.4), t->warm);
	columns(270, 800, 1060, 366, 8, stone, draw_mix(stone, t->dark, 0.35));
	for (int i = 0; i < 7; i++)
		rect_fade(220 - i * 30, 798 + i * 24, 1160 + i * 60, 25, draw_mix(stone, t->dark,
			0.05 + i * 0.05), draw_mix(stone, t->dark, 0.14 + i * 0.06));
	ground(966, draw_mix(t->mid, t->near, 0.4), t->near);
	person(650, 880, 180, t->dark, t->dark, draw_pick(skins, SKINS), 0.5);
	person(720, 890, 176, t->warm, t->dark, draw_pick(skins, SKINS), -0.4);
	crowd(980, 1320, 930, 185, 3);
	person(330, 1010, 250, t->cool, t->dark, draw_pick(skins, SKINS), 0.8);
}

static void
hospital(void)
{
	const struct tones *t = some(day);
	ink wall = draw_mix(t->pale, t->cool, 0.10), glass = draw_mix(t->cool, t->dark, 0.25);

	sky(t);
	sun(260, 210, 60, t->sun);
	clouds(4, 90, 320, 0xffffff, 0.75);
	skyline(740, 130, 250, 150, draw_mix(t->far, t->low, 0.45), t->pale, 0.1);
	rect_fade(420, 250, 620, 540, wall, draw_mix(wall, t->cool, 0.2));
	rect_fade(1040, 400, 360, 390, draw_mix(wall, t->cool, 0.25), draw_mix(wall, t->cool, 0.4));
	rect_fade(220, 520, 200, 270, draw_mix(wall, t->cool, 0.15), draw_mix(wall, t->cool, 0.3));
	windows(440, 380, 580, 310, 7, 4, glass, t->sun, 0.35);
	windows(1055, 430, 330, 260, 5, 3, glass, t->sun, 0.3);
	windows(235, 545, 170, 140, 3, 2, glass, t->sun, 0.3);
	rect(400, 238, 660, 20, draw_mix(wall, t->dark, 0.3));
	box(682, 276, 96, 96, 12, t->warm);
	rect(718, 288, 24, 72, 0xffffff);
	rect(694, 312, 72, 24, 0xffffff);
	rect_fade(600, 690, 260, 110, draw_mix(t->sun, 0xffffff, 0.3), t->sun);
	rect(560, 676, 340, 20, t->warm);
	rect(727, 696, 6, 100, glass);
	ground(790, draw_mix(t->mid, 0xa9c08a, 0.6), draw_mix(t->near, 0x6f9460, 0.5));
	rect_fade(0, 860, W, 210, draw_mix(t->dark, t->far, 0.45), draw_mix(t->dark, t->far, 0.15));
	for (int i = 0; i < 5; i++)
		tree(90 + i * 80 + (i > 1 ? 900 : 0), 850, draw_between(230, 320),
			draw_mix(t->near, 0x5d9a5b, 0.6), t->dark);
	crowd(620, 1000, 850, 150, 4);
	box(250, 770, 400, 190, 20, 0xfffdf6);
	POLY(0xfffdf6, 640, 830, 730, 850, 750, 900, 750, 960, 640, 960);
	POLY(glass, 650, 838, 712, 854, 726, 890, 650, 890);
	rect(250, 880, 500, 22, t->warm);
	rect(390, 800, 20, 60, t->warm);
	rect(370, 820, 60, 20, t->warm);
	box(560, 748, 60, 24, 8, 0x5aa9e6);
	glow(590, 750, 90, 0x8fd0ff, 0.7);
	for (int i = 0; i < 2; i++) {
		disc(350 + i * 290, 962, 44, 0x241f2e);
		disc(350 + i * 290, 962, 20, 0xc9c3b8);
	}
}

static void
station(void)
{
	const struct tones *t = some(dusk);

	sky(t);
	sun(800, 520, 88, t->sun);
	clouds(3, 160, 360, draw_mix(t->low, t->high, 0.3), 0.5);
	skyline(640, 60, 190, 90, t->far, t->sun, 0.3);
	ground(636, t->mid, t->near);
	for (int i = 0; i < 16; i++) {
		double k = pow(i / 15.0, 2.0), y = 650 + k * 420, half = 60 + k * 330;

		rect(800 - half, y, half * 2, 3 + k * 16, draw_mix(t->near, t->warm, 0.2));
	}
	POLY(t->sun, 780, 640, 784, 640, 590, H, 556, H);
	POLY(t->sun, 816, 640, 820, 640, 1044, H, 1010, H);
	for (int i = 0; i < 2; i++) {
		double s = i ? 1 : -1, x = 800;

		POLY(draw_mix(t->near, t->pale, 0.30), x + s * 90, 660, x + s * 900, 700, x + s *
			900, H, x + s * 420, H);
		POLY(t->sun, x + s * 90, 660, x + s * 98, 660, x + s * 440, H, x + s * 414, H);
		POLY(t->dark, x + s * 110, 500, x + s * 900, 130, x + s * 900, 210, x + s * 110,
			522);
		for (int k = 0; k < 4; k++) {
			double d = pow(k / 3.0, 1.6), px = x + s * (170 + d * 560);

			rect(px, 490 - d * 260, 7 + d * 20, 190 + d * 500, t->dark);
			glow(px, 540 - d * 200, 70 + d * 90, t->sun, 0.5);
		}
	}
	box(690, 400, 220, 250, 34, t->cool);
	box(706, 424, 188, 96, 16, draw_mix(t->sun, 0xffffff, 0.4));
	rect(796, 424, 8, 96, t->cool);
	rect(690, 540, 220, 26, t->warm);
	glow(730, 600, 120, 0xfff1c4, 0.9);
	glow(870, 600, 120, 0xfff1c4, 0.9);
	disc(730, 600, 15, 0xfffbe8);
	disc(870, 600, 15, 0xfffbe8);
	POLY(t->dark, 680, 640, 920, 640, 890, 668, 710, 668);
	crowd(1080, 1280, 830, 190, 2);
	crowd(1240, 1560, 1010, 330, 2);
	person(330, 960, 300, t->warm, t->dark, draw_pick(skins, SKINS), 0);
	box(372, 880, 70, 84, 8, t->cool);
	person(170, 1020, 340, t->pale, t->dark, draw_pick(skins, SKINS), 0.5);
}

const struct scene town_scenes[] = {
	{"harbour", harbour, false},
	{"market", market, false},
	{"townhall", townhall, false},
	{"school", school, false},
	{"bus", bus_stop, false},
	{"courthouse", court, false},
	{"hospital", hospital, false},
	{"station", station, false},
	{NULL, NULL, false},
};
