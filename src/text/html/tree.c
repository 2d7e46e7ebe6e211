/* tree.c: content models of HTML as far as they decide nesting: what may hold
 * blocks, what only phrasing, what only its own parts.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/html/tree.h"

enum {
	LIST_ROOM = 3,  /* ul, li, p */
	TABLE_ROOM = 5, /* table, tbody, tr, td, p */
	LONGEST_CARRIED = 512,
};

enum sanitise_role
tree_role_of(const struct tree *s, const struct sanitise_tag *tag)
{
	if (!tag)
		return ROLE_IGNORE;
	return s->attrs.policy == SANITISE_STORY ? tag->story : tag->comment;
}

static bool
takes_phrasing_only(enum sanitise_role r)
{
	return r == ROLE_P || r == ROLE_HEADING || r == ROLE_PRE || r == ROLE_SUMMARY ||
		r == ROLE_CAPTION || r == ROLE_DT;
}

/* Writing */

static void
pop(struct tree *s)
{
	struct tree_open *o = &s->stack[--s->n];

	if (s->written > s->n) {
		s->written = s->n;
		if (o->role != ROLE_DIV) {
			buf_add(s->out, S("</"));
			buf_add(s->out, str_of(o->tag->written));
			buf_char(s->out, '>');
			s->fresh_pre = false;
		}
	}
	if (s->blocks > s->n) {
		s->blocks = s->n;
		s->words = false;
	}
	while (s->carries && s->carried[s->carries - 1].base > s->blocks)
		s->carries--;
}

void
tree_pop_to(struct tree *s, size_t n)
{
	while (s->n > n)
		pop(s);
}

void
tree_flush(struct tree *s)
{
	for (; s->written < s->n; s->written++) {
		struct tree_open *o = &s->stack[s->written];

		if (o->role == ROLE_DIV)
			continue;
		buf_add(s->out, o->start);
		s->fresh_pre = o->role == ROLE_PRE;
	}
}

static void
push(struct tree *s, const struct sanitise_tag *tag, str start, bool phrase)
{
	if (s->blocks && !phrase) {
		s->stack[s->blocks - 1].kids = true;
		s->stack[s->blocks - 1].rows |= tree_role_of(s, tag) == ROLE_ROWS;
	}
	s->stack[s->n++] = (struct tree_open){.tag = tag, .role = tree_role_of(s, tag), .start = start,
		.key = start.p};
	if (!phrase) {
		s->blocks = s->n;
		s->words = false;
	}
}

static void
push_implied(struct tree *s, const char *name)
{
	const struct sanitise_tag *tag = sanitise_tag_find(str_of(name));

	push(s, tag, sanitise_start(&s->attrs, tag, NULL), false);
	s->stack[s->n - 1].implied = true;
}

void
tree_gap(struct tree *s)
{
	if (s->out->n && s->written >= s->blocks && !strchr(" \n\t>", s->out->p[s->out->n - 1]))
		buf_char(s->out, ' ');
}

/* The innermost block that is really written; NULL at the root. */
static const struct tree_open *
top_block(const struct tree *s)
{
	for (size_t i = s->blocks; i-- > 0;)
		if (s->stack[i].role != ROLE_DIV)
			return &s->stack[i];
	return NULL;
}

enum sanitise_role
tree_top_role(const struct tree *s)
{
	const struct tree_open *top = top_block(s);

	return top ? top->role : ROLE_IGNORE;
}

static bool
in_figure(const struct tree *s)
{
	const struct tree_open *top = top_block(s);

	return top && !strcmp(top->tag->name, "figure");
}

/* Phrasing */

static str
without_id(struct tree *s, str start)
{
	size_t at = str_find(start, S(" id=\""));
	str tail;

	if (at == NOWHERE)
		return start;
	tail = str_from(start, at + 5);
	return arena_fmt(s->attrs.a, "%.*s%.*s", SARG(str_upto(start, at)),
		SARG(str_from(tail, str_find_char(tail, '"') + 1)));
}

