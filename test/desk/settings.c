/* settings.c: the pages that run the paper, before a browser sees them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "assets.h"
#include "news/paper/setting.h"
#include "press.h"
#include "view/words.h"

static int
status(const struct ctx *c)
{
	return c->reply.status ? c->reply.status : 200;
}

/* A setting is shown to people in their language: its name and its help are words. */
TEST(words_for_each_setting)
{
	for (size_t i = 0; i < assets_n; i++) {
		struct setting_about about;
		struct map m;

		if (strcmp(assets[i].name, "lang/en.msg") && strcmp(assets[i].name, "lang/fr.msg"))
			continue;
		CHECK_OK(words_read(a, str_of(assets[i].name), assets[i].bytes, &m));
		for (size_t k = 0; setting_about(k, &about); k++)
			if (!map_get(&m, arena_fmt(a, "setting_%s", about.name)) || !map_get(&m, arena_fmt(a, "setting_%s_help", about.name)))
				test_fail(assets[i].name, 0, "setting_%s or setting_%s_help is missing", about.name, about.name);
	}
}

TEST(running_settings_are_all_or_nothing)
{
	struct press p;
	struct press_who who;
	struct ctx *c;
	const struct pair bad[] = {{S("site_title"), S("Le Fleuve")}, {S("per_page"), S("many")}, {S("has_comments"), S("1")}};
	const struct pair good[] = {{S("site_title"), S("Le Fleuve")}, {S("per_page"), S("7")}, {S("has_comments"), S("1")}};

	press_setup(a, &p);
	who = press_login(&p, a, "publisher");
	c = press_desk_post(&p, a, &who, S("/desk/running/settings/"), bad, 3);
	CHECK_INT(status(c), 400);
	CHECK(str_find(c->reply.body, S("value=\"Le Fleuve\"")) != NOWHERE);
	CHECK(str_find(c->reply.body, S("value=\"many\"")) != NOWHERE);
	CHECK(str_find(c->reply.body, S("id=\"per_page-fault\"")) != NOWHERE);
	CHECK(str_find(press_get(&p, a, S("/"))->reply.body, S("The Paper")) != NOWHERE);
	CHECK_INT(status(press_desk_post(&p, a, &who, S("/desk/running/settings/"), good, 3)), 303);
	CHECK(str_find(press_get(&p, a, S("/"))->reply.body, S("Le Fleuve")) != NOWHERE);
	c = press_desk_get(&p, a, &who, S("/desk/running/settings/"));
	CHECK(str_find(c->reply.body, S("name=\"comments\" value=\"1\" aria")) != NOWHERE); /* the switch is off */
}

/* A page asks little, and nobody sees a card that leads to a refusal. */
TEST(running_pages_ask_little)
{
	static const char *const pages[] = {"", "settings/", "sections/", "tags/", "authors/", "redirects/", "menus/", "menus/main/", "audit/", "import/", "export/", "server/"};
	struct press p;
	struct press_who who;

	press_setup(a, &p);
	who = press_login(&p, a, "administrator");
	for (size_t i = 0; i < LENGTH(pages); i++) {
		str path = arena_fmt(a, "/desk/running/%s", pages[i]);
		uint64_t before = store_asked(p.site.store);
		struct ctx *c = press_desk_get(&p, a, &who, path);

		if (status(c) != 200)
			test_fail(__FILE__, __LINE__, "%s is %d", path.p, status(c));
		if (store_asked(p.site.store) - before > 8)
			test_fail(__FILE__, __LINE__, "%s asks %d times", path.p, (int)(store_asked(p.site.store) - before));
	}
}
