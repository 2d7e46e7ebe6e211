/* walk_roles.c: the desk as each role sees it, and what a day brings in its order: forms that
 * follow each other, each on what the one before left behind.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/people/role.h"
#include "walk.h"

TEST(desk_walk_roles)
{
	static const char *const path[] = {"/desk/", "/desk/board/?q=30&view=table",
		"/desk/story/30/", "/desk/story/5/",
		"/desk/story/33/", "/desk/comments/?tab=held&story=3", "/desk/pictures/4/",
		"/desk/front/slot?area=lead&place=1",
		"/desk/running/", "/desk/calendar/?view=week", "/desk/account/"};
	struct walk w;

	walk_begin(a, &w);
	w.brief = true;
	for (int role = 0; role < ROLES; role++) {
		walk_as(&w, role_name((enum role)role));
		walk_put(&w, arena_fmt(a, "######## %s", role_name((enum role)role)));
		for (size_t i = 0; i < LENGTH(path); i++)
			walk_get(&w, path[i]);
	}
	CHECK_WALK(&w, "desk-roles.html");
}

/* Who is limited to some sections, and who is named in stories, sees and does less and more. */
TEST(desk_walk_limited_to_sections)
{
	struct walk w;

	walk_begin(a, &w);
	w.brief = true;
	walk_as(&w, "editor");
	walk_sql(&w,
		"INSERT INTO person_section (person_id, section_id) SELECT max(id), 2 FROM person;"
		"UPDATE story_section SET section_id = 2 WHERE story_id IN (30, 33)");
	walk_get(&w, "/desk/story/30/");
	walk_get(&w, "/desk/story/5/");
	walk_get(&w, "/desk/board/?section=2");
	walk_post(&w, "/desk/board/do", "do=move&stage=4&story=30");
	walk_post(&w, "/desk/board/do", "do=move&stage=4&story=31");
	walk_post(&w, "/desk/board/do", "do=section&section=1&story=30");
	walk_post(&w, "/desk/board/do", "do=tag&tag=Fog&story=5");
	walk_post(&w, "/desk/story/33/publish",
		"version=1000033&headline=H&body=<p>B</p>&section=2&author=A guest&do=publish");
	walk_post(&w, "/desk/story/5/publish",
		"version=3&headline=H&section=1&author=A guest&do=correct&correction=No");
	walk_post(&w, "/desk/story/5/publish",
		"version=3&headline=H&section=1&author=A guest&do=unpublish");
	walk_post(&w, "/desk/front/step", "layout=1&version=2&do=clear");
	CHECK_WALK(&w, "desk-limited.html");
}

TEST(desk_walk_moderation_is_undone)
{
	struct walk w;

	walk_begin(a, &w);
	w.brief = true;
	walk_as(&w, "moderator");
	walk_post(&w, "/desk/comments/act", "do=approve&id=4&id=8&id=12");
	walk_post(&w, "/desk/comments/act", "do=spam&id=16&id=9");
	walk_get(&w, "/desk/comments/?tab=held&done=done_comments_spam");
	walk_post(&w, "/desk/comments/undo", "");
	walk_post(&w, "/desk/comments/undo", "");
	walk_post(&w, "/desk/comments/undo", "");
	walk_post(&w, "/desk/comments/9/edit", "author=Reader&url=&body=First change");
	walk_post(&w, "/desk/comments/9/edit", "author=Reader&url=&body=Second change");
	walk_post(&w, "/desk/comments/undo", "");
	walk_post(&w, "/desk/comments/1/ban", "email=1&machine=1&days=30&bin=1&reason=Again");
	walk_get(&w, "/desk/comments/bans/");
	walk_post(&w, "/desk/comments/undo", "");
	walk_get(&w, "/desk/comments/9/");
	CHECK_WALK(&w, "desk-moderation.txt");
}

TEST(desk_walk_front_back_and_forth)
{
	struct walk w;

	walk_begin(a, &w);
	w.brief = true;
	walk_post(&w, "/desk/front/place", "layout=1&version=2&do=put&story=7&to=lead:1");
	walk_post(&w, "/desk/front/place", "layout=1&version=4&do=put&story=8&to=seconds:1");
	walk_post(&w, "/desk/front/place", "layout=1&version=5&do=put&story=8&to=lead:1");
	walk_post(&w, "/desk/front/step", "layout=1&version=6&do=undo");
	walk_post(&w, "/desk/front/step", "layout=1&version=5&do=undo");
	walk_post(&w, "/desk/front/step", "layout=1&version=4&do=redo");
	walk_get(&w, "/desk/front/?layout=1");
	walk_get(&w, "/desk/front/versions");
	walk_post(&w, "/desk/front/slot",
		"layout=1&version=5&area=seconds&place=2&stood=&fill=pinned");
	walk_post(&w, "/desk/front/slot",
		"layout=1&version=5&area=seconds&place=2&stood=0&fill=section&section=3&size=small");
	walk_get(&w, "/desk/front/preview?at=2026-03-05T18:00");
	walk_get(&w, "/desk/front/preview?layout=2");
	press_clock(&w.p, 1772731000); /* the layout of the night has begun */
	walk_get(&w, "/desk/front/");
	walk_as(&w, "");
	walk_get(&w, "/");
	CHECK_WALK(&w, "desk-front-day.html");
}

/* A story from its first word to its end, by three hands. */
TEST(desk_walk_a_story_through_its_life)
{
	static const char words[] = "&kicker=K&headline=The dam&standfirst=St&dateline=Mopti&body=<p>It holds.</p><p>For now.</p>"
		"&excerpt=Ex&signature=Si&language=fr&direction=ltr&worktype=analysis&seo_title=Seo&seo_description=Desc"
		"&comments=open&lead_media_id=4&section=3&section=1&tag=Dam, Rain&author=Awa Diarra&author=New Hand";
	struct walk w;
	struct arena *m = a;

	walk_begin(a, &w);
	w.brief = true;
	walk_post(&w, "/desk/story/new", "headline=The dam");
	walk_post(&w, "/desk/story/44/autosave", arena_fmt(m, "version=NOW%s&client=x", words).p);
	walk_get(&w, "/desk/story/44/");
	walk_post(&w, "/desk/story/44/save", arena_fmt(m, "version=NOW%s", words).p);
	walk_post(&w, "/desk/story/44/publish", arena_fmt(m, "version=NOW%s&do=move:ready",
		words).p);
	walk_post(&w, "/desk/story/44/publish", arena_fmt(m,
		"version=NOW%s&do=publish&publish_at=2026-03-05T10:00", words).p);
	walk_get(&w, "/desk/story/44/");
	press_clock(&w.p, 1772710000);
	walk_get(&w, "/2026/03/05/the-dam/");
	walk_post(&w, "/desk/story/44/publish", arena_fmt(m,
		"version=NOW%s&do=plan&plan_at=2026-03-05T12:00&headline=x", words).p);
	walk_post(&w, "/desk/story/44/publish", arena_fmt(m,
		"version=NOW%s&do=correct&correction=It was two.", words).p);
	press_clock(&w.p, 1772720000);
	walk_get(&w, "/2026/03/05/the-dam/");
	walk_get(&w, "/desk/story/44/history");
	walk_post(&w, "/desk/story/44/publish", arena_fmt(m, "version=NOW%s&do=unpublish",
		words).p);
	walk_get(&w, "/2026/03/05/the-dam/");
	walk_post(&w, "/desk/story/44/publish", arena_fmt(m, "version=NOW%s&do=kill&why=Not true",
		words).p);
	walk_get(&w, "/desk/story/44/");
	CHECK_WALK(&w, "desk-story-life.html");
}
