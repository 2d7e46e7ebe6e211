/* shortcode.h: WordPress's [names in brackets].
 *
 * Known are caption (wp_caption), gallery, embed, audio, video and playlist.
 * What is not known stays text; [[gallery]] is the text "[gallery]".
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"

struct shortcode_media {
	str url, alt, caption; /* plain text, not escaped */
	int64_t width, height; /* 0: not known */
};

struct shortcode_hooks {
	void *arg;
	/* A picture or recording by WordPress's number; false: there is none. */
	bool (*media)(void *arg, struct arena *, int64_t id, struct shortcode_media *);
	/* [gallery] without ids: the pictures attached to this story, at most max
	 * of them; returns how many. */
	size_t (*attached)(void *arg, struct arena *, int64_t *ids, size_t max);
};

/* The body with known shortcodes as HTML, which must still go through the
 * sanitiser.  hooks may be NULL: then galleries and playlists are empty. */
str shortcode_expand(struct arena *, str body, const struct shortcode_hooks *);
/* The body without known shortcodes and what they enclose. */
str shortcode_strip(struct arena *, str body);
/* s is one known shortcode and nothing else. */
bool shortcode_is_one(str s);
