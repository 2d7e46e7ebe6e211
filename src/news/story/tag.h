/* tag.h: tags as the desk lists and shows them; tag_edit.h changes them.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/paper/term.h"

struct tag_entry {
	int64_t id;
	str slug, name, description;
	int64_t stories; /* that have it, public or not */
};
/* By name, with the number of stories.  *more: there are others behind the last. */
err tag_list(struct txn *, const struct term_page *, struct tag_entry **, size_t *n, bool *more) MUST;
err tag_total(struct txn *, int64_t *n) MUST;
/* E_ABSENT: there is none. */
err tag_get(struct txn *, int64_t id, struct tag_entry *) MUST;
/* By its slug, else by its name in any case; E_ABSENT. */
err tag_named(struct txn *, str name, int64_t *id) MUST;
/* Tags with a word that begins as what is typed; description and stories are not filled. */
err tag_suggest(struct txn *, str typed, int64_t count, struct tag_entry **, size_t *n) MUST;
