/* login_code.c: the second step of the login.  The password was right, so a session
 * waits; a code turns it into a new one, with another key. */
#include "desk/people/login.h"

#include "door/session.h"
#include "news/people/two_factor.h"
#include "news/people/login.h"
#include "news/people/session.h"

ROUTE(GET, "/desk/login/code", desk_code, PUBLIC, NEVER)
ROUTE(POST, "/desk/login/code", desk_code_post, PUBLIC, NEVER)

static err
show(struct ctx *c, const struct person *who, str to, const char *fault, int64_t wait)
{
	struct desk d;

	TRY(desk_begin_in(c, &d, "login_code", who->language));
	value_str(d.root, "csrf", who->csrf);
	value_str(d.root, "to", desk_back_to(to));
	value_str(d.root, "fault", wait ? desk_wait_text(&d, wait) : fault ? words_get(d.words, fault) : S(""));
	TRY(desk_render(&d, "login-code"));
	if (wait)
		desk_flood(c, wait);
	else if (fault)
		c->reply.status = 403;
	return OK;
}

err
desk_code(struct ctx *c)
{
	str to = request_query(c->req, S("to"));
	struct person who;
	bool stale;

	TRY(door_session(c, c->txn, &who, &stale));
	if (!who.waits)
		return desk_done(c, desk_back_to(to), "");
	return show(c, &who, to, NULL, 0);
}

struct opening {
	struct ctx *c;
	struct person who;
	str code;
	struct desk_entry entry;
	enum factor_answer answer;
	int64_t wait;
};

static str
counted(struct arena *a, const struct opening *o)
{
	return arena_fmt(a, "code %lld", (long long)o->who.id);
}

/* A wrong code is a failure that stays: the write succeeds. */
static err
open_door(struct txn *t, void *arg)
{
	struct opening *o = arg;
	const struct seal *key = o->c->app->services.seal;
	struct arena *a = store_arena(t);

	TRY(login_count(t, key, counted(a, o), LOGIN_FREE, o->c->now, &o->wait));
	TRY(two_factor_open(t, key, o->who.id, o->code, o->c->now, &o->answer));
	if (o->answer == FACTOR_WRONG)
		return OK;
	TRY(login_forget(t, key, counted(a, o)));
	TRY(session_end(t, o->who.session_id));
	if (o->answer == FACTOR_RECOVERY)
		TRY(person_audit(t, &o->who, o->c->now, "account.recovery_code", o->who.id, S("")));
	return desk_enter(t, &o->entry);
}

static err
find_waiting(struct ctx *c, struct person *who)
{
	struct txn *t;
	bool stale;
	err e;

	TRY(store_read(c->store, c->a, NULL, &t));
	e = door_session(c, t, who, &stale);
	store_end(t);
	return e;
}

err
desk_code_post(struct ctx *c)
{
	str to = request_form(c->req, S("to"));
	struct opening o = {.c = c, .code = request_form(c->req, S("code"))};
	err e;

	TRY(find_waiting(c, &o.who));
	if (!door_form_is_ours(c->req, &o.who))
		return fail(E_DENIED, "the form has expired: reload the page");
	if (!o.who.waits)
		return desk_done(c, desk_back_to(to), "");
	o.entry = (struct desk_entry){.c = c, .person = o.who.id, .email = o.who.email, .name = o.who.name};
	e = store_write(c->store, c->a, open_door, &o);
	if (e == E_FLOOD)
		return show(c, &o.who, to, NULL, o.wait);
	TRY(e);
	if (o.answer == FACTOR_WRONG)
		return show(c, &o.who, to, "login_code_wrong", 0);
	if (o.answer == FACTOR_RECOVERY)
		return desk_entered(c, &o.entry, S("/desk/account/factor/"), "done_recovery_code");
	return desk_entered(c, &o.entry, to, "");
}
