/* board_query.c: what a page of the board is asked to show: by its address, and where that
 * says nothing, as this person left it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/workflow/board.h"

enum { QUERY_BYTES = 600 };

static const char *const fields[] = {"view", "stage", "section", "who", "worktype", "due", "language", "kind"};

/* A word that may stand in a query as it is. */
static bool
is_plain(str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
			return false;
	}
	return s.n && s.n < 80;
}

static str
from_left(str left, str name)
{
	str part, key;

	while (left.n && str_split(&left, '&', &part))
		if (str_split(&part, '=', &key) && str_eq(key, name))
			return part;
	return S("");
}

static bool
asked(const struct desk *d)
{
	for (size_t i = 0; i < LENGTH(fields); i++)
		if (request_query(d->c->req, str_of(fields[i])).p)
			return true;
	return request_query(d->c->req, S("q")).p != NULL || request_query(d->c->req, S("day")).p != NULL;
}

static void
read_who(const struct desk *d, struct board_ask *k)
{
	if (str_eq(k->who, S("me")))
		k->filter.person = d->c->who->id;
	else if (str_eq(k->who, S("none")))
		k->filter.nobody = true;
	else if (str_int(k->who, &k->filter.person))
		k->who = S("");
}

static void
read_due(const struct desk *d, struct board_ask *k)
{
	int64_t now = d->paper.now, tomorrow = zone_tomorrow(d->paper.zone, now);
	struct civil c = zone_civil(d->paper.zone, now);

	if (str_eq(k->due, S("late"))) {
		k->filter.due_from = 1;
		k->filter.due_to = now;
	} else if (str_eq(k->due, S("today"))) {
		k->filter.due_from = zone_day(d->paper.zone, c.year, c.month, c.day);
		k->filter.due_to = tomorrow - 1;
	} else if (str_eq(k->due, S("week"))) {
		k->filter.due_from = 1;
		k->filter.due_to = zone_day(d->paper.zone, c.year, c.month, c.day + 7) - 1;
	} else if (str_eq(k->due, S("none"))) {
		k->filter.undue = true;
	} else {
		k->due = S("");
	}
}

/* "before=1772700000-12": the place where the page before ended. */
static void
read_place(const struct desk *d, struct board_ask *k)
{
	str rest = request_query(d->c->req, S("before")), at;

	if (!str_split(&rest, '-', &at) || str_int(at, &k->from.at) || str_int(rest, &k->from.id))
		k->from = (struct board_place){0};
}

bool
board_read_day(const struct desk *d, str typed, int64_t *start)
{
	return typed.n == 10 && is_plain(typed) && zone_read(d->paper.zone, typed, start) == OK;
}

static void
read_day(const struct desk *d, struct board_ask *k)
{
	k->day = request_query(d->c->req, S("day"));
	if (board_read_day(d, k->day, &k->day_from))
		k->day_to = zone_tomorrow(d->paper.zone, k->day_from) - 1;
	else
		k->day = S("");
}

static void
put(struct buf *b, const char *name, str value)
{
	if (value.n)
		buf_fmt(b, "%s%s=%.*s", b->n ? "&" : "", name, SARG(value));
}

err
board_ask_read(const struct desk *d, const struct workflow *wf, str left, struct board_ask *k)
{
	struct buf b = buf_in(d->a, QUERY_BYTES);
	bool by_address = asked(d);
	const struct stage *g;
	str v[LENGTH(fields)];

	*k = (struct board_ask){0};
	for (size_t i = 0; i < LENGTH(fields); i++) {
		v[i] = by_address ? request_query(d->c->req, str_of(fields[i])) : from_left(left, str_of(fields[i]));
		if (!is_plain(v[i]))
			v[i] = S("");
	}
	k->table = str_eq(v[0], S("table"));
	g = workflow_stage_named(wf, v[1]);
	k->filter.stage = g ? g->id : 0;
	if (str_int(v[2], &k->filter.section))
		k->filter.section = 0;
	k->who = v[3];
	read_who(d, k);
	k->filter.worktype = v[4];
	k->due = v[5];
	read_due(d, k);
	k->filter.language = v[6];
	k->filter.pages = str_eq(v[7], S("page"));
	k->words = str_trim(request_query(d->c->req, S("q")));
	read_place(d, k);
	read_day(d, k);
	for (size_t i = 0; i < LENGTH(fields); i++) {
		put(&b, fields[i], v[i]);
		k->filters += i > 0 && v[i].n > 0;
	}
	return buf_done(&b, &k->query);
}