static void
carry(struct tree *s, const struct tree_open *o)
{
	if (o->role != ROLE_PHRASE || o->start.n > LONGEST_CARRIED || s->carries == TREE_MOST_CARRIED)
		return;
	for (size_t i = 0; i < s->carries; i++)
		if (s->carried[i].key == o->key)
			return;
	s->carried[s->carries++] = (struct tree_carried){o->tag, without_id(s, o->start), o->key,
		s->blocks};
}

void
tree_carry_all(struct tree *s)
{
	for (size_t i = s->blocks; i < s->n; i++)
		carry(s, &s->stack[i]);
	tree_pop_to(s, s->blocks);
}

static void
drop_carried(struct tree *s, size_t i)
{
	s->carries--;
	memmove(&s->carried[i], &s->carried[i + 1], (s->carries - i) * sizeof s->carried[0]);
}

static void
reopen(struct tree *s)
{
	for (size_t i = 0; i < s->carries && s->n < TREE_DEEPEST; i++) {
		struct tree_carried *c = &s->carried[i];
		size_t at = s->blocks;

		while (at < s->n && s->stack[at].key != c->key)
			at++;
		if (at == s->n) {
			push(s, c->tag, c->start, true);
			s->stack[at].key = c->key;
		}
	}
}

/* Loose text in a <div> becomes a paragraph, where one may stand. */
static bool
wants_paragraph(const struct tree *s)
{
	enum sanitise_role top = tree_top_role(s);

	if (!s->blocks || s->stack[s->blocks - 1].role != ROLE_DIV || s->n >= TREE_DEEPEST)
		return false;
	return !takes_phrasing_only(top) && top != ROLE_FIGCAPTION && !in_figure(s);
}

/* A list or a table takes only its own parts: adds the one that is missing. */
static bool
add_missing_part(struct tree *s)
{
	enum sanitise_role r = tree_top_role(s);
	const char *part = r == ROLE_LIST ? "li" : r == ROLE_DL ? "dd" :
		r == ROLE_TABLE ? "tbody" : r == ROLE_ROWS ? "tr" : r == ROLE_TR ? "td" : NULL;

	if (!part)
		return false;
	/* Room was kept for the parts, but not for divs between. */
	while (s->stack[s->blocks - 1].role == ROLE_DIV)
		tree_pop_to(s, s->blocks - 1);
	if (r == ROLE_LIST && s->stack[s->blocks - 1].implied)
		pop(s);
	else
		push_implied(s, part);
	return true;
}

/* Makes the place one where text may stand. */
void
tree_need_phrasing(struct tree *s)
{
	if (s->n == s->blocks)
		while (add_missing_part(s))
			;
	if (s->n == s->blocks && wants_paragraph(s))
		push_implied(s, "p");
	if (s->blocks)
		s->stack[s->blocks - 1].kids = true;
	reopen(s);
}

void
tree_begin_phrase(struct tree *s, const struct sanitise_tag *tag)
{
	str start = sanitise_start(&s->attrs, tag, &s->t);

	if (!strcmp(tag->name, "a")) {
		for (size_t i = s->carries; i-- > 0;)
			if (s->carried[i].tag == tag)
				drop_carried(s, i);
		for (size_t i = s->blocks; i < s->n; i++)
			if (s->stack[i].tag == tag)
				tree_pop_to(s, i);
	}
	if (!start.n)
		return;
	tree_need_phrasing(s);
	if (s->n < TREE_DEEPEST)
		push(s, tag, start, true);
}

void
tree_end_phrase(struct tree *s, const struct sanitise_tag *tag)
{
	for (size_t i = s->carries; i-- > 0;) {
		if (s->carried[i].tag == tag) {
			drop_carried(s, i);
			break;
		}
	}
	for (size_t i = s->n; i-- > s->blocks;) {
		if (s->stack[i].tag != tag)
			continue;
		for (size_t j = i + 1; j < s->n; j++)
			carry(s, &s->stack[j]);
		tree_pop_to(s, i);
		return;
	}
}

