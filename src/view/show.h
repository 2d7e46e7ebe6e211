/* show.h: from what news/ knows to what templates are given (doc/themes.md).
 *
 * A view asks nothing: it gets records that were read before, and turns them
 * into values, with dates, numbers and words in the page's language.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"
#include "news/story/card.h"
#include "news/paper/paper.h"
#include "news/story/story.h"
#include "view/value.h"
#include "view/words.h"

struct view {
	struct arena *a;
	const struct paper *paper;
	const struct words *words;
	str key; /* behind the addresses of pictures of a story that was opened by its password ("?k=..."), or empty */
};

/* All that every page is given; kind is a class of <body>. */
struct frame {
	const char *kind;
	str title;                /* without the paper's name */
	str og_title, description, path, robots, prev, next, section;
	int64_t published, modified; /* 0: none */
	const struct picture *image;
	int64_t shortlink;        /* ?p=N; 0: none */
	int64_t section_id;       /* which entry of the navigation is open */
	bool today;               /* the masthead shows the day */
	str feed, feed_title;     /* of this page; empty: the paper's only */
	html jsonld;
	str lang, dir;
};
struct value *show_frame(const struct view *, const struct frame *);

void show_date(const struct view *, struct value *into, const char *name, int64_t seconds); /* 0: empty */
/* An address that somebody typed or that an export brought; empty when it is none
 * that a link may have. */
void show_address(const struct view *, struct value *into, const char *name, str url);
/* NULL: empty.  crop: the part in the place's shape, where one was made. */
void show_picture(const struct view *, struct value *into, const char *name, const struct picture *, bool crop);
void show_link(struct value *into, str name, str url);
str show_names(const struct view *, const struct author *, size_t n); /* "Ama Sow and Titi Keita" */
/* words: of the excerpt; ending: where it was cut */
void show_card(const struct view *, struct value *into, const struct card *, int64_t words, str ending);
void show_cards(const struct view *, struct value *into, const char *name, const struct card *, size_t n,
	int64_t words, str ending);
str show_excerpt(const struct view *, const struct card *, int64_t words, str ending);
/* Empty when there is neither a page before nor after. */
void show_pager(const struct view *, struct value *into, str path, int64_t page, bool more);
str show_direction(str language);
/* JSON-LD of a story (schema.org NewsArticle) and of the front. */
html show_jsonld_story(const struct view *, const struct story *);
html show_jsonld_site(const struct view *);

/* front.c: the front.  notice: what a preview says of itself; empty for readers. */
struct front;
void show_front(const struct view *, struct value *root, const struct front *, str notice);

/* story.c: a story whole.  body is what text/body made of it. */
struct story_view {
	const struct story *story;
	html body;
	str url;                 /* canonical path */
	int64_t part, parts;     /* of a story on several pages */
	str part_at;             /* of a preview: the address of a part, without its number */
	bool locked, wrong_password;
	const struct paper_link *trail; /* path: address; from the root */
	size_t trails;
	str notice;
};
void show_story(const struct view *, struct value *root, const struct story_view *);
