/* strip.c: for excerpts, search, feeds' summaries and word counts.  WordPress
 * glues "</h2><p>" together; here every block is a boundary.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/html/strip.h"

#include "base/utf8.h"
#include "text/html/entity.h"
#include "text/html/sanitise_tags.h"

enum { PIECE = 512 }; /* of text at once, so that a beginning costs no more than it is */

struct state {
	struct tokens in;
	struct token t;
	struct buf out, text;
	size_t gaps;        /* between words of out */
	size_t words, bytes; /* more than so many of both are enough */
	char gap;           /* what stands between the last word and the next: 0, ' ', '\n' */
	bool endless_figure;
	uint64_t endless[2];
};

static void
add_words(struct state *s, str raw, bool literal)
{
	s->text.n = 0;
	if (literal)
		buf_add(&s->text, raw);
	else
		entity_add_decoded(&s->text, raw, false);
	raw = buf_str(&s->text);
	for (size_t i = 0, from; i < raw.n;) {
		from = i;
		while (i < raw.n && (unsigned char)raw.p[i] > ' ')
			i++;
		if (i > from) {
			if (s->gap && s->out.n) {
				buf_char(&s->out, s->gap);
				s->gaps++;
			}
			s->gap = 0;
			buf_add(&s->out, (str){raw.p + from, i - from});
		}
		for (; i < raw.n && (unsigned char)raw.p[i] <= ' '; i++)
			if (!s->gap)
				s->gap = ' ';
	}
}

static bool
enough(const struct state *s)
{
	return s->gaps > s->words && s->out.n > s->bytes;
}

/* Cut only before white space, which is in no word and in no reference. */
static void
add_text(struct state *s, str raw, bool literal)
{
	while (raw.n && !enough(s)) {
		size_t n = raw.n < PIECE ? raw.n : PIECE;

		while (n < raw.n && (unsigned char)raw.p[n] > ' ')
			n++;
		add_words(s, str_upto(raw, n), literal);
		raw = str_from(raw, n);
	}
}

/* Skips to the end tag of the element just begun; false when it has none. */
static bool
skip(struct state *s, bool nested)
{
	struct tokens back = s->in;
	str name = s->t.name;
	size_t depth = 1;

	while (tokens_next(&s->in, &s->t)) {
		if (s->t.kind == TOKEN_CLOSE && str_eq_case(s->t.name, name) && !--depth)
			return true;
		if (nested && s->t.kind == TOKEN_OPEN && str_eq_case(s->t.name, name))
			depth++;
	}
	s->in = back;
	return false;
}

static bool
figure_of_text(const struct token *t)
{
	for (size_t i = 0; i < t->attrs; i++)
		if (str_eq_case(t->attr[i].name, S("class")))
			return str_find(t->attr[i].value, S("pullquote")) != NOWHERE ||
				str_find(t->attr[i].value, S("table")) != NOWHERE;
	return false;
}

static bool
is_block(enum sanitise_role r)
{
	return r == ROLE_DIV || r == ROLE_GAP || r == ROLE_BR || r == ROLE_HR ||
		(r >= ROLE_P && r <= ROLE_CELL);
}

static void
tag(struct state *s, unsigned what)
{
	const struct sanitise_tag *tag = sanitise_tag_find(s->t.name);
	size_t i = tag ? (size_t)(tag - SANITISE_TAGS) : 0;
	bool opens = s->t.kind == TOKEN_OPEN;

	if (!tag)
		return;
	if (is_block(tag->story))
		s->gap = '\n';
	if (opens && s->in.raw != TOKEN_MARKUP) {
		struct tokens back = s->in;

		if (!tokens_next(&s->in, &s->t) || s->t.kind != TOKEN_TEXT) {
			s->in = back;
			s->in.raw = TOKEN_MARKUP;
		}
	} else if (opens && tag->story == ROLE_DROP && !(s->endless[i / 64] >> i % 64 & 1)) {
		if (!s->t.self_closing && !skip(s, false))
			s->endless[i / 64] |= (uint64_t)1 << i % 64;
	} else if (opens && (what & STRIP_FIGURES) && !strcmp(tag->name, "figure") &&
		!s->endless_figure && !figure_of_text(&s->t)) {
		s->endless_figure = !skip(s, true);
	}
}

str
strip_start(struct arena *a, str in, unsigned what, size_t words, size_t bytes)
{
	struct state *s = NEW(a, struct state, 1);

	s->words = words;
	s->bytes = bytes;
	in = utf8_repair(a, in);
	s->in = tokens_of(in);
	s->out = buf_in(a, in.n * 2 + 16);
	s->text = buf_in(a, in.n * 2 + 16);
	while (!enough(s) && tokens_next(&s->in, &s->t)) {
		if (s->t.kind == TOKEN_TEXT)
			add_text(s, s->t.text, s->t.literal);
		else if (s->t.kind == TOKEN_OPEN || s->t.kind == TOKEN_CLOSE)
			tag(s, what);
	}
	return buf_str(&s->out);
}

str
strip_html(struct arena *a, str in, unsigned what)
{
	return strip_start(a, in, what, SIZE_MAX, SIZE_MAX);
}
