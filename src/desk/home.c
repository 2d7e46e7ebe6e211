/* home.c: /desk/: where a person lands. */
#include "desk/running.h"

ROUTE(GET, "/desk", desk_bare, MAY_ENTER, NEVER)
ROUTE(GET, "/desk/", desk_home, MAY_ENTER, NEVER)

err
desk_bare(struct ctx *c)
{
	reply_to(&c->reply, 301, S("/desk/"));
	return OK;
}

err
desk_home(struct ctx *c)
{
	struct desk d;

	TRY(desk_begin(c, &d, "home"));
	TRY(running_guide(&d));
	return desk_render(&d, "home");
}
