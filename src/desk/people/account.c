/* account.c: one's own account: name, language, password, and where one is logged in. */
#include "desk/people/account.h"

#include "desk/people/user_agent.h"
#include "door/session.h"
#include "news/draft/assignment.h"
#include "news/people/login.h"
#include "news/people/login_link.h"
#include "news/people/password.h"
#include "news/people/session.h"
#include "news/people/two_factor.h"
#include "news/people/user.h"

ROUTE(GET, "/desk/account/", account_page, MAY_ENTER, NEVER)
ROUTE(POST, "/desk/account/", account_save, MAY_ENTER, NEVER)
ROUTE(POST, "/desk/account/password", account_new_password, MAY_ENTER, NEVER)
ROUTE(POST, "/desk/account/sessions", account_end_session, MAY_ENTER, NEVER)

/* ---- the password that one has ---- */

struct proving {
	struct ctx *c;
	str what, hash;
	int64_t wait;
};

static err
count(struct txn *t, void *arg)
{
	struct proving *p = arg;

	TRY(login_count(t, p->c->app->services.seal, p->what, LOGIN_FREE, p->c->now, &p->wait));
	return user_password_hash(t, p->c->who->id, &p->hash);
}

static err
forget(struct txn *t, void *arg)
{
	struct proving *p = arg;

	return login_forget(t, p->c->app->services.seal, p->what);
}

err
account_password(struct ctx *c, str plain, int64_t *wait)
{
	struct proving p = {.c = c, .what = arena_fmt(c->a, "password %lld", (long long)c->who->id)};
	err e = store_write(c->store, c->a, count, &p);

	*wait = p.wait;
	TRY(e);
	if (!password_is_or_nobodys(c->a, p.hash, plain))
		return fail(E_DENIED, "incorrect password");
	return store_write(c->store, c->a, forget, &p);
}

/* ---- the page ---- */

static err
put_sessions(struct desk *d)
{
	const struct person *who = d->c->who;
	struct value *list = value_list(d->root, "sessions");
	struct session *s;
	size_t n;

	TRY(session_list(d->t, who->id, d->c->now, &s, &n));
	for (size_t i = 0; i < n; i++) {
		struct value *one = value_item(list);

		value_int(one, "id", s[i].id);
		value_str(one, "agent", s[i].agent.n ? user_agent_name(d->a, s[i].agent) : words_get(d->words, "account_agent_unknown"));
		value_str(one, "agent_whole", s[i].agent);
		value_str(one, "place", s[i].place);
		value_str(one, "since", desk_when(d, "account_session_since", s[i].created_at));
		value_str(one, "seen", desk_when(d, "account_session_seen", s[i].seen_at));
		value_bool(one, "this", s[i].id == who->session_id);
	}
	value_bool(d->root, "others", n > 1);
	return OK;
}

/* at: which form the fault belongs to ("account", "password"). */
static err
show(struct ctx *c, const char *at, const char *fault, str fault_text)
{
	struct value *account, *faults;
	struct desk d;
	bool letters, factor;

	TRY(desk_begin(c, &d, "account"));
	TRY(assignment_wanted(d.t, c->who->id, &letters));
	TRY(two_factor_is_on(d.t, c->who->id, &factor));
	TRY(put_sessions(&d));
	account = value_record(d.root, "account");
	value_str(account, "name", c->who->name);
	value_str(account, "email", c->who->email);
	value_bool(account, "factor", factor);
	value_bool(account, "admin", person_may(c->who, MAY_ADMIN));
	value_bool(account, "letters", letters);
	value_bool(account, "writes", c->app->config.mails && person_may(c->who, MAY_WRITE));
	desk_languages(&d, account, c->who->language);
	value_int(d.root, "least", PERSON_PASSWORD_MIN);
	faults = value_record(d.root, "fault_at");
	value_str(faults, "account", S(""));
	value_str(faults, "password", S(""));
	if (at)
		value_str(faults, at, fault ? words_get(d.words, fault) : fault_text);
	TRY(desk_render(&d, "account"));
	if (at)
		c->reply.status = 422;
	return OK;
}

