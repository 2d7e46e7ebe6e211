/* bayes.h: a filter that learns from moderators what spam looks like here.
 *
 * A comment becomes a set of tokens: folded words of its text and its name, the hosts
 * it links to, how many links it has.  Each token is known by a number made of it, with
 * two counts: in how many spam and in how many good comments it stood.  Only what a
 * moderator said counts; the filter never learns from itself.
 *
 * bayes_tokens and bayes_score are pure; the counts live in the table `bayes`.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/store.h"

enum { BAYES_TOKENS = 300, BAYES_LEAST = 20, BAYES_MOST = 60000 };

struct bayes_text {
	str author, url, body;
};
struct bayes_token {
	int64_t id;
	str text; /* "casino", "name:ama", "host:pills.example", "links:2" */
};
/* At most BAYES_TOKENS, each once, in order of appearance. */
size_t bayes_tokens(struct arena *, const struct bayes_text *, struct bayes_token **);
/* Their numbers as "1,-2,3": for a question. */
/* Their numbers, after a 0: the row of all comments. */
struct ids bayes_list(struct arena *, const struct bayes_token *, size_t n);

struct bayes_count {
	int64_t token, spam, good;
};
/* How likely it is spam, 0 to 1000; -1 while fewer than BAYES_LEAST comments of each
 * sort were learned: then it does not know enough to say anything. */
int bayes_score(const struct bayes_count *, size_t n, int64_t spam, int64_t good);
/* One token's part of it, 0 to 1000. */
int bayes_weight(const struct bayes_count *, int64_t spam, int64_t good);

/* One question; list: of bayes_list(). */
err bayes_ask(struct txn *, struct ids list, int *score) MUST;
/* The same with what each token knows: for who wants to see why. */
err bayes_counts(struct txn *, struct ids list, struct bayes_count **, size_t *n, int64_t *spam,
	int64_t *good) MUST;

/* Inside a write: a comment that was taught as `from` is now `to`: 0 nothing,
 * BAYES_GOOD, BAYES_SPAM. */
enum { BAYES_NOTHING, BAYES_GOOD, BAYES_SPAM };
err bayes_teach(struct txn *, const struct bayes_text *, int64_t from, int64_t to, int64_t now) MUST;
/* Keeps the table small: what stood once, long ago, goes; then the rarest. */
err bayes_sweep(struct txn *, int64_t now) MUST;
