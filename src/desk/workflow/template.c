/* template.c: /desk/running/templates/: beginnings of stories, made by hand or of a
 * story that there is. */
#include "desk/workflow/board.h"
#include "desk/settings.h"
#include "news/draft/template.h"

ROUTE(GET, "/desk/running/templates/", desk_templates, MAY_ARRANGE, NEVER)
ROUTE(POST, "/desk/running/templates/", desk_templates_add, MAY_ARRANGE, NEVER)
ROUTE(GET, "/desk/running/templates/{id}", desk_template, MAY_ARRANGE, NEVER)
ROUTE(POST, "/desk/running/templates/{id}", desk_template_save, MAY_ARRANGE, NEVER)

static void
show_name(struct value *v, const struct story_template *x)
{
	value_int(v, "id", x->id);
	value_str(v, "name", x->name);
	value_str(v, "help", x->help);
	value_str(v, "kicker", x->kicker);
	value_str(v, "headline", x->headline);
}

static err
show_all(struct ctx *c, str fault)
{
	struct story_template *x;
	struct desk d;
	struct value *list;
	size_t n;

	TRY(settings_begin(c, &d, "templates", fault));
	TRY(template_all(d.t, &x, &n));
	list = value_list(d.root, "templates");
	for (size_t i = 0; i < n; i++)
		show_name(value_item(list), &x[i]);
	return desk_render(&d, "templates");
}

err
desk_templates(struct ctx *c)
{
	return show_all(c, S(""));
}

static void
put_choices(struct desk *d, struct value *v, const char *name, const char *const *id, size_t n, str have)
{
	struct value *list = value_list(v, name);

	for (size_t i = 0; i < n; i++)
		board_option(list, str_of(id[i]), words_get(d->words, arena_fmt(d->a, "template_%s_%s", name,
			*id[i] ? id[i] : "auto").p), str_eq(have, str_of(id[i])));
}

static bool
in_list(str list, int64_t id)
{
	str part;
	int64_t n;

	while (list.n && str_split(&list, ',', &part))
		if (str_int(part, &n) == OK && n == id)
			return true;
	return false;
}

static void
show_form(struct desk *d, const struct board_choices *choices, const struct story_template *x)
{
	static const char *const direction[] = {"", "ltr", "rtl"}, *const worktype[] = {"news", "opinion", "analysis", "paid"},
		*const comments[] = {"open", "closed", "off"};
	struct value *v = value_record(d->root, "template"), *sections = value_list(v, "sections"), *types;

	show_name(v, x);
	value_str(v, "standfirst", x->standfirst);
	value_str(v, "dateline", x->dateline);
	value_str(v, "body", x->body);
	value_str(v, "excerpt", x->excerpt);
	value_str(v, "signature", x->signature);
	value_str(v, "language", x->language);
	value_str(v, "tags", x->tags);
	value_str(v, "authors", x->authors);
	put_choices(d, v, "direction", direction, LENGTH(direction), x->direction);
	put_choices(d, v, "comments", comments, LENGTH(comments), x->comments);
	types = value_list(v, "worktype");
	for (size_t i = 0; i < LENGTH(worktype); i++)
		board_option(types, str_of(worktype[i]), words_get(d->words, worktype[i]), str_eq(x->worktype, str_of(worktype[i])));
	board_show_sections(d, sections, choices, 0);
	for (size_t i = 0; i < choices->sections; i++)
		value_bool(sections->list.item[i], "selected", in_list(x->section_ids, choices->section[i].id));
}

static void
read_form(struct ctx *c, struct story_template *x)
{
	static const char *const name[] = {"name", "help", "kicker", "headline", "standfirst", "dateline", "body", "excerpt",
		"signature", "language", "direction", "worktype", "comments", "tag", "author"};
	str *const field[] = {&x->name, &x->help, &x->kicker, &x->headline, &x->standfirst, &x->dateline, &x->body,
		&x->excerpt, &x->signature, &x->language, &x->direction, &x->worktype, &x->comments, &x->tags, &x->authors};
	struct buf b = buf_in(c->a, 20000);

	for (size_t i = 0; i < LENGTH(name); i++)
		*field[i] = request_form(c->req, str_of(name[i]));
	for (size_t i = 0; i < c->req->form_n; i++) {
		int64_t id;

		if (str_eq(c->req->form[i].name, S("section")) && str_int(c->req->form[i].value, &id) == OK && id > 0)
			buf_fmt(&b, "%s%lld", b.n ? "," : "", (long long)id);
	}
	x->section_ids = buf_str(&b);
}

static err
show_one(struct ctx *c, str fault)
{
	struct board_choices choices;
	struct story_template x = {0};
	struct desk d;
	int64_t id;

	TRY(desk_id(c, 0, &id));
	TRY(settings_begin(c, &d, "template", fault));
	TRY(template_get(d.t, id, &x));
	TRY(board_choices(d.t, c->who, S(""), &choices));
	if (c->req->method == POST)
		read_form(c, &x);
	show_form(&d, &choices, &x);
	return desk_render(&d, "template");
}

err
desk_template(struct ctx *c)
{
	return show_one(c, S(""));
}

struct keeping {
	struct ctx *c;
	struct story_template x;
	int64_t id, story;
	bool away;
};

static err
add(struct txn *t, void *arg)
{
	struct keeping *k = arg;

	if (k->story)
		return template_of_story(t, k->c->who, k->story, k->x.name, k->c->now, &k->id);
	k->x.id = 0;
	TRY(template_save(t, k->c->who, &k->x, k->c->now));
	k->id = k->x.id;
	return OK;
}

err
desk_templates_add(struct ctx *c)
{
	struct keeping k = {.c = c, .x = {.name = request_form(c->req, S("name")), .worktype = S("news"),
		.comments = S("open")}};
	err e;

	TRY(desk_number(c, S("story"), &k.story));
	e = store_write(c->store, c->a, add, &k);
	if (e == E_ABSENT)
		e = fail(E_INPUT, "story %lld not found", (long long)k.story);
	return e != OK ? settings_redisplay(c, e, show_all) :
		desk_done(c, arena_fmt(c->a, "/desk/running/templates/%lld", (long long)k.id), "done_saved");
}

static err
put(struct txn *t, void *arg)
{
	struct keeping *k = arg;

	return k->away ? template_remove(t, k->c->who, k->x.id, k->c->now) : template_save(t, k->c->who, &k->x, k->c->now);
}

err
desk_template_save(struct ctx *c)
{
	struct keeping k = {.c = c, .away = str_eq(request_form(c->req, S("do")), S("remove"))};
	err e;

	TRY(desk_id(c, 0, &k.x.id));
	read_form(c, &k.x);
	e = store_write(c->store, c->a, put, &k);
	return e != OK ? settings_redisplay(c, e, show_one) :
		desk_done(c, S("/desk/running/templates/"), k.away ? "done_removed" : "done_saved");
}
