/* breaking.h: the breaking strip: one line above every page of the paper.
 *
 * A strip that names a story shows while that story is public, and not a second
 * before, whatever words it has: it can lie ready for an embargo's end.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/paper/paper.h"
#include "news/people/person.h"
#include "news/story/card.h"

enum { BREAKING_CHARS = 140 };

/* What stands above the pages; *text empty: nothing. */
struct breaking {
	int64_t id, story_id, starts_at, ends_at; /* ends_at 0: by hand */
	str text, url;           /* url: a path or an address; empty: no link */
	str language, direction; /* of the story whose headline this is; else empty */
	str actor;
	bool waits;              /* its story is not public yet (for the desk) */
};
/* The strip as it is at p->now, and for as long as it will be. */
err breaking_load(struct txn *, const struct paper *p, struct breaking *) MUST;

/* paper_nav() and the strip, for pages that show both. */
err breaking_nav(struct txn *, struct paper *) MUST;

/* Inside a write.  It takes the place of one that stands.  E_INPUT: no words and no
 * story, too many words, an end that is over; E_DENIED: people limited to sections. */
struct breaking_new {
	str text, link;
	int64_t story_id, ends_at;
};
err breaking_start(struct txn *, const struct breaking_new *, const struct person *, int64_t now, int64_t *id) MUST;
err breaking_stop(struct txn *, const struct person *, int64_t now) MUST;
