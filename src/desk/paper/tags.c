/* tags.c: tags: found, renamed, described, merged, deleted.  The list walks the
 * index on names from where the last page ended, so ten thousand are as quick as ten. */
#include "desk/settings.h"
#include "news/story/tag.h"
#include "news/story/tag_edit.h"


ROUTE(GET, "/desk/running/tags/", settings_tags, MAY_ARRANGE, NEVER)
ROUTE(POST, "/desk/running/tags/", settings_tags_do, MAY_ARRANGE, NEVER)
ROUTE(GET, "/desk/running/tags/{id}/", settings_tag, MAY_ARRANGE, NEVER)
ROUTE(POST, "/desk/running/tags/{id}/", settings_tag_save, MAY_ARRANGE, NEVER)

static err
put_rows(struct desk *d, struct settings_names *list)
{
	const struct request *r = d->c->req;
	struct term_page page = {.find = settings_lower(d->a, list->find), .after = request_query(r, S("after")),
		.count = SETTINGS_ROWS};
	struct tag_entry *row;
	size_t n;
	bool more;

	if (str_int(request_query(r, S("from")), &page.after_id))
		page.after_id = 0;
	TRY(tag_list(d->t, &page, &row, &n, &more));
	for (size_t i = 0; i < n; i++)
		settings_name(d, list, row[i].id, row[i].name, paper_tag(&d->paper, row[i].slug), row[i].description, row[i].stories);
	if (more)
		settings_names_more(d, list, row[n - 1].name, row[n - 1].id);
	return OK;
}

static err
show_list(struct ctx *c, str fault)
{
	struct desk d;
	struct settings_names list = {.kind = "tag"};
	int64_t total;

	TRY(settings_begin(c, &d, "tags", fault));
	settings_names(&d, &list);
	TRY(tag_total(d.t, &total));
	value_str(d.root, "total", words_number(d.words, c->a, total));
	TRY(put_rows(&d, &list));
	return desk_render(&d, "running-names");
}

err
settings_tags(struct ctx *c)
{
	return show_list(c, S(""));
}

static err
add(struct txn *t, void *arg)
{
	struct ctx *c = arg;
	struct actor by = settings_actor(c);
	int64_t id;

	return tag_create(t, &by, request_form(c->req, S("name")), S(""), S(""), &id);
}

/* Several, into the one that is named, or into none. */
static err
merge(struct txn *t, void *arg)
{
	struct ctx *c = arg;
	struct actor by = settings_actor(c);
	int64_t into = 0;
	bool gone = str_eq(request_form(c->req, S("do")), S("delete"));
	str none = words_get(words_for(c->app->services.words, c->who->language), "running_choose_first");
	str name = str_trim(request_form(c->req, S("into")));
	int64_t *id;
	size_t n;

	TRY(desk_numbers(c, S("id"), &id, &n));
	if (!n)
		return fail(E_INPUT, "%.*s", SARG(none));
	if (!gone && tag_named(t, name, &into))
		return fail(E_INPUT, "there is no tag \"%.*s\" to merge into", SARG(str_upto(name, 80)));
	return tag_merge(t, &by, id, n, into);
}

err
settings_tags_do(struct ctx *c)
{
	str what = request_form(c->req, S("do"));
	bool adds = str_eq(what, S("add"));
	err e = store_write(c->store, c->a, adds ? add : merge, c);

	if (e)
		return settings_redisplay(c, e, show_list);
	return desk_done(c, S("/desk/running/tags/"), adds ? "done_saved" : str_eq(what, S("delete")) ? "done_deleted" : "done_merged");
}

static err
show_one(struct ctx *c, str fault)
{
	struct desk d;
	struct tag_entry tag;
	struct value *list;
	size_t n;
	int64_t id;
	str *former;

	TRY(desk_id(c, 0, &id));
	TRY(settings_begin(c, &d, "tags", fault));
	TRY(tag_get(d.t, id, &tag));
	value_str(d.root, "count", words_count(d.words, c->a, "running_stories", tag.stories, NULL));
	TRY(term_former_slugs(d.t, "tag", id, &former, &n));
	list = value_list(d.root, "former");
	for (size_t i = 0; i < n; i++)
		value_push(list, value_text(c->a, paper_tag(&d.paper, former[i])));
	desk_title(&d, tag.name);
	value_int(d.root, "id", id);
	value_str(d.root, "url", paper_tag(&d.paper, tag.slug));
	value_str(d.root, "name", settings_field_value(c, "name", tag.name));
	value_str(d.root, "slug", settings_field_value(c, "slug", tag.slug));
	value_str(d.root, "description", settings_field_value(c, "description", tag.description));
	return desk_render(&d, "running-tag");
}

err
settings_tag(struct ctx *c)
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
	return tag_change(t, &by, id, request_form(c->req, S("name")), request_form(c->req, S("slug")),
		str_trim(request_form(c->req, S("description"))));
}

err
settings_tag_save(struct ctx *c)
{
	err e = store_write(c->store, c->a, change, c);

	if (e)
		return settings_redisplay(c, e, show_one);
	return desk_done(c, S("/desk/running/tags/"), "done_saved");
}
