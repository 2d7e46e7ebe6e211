/* desk.c: who gets through the door of the desk: every address, every role, and every
 * way in which a form can come from elsewhere.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/file.h"
#include "desk/static.h"
#include "news/people/role.h"
#include "press.h"
#include "view/theme.h"

static int
status(const struct ctx *c)
{
	return c->reply.status ? c->reply.status : 200;
}

TEST(desk_is_shut_to_strangers)
{
	struct press p;
	struct ctx *c;

	press_setup(a, &p);
	c = press_get(&p, a, S("/desk/"));
	CHECK_INT(status(c), 303);
	CHECK_STR(c->reply.location, S("/desk/login?to=/desk/"));
	CHECK_INT(status(press_post(&p, a, S("/desk/logout"), NULL, 0)), 303);
	CHECK_INT(status(press_get(&p, a, S("/desk/login"))), 200);
}

TEST(desk_wants_the_token_of_the_session)
{
	struct press p;
	struct press_who one, other;

	press_setup(a, &p);
	one = press_login(&p, a, "reporter");
	other = press_login(&p, a, "reporter");
	CHECK_INT(status(press_desk_get(&p, a, &one, S("/desk/"))), 200);
	one.csrf = other.csrf;
	CHECK_INT(status(press_desk_post(&p, a, &one, S("/desk/logout"), NULL, 0)), 403);
	CHECK_INT(status(press_desk_get(&p, a, &one, S("/desk/"))), 200);
	CHECK_INT(status(press_desk_post(&p, a, &other, S("/desk/logout"), NULL, 0)), 303);
	CHECK_INT(status(press_desk_get(&p, a, &other, S("/desk/"))), 303);
}

/* ---- every address ---- */

static bool
is_desk(const struct route *r)
{
	return str_starts(str_of(r->path), S("/desk"));
}

/* "/desk/people/{id}/" -> "/desk/people/1/" */
static str
filled(struct arena *a, const char *pattern)
{
	struct buf b = buf_in(a, 1000);
	bool inside = false;

	for (; *pattern; pattern++) {
		if (*pattern == '{')
			inside = true;
		else if (*pattern == '}')
			inside = false, buf_char(&b, '1');
		else if (!inside)
			buf_char(&b, *pattern);
	}
	return buf_str(&b);
}

/* The only addresses of the desk that a stranger may ask for: a new one has to be
 * thought about here. */
TEST(desk_default_is_no)
{
	static const char *const open[] = {"/desk/login", "/desk/login/code", "/desk/login/forgot", "/desk/link",
		"/desk/static/{hash}/{file}"};
	struct press p;

	press_setup(a, &p);
	for (size_t i = 0; i < routes.n; i++) {
		const struct route *r = &routes.route[i];
		bool named = false;
		struct ctx *c;

		if (!is_desk(r))
			continue;
		for (size_t k = 0; k < LENGTH(open); k++)
			named |= !strcmp(open[k], r->path);
		if (named != (r->access == PUBLIC))
			test_fail(__FILE__, __LINE__, "%s is open to everybody", r->path);
		if (named)
			continue;
		c = press_ask(&p, a, &(struct press_asking){.path = filled(a, r->path), .post = r->method == POST,
			.site = S("same-origin")});
		CHECK(!r->caching);
		/* what was typed is given back to who typed it, and nothing else */
		if (r->method == POST && str_starts(str_of(r->path), S("/desk/story/")) && status(c) == 401)
			continue;
		CHECK_INT(status(c), 303);
		CHECK(str_starts(c->reply.location, S("/desk/login?to=/desk")));
	}
}

static struct ctx *
get_static(struct press *p, struct arena *a, const char *file)
{
	return press_get(p, a, arena_fmt(a, "%.*s/%s", SARG(desk_static(a, &p->app)), file));
}

/* What the scripts contain of others is named beside them. */
TEST(desk_serves_the_notices_of_its_scripts)
{
	struct press p;
	struct ctx *c;

	press_setup(a, &p);
	c = get_static(&p, a, "licences.txt");
	CHECK_INT(press_status(c), 200);
	CHECK_STR(c->reply.type, S("text/plain; charset=utf-8"));
	CHECK(press_has(c, "prosemirror-view "));
	CHECK(press_has(c, "Permission is hereby granted"));
	c = get_static(&p, a, "story.js");
	CHECK_STR(c->reply.type, S("text/javascript; charset=utf-8"));
	CHECK(str_starts(c->reply.body, S("/* licences.txt */")));
	CHECK(c->reply.keep);
	CHECK_INT(press_status(get_static(&p, a, "en.msg")), 404);
}

