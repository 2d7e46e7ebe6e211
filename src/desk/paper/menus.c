/* menus.c: menus: which entries, in which order, and which menu is the navigation
 * at the top of readers' pages.  They are flat: the gazette shows one row.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/settings.h"
#include "news/front/breaking.h"

#include "text/words/slug.h"
#include "news/paper/menu.h"

ROUTE(GET, "/desk/running/menus/", settings_menus, MAY_ARRANGE, NEVER)
ROUTE(POST, "/desk/running/menus/", settings_menus_choose, MAY_ARRANGE, NEVER)
ROUTE(GET, "/desk/running/menus/{name}/", settings_menu, MAY_ARRANGE, NEVER)
ROUTE(POST, "/desk/running/menus/{name}/", settings_menu_save, MAY_ARRANGE, NEVER)

enum { ENTRIES = 200, SPARE = 3 };

static err
show_list(struct ctx *c, str fault)
{
	struct desk d;
	struct menu_name *row;
	struct value *items;
	size_t n;
	str chosen;

	TRY(settings_begin(c, &d, "menus", fault));
	TRY(menu_list(d.t, &row, &n));
	chosen = setting_str(&d.paper.set, "menu");
	items = value_list(d.root, "items");
	for (size_t i = 0; i < n; i++) {
		struct value *one = value_item(items);

		value_str(one, "name", row[i].name);
		value_str(one, "n", words_number(d.words, c->a, row[i].items));
		value_bool(one, "chosen", str_eq(row[i].name, chosen));
	}
	value_bool(d.root, "none_chosen", !chosen.n);
	return desk_render(&d, "running-menus");
}

err
settings_menus(struct ctx *c)
{
	return show_list(c, S(""));
}

static err
choose(struct txn *t, void *arg)
{
	struct ctx *c = arg;
	struct actor by = settings_actor(c);

	return menu_choose(t, &by, request_form(c->req, S("menu")));
}

err
settings_menus_choose(struct ctx *c)
{
	str name = slug_make(c->a, request_form(c->req, S("name")));
	err e;

	if (str_eq(request_form(c->req, S("do")), S("add"))) {
		if (!name.n)
			return settings_redisplay(c, fail(E_INPUT, "a menu needs a name"), show_list);
		return desk_done(c, arena_fmt(c->a, "/desk/running/menus/%.*s/", SARG(name)), "");
	}
	e = store_write(c->store, c->a, choose, c);
	return e ? settings_redisplay(c, e, show_list) : desk_done(c, S("/desk/running/menus/"), "done_saved");
}

struct entry {
	str label, target;
	int64_t place;
};

/* The rows of the form: their three fields come in the same order. */
static size_t
entries_of(struct ctx *c, struct entry *e)
{
	size_t label = 0, target = 0, place = 0;

	for (size_t i = 0; i < c->req->form_n; i++) {
		const struct pair *p = &c->req->form[i];

		if (str_eq(p->name, S("label")) && label < ENTRIES)
			e[label++].label = str_trim(p->value);
		else if (str_eq(p->name, S("target")) && target < ENTRIES)
			e[target++].target = str_trim(p->value);
		else if (str_eq(p->name, S("place")) && place < ENTRIES && str_int(str_trim(p->value), &e[place++].place))
			e[place - 1].place = ENTRIES;
	}
	return label < target ? label : target;
}

static void
put_entry(struct value *items, str label, str target, size_t n)
{
	struct value *one = value_item(items);

	value_str(one, "label", label);
	value_str(one, "target", target);
	value_int(one, "n", (int64_t)n);
}

static err
show_one(struct ctx *c, str fault)
{
	struct desk d;
	struct menu_item *row;
	struct value *items;
	size_t n, shown = 0;

	TRY(settings_begin(c, &d, "menus", fault));
	TRY(menu_items(d.t, c->arg[0], &row, &n));
	items = value_list(d.root, "items");
	if (c->req->method == POST) {
		struct entry *e = NEW(c->a, struct entry, ENTRIES + 1);

		for (n = entries_of(c, e); shown < n; shown++)
			put_entry(items, e[shown].label, e[shown].target, shown + 1);
	}
	for (; c->req->method != POST && shown < n; shown++)
		put_entry(items, row[shown].label, row[shown].target, shown + 1);
	for (int i = 0; c->req->method != POST && i < SPARE; i++)
		put_entry(items, S(""), S(""), ++shown);
	desk_title(&d, c->arg[0]);
	value_str(d.root, "name", c->arg[0]);
	TRY(breaking_nav(d.t, &d.paper));
	items = value_list(d.root, "places");
	for (size_t i = 0; i < d.paper.sections; i++)
		show_link(value_item(items), d.paper.section[i].name, paper_section_path(&d.paper, d.paper.section[i].path));
	for (size_t i = 0; i < d.paper.pages; i++)
		show_link(value_item(items), d.paper.page[i].headline, arena_fmt(c->a, "/%.*s/", SARG(d.paper.page[i].path)));
	return desk_render(&d, "running-menu");
}

err
settings_menu(struct ctx *c)
{
	return show_one(c, S(""));
}

static err
save(struct txn *t, void *arg)
{
	struct ctx *c = arg;
	struct arena *a = store_arena(t);
	struct actor by = settings_actor(c);
	struct entry *e = NEW(a, struct entry, ENTRIES + 1);
	struct menu_item *item = NEW(a, struct menu_item, ENTRIES + 1);
	size_t n = str_eq(request_form(c->req, S("do")), S("delete")) ? 0 : entries_of(c, e);

	for (size_t i = 1; i < n; i++) /* stable: equal places keep their order */
		for (size_t k = i; k && e[k - 1].place > e[k].place; k--) {
			struct entry swap = e[k];

			e[k] = e[k - 1];
			e[k - 1] = swap;
		}
	for (size_t i = 0; i < n; i++)
		item[i] = (struct menu_item){e[i].label, e[i].target};
	return menu_change(t, &by, c->arg[0], item, n);
}

err
settings_menu_save(struct ctx *c)
{
	err e = store_write(c->store, c->a, save, c);

	return e ? settings_redisplay(c, e, show_one) : desk_done(c, S("/desk/running/menus/"), "done_saved");
}
