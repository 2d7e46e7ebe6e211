/* inner.h: what the files archive*.c share.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/map.h"
#include "news/archive/archive.h"

struct archive {
	struct arena *home;
	str source;
	const struct seal *key;
	int64_t now;
	struct arena *cache_arena;
	struct map cache; /* "section politics" -> int64_t * */
};

/* 0: not remembered. */
int64_t archive_recall(const struct archive *, struct arena *, const char *kind, str name);
void archive_remember(struct archive *, const char *kind, str name, int64_t id);

/* digest and wrote are empty when the record is not known: *id is 0 then. */
struct archive_origin {
	int64_t id;
	str digest, wrote;
};
err archive_origin(struct txn *, const struct archive *, const char *kind, str foreign_id,
	struct archive_origin *) MUST;
err archive_origin_put(struct txn *, const struct archive *, const char *kind, str foreign_id,
	int64_t id, str digest, str wrote) MUST;

/* The fingerprint of some strings, told apart by their lengths. */
str archive_digest(struct arena *, const str *, size_t n);

/* Made when they are not there. */
err archive_section_id(struct txn *, struct archive *, const struct archive_name *, int64_t *id) MUST;
err archive_tag_id(struct txn *, struct archive *, const struct archive_name *, int64_t *id) MUST;
err archive_author_id(struct txn *, struct archive *, const struct archive_author *, int64_t *id) MUST;
err archive_comments(struct txn *, struct archive *, int64_t story, const struct archive_story *,
	unsigned char *did) MUST;
