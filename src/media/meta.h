/* meta.h: what meta.c found.  Inside of media/ only.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "media/bytes.h"

struct media_meta {
	int turn; /* EXIF orientation, 1 to 8; 0: not said */
	bool utf8;
	/* borrowed from the picture's bytes, in whatever encoding they were */
	str caption, credit, byline, headline;
	str exif_caption, exif_credit, rights;
};
void media_meta_exif(str tiff, struct media_meta *);
void media_meta_photoshop(str resources, struct media_meta *);
/* One line of valid UTF-8 without control characters; returns its length. */
size_t media_meta_line(str, char *out, size_t max);
/* "Byline/Agency", as far as there is one. */
size_t media_meta_credit(const struct media_meta *, char *out, size_t max);
bool media_is_utf8(str);
