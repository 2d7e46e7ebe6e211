/* diff_body.c: bodies, paragraph by paragraph.  A body is cleaned first; then everything
 * in it that holds words of its own (a paragraph, a heading, an item, a caption, a cell, a
 * picture) is a block.  Blocks that are the same on both sides are the frame; what lies between
 * is paired by likeness.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/words/diff_inner.h"
#include "text/html/escape.h"
#include "text/html/sanitise.h"
#include "text/html/token.h"

#include <stdlib.h>

enum { PAIRS = 10000, LIKENESS_WORK = 4000000, LIKE = 350, DEEP = 64 };

struct block {
	const char *kind;
	struct diff_words w;
	uint64_t key, *sorted;
};
struct blocks {
	struct arena *a;
	struct block *block;
	size_t n, cap;
	bool open;             /* the last one takes words */
	const char *kind[DEEP]; /* of the open blocks */
	size_t deep, quotes, strong, em, code;
	str href;
	bool link;
};

static const struct {
	const char *tag, *kind;
} kinds[] = {{"p", "p"}, {"h1", "h2"}, {"h2", "h2"}, {"h3", "h3"}, {"h4", "h4"}, {"h5", "h4"}, {"h6", "h4"}, {"li", "li"},
	{"blockquote", "quote"}, {"figcaption", "caption"}, {"caption", "caption"}, {"td", "cell"}, {"th", "cell"},
	{"pre", "pre"}, {"figure", "p"}, {"ul", "p"}, {"ol", "p"}, {"table", "p"}, {"tr", "p"}, {"thead", "p"}, {"tbody", "p"},
	{"tfoot", "p"}, {"dl", "p"}, {"dt", "li"}, {"dd", "li"}, {"div", "p"}, {"section", "p"}, {"details", "p"}, {"summary", "p"}};

static const char *
kind_of(str name)
{
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (str_eq_case(name, str_of(kinds[i].tag)))
			return kinds[i].kind;
	return NULL;
}

static struct block *
begin(struct blocks *b, const char *kind)
{
	if (b->n == b->cap) {
		struct block *more;

		b->cap = b->cap ? b->cap * 2 : 64;
		more = NEW(b->a, struct block, b->cap);
		if (b->n)
			memcpy(more, b->block, b->n * sizeof *more);
		b->block = more;
	}
	b->block[b->n] = (struct block){.kind = kind, .w = diff_words_in(b->a)};
	b->open = true;
	return &b->block[b->n++];
}

/* The block that words go into now. */
static struct block *
current(struct blocks *b)
{
	const char *kind = b->deep ? b->kind[b->deep - 1] : "p";

	if (b->open)
		return &b->block[b->n - 1];
	return begin(b, b->quotes && !strcmp(kind, "p") ? "quote" : kind);
}

static unsigned
style_of(const struct blocks *b)
{
	return (b->strong ? DIFF_STRONG : 0u) | (b->em ? DIFF_EM : 0u) | (b->code ? DIFF_CODE : 0u) | (b->link ? DIFF_LINK : 0u);
}

static void
put_address(struct block *k, str url)
{
	struct arena *a = k->w.a;

	diff_word_add(&k->w, (struct diff_word){arena_fmt(a, "[%.*s]", SARG(url)), DIFF_ADDRESS, true, diff_hash(url)});
	k->w.space = true;
}

static str
attr(const struct token *t, const char *name)
{
	for (size_t i = 0; i < t->attrs; i++)
		if (str_eq_case(t->attr[i].name, str_of(name)))
			return t->attr[i].value;
	return S("");
}

static void
count(size_t *n, bool open)
{
	if (open)
		++*n;
	else if (*n)
		--*n;
}

