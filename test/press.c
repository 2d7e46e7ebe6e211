/* press.c: a whole paper for tests.
 * SPDX-License-Identifier: Apache-2.0 */
#include "press.h"

#include "base/sys/clock.h"
#include "base/sys/file.h"
#include "door/dispatch.h"
#include "base/rand.h"
#include "media/team.h"
#include "news/people/session.h"
#include "news/paper/setting.h"
#include "desk/desk.h"
#include "view/theme.h"
#include "view/themes.h"
#include "view/words.h"

#include <sqlite3.h>

static err
first_words(struct txn *t, void *arg)
{
	(void)arg;
	TRY(setting_write(t, "site_url", S("https://paper.example")));
	return setting_write(t, "site_title", S("The Paper"));
}

void
press_clock(struct press *p, int64_t now)
{
	p->now = now;
	clock_set(now);
}

void
press_setup(struct arena *a, struct press *p)
{
	press_setup_on(a, p, S(""));
}

void
press_setup_on(struct arena *a, struct press *p, str url)
{
	str folder = arena_fmt(a, "%s/site", arena_z(a, test_folder(a)));

	*p = (struct press){0};
	press_clock(p, 1772700000);
	CHECK_OK(site_make(a, folder, url));
	CHECK_OK(site_open(a, folder, 1, &p->site));
	CHECK_OK(words_open(a, &p->app.services.words));
	CHECK_OK(theme_open(a, "gazette", S(""), &p->app.services.theme));
	CHECK_OK(themes_open(a, arena_fmt(a, "%.*s/themes", SARG(p->site.folder)), p->app.services.theme, &p->app.services.themes));
	CHECK_OK(theme_open(a, "desk", S(""), &p->app.services.desk));
	p->app.services.store = p->site.store;
	p->app.config.folder = p->site.folder;
	p->app.services.seal = p->site.seal;
	p->app.config.media = p->site.media;
	p->app.services.pictures = media_team_new(a, 1);
	CHECK_OK(store_write(p->site.store, a, first_words, p));
}

static void
read_query(struct arena *a, struct request *r, str query)
{
	str part;

	r->query = NEW(a, struct pair, 8);
	while (query.n && r->query_n < 8 && str_split(&query, '&', &part)) {
		size_t eq = str_find_char(part, '=');

		r->query[r->query_n++] = (struct pair){str_upto(part, eq), str_from(part, eq == NOWHERE ? part.n : eq + 1)};
	}
}

static struct ctx *
ask(struct press *p, struct arena *a, struct request *r)
{
	struct ctx *c = NEW(a, struct ctx, 1);

	r->host = S("paper.example");
	if (!r->peer.n)
		r->peer = S("192.0.2.1");
	*c = (struct ctx){.a = a, .req = r, .deps = {.a = a}, .app = &p->app, .store = p->site.store,
		.now = p->now};
	door_answer(c);
	return c;
}

static struct request *
request_of(struct arena *a, str path)
{
	struct request *r = NEW(a, struct request, 1);
	size_t at = str_find_char(path, '?');

	*r = (struct request){.method = GET, .path = str_upto(path, at), .raw_path = str_upto(path, at)};
	if (at != NOWHERE)
		read_query(a, r, str_from(path, at + 1));
	return r;
}

static struct request *
post_of(struct arena *a, str path, const struct pair *form, size_t n)
{
	struct request *r = NEW(a, struct request, 1);

	*r = (struct request){.method = POST, .path = path, .raw_path = path, .form = NEW(a, struct pair, n),
		.form_n = n};
	if (n)
		memcpy(r->form, form, n * sizeof *form);
	return r;
}

struct ctx *
press_get(struct press *p, struct arena *a, str path)
{
	return ask(p, a, request_of(a, path));
}

struct ctx *
press_post(struct press *p, struct arena *a, str path, const struct pair *form, size_t n)
{
	return ask(p, a, post_of(a, path, form, n));
}

struct ctx *
press_ask(struct press *p, struct arena *a, const struct press_asking *q)
{
	struct request *r = q->post ? post_of(a, q->path, q->form, q->n) : request_of(a, q->path);
	const struct pair head[] = {{S("Cookie"), q->cookie}, {S("X-Csrf"), q->csrf}, {S("Sec-Fetch-Site"), q->site},
		{S("Origin"), q->origin}, {S("User-Agent"), S("Mozilla/5.0 (X11; Linux) Firefox/140.0")}};

	r->header = NEW(a, struct pair, LENGTH(head));
	for (size_t i = 0; i < LENGTH(head); i++)
		if (head[i].value.n)
			r->header[r->header_n++] = head[i];
	r->peer = q->peer;
	return ask(p, a, r);
}

