/* merge.c: the three-way merge of version control (diff3), with blocks for lines.
 *
 * Blocks that base shares with ours and with theirs are the fixed points; between two
 * of them, whoever changed something wins.  The longest common subsequence is found by the
 * plain table, after what is alike at both ends was set aside; a text past its bound is
 * ours as a whole.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/words/merge.h"

#include "text/body/page_break.h"
#include "text/html/token.h"

enum { BLOCKS_MOST = 4000, TABLE_MOST = 1500 };

struct blocks {
	str *block;
	size_t n;
};

static bool
is_void(str name)
{
	static const char *const names[] = {"br", "hr", "img", "input", "wbr", "col", "source", "embed", "area", "track", "link",
		"meta", "base", "param"};

	for (size_t i = 0; i < LENGTH(names); i++)
		if (str_eq_case(name, str_of(names[i])))
			return true;
	return false;
}

static void
add(struct blocks *b, str text)
{
	if (!text.n)
		return;
	if (b->n == BLOCKS_MOST) { /* the last one takes the rest */
		str *last = &b->block[b->n - 1];

		last->n = (size_t)(text.p + text.n - last->p);
		return;
	}
	b->block[b->n++] = text;
}

/* Paragraphs of a text in which blank lines divide. */
static void
cut_lines(struct blocks *b, str text)
{
	size_t at;

	while ((at = str_find(text, S("\n\n"))) != NOWHERE) {
		while (at < text.n && text.p[at] == '\n')
			at++;
		add(b, str_upto(text, at));
		text = str_from(text, at);
	}
	add(b, text);
}

/* A block ends where its outermost element does; white space after it is its own. */
static struct blocks
cut(struct arena *a, str text)
{
	struct blocks b = {.block = NEW(a, str, BLOCKS_MOST)};
	struct token *t = NEW(a, struct token, 1);
	struct tokens all = tokens_of(text);
	size_t from = 0, depth = 0;

	if (str_find_char(text, '<') == NOWHERE) {
		cut_lines(&b, text);
		return b;
	}
	while (tokens_next(&all, t)) {
		bool ends = t->kind == TOKEN_OPEN && (is_void(t->name) || t->self_closing) && !depth;

		if (t->kind == TOKEN_OPEN && !is_void(t->name) && !t->self_closing)
			depth++;
		if (t->kind == TOKEN_CLOSE && depth)
			ends = --depth == 0;
		if (t->kind == TOKEN_COMMENT && !depth && page_break_is(t->text))
			ends = true;
		if (!ends)
			continue;
		while (all.at < text.n && strchr(" \t\r\n", text.p[all.at]))
			all.at++;
		add(&b, (str){text.p + from, all.at - from});
		from = all.at;
	}
	add(&b, str_from(text, from));
	return b;
}

/* pair[i]: where base's block i stands in y, or NOWHERE. */
static bool
match(struct arena *a, const struct blocks *x, const struct blocks *y, size_t *pair)
{
	size_t head = 0, tail = 0, n, m, w;
	uint16_t *table;

	for (size_t i = 0; i < x->n; i++)
		pair[i] = NOWHERE;
	for (; head < x->n && head < y->n && str_eq(x->block[head], y->block[head]); head++)
		pair[head] = head;
	for (; tail < x->n - head && tail < y->n - head &&
		str_eq(x->block[x->n - 1 - tail], y->block[y->n - 1 - tail]); tail++)
		pair[x->n - 1 - tail] = y->n - 1 - tail;
	n = x->n - head - tail;
	m = y->n - head - tail;
	if (n > TABLE_MOST || m > TABLE_MOST)
		return false;
	w = m + 1;
	table = NEW(a, uint16_t, (n + 1) * w);
	for (size_t i = n; i-- > 0;)
		for (size_t k = m; k-- > 0;) {
			uint16_t down = table[(i + 1) * w + k], right = table[i * w + k + 1];

			table[i * w + k] = str_eq(x->block[head + i], y->block[head + k]) ?
				(uint16_t)(table[(i + 1) * w + k + 1] + 1) : down > right ? down : right;
		}
	for (size_t i = 0, k = 0; i < n && k < m;) {
		if (str_eq(x->block[head + i], y->block[head + k]))
			pair[head + i++] = head + k++;
		else if (table[(i + 1) * w + k] >= table[i * w + k + 1])
			i++;
		else
			k++;
	}
	return true;
}

struct span {
	const struct blocks *of;
	size_t from, to;
};

static bool
same(struct span x, struct span y)
{
	if (x.to - x.from != y.to - y.from)
		return false;
	for (size_t i = 0; i < x.to - x.from; i++)
		if (!str_eq(x.of->block[x.from + i], y.of->block[y.from + i]))
			return false;
	return true;
}

static void
put(struct buf *out, struct span s)
{
	for (size_t i = s.from; i < s.to; i++)
		buf_add(out, s.of->block[i]);
}

/* Neighbours that were changed, but none came and none went: one by one. */
static bool
are_level(struct span x, struct span y, struct span z)
{
	size_t n = x.to - x.from;

	return n > 1 && y.to - y.from == n && z.to - z.from == n;
}

static void
put_one(struct buf *out, struct span base, struct span ours, struct span theirs, size_t *clashes)
{
	if (same(base, ours)) {
		put(out, theirs);
		return;
	}
	put(out, ours);
	if (!same(base, theirs) && !same(ours, theirs))
		++*clashes;
}

static struct span
nth(struct span s, size_t i)
{
	return (struct span){s.of, s.from + i, s.from + i + 1};
}

static void
put_between(struct buf *out, struct span base, struct span ours, struct span theirs, size_t *clashes)
{
	if (!are_level(base, ours, theirs)) {
		put_one(out, base, ours, theirs, clashes);
		return;
	}
	for (size_t i = 0; i < base.to - base.from; i++)
		put_one(out, nth(base, i), nth(ours, i), nth(theirs, i), clashes);
}

str
merge_blocks(struct arena *a, str base, str ours, str theirs, size_t *clashes)
{
	struct blocks b = cut(a, base), o = cut(a, ours), t = cut(a, theirs);
	size_t *to_ours = NEW(a, size_t, b.n + 1), *to_theirs = NEW(a, size_t, b.n + 1);
	struct buf out = buf_in(a, ours.n + theirs.n + 1);
	size_t bi = 0, oi = 0, ti = 0;

	*clashes = 0;
	if (!match(a, &b, &o, to_ours) || !match(a, &b, &t, to_theirs)) {
		*clashes = 1;
		return ours;
	}
	for (size_t i = 0; i <= b.n; i++) {
		bool end = i == b.n;

		if (!end && (to_ours[i] == NOWHERE || to_theirs[i] == NOWHERE))
			continue;
		put_between(&out, (struct span){&b, bi, i}, (struct span){&o, oi, end ? o.n : to_ours[i]},
			(struct span){&t, ti, end ? t.n : to_theirs[i]}, clashes);
		if (end)
			break;
		buf_add(&out, b.block[i]);
		bi = i + 1;
		oi = to_ours[i] + 1;
		ti = to_theirs[i] + 1;
	}
	return buf_str(&out);
}
