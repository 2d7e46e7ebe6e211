/* search.c: words to an engine's query.  Each term is quoted, so nothing that a
 * reader types is an operator; the last term may be a beginning, as people stop
 * typing when they have seen what they want. */
#include "news/search.h"

#include "query.h"
#include "text/fold.h"

enum { INDEX_BYTES = 1 << 20 };

err
search_index(struct txn *t, int64_t id, str headline, str standfirst, str body_text, str language)
{
	struct arena *a = store_arena(t);
	str head = arena_fmt(a, "%.*s %.*s", SARG(headline), SARG(standfirst));

	TRY(q_search_forget(t, id));
	return q_search_put(t, id, fold_text(a, head, language),
		fold_text(a, str_upto(body_text, INDEX_BYTES), language));
}

/* The same words in both notations: "a" "b" for FTS5, 'a' & 'b' for tsquery.
 * Folded words hold letters and digits alone, so quoting needs no escapes. */
static str
query_of(struct arena *a, str folded, bool postgres)
{
	struct buf b = buf_in(a, 4096);
	str word;
	int n = 0;

	while (str_split(&folded, ' ', &word)) {
		if (!word.n || n == SEARCH_TERMS)
			continue;
		if (n++)
			buf_add(&b, postgres ? S(" & ") : S(" "));
		buf_fmt(&b, postgres ? "'%.*s'" : "\"%.*s\"", SARG(word));
	}
	return b.over ? S("") : buf_str(&b);
}

struct search_terms
search_terms(struct arena *a, str folded)
{
	return (struct search_terms){query_of(a, folded, false), query_of(a, folded, true)};
}

err
search_find(struct txn *t, str words, str language, int64_t now, int64_t count, int64_t skip, int64_t **id,
	size_t *n)
{
	struct q_search_find *row;
	str folded = fold_text(store_arena(t), str_upto(words, SEARCH_QUERY_BYTES), language);
	struct search_terms terms = search_terms(store_arena(t), folded);

	*n = 0;
	*id = NULL;
	if (!terms.fts.n)
		return OK;
	TRY(q_search_find(t, &(struct q_search_find_in){.fts = terms.fts, .ts = terms.ts, .now = now, .count = count,
		.skip = skip}, &row, n));
	*id = NEW(store_arena(t), int64_t, *n);
	for (size_t i = 0; i < *n; i++)
		(*id)[i] = row[i].id;
	return OK;
}
