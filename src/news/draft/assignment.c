/* assignment.c: see given.h.  There is one row a story, since it has one assignee: who is given
 * it next replaces who was told before.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/draft/assignment.h"

#include "news/queue/queue.h"
#include "query/given.h"

enum { AT_ONCE = 200, KEPT = 30 * 86400 };

err
assignment_set(struct txn *t, const struct person *who, int64_t story, int64_t person, int64_t now)
{
	if (!person || person == who->id)
		return q_given_remove(t, story);
	TRY(q_given_put(t, story, person, who->name, now));
	return queue_add(t, &(struct queue_new){.kind = "assignment_mail", .due_at = now + GIVEN_QUIET,
		.key = arena_fmt(store_arena(t), "%lld", (long long)person), .postpone = true});
}

err
assignment_seen(struct txn *t, const struct person *who, int64_t story, int64_t now)
{
	return q_given_seen(t, story, who->id, now);
}

err
assignment_letter(struct txn *t, int64_t person, int64_t now, struct given_letter *l)
{
	struct q_given_untold *row;
	struct given *given;
	size_t rows;

	*l = (struct given_letter){0};
	TRY(q_given_untold(t, person, now - GIVEN_OLD, AT_ONCE, &row, &rows));
	given = NEW(store_arena(t), struct given, rows);
	for (size_t i = 0; i < rows; i++) {
		TRY(q_given_told(t, row[i].story_id, now));
		if (!row[i].letters || row[i].seen_at || !row[i].mine)
			continue;
		given[l->n] = (struct given){row[i].story_id, row[i].giver, row[i].kicker, row[i].headline, row[i].due_at};
		*l = (struct given_letter){row[i].email, row[i].name, row[i].language, given, l->n + 1};
	}
	return OK;
}

err
assignment_sweep(struct txn *t, int64_t now)
{
	return q_given_sweep(t, now - KEPT);
}

err
assignment_wanted(struct txn *t, int64_t person, bool *yes)
{
	struct q_given_letters row;

	TRY(q_given_letters(t, person, &row));
	*yes = row.letters != 0;
	return OK;
}

err
assignment_want(struct txn *t, const struct person *who, bool yes, int64_t now)
{
	bool was;

	TRY(assignment_wanted(t, who->id, &was));
	if (was == yes)
		return OK;
	TRY(q_given_letters_put(t, who->id, yes));
	return person_audit(t, who, now, "account.letters", who->id, yes ? S("on") : S("off"));
}
