/* comment.h: the comments below a foreign story.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/archive/archive.h"

/* did: an archive_did each. */
err archive_comments(struct txn *, struct archive *, int64_t story, const struct archive_story *,
	unsigned char *did) MUST;
