/* desk_questions.c: no page of the desk asks the archive more than eight times, however
 * much there is in it.  The pages are those of the table of routes, so a new one is
 * counted without anybody thinking of it. */
#include "base/file.h"
#include "http/http.h"
#include "news/role.h"
#include "press.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 8 };

/* The readers' front, as it will be: its own questions are counted there (test/site.c). */
static const char *const apart[] = {"/desk/front/preview", "/desk/running/themes/look"};

static void
fill(struct press *p, struct arena *a)
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

/* "/desk/story/{id}/" -> "/desk/story/1/"; a menu and a moment have names of their own. */
static str
filled(struct arena *a, const char *pattern)
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

	*status = c->reply.status ? c->reply.status : 200;
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
	fill(&p, a);
	for (size_t i = 0; i < routes_n + LENGTH(more); i++) {
		str path = i < routes_n ? filled(a, routes[i].path) : str_of(more[i - routes_n]);
		uint64_t n;

		if (i < routes_n && !counted(&routes[i]))
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
