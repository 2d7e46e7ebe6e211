/* settings.c: the overview of what runs the paper.  Which cards a person sees is read
 * from the route table itself: what they may not open is not shown.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/settings.h"

#include "text/data/url.h"

ROUTE(GET, "/desk/running/", settings_overview, MAY_ARRANGE, NEVER)

static const struct {
	const char *group, *name, *path; /* name NULL: the next group */
} cards[] = {
	{"paper", "settings", "/desk/running/settings/"},
	{"paper", "permalinks", "/desk/running/permalinks/"},
	{"paper", "themes", "/desk/running/themes/"},
	{"paper", "menus", "/desk/running/menus/"},
	{"names", "sections", "/desk/running/sections/"},
	{"names", "tags", "/desk/running/tags/"},
	{"names", "authors", "/desk/running/authors/"},
	{"names", "redirects", "/desk/running/redirects/"},
	{"people", "people", "/desk/people/"},
	{"people", "account", "/desk/account/"},
	{"people", "stages", "/desk/running/stages/"},
	{"people", "templates", "/desk/running/templates/"},
	{"archive", "import", "/desk/running/import/"},
	{"archive", "export", "/desk/running/export/"},
	{"watch", "server", "/desk/running/server/"},
	{"watch", "audit", "/desk/running/audit/"},
};

err
settings_begin(struct ctx *c, struct desk *d, const char *page, str fault)
{
	TRY(desk_begin(c, d, "running"));
	desk_title(d, words_get(d->words, arena_fmt(c->a, "running_%s", page).p));
	value_str(d->root, "page", str_of(page));
	value_null(d->root, "next");
	value_str(d->root, "fault", fault);
	return OK;
}

struct actor
settings_actor(const struct ctx *c)
{
	return (struct actor){c->who->id, c->who->name, c->now};
}

err
settings_redisplay(struct ctx *c, err e, err (*show)(struct ctx *, str fault))
{
	if ((e != E_INPUT && e != E_CLASH && e != E_TOOBIG) || desk_wants_json(c))
		return e;
	TRY(show(c, desk_why(c, str_of(fail_why()))));
	c->reply.status = err_status(e);
	return OK;
}

str
settings_field_value(const struct ctx *c, const char *field, str otherwise)
{
	str v = c->req->method == POST ? request_form(c->req, str_of(field)) : otherwise;

	return v.p ? v : otherwise;
}

str
settings_lower(struct arena *a, str s)
{
	char *out = NEW(a, char, s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		out[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
	return (str){out, s.n};
}

/* May this person open the page at this path (is there one)? */
static bool
may_open(const struct ctx *c, str path)
{
	str arg[ROUTE_ARGS], allow;
	const struct route *r;

	return route_find(&routes, GET, path, arg, &r, &allow) == OK && !str_starts(str_of(r->path), S("/{")) &&
		person_may(c->who, r->access);
}

str
settings_query(struct arena *a, const char *name, str value)
{
	struct buf b = buf_in(a, 3 * value.n + 200);

	if (!value.n)
		return S("");
	buf_fmt(&b, "%s=", name);
	url_add_query(&b, value);
	buf_char(&b, '&');
	return buf_str(&b);
}

err
settings_overview(struct ctx *c)
{
	struct desk d;
	struct value *groups, *items = NULL;
	const char *group = "";

	TRY(settings_begin(c, &d, "overview", S("")));
	groups = value_list(d.root, "groups");
	for (size_t i = 0; i < LENGTH(cards); i++) {
		struct value *one;

		if (!may_open(c, str_of(cards[i].path)))
			continue;
		if (strcmp(group, cards[i].group)) {
			one = value_item(groups);
			group = cards[i].group;
			value_str(one, "title", words_get(d.words, arena_fmt(c->a, "running_group_%s", group).p));
			items = value_list(one, "items");
		}
		one = value_item(items);
		show_link(one, words_get(d.words, arena_fmt(c->a, "running_%s", cards[i].name).p), str_of(cards[i].path));
		value_str(one, "help", words_get(d.words, arena_fmt(c->a, "running_%s_card", cards[i].name).p));
	}
	return desk_render(&d, "running");
}

/* ---- lists of names ---- */

void
settings_names(struct desk *d, struct settings_names *n)
{
	static const char *const words[] = {"add", "search", "none", "count", "merge_into", "merge", "delete_ask", "help"};
	struct value *w = value_record(d->root, "w");

	for (size_t i = 0; i < LENGTH(words); i++)
		value_str(w, words[i], words_get(d->words, arena_fmt(d->a, "running_%s_%s", n->kind, words[i]).p));
	value_str(d->root, "base", arena_fmt(d->a, "/desk/running/%ss/", n->kind));
	n->find = str_trim(request_query(d->c->req, S("find")));
	value_str(d->root, "find", n->find);
	n->items = value_list(d->root, "items");
}

void
settings_name(struct desk *d, struct settings_names *n, int64_t id, str name, str url, str note, int64_t count)
{
	struct value *one = value_item(n->items);

	value_int(one, "id", id);
	value_str(one, "name", name);
	value_str(one, "url", url);
	value_str(one, "note", note);
	value_str(one, "n", words_number(d->words, d->a, count));
}

void
settings_names_more(struct desk *d, const struct settings_names *n, str name, int64_t id)
{
	str find = settings_query(d->a, "find", n->find), after = settings_query(d->a, "after", settings_lower(d->a, name));

	value_str(d->root, "next", arena_fmt(d->a, "?%.*s%.*sfrom=%lld", SARG(find), SARG(after), (long long)id));
}