static bool
phrase(struct blocks *b, const struct token *t, bool open)
{
	str n = t->name;

	if (str_eq_case(n, S("strong")) || str_eq_case(n, S("b")))
		count(&b->strong, open);
	else if (str_eq_case(n, S("em")) || str_eq_case(n, S("i")) || str_eq_case(n, S("cite")))
		count(&b->em, open);
	else if (str_eq_case(n, S("code")))
		count(&b->code, open);
	else if (str_eq_case(n, S("a"))) {
		if (!open && b->link && b->open)
			put_address(&b->block[b->n - 1], b->href);
		b->link = open;
		b->href = open ? attr(t, "href") : S("");
	} else
		return false;
	return true;
}

static void
alone(struct blocks *b, const struct token *t, const char *kind)
{
	struct block *k = begin(b, kind);

	diff_words_of(&k->w, attr(t, "alt"), 0, 0);
	put_address(k, attr(t, "src").n ? attr(t, "src") : S("\u2014"));
	b->open = false;
}

static void
tag(struct blocks *b, const struct token *t)
{
	bool open = t->kind == TOKEN_OPEN;
	const char *kind = kind_of(t->name);

	if (phrase(b, t, open))
		return;
	if (open && (str_eq_case(t->name, S("img")) || str_eq_case(t->name, S("audio")) || str_eq_case(t->name, S("video")))) {
		alone(b, t, "picture");
	} else if (open && str_eq_case(t->name, S("hr"))) {
		alone(b, t, "hr");
	} else if (open && str_eq_case(t->name, S("br"))) {
		current(b)->w.space = true;
	} else if (kind) {
		b->open = false;
		if (!strcmp(kind, "quote"))
			count(&b->quotes, open);
		if (open && b->deep < DEEP)
			b->kind[b->deep++] = kind;
		else if (!open && b->deep)
			b->deep--;
	}
}

static int
by_key(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return a < b ? -1 : a > b;
}

static void
finish(struct blocks *b)
{
	for (size_t i = 0; i < b->n; i++) {
		struct block *k = &b->block[i];

		k->key = diff_hash(str_of(k->kind));
		k->sorted = NEW(b->a, uint64_t, k->w.n);
		for (size_t j = 0; j < k->w.n; j++)
			k->key = diff_mix(k->key, k->sorted[j] = k->w.word[j].key);
		if (k->w.n)
			qsort(k->sorted, k->w.n, sizeof *k->sorted, by_key);
	}
}

static struct blocks
blocks_of(struct arena *a, str body)
{
	struct blocks b = {.a = a, .block = NEW(a, struct block, 1)};
	struct tokens in = tokens_of(sanitise_html(a, body, SANITISE_STORY, NULL).s);
	struct token *t = NEW(a, struct token, 1);

	while (tokens_next(&in, t)) {
		if (t->kind == TOKEN_OPEN || t->kind == TOKEN_CLOSE)
			tag(&b, t);
		else if (t->kind == TOKEN_TEXT && (b.open || str_trim(t->text).n))
			diff_words_of(&current(&b)->w, t->text, style_of(&b), b.link ? diff_hash(b.href) : 0);
	}
	finish(&b);
	return b;
}

/* Thousandths: how much of the words the two share. */
static unsigned
likeness(const struct block *x, const struct block *y)
{
	size_t i = 0, j = 0, same = 0;

	if (strcmp(x->kind, y->kind))
		return 0;
	while (i < x->w.n && j < y->w.n)
		if (x->sorted[i] == y->sorted[j])
			same++, i++, j++;
		else if (x->sorted[i] < y->sorted[j])
			i++;
		else
			j++;
	return x->w.n + y->w.n ? (unsigned)(2000 * same / (x->w.n + y->w.n)) : 1000;
}

static void
put_block(struct buf *b, const struct block *k, const char *class, const char *mark)
{
	buf_fmt(b, "<p class=\"d-%s%s\">", k->kind, class);
	diff_words_put(b, k->w.word, k->w.n, mark, true);
	buf_add(b, S("</p>\n"));
}

static void
put_changed(struct arena *a, struct buf *b, const struct block *was, const struct block *is)
{
	if (was->key == is->key) {
		put_block(b, is, "", NULL);
		return;
	}
	buf_fmt(b, "<p class=\"d-%s changed\">", is->kind);
	diff_words_compare(a, b, &was->w, &is->w);
	buf_add(b, S("</p>\n"));
}

