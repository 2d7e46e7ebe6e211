/* plain_text.c: <p> without attributes is what almost all of a story is made of, and what
 * nobody wants to type.  It is taken away here and put back by the rules of the classic
 * editor (autop).  Whether nothing was lost on the way is looked at, not assumed.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/body/plain_text.h"

#include "text/body/autop.h"
#include "text/body/page_break.h"
#include "text/html/sanitise.h"
#include "text/html/token.h"

struct light {
	struct buf b;
	int depth;   /* of open elements around what is no paragraph */
	bool inside; /* of a paragraph that is written without its tags */
	bool gap;    /* a blank line is due before what comes next */
	bool fresh;  /* a line was just begun: white space means nothing here */
};

static bool
is_void(str name)
{
	static const char *const list[] = {"br", "hr", "img", "wbr", "col", "input", "source", "track"};

	for (size_t i = 0; i < LENGTH(list); i++)
		if (str_eq_case(name, str_of(list[i])))
			return true;
	return false;
}

static void
put(struct light *l, str s)
{
	if (l->gap && s.n) {
		if (l->b.n)
			buf_add(&l->b, S("\n\n"));
		l->gap = false;
	}
	buf_add(&l->b, s);
}

static void
put_text(struct light *l, str s)
{
	if (l->depth) {
		put(l, s);
		return;
	}
	if (!str_trim(s).n && (l->gap || !l->inside))
		return;
	for (size_t i = 0; i < s.n; i++) {
		bool space = s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t';

		if (space && l->fresh)
			continue;
		put(l, space ? S(" ") : (str){s.p + i, 1});
		l->fresh = false;
	}
}

static void
put_tag(struct light *l, const struct token *t, str raw)
{
	bool open = t->kind == TOKEN_OPEN;

	if (!l->depth && str_eq_case(t->name, S("p")) && (!open || !t->attrs)) {
		l->gap = true;
		l->fresh = l->inside = open;
	} else if (l->inside && open && str_eq_case(t->name, S("br"))) {
		put(l, S("\n"));
		l->fresh = true;
	} else if (l->inside && !l->depth) {
		l->fresh = false;
		put(l, raw); /* phrasing */
	} else {
		if (!l->depth && open)
			l->gap = true;
		put(l, raw);
		if (!is_void(t->name))
			l->depth += open ? 1 : l->depth > 0 ? -1 : 0;
		if (!l->depth)
			l->gap = true;
	}
}

/* The marks that divide a body stand on lines of their own. */
static void
put_comment(struct light *l, const struct token *t, str raw)
{
	bool part = t->kind == TOKEN_COMMENT && page_break_is(t->text) && !l->depth;

	l->gap |= part;
	put(l, raw);
	l->gap |= part;
}

/* Line ends between two tags are the writer's, not the text's. */
static size_t
skip_lines(str s, size_t at)
{
	size_t end = at;

	while (end < s.n && s.p[end] == '\n')
		end++;
	return end == s.n || (s.p[end] == '<' && (!at || s.p[at - 1] == '>')) ? end : at;
}

bool
plain_text_same(struct arena *a, str x, str y)
{
	size_t i = 0, k = 0;

	if (!page_break_same(x, y))
		return false;
	x = sanitise_html(a, x, SANITISE_STORY, NULL).s;
	y = sanitise_html(a, y, SANITISE_STORY, NULL).s;
	for (;;) {
		i = skip_lines(x, i);
		k = skip_lines(y, k);
		if (i == x.n || k == y.n)
			return i == x.n && k == y.n;
		if (x.p[i++] != y.p[k++])
			return false;
	}
}

bool
plain_text_of(struct arena *a, str markup, str *light)
{
	struct light l = {.b = buf_in(a, markup.n * 3 + 64)};
	struct tokens in = tokens_of(markup);
	struct token *t = NEW(a, struct token, 1);
	size_t at = 0;

	for (; tokens_next(&in, t); at = in.at) {
		str raw = {markup.p + at, in.at - at};

		if (t->kind == TOKEN_TEXT)
			put_text(&l, raw);
		else if (t->kind == TOKEN_OPEN || t->kind == TOKEN_CLOSE)
			put_tag(&l, t, raw);
		else
			put_comment(&l, t, raw);
	}
	*light = buf_str(&l.b);
	if (!l.b.over && plain_text_same(a, plain_text_html(a, *light), markup))
		return true;
	*light = markup;
	return false;
}

str
plain_text_html(struct arena *a, str light)
{
	struct buf b = buf_in(a, SIZE_MAX);
	str part, mark;

	while (page_break_split(&light, &part, &mark)) {
		buf_add(&b, autop(a, part));
		if (mark.n)
			buf_fmt(&b, "%s%.*s\n", b.n && b.p[b.n - 1] != '\n' ? "\n" : "", SARG(mark));
	}
	return buf_str(&b);
}