err
account_page(struct ctx *c)
{
	return show(c, NULL, NULL, S(""));
}

static bool
is_language(const struct ctx *c, str code)
{
	return !code.n || str_eq(words_language(words_for(c->app->services.words, code)), code);
}

static err
save(struct txn *t, void *arg)
{
	const struct ctx *c = arg;

	TRY(person_change_own(t, c->who, str_trim(request_form(c->req, S("name"))), request_form(c->req, S("language")), c->now));
	if (!request_form(c->req, S("asks_letters")).n) /* the form did not ask */
		return OK;
	return assignment_want(t, c->who, request_form(c->req, S("letters")).n > 0, c->now);
}

err
account_save(struct ctx *c)
{
	if (!person_is_name(str_trim(request_form(c->req, S("name")))))
		return show(c, "account", "people_bad_name", S(""));
	if (!is_language(c, request_form(c->req, S("language"))))
		return fail(E_INPUT, "this language is not available");
	TRY(store_write(c->store, c->a, save, c));
	return desk_done(c, S("/desk/account/"), "done_saved");
}

/* ---- a new password ---- */

struct changing {
	struct ctx *c;
	str hash;
	struct desk_entry entry;
};

/* Whoever else is logged in as this person is not any more; this browser gets a new key. */
static err
put_password(struct txn *t, void *arg)
{
	struct changing *p = arg;
	const struct person *who = p->c->who;

	TRY(person_set_password(t, who->id, p->hash, who, p->c->now));
	TRY(session_end_all(t, who->id, 0));
	TRY(login_link_revoke(t, who->id));
	TRY(door_session_begin(p->c, t, who->id, false, &p->entry.key));
	return desk_letter(t, p->c, who->email, who->language, "mail_password", WORDS({"name", who->name}));
}

err
account_new_password(struct ctx *c)
{
	str plain = request_form(c->req, S("new")), fault;
	struct changing p = {.c = c, .entry = {.c = c, .person = c->who->id, .email = c->who->email, .name = c->who->name}};
	struct desk d;
	int64_t wait;
	err e;

	TRY(desk_begin(c, &d, "account"));
	fault = desk_password_fault(&d, plain, c->who->email, c->who->name);
	store_end(c->txn); /* nothing is held while a password is hashed */
	c->txn = NULL;
	if (fault.n)
		return show(c, "password", NULL, fault);
	e = account_password(c, request_form(c->req, S("old")), &wait);
	if (e == E_FLOOD) {
		TRY(show(c, "password", NULL, desk_wait_text(&d, wait)));
		desk_flood(c, wait);
		return OK;
	}
	if (e == E_DENIED)
		return show(c, "password", "account_password_wrong", S(""));
	TRY(e);
	TRY(person_password(c->a, plain, c->who->email, c->who->name, &p.hash));
	TRY(store_write(c->store, c->a, put_password, &p));
	return desk_entered(c, &p.entry, S("/desk/account/"), "done_password");
}

/* ---- sessions ---- */

struct ending {
	const struct ctx *c;
	int64_t id; /* 0: all but this one */
};

static err
end(struct txn *t, void *arg)
{
	const struct ending *e = arg;
	const struct person *who = e->c->who;

	if (e->id)
		TRY(session_end_own(t, e->id, who->id));
	else
		TRY(session_end_all(t, who->id, who->session_id));
	return person_audit(t, who, e->c->now, "account.session_end", who->id, S(""));
}

err
account_end_session(struct ctx *c)
{
	struct ending e = {.c = c};
	err failed;

	TRY(desk_number(c, S("id"), &e.id));
	failed = store_write(c->store, c->a, end, &e);
	if (failed != E_ABSENT) /* it had ended already */
		TRY(failed);
	return desk_done(c, S("/desk/account/"), "done_session");
}
