/* login.c: the door of the desk: name and password in, a session's cookie out. */
#include "desk/people/login.h"

#include "door/session.h"
#include "news/people/login.h"
#include "news/people/session.h"
#include "news/people/user.h"

ROUTE(GET, "/desk/login", desk_login, PUBLIC, NEVER)
ROUTE(POST, "/desk/login", desk_login_post, PUBLIC, NEVER)
ROUTE(POST, "/desk/logout", desk_logout, MAY_ENTER, NEVER)

/* fault: the word for what is wrong; wait: or how long to wait. */
static err
show(struct ctx *c, str email, const char *fault, int64_t wait)
{
	str to = c->req->method == POST ? request_form(c->req, S("to")) : request_query(c->req, S("to"));
	struct desk d;
	bool seen;

	TRY(desk_begin(c, &d, "login"));
	TRY(user_anybody_seen(d.t, &seen));
	value_str(d.root, "email", email);
	value_str(d.root, "to", desk_back_to(to));
	value_str(d.root, "fault", wait ? desk_wait_text(&d, wait) : fault ? words_get(d.words, fault) : S(""));
	value_bool(d.root, "nobody_yet", !seen);
	TRY(desk_render(&d, "login"));
	if (wait)
		desk_flood(c, wait);
	else if (fault)
		c->reply.status = 403;
	return OK;
}

err
desk_login(struct ctx *c)
{
	return show(c, S(""), NULL, 0);
}

struct entering {
	struct login_try in;
	struct desk_entry entry;
};

static err
enter(struct txn *t, void *arg)
{
	struct entering *e = arg;

	TRY(login_good(t, &e->in));
	return desk_enter(t, &e->entry);
}

err
desk_login_post(struct ctx *c)
{
	struct entering e = {.in = {.seal = c->app->services.seal, .peer = c->req->peer, .now = c->now}, .entry = {.c = c}};
	err failed;

	if (!door_form_is_ours(c->req, NULL))
		return fail(E_DENIED, "cross-site form submission rejected");
	if (person_email(c->a, request_form(c->req, S("email")), &e.in.email) != OK)
		return show(c, S(""), "login_wrong", 0);
	e.in.known = request_cookie(c->req, S(LOGIN_KNOWN_COOKIE));
	failed = store_write(c->store, c->a, login_begin, &e.in);
	if (failed == E_FLOOD)
		return show(c, e.in.email, NULL, e.in.wait);
	TRY(failed);
	if (!login_check(c->a, &e.in, request_form(c->req, S("password"))))
		return show(c, e.in.email, "login_wrong", 0);
	e.entry = (struct desk_entry){.c = c, .person = e.in.person, .email = e.in.email, .name = e.in.name, .waits = e.in.factor};
	TRY(store_write(c->store, c->a, enter, &e));
	return desk_entered(c, &e.entry, request_form(c->req, S("to")), "");
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
	door_set_cookie(c, SESSION_COOKIE, S(""), 0);
	return desk_done(c, S("/desk/login"), "done_logout");
}
