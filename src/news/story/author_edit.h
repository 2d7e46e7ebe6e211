/* author_edit.h: names in bylines changed, merged, removed (news/paper/term.h).
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/paper/term.h"

struct author_fields {
	str name, slug, bio, url;
	int64_t person; /* whose name it is; 0: a guest's */
};
err author_edit(struct txn *, const struct actor *, int64_t id, const struct author_fields *) MUST;
/* into 0: taken away, also from the bylines. */
err author_merge(struct txn *, const struct actor *, const int64_t *id, size_t n, int64_t into) MUST;
err author_create(struct txn *, const struct actor *, const struct author_fields *, int64_t *id) MUST;
