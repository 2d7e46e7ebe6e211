/* autop.c: one pass over the tokens that gathers a run of words and inline tags
 * and, where the run ends, decides by what is around it whether it is a
 * paragraph.  WordPress does the same with thirty regular expressions; where
 * the two differ, the text of each paragraph is still the same.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/body/autop.h"

#include "text/body/page_break.h"
#include "text/html/sanitise_tags.h"
#include "text/body/shortcode.h"

enum { DEEPEST = 64 };

/* How a run of words stands in what surrounds it. */
enum place {
	ROOT,  /* always a paragraph; also <div>, <blockquote> */
	LOOSE, /* <li>, <td>: a paragraph only beside a blank line */
	TIGHT, /* <h2>, <pre>, <ul>: never */
	IN_P,  /* in a written <p>: a blank line ends it and begins another */
};

struct state {
	struct tokens in;
	struct token t;
	struct buf out, run;
	bool words;      /* the run holds more than white space and comments */
	bool after_gap;  /* a blank line came before the run */
	bool p_open;     /* IN_P: its <p> is written and not closed */
	size_t last_br;  /* where the run's last <br> begins; NOWHERE: elsewhere */
	struct {
		const struct sanitise_tag *tag;
		enum place place;
	} stack[DEEPEST];
	size_t n;
};

static enum place
place_of(enum sanitise_role r, const char *name)
{
	if (r == ROLE_P)
		return IN_P;
	if (r == ROLE_DIV || !strcmp(name, "blockquote"))
		return ROOT;
	if (r == ROLE_FLOW || r == ROLE_FIGCAPTION || r == ROLE_LI || r == ROLE_DD ||
		r == ROLE_DT || r == ROLE_CELL)
		return LOOSE;
	return TIGHT;
}

static enum place
place(const struct state *s)
{
	return s->n ? s->stack[s->n - 1].place : ROOT;
}

/* Line ends at either side of the run, and breaks that end a line anyway. */
static str
trimmed(const struct state *s)
{
	str run = str_trim(buf_str(&s->run));

	while (str_ends(run, S("<br>")))
		run = str_trim(str_upto(run, run.n - 4));
	while (str_starts(run, S("<br>")))
		run = str_trim(str_from(run, 4));
	return run;
}

/* Ends the run; gap: at a blank line. */
static void
flush(struct state *s, bool gap)
{
	str run = trimmed(s);
	enum place p = place(s);
	bool wrap = s->words && !shortcode_is_one(run) &&
		(p == ROOT || (p == LOOSE && (gap || s->after_gap)));

	if (p == IN_P && s->words && !s->p_open) {
		buf_add(&s->out, S("<p>"));
		s->p_open = true;
	}
	if (wrap)
		buf_add(&s->out, S("<p>"));
	buf_add(&s->out, run);
	if (wrap)
		buf_add(&s->out, S("</p>"));
	if (p == IN_P && gap && s->p_open) {
		buf_add(&s->out, S("</p>"));
		s->p_open = false;
	}
	if (run.n && gap)
		buf_char(&s->out, '\n');
	s->after_gap = gap || (s->after_gap && !s->words);
	s->run.n = 0;
	s->words = false;
	s->last_br = NOWHERE;
}

static bool
blank_between(const struct buf *b, size_t from)
{
	return !str_trim(str_from(buf_str(b), from)).n;
}

/* A line end in the run: one <br>, none where one stands already. */
static void
line_break(struct state *s, bool written)
{
	bool again = s->last_br != NOWHERE && blank_between(&s->run, s->last_br + 4);

	if (again && written) {
		s->run.n = s->last_br;
		flush(s, true);
		return;
	}
	if (!again) {
		s->last_br = s->run.n;
		buf_add(&s->run, S("<br>"));
	}
	if (!written)
		buf_char(&s->run, '\n');
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\f';
}

