/* login.c: the door of the desk: name and password in, a session's cookie out. */
#include "desk/desk.h"

#include "news/password.h"
#include "news/session.h"
#include "query.h"

ROUTE(GET, "/desk/login", desk_login, PUBLIC, NEVER)
ROUTE(POST, "/desk/login", desk_login_post, PUBLIC, NEVER)
ROUTE(POST, "/desk/logout", desk_logout, MAY_ENTER, NEVER)

/* Only a path of the desk: a link to the login must not lead elsewhere. */
static str
back_to(str to)
{
	bool ours = str_starts(to, S("/desk/")) && str_find(to, S("//")) == NOWHERE &&
		str_find_char(to, '\\') == NOWHERE && !str_starts(to, S("/desk/login"));

	return ours ? to : S("/desk/");
}

static err
show(struct ctx *c, str email, const char *fault)
{
	struct desk d;

	TRY(desk_begin(c, &d, "login"));
	value_str(d.root, "email", email);
	value_str(d.root, "to", back_to(c->req->method == POST ? request_form(c->req, S("to")) : request_query(c->req, S("to"))));
	value_str(d.root, "fault", fault ? words_get(d.words, fault) : S(""));
	TRY(desk_render(&d, "login"));
	if (fault)
		c->reply.status = 403;
	return OK;
}

err
desk_login(struct ctx *c)
{
	return show(c, S(""), NULL);
}

struct entering {
	struct ctx *c;
	int64_t person;
	str key;
};

static err
enter(struct txn *t, void *arg)
{
	struct entering *e = arg;

	return session_begin(t, e->c->app->seal, e->person, e->c->req, false, e->c->now, &e->key);
}

err
desk_login_post(struct ctx *c)
{
	struct entering in = {.c = c};
	struct q_person_by_email row;
	str email;
	err e;

	if (!session_form_is_ours(c->req, NULL))
		return fail(E_DENIED, "this form comes from another site");
	if (person_email(c->a, request_form(c->req, S("email")), &email) != OK)
		return show(c, S(""), "login_wrong");
	TRY(store_read(c->store, c->a, NULL, &c->txn));
	e = q_person_by_email(c->txn, email, &row);
	if (e != OK && e != E_ABSENT)
		return e;
	if (e == E_ABSENT || row.ended_at || !password_is(c->a, row.password, request_form(c->req, S("password"))))
		return show(c, email, "login_wrong");
	store_end(c->txn);
	c->txn = NULL;
	in.person = row.id;
	TRY(store_write(c->store, c->a, enter, &in));
	reply_header(&c->reply, S("Set-Cookie"), session_cookie(c->a, arena_copy(c->a, in.key)));
	return desk_done(c, back_to(request_form(c->req, S("to"))), "");
}

static err
leave(struct txn *t, void *arg)
{
	const struct ctx *c = arg;

	return session_end(t, c->who->session_id);
}

err
desk_logout(struct ctx *c)
{
	TRY(store_write(c->store, c->a, leave, c));
	reply_header(&c->reply, S("Set-Cookie"), session_cookie(c->a, S("")));
	return desk_done(c, S("/desk/login"), "done_logout");
}
