/* audit.c: the audit trail: who did what, newest first, by keyset, and as a table
 * for a spreadsheet.  Nothing can be changed or taken out of it here.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/settings.h"
#include "news/people/user.h"


ROUTE(GET, "/desk/running/audit/", settings_audit, MAY_RUN, NEVER)
ROUTE(GET, "/desk/running/audit/audit.csv", settings_audit_csv, MAY_RUN, NEVER)

enum { CSV_ROWS = 20000, CSV_BYTES = 24 << 20 };

struct filter {
	struct audit_filter in;
	str person, action, subject, find;
};

static struct filter
filter_of(struct ctx *c)
{
	const struct request *r = c->req;
	struct filter f = {.person = str_trim(request_query(r, S("person"))), .action = str_trim(request_query(r, S("action"))),
		.subject = str_trim(request_query(r, S("subject"))), .find = str_trim(request_query(r, S("find")))};

	f.in = (struct audit_filter){.before = INT64_MAX, .action = f.action, .subject = f.subject,
		.find = settings_lower(c->a, f.find), .count = SETTINGS_ROWS + 1};
	if (str_int(f.person, &f.in.person))
		f.in.person = 0;
	if (str_int(request_query(r, S("before")), &f.in.before))
		f.in.before = INT64_MAX;
	return f;
}

static str
query_of(struct arena *a, const struct filter *f)
{
	str one = settings_query(a, "person", f->person), two = settings_query(a, "action", f->action);
	str three = settings_query(a, "subject", f->subject), four = settings_query(a, "find", f->find);

	return arena_fmt(a, "%.*s%.*s%.*s%.*s", SARG(one), SARG(two), SARG(three), SARG(four));
}

static err
put_choices(struct desk *d, const struct filter *f)
{
	struct value *list = value_list(d->root, "people");
	struct user_name *person;
	str *action;
	size_t n;

	TRY(user_names(d->t, &person, &n));
	for (size_t i = 0; i < n; i++) {
		struct value *one = value_item(list);

		value_int(one, "id", person[i].id);
		value_str(one, "name", person[i].name);
		value_bool(one, "chosen", person[i].id == f->in.person);
	}
	TRY(audit_actions(d->t, &action, &n));
	list = value_list(d->root, "actions");
	for (size_t i = 0; i < n; i++) {
		struct value *one = value_item(list);

		value_str(one, "name", action[i]);
		value_bool(one, "chosen", str_eq(action[i], f->action));
	}
	return OK;
}

err
settings_audit(struct ctx *c)
{
	struct desk d;
	struct filter f = filter_of(c);
	struct audit_row *row;
	struct value *items;
	size_t n;
	str query = query_of(c->a, &f);

	TRY(settings_begin(c, &d, "audit", S("")));
	TRY(put_choices(&d, &f));
	TRY(audit_list(d.t, &f.in, &row, &n));
	items = value_list(d.root, "items");
	for (size_t i = 0; i < n && i < SETTINGS_ROWS; i++) {
		struct value *one = value_item(items);

		show_date(&d.view, one, "at", row[i].at);
		value_str(one, "actor", row[i].actor);
		value_str(one, "action", row[i].action);
		value_str(one, "subject", row[i].subject);
		value_str(one, "number", row[i].subject_id ? arena_fmt(c->a, "%lld", (long long)row[i].subject_id) : S(""));
		value_bool(one, "story", row[i].subject_id && str_eq(row[i].subject, S("story")));
		value_str(one, "detail", row[i].detail);
	}
	value_str(d.root, "find", f.find);
	value_str(d.root, "subject", f.subject);
	value_str(d.root, "csv", arena_fmt(c->a, "/desk/running/audit/audit.csv?%.*s", SARG(query)));
	if (n > SETTINGS_ROWS)
		value_str(d.root, "next", arena_fmt(c->a, "?%.*sbefore=%lld", SARG(query), (long long)row[SETTINGS_ROWS - 1].id));
	return desk_render(&d, "running-audit");
}

/* In quotes; what a spreadsheet would read as a formula begins with an apostrophe. */
static void
add_cell(struct buf *b, str s, char end)
{
	buf_char(b, '"');
	if (s.n && strchr("=+-@\t\r", s.p[0]))
		buf_char(b, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_char(b, '"');
		buf_char(b, s.p[i]);
	}
	buf_char(b, '"');
	buf_char(b, end);
}

err
settings_audit_csv(struct ctx *c)
{
	struct desk d;
	struct filter f = filter_of(c);
	struct audit_row *row;
	struct buf b = buf_in(c->a, CSV_BYTES);
	size_t n;

	TRY(settings_begin(c, &d, "audit", S("")));
	f.in.count = CSV_ROWS;
	TRY(audit_list(d.t, &f.in, &row, &n));
	buf_add(&b, S("at,who,action,subject,number,detail\r\n"));
	for (size_t i = 0; i < n; i++) {
		add_cell(&b, zone_iso(c->a, d.paper.zone, row[i].at), ',');
		add_cell(&b, row[i].actor, ',');
		add_cell(&b, row[i].action, ',');
		add_cell(&b, row[i].subject, ',');
		buf_fmt(&b, "%lld,", (long long)row[i].subject_id);
		add_cell(&b, row[i].detail, '\r');
		buf_char(&b, '\n');
	}
	c->reply.type = S("text/csv; charset=utf-8");
	reply_header(&c->reply, S("Content-Disposition"), S("attachment; filename=\"audit.csv\""));
	reply_header(&c->reply, S("Cache-Control"), S("private, no-store"));
	return buf_done(&b, &c->reply.body);
}
