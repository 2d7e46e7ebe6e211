/* diff_words.c: a text taken apart into words, two rows of them compared, and what came
 * of it written as <del> and <ins>.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/words/diff_words.h"

#include "text/words/diff_keys.h"

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
