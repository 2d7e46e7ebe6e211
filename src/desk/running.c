/* running.c: the overview of what runs the paper.  Which cards a person sees is read
 * from the route table itself: what they may not open is not shown. */
#include "desk/running.h"

#include "text/url.h"

ROUTE(GET, "/desk/running/", running_overview, MAY_ARRANGE, NEVER)

static const struct {
	const char *group, *name, *path; /* name NULL: the next group */
} cards[] = {
	{"paper", "settings", "/desk/running/settings/"},
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
running_begin(struct ctx *c, struct desk *d, const char *page)
{
	TRY(desk_begin(c, d, "running"));
	desk_title(d, words_get(d->words, arena_fmt(c->a, "running_%s", page).p));
	value_str(d->root, "page", str_of(page));
	value_null(d->root, "next");
	value_str(d->root, "fault", S(""));
	return OK;
}

struct name_by
running_by(const struct ctx *c)
{
	return (struct name_by){c->who->id, c->who->name, c->now};
}

err
running_again(struct ctx *c, err e, err (*show)(struct ctx *))
{
	if (e != E_INPUT && e != E_CLASH && e != E_TOOBIG)
		return e;
	if (desk_wants_json(c))
		return e;
	TRY(show(c));
	c->reply.status = err_status(e);
	return OK;
}

bool
running_may_open(const struct ctx *c, str path)
{
	str arg[ROUTE_ARGS], allow;
	const struct route *r;

	return route_find(GET, path, arg, &r, &allow) == OK && !str_starts(str_of(r->path), S("/{")) &&
		person_may(c->who, r->access);
}

void
running_next(struct desk *d, str url)
{
	value_str(d->root, "next", url);
}

str
running_query(struct arena *a, const char *name, str value)
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
running_overview(struct ctx *c)
{
	struct desk d;
	struct value *groups, *items = NULL;
	const char *group = "";

	TRY(running_begin(c, &d, "overview"));
	groups = value_list(d.root, "groups");
	for (size_t i = 0; i < LENGTH(cards); i++) {
		struct value *one;

		if (!running_may_open(c, str_of(cards[i].path)))
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
