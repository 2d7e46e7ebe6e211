/* diff_inner.h: words as the two files of diff share them.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "text/words/diff.h"

enum diff_style {
	DIFF_STRONG = 1,
	DIFF_EM = 2,
	DIFF_CODE = 4,
	DIFF_LINK = 8,
	DIFF_ADDRESS = 16, /* where a link leads, a picture lies */
};
struct diff_word {
	str text;       /* safe as it is */
	unsigned style;
	bool space;     /* before it */
	uint64_t key;
};
struct diff_words {
	struct arena *a;
	struct diff_word *word;
	size_t n, cap;
	bool space; /* before the next one */
};
struct diff_words diff_words_in(struct arena *);
void diff_word_add(struct diff_words *, struct diff_word);
/* The words of escaped text; salt: what else makes them different, a link's address. */
void diff_words_of(struct diff_words *, str text, unsigned style, uint64_t salt);
void diff_words_put(struct buf *, const struct diff_word *, size_t n, const char *tag, bool first);
void diff_words_compare(struct arena *, struct buf *, const struct diff_words *was, const struct diff_words *is);
uint64_t diff_hash(str);
uint64_t diff_mix(uint64_t, uint64_t more);
