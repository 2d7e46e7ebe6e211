/* login_link.c: links that let somebody in once (news/people/login_link.h): the first administrator,
 * an invitation, a forgotten password.  Opening the page changes nothing; sending its
 * form does. */
#include "desk/people/login.h"

#include "door/session.h"
#include "news/people/session.h"
#include "news/people/login_link.h"

ROUTE(GET, "/desk/link", desk_link, PUBLIC, NEVER)
ROUTE(POST, "/desk/link", desk_link_post, PUBLIC, NEVER)

struct following {
	struct ctx *c;
	str key;
	struct link link;
	str email, name, hash;
	struct desk_entry entry;
};

static err
gone(struct ctx *c)
{
	struct desk d;

	TRY(desk_begin(c, &d, "link_gone"));
	TRY(desk_render(&d, "link-gone"));
	c->reply.status = 410;
	return OK;
}

static err
begin(struct following *f, struct desk *d)
{
	static const char *const place[] = {"link_first", "link_invite", "link_reset"};

	return desk_begin_in(f->c, d, place[f->link.kind], f->link.language);
}

static err
show(struct following *f, struct desk *d, str fault)
{
	value_str(d->root, "key", f->key);
	value_bool(d->root, "first", f->link.kind == LINK_FIRST);
	value_bool(d->root, "invite", f->link.kind == LINK_INVITE);
	value_str(d->root, "email", f->link.kind == LINK_FIRST ? f->email : f->link.email);
	value_str(d->root, "name", f->link.kind == LINK_FIRST ? f->name : f->link.name);
	value_str(d->root, "fault", fault);
	value_int(d->root, "least", PERSON_PASSWORD_MIN);
	value_str(d->root, "hello", words_say(d->words, d->a, "link_hello", WORDS({"name", f->link.name})));
	TRY(desk_render(d, "link"));
	if (fault.n)
		f->c->reply.status = 422;
	return OK;
}

err
desk_link(struct ctx *c)
{
	struct following f = {.c = c, .key = request_query(c->req, S("key"))};
	struct desk d;
	err e = login_link_find(c->txn, c->app->services.seal, f.key, c->now, &f.link);

	if (e == E_GONE)
		return gone(c);
	TRY(e);
	TRY(begin(&f, &d));
	return show(&f, &d, S(""));
}

static err
follow(struct txn *t, void *arg)
{
	struct following *f = arg;
	struct ctx *c = f->c;
	struct person self;

	TRY(login_link_use(t, c->app->services.seal, f->key, c->now, &f->link));
	f->entry = (struct desk_entry){.c = c, .person = f->link.person, .email = f->link.email, .name = f->link.name,
		.waits = f->link.factor};
	if (f->link.kind == LINK_FIRST) {
		TRY(person_first(t, &(struct person_new){.email = f->email, .name = f->name, .password_hash = f->hash},
			c->now, &f->entry.person));
		f->entry.email = f->email;
		f->entry.name = f->name;
	} else {
		self = (struct person){.id = f->link.person, .name = f->link.name};
		TRY(person_set_password(t, f->link.person, f->hash, &self, c->now));
	}
	TRY(session_end_all(t, f->entry.person, 0));
	return desk_enter(t, &f->entry);
}

/* What is wrong with the form; empty: nothing. */
static str
fault_of(struct following *f, struct desk *d, str plain)
{
	bool first = f->link.kind == LINK_FIRST;
	str email = first ? f->email : f->link.email, name = first ? f->name : f->link.name;

	if (first && person_email(d->a, f->email, &email) != OK)
		return words_get(d->words, "people_bad_email");
	if (first && !person_is_name(f->name))
		return words_get(d->words, "people_bad_name");
	f->email = email;
	return desk_password_fault(d, plain, email, name);
}

err
desk_link_post(struct ctx *c)
{
	struct following f = {.c = c, .key = request_form(c->req, S("key")), .email = request_form(c->req, S("email")),
		.name = str_trim(request_form(c->req, S("name")))};
	str plain = request_form(c->req, S("password")), fault;
	struct desk d;
	err e;

	if (!door_form_is_ours(c->req, NULL))
		return fail(E_DENIED, "cross-site form submission rejected");
	TRY(store_read(c->store, c->a, NULL, &c->txn));
	e = login_link_find(c->txn, c->app->services.seal, f.key, c->now, &f.link);
	if (e == E_GONE)
		return gone(c);
	TRY(e);
	TRY(begin(&f, &d));
	fault = fault_of(&f, &d, plain);
	if (fault.n)
		return show(&f, &d, fault);
	store_end(c->txn); /* nothing is held while the password is hashed */
	c->txn = NULL;
	TRY(person_password(c->a, plain, f.email, f.name, &f.hash));
	e = store_write(c->store, c->a, follow, &f);
	if (e == E_GONE)
		return gone(c);
	TRY(e);
	return f.link.kind == LINK_FIRST ? desk_entered(c, &f.entry, S("/desk/people/"), "done_first") :
		desk_entered(c, &f.entry, S("/desk/"), "done_password");
}
