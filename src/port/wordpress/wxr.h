/* wxr.h: reads a WordPress export (WXR 1.0, 1.1, 1.2) as a stream.
 *
 * Its records come one by one, in the file's order, as strings just as they
 * stand there: what they mean for the archive is news/archive/archive.h's to say.
 * An item lives in an arena of its own, so a file of any size needs the memory
 * of its largest item.  A file broken in the middle costs the item that was
 * being read: reading goes on at the next one.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"
#include "text/data/bytefilter.h"

enum {
	WXR_ITEM_MAX = 32 << 20,  /* bytes of text in one item; one more: left out */
	WXR_LIST_MAX = 200000,    /* metas, terms and comments of one item */
};

struct wxr_site {
	str title, link, description, language, version, base_site_url, base_blog_url;
};
struct wxr_author {
	int64_t line;
	str id, login, email, display_name, first_name, last_name;
};
struct wxr_meta {
	str key, value;
	struct wxr_meta *next;
};
/* wp:category (taxonomy "category"), wp:tag ("post_tag") and wp:term. */
struct wxr_term {
	int64_t line;
	str id, taxonomy, slug, parent, name, description; /* parent: a slug */
	struct wxr_meta *meta;
};
/* <category domain nicename>name</category> within an item */
struct wxr_place {
	str domain, nicename, name;
	struct wxr_place *next;
};
struct wxr_comment {
	int64_t line;
	str id, author, email, url, ip, date, date_gmt, content, approved, type, parent, user_id;
	struct wxr_meta *meta;
	struct wxr_comment *next;
};
struct wxr_item {
	int64_t line;
	str title, link, pub_date, creator, guid, description, content, excerpt;
	str id, date, date_gmt, modified, modified_gmt, comment_status, ping_status, name;
	str status, parent, menu_order, type, password, sticky, attachment_url;
	struct wxr_meta *meta;
	struct wxr_place *place;
	struct wxr_comment *comment;
	size_t metas, places, comments;
};

/* What the records are given to; an err from one of them ends the reading. */
struct wxr_to {
	void *arg;
	/* Once, before the first record, with what the channel said until then. */
	err (*site)(void *arg, const struct wxr_site *);
	err (*author)(void *arg, const struct wxr_author *);
	err (*term)(void *arg, const struct wxr_term *);
	/* `own` holds the item.  It ends after the call unless *keep is set: then
	 * it belongs to who was called. */
	err (*item)(void *arg, const struct wxr_item *, struct arena *own, bool *keep);
	/* A repair of a byte; something of the file that could not be read. */
	void (*repaired)(void *arg, enum bytefilter_repair, int64_t line);
	void (*lost)(void *arg, int64_t line, const char *why);
};

struct wxr;
/* Ends with `a`, which must not end before. */
struct wxr *wxr_new(struct arena *a, struct wxr_to);
/* E_INPUT when this is no export at all, or has a document type. */
err wxr_feed(struct wxr *, str bytes) MUST;
/* The end of the file.  E_INPUT when nothing in it was WordPress's. */
err wxr_end(struct wxr *) MUST;
