/* presence.h: who has a story open.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/people/person.h"
#include "store/store.h"

enum { PRESENCE_SECONDS = 60 }; /* after this long without a word a page is gone */

struct presence {
	int64_t id;
	str name;
};
/* Inside a write.  client: one open page. */
err presence_here(struct txn *, const struct person *, int64_t story, str client, int64_t now) MUST;
err presence_gone(struct txn *, const struct person *, int64_t story, str client) MUST;
/* Each person once. */
err presence_list(struct txn *, int64_t story, int64_t now, struct presence **out, size_t *n) MUST;
