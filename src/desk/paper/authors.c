/* authors.c: the names in bylines: who they are, whose they are, and two that are
 * the same person made one. */
#include "desk/settings.h"
#include "news/people/user.h"
#include "news/story/author.h"
#include "news/story/author_edit.h"


ROUTE(GET, "/desk/running/authors/", settings_authors, MAY_ARRANGE, NEVER)
ROUTE(POST, "/desk/running/authors/", settings_authors_do, MAY_ARRANGE, NEVER)
ROUTE(GET, "/desk/running/authors/{id}/", settings_author, MAY_ARRANGE, NEVER)
ROUTE(POST, "/desk/running/authors/{id}/", settings_author_save, MAY_ARRANGE, NEVER)

static err
put_rows(struct desk *d, struct settings_names *list)
{
	const struct request *r = d->c->req;
	struct term_page page = {.find = settings_lower(d->a, list->find), .after = request_query(r, S("after")),
		.count = SETTINGS_ROWS};
	struct author_entry *row;
	size_t n;
	bool more;

	if (str_int(request_query(r, S("from")), &page.after_id))
		page.after_id = 0;
	TRY(author_list(d->t, &page, &row, &n, &more));
	for (size_t i = 0; i < n; i++)
		settings_name(d, list, row[i].id, row[i].name, paper_author(&d->paper, row[i].slug), row[i].person, row[i].stories);
	if (more)
		settings_names_more(d, list, row[n - 1].name, row[n - 1].id);
	return OK;
}

static err
show_list(struct ctx *c, str fault)
{
	struct desk d;
	struct settings_names list = {.kind = "author"};

	TRY(settings_begin(c, &d, "authors", fault));
	settings_names(&d, &list);
	value_str(d.root, "total", S(""));
	TRY(put_rows(&d, &list));
	return desk_render(&d, "running-names");
}

err
settings_authors(struct ctx *c)
{
	return show_list(c, S(""));
}

static err
add(struct txn *t, void *arg)
{
	struct ctx *c = arg;
	struct actor by = settings_actor(c);
	int64_t id;

	return author_create(t, &by, &(struct author_fields){.name = request_form(c->req, S("name"))}, &id);
}

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
	if (!gone && author_named(t, name, &into))
		return fail(E_INPUT, "there is no author \"%.*s\" to merge into", SARG(str_upto(name, 80)));
	return author_merge(t, &by, id, n, into);
}

err
settings_authors_do(struct ctx *c)
{
	str what = request_form(c->req, S("do"));
	bool adds = str_eq(what, S("add"));
	err e = store_write(c->store, c->a, adds ? add : merge, c);

	if (e)
		return settings_redisplay(c, e, show_list);
	return desk_done(c, S("/desk/running/authors/"), adds ? "done_saved" : str_eq(what, S("delete")) ? "done_deleted" : "done_merged");
}

static err
put_people(struct desk *d, int64_t chosen)
{
	struct value *list = value_list(d->root, "people");
	struct user_name *row;
	size_t n;

	TRY(user_names(d->t, &row, &n));
	for (size_t i = 0; i < n; i++) {
		struct value *one = value_item(list);

		value_int(one, "id", row[i].id);
		value_str(one, "name", row[i].name);
		value_bool(one, "chosen", row[i].id == chosen);
	}
	return OK;
}

static err
show_one(struct ctx *c, str fault)
{
	struct desk d;
	struct author_entry w;
	int64_t id, person;

	TRY(desk_id(c, 0, &id));
	TRY(settings_begin(c, &d, "authors", fault));
	TRY(author_get(d.t, id, &w));
	value_str(d.root, "count", words_count(d.words, c->a, "running_stories", w.stories, NULL));
	if (str_int(settings_field_value(c, "person", S("x")), &person))
		person = w.person_id;
	TRY(put_people(&d, person));
	desk_title(&d, w.name);
	value_int(d.root, "id", id);
	value_str(d.root, "url", paper_author(&d.paper, w.slug));
	value_str(d.root, "name", settings_field_value(c, "name", w.name));
	value_str(d.root, "slug", settings_field_value(c, "slug", w.slug));
	value_str(d.root, "bio", settings_field_value(c, "bio", w.bio));
	value_str(d.root, "link", settings_field_value(c, "url", w.url));
	return desk_render(&d, "running-author");
}

err
settings_author(struct ctx *c)
{
	return show_one(c, S(""));
}

static err
change(struct txn *t, void *arg)
{
	struct ctx *c = arg;
	struct actor by = settings_actor(c);
	struct author_fields w = {request_form(c->req, S("name")), request_form(c->req, S("slug")),
		str_trim(request_form(c->req, S("bio"))), str_trim(request_form(c->req, S("url"))), 0};
	struct user person;
	int64_t id;

	TRY(desk_id(c, 0, &id));
	TRY(desk_number(c, S("person"), &w.person));
	if (w.person && user_get(t, w.person, &person))
		return fail(E_INPUT, "user %lld not found", (long long)w.person);
	return author_edit(t, &by, id, &w);
}

err
settings_author_save(struct ctx *c)
{
	err e = store_write(c->store, c->a, change, c);

	if (e)
		return settings_redisplay(c, e, show_one);
	return desk_done(c, S("/desk/running/authors/"), "done_saved");
}
