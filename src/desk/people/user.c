/* user.c: one person: name, role, sections; and what an administrator can do
 * for, or to, who has lost a telephone, a password or the job. */
#include "desk/people/users.h"

#include "news/people/two_factor.h"
#include "news/people/session.h"
#include "news/people/user.h"

ROUTE(GET, "/desk/people/{id}/", people_one, MAY_ADMIN, NEVER)
ROUTE(POST, "/desk/people/{id}/", people_save, MAY_ADMIN, NEVER)
ROUTE(POST, "/desk/people/{id}/do", people_do, MAY_ADMIN, NEVER)

static err
show_state(struct desk *d, struct value *p, const struct user *who)
{
	struct session *s;
	size_t n;
	bool factor;

	TRY(two_factor_is_on(d->t, who->id, &factor));
	TRY(session_list(d->t, who->id, d->c->now, &s, &n));
	value_int(p, "id", who->id);
	value_str(p, "address", who->email);
	value_bool(p, "factor", factor);
	value_bool(p, "ended", who->ended_at != 0);
	value_bool(p, "me", who->id == d->c->who->id);
	value_bool(p, "sessions", n > 0);
	value_str(p, "sessions_say", words_count(d->words, d->a, "people_sessions", (int64_t)n, NULL));
	value_str(p, "since", words_say(d->words, d->a, "people_since",
		WORDS({"when", words_date(d->words, d->a, d->paper.zone, who->created_at, "date")})));
	value_str(p, "seen", who->seen_at ? desk_when(d, "people_seen_at", who->seen_at) : S(""));
	return OK;
}

/* form: what was typed, or NULL: as it is. */
static err
show(struct ctx *c, const struct people_form *form, const char *fault)
{
	struct people_form is = {0};
	struct user who;
	struct value *p;
	struct desk d;
	int64_t id;

	TRY(desk_id(c, 0, &id));
	TRY(desk_begin(c, &d, "running"));
	desk_title(&d, words_get(d.words, "desk_people"));
	TRY(user_get(d.t, id, &who));
	desk_title(&d, who.name);
	if (!form) {
		is = (struct people_form){.email = who.email, .name = who.name, .role = who.role, .language = who.language};
		TRY(user_limits(d.t, id, &is.section, &is.sections));
	}
	p = value_record(d.root, "person");
	TRY(people_form_show(&d, p, form ? form : &is));
	TRY(show_state(&d, p, &who));
	value_bool(d.root, "mails", c->app->config.mails);
	value_str(d.root, "fault", fault ? words_get(d.words, fault) : S(""));
	TRY(desk_render(&d, "people-one"));
	if (fault)
		c->reply.status = 422;
	return OK;
}

err
people_one(struct ctx *c)
{
	return show(c, NULL, NULL);
}

static str
own_path(const struct ctx *c)
{
	return arena_fmt(c->a, "/desk/people/%.*s/", SARG(c->arg[0]));
}

struct saving {
	struct ctx *c;
	int64_t id;
	struct people_form form;
};

static err
save(struct txn *t, void *arg)
{
	struct saving *s = arg;

	return person_change(t, s->id, &(struct person_new){.name = s->form.name, .role = s->form.role,
		.language = s->form.language, .section = s->form.section, .sections = s->form.sections}, s->c->who, s->c->now);
}

err
people_save(struct ctx *c)
{
	struct saving s = {.c = c};
	const char *fault;
	err e;

	TRY(desk_id(c, 0, &s.id));
	TRY(people_form_read(c, &s.form));
	fault = people_form_fault(c, &s.form);
	if (fault)
		return show(c, &s.form, fault);
	e = store_write(c->store, c->a, save, &s);
	if (e == E_CLASH)
		return show(c, &s.form, "people_last");
	TRY(e);
	return desk_done(c, own_path(c), "done_saved");
}

/* ---- what can be done ---- */

struct doing {
	struct people_link link;
	str what;
};

static err
act(struct txn *t, void *arg)
{
	struct doing *d = arg;
	struct ctx *c = d->link.c;
	struct user who;

	TRY(user_get(t, d->link.id, &who));
	if (str_eq(d->what, S("link")))
		return people_link_make(t, &d->link);
	if (str_eq(d->what, S("end")))
		return person_end(t, who.id, c->who, c->now);
	if (str_eq(d->what, S("back")))
		return person_bring_back(t, who.id, c->who, c->now);
	if (str_eq(d->what, S("sessions"))) {
		TRY(session_end_all(t, who.id, who.id == c->who->id ? c->who->session_id : 0));
		return person_audit(t, c->who, c->now, "person.sessions", who.id, who.name);
	}
	if (!str_eq(d->what, S("factor")))
		return fail(E_INPUT, "unknown action");
	TRY(two_factor_remove(t, who.id));
	TRY(person_audit(t, c->who, c->now, "person.factor_removed", who.id, who.name));
	return desk_letter(t, c, who.email, who.language, "mail_factor_off", WORDS({"name", who.name}));
}

err
people_do(struct ctx *c)
{
	struct doing d = {.link = {.c = c}, .what = request_form(c->req, S("do"))};
	err e;

	TRY(desk_id(c, 0, &d.link.id));
	e = store_write(c->store, c->a, act, &d);
	if (e == E_CLASH && str_eq(d.what, S("end")))
		return show(c, NULL, "people_last");
	TRY(e);
	if (str_eq(d.what, S("link")))
		return people_link_done(&d.link, own_path(c));
	return desk_done(c, own_path(c), arena_fmt(c->a, "done_person_%.*s", SARG(d.what)).p);
}
