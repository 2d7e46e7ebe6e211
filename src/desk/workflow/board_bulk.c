/* board_bulk.c: what the board's forms do: with the chosen stories, and with the view. */
#include "desk/workflow/board.h"


ROUTE(POST, "/desk/board/do", desk_board_do, MAY_WRITE, NEVER)
ROUTE(POST, "/desk/board/view", desk_board_view, MAY_WRITE, NEVER)

struct doing {
	struct ctx *c;
	int64_t *id;
	size_t n;
	str what, tag;
	int64_t to, due; /* stage, person or section; due < 0: as it was */
};

static err
doing(struct txn *t, void *arg)
{
	struct doing *x = arg;
	const struct person *who = x->c->who;
	int64_t now = x->c->now;

	if (str_eq(x->what, S("move")))
		return workflow_move(t, who, x->id, x->n, x->to, now);
	if (str_eq(x->what, S("assign")))
		return workflow_assign(t, who, x->id, x->n, x->to, x->due, now);
	if (str_eq(x->what, S("due")))
		return workflow_plan(t, who, x->id, x->n, x->due, -1, now);
	if (str_eq(x->what, S("plan")))
		return workflow_plan(t, who, x->id, x->n, -1, x->due, now);
	if (str_eq(x->what, S("tag")))
		return workflow_tag(t, who, x->id, x->n, x->tag, now);
	if (str_eq(x->what, S("section")))
		return workflow_section(t, who, x->id, x->n, x->to, now);
	return fail(E_INPUT, "select an action");
}

/* A moment of the form, in the paper's zone; -1: left as it is. */
static err
read_moment(struct ctx *c, str field, int64_t *at)
{
	struct desk d;

	*at = -1;
	if (!str_trim(request_form(c->req, field)).n)
		return OK;
	TRY(desk_begin(c, &d, "board"));
	TRY(desk_moment(&d, request_form(c->req, field), at));
	store_end(c->txn);
	c->txn = NULL;
	return OK;
}

static err
read_target(struct ctx *c, struct doing *x)
{
	str assignee = request_form(c->req, S("assignee"));

	if (str_eq(x->what, S("move")))
		TRY(desk_number(c, S("stage"), &x->to));
	else if (str_eq(x->what, S("section")))
		TRY(desk_number(c, S("section"), &x->to));
	else if (str_eq(x->what, S("assign")) && str_eq(assignee, S("me")))
		x->to = c->who->id;
	else if (str_eq(x->what, S("assign")) && !str_eq(assignee, S("none")))
		TRY(desk_number(c, S("assignee"), &x->to));
	if ((str_eq(x->what, S("move")) || str_eq(x->what, S("section"))) && !x->to)
		return fail(E_INPUT, "select a target stage");
	if (str_eq(x->what, S("assign")) && !x->to && !str_eq(assignee, S("none")))
		return fail(E_INPUT, "select an assignee");
	if (str_eq(x->what, S("plan")) || request_form(c->req, S("when")).p)
		TRY(read_moment(c, S("when"), &x->due));
	else if (!str_eq(x->what, S("move")))
		TRY(read_moment(c, S("due"), &x->due));
	if ((str_eq(x->what, S("due")) || str_eq(x->what, S("plan"))) && x->due < 0)
		x->due = 0;
	return OK;
}

/* Each story once. */
static void
once(struct doing *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->n; i++) {
		size_t k = 0;

		while (k < n && x->id[k] != x->id[i])
			k++;
		if (k == n)
			x->id[n++] = x->id[i];
	}
	x->n = n;
}

/* Back to where the form was: a page of the board or the calendar. */
static str
back(struct ctx *c)
{
	str to = request_form(c->req, S("back"));

	for (size_t i = 0; i < to.n; i++)
		if (to.p[i] <= ' ' || to.p[i] == '"' || to.p[i] == '<' || to.p[i] == '\\' || to.p[i] > '~')
			return S("/desk/board/");
	if (to.n > 600 || str_find(to, S("//")) != NOWHERE)
		return S("/desk/board/");
	return str_starts(to, S("/desk/board/")) || str_starts(to, S("/desk/calendar/")) || str_eq(to, S("/desk/")) ? to : S("/desk/board/");
}

err
desk_board_do(struct ctx *c)
{
	struct doing x = {.c = c, .what = request_form(c->req, S("do")), .tag = request_form(c->req, S("tag")), .due = -1};

	TRY(desk_numbers(c, S("story"), &x.id, &x.n));
	if (!x.n)
		return fail(E_INPUT, "select at least one story");
	once(&x);
	TRY(read_target(c, &x));
	TRY(store_write(c->store, c->a, doing, &x));
	return desk_done(c, back(c), str_eq(x.what, S("move")) ? "done_moved" : str_eq(x.what, S("assign")) ? "done_assigned" : "done_saved");
}

/* ---- the view ---- */

struct view_of {
	const struct person *who;
	str query;
};
static err
remember(struct txn *t, void *arg)
{
	struct view_of *v = arg;

	return board_remember(t, v->who, S("board"), v->query);
}

static bool
is_word(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] == '-' || s.p[i] == '_' || (s.p[i] >= '0' && s.p[i] <= '9') ||
			(s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= 'A' && s.p[i] <= 'Z')))
			return false;
	return s.n && s.n < 80;
}

static str
query_of(struct ctx *c)
{
	static const char *const names[] = {"stage", "section", "who", "worktype", "due", "language", "kind"};
	struct buf b = buf_in(c->a, 1000);
	str to = request_form(c->req, S("to"));

	buf_fmt(&b, "view=%s", str_eq(to.n ? to : request_form(c->req, S("view")), S("table")) ? "table" : "columns");
	if (str_eq(request_form(c->req, S("do")), S("reset")))
		return buf_str(&b);
	for (size_t i = 0; i < LENGTH(names); i++) {
		str v = str_trim(request_form(c->req, str_of(names[i])));

		if (is_word(v))
			buf_fmt(&b, "&%s=%.*s", names[i], SARG(v));
	}
	return buf_str(&b);
}

/* Percent-encoded, for a query. */
static str
encode(struct arena *a, str s)
{
	struct buf b = buf_in(a, 3 * s.n + 1);

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.')
			buf_char(&b, c);
		else
			buf_fmt(&b, "%%%02X", (unsigned char)c);
	}
	return buf_str(&b);
}

err
desk_board_view(struct ctx *c)
{
	struct view_of v = {c->who, query_of(c)};
	str words = str_trim(str_upto(request_form(c->req, S("q")), 200));

	if (str_eq(request_form(c->req, S("do")), S("reset")))
		words = S("");
	TRY(store_write(c->store, c->a, remember, &v));
	return desk_done(c, arena_fmt(c->a, "/desk/board/?%.*s%s%.*s", SARG(v.query), words.n ? "&q=" : "",
		SARG(encode(c->a, words))), "");
}
