/* tag.c: tags, listed and found.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/story/tag.h"

#include "base/ids.h"
#include "query/tag.h"
#include "text/words/slug.h"
#include "query/working.h"

static int64_t
count_of(const struct q_tag_counts *count, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (count[i].id == id)
			return count[i].n;
	return 0;
}

err
tag_list(struct txn *t, const struct term_page *p, struct tag_entry **out, size_t *n, bool *more)
{
	struct arena *a = store_arena(t);
	struct q_tag_list *row;
	struct q_tag_counts *count;
	size_t rows, counts;
	int64_t *id;

	TRY(q_tag_list(t, &(struct q_tag_list_in){.find = p->find, .slug = slug_make(a, p->find), .name = p->after,
		.id = p->after_id, .count = p->count + 1}, &row, &rows));
	*more = rows > (size_t)p->count;
	*n = *more ? (size_t)p->count : rows;
	*out = NEW(a, struct tag_entry, *n);
	id = NEW(a, int64_t, *n);
	for (size_t i = 0; i < *n; i++)
		id[i] = row[i].id;
	TRY(q_tag_counts(t, (struct ids){id, *n}, &count, &counts));
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct tag_entry){row[i].id, row[i].slug, row[i].name, row[i].description,
			count_of(count, counts, row[i].id)};
	return OK;
}

err
tag_total(struct txn *t, int64_t *n)
{
	struct q_tag_total row;

	TRY(q_tag_total(t, &row));
	*n = row.n;
	return OK;
}

err
tag_get(struct txn *t, int64_t id, struct tag_entry *out)
{
	struct q_tag_get row;
	struct q_tag_counts *count;
	size_t counts;

	TRY(q_tag_get(t, id, &row));
	TRY(q_tag_counts(t, (struct ids){&id, 1}, &count, &counts));
	*out = (struct tag_entry){id, row.slug, row.name, row.description, count_of(count, counts, id)};
	return OK;
}

err
tag_named(struct txn *t, str name, int64_t *id)
{
	struct q_tag_named row;

	TRY(q_tag_named(t, slug_make(store_arena(t), name), name, &row));
	*id = row.id;
	return OK;
}

err
tag_suggest(struct txn *t, str typed, int64_t count, struct tag_entry **out, size_t *n)
{
	str slug = slug_make(store_arena(t), typed);
	struct q_suggest_tag *row;

	*n = 0;
	if (!slug.n)
		return OK;
	TRY(q_suggest_tag(t, slug, count, &row, n));
	*out = NEW(store_arena(t), struct tag_entry, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct tag_entry){.id = row[i].id, .slug = row[i].slug, .name = row[i].name};
	return OK;
}