static void
add_text(struct state *s, str text)
{
	for (size_t at = 0; at < text.n;) {
		size_t from = at, lines = 0;

		while (at < text.n && text.p[at] != '\n')
			at++;
		if (at > from) {
			buf_add(&s->run, (str){text.p + from, at - from});
			s->words |= str_trim((str){text.p + from, at - from}).n > 0;
		}
		for (from = at; at < text.n && (text.p[at] == '\n' || is_blank(text.p[at])); at++)
			lines += text.p[at] == '\n';
		if (lines > 1)
			flush(s, true);
		else if (lines && s->words)
			line_break(s, false);
		else if (at > from && !lines)
			buf_char(&s->run, ' ');
	}
}

static void
add_raw(struct buf *b, const struct state *s, size_t from)
{
	buf_add(b, (str){s->in.in.p + from, s->in.at - from});
}

/* Copies up to and with the end tag of the <pre> that just began. */
static void
copy_pre(struct state *s, size_t from)
{
	str name = s->t.name;

	while (tokens_next(&s->in, &s->t))
		if (s->t.kind == TOKEN_CLOSE && str_eq_case(s->t.name, name))
			break;
	add_raw(&s->out, s, from);
}

static bool
is_block(const struct sanitise_tag *tag)
{
	return tag && (tag->story == ROLE_DIV || tag->story == ROLE_GAP || tag->story == ROLE_HR ||
		(tag->story >= ROLE_P && tag->story <= ROLE_CELL));
}

static void
open_block(struct state *s, const struct sanitise_tag *tag, size_t from)
{
	flush(s, false);
	if (s->n && s->stack[s->n - 1].place == IN_P)
		s->n--;
	if (tag->story == ROLE_PRE) {
		copy_pre(s, from);
		return;
	}
	add_raw(&s->out, s, from);
	s->after_gap = false;
	if (s->n < DEEPEST && tag->story != ROLE_HR && tag->story != ROLE_GAP) {
		s->stack[s->n].tag = tag;
		s->stack[s->n++].place = place_of(tag->story, tag->name);
		s->p_open = tag->story == ROLE_P;
	}
}

static void
close_block(struct state *s, const struct sanitise_tag *tag, size_t from)
{
	bool was_open = s->p_open || tag->story != ROLE_P;

	flush(s, false);
	was_open |= s->p_open;
	for (size_t i = s->n; i-- > 0;) {
		if (s->stack[i].tag == tag) {
			s->n = i;
			break;
		}
	}
	if (was_open)
		add_raw(&s->out, s, from);
	s->p_open = false;
	s->after_gap = false;
}

static void
tag(struct state *s, size_t from)
{
	const struct sanitise_tag *tag = sanitise_tag_find(s->t.name);

	if (tag && tag->story == ROLE_BR) {
		line_break(s, true);
	} else if (!is_block(tag)) {
		add_raw(&s->run, s, from);
		s->words |= tag && (tag->story == ROLE_IMG || tag->story == ROLE_MEDIA ||
			tag->story == ROLE_FRAME);
	} else if (s->t.kind == TOKEN_OPEN) {
		open_block(s, tag, from);
	} else {
		close_block(s, tag, from);
	}
}

/* Where a teaser or a page ends, a paragraph does. */
static bool
parts_text(const struct token *t)
{
	return t->kind == TOKEN_COMMENT && page_break_is(t->text);
}

str
autop(struct arena *a, str body)
{
	struct state *s = NEW(a, struct state, 1);
	bool raw = false;

	s->in = tokens_of(body);
	s->out = buf_in(a, body.n * 8 + 64);
	s->run = buf_in(a, body.n * 8 + 64);
	s->last_br = NOWHERE;
	for (size_t from = 0; tokens_next(&s->in, &s->t); from = s->in.at) {
		if (s->t.kind == TOKEN_TEXT && !raw)
			add_text(s, s->t.text);
		else if (s->t.kind == TOKEN_OPEN || s->t.kind == TOKEN_CLOSE)
			tag(s, from);
		else if (parts_text(&s->t))
			flush(s, true);
		else
			add_raw(&s->run, s, from);
		raw = s->in.raw != TOKEN_MARKUP;
	}
	flush(s, false);
	return s->out.over || s->run.over ? body : buf_str(&s->out);
}
