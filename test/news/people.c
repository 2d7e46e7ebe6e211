/* people.c: links that let somebody in once, one's account, and the people page.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/people/login_link.h"
#include "news/people/outbox.h"
#include "news/people/session.h"
#include "press.h"
#include "query/person.h"

static const char password[] = "seven quiet herons", other[] = "eight loud magpies";

static int
status(const struct ctx *c)
{
	return c->reply.status ? c->reply.status : 200;
}

static struct ctx *
post(struct press *p, struct arena *a, const struct press_who *who, str path, const struct pair *form, size_t n)
{
	return press_ask(p, a, &(struct press_asking){.path = path, .post = true, .form = form, .n = n, .site = S("same-origin"),
		.cookie = who ? who->cookie : S(""), .csrf = who ? who->csrf : S("")});
}
#define POST(who, path, ...) \
	post(&p, a, who, path, (const struct pair[]){__VA_ARGS__}, LENGTH(((const struct pair[]){__VA_ARGS__})))
#define F(name, value) {S(name), value}

struct linking {
	struct press *p;
	enum link_kind kind;
	int64_t person;
	str key;
};

static err
make(struct txn *t, void *arg)
{
	struct linking *l = arg;

	return login_link_create(t, l->p->site.seal, l->kind, l->person, l->p->now, &l->key);
}

static str
key(struct press *p, struct arena *a, enum link_kind kind, int64_t person)
{
	struct linking l = {p, kind, person, S("")};

	CHECK_OK(store_write(p->site.store, a, make, &l));
	return l.key;
}

static str
page_of(struct arena *a, str k)
{
	return arena_fmt(a, "/desk/link?key=%.*s", SARG(k));
}

static int
login(struct press *p, struct arena *a, const char *email, const char *word)
{
	const struct pair form[] = {F("email", str_of(email)), F("password", str_of(word))};

	return status(post(p, a, NULL, S("/desk/login"), form, 2));
}

TEST(people_first_login_makes_the_administrator)
{
	struct linking late;
	struct press p;
	struct ctx *c;
	str k, second, cookie;

	press_setup(a, &p);
	k = key(&p, a, LINK_FIRST, 0);
	second = key(&p, a, LINK_FIRST, 0);
	CHECK_INT(status(press_get(&p, a, page_of(a, k))), 200);
	CHECK_INT(status(press_get(&p, a, page_of(a, k))), 200);
	CHECK_INT(status(press_get(&p, a, page_of(a, str_upto(k, 20)))), 410);
	CHECK_INT(status(press_get(&p, a, S("/desk/link"))), 410);
	c = POST(NULL, S("/desk/link"), F("key", k), F("email", S("ama@paper.example")), F("name", S("Ama")), F("password", S("short")));
	CHECK_INT(status(c), 422);
	c = POST(NULL, S("/desk/link"), F("key", k), F("email", S("ama")), F("name", S("Ama")), F("password", str_of(password)));
	CHECK_INT(status(c), 422);
	c = POST(NULL, S("/desk/link"), F("key", k), F("email", S("ama@paper.example")), F("name", S("Ama")), F("password", str_of(password)));
	CHECK_INT(status(c), 303);
	cookie = press_cookie(a, c, SESSION_COOKIE);
	CHECK_INT(status(press_ask(&p, a, &(struct press_asking){.path = S("/desk/people/"), .cookie = cookie})), 200);
	CHECK_INT(login(&p, a, "ama@paper.example", password), 303);
	/* It opens once, and the others of its kind no more. */
	CHECK_INT(status(POST(NULL, S("/desk/link"), F("key", k), F("email", S("eve@paper.example")), F("name", S("Eve")),
		F("password", str_of(other)))), 410);
	CHECK_INT(status(press_get(&p, a, page_of(a, second))), 410);
	late = (struct linking){&p, LINK_FIRST, 0, S("")};
	CHECK_ERR(store_write(p.site.store, a, make, &late), E_CLASH);
}

TEST(people_first_login_may_name_an_account)
{
	struct press p;
	struct ctx *c;
	str k;

	press_setup(a, &p);
	press_person(&p, a, "ama@paper.example", "reporter", other);
	k = key(&p, a, LINK_FIRST, 0);
	c = POST(NULL, S("/desk/link"), F("key", k), F("email", S("ama@paper.example")), F("name", S("Ama")), F("password", str_of(password)));
	CHECK_INT(status(c), 303);
	CHECK_INT(status(press_ask(&p, a, &(struct press_asking){.path = S("/desk/people/"),
		.cookie = press_cookie(a, c, SESSION_COOKIE)})), 200);
	CHECK_INT(login(&p, a, "ama@paper.example", other), 403);
}

