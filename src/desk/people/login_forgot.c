/* login_forgot.c: a forgotten password.  The answer is the same whether there is such
 * an account or not, and so is the work: a try is counted either way. */
#include "desk/people/login.h"

#include "base/hash.h"
#include "door/session.h"
#include "news/people/origin.h"
#include "news/people/login_link.h"
#include "news/people/login.h"
#include "news/people/user.h"

ROUTE(GET, "/desk/login/forgot", desk_forgot, PUBLIC, NEVER)
ROUTE(POST, "/desk/login/forgot", desk_forgot_post, PUBLIC, NEVER)

enum { FREE_ACCOUNT = 3, FREE_ADDRESS = 10 };

static err
show(struct ctx *c, const char *fault, int64_t wait)
{
	struct desk d;

	TRY(desk_begin(c, &d, "forgot"));
	value_bool(d.root, "mails", c->app->config.mails);
	value_bool(d.root, "sent", str_eq(request_query(c->req, S("done")), S("done_reset_sent")));
	value_str(d.root, "fault", wait ? desk_wait_text(&d, wait) : fault ? words_get(d.words, fault) : S(""));
	TRY(desk_render(&d, "login-forgot"));
	if (wait)
		desk_flood(c, wait);
	else if (fault)
		c->reply.status = 422;
	return OK;
}

err
desk_forgot(struct ctx *c)
{
	return show(c, NULL, 0);
}

struct forgotten {
	struct ctx *c;
	str email;
	int64_t wait;
};

static err
send_link(struct txn *t, const struct forgotten *f, const struct user *who)
{
	struct arena *a = store_arena(t);
	struct settings set;
	str key, base;

	TRY(setting_load(t, &set));
	base = setting_str(&set, "site_url");
	TRY(login_link_create(t, f->c->app->services.seal, LINK_RESET, who->id, f->c->now, &key));
	return desk_letter(t, f->c, f->email, who->language, "mail_reset", WORDS({"name", who->name},
		{"link", login_link_url(a, base.n ? base : f->c->app->config.base, key)}, {"hours", arena_fmt(a, "%d", LINK_RESET_HOURS)}));
}

static err
ask(struct txn *t, void *arg)
{
	struct forgotten *f = arg;
	struct arena *a = store_arena(t);
	const struct seal *seal = f->c->app->services.seal;
	struct user who;
	str machine, network;
	int64_t quiet;
	err e;

	origin_of(a, f->c->req->peer, &machine, &network);
	TRY(login_count(t, seal, arena_fmt(a, "reset from %.*s", SARG(hash_to_hex(a, machine))), FREE_ADDRESS, f->c->now, &f->wait));
	e = login_count(t, seal, arena_fmt(a, "reset %.*s", SARG(f->email)), FREE_ACCOUNT, f->c->now, &quiet);
	if (e == E_FLOOD)
		return OK; /* enough letters lie in that box */
	TRY(e);
	e = user_by_email(t, f->email, &who);
	if (e == E_ABSENT || (e == OK && who.ended_at))
		return OK;
	TRY(e);
	return send_link(t, f, &who);
}

err
desk_forgot_post(struct ctx *c)
{
	struct forgotten f = {.c = c};
	err e;

	if (!door_form_is_ours(c->req, NULL))
		return fail(E_DENIED, "cross-site form submission rejected");
	if (!c->app->config.mails)
		return show(c, NULL, 0);
	if (person_email(c->a, request_form(c->req, S("email")), &f.email) != OK)
		return show(c, "people_bad_email", 0);
	e = store_write(c->store, c->a, ask, &f);
	if (e == E_FLOOD)
		return show(c, NULL, f.wait);
	TRY(e);
	return desk_done(c, S("/desk/login/forgot"), "done_reset_sent");
}
