/* wxr_element.c: the elements of WXR, as a table: within what they stand, the role
 * of their prefix, their name, and what they begin or which field they fill
 * (wordpress-develop, wp-admin/includes/export.php, is the nearest to a
 * specification).
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/wordpress/wxr_element.h"

#define CHANNEL_FIELD(role, name, f) {CHANNEL, role, name, FIELD, offsetof(struct wxr_site, f)}
#define AUTHOR_FIELD(name, f) {AUTHOR, WP, name, FIELD, offsetof(struct wxr_author, f)}
#define TERM_FIELD(in, name, f) {in, WP, name, FIELD, offsetof(struct wxr_term, f)}
#define ITEM_FIELD(role, name, f) {ITEM, role, name, FIELD, offsetof(struct wxr_item, f)}
#define COMMENT_FIELD(name, f) {COMMENT, WP, name, FIELD, offsetof(struct wxr_comment, f)}
#define META_FIELD(in, name, f) {in, WP, name, FIELD, offsetof(struct wxr_meta, f)}

static const struct wxr_element elements[] = {
	{CHANNEL, PLAIN, "item", ITEM, 0},
	{CHANNEL, WP, "author", AUTHOR, 0},
	{CHANNEL, WP, "category", CATEGORY, 0},
	{CHANNEL, WP, "tag", TAG, 0},
	{CHANNEL, WP, "term", TERM, 0},
	CHANNEL_FIELD(PLAIN, "title", title),
	CHANNEL_FIELD(PLAIN, "link", link),
	CHANNEL_FIELD(PLAIN, "description", description),
	CHANNEL_FIELD(PLAIN, "language", language),
	CHANNEL_FIELD(WP, "wxr_version", version),
	CHANNEL_FIELD(WP, "base_site_url", base_site_url),
	CHANNEL_FIELD(WP, "base_blog_url", base_blog_url),
	AUTHOR_FIELD("author_id", id),
	AUTHOR_FIELD("author_login", login),
	AUTHOR_FIELD("author_email", email),
	AUTHOR_FIELD("author_display_name", display_name),
	AUTHOR_FIELD("author_first_name", first_name),
	AUTHOR_FIELD("author_last_name", last_name),
	TERM_FIELD(CATEGORY, "term_id", id),
	TERM_FIELD(CATEGORY, "category_nicename", slug),
	TERM_FIELD(CATEGORY, "category_parent", parent),
	TERM_FIELD(CATEGORY, "cat_name", name),
	TERM_FIELD(CATEGORY, "category_description", description),
	{CATEGORY, WP, "termmeta", TERM_META, 0},
	TERM_FIELD(TAG, "term_id", id),
	TERM_FIELD(TAG, "tag_slug", slug),
	TERM_FIELD(TAG, "tag_name", name),
	TERM_FIELD(TAG, "tag_description", description),
	{TAG, WP, "termmeta", TERM_META, 0},
	TERM_FIELD(TERM, "term_id", id),
	TERM_FIELD(TERM, "term_taxonomy", taxonomy),
	TERM_FIELD(TERM, "term_slug", slug),
	TERM_FIELD(TERM, "term_parent", parent),
	TERM_FIELD(TERM, "term_name", name),
	TERM_FIELD(TERM, "term_description", description),
	{TERM, WP, "termmeta", TERM_META, 0},
	META_FIELD(TERM_META, "meta_key", key),
	META_FIELD(TERM_META, "meta_value", value),
	ITEM_FIELD(PLAIN, "title", title),
	ITEM_FIELD(PLAIN, "link", link),
	ITEM_FIELD(PLAIN, "pubDate", pub_date),
	ITEM_FIELD(DC, "creator", creator),
	ITEM_FIELD(PLAIN, "guid", guid),
	ITEM_FIELD(PLAIN, "description", description),
	ITEM_FIELD(CONTENT, "encoded", content),
	ITEM_FIELD(EXCERPT, "encoded", excerpt),
	ITEM_FIELD(WP, "post_id", id),
	ITEM_FIELD(WP, "post_date", date),
	ITEM_FIELD(WP, "post_date_gmt", date_gmt),
	ITEM_FIELD(WP, "post_modified", modified),
	ITEM_FIELD(WP, "post_modified_gmt", modified_gmt),
	ITEM_FIELD(WP, "comment_status", comment_status),
	ITEM_FIELD(WP, "ping_status", ping_status),
	ITEM_FIELD(WP, "post_name", name),
	ITEM_FIELD(WP, "status", status),
	ITEM_FIELD(WP, "post_parent", parent),
	ITEM_FIELD(WP, "menu_order", menu_order),
	ITEM_FIELD(WP, "post_type", type),
	ITEM_FIELD(WP, "post_password", password),
	ITEM_FIELD(WP, "is_sticky", sticky),
	ITEM_FIELD(WP, "attachment_url", attachment_url),
	{ITEM, WP, "postmeta", POST_META, 0},
	{ITEM, WP, "comment", COMMENT, 0},
	{ITEM, PLAIN, "category", IN_PLACE, 0},
	META_FIELD(POST_META, "meta_key", key),
	META_FIELD(POST_META, "meta_value", value),
	COMMENT_FIELD("comment_id", id),
	COMMENT_FIELD("comment_author", author),
	COMMENT_FIELD("comment_author_email", email),
	COMMENT_FIELD("comment_author_url", url),
	COMMENT_FIELD("comment_author_IP", ip),
	COMMENT_FIELD("comment_date", date),
	COMMENT_FIELD("comment_date_gmt", date_gmt),
	COMMENT_FIELD("comment_content", content),
	COMMENT_FIELD("comment_approved", approved),
	COMMENT_FIELD("comment_type", type),
	COMMENT_FIELD("comment_parent", parent),
	COMMENT_FIELD("comment_user_id", user_id),
	{COMMENT, WP, "commentmeta", COMMENT_META, 0},
	META_FIELD(COMMENT_META, "meta_key", key),
	META_FIELD(COMMENT_META, "meta_value", value),
};

const struct wxr_element *
wxr_element(enum wxr_in in, enum wxr_role role, const char *name)
{
	for (size_t i = 0; i < LENGTH(elements); i++)
		if (elements[i].in == in && elements[i].role == role &&
			!strcmp(elements[i].name, name))
			return &elements[i];
	return NULL;
}

/* Who declared the prefix, or what it usually means. */
enum wxr_role
wxr_role(const struct wxr_prefixes *x, str prefix)
{
	static const struct {
		const char *name;
		enum wxr_role role;
	} usual[] = {{"wp", WP}, {"content", CONTENT}, {"excerpt", EXCERPT}, {"dc", DC}};

	for (size_t i = 0; i < x->n; i++)
		if (str_eq(prefix, str_of(x->prefix[i].name)))
			return x->prefix[i].role;
	for (size_t i = 0; i < LENGTH(usual); i++)
		if (str_eq(prefix, str_of(usual[i].name)))
			return usual[i].role;
	return OTHER;
}