TEST(people_links_end)
{
	struct press p;
	int64_t id, began;
	str k;

	press_setup(a, &p);
	began = p.now;
	k = key(&p, a, LINK_FIRST, 0);
	press_clock(&p, began + LINK_DAYS * 86400 - 1);
	CHECK_INT(status(press_get(&p, a, page_of(a, k))), 200);
	press_clock(&p, began + LINK_DAYS * 86400);
	CHECK_INT(status(press_get(&p, a, page_of(a, k))), 410);
	id = press_person(&p, a, "ama@paper.example", "reporter", password);
	k = key(&p, a, LINK_RESET, id);
	press_clock(&p, p.now + LINK_RESET_HOURS * 3600);
	CHECK_INT(status(POST(NULL, S("/desk/link"), F("key", k), F("password", str_of(other)))), 410);
	CHECK_INT(login(&p, a, "ama@paper.example", password), 303);
}

/* ---- a forgotten password ---- */

struct taking {
	struct press *p;
	struct outbox_letter letter;
};

static err
take(struct txn *t, void *arg)
{
	struct taking *o = arg;

	struct queue_job job;

	TRY(queue_take(t, "mail", o->p->now, 600, &job));
	return outbox_open(store_arena(t), o->p->site.seal, &job, &o->letter);
}

static str
link_in(str text)
{
	size_t at = str_find(text, S("https://paper.example/desk/link?key="));

	CHECK(at != NOWHERE);
	text = str_from(text, at + 36);
	return str_upto(text, str_find_char(text, '\n'));
}

TEST(people_forgotten_password_comes_by_letter)
{
	struct press p;
	struct press_who elsewhere;
	struct taking o = {.p = &p};
	struct ctx *c, *nobody;
	str k, older;

	press_setup(a, &p);
	elsewhere = press_login(&p, a, "reporter");
	press_person(&p, a, "ama@paper.example", "reporter", password);
	CHECK_INT(status(POST(NULL, S("/desk/login/forgot"), F("email", S("ama@paper.example")))), 200);
	CHECK_ERR(store_write(p.site.store, a, take, &o), E_ABSENT); /* this paper sends no mail */
	p.app.config.mails = true;
	c = POST(NULL, S("/desk/login/forgot"), F("email", S("AMA@paper.example")));
	nobody = POST(NULL, S("/desk/login/forgot"), F("email", S("eve@paper.example")));
	CHECK_INT(status(c), 303);
	CHECK_INT(status(nobody), 303);
	CHECK_STR(c->reply.location, nobody->reply.location);
	CHECK_OK(store_write(p.site.store, a, take, &o));
	CHECK_STR(o.letter.to, S("ama@paper.example"));
	older = link_in(o.letter.text);
	CHECK_ERR(store_write(p.site.store, a, take, &o), E_ABSENT);
	/* a second one ends the first */
	POST(NULL, S("/desk/login/forgot"), F("email", S("ama@paper.example")));
	CHECK_OK(store_write(p.site.store, a, take, &o));
	k = link_in(o.letter.text);
	CHECK_INT(status(press_get(&p, a, page_of(a, older))), 410);
	CHECK_INT(status(press_get(&p, a, page_of(a, k))), 200);
	CHECK_INT(status(POST(NULL, S("/desk/link"), F("key", k), F("password", str_of(other)))), 303);
	CHECK_INT(status(POST(NULL, S("/desk/link"), F("key", k), F("password", str_of(password)))), 410);
	CHECK_INT(login(&p, a, "ama@paper.example", password), 403);
	CHECK_INT(login(&p, a, "ama@paper.example", other), 303);
	CHECK_INT(status(press_desk_get(&p, a, &elsewhere, S("/desk/"))), 200);
}

/* However often somebody asks for it, a box gets three letters, and one address may ask
 * for ten. */
