/* presence.c: open pages say every few seconds that they are there; one that no longer
 * does is forgotten, whether its tab was shut or its line cut.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/draft/presence.h"

#include "news/draft/assignment.h"
#include "query/working.h"

err
presence_here(struct txn *t, const struct person *who, int64_t story, str client, int64_t now)
{
	TRY(q_presence_sweep(t, story, now - PRESENCE_SECONDS));
	TRY(assignment_seen(t, who, story, now));
	return q_presence_put(t, story, client, who->id, now);
}

err
presence_gone(struct txn *t, const struct person *who, int64_t story, str client)
{
	return q_presence_remove(t, story, client, who->id);
}

err
presence_list(struct txn *t, int64_t story, int64_t now, struct presence **out, size_t *n)
{
	struct q_presence_list *r;

	TRY(q_presence_list(t, story, now - PRESENCE_SECONDS, &r, n));
	*out = NEW(store_arena(t), struct presence, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct presence){r[i].person_id, r[i].name};
	return OK;
}
