/* assignment.c: see given.h.  There is one row a story, since it has one assignee: who is given
 * it next replaces who was told before.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/draft/assignment.h"

#include "query/given.h"

enum { AT_ONCE = 200, KEPT = 30 * 86400 };

err
assignment_set(struct txn *t, const struct person *who, int64_t story, int64_t person, int64_t now)
{
	if (!person || person == who->id)
		return q_given_remove(t, story);
	return q_given_put(t, story, person, who->name, now);
}

err
assignment_seen(struct txn *t, const struct person *who, int64_t story, int64_t now)
{
	return q_given_seen(t, story, who->id, now);
}

err
assignment_letters(struct txn *t, int64_t now, struct given_letter **out, size_t *n)
{
	struct arena *a = store_arena(t);
	struct q_given_untold *row;
	struct given *given;
	int64_t last = 0;
	size_t rows;

	*n = 0;
	TRY(q_given_sweep(t, now - KEPT));
	TRY(q_given_untold(t, now - GIVEN_OLD, now - GIVEN_QUIET, AT_ONCE, &row, &rows));
	*out = NEW(a, struct given_letter, rows);
	given = NEW(a, struct given, rows);
	for (size_t i = 0; i < rows; i++) {
		struct given_letter *l;

		TRY(q_given_told(t, row[i].story_id, now));
		if (!row[i].letters || row[i].seen_at || !row[i].mine)
			continue;
		if (last != row[i].person_id)
			(*out)[(*n)++] = (struct given_letter){row[i].email, row[i].name, row[i].language, &given[i], 0};
		last = row[i].person_id;
		l = &(*out)[*n - 1];
		given[l->given - given + (ptrdiff_t)l->n] = (struct given){row[i].story_id, row[i].giver, row[i].kicker,
			row[i].headline, row[i].due_at};
		l->n++;
	}
	return OK;
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