void
tree_begin_rt(struct tree *s, const struct sanitise_tag *tag)
{
	for (size_t i = s->n; i-- > s->blocks;) {
		if (s->stack[i].role != ROLE_RUBY)
			continue;
		tree_pop_to(s, i + 1);
		if (s->n < TREE_DEEPEST)
			push(s, tag, sanitise_start(&s->attrs, tag, &s->t), true);
		return;
	}
}

/* Blocks */

/* Pops blocks from the top as long as they are paragraphs or divs, or the one
 * block that takes phrasing only.  True when a `want` is the top then. */
static bool
is_under(struct tree *s, enum sanitise_role want)
{
	size_t i = s->blocks;

	while (i && (s->stack[i - 1].role == ROLE_DIV ||
		takes_phrasing_only(s->stack[i - 1].role)) && s->stack[i - 1].role != want)
		i--;
	if (!i || s->stack[i - 1].role != want)
		return false;
	tree_pop_to(s, i);
	return true;
}

/* The place of the nearest table, NOWHERE without one. */
static size_t
nearest_table(const struct tree *s)
{
	for (size_t i = s->blocks; i-- > 0;)
		if (s->stack[i].role == ROLE_TABLE)
			return i;
	return NOWHERE;
}

/* Closes what is open down to the nearest table's own part of role r. */
static bool
pop_in_table(struct tree *s, enum sanitise_role r)
{
	for (size_t i = s->blocks; i-- > 0 && s->stack[i].role != ROLE_TABLE;) {
		if (s->stack[i].role == r) {
			tree_pop_to(s, i + 1);
			return true;
		}
	}
	return false;
}

/* A place for flow content: out of what takes phrasing only, into an item or a
 * cell where the top is a list or a table. */
void
tree_need_flow(struct tree *s)
{
	if (takes_phrasing_only(tree_top_role(s))) {
		while (!takes_phrasing_only(s->stack[s->blocks - 1].role))
			tree_pop_to(s, s->blocks - 1);
		tree_pop_to(s, s->blocks - 1);
	}
	while (add_missing_part(s))
		;
}

static bool
is_first_in(const struct tree *s, const char *name)
{
	const struct tree_open *top = s->blocks ? &s->stack[s->blocks - 1] : NULL;

	return top && top->tag == sanitise_tag_find(str_of(name)) && !top->kids;
}

void
tree_begin_div(struct tree *s, const struct sanitise_tag *tag)
{
	enum sanitise_role r = tree_top_role(s);

	tree_carry_all(s);
	if (r == ROLE_P)
		tree_need_flow(s);
	tree_gap(s);
	if (s->n < TREE_DEEPEST) {
		push(s, tag, S(""), false);
		s->stack[s->n - 1].role = ROLE_DIV;
	}
}

static void
begin_item(struct tree *s, const struct sanitise_tag *tag, enum sanitise_role role)
{
	enum sanitise_role list = role == ROLE_LI ? ROLE_LIST : ROLE_DL;
	str start = sanitise_start(&s->attrs, tag, &s->t);

	tree_carry_all(s);
	if (role == ROLE_LI) {
		if (is_under(s, ROLE_LI))
			pop(s);
	} else if (is_under(s, ROLE_DD) || is_under(s, ROLE_DT)) {
		pop(s);
	}
	if (!is_under(s, list)) {
		tree_need_flow(s);
		if (s->n + LIST_ROOM > TREE_DEEPEST)
			return;
		push_implied(s, role == ROLE_LI ? "ul" : "dl");
	}
	push(s, tag, start, false);
}