static void
declare(struct wxr_prefixes *x, str prefix, str uri)
{
	struct wxr_prefix *p = &x->prefix[x->n];

	if (x->n == LENGTH(x->prefix) || prefix.n >= sizeof p->name)
		return;
	if (str_find(uri, S("wordpress.org/export/")) != NOWHERE)
		p->role = str_find(uri, S("/excerpt")) != NOWHERE ? EXCERPT : WP;
	else if (str_find(uri, S("/rss/1.0/modules/content")) != NOWHERE)
		p->role = CONTENT;
	else if (str_find(uri, S("/dc/elements/")) != NOWHERE)
		p->role = DC;
	else
		p->role = OTHER;
	memcpy(p->name, prefix.p, prefix.n);
	p->name[prefix.n] = 0;
	x->n++;
}

void
wxr_prefixes_read(struct wxr_prefixes *x, const char **attr)
{
	for (; *attr; attr += 2)
		if (!strncmp(*attr, "xmlns:", 6))
			declare(x, str_of(*attr + 6), str_of(attr[1]));
}

int64_t
wxr_lines(str s)
{
	int64_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

size_t
wxr_find_item(str s)
{
	size_t at = 0, n;

	while ((n = str_find(str_from(s, at), S("<item"))) != NOWHERE) {
		at += n;
		if (at + 5 < s.n && strchr("> \t\r\n", s.p[at + 5]) && s.p[at + 5])
			return at;
		at += 5;
	}
	return NOWHERE;
}
