/* around.c: the rows around a story, people and notes apart.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/draft/around.h"

#include "news/draft/presence.h"
#include "query/working.h"

err
around_load(struct txn *t, int64_t story, int64_t now, struct around *out)
{
	struct arena *a = store_arena(t);
	struct q_around_story *r;
	size_t n;

	TRY(q_around_story(t, story, now - PRESENCE_SECONDS, &r, &n));
	*out = (struct around){.person = NEW(a, struct around_person, n), .note = NEW(a, struct around_note, n)};
	for (size_t i = 0; i < n; i++, r++)
		if (str_eq(r->kind, S("person")))
			out->person[out->people++] = (struct around_person){r->person_id, r->name};
		else
			out->note[out->notes++] = (struct around_note){.id = r->id, .parent = r->parent, .name = r->name,
				.quote = r->quote, .text = r->text, .at = r->at, .done_at = r->done_at,
				.done_by = r->done_by};
	return OK;
}