str
press_cookie(struct arena *a, const struct ctx *c, const char *name)
{
	str start = arena_fmt(a, "%s=", name);

	for (size_t i = 0; i < c->reply.header_n; i++) {
		str value = c->reply.header[i].value;

		if (str_eq(c->reply.header[i].name, S("Set-Cookie")) && str_starts(value, start))
			return value.p[start.n] == ';' ? S("") : str_upto(value, str_find_char(value, ';'));
	}
	return S("");
}

struct newcomer {
	struct person_new p;
	int64_t now, id;
};

static err
add_person(struct txn *t, void *arg)
{
	struct newcomer *n = arg;

	return person_add(t, &n->p, NULL, n->now, &n->id);
}

int64_t
press_person(struct press *p, struct arena *a, const char *email, const char *role, const char *password)
{
	struct newcomer n = {{.email = str_of(email), .name = S("Ama Sow"), .role = str_of(role)}, p->now, 0};

	CHECK_OK(person_password(a, str_of(password), n.p.email, n.p.name, &n.p.password_hash));
	CHECK_OK(store_write(p->site.store, a, add_person, &n));
	return n.id;
}

struct coming {
	struct press *p;
	const char *role;
	struct press_who who;
};

static err
let_in(struct txn *t, void *arg)
{
	struct coming *in = arg;
	struct arena *a = store_arena(t);
	struct session_from from = {.peer = S("192.0.2.1")};
	struct person_new person = {.email = arena_fmt(a, "%.*s@paper.example", SARG(rand_token(a, 9))),
		.name = arena_fmt(a, "A %s", in->role), .role = str_of(in->role)};

	TRY(person_add(t, &person, NULL, in->p->now, &in->who.id));
	return session_begin(t, in->p->site.seal, in->who.id, &from, false, in->p->now, &in->who.cookie);
}

struct press_who
press_login(struct press *p, struct arena *a, const char *role)
{
	struct coming in = {.p = p, .role = role};
	struct person who;
	struct txn *t;
	bool stale;

	CHECK_OK(store_write(p->site.store, a, let_in, &in));
	CHECK_OK(store_read(p->site.store, a, NULL, &t));
	CHECK_OK(session_find(t, p->site.seal, in.who.cookie, p->now, &who, &stale));
	store_end(t);
	in.who.csrf = who.csrf;
	in.who.cookie = arena_fmt(a, SESSION_COOKIE "=%.*s", SARG(in.who.cookie));
	return in.who;
}

static void
put_session(struct arena *a, struct request *r, const struct press_who *who)
{
	r->header = NEW(a, struct pair, 3);
	r->header[r->header_n++] = (struct pair){S("Cookie"), who->cookie};
	if (r->method == POST) {
		r->header[r->header_n++] = (struct pair){S("X-Csrf"), who->csrf};
		r->header[r->header_n++] = (struct pair){S("Sec-Fetch-Site"), S("same-origin")};
	}
}

struct ctx *
press_desk_get(struct press *p, struct arena *a, const struct press_who *who, str path)
{
	struct request *r = request_of(a, path);

	put_session(a, r, who);
	return ask(p, a, r);
}

struct ctx *
press_desk_post(struct press *p, struct arena *a, const struct press_who *who, str path,
	const struct pair *form, size_t n)
{
	struct request *r = post_of(a, path, form, n);

	put_session(a, r, who);
	return ask(p, a, r);
}

struct ctx *
press_desk_send(struct press *p, struct arena *a, const struct press_who *who, str path, str body)
{
	struct request *r = request_of(a, path);

	r->method = POST;
	r->body = body;
	put_session(a, r, who);
	return ask(p, a, r);
}

void
press_fill(struct press *p, struct arena *a)
{
	str sql = S("");
	char *why = NULL;
	sqlite3 *db;

	CHECK_OK(file_read(a, "test/filled.sql", 1 << 20, &sql));
	CHECK_INT(sqlite3_open(arena_fmt(a, "%.*s/site.db", SARG(p->site.folder)).p, &db), 0);
	if (sqlite3_exec(db, arena_z(a, sql), NULL, NULL, &why))
		test_fail(__FILE__, __LINE__, "test/filled.sql: %s", why);
	sqlite3_close(db);
}

str
press_path(struct arena *a, const char *pattern)
{
	struct buf b = buf_in(a, 1000);

	for (; *pattern; pattern++) {
		if (*pattern != '{') {
			buf_char(&b, *pattern);
			continue;
		}
		buf_add(&b, str_starts(str_of(pattern), S("{name}")) ? S("main") : S("1"));
		while (*pattern != '}')
			pattern++;
	}
	return buf_str(&b);
}

int
press_status(const struct ctx *c)
{
	return c->reply.status ? c->reply.status : 200;
}

bool
press_has(const struct ctx *c, const char *bytes)
{
	return str_find(c->reply.body, str_of(bytes)) != NOWHERE;
}
