/* list.c: the lists of sql/list.sql.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/list/list.h"

#include "query/list.h"

/* Every list answers with the same two columns, in a struct of its own. */
#define TO_ROWS(t, row, out, n)                                                \
	*(out) = NEW(store_arena(t), struct list_row, *(n) + 1);               \
	for (size_t i = 0; i < *(n); i++)                                      \
		(*(out))[i] = (struct list_row){(row)[i].id, (row)[i].published_at}

err
list_latest(struct txn *t, int64_t now, int64_t count, int64_t skip, struct list_row **out, size_t *n)
{
	struct q_list_latest *row;

	TRY(q_list_latest(t, now, count, skip, &row, n));
	TO_ROWS(t, row, out, n);
	return OK;
}

err
list_others(struct txn *t, int64_t but, int64_t now, int64_t count, struct list_row **out, size_t *n)
{
	struct q_list_others *row;

	TRY(q_list_others(t, but, now, count, &row, n));
	TO_ROWS(t, row, out, n);
	return OK;
}

err
list_between(struct txn *t, const struct list_span *s, struct list_row **out, size_t *n)
{
	struct q_list_between *row;

	TRY(q_list_between(t, &(struct q_list_between_in){.start = s->start, .finish = s->finish, .now = s->now,
		.count = s->count, .skip = s->skip}, &row, n));
	TO_ROWS(t, row, out, n);
	return OK;
}

err
list_of_term(struct txn *t, enum term_kind kind, int64_t id, int64_t now, int64_t count, int64_t skip,
	struct list_row **out, size_t *n)
{
	struct q_list_section *section;
	struct q_list_tag *tag;
	struct q_list_author *author;

	switch (kind) {
	case TERM_SECTION:
		TRY(q_list_section(t, id, now, count, skip, &section, n));
		TO_ROWS(t, section, out, n);
		break;
	case TERM_TAG:
		TRY(q_list_tag(t, id, now, count, skip, &tag, n));
		TO_ROWS(t, tag, out, n);
		break;
	case TERM_AUTHOR:
		TRY(q_list_author(t, id, now, count, skip, &author, n));
		TO_ROWS(t, author, out, n);
	}
	return OK;
}

err
list_until_next(struct txn *t, int64_t now)
{
	struct q_list_next next;

	return q_list_next(t, now, &next);
}
