/* questions.c: no page of the desk asks the archive more than eight times, however
 * much there is in it.  The pages are those of the table of routes, so a new one is
 * counted without anybody thinking of it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/picture/picture.h"
#include "news/people/role.h"
#include "press.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST = 8 };

/* The readers' front, as it will be: its own questions are counted there (test/site/site.c). */
static const char *const apart[] = {"/desk/front/preview", "/desk/running/themes/look"};

static bool
counted(const struct route *r)
{
	if (r->method != GET || r->access == PUBLIC || !str_starts(str_of(r->path), S("/desk")))
		return false;
	for (size_t i = 0; i < LENGTH(apart); i++)
		if (!strcmp(r->path, apart[i]))
			return false;
	return true;
}

static uint64_t
questions(struct press *p, const struct press_who *who, str path, int *status)
{
	struct arena *work = arena_new(64 << 20);
	uint64_t before = store_asked(p->site.store);
	struct ctx *c = press_desk_get(p, work, who, path);

	*status = press_status(c);
	arena_end(work);
	return store_asked(p->site.store) - before;
}

TEST(desk_pages_ask_eight_times_at_most)
{
	static const char *const more[] = {"/desk/board/?view=table", "/desk/board/?q=ferry", "/desk/calendar/?view=week", "/desk/comments/?state=reported",
		"/desk/comments/?state=public", "/desk/comments/?q=ferry", "/desk/pictures/?q=boat", "/desk/front/?layout=2", "/desk/front/slot?area=lead&place=1",
		"/desk/front/area?area=river", "/desk/story/1/compare?from=1&to=2", "/desk/story/30/", "/desk/running/tags/?q=f", "/desk/running/audit/?action=story.save"};
	struct press p;
	struct press_who who;
	uint64_t worst = 0;
	size_t pages = 0;
	int status;

	press_setup(a, &p);
	who = press_login(&p, a, "administrator");
	press_fill(&p, a);
	for (size_t i = 0; i < routes.n + LENGTH(more); i++) {
		str path = i < routes.n ? press_path(a, routes.route[i].path) : str_of(more[i - routes.n]);
		uint64_t n;

		if (i < routes.n && !counted(&routes.route[i]))
			continue;
		n = questions(&p, &who, path, &status);
		pages += status == 200;
		worst = n > worst ? n : worst;
		if (n > MOST || getenv("DJELI_EACH"))
			fprintf(stderr, "%2d questions, answer %d: %.*s\n", (int)n, status, SARG(path));
	}
	CHECK(worst <= MOST);
	CHECK(pages >= 45);
	printf("figure questions of the desk: %d at most, over %zu pages\n", (int)worst, pages);
}

/* Readers wait for nobody's picture: what makes files has a lane of its own. */
TEST(desk_pictures_are_heavy_work)
{
	(void)a;
	CHECK(desk_picture_heavy(S("/desk/pictures/3/save")) && desk_picture_heavy(S("/desk/pictures/upload")) &&
		desk_picture_heavy(S("/desk/pictures/3/replace")));
	CHECK(!desk_picture_heavy(S("/desk/pictures/3/")) && !desk_picture_heavy(S("/desk/story/3/save")) && !desk_picture_heavy(S("/")));
}