/* m old blocks became n new ones: the pairs whose likeness adds up to most, in order. */
static void
pair(struct arena *a, struct buf *b, const struct block *x, size_t m, const struct block *y, size_t n)
{
	unsigned *best = NEW(a, unsigned, (m + 1) * (n + 1)), *like = NEW(a, unsigned, m * n + 1);
	size_t w = n + 1, i = 0, j = 0;

	for (i = m; i-- > 0;)
		for (j = n; j-- > 0;) {
			unsigned l = likeness(&x[i], &y[j]), with, skip;

			l = l < LIKE ? 0 : l;
			like[i * n + j] = l;
			with = l ? l + best[(i + 1) * w + j + 1] : 0;
			skip = best[(i + 1) * w + j] > best[i * w + j + 1] ? best[(i + 1) * w + j] : best[i * w + j + 1];
			best[i * w + j] = with > skip ? with : skip;
		}
	for (i = j = 0; i < m || j < n;)
		if (i < m && j < n && like[i * n + j] && best[i * w + j] == like[i * n + j] + best[(i + 1) * w + j + 1])
			put_changed(a, b, &x[i++], &y[j++]);
		else if (i < m && (j == n || best[i * w + j] == best[(i + 1) * w + j]))
			put_block(b, &x[i++], " gone", "del");
		else
			put_block(b, &y[j++], " new", "ins");
}

/* Too many to compare each with each: one after the other. */
static void
pair_in_order(struct arena *a, struct buf *b, const struct block *x, size_t m, const struct block *y, size_t n)
{
	size_t i = 0;

	for (; i < m && i < n; i++)
		if (likeness(&x[i], &y[i]) >= LIKE) {
			put_changed(a, b, &x[i], &y[i]);
		} else {
			put_block(b, &x[i], " gone", "del");
			put_block(b, &y[i], " new", "ins");
		}
	for (size_t k = i; k < m; k++)
		put_block(b, &x[k], " gone", "del");
	for (size_t k = i; k < n; k++)
		put_block(b, &y[k], " new", "ins");
}

static void
between(struct arena *a, struct buf *b, const struct block *x, size_t m, const struct block *y, size_t n)
{
	size_t words = 0;

	for (size_t i = 0; i < m; i++)
		words += x[i].w.n * n;
	for (size_t i = 0; i < n; i++)
		words += y[i].w.n * m;
	if (m && n && (m > PAIRS / n || words > LIKENESS_WORK))
		pair_in_order(a, b, x, m, y, n);
	else
		pair(a, b, x, m, y, n);
}

static uint64_t *
keys_of(const struct blocks *b)
{
	uint64_t *key = NEW(b->a, uint64_t, b->n);

	for (size_t i = 0; i < b->n; i++)
		key[i] = b->block[i].key;
	return key;
}

html
diff_body(struct arena *a, str was, str is)
{
	struct blocks x = blocks_of(a, was), y = blocks_of(a, is);
	struct buf b = buf_in(a, 8192 + 32 * (was.n + is.n));
	struct diff_run *run;
	size_t n = diff_keys(a, keys_of(&x), x.n, keys_of(&y), y.n, &run);

	for (size_t i = 0; i < n;) {
		size_t gone = 0, new = 0, from = run[i].a, to = run[i].b;

		if (run[i].kind == DIFF_SAME) {
			for (size_t k = 0; k < run[i].n; k++)
				put_block(&b, &y.block[run[i].b + k], "", NULL);
			i++;
			continue;
		}
		for (; i < n && run[i].kind != DIFF_SAME; i++) {
			if (run[i].kind == DIFF_GONE)
				gone += run[i].n;
			else
				new += run[i].n;
		}
		between(a, &b, x.block + from, gone, y.block + to, new);
	}
	return escape_trusted(buf_str(&b));
}
