/* light.c: <p> without attributes is what almost all of a story is made of, and what
 * nobody wants to type.  It is taken away here and put back by the rules of the classic
 * editor (autop).  Whether nothing was lost on the way is looked at, not assumed. */
#include "text/light.h"

#include "text/autop.h"
#include "text/sanitise.h"
#include "text/token.h"

struct light {
	struct buf b;
	int depth;   /* of open elements around what is no paragraph */
	bool inside; /* of a paragraph that is written without its tags */
	bool gap;    /* a blank line is due before what comes next */
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
	for (size_t i = 0; i < s.n; i++)
		put(l, s.p[i] == '\n' ? S(" ") : (str){s.p + i, 1});
}

static void
put_tag(struct light *l, const struct token *t, str raw)
{
	bool open = t->kind == TOKEN_OPEN;

	if (!l->depth && str_eq_case(t->name, S("p")) && (!open || !t->attrs)) {
		l->gap = true;
		l->inside = open;
	} else if (l->inside && open && str_eq_case(t->name, S("br"))) {
		put(l, S("\n"));
	} else if (l->inside && !l->depth) {
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

bool
light_of(struct arena *a, str markup, str *light)
{
	struct light l = {.b = buf_in(a, markup.n * 3 + 64)};
	struct tokens in = tokens_of(markup);
	struct token *t = NEW(a, struct token, 1);
	size_t at = 0;
	str back;

	for (; tokens_next(&in, t); at = in.at) {
		str raw = {markup.p + at, in.at - at};

		if (t->kind == TOKEN_TEXT)
			put_text(&l, raw);
		else if (t->kind == TOKEN_OPEN || t->kind == TOKEN_CLOSE)
			put_tag(&l, t, raw);
		else
			put(&l, raw);
	}
	*light = buf_str(&l.b);
	back = sanitise_html(a, light_html(a, *light), SANITISE_STORY, NULL).s;
	if (!l.b.over && str_eq(back, sanitise_html(a, markup, SANITISE_STORY, NULL).s))
		return true;
	*light = markup;
	return false;
}

str
light_html(struct arena *a, str light)
{
	return autop(a, light);
}
