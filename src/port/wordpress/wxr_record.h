/* wxr_record.h: the records of a WordPress export, as strings just as they stand there.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

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