static void
begin_table_part(struct tree *s, const struct sanitise_tag *tag, enum sanitise_role role)
{
	size_t table = nearest_table(s);
	str start = sanitise_start(&s->attrs, tag, &s->t);

	if (table == NOWHERE) {
		tree_gap(s);
		return;
	}
	if (role == ROLE_CAPTION && s->stack[table].kids)
		return;
	if (role == ROLE_ROWS && s->stack[table].rows && !strcmp(tag->name, "thead")) {
		start = S("<tbody>");
		tag = sanitise_tag_find(S("tbody"));
	}
	tree_carry_all(s);
	if (role == ROLE_ROWS || role == ROLE_CAPTION) {
		tree_pop_to(s, table + 1);
	} else if (role == ROLE_TR) {
		if (!pop_in_table(s, ROLE_ROWS)) {
			tree_pop_to(s, table + 1);
			push_implied(s, "tbody");
		}
	} else if (!pop_in_table(s, ROLE_TR)) {
		if (!pop_in_table(s, ROLE_ROWS)) {
			tree_pop_to(s, table + 1);
			push_implied(s, "tbody");
		}
		push_implied(s, "tr");
	}
	push(s, tag, start, false);
	/* An empty cell means something; nothing else that is empty does. */
	if (role == ROLE_CELL)
		tree_flush(s);
}

/* A block that may stand wherever flow content may. */
static void
begin_flow(struct tree *s, const struct sanitise_tag *tag, enum sanitise_role role)
{
	enum sanitise_role top = tree_top_role(s);
	size_t room = role == ROLE_TABLE ? TABLE_ROOM :
		role == ROLE_LIST || role == ROLE_DL ? LIST_ROOM : 1;
	str start = sanitise_start(&s->attrs, tag, &s->t);

	if (takes_phrasing_only(top) && top != ROLE_P &&
		(role == ROLE_P || (role == ROLE_HEADING && top != ROLE_HEADING))) {
		tree_gap(s);
		return;
	}
	tree_carry_all(s);
	tree_need_flow(s);
	if (s->n + room <= TREE_DEEPEST)
		push(s, tag, start, false);
}

void
tree_begin_block(struct tree *s, const struct sanitise_tag *tag, enum sanitise_role role)
{
	if (role == ROLE_LI || role == ROLE_DT || role == ROLE_DD) {
		begin_item(s, tag, role);
	} else if (role >= ROLE_CAPTION && role <= ROLE_CELL) {
		begin_table_part(s, tag, role);
	} else if (role == ROLE_SUMMARY) {
		tree_carry_all(s);
		if (is_first_in(s, "details") && s->n < TREE_DEEPEST)
			push(s, tag, sanitise_start(&s->attrs, tag, &s->t), false);
		else
			tree_begin_div(s, tag);
	} else if (role == ROLE_FIGCAPTION) {
		size_t i = s->blocks;

		while (i && (s->stack[i - 1].role == ROLE_DIV || s->stack[i - 1].role == ROLE_P))
			i--;
		if (i && !strcmp(s->stack[i - 1].tag->name, "figure") && s->n < TREE_DEEPEST) {
			tree_carry_all(s);
			tree_pop_to(s, i);
			push(s, tag, sanitise_start(&s->attrs, tag, &s->t), false);
		} else {
			tree_begin_div(s, tag);
		}
	} else {
		begin_flow(s, tag, role);
	}
}

/* Whether an end tag of `role` may not reach past an open `o`. */
static bool
bars(enum sanitise_role role, enum sanitise_role o)
{
	if (role >= ROLE_TABLE && role <= ROLE_CELL)
		return o == ROLE_TABLE && role != ROLE_TABLE;
	if (o == ROLE_CELL || o == ROLE_CAPTION || o == ROLE_TABLE)
		return true;
	if (role == ROLE_LI)
		return o == ROLE_LIST;
	if (role == ROLE_DT || role == ROLE_DD)
		return o == ROLE_DL;
	return role == ROLE_P && o != ROLE_P;
}

void
tree_end_block(struct tree *s, const struct sanitise_tag *tag, enum sanitise_role role)
{
	for (size_t i = s->blocks; i-- > 0;) {
		const struct tree_open *o = &s->stack[i];

		if (o->tag == tag || (role == ROLE_HEADING && o->role == ROLE_HEADING)) {
			tree_pop_to(s, i);
			if (role == ROLE_DIV)
				tree_gap(s);
			return;
		}
		if (bars(role, o->role))
			return;
	}
}
