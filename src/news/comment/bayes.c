/* bayes.c: the filter's arithmetic and its memory.
 *
 * A token's probability is weighed by how often it was seen (Robinson), and those that
 * say something are joined by Fisher's method, once for spam and once for good: a
 * comment about which the evidence disagrees ends in the middle, and stays with the
 * moderator.  Tokens are numbers from a fixed key, so that the table is small and all
 * nodes of a paper agree; a number is no secret, and neither are the words of comments.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/comment/bayes.h"

#include "base/hash.h"
#include "base/map.h"
#include "query/comment_desk.h"
#include "text/words/fold.h"

#include <math.h>

enum { WORD_MOST = 40, NEAR = 100 };
static const int64_t OLD = 90 * 86400;

static int64_t
number_of(str text)
{
	static const unsigned char key[HASH_KEY] = "djeli: a filter";
	int64_t id = (int64_t)hash_short(key, text);

	return id ? id : 1; /* 0 is the row of totals */
}

struct bag {
	struct arena *a;
	struct map seen;
	struct bayes_token *token;
	size_t n;
};

static void
put(struct bag *b, const char *kind, str word)
{
	str text;

	if (b->n == BAYES_TOKENS || word.n < 2 || word.n > WORD_MOST)
		return;
	text = *kind ? arena_fmt(b->a, "%s:%.*s", kind, SARG(word)) : word;
	if (map_get(&b->seen, text))
		return;
	map_put(&b->seen, text, b);
	b->token[b->n++] = (struct bayes_token){number_of(text), text};
}

static void
put_words(struct bag *b, const char *kind, str text)
{
	str folded = fold_text(b->a, str_upto(text, 20000), S("")), word;

	while (str_split(&folded, ' ', &word))
		put(b, kind, word);
}

/* "www.Pills.example:80/x" gives pills.example. */
static str
host_of(struct arena *a, str s)
{
	size_t n = 0;
	char *z;

	while (n < s.n && n < WORD_MOST && !strchr(" \t\r\n/?#:<>\"'()[]", s.p[n]))
		n++;
	z = arena_z(a, str_upto(s, n));
	for (size_t i = 0; i < n; i++)
		if (z[i] >= 'A' && z[i] <= 'Z')
			z[i] = (char)(z[i] + ('a' - 'A'));
	return str_starts((str){z, n}, S("www.")) ? (str){z + 4, n - 4} : (str){z, n};
}

static size_t
put_hosts(struct bag *b, str text)
{
	size_t links = 0, at;

	while ((at = str_find(text, S("://"))) != NOWHERE) {
		text = str_from(text, at + 3);
		put(b, "host", host_of(b->a, text));
		links++;
	}
	return links;
}

size_t
bayes_tokens(struct arena *a, const struct bayes_text *t, struct bayes_token **out)
{
	static const char *const many[] = {"none", "one", "two", "three", "many"};
	struct bag b = {.a = a, .seen = map_in(a), .token = NEW(a, struct bayes_token, BAYES_TOKENS)};
	size_t links = put_hosts(&b, t->body);

	put(&b, "links", str_of(many[links < LENGTH(many) ? links : LENGTH(many) - 1]));
	put_hosts(&b, t->url);
	put(&b, "site", t->url.n ? S("given") : S("none"));
	put(&b, "size", t->body.n < 40 ? S("tiny") : t->body.n < 300 ? S("short") : t->body.n < 2000 ? S("middle") : S("long"));
	put_words(&b, "name", t->author);
	put_words(&b, "", t->body);
	*out = b.token;
	return b.n;
}

struct ids
bayes_list(struct arena *a, const struct bayes_token *token, size_t n)
{
	int64_t *out = NEW(a, int64_t, n + 1);

	for (size_t i = 0; i < n; i++)
		out[i + 1] = token[i].id;
	return (struct ids){out, n + 1};
}

/* Between 0 and 1, and never quite there: one comment proves nothing. */
static double
chance(const struct bayes_count *c, int64_t spam, int64_t good)
{
	double s = (double)c->spam / (double)(spam ? spam : 1), g = (double)c->good / (double)(good ? good : 1);
	double n = (double)(c->spam + c->good), p = s + g > 0 ? s / (s + g) : 0.5;

	return (0.45 * 0.5 + n * p) / (0.45 + n);
}

int
bayes_weight(const struct bayes_count *c, int64_t spam, int64_t good)
{
	return (int)(chance(c, spam, good) * 1000 + 0.5);
}

/* The chance that a chi-squared of 2n degrees is at least x.  Where exp() runs out,
 * x is so far above n that the chance is none. */
static double
chi_tail(double x, size_t n)
{
	double term = exp(-x / 2), sum = term;

	for (size_t i = 1; i < n; i++) {
		term *= x / 2 / (double)i;
		sum += term;
	}
	return sum < 1 ? sum : 1;
}

int
bayes_score(const struct bayes_count *c, size_t n, int64_t spam, int64_t good)
{
	double p[BAYES_TOKENS], logs = 0, logg = 0, s, g;
	size_t say = 0;

	if (spam < BAYES_LEAST || good < BAYES_LEAST)
		return -1;
	for (size_t i = 0; i < n && say < BAYES_TOKENS; i++) {
		double f = chance(&c[i], spam, good);

		if (fabs(f - 0.5) * 1000 >= NEAR)
			p[say++] = f;
	}
	if (!say)
		return 500;
	for (size_t i = 0; i < say; i++) {
		logs += log(1 - p[i]);
		logg += log(p[i]);
	}
	s = 1 - chi_tail(-2 * logs, say);
	g = 1 - chi_tail(-2 * logg, say);
	return (int)((1 + s - g) / 2 * 1000 + 0.5);
}

err
bayes_counts(struct txn *t, struct ids list, struct bayes_count **out, size_t *n, int64_t *spam, int64_t *good)
{
	struct q_bayes_counts *row;
	size_t rows;

	*spam = *good = 0;
	*n = 0;
	TRY(q_bayes_counts(t, list, &row, &rows));
	*out = NEW(store_arena(t), struct bayes_count, rows);
	for (size_t i = 0; i < rows; i++) {
		if (row[i].token)
			(*out)[(*n)++] = (struct bayes_count){row[i].token, row[i].spam, row[i].good};
		else {
			*spam = row[i].spam;
			*good = row[i].good;
		}
	}
	return OK;
}

err
bayes_ask(struct txn *t, struct ids list, int *score)
{
	struct bayes_count *c;
	int64_t spam, good;
	size_t n;

	*score = -1;
	if (list.n < 2)
		return OK;
	TRY(bayes_counts(t, list, &c, &n, &spam, &good));
	*score = bayes_score(c, n, spam, good);
	return OK;
}

err
bayes_teach(struct txn *t, const struct bayes_text *text, int64_t from, int64_t to, int64_t now)
{
	struct bayes_token *token;
	struct ids list;
	size_t n;

	if (from == to)
		return OK;
	n = bayes_tokens(store_arena(t), text, &token);
	list = bayes_list(store_arena(t), token, n);
	if (from)
		TRY(q_bayes_unlearn(t, list, from == BAYES_SPAM, from == BAYES_GOOD));
	return to ? q_bayes_learn(t, list, to == BAYES_SPAM, to == BAYES_GOOD, now) : OK;
}

err
bayes_sweep(struct txn *t, int64_t now)
{
	struct q_bayes_size size;

	TRY(q_bayes_sweep_old(t, now - OLD));
	TRY(q_bayes_size(t, &size));
	return size.tokens > BAYES_MOST ? q_bayes_sweep_rare(t, size.tokens - BAYES_MOST) : OK;
}
