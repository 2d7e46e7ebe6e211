/* wxr_element.h: what the elements of an export are, for wxr.c alone.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "port/wordpress/wxr.h"

/* What a prefix stands for. */
enum wxr_role { PLAIN, WP, CONTENT, EXCERPT, DC, OTHER };

/* Where the reader is: in which record, part of a record or text. */
enum wxr_in { ROOT, RSS, CHANNEL, AUTHOR, CATEGORY, TAG, TERM, TERM_META, ITEM, POST_META,
	COMMENT, COMMENT_META, IN_PLACE, FIELD, UNKNOWN };

struct wxr_element {
	enum wxr_in in;
	enum wxr_role role;
	const char *name;
	enum wxr_in to;
	size_t offset; /* of a FIELD in the record of `in` */
};
/* NULL: nothing we know. */
const struct wxr_element *wxr_element(enum wxr_in in, enum wxr_role, const char *name);

/* Prefixes as the file declared them; what it did not is taken as usual. */
struct wxr_prefixes {
	struct wxr_prefix {
		char name[32];
		enum wxr_role role;
	} prefix[16];
	size_t n;
};
void wxr_prefixes_read(struct wxr_prefixes *, const char **attr); /* expat's pairs */
enum wxr_role wxr_role(const struct wxr_prefixes *, str prefix);

/* Where an item begins in s, or NOWHERE; how many lines s ends. */
size_t wxr_find_item(str s);
int64_t wxr_lines(str s);
