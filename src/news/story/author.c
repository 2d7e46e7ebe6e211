/* author.c: names in bylines, listed and found.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/story/author.h"

#include "base/ids.h"
#include "query/author.h"
#include "text/words/slug.h"
#include "query/working.h"

static int64_t
count_of(const struct q_author_counts *count, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (count[i].id == id)
			return count[i].n;
	return 0;
}

err
author_list(struct txn *t, const struct term_page *p, struct author_entry **out, size_t *n, bool *more)
{
	struct arena *a = store_arena(t);
	struct q_author_list *row;
	struct q_author_counts *count;
	size_t rows, counts;
	int64_t *id;

	TRY(q_author_list(t, &(struct q_author_list_in){.find = p->find, .slug = slug_make(a, p->find), .name = p->after,
		.id = p->after_id, .count = p->count + 1}, &row, &rows));
	*more = rows > (size_t)p->count;
	*n = *more ? (size_t)p->count : rows;
	*out = NEW(a, struct author_entry, *n);
	id = NEW(a, int64_t, *n);
	for (size_t i = 0; i < *n; i++)
		id[i] = row[i].id;
	TRY(q_author_counts(t, (struct ids){id, *n}, &count, &counts));
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct author_entry){.id = row[i].id, .slug = row[i].slug, .name = row[i].name, .url = row[i].url,
			.person_id = row[i].person_id, .person = row[i].person, .stories = count_of(count, counts, row[i].id)};
	return OK;
}

err
author_get(struct txn *t, int64_t id, struct author_entry *out)
{
	struct q_author_get row;
	struct q_author_counts *count;
	size_t counts;

	TRY(q_author_get(t, id, &row));
	TRY(q_author_counts(t, (struct ids){&id, 1}, &count, &counts));
	*out = (struct author_entry){.id = id, .slug = row.slug, .name = row.name, .bio = row.bio, .url = row.url,
		.person_id = row.person_id, .stories = count_of(count, counts, id)};
	return OK;
}

err
author_named(struct txn *t, str name, int64_t *id)
{
	struct q_author_named row;

	TRY(q_author_named(t, slug_make(store_arena(t), name), name, &row));
	*id = row.id;
	return OK;
}

err
author_suggest(struct txn *t, str typed, int64_t count, struct author_suggestion **out, size_t *n)
{
	str slug = slug_make(store_arena(t), typed);
	struct q_suggest_author *row;

	*n = 0;
	if (!slug.n)
		return OK;
	TRY(q_suggest_author(t, slug, typed, count, &row, n));
	*out = NEW(store_arena(t), struct author_suggestion, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct author_suggestion){row[i].id, row[i].slug, row[i].name, row[i].staff != 0};
	return OK;
}
