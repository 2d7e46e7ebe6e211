/* search.h: finding stories by words, in every script.
 *
 * Words are folded by text/words/fold.h when a story is written and when a reader
 * asks, so the engines only ever compare tokens.  Answers are newest first.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/store.h"

enum { SEARCH_QUERY_BYTES = 200, SEARCH_TERMS = 8 };

/* Puts the story's words in the place of its old ones; inside a write. */
err search_index(struct txn *, int64_t id, str headline, str standfirst, str body_text, str language) MUST;
/* Words in both engines' notations; empty: no usable word.  What is looked for was
 * folded in its own language, which nobody knows here: each word is asked for as the
 * paper's language folds it, or as another one does that has stems.  beginning: the last
 * one may be the beginning of a word. */
struct search_terms {
	str fts, ts;
};
struct search_terms search_terms(struct arena *, str words, str language, bool beginning);
/* Ids of stories that hold all the words.  No usable word: *n is 0. */
err search_find(struct txn *, str words, str language, int64_t now, int64_t count, int64_t skip,
	int64_t **id, size_t *n) MUST;