TEST(people_forgotten_passwords_are_counted)
{
	struct press p;
	struct taking o = {.p = &p};
	int letters = 0;

	press_setup(a, &p);
	p.app.config.mails = true;
	press_person(&p, a, "ama@paper.example", "reporter", password);
	for (int i = 0; i < 10; i++)
		CHECK_INT(status(POST(NULL, S("/desk/login/forgot"), F("email", S("ama@paper.example")))), 303);
	CHECK_INT(status(POST(NULL, S("/desk/login/forgot"), F("email", S("kofi@paper.example")))), 429);
	while (store_write(p.site.store, a, take, &o) == OK)
		letters++;
	CHECK_INT(letters, 3);
}

/* ---- one's account ---- */

TEST(people_new_password_ends_the_other_sessions)
{
	struct press p;
	struct press_who here = {0}, there = {0};
	const struct pair form[] = {F("email", S("ama@paper.example")), F("password", str_of(password))};
	struct ctx *c;

	press_setup(a, &p);
	press_person(&p, a, "ama@paper.example", "reporter", password);
	here.cookie = press_cookie(a, post(&p, a, NULL, S("/desk/login"), form, 2), SESSION_COOKIE);
	there.cookie = press_cookie(a, post(&p, a, NULL, S("/desk/login"), form, 2), SESSION_COOKIE);
	c = press_desk_get(&p, a, &here, S("/desk/account/"));
	CHECK(str_find(c->reply.body, S("Firefox, Linux")) != NOWHERE);
	CHECK(str_find(c->reply.body, S("192.0.2.0")) != NOWHERE && str_find(c->reply.body, S("192.0.2.1")) == NOWHERE);
	here.csrf = str_upto(str_from(c->reply.body, str_find(c->reply.body, S("name=\"csrf\" content=\"")) + 21), 64);
	CHECK_INT(status(POST(&here, S("/desk/account/password"), F("old", str_of(other)), F("new", str_of(other)))), 422);
	CHECK_INT(status(POST(&here, S("/desk/account/password"), F("old", str_of(password)), F("new", S("passwordpassword")))), 422);
	c = POST(&here, S("/desk/account/password"), F("old", str_of(password)), F("new", str_of(other)));
	CHECK_STR(c->reply.location, S("/desk/account/?done=done_password"));
	CHECK_INT(status(press_desk_get(&p, a, &here, S("/desk/"))), 303);
	CHECK_INT(status(press_desk_get(&p, a, &there, S("/desk/"))), 303);
	here.cookie = press_cookie(a, c, SESSION_COOKIE);
	CHECK_INT(status(press_desk_get(&p, a, &here, S("/desk/"))), 200);
}

TEST(people_end_only_sessions_of_their_own)
{
	struct press p;
	struct press_who one, two;

	press_setup(a, &p);
	one = press_login(&p, a, "administrator");
	two = press_login(&p, a, "reporter");
	CHECK_INT(status(POST(&two, S("/desk/account/sessions"), F("id", S("1")))), 303);
	CHECK_INT(status(press_desk_get(&p, a, &one, S("/desk/"))), 200);
	CHECK_INT(status(POST(&one, S("/desk/account/sessions"), F("id", S("1")))), 303);
	CHECK_INT(status(press_desk_get(&p, a, &one, S("/desk/"))), 303);
}

TEST(people_speak_their_language)
{
	struct press p;
	struct press_who who;

	press_setup(a, &p);
	who = press_login(&p, a, "reporter");
	CHECK_INT(status(POST(&who, S("/desk/account/"), F("name", S("Ama")), F("language", S("fr")))), 303);
	CHECK(str_find(press_desk_get(&p, a, &who, S("/desk/account/"))->reply.body, S("<html lang=\"fr\"")) != NOWHERE);
	CHECK_INT(status(POST(&who, S("/desk/account/"), F("name", S("Ama")), F("language", S("xx")))), 400);
	CHECK_INT(status(POST(&who, S("/desk/account/"), F("name", S("")), F("language", S("fr")))), 422);
}

/* ---- the people page ---- */

