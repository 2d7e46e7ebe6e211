/* audit.c: the rows of the audit trail, written and listed.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/people/audit.h"

#include "query/audit.h"

err
audit_put(struct txn *t, const struct actor *by, const char *action, const char *subject, int64_t id, str detail)
{
	return q_audit_add(t, &(struct q_audit_add_in){.at = by->now, .person = by->person, .actor = by->name,
		.action = str_of(action), .subject = str_of(subject), .subject_id = id, .detail = detail});
}

err
audit_list(struct txn *t, const struct audit_filter *f, struct audit_row **out, size_t *n)
{
	struct q_audit_list *row;

	TRY(q_audit_list(t, &(struct q_audit_list_in){.before = f->before, .person = f->person, .action = f->action,
		.subject = f->subject, .find = f->find, .count = f->count}, &row, n));
	*out = NEW(store_arena(t), struct audit_row, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct audit_row){.id = row[i].id, .at = row[i].at, .actor = row[i].actor, .action = row[i].action,
			.subject = row[i].subject, .subject_id = row[i].subject_id, .detail = row[i].detail};
	return OK;
}

err
audit_actions(struct txn *t, str **action, size_t *n)
{
	struct q_audit_actions *row;

	TRY(q_audit_actions(t, &row, n));
	*action = NEW(store_arena(t), str, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*action)[i] = row[i].action;
	return OK;
}
