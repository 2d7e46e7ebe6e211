/* list.h: public stories in the order of readers' lists, as numbers: what a card shows of
 * them is asked for all at once (news/story/card.h).  count is one more than is shown where the next
 * page has to be known.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/paper/term.h"

struct list_row {
	int64_t id, published_at;
};
/* The newest first. */
err list_latest(struct txn *, int64_t now, int64_t count, int64_t skip, struct list_row **, size_t *n) MUST;
/* The latest but one story: what stands below it. */
err list_others(struct txn *, int64_t but, int64_t now, int64_t count, struct list_row **, size_t *n) MUST;
/* Those published from start to finish, both of them too. */
struct list_span {
	int64_t start, finish, now, count, skip;
};
err list_between(struct txn *, const struct list_span *, struct list_row **, size_t *n) MUST;
/* Those of a section and what is below it, a tag, an author. */
err list_of_term(struct txn *, enum term_kind, int64_t id, int64_t now, int64_t count, int64_t skip,
	struct list_row **, size_t *n) MUST;
/* Notes the next moment at which anything becomes public, or is planned. */
err list_until_next(struct txn *, int64_t now) MUST;