/* --dev: templates, sheets and scripts are those of a folder, as they are now. */
TEST(desk_looks_as_a_folder_does_now)
{
	str dir = test_folder(a);
	struct press p;
	struct ctx *c;

	press_setup(a, &p);
	CHECK_OK(file_write(arena_fmt(a, "%.*s/login.html", SARG(dir)).p, S("first {{static}}")));
	CHECK_OK(file_write(arena_fmt(a, "%.*s/story.js", SARG(dir)).p, S("one()")));
	CHECK_OK(file_write(arena_fmt(a, "%.*s/other.js", SARG(dir)).p, S("no()")));
	CHECK_OK(theme_open(a, "desk", dir, &p.app.services.desk));
	p.app.config.designing = true;
	p.app.config.scripts = dir;
	CHECK_STR(press_get(&p, a, S("/desk/login"))->reply.body, S("first /desk/static/dev"));
	CHECK_STR(get_static(&p, a, "story.js")->reply.body, S("one()"));
	CHECK_INT(press_status(get_static(&p, a, "other.js")), 404); /* none of the program's */

	CHECK_OK(file_write(arena_fmt(a, "%.*s/login.html", SARG(dir)).p, S("second, longer")));
	CHECK_OK(file_write(arena_fmt(a, "%.*s/story.js", SARG(dir)).p, S("two()")));
	CHECK_OK(file_write(arena_fmt(a, "%.*s/door.css", SARG(dir)).p, S(".new{color:red}")));
	CHECK_STR(press_get(&p, a, S("/desk/login"))->reply.body, S("second, longer"));
	c = get_static(&p, a, "story.js");
	CHECK_STR(c->reply.body, S("two()"));
	CHECK(!c->reply.keep);
	CHECK(press_has(get_static(&p, a, "desk.css"), ".new{color:red}"));
}

/* Each address of the desk, with each role, GET and POST: who may not gets a refusal and
 * nothing else; for who may nothing breaks. */
TEST(desk_roles_walk_the_routes)
{
	struct press p;
	size_t walked = 0;

	press_setup(a, &p);
	press_login(&p, a, "administrator"); /* person 1 is not the walker's own */
	for (int role = 0; role < ROLES; role++) {
		struct press_who who = press_login(&p, a, role_name((enum role)role));

		for (size_t i = 0; i < routes.n; i++) {
			const struct route *r = &routes.route[i];
			bool may = role_may((enum role)role, r->access);
			struct ctx *c;

			if (!is_desk(r) || r->access == PUBLIC || !strcmp(r->path, "/desk/logout"))
				continue;
			c = r->method == POST ? press_desk_post(&p, a, &who, filled(a, r->path), NULL, 0) :
				press_desk_get(&p, a, &who, filled(a, r->path));
			walked++;
			if (may ? status(c) >= 500 : status(c) != 403)
				test_fail(__FILE__, __LINE__, "%s is %d for a %s", r->path, status(c),
					role_name((enum role)role));
		}
		CHECK_INT(status(press_desk_get(&p, a, &who, S("/desk/"))), 200);
	}
	CHECK(walked >= 5 * 15);
}

/* ---- every form ---- */

TEST(desk_takes_no_form_from_elsewhere)
{
	struct press p;
	struct press_who who, other;
	size_t forms = 0;

	press_setup(a, &p);
	who = press_login(&p, a, "administrator");
	other = press_login(&p, a, "administrator");
	for (size_t i = 0; i < routes.n; i++) {
		const struct route *r = &routes.route[i];
		struct press_asking right = {.post = true, .cookie = who.cookie, .csrf = who.csrf, .site = S("same-origin"),
			.origin = S("https://paper.example")}, ask[9];

		if (!is_desk(r) || r->method != POST)
			continue;
		right.path = filled(a, r->path);
		for (size_t k = 0; k < LENGTH(ask); k++)
			ask[k] = right;
		ask[0].site = S("cross-site");
		ask[1].site = S("same-site");
		ask[2].origin = S("https://elsewhere.example");
		ask[3].origin = S("null");
		ask[4].origin = S("https://paper.example.elsewhere.example");
		ask[5].csrf = S("");
		ask[6].csrf = other.csrf;
		ask[7].csrf = str_upto(who.csrf, who.csrf.n - 1);
		ask[8].csrf = ask[8].site = ask[8].origin = S("");
		for (size_t k = 0; k < LENGTH(ask); k++) {
			struct ctx *c;

			if (r->access == PUBLIC && k >= 5 && k < 8 && strcmp(r->path, "/desk/login/code"))
				continue; /* there is no session to have a token of */
			c = press_ask(&p, a, &ask[k]);
			if (status(c) != 403)
				test_fail(__FILE__, __LINE__, "%s takes forgery %d: %d", r->path, (int)k, status(c));
		}
		forms++;
	}
	CHECK(forms >= 12);
	CHECK_INT(status(press_desk_get(&p, a, &who, S("/desk/"))), 200);
	CHECK_INT(status(press_desk_get(&p, a, &other, S("/desk/"))), 200);
}
