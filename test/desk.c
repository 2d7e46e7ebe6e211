/* desk.c: the door of the desk, and who gets through it. */
#include "http/http.h"
#include "news/role.h"
#include "press.h"

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

/* Each GET of the desk, with each role: who may gets no refusal, who may not gets nothing else. */
TEST(desk_roles_walk_the_routes)
{
	struct press p;
	size_t walked = 0;

	press_setup(a, &p);
	for (int role = 0; role < ROLES; role++) {
		struct press_who who = press_login(&p, a, role_name((enum role)role));

		for (size_t i = 0; i < routes_n; i++) {
			const struct route *r = &routes[i];
			str path = str_of(r->path);
			bool may = role_may((enum role)role, r->access);
			struct ctx *c;

			if (!str_starts(path, S("/desk")) || r->access == PUBLIC || str_eq(path, S("/desk/logout")))
				continue;
			c = r->method == POST ? press_desk_post(&p, a, &who, path, NULL, 0) :
				press_desk_get(&p, a, &who, path);
			walked++;
			if (!may)
				CHECK_INT(status(c), 403);
			else if (status(c) >= 500)
				test_fail(__FILE__, __LINE__, "%s is %d", r->path, status(c));
		}
	}
	CHECK(walked >= 5);
}
