/* sections.c: the tree of sections: names, order, who stands below whom, and where
 * the stories of one go that ends. */
#include "desk/settings.h"
#include "news/story/section_edit.h"


ROUTE(GET, "/desk/running/sections/", settings_sections, MAY_ARRANGE, NEVER)
ROUTE(POST, "/desk/running/sections/", settings_sections_add, MAY_ARRANGE, NEVER)
ROUTE(GET, "/desk/running/sections/{id}/", settings_section, MAY_ARRANGE, NEVER)
ROUTE(POST, "/desk/running/sections/{id}/", settings_section_save, MAY_ARRANGE, NEVER)
ROUTE(POST, "/desk/running/sections/{id}/shift", settings_section_shift, MAY_ARRANGE, NEVER)
ROUTE(POST, "/desk/running/sections/{id}/move", settings_section_move, MAY_ARRANGE, NEVER)
ROUTE(POST, "/desk/running/sections/{id}/merge", settings_section_merge, MAY_ARRANGE, NEVER)

/* Those that may be chosen as a place; `but` and what is below it may not. */
static void
put_choices(struct desk *d, const char *name, const struct section_branch *b, size_t n, int64_t but, int64_t chosen)
{
	struct value *list = value_list(d->root, name);
	int below = -1;

	for (size_t i = 0; i < n; i++, b++) {
		struct value *one;

		if (below >= 0 && b->depth > below)
			continue;
		below = b->id == but ? b->depth : -1;
		if (b->id == but)
			continue;
		one = value_item(list);
		value_int(one, "id", b->id);
		value_str(one, "name", arena_fmt(d->a, "%.*s%.*s", b->depth * 2 > 20 ? 20 : b->depth * 2, "\u2003\u2003\u2003\u2003\u2003\u2003\u2003",
			SARG(b->name)));
		value_bool(one, "chosen", b->id == chosen);
	}
}

static err
show_tree(struct ctx *c, str fault)
{
	struct desk d;
	struct section_branch *b;
	struct value *items;
	size_t n;
	int64_t parent = 0;

	TRY(settings_begin(c, &d, "sections", fault));
	TRY(section_tree(d.t, &b, &n));
	TRY(section_counts(d.t, b, n));
	items = value_list(d.root, "items");
	for (size_t i = 0; i < n; i++) {
		struct value *one = value_item(items);

		value_int(one, "id", b[i].id);
		value_str(one, "name", b[i].name);
		value_str(one, "description", b[i].description);
		value_str(one, "url", paper_section_path(&d.paper, b[i].path));
		value_str(one, "n", words_number(d.words, c->a, b[i].stories));
		value_str(one, "depth", arena_fmt(c->a, "%d", b[i].depth > 5 ? 5 : b[i].depth));
		value_bool(one, "up", !b[i].first);
		value_bool(one, "down", !b[i].last);
	}
	if (str_int(settings_field_value(c, "parent", S("0")), &parent))
		parent = 0;
	put_choices(&d, "parents", b, n, 0, parent);
	value_str(d.root, "name", settings_field_value(c, "name", S("")));
	return desk_render(&d, "running-sections");
}

err
settings_sections(struct ctx *c)
{
	return show_tree(c, S(""));
}

static err
add(struct txn *t, void *arg)
{
	struct ctx *c = arg;
	struct actor by = settings_actor(c);
	int64_t id, parent;

	TRY(desk_number(c, S("parent"), &parent));
	return section_create(t, &by, parent, request_form(c->req, S("name")), S(""), S(""), &id);
}

err
settings_sections_add(struct ctx *c)
{
	err e = store_write(c->store, c->a, add, c);

	return e ? settings_redisplay(c, e, show_tree) : desk_done(c, S("/desk/running/sections/"), "done_saved");
}

static err
show_one(struct ctx *c, str fault)
{
	struct desk d;
	struct section_branch *b;
	const struct section_branch *own = NULL;
	size_t n;
	int64_t id;

	TRY(desk_id(c, 0, &id));
	TRY(settings_begin(c, &d, "sections", fault));
	TRY(section_tree(d.t, &b, &n));
	for (size_t i = 0; i < n; i++)
		own = b[i].id == id ? &b[i] : own;
	if (!own)
		return fail(E_ABSENT, "section %lld not found", (long long)id);
	desk_title(&d, own->name);
	value_int(d.root, "id", id);
	value_str(d.root, "url", paper_section_path(&d.paper, own->path));
	value_str(d.root, "name", settings_field_value(c, "name", own->name));
	value_str(d.root, "slug", settings_field_value(c, "slug", own->slug));
	value_str(d.root, "description", settings_field_value(c, "description", own->description));
	put_choices(&d, "parents", b, n, id, own->parent_id);
	put_choices(&d, "others", b, n, id, 0);
	return desk_render(&d, "running-section");
}

err
settings_section(struct ctx *c)
{
	return show_one(c, S(""));
}

static err
change(struct txn *t, void *arg)
{
	struct ctx *c = arg;
	struct actor by = settings_actor(c);
	int64_t id;

	TRY(desk_id(c, 0, &id));
	return section_change(t, &by, id, request_form(c->req, S("name")), request_form(c->req, S("slug")),
		str_trim(request_form(c->req, S("description"))));
}

static err
shift(struct txn *t, void *arg)
{
	struct ctx *c = arg;
	struct actor by = settings_actor(c);
	int64_t id;

	TRY(desk_id(c, 0, &id));
	return section_shift(t, &by, id, str_eq(request_form(c->req, S("by")), S("up")) ? -1 : 1);
}

static err
move(struct txn *t, void *arg)
{
	struct ctx *c = arg;
	struct actor by = settings_actor(c);
	int64_t id, parent;

	TRY(desk_id(c, 0, &id));
	TRY(desk_number(c, S("parent"), &parent));
	return section_move(t, &by, id, parent);
}

static err
merge(struct txn *t, void *arg)
{
	struct ctx *c = arg;
	struct actor by = settings_actor(c);
	int64_t id, into;

	TRY(desk_id(c, 0, &id));
	TRY(desk_number(c, S("into"), &into));
	return section_merge(t, &by, id, into);
}

static err
done(struct ctx *c, err (*work)(struct txn *, void *), const char *word)
{
	err e = store_write(c->store, c->a, work, c);

	return e ? settings_redisplay(c, e, show_one) : desk_done(c, S("/desk/running/sections/"), word);
}

err
settings_section_save(struct ctx *c)
{
	return done(c, change, "done_saved");
}

err
settings_section_shift(struct ctx *c)
{
	return done(c, shift, "done_saved");
}

err
settings_section_move(struct ctx *c)
{
	return done(c, move, "done_saved");
}

err
settings_section_merge(struct ctx *c)
{
	return done(c, merge, request_form(c->req, S("into")).n ? "done_merged" : "done_deleted");
}
