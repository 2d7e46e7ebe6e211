/* card.h: a story as lists show it, with its names and its picture.
 *
 * Lists answer with ids; card_list() asks once for what all their cards need:
 * four questions, however many cards.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "media/media.h"
#include "news/paper/paper.h"
#include "store/store.h"

struct picture_size {
	str format; /* jpeg png webp avif */
	int64_t width, height;
	str path;   /* below media/ */
};
struct picture {
	int64_t id;
	str path, mime, alt, caption, credit, licence;
	bool ready, decorative;
	int64_t width, height, focal_x, focal_y; /* focal: thousandths */
	const struct picture_size *size;         /* by format, then by width */
	size_t sizes;
	const struct picture_size *crop;         /* of the shape that was asked for; none: it has that shape, or */
	size_t crops;                            /* was not cut */
	const struct picture_size *share;        /* where a page is shared; NULL: as above */
};
struct author {
	int64_t id;
	str slug, name, url;
};
struct card {
	int64_t id;
	bool page, protected, pinned, commentable;
	str slug, path, kicker, headline, standfirst, dateline;
	str excerpt, head, format;   /* excerpt by hand; the raw beginning of the body */
	str language, direction, worktype, guid;
	int64_t published_at, modified_at;
	int64_t section_id;          /* the main one; 0: none */
	str section_path, section_name, author_slug;
	const struct picture *picture;
	const struct author *author;
	size_t authors;
};

/* In the order of id[]; what is not there is left out, so *n may be smaller. */
err card_list(struct txn *, const int64_t *id, size_t ids, struct card **out, size_t *n) MUST;
/* Pictures by id, same rules, with their crops in this shape. */
err card_pictures(struct txn *, const int64_t *id, size_t ids, enum media_shape, struct picture **out, size_t *n) MUST;
/* Where the story is, or the page: percent-encoded, beginning with a slash. */
str card_path(const struct paper *, const struct card *);
