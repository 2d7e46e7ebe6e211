/* search.c: words to an engine's query.  Each term is quoted, so nothing that a
 * reader types is an operator; the last term may be a beginning, as people stop
 * typing when they have seen what they want.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/paper/search.h"

#include "query/search.h"
#include "text/words/fold.h"

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

enum { FOLDS = 4 };

static size_t
count(str folded)
{
	size_t n = 0;

	for (size_t i = 0; i < folded.n; i++)
		n += folded.p[i] == ' ';
	return n;
}

/* The next token of each folding; false: there is none.  Languages differ in stems, never
 * in where a word ends, so the n-th token is the same word in all. */
static bool
next_word(str folded[FOLDS], str word[FOLDS], size_t *n)
{
	str one;

	*n = 0;
	for (size_t i = 0; i < FOLDS; i++) {
		bool known = false;

		if (!str_split(&folded[i], ' ', &one) || !one.n)
			return false;
		for (size_t k = 0; k < *n; k++)
			known = known || str_eq(word[k], one);
		if (!known)
			word[(*n)++] = one;
	}
	return true;
}

/* ("ferri" OR "ferry") for FTS5, ('ferri' | 'ferry') for tsquery.  Folded words hold letters
 * and digits alone, so quoting needs no escapes. */
static void
add_word(struct buf *fts, struct buf *ts, const str *word, size_t n, bool open)
{
	buf_add(fts, fts->n ? S(" AND (") : S("("));
	buf_add(ts, ts->n ? S(" & (") : S("("));
	for (size_t i = 0; i < n; i++) {
		buf_fmt(fts, "%s\"%.*s\"%s", i ? " OR " : "", SARG(word[i]), open ? "*" : "");
		buf_fmt(ts, "%s'%.*s'%s", i ? " | " : "", SARG(word[i]), open ? ":*" : "");
	}
	buf_char(fts, ')');
	buf_char(ts, ')');
}

struct search_terms
search_terms(struct arena *a, str words, str language, bool beginning)
{
	const str in[FOLDS] = {language, S("en"), S("fr"), S("")};
	struct buf fts = buf_in(a, 8192), ts = buf_in(a, 8192);
	str folded[FOLDS], word[FOLDS];
	size_t n;

	for (size_t i = 0; i < FOLDS; i++) {
		folded[i] = str_trim(fold_text(a, str_upto(words, SEARCH_QUERY_BYTES), in[i]));
		if (count(folded[i]) != count(folded[0])) /* a stem of nothing: that language does not join in */
			folded[i] = folded[0];
	}
	for (int terms = 0; terms < SEARCH_TERMS && next_word(folded, word, &n); terms++)
		add_word(&fts, &ts, word, n, beginning && !folded[0].n);
	if (fts.over || ts.over)
		return (struct search_terms){S(""), S("")};
	return (struct search_terms){buf_str(&fts), buf_str(&ts)};
}

err
search_find(struct txn *t, str words, str language, int64_t now, int64_t count, int64_t skip, int64_t **id,
	size_t *n)
{
	struct q_search_find *row;
	struct search_terms terms = search_terms(store_arena(t), words, language, false);

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