TEST(people_are_let_in_and_out)
{
	struct press p;
	struct press_who admin;
	struct ctx *c;
	str k, cookie;
	size_t at;

	press_setup(a, &p);
	admin = press_login(&p, a, "administrator");
	c = POST(&admin, S("/desk/people/"), F("email", S("kofi@paper.example")), F("name", S("Kofi")), F("role", S("editor")),
		F("language", S("fr")));
	CHECK_INT(status(c), 200);
	at = str_find(c->reply.body, S("https://paper.example/desk/link?key="));
	CHECK(at != NOWHERE);
	k = str_upto(str_from(c->reply.body, at + 36), 43);
	CHECK_INT(login(&p, a, "kofi@paper.example", ""), 403);
	c = press_get(&p, a, page_of(a, k));
	CHECK(str_find(c->reply.body, S("<html lang=\"fr\"")) != NOWHERE);
	c = POST(NULL, S("/desk/link"), F("key", k), F("password", str_of(password)));
	CHECK_INT(status(c), 303);
	cookie = press_cookie(a, c, SESSION_COOKIE);
	CHECK_INT(status(press_ask(&p, a, &(struct press_asking){.path = S("/desk/"), .cookie = cookie})), 200);
	CHECK_INT(status(POST(&admin, S("/desk/people/"), F("email", S("Kofi@paper.example")), F("name", S("K")), F("role", S("editor")))), 422);
	CHECK_INT(status(POST(&admin, S("/desk/people/2/do"), F("do", S("end")))), 303);
	CHECK_INT(status(press_ask(&p, a, &(struct press_asking){.path = S("/desk/"), .cookie = cookie})), 303);
	CHECK_INT(login(&p, a, "kofi@paper.example", password), 403);
	CHECK_INT(status(POST(&admin, S("/desk/people/2/do"), F("do", S("link")))), 409);
	CHECK_INT(status(POST(&admin, S("/desk/people/2/do"), F("do", S("back")))), 303);
	CHECK_INT(login(&p, a, "kofi@paper.example", password), 303);
	CHECK_INT(status(POST(&admin, S("/desk/people/2/do"), F("do", S("sessions")))), 303);
	CHECK_INT(status(POST(&admin, S("/desk/people/99/do"), F("do", S("end")))), 404);
	CHECK_INT(status(press_desk_get(&p, a, &admin, S("/desk/people/99/"))), 404);
}

TEST(people_keep_an_administrator)
{
	struct press p;
	struct press_who admin, second;

	press_setup(a, &p);
	admin = press_login(&p, a, "administrator");
	CHECK_INT(status(POST(&admin, S("/desk/people/1/do"), F("do", S("end")))), 422);
	CHECK_INT(status(POST(&admin, S("/desk/people/1/"), F("name", S("A")), F("role", S("editor")))), 422);
	CHECK_INT(status(press_desk_get(&p, a, &admin, S("/desk/people/"))), 200);
	second = press_login(&p, a, "administrator");
	CHECK_INT(status(POST(&admin, S("/desk/people/1/"), F("name", S("A")), F("role", S("editor")))), 303);
	CHECK_INT(status(press_desk_get(&p, a, &admin, S("/desk/people/"))), 403);
	CHECK_INT(status(POST(&second, S("/desk/people/2/do"), F("do", S("end")))), 422);
}

struct limits {
	struct q_person_limits *row;
	size_t n;
};

TEST(people_are_limited_to_sections_that_there_are)
{
	struct press p;
	struct press_who admin;
	struct limits l;
	struct txn *t;

	press_setup(a, &p);
	admin = press_login(&p, a, "administrator");
	press_login(&p, a, "editor");
	CHECK_INT(status(POST(&admin, S("/desk/people/2/"), F("name", S("E")), F("role", S("editor")), F("section", S("77")))), 303);
	CHECK_INT(status(POST(&admin, S("/desk/people/2/"), F("name", S("E")), F("role", S("editor")), F("section", S("x")))), 400);
	CHECK_OK(store_read(p.site.store, a, NULL, &t));
	CHECK_OK(q_person_limits(t, &l.row, &l.n));
	store_end(t);
	CHECK_INT(l.n, 0);
}

/* The desk's pages ask little, however many people there are. */
TEST(people_pages_ask_little)
{
	static const char *const pages[] = {"/desk/account/", "/desk/account/factor/", "/desk/people/", "/desk/people/1/"};
	struct press p;
	struct press_who admin;

	press_setup(a, &p);
	admin = press_login(&p, a, "administrator");
	for (int i = 0; i < 10; i++)
		press_login(&p, a, "reporter");
	for (size_t i = 0; i < LENGTH(pages); i++) {
		uint64_t before = store_asked(p.site.store);

		CHECK_INT(status(press_desk_get(&p, a, &admin, str_of(pages[i]))), 200);
		if (store_asked(p.site.store) - before > 8)
			test_fail(__FILE__, __LINE__, "%s asks %d questions", pages[i], (int)(store_asked(p.site.store) - before));
	}
}
