/* site.h: what the files of readers' pages share: the page that is being made,
 * and what an address turned out to name.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "door/door.h"
#include "news/paper/paper.h"
#include "door/app.h"
#include "view/show.h"

/* What an address names, as far as the address tells. */
enum place { AT_FRONT, AT_STORY, AT_SECTION, AT_TAG, AT_AUTHOR, AT_YEAR, AT_MONTH, AT_DAY, AT_SEARCH, AT_COMMENTS };
enum feed { NO_FEED, RSS, ATOM, JSON_FEED };

struct target {
	enum place place;
	int64_t id;                /* story, section, tag or author */
	int year, month, day;
	str words;                 /* search */
	str path;                  /* canonical, encoded, without page and feed */
	str slug, name, description; /* sections, tags, authors */
	str link;                  /* an author's own page */
	int64_t parent;
	int64_t page;              /* of a list: 1, 2, ...; of a story: its parts */
	int64_t comment_page;      /* 0: not in the address */
	enum feed feed;
};

/* The page that is being made. */
struct making {
	struct ctx *c;
	struct txn *t;
	struct paper paper;
	struct target at;
	str key; /* of the pictures of a story that was opened by its password */
};

/* Loads the paper; the page's moment and base address are the request's. */
err site_begin(struct ctx *c, struct making *) MUST;

/* What an address names: fills pg->at, or E_ABSENT. */
err site_find(struct making *, str path) MUST;

err site_front(struct making *) MUST;
err site_list(struct making *) MUST;
err site_story(struct making *) MUST;
err site_search(struct making *) MUST;
err site_feed(struct making *) MUST;
err site_sitemap_part(struct making *, str path) MUST;
/* The page for an err, with what helps: 404 the search and the latest. */
void site_error(struct ctx *c, err e);
/* For server_config.slow: searches. */
bool site_is_slow(str path);
/* A redirect, 301 unless status says else. */
err site_moved(struct ctx *c, int status, str path) MUST;

/* The key that a reader gets with a story they opened, and whether one opens this picture. */
str site_picture_key(const struct ctx *, int64_t story);
bool site_picture_opens(struct ctx *, int64_t media);
/* What a view needs, for this page. */
struct view site_view(const struct making *);
/* The page shows what day it is, and so ends with it. */
void site_today(struct making *);
/* Renders a template of the theme into the reply. */
err site_render(struct making *, const char *name, const struct value *root) MUST;

/* Ids of the stories that a list holds: page n of it, `more` when there is
 * another page after it. */
err site_ids(struct making *, int64_t per_page, int64_t **id, size_t *n, bool *more) MUST;
