/* term.h: the sections, tags and authors that a story names.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/archive/archive.h"

/* Made when they are not there. */
err archive_section_id(struct txn *, struct archive *, const struct archive_name *, int64_t *id) MUST;
err archive_tag_id(struct txn *, struct archive *, const struct archive_name *, int64_t *id) MUST;
err archive_author_id(struct txn *, struct archive *, const struct archive_author *, int64_t *id) MUST;
