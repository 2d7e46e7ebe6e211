/* tag_edit.h: tags renamed, merged, removed (news/paper/term.h).
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/paper/term.h"

err tag_change(struct txn *, const struct actor *, int64_t id, str name, str slug, str description) MUST;
/* into 0: taken away. */
err tag_merge(struct txn *, const struct actor *, const int64_t *id, size_t n, int64_t into) MUST;
err tag_create(struct txn *, const struct actor *, str name, str slug, str description, int64_t *id) MUST;
