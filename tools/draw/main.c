/* main.c: draw SCENE SEED OUT.jpg | draw --list
 *
 * Draws one of the demo paper's pictures.  The same scene and seed give the same
 * file; a different seed gives another day at the same place.
 * SPDX-License-Identifier: Apache-2.0 */
#include "draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUALITY = 86 };

static const struct scene *
find(const struct scene *s, const char *name)
{
	while (s->name && strcmp(s->name, name))
		s++;
	return s->name ? s : NULL;
}

static void
list(const struct scene *s)
{
	for (; s->name; s++)
		puts(s->name);
}

int
main(int argc, char **argv)
{
	const struct scene *s;
	uint64_t seed;

	if (argc == 2 && !strcmp(argv[1], "--list")) {
		list(town_scenes);
		list(room_scenes);
		list(country_scenes);
		return 0;
	}
	if (argc != 4) {
		fputs("usage: draw SCENE SEED OUT.jpg | draw --list\n", stderr);
		return 2;
	}
	s = find(town_scenes, argv[1]);
	if (!s)
		s = find(room_scenes, argv[1]);
	if (!s)
		s = find(country_scenes, argv[1]);
	if (!s) {
		fprintf(stderr, "draw: there is no scene \"%s\"; try draw --list\n", argv[1]);
		return 2;
	}
	seed = strtoull(argv[2], NULL, 10);
	for (const char *c = argv[1]; *c; c++) /* each scene has days of its own */
		seed = seed * 31 + (unsigned char)*c;
	draw_seed(seed);
	s->draw();
	if (draw_write(argv[3], QUALITY, !s->one_way && draw_random() < 0.5))
		return 0;
	perror(argv[3]);
	return 1;
}
