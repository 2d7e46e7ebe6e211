/* show_body.h: a story's body as readers get it.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/story/body_picture.h"
#include "view/show.h"

struct theme;
struct show_body {
	struct view view;
	struct theme *theme;
	const struct story *story;
	struct body_pictures *pictures; /* of its body */
};
/* Part n of it (from 1), and how many parts it has.  Pictures that the archive
 * knows come with all their sizes; the dateline stands before the first words. */
err show_body_part(const struct show_body *, int64_t part, html *out, int64_t *parts) MUST;
/* The whole body for a feed: absolute addresses, plain pictures. */
err show_body_feed(const struct show_body *, html *out) MUST;
