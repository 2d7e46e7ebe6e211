/* diff.c: which things of a row are the same as in another (Myers, "An O(ND) difference
 * algorithm", 1986), with an end to its patience: past so many differences the rest is
 * matched by looking a little ahead.  And words of plain text.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/words/diff.h"

#include "text/words/diff_inner.h"
#include "text/html/escape.h"

enum { PATIENCE = 600, AHEAD = 64 };

struct runs {
	struct diff_run *run;
	size_t n;
};

static void
add(struct runs *r, enum diff_kind kind, size_t a, size_t b, size_t n)
{
	struct diff_run *last = r->n ? &r->run[r->n - 1] : NULL;

	if (!n)
		return;
	if (last && last->kind == kind)
		last->n += n;
	else
		r->run[r->n++] = (struct diff_run){kind, a, b, n};
}

struct rows {
	const uint64_t *a, *b;
	size_t an, bn, at_a, at_b; /* at: where these rows begin in the whole */
};

/* Without patience: the nearest thing ahead on either side that fits. */
static void
glance(const struct rows *in, struct runs *out)
{
	size_t i = 0, j = 0;

	while (i < in->an && j < in->bn) {
		size_t k = 0, left = in->an - i, right = in->bn - j;

		if (in->a[i] == in->b[j]) {
			add(out, DIFF_SAME, in->at_a + i++, in->at_b + j++, 1);
			continue;
		}
		for (k = 1; k < AHEAD; k++)
			if ((k < left && in->a[i + k] == in->b[j]) || (k < right && in->a[i] == in->b[j + k]))
				break;
		if (k < AHEAD && k < left && in->a[i + k] == in->b[j]) {
			add(out, DIFF_GONE, in->at_a + i, in->at_b + j, k);
			i += k;
		} else if (k < AHEAD) {
			add(out, DIFF_NEW, in->at_a + i, in->at_b + j, k);
			j += k;
		} else {
			add(out, DIFF_GONE, in->at_a + i++, in->at_b + j, 1);
			add(out, DIFF_NEW, in->at_a + i, in->at_b + j++, 1);
		}
	}
	add(out, DIFF_GONE, in->at_a + i, in->at_b + j, in->an - i);
	add(out, DIFF_NEW, in->at_a + in->an, in->at_b + j, in->bn - j);
}

/* The way back through the rows of v that were kept, one for each d; row d holds the ends
 * of the diagonals -d .. d. */
static void
walk_back(struct arena *a, const struct rows *in, int32_t *const *v, long d, struct runs *out)
{
	struct step {
		enum diff_kind kind;
		size_t a, b, n;
	} *step = NEW(a, struct step, 2 * (size_t)d + 2);
	size_t n = 0;
	long x = (long)in->an, y = (long)in->bn;

	for (; d > 0; d--) {
		const int32_t *row = v[d - 1] + (d - 1);
		long k = x - y;
		bool down = k == -d || (k != d && (k - 1 < -(d - 1) ? -1 : row[k - 1]) < (k + 1 > d - 1 ? -1 : row[k + 1]));
		long from = down ? row[k + 1] : row[k - 1] + 1; /* where the diagonal of this step begins */

		step[n++] = (struct step){DIFF_SAME, (size_t)from, (size_t)(from - k), (size_t)(x - from)};
		x = down ? from : from - 1;
		y = x - (down ? k + 1 : k - 1);
		step[n++] = down ? (struct step){DIFF_NEW, (size_t)x, (size_t)y, 1} : (struct step){DIFF_GONE, (size_t)x, (size_t)y, 1};
	}
	step[n++] = (struct step){DIFF_SAME, 0, 0, (size_t)x};
	while (n--)
		add(out, step[n].kind, in->at_a + step[n].a, in->at_b + step[n].b, step[n].n);
}

