/* two_factor.c: the second factor of one's own account: begun with the password,
 * shown as a picture for the telephone, on once a code has shown that it is there.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/people/account.h"

#include "news/people/two_factor.h"
#include "news/people/login.h"
#include "text/data/totp.h"
#include "text/data/qr.h"

ROUTE(GET, "/desk/account/factor/", account_factor, MAY_ENTER, NEVER)
ROUTE(GET, "/desk/account/factor/qr.svg", account_factor_picture, MAY_ENTER, NEVER)
ROUTE(POST, "/desk/account/factor/begin", account_factor_begin, MAY_ENTER, NEVER)
ROUTE(POST, "/desk/account/factor/confirm", account_factor_confirm, MAY_ENTER, NEVER)
ROUTE(POST, "/desk/account/factor/codes", account_factor_codes, MAY_ENTER, NEVER)
ROUTE(POST, "/desk/account/factor/off", account_factor_off, MAY_ENTER, NEVER)

/* codes: NULL, or the recovery codes, which are shown this once. */
static err
show(struct ctx *c, const char *fault, int64_t wait, const str *codes)
{
	struct value *list;
	struct desk d;
	str secret = S("");
	int64_t left;
	bool on;

	TRY(desk_begin(c, &d, "factor"));
	TRY(two_factor_state(d.t, c->who->id, &on, &left));
	if (!on && two_factor_new_secret(d.t, c->app->services.seal, c->who->session_id, &secret) != OK)
		secret = S("");
	value_bool(d.root, "on", on);
	value_str(d.root, "left", on ? words_count(d.words, d.a, "factor_codes_left", left, NULL) : S(""));
	value_bool(d.root, "few", left < 3);
	value_str(d.root, "secret", secret.n ? totp_base32(d.a, secret, true) : S(""));
	value_str(d.root, "fault", wait ? desk_wait_text(&d, wait) : fault ? words_get(d.words, fault) : S(""));
	value_bool(d.root, "has_codes", codes != NULL);
	list = value_list(d.root, "codes");
	for (int i = 0; codes && i < FACTOR_CODES; i++)
		value_str(value_item(list), "code", codes[i]);
	TRY(desk_render(&d, "account-factor"));
	if (wait)
		desk_flood(c, wait);
	else if (fault)
		c->reply.status = 422;
	return OK;
}

err
account_factor(struct ctx *c)
{
	return show(c, NULL, 0, NULL);
}

err
account_factor_picture(struct ctx *c)
{
	struct desk d;
	str secret;

	TRY(desk_begin(c, &d, "factor"));
	TRY(two_factor_new_secret(d.t, c->app->services.seal, c->who->session_id, &secret));
	TRY(qr_svg(c->a, totp_uri(c->a, secret, d.paper.title, c->who->email), &c->reply.body));
	c->reply.type = S("image/svg+xml");
	c->reply.keep = false;
	reply_header(&c->reply, S("Cache-Control"), S("private, no-store"));
	return OK;
}

struct factoring {
	struct ctx *c;
	str codes[FACTOR_CODES];
	bool good;
	int64_t wait;
};

/* Each begins with the password.  done: the page was shown with what is wrong. */
static err
prove(struct ctx *c, bool *done)
{
	int64_t wait;
	err e = account_password(c, request_form(c->req, S("password")), &wait);

	*done = e == E_FLOOD || e == E_DENIED;
	if (*done)
		return show(c, "account_password_wrong", e == E_FLOOD ? wait : 0, NULL);
	return e;
}

static err
begin(struct txn *t, void *arg)
{
	struct factoring *f = arg;

	return two_factor_begin(t, f->c->app->services.seal, f->c->who->session_id);
}

err
account_factor_begin(struct ctx *c)
{
	struct factoring f = {.c = c};
	bool done;

	TRY(prove(c, &done));
	if (done)
		return OK;
	TRY(store_write(c->store, c->a, begin, &f));
	return desk_done(c, S("/desk/account/factor/"), "");
}

static err
confirm(struct txn *t, void *arg)
{
	struct factoring *f = arg;
	const struct person *who = f->c->who;
	const struct seal *key = f->c->app->services.seal;
	str what = arena_fmt(store_arena(t), "new factor %lld", (long long)who->id);

	TRY(login_count(t, key, what, LOGIN_FREE, f->c->now, &f->wait));
	TRY(two_factor_confirm(t, key, who->session_id, who->id, request_form(f->c->req, S("code")), f->c->now, &f->good, f->codes));
	if (!f->good)
		return OK;
	TRY(login_forget(t, key, what));
	return person_audit(t, who, f->c->now, "account.factor", who->id, S(""));
}

err
account_factor_confirm(struct ctx *c)
{
	struct factoring f = {.c = c};
	err e = store_write(c->store, c->a, confirm, &f);

	if (e == E_ABSENT) /* it is on, or was never begun: the page says which */
		return desk_done(c, S("/desk/account/factor/"), "");
	if (e == E_FLOOD)
		return show(c, NULL, f.wait, NULL);
	TRY(e);
	return f.good ? show(c, NULL, 0, f.codes) : show(c, "login_code_wrong", 0, NULL);
}

static err
new_codes(struct txn *t, void *arg)
{
	struct factoring *f = arg;
	const struct person *who = f->c->who;

	TRY(two_factor_replace_codes(t, f->c->app->services.seal, who->id, f->codes));
	return person_audit(t, who, f->c->now, "account.recovery_codes", who->id, S(""));
}

err
account_factor_codes(struct ctx *c)
{
	struct factoring f = {.c = c};
	bool done;

	TRY(prove(c, &done));
	if (done)
		return OK;
	TRY(store_write(c->store, c->a, new_codes, &f));
	return show(c, NULL, 0, f.codes);
}

static err
off(struct txn *t, void *arg)
{
	struct factoring *f = arg;
	const struct person *who = f->c->who;

	TRY(two_factor_remove(t, who->id));
	TRY(person_audit(t, who, f->c->now, "account.factor_off", who->id, S("")));
	return desk_letter(t, f->c, who->email, who->language, "mail_factor_off", WORDS({"name", who->name}));
}

err
account_factor_off(struct ctx *c)
{
	struct factoring f = {.c = c};
	bool done;

	TRY(prove(c, &done));
	if (done)
		return OK;
	TRY(store_write(c->store, c->a, off, &f));
	return desk_done(c, S("/desk/account/"), "done_factor_off");
}
