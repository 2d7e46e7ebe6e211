/* redirects.c: old addresses: found, added, brought from a list, taken away, and
 * tried: where does this lead, step by step?
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/settings.h"

#include "door/resolve.h"
#include "news/paper/redirect.h"
#include "text/data/url.h"

ROUTE(GET, "/desk/running/redirects/", settings_redirects, MAY_ARRANGE, NEVER)
ROUTE(POST, "/desk/running/redirects/", settings_redirects_do, MAY_ARRANGE, NEVER)

enum { STEPS = 6 };

/* What a row of former names is about: "tag:ferry" -> the tag's address then. */
static str
old_address(const struct desk *d, str path)
{
	if (str_starts(path, S("tag:")))
		return paper_tag(&d->paper, str_from(path, 4));
	if (str_starts(path, S("section:")))
		return paper_section_path(&d->paper, str_from(path, 8));
	if (str_starts(path, S("author:")))
		return paper_author(&d->paper, str_from(path, 7));
	return str_starts(path, S("slug:")) ? arena_fmt(d->a, "…/%.*s", SARG(str_from(path, 5))) : path;
}

static void
put_row(struct desk *d, struct value *items, const struct redirect_row *r)
{
	struct value *one = value_item(items);
	bool name = !str_starts(r->path, S("/"));

	value_str(one, "path", r->path);
	value_str(one, "shown", old_address(d, r->path));
	value_int(one, "status", r->status);
	value_str(one, "kind", words_get(d->words, r->status == 410 ? "running_410" : r->status == 302 ? "running_302" : "running_301"));
	value_str(one, "target", r->story_id ? r->headline : name ? S("") : r->target);
	value_str(one, "to", r->story_id ? arena_fmt(d->a, "/?p=%lld", (long long)r->story_id) : name ? S("") : r->target);
	value_bool(one, "name", name);
}

static err
put_rows(struct desk *d, str find)
{
	struct redirect_row *row;
	struct value *items = value_list(d->root, "items");
	size_t n;

	TRY(redirect_list(d->t, find, request_query(d->c->req, S("after")), SETTINGS_ROWS + 1, &row, &n));
	for (size_t i = 0; i < n && i < SETTINGS_ROWS; i++)
		put_row(d, items, &row[i]);
	if (n > SETTINGS_ROWS) {
		str q = settings_query(d->a, "find", find), after = settings_query(d->a, "after", row[SETTINGS_ROWS - 1].path);

		value_str(d->root, "next", arena_fmt(d->a, "?%.*s%.*s", SARG(q), SARG(after)));
	}
	return OK;
}

static void
put_step(struct desk *d, struct value *steps, str at, int status)
{
	struct value *one = value_item(steps);
	const char *word = status == 200 ? "running_leads_200" : status == 410 ? "running_leads_410" :
		status == 301 ? "running_leads_301" : status == 302 ? "running_leads_302" : "running_leads_404";

	value_str(one, "at", at);
	value_int(one, "status", status);
	value_str(one, "what", words_get(d->words, word));
}

/* From hop to hop, as a reader's browser would go. */
static err
put_where(struct desk *d, str typed)
{
	struct value *steps = value_list(d->root, "steps");
	str at;

	value_str(d->root, "where", typed);
	if (!typed.n)
		return OK;
	if (redirect_path(d->a, d->paper.url, typed, &at)) {
		value_str(d->root, "fault", desk_why(d->c, str_of(fail_why())));
		return OK;
	}
	if (str_ends(typed, S("/")))
		at = arena_fmt(d->a, "%.*s/", SARG(at));
	for (int i = 0; i < STEPS; i++) {
		int status;
		str to;

		TRY(door_resolve(d->c, at, &status, &to));
		put_step(d, steps, at, status);
		if (str_starts(to, d->paper.url))
			to = str_from(to, d->paper.url.n);
		if (!to.n || !str_starts(to, S("/")) || str_starts(to, S("//"))) {
			if (to.n)
				put_step(d, steps, to, 200);
			return OK;
		}
		at = url_decode(d->a, str_upto(to, str_find_char(to, '?')), false);
	}
	return OK;
}

static err
show(struct ctx *c, str fault, const struct redirect_import *imported)
{
	struct desk d;
	struct value *faults;
	int64_t total;
	str find = str_trim(request_query(c->req, S("find")));

	TRY(settings_begin(c, &d, "redirects", fault));
	TRY(redirect_total(d.t, &total));
	value_str(d.root, "total", words_number(d.words, c->a, total));
	value_str(d.root, "find", find);
	TRY(put_rows(&d, find));
	value_str(d.root, "path", settings_field_value(c, "path", S("")));
	value_str(d.root, "target", settings_field_value(c, "target", S("")));
	value_str(d.root, "lines", imported ? request_form(c->req, S("lines")) : S(""));
	value_str(d.root, "imported", imported ? words_count(d.words, c->a, "running_imported", (int64_t)imported->taken, NULL) : S(""));
	faults = value_list(d.root, "faults");
	for (size_t i = 0; imported && i < imported->faults && i < LENGTH(imported->fault); i++) {
		struct value *one = value_item(faults);

		value_int(one, "line", (int64_t)imported->fault[i].line);
		value_str(one, "why", desk_why(c, imported->fault[i].why));
	}
	TRY(put_where(&d, c->req->method == POST ? S("") : str_trim(request_query(c->req, S("where")))));
	return desk_render(&d, "running-redirects");
}

static err
show_fault(struct ctx *c, str fault)
{
	return show(c, fault, NULL);
}

err
settings_redirects(struct ctx *c)
{
	return show(c, S(""), NULL);
}

struct doing {
	struct ctx *c;
	str own;
	struct redirect_import imported;
};

static err
own_address(struct txn *t, struct ctx *c, str *own)
{
	struct settings set;

	TRY(setting_load(t, &set));
	*own = setting_str(&set, "site_url");
	*own = own->n ? *own : c->app->config.base;
	return OK;
}

static err
add(struct txn *t, void *arg)
{
	struct doing *w = arg;
	struct actor by = settings_actor(w->c);
	struct redirect r = {request_form(w->c->req, S("path")), request_form(w->c->req, S("target")), 301};
	int64_t status;

	TRY(desk_number(w->c, S("status"), &status));
	r.status = (int)status;
	TRY(own_address(t, w->c, &w->own));
	return redirect_add(t, &by, w->own, &r);
}

static err
bring(struct txn *t, void *arg)
{
	struct doing *w = arg;
	struct actor by = settings_actor(w->c);

	TRY(own_address(t, w->c, &w->own));
	return redirect_import(t, &by, w->own, request_form(w->c->req, S("lines")), &w->imported);
}

static err
take_away(struct txn *t, void *arg)
{
	struct doing *w = arg;
	struct actor by = settings_actor(w->c);

	for (size_t i = 0; i < w->c->req->form_n; i++)
		if (str_eq(w->c->req->form[i].name, S("row")))
			TRY(redirect_remove(t, &by, w->c->req->form[i].value));
	return OK;
}

err
settings_redirects_do(struct ctx *c)
{
	struct doing *w = NEW(c->a, struct doing, 1);
	str what = request_form(c->req, S("do"));
	bool brings = str_eq(what, S("import")), removes = str_eq(what, S("delete"));
	err e;

	w->c = c;
	e = store_write(c->store, c->a, brings ? bring : removes ? take_away : add, w);
	if (e)
		return settings_redisplay(c, e, show_fault);
	if (brings && !desk_wants_json(c))
		return show(c, S(""), &w->imported);
	return desk_done(c, S("/desk/running/redirects/"), removes ? "done_deleted" : "done_saved");
}
