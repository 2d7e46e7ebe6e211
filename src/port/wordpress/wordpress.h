/* wordpress.h: what WordPress's records mean for a newspaper: states, times,
 * kickers, metas, addresses.  Pure: a record in, a record of news/archive/archive.h out,
 * both in the same arena.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/archive/archive.h"
#include "port/wordpress/wptime.h"
#include "port/wordpress/wxr.h"

/* What is learned about the site while its items go by. */
struct wordpress {
	struct arena *a;
	struct wptime time;
	struct wordpress_scheme {
		str scheme;
		size_t votes;
	} scheme[16];
	size_t schemes;
};

enum wordpress_kind {
	WORDPRESS_STORY,  /* and pages */
	WORDPRESS_MEDIA,
	WORDPRESS_MENU,
	WORDPRESS_GUEST,  /* a guest author of Co-Authors Plus */
	WORDPRESS_SKIP,   /* nothing a paper keeps: revisions, auto-drafts, requests */
	WORDPRESS_UNKNOWN /* a type of some plug-in */
};
enum wordpress_kind wordpress_kind(const struct wxr_item *);

/* A slug as it is kept here: percent-encoding undone, in lower case. */
str wordpress_slug(struct arena *, str);

/* Called with each item, in order, before the functions below. */
void wordpress_learn(struct wordpress *, struct arena *, const struct wxr_item *);
/* The commonest scheme of the stories' addresses; empty: they have none. */
str wordpress_permalink(const struct wordpress *);

/* The path of the item's link with another slug in the place of its own; empty:
 * its slug is not in it. */
str wordpress_path_with(struct arena *, const struct wxr_item *, str slug);

/* note: where it said something that had to be guessed; may be called often. */
struct wordpress_note {
	void (*say)(void *arg, int64_t line, const char *what);
	void *arg;
};
void wordpress_story(struct wordpress *, struct arena *, const struct wxr_item *,
	struct wordpress_note, struct archive_story *out);
/* E_INPUT: its file has no usable name. */
err wordpress_media(struct wordpress *, struct arena *, const struct wxr_item *,
	struct archive_media *out) MUST;
void wordpress_guest(struct arena *, const struct wxr_item *, struct archive_author *out);
/* A login as the slug of a byline. */
str wordpress_author_slug(struct arena *, str login);
/* The first value of a meta, or empty. */
str wordpress_meta(const struct wxr_meta *, const char *key);
/* A file's path below uploads/, made safe: no "..", no backslash, no leading
 * slash, no control byte, at most 512 bytes.  Empty: it is none. */
str wordpress_upload_path(struct arena *, str address);