static void
compare(struct arena *a, const struct rows *in, struct runs *out)
{
	long an = (long)in->an, bn = (long)in->bn, most = an + bn < PATIENCE ? an + bn : PATIENCE;
	int32_t **v = NEW(a, int32_t *, (size_t)most + 1);

	for (long d = 0; d <= most; d++) {
		const int32_t *before = d ? v[d - 1] + (d - 1) : NULL;
		int32_t *row;

		v[d] = NEW(a, int32_t, 2 * (size_t)d + 1);
		row = v[d] + d;
		for (long k = -d; k <= d; k += 2) {
			long x = 0;

			if (d) {
				long right = k - 1 < -(d - 1) ? -1 : before[k - 1], down = k + 1 > d - 1 ? -1 : before[k + 1];

				x = k == -d || (k != d && right < down) ? down : right + 1;
			}
			while (x < an && x - k < bn && x - k >= 0 && in->a[x] == in->b[x - k])
				x++;
			row[k] = (int32_t)x;
			if (x >= an && x - k >= bn) {
				walk_back(a, in, v, d, out);
				return;
			}
		}
	}
	glance(in, out);
}

size_t
diff_keys(struct arena *a, const uint64_t *x, size_t xn, const uint64_t *y, size_t yn, struct diff_run **out)
{
	struct runs r = {.run = NEW(a, struct diff_run, xn + yn + 2)};
	struct rows in = {x, y, xn, yn, 0, 0};
	size_t head = 0, tail = 0;

	while (head < xn && head < yn && x[head] == y[head])
		head++;
	while (tail < xn - head && tail < yn - head && x[xn - 1 - tail] == y[yn - 1 - tail])
		tail++;
	add(&r, DIFF_SAME, 0, 0, head);
	in = (struct rows){x + head, y + head, xn - head - tail, yn - head - tail, head, head};
	if (!in.an || !in.bn) {
		add(&r, DIFF_GONE, head, head, in.an);
		add(&r, DIFF_NEW, head + in.an, head, in.bn);
	} else {
		compare(a, &in, &r);
	}
	add(&r, DIFF_SAME, xn - tail, yn - tail, tail);
	*out = r.run;
	return r.n;
}

/* ---- words ---- */

struct diff_words
diff_words_in(struct arena *a)
{
	return (struct diff_words){.a = a};
}

void
diff_word_add(struct diff_words *w, struct diff_word word)
{
	if (w->n == w->cap) {
		struct diff_word *more;

		w->cap = w->cap ? w->cap * 2 : 64;
		more = NEW(w->a, struct diff_word, w->cap);
		if (w->n)
			memcpy(more, w->word, w->n * sizeof *more);
		w->word = more;
	}
	w->word[w->n++] = word;
}

/* Scripts that put no spaces between words are compared letter by letter. */
static size_t
letter(str s)
{
	unsigned char c = (unsigned char)s.p[0];
	size_t n = c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
	uint32_t cp;

	if (n < 3 || n > s.n)
		return 0;
	cp = n == 4 ? 0x20000u : (uint32_t)(c & 15) << 12 | (uint32_t)(s.p[1] & 63) << 6 | (uint32_t)(s.p[2] & 63);
	return (cp >= 0x0E00 && cp < 0x0F00) || (cp >= 0x1000 && cp < 0x10A0) || (cp >= 0x1780 && cp < 0x1800) ||
		(cp >= 0x2E80 && cp < 0xA4D0) || (cp >= 0xF900 && cp < 0xFB00) || n == 4 ? n : 0;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* A word of n bytes without the punctuation at its end, which is a thing of its own:
 * "today." and "today," are the same word. */
static size_t
bare(str s, size_t n)
{
	size_t all = n;

	while (n > 1 && strchr(".,:!?)", s.p[n - 1]))
		n--;
	return n == all && n > 1 && s.p[n - 1] == ';' && str_find_char(str_upto(s, n), '&') == NOWHERE ? n - 1 : n;
}

void
diff_words_of(struct diff_words *w, str text, unsigned style, uint64_t salt)
{
	bool space = w->space;

	while (text.n) {
		size_t n = 0;

		if (is_space(text.p[0])) {
			space = true;
			text = str_from(text, 1);
			continue;
		}
		n = letter(text);
		if (!n)
			for (n = 1; n < text.n && !is_space(text.p[n]) && !letter(str_from(text, n)); n++)
				;
		n = bare(text, n);
		diff_word_add(w, (struct diff_word){str_upto(text, n), style, space,
			diff_mix(diff_hash(str_upto(text, n)), salt ^ ((uint64_t)style << 1))});
		text = str_from(text, n);
		space = false;
	}
	w->space = space;
}

uint64_t
diff_hash(str s)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
	return h;
}

