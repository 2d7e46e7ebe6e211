/* themes.c: the paper's look is chosen at the desk: looked at first, refused when it
 * is broken, taken up again when its files changed; and readers are never without one.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/file.h"
#include "press.h"
#include "view/themes.h"

static void
put(struct press *p, struct arena *a, const char *theme, const char *file, const char *text)
{
	str folder = arena_fmt(a, "%.*s/themes/%s", SARG(p->site.folder), theme);

	CHECK_OK(file_make_dirs(folder.p));
	CHECK_OK(file_write(arena_fmt(a, "%s/%s", folder.p, file).p, str_of(text)));
}

static struct ctx *
choose(struct press *p, struct arena *a, const struct press_who *who, const char *theme)
{
	return press_desk_post(p, a, who, S("/desk/running/themes/"), (struct pair[]){{S("theme"), str_of(theme)}}, 1);
}

#define PAGE "/desk/running/themes/"
#define SERVER "/desk/running/server/"
static const char *const mark = "--river:1";

static void
setup(struct press *p, struct arena *a)
{
	press_setup(a, p);
	put(p, a, "river", "style.css", "body { --river: 1 }");
	put(p, a, "river", "theme.txt", "Blue, and <calm>.\n");
	put(p, a, "bad", "front.html", "one\n{{#never}}\n");
}

TEST(desk_themes_are_looked_at_before_they_are_chosen)
{
	struct press p;
	struct press_who admin, editor;
	struct ctx *c;

	setup(&p, a);
	admin = press_login(&p, a, "administrator");
	editor = press_login(&p, a, "editor");
	c = press_desk_get(&p, a, &admin, S(PAGE));
	CHECK_INT(press_status(c), 200);
	CHECK(press_has(c, "Blue, and &lt;calm&gt;.") && press_has(c, "front.html:2: {{#never}} is never closed"));
	c = press_desk_get(&p, a, &admin, S("/desk/front/preview?theme=river"));
	CHECK(press_has(c, mark) && !c->reply.keep);
	/* who does not run the paper sees what readers see */
	CHECK(!press_has(press_desk_get(&p, a, &editor, S("/desk/front/preview?theme=river")), mark));
	CHECK(!press_has(press_get(&p, a, S("/")), mark));
	CHECK_INT(press_status(press_desk_get(&p, a, &admin, S("/desk/front/preview?theme=../river"))), 400);
	CHECK_INT(press_status(press_desk_get(&p, a, &admin, S("/desk/front/preview?theme=none"))), 404);
	c = choose(&p, a, &admin, "bad");
	CHECK_INT(press_status(c), 400);
	CHECK(press_has(c, "is never closed"));
	CHECK_INT(press_status(choose(&p, a, &admin, "none")), 400);
	CHECK(!press_has(press_get(&p, a, S("/")), mark));
}

TEST(desk_themes_reach_readers_and_stay_when_they_break)
{
	struct press p;
	struct press_who admin;
	struct themes *anew;

	setup(&p, a);
	admin = press_login(&p, a, "administrator");
	CHECK_STR(choose(&p, a, &admin, "river")->reply.location, S(PAGE "?done=done_theme"));
	CHECK(press_has(press_get(&p, a, S("/")), mark) && press_has(press_get(&p, a, S("/no-such-page/")), mark));
	CHECK(press_has(press_desk_get(&p, a, &admin, S("/desk/running/audit/")), "theme.choose"));
	/* other files: not before they are taken up */
	put(&p, a, "river", "style.css", "body { --lake: 1 }");
	CHECK(press_has(press_get(&p, a, S("/")), mark));
	CHECK_INT(press_status(choose(&p, a, &admin, "river")), 303);
	CHECK(press_has(press_get(&p, a, S("/")), "--lake:1") && !press_has(press_get(&p, a, S("/")), mark));
	/* broken files are not taken up, and readers notice nothing */
	put(&p, a, "river", "style.css", "body { content: \"");
	CHECK_INT(press_status(choose(&p, a, &admin, "river")), 400);
	CHECK(press_has(press_get(&p, a, S("/")), "--lake:1"));
	CHECK(press_has(press_desk_get(&p, a, &admin, S(PAGE)), "style.css:1"));
	CHECK(press_has(press_desk_get(&p, a, &admin, S(SERVER)), "style.css:1"));
	/* a process that begins now has no good state of it */
	CHECK_OK(themes_open(a, arena_fmt(a, "%.*s/themes", SARG(p.site.folder)), p.app.services.theme, &anew));
	CHECK(themes_get(anew, S("river"), 1) == p.app.services.theme);
	CHECK(str_find(themes_trouble(anew, a, S("river")), S("style.css:1")) != NOWHERE);
	/* right again, but not taken up: the desk says what readers get */
	p.app.services.themes = anew;
	CHECK(!press_has(press_get(&p, a, S("/")), "--lake:1"));
	put(&p, a, "river", "style.css", "body { --lake: 1 }");
	CHECK(press_has(press_desk_get(&p, a, &admin, S(PAGE)), "style.css:1"));
	CHECK(press_has(press_desk_get(&p, a, &admin, S(SERVER)), "style.css:1"));
	CHECK_INT(press_status(choose(&p, a, &admin, "river")), 303);
	CHECK(!press_has(press_desk_get(&p, a, &admin, S(SERVER)), "river"));
	CHECK(press_has(press_get(&p, a, S("/")), "--lake:1") && !press_has(press_desk_get(&p, a, &admin, S(PAGE)), "style.css:1"));
	CHECK_INT(press_status(choose(&p, a, &admin, "")), 303);
	CHECK(!press_has(press_get(&p, a, S("/")), "--lake:1"));
}
