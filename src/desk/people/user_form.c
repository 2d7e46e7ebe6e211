/* user_form.c: the fields of a person, and the link that lets one in. */
#include "desk/people/users.h"

#include "news/people/login_link.h"
#include "news/people/user.h"

err
people_form_read(const struct ctx *c, struct people_form *f)
{
	*f = (struct people_form){.email = str_trim(request_form(c->req, S("email"))),
		.name = str_trim(request_form(c->req, S("name"))), .role = request_form(c->req, S("role")),
		.language = request_form(c->req, S("language"))};
	return desk_numbers(c, S("section"), &f->section, &f->sections);
}

const char *
people_form_fault(const struct ctx *c, const struct people_form *f)
{
	enum role role;

	if (!person_is_name(f->name))
		return "people_bad_name";
	if (role_of(f->role, &role) != OK)
		return "people_bad_role";
	if (f->language.n && !str_eq(words_language(words_for(c->app->services.words, f->language)), f->language))
		return "people_bad_role";
	return NULL;
}

/* "Politics / Elections" */
static str
label_of(struct arena *a, const struct paper_section *row, size_t n, size_t i, int deep)
{
	for (size_t k = 0; k < n && row[i].parent_id && deep < 10; k++)
		if (row[k].id == row[i].parent_id)
			return arena_fmt(a, "%.*s / %.*s", SARG(label_of(a, row, n, k, deep + 1)), SARG(row[i].name));
	return row[i].name;
}

static bool
is_in(const int64_t *list, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == id)
			return true;
	return false;
}

static err
show_sections(struct desk *d, struct value *into, const struct people_form *f)
{
	struct value *list = value_list(into, "sections");
	const struct paper_section *row;

	TRY(paper_sections(d->t, &d->paper));
	row = d->paper.section;
	for (size_t i = 0; i < d->paper.sections; i++) {
		struct value *one = value_item(list);

		value_int(one, "id", row[i].id);
		value_str(one, "name", label_of(d->a, row, d->paper.sections, i, 0));
		value_bool(one, "chosen", is_in(f->section, f->sections, row[i].id));
	}
	return OK;
}

err
people_form_show(struct desk *d, struct value *into, const struct people_form *f)
{
	struct value *roles = value_list(into, "roles");

	value_str(into, "email", f->email);
	value_str(into, "name", f->name);
	for (int i = 0; i < ROLES; i++) {
		const char *name = role_name((enum role)i);
		struct value *one = value_item(roles);

		value_str(one, "code", str_of(name));
		value_str(one, "name", words_get(d->words, arena_fmt(d->a, "role_%s", name).p));
		value_str(one, "help", words_get(d->words, arena_fmt(d->a, "people_role_%s", name).p));
		value_bool(one, "chosen", str_eq(f->role, str_of(name)));
	}
	desk_languages(d, into, f->language);
	value_bool(into, "limited", f->sections != 0);
	return show_sections(d, into, f);
}

/* ---- links ---- */

err
people_link_make(struct txn *t, struct people_link *l)
{
	struct arena *a = store_arena(t);
	struct ctx *c = l->c;
	struct user who;
	struct settings set;
	bool reset;
	str base, hash;

	TRY(user_get(t, l->id, &who));
	TRY(user_password_hash(t, l->id, &hash));
	if (who.ended_at)
		return fail(E_CLASH, "reactivate the user first");
	reset = hash.n != 0;
	TRY(login_link_create(t, c->app->services.seal, reset ? LINK_RESET : LINK_INVITE, l->id, c->now, &l->key));
	TRY(person_audit(t, c->who, c->now, "person.link", l->id, who.name));
	l->name = who.name;
	if (!c->app->config.mails)
		return OK;
	TRY(setting_load(t, &set));
	base = setting_str(&set, "site_url");
	return desk_letter(t, c, who.email, who.language, reset ? "mail_reset" : "mail_invite", WORDS({"name", who.name},
		{"by", c->who->name}, {"link", login_link_url(a, base.n ? base : c->app->config.base, l->key)},
		{"hours", arena_fmt(a, "%d", LINK_RESET_HOURS)}, {"days", arena_fmt(a, "%d", LINK_DAYS)}));
}

err
people_link_done(struct people_link *l, str path)
{
	struct ctx *c = l->c;
	struct desk d;

	if (c->app->config.mails)
		return desk_done(c, path, "done_link_sent");
	TRY(desk_begin(c, &d, "running"));
	desk_title(&d, words_get(d.words, "desk_people"));
	value_str(d.root, "link", login_link_url(c->a, d.paper.url, l->key));
	value_str(d.root, "name", l->name);
	value_str(d.root, "say", words_say(d.words, d.a, "people_link_help", WORDS({"name", l->name})));
	value_str(d.root, "back", path);
	return desk_render(&d, "people-link");
}