uint64_t
diff_mix(uint64_t h, uint64_t more)
{
	h ^= more + 0x9e3779b97f4a7c15u + (h << 6) + (h >> 2);
	h ^= h >> 31;
	h *= 0xbf58476d1ce4e5b9u;
	return h ^ h >> 29;
}

static uint64_t *
keys_of(struct arena *a, const struct diff_words *w)
{
	uint64_t *key = NEW(a, uint64_t, w->n);

	for (size_t i = 0; i < w->n; i++)
		key[i] = w->word[i].key;
	return key;
}

static const struct {
	unsigned style;
	const char *open, *close;
} styles[] = {{DIFF_STRONG, "<strong>", "</strong>"}, {DIFF_EM, "<em>", "</em>"}, {DIFF_CODE, "<code>", "</code>"},
	{DIFF_LINK, "<span class=\"link\">", "</span>"}, {DIFF_ADDRESS, "<span class=\"url\">", "</span>"}};

static void
put_style(struct buf *b, unsigned style, bool open)
{
	for (size_t i = 0; i < LENGTH(styles); i++) {
		size_t k = open ? i : LENGTH(styles) - 1 - i;

		if (style & styles[k].style)
			buf_add(b, str_of(open ? styles[k].open : styles[k].close));
	}
}

void
diff_words_put(struct buf *b, const struct diff_word *w, size_t n, const char *tag, bool first)
{
	unsigned style = 0;

	if (!n)
		return;
	if (!first && w[0].space)
		buf_char(b, ' ');
	if (tag)
		buf_fmt(b, "<%s>", tag);
	for (size_t i = 0; i < n; i++) {
		if (i && w[i].style != style)
			put_style(b, style, false);
		if (i && w[i].space)
			buf_char(b, ' ');
		if (!i || w[i].style != style)
			put_style(b, style = w[i].style, true);
		buf_add(b, w[i].text);
	}
	put_style(b, style, false);
	if (tag)
		buf_fmt(b, "</%s>", tag);
}

void
diff_words_compare(struct arena *a, struct buf *b, const struct diff_words *was, const struct diff_words *is)
{
	struct diff_run *run;
	size_t n = diff_keys(a, keys_of(a, was), was->n, keys_of(a, is), is->n, &run);

	for (size_t i = 0; i < n; i++) {
		if (run[i].kind == DIFF_GONE) {
			diff_words_put(b, was->word + run[i].a, run[i].n, "del", !i);
			continue;
		}
		if (i && !run[i].b && !is->word[0].space) /* the first words, after what stood there before them */
			buf_char(b, ' ');
		diff_words_put(b, is->word + run[i].b, run[i].n, run[i].kind == DIFF_NEW ? "ins" : NULL, !i);
	}
}

html
diff_text(struct arena *a, str was, str is)
{
	struct diff_words x = diff_words_in(a), y = diff_words_in(a);
	struct buf b = buf_in(a, 4096 + 16 * (was.n + is.n));

	diff_words_of(&x, escape_text(a, was).s, 0, 0);
	diff_words_of(&y, escape_text(a, is).s, 0, 0);
	diff_words_compare(a, &b, &x, &y);
	return escape_trusted(buf_str(&b));
}
