/* draw.h: a flat illustrator.  Shapes are filled in the order they are named, in a
 * space of 1600 x 1067, y down; every edge is anti-aliased by its exact area.
 * Everything random comes from one seed, so a picture can be drawn again.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { W = 1600, H = 1067 };

typedef uint32_t ink; /* 0xRRGGBB */

/* canvas.c */
void draw_seed(uint64_t seed);
double draw_random(void);                 /* 0 <= r < 1 */
double draw_between(double lo, double hi);
ink draw_pick(const ink *from, int n);
ink draw_mix(ink a, ink b, double t);     /* t 0: a, 1: b */

void path_to(double x, double y);         /* the first one starts */
void path_curve(double cx, double cy, double x, double y);
void path_arc(double x, double y, double rx, double ry, double from, double to);
void path_fill(ink c, double alpha);      /* fills, and forgets the path */
/* Grainy gradient from (x0, y0) to (x1, y1). */
void path_fade(ink a, ink b, double x0, double y0, double x1, double y1, double alpha);

void rect(double x, double y, double w, double h, ink c);
void rect_fade(double x, double y, double w, double h, ink top, ink bottom);
void box(double x, double y, double w, double h, double r, ink c); /* round corners */
void disc(double x, double y, double r, ink c);
void oval(double x, double y, double rx, double ry, ink c, double alpha);
void ring(double x, double y, double r, double width, ink c);
void stroke(double x0, double y0, double x1, double y1, double width, ink c);
void poly(ink c, int n, const double *xy);
#define POLY(c, ...)                                                                   \
	poly((c), (int)(sizeof((double[]){__VA_ARGS__}) / sizeof(double) / 2),         \
		(double[]){__VA_ARGS__})
void glow(double x, double y, double r, ink c, double alpha);
void veil(double x, double y, double w, double h, ink c, double alpha);
bool draw_write(const char *path, int quality, bool mirrored);

/* props.c: y is where a thing stands; h its height. */
struct tones { ink high, low, sun, far, mid, near, warm, cool, pale, dark; };
extern const ink skins[], cloths[];
enum { SKINS = 5, CLOTHS = 8 };
void sky(const struct tones *);
void sun(double x, double y, double r, ink c);
void moon(double x, double y, double r, ink c, ink behind);
void stars(int n, double below, ink c);
void cloud(double x, double y, double w, ink c, double alpha);
void clouds(int n, double top, double bottom, ink c, double alpha);
void birds(double x, double y, int n, ink c);
void hills(double y, double swell, double length, ink top, ink bottom);
void ground(double y, ink top, ink bottom);
void water(double y, double bottom, ink far, ink near, ink light, double sun_x);
void windows(double x, double y, double w, double h, int across, int down, ink dark, ink lit,
	double share);
void house(double x, double y, double w, double h, ink wall, ink roof, ink glass, ink lit);
void skyline(double y, double lo, double hi, double width, ink wall, ink lit, double share);
void columns(double x, double y, double w, double h, int n, ink c, ink shade);
void tree(double x, double y, double h, ink leaf, ink trunk);
void poplar(double x, double y, double h, ink leaf, ink trunk);
void pine(double x, double y, double h, ink leaf, ink trunk);
void palm(double x, double y, double h, ink leaf, ink trunk);
void person(double x, double y, double h, ink cloth, ink legs, ink skin, double stride);
void player(double x, double y, double h, ink cloth, ink legs, ink skin, double stride);
void hair(double x, double y, double u, ink cloth, ink skin); /* u: a hundredth of h */
void crowd(double x0, double x1, double y, double h, int n);
void heads(double y, double size, ink c);
void lamp(double x, double y, double h, ink post, ink light);
void stall(double x, double y, double w, double h, ink a, ink b, ink dark);
void boat(double x, double y, double w, ink hull, ink trim, bool mast);
void bicycle(double x, double y, double size, ink frame, ink cloth, ink skin);
void bus(double x, double y, double w, ink body, ink band, ink glass);

struct scene {
	const char *name;
	void (*draw)(void);
	bool one_way; /* never mirrored: something in it can be read */
};
extern const struct scene town_scenes[], room_scenes[], country_scenes[];
