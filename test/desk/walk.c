/* walk.c: every page of the desk as it is for the filled paper, whole.
 * SPDX-License-Identifier: Apache-2.0 */
#include "http/http.h"
#include "walk.h"

/* What says how the machine is, or is drawn by lot, or a reader's page. */
static const char *const apart[] = {"/desk/running/server/", "/desk/account/factor/",
	"/desk/account/factor/qr.svg", "/desk/static/{hash}/{file}", "/desk/link"};

static bool
is_apart(const char *path)
{
	for (size_t i = 0; i < LENGTH(apart); i++)
		if (!strcmp(path, apart[i]))
			return true;
	return false;
}

/* All pages below an address, from the table of routes, and more by their own address. */
static void
walk_below(struct walk *w, const char *head, const char *const *more, size_t n)
{
	for (size_t i = 0; i < routes.n; i++) {
		const struct route *r = &routes.route[i];

		if (r->method == GET && str_starts(str_of(r->path), str_of(head)) &&
		!is_apart(r->path))
			walk_get(w, arena_z(w->a, press_path(w->a, r->path)));
	}
	for (size_t i = 0; i < n; i++)
		walk_get(w, more[i]);
}

static void
walk(struct arena *a, const char *head, const char *golden, const char *const *more, size_t n)
{
	struct walk w;

	walk_begin(a, &w);
	w.brief = true;
	walk_below(&w, head, more, n);
	CHECK_WALK(&w, golden);
}

TEST(desk_walk_story)
{
	static const char *const more[] = {
		"/desk/story/30/", "/desk/story/7/", "/desk/story/24/", "/desk/story/23/",
		"/desk/story/39/", "/desk/story/33/", "/desk/story/1/compare?from=1&to=2",
		"/desk/story/1/compare?from=9&to=17", "/desk/story/2/history",
		"/desk/suggest/tag?q=r", "/desk/suggest/author?q=a", "/desk/story/999/",
		"/desk/story/33/check", "/desk/story/2/notes", "/desk/story/10/check",
		"/desk/story/9/check", "/desk/story/8/check", "/desk/story/6/check", "/desk/story/39/check"};

	walk(a, "/desk/story/", "desk-story.html", more, LENGTH(more));
}

TEST(desk_walk_front)
{
	static const char *const more[] = {
		"/desk/front/?layout=2", "/desk/front/slot?area=lead&place=1",
		"/desk/front/slot?area=river&place=1", "/desk/front/area?area=river",
		"/desk/front/area?area=lead", "/desk/front/find?q=ferry",
		"/desk/front/versions?layout=2", "/desk/front/preview?version=1"};

	walk(a, "/desk/front/", "desk-front.html", more, LENGTH(more));
}

TEST(desk_walk_pictures)
{
	static const char *const more[] = {
		"/desk/pictures/?q=boat", "/desk/pictures/3/", "/desk/pictures/?page=2",
		"/desk/pictures/pick?q=boat", "/desk/pictures/99/"};

	walk(a, "/desk/pictures/", "desk-pictures.html", more, LENGTH(more));
}

TEST(desk_walk_comments)
{
	static const char *const more[] = {
		"/desk/comments/?q=ferry", "/desk/comments/?tab=spam&q=ferry",
		"/desk/comments/?tab=reported", "/desk/comments/?tab=public&writer=2",
		"/desk/comments/?tab=trash&story=3", "/desk/comments/more?at=1&below=2&id=9",
		"/desk/comments/?story=1", "/desk/comments/9/",
		"/desk/comments/40/", "/desk/comments/11/"};

	walk(a, "/desk/comments/", "desk-comments.html", more, LENGTH(more));
}

TEST(desk_walk_running)
{
	static const char *const more[] = {
		"/desk/running/tags/?q=f", "/desk/running/audit/?action=story.save",
		"/desk/running/work/2/", "/desk/running/sections/2/", "/desk/running/authors/2/",
		"/desk/running/templates/2", "/desk/running/authors/?q=a",
		"/desk/running/redirects/?q=o", "/desk/running/audit/?person=22",
		"/desk/running/audit/?subject=story&find=part%203",
		"/desk/running/audit/?before=30&person=22&action=story.move",
		"/desk/running/audit/?subject=person",
		"/desk/running/permalinks/?scheme=&own=/x/%postname%",
		"/desk/running/permalinks/?scheme=/archives/%post_id%",
		"/desk/running/redirects/?where=/old",
		"/desk/running/redirects/?where=/2026/03/04/story-one/",
		"/desk/running/redirects/?find=away",
		"/desk/running/tags/?find=r&after=f", "/desk/running/authors/?find=fall",
		"/desk/running/import/have?name=x.xml",
		"/desk/running/themes/?theme=none", "/desk/running/?done=done_saved"};

	walk(a, "/desk/running/", "desk-running.html", more, LENGTH(more));
}

TEST(desk_walk_people)
{
	static const char *const more[] = {
		"/desk/people/21/", "/desk/people/22/", "/desk/people/23/", "/desk/account/",
		"/desk/login", "/desk/login?to=/desk/board/", "/desk/login/forgot",
		"/desk/link?key=none", "/desk/login/code"};

	walk(a, "/desk/people/", "desk-people.html", more, LENGTH(more));
}

TEST(desk_walk_board)
{
	static const char *const more[] = {
		"/desk/board/?view=table", "/desk/board/?q=ferry",
		"/desk/board/?due=late&view=table", "/desk/board/?due=today&view=table",
		"/desk/board/?due=week&view=table", "/desk/board/?due=none&view=table&who=none",
		"/desk/board/?who=22&view=table", "/desk/board/?who=me&view=table",
		"/desk/board/?worktype=opinion&view=table&section=3",
		"/desk/board/?language=ar&view=table", "/desk/board/?kind=page&view=table",
		"/desk/board/?stage=published&view=table&before=1772600010-10",
		"/desk/board/?day=2026-03-05&view=table", "/desk/calendar/?view=list",
		"/desk/calendar/?view=week&day=2026-03-09",
		"/desk/calendar/?view=month&day=2026-04-01", "/desk/calendar/",
		"/desk/calendar/?view=week",
		"/desk/calendar/?view=month", "/desk/calendar/?at=2026-03-09", "/desk/", "/desk"};

	walk(a, "/desk/board/", "desk-board.html", more, LENGTH(more));
}
