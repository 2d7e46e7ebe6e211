/* users.c: /desk/people/: who may come in, and letting one more in.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/people/users.h"
#include "news/people/user.h"


ROUTE(GET, "/desk/people/", people_page, MAY_ADMIN, NEVER)
ROUTE(POST, "/desk/people/", people_add, MAY_ADMIN, NEVER)

static err
show_list(struct desk *d)
{
	struct value *list = value_list(d->root, "people");
	struct user *row;
	size_t n;

	TRY(user_list(d->t, &row, &n));
	for (size_t i = 0; i < n; i++) {
		struct value *one = value_item(list);

		value_int(one, "id", row[i].id);
		value_str(one, "name", row[i].name);
		value_str(one, "email", row[i].email);
		value_str(one, "role", words_get(d->words, arena_fmt(d->a, "role_%.*s", SARG(row[i].role)).p));
		value_str(one, "seen", row[i].seen_at ? words_date(d->words, d->a, d->paper.zone, row[i].seen_at, "long") : S(""));
		value_bool(one, "factor", row[i].has_factor);
		value_bool(one, "waiting", !row[i].has_password && !row[i].ended_at);
		value_bool(one, "ended", row[i].ended_at != 0);
		value_int(one, "sections", row[i].sections);
	}
	return OK;
}

static err
show(struct ctx *c, const struct people_form *f, const char *fault)
{
	struct desk d;

	TRY(desk_begin(c, &d, "running"));
	desk_title(&d, words_get(d.words, "desk_people"));
	TRY(show_list(&d));
	TRY(people_form_show(&d, value_record(d.root, "form"), f));
	value_bool(d.root, "mails", c->app->config.mails);
	value_str(d.root, "fault", fault ? words_get(d.words, fault) : S(""));
	TRY(desk_render(&d, "people"));
	if (fault)
		c->reply.status = 422;
	return OK;
}

err
people_page(struct ctx *c)
{
	return show(c, &(struct people_form){.role = S("reporter")}, NULL);
}

struct adding {
	struct people_form form;
	struct people_link link;
};

static err
add(struct txn *t, void *arg)
{
	struct adding *n = arg;
	struct ctx *c = n->link.c;

	TRY(person_add(t, &(struct person_new){.email = n->form.email, .name = n->form.name, .role = n->form.role,
		.language = n->form.language, .section = n->form.section, .sections = n->form.sections}, c->who, c->now, &n->link.id));
	return people_link_make(t, &n->link);
}

err
people_add(struct ctx *c)
{
	struct adding n = {.link = {.c = c}};
	const char *fault;
	str email;
	err e;

	TRY(people_form_read(c, &n.form));
	fault = people_form_fault(c, &n.form);
	if (!fault && person_email(c->a, n.form.email, &email) != OK)
		fault = "people_bad_email";
	if (fault)
		return show(c, &n.form, fault);
	e = store_write(c->store, c->a, add, &n);
	if (e == E_CLASH)
		return show(c, &n.form, "people_taken");
	TRY(e);
	return people_link_done(&n.link, S("/desk/people/"));
}
