/* paper.h: what every page of one paper shares: its name, its language and
 * zone, its sections, and the addresses that all of this leads to.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/sys/zone.h"
#include "news/paper/permalink.h"
#include "news/paper/setting.h"

struct paper_section {
	int64_t id, parent_id;
	str slug, path, name;
	bool listed;               /* somebody ever published there */
};
struct paper_link {
	str path, headline; /* path: of a page; of a menu: an address */
};
struct breaking; /* news/front/breaking.h */
struct paper {
	struct arena *a;
	struct settings set;
	str title, tagline, url, language; /* url: "https://paper.example", no slash at its end */
	str scheme, section_base, tag_base;
	const struct zone *zone;
	int64_t now;
	const struct paper_section *section; /* the whole tree, in order */
	size_t sections;
	const struct paper_link *menu; /* the navigation, where there is a menu for it */
	size_t menus;
	const struct paper_link *page; /* the pages at the top, for the footer */
	size_t pages;
	const struct breaking *breaking; /* the strip above; NULL: none */
};

/* base: what stands before paths when no setting says it ("http://127.0.0.1:8080"). */
err paper_load(struct txn *, str base, int64_t now, struct paper *) MUST;
/* The sections, the pages of the footer and the breaking strip too: for pages with a navigation, and
 * for those alone, since they then depend on every section. */
err paper_nav(struct txn *, struct paper *) MUST;
/* The sections alone: for the desk. */
err paper_sections(struct txn *, struct paper *) MUST;
const struct paper_section *paper_section(const struct paper *, int64_t id); /* NULL: none */

/* Paths, percent-encoded, beginning with a slash. */
str paper_section_path(const struct paper *, str path);
str paper_tag(const struct paper *, str slug);
str paper_author(const struct paper *, str slug);
str paper_date(const struct paper *, int year, int month, int day); /* 0: not that fine */
str paper_media(const struct paper *, str path);
/* path + "page/N/", N > 1. */
str paper_page(const struct paper *, str path, int64_t n);
/* A story's part n: path + "N/"; page n of its comments: path + "comment-page-N/",
 * or a parameter where the story itself is one.  n < 2: path. */
str paper_part(const struct paper *, str path, int64_t n);
str paper_comments(const struct paper *, str path, int64_t n);
/* path + "feed/". */
str paper_feed(const struct paper *, str path);
str paper_absolute(const struct paper *, str path);
