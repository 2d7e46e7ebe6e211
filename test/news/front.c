/* front.c: the front at any moment: rules, slots, pins, layouts, who may change what,
 * and that nothing shows before it is public.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/front/save.h"

#include "news/people/role.h"
#include "news/front/breaking.h"
#include "news/story/save.h"
#include "press.h"
#include "query/story_write.h"

enum { STORIES = 24, NOON = 1772712000 }; /* 5 March 2026, 12:00 UTC */

struct fronts {
	struct press press;
	struct arena *a;
	struct person who;
	int64_t story[STORIES], town, sport, league, tag;
	struct front_edit edit;
	struct story_draft draft;
	int64_t one;
	struct front_times times;
	int64_t layout;
	struct breaking_new strip;
	bool back;
};

/* Story 0 is the newest; every third has a picture; 3 and 9 are opinion. */
static err
make_stories(struct txn *t, void *arg)
{
	struct fronts *f = arg;
	struct q_media_add media;

	TRY(section_save(t, 0, S("town"), S("Town"), S(""), &f->town));
	TRY(section_save(t, 0, S("sport"), S("Sport"), S(""), &f->sport));
	TRY(section_save(t, f->sport, S("league"), S("League"), S(""), &f->league));
	TRY(tag_save(t, S("vote"), S("Vote"), &f->tag));
	TRY(q_media_add(t, &(struct q_media_add_in){.path = S("2026/03/p.jpg"), .mime = S("image/jpeg"), .width = 800,
		.height = 600, .state = S("ready"), .at = f->press.now}, &media));
	for (int i = 0; i < STORIES; i++) {
		struct story_draft d = story_draft_new();

		d.state = S("publish");
		d.headline = arena_fmt(store_arena(t), "Headline-%02d", i);
		d.slug = arena_fmt(store_arena(t), "story-%02d", i);
		d.body = S("<p>Words of it.</p>");
		d.published_at = f->press.now - 600 * (i + 1);
		d.section = i % 4 == 1 ? &f->league : &f->town;
		d.sections = 1;
		d.tag = &f->tag;
		d.tags = i % 5 == 0;
		d.lead_media_id = i % 3 == 1 ? media.id : 0;
		d.worktype = i == 3 || i == 9 ? S("opinion") : S("news");
		TRY(story_save(t, 0, &d, f->press.now, &f->story[i]));
	}
	return OK;
}

static err
save_draft(struct txn *t, void *arg)
{
	struct fronts *f = arg;

	return story_save(t, f->one, &f->draft, f->press.now, &f->one);
}

static err
edit(struct txn *t, void *arg)
{
	return front_save(t, &((struct fronts *)arg)->edit);
}

static struct fronts *
setup(struct arena *a)
{
	struct fronts *f = NEW(a, struct fronts, 1);
	struct press_who who;

	f->a = a;
	press_setup(a, &f->press);
	press_clock(&f->press, NOON);
	CHECK_OK(store_write(f->press.site.store, a, make_stories, f));
	who = press_login(&f->press, a, "editor");
	f->who = (struct person){.id = who.id, .name = S("Ama"), .role = ROLE_EDITOR};
	return f;
}

static err
try_edit(struct fronts *f, struct front_edit e)
{
	err got;

	if (!e.who)
		e.who = &f->who;
	e.now = f->press.now;
	if (!e.version_id)
		e.version_id = f->edit.version;
	f->edit = e;
	got = store_write(f->press.site.store, f->a, edit, f);
	if (got)
		f->edit.version = e.version_id;
	return got;
}

static err
put(struct fronts *f, str area, int64_t place, int story)
{
	return try_edit(f, (struct front_edit){.what = FRONT_PUT, .area = area, .place = place, .story_id = f->story[story]});
}

static void
set_slot(struct fronts *f, struct front_slot s)
{
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_SET, .slot = s}));
}

/* The front now: "lead=01 seconds=00,02 ..." of the areas that hold something. */
static str
front_now(struct fronts *f)
{
	struct buf b = buf_in(f->a, 4000);
	struct front_plan plan;
	struct front front;
	struct paper paper;
	struct txn *t;
	struct deps deps = {.a = f->a};

	CHECK_OK(store_read(f->press.site.store, f->a, &deps, &t));
	CHECK_OK(paper_load(t, S("http://x"), f->press.now, &paper));
	CHECK_OK(paper_nav(t, &paper));
	CHECK_OK(front_plan_load(t, 0, f->press.now, &plan));
	CHECK_OK(front_fill(t, &paper, &plan, 0, &front));
	for (size_t i = 0; i < front.areas; i++) {
		const struct front_area *area = &front.area[i];

		buf_fmt(&b, "%s%.*s=", b.n ? " " : "", SARG(area->section ? area->section->slug : area->key));
		for (size_t k = 0; k < area->places; k++)
			if (area->place[k].story)
				buf_fmt(&b, "%s%.*s", k ? "," : "", SARG(str_from(area->place[k].story->headline, 9)));
	}
	store_end(t);
	return buf_str(&b);
}

static bool
front_has(struct fronts *f, const char *part)
{
	return str_find(front_now(f), str_of(part)) != NOWHERE;
}

static bool
page_has(struct fronts *f, const char *path, const char *part)
{
	return str_find(press_get(&f->press, f->a, str_of(path))->reply.body, str_of(part)) != NOWHERE;
}

TEST(front_rules_fill_an_empty_layout)
{
	struct fronts *f = setup(a);

	CHECK_STR(front_now(f), S("lead=01 seconds=00,02,04,05 river=06,07,08,10,11,12 opinion=03,09 latest= "
		"town=16,14,15,18,19 sport=13,17,21"));
}

TEST(front_slots_are_filled_by_hand_and_by_rule)
{
	struct fronts *f = setup(a);

	CHECK_OK(put(f, S("lead"), 1, 20));
	CHECK(front_has(f, "lead=20 seconds=00,01,02,04 "));
	CHECK_OK(put(f, S("river"), 2, 21));
	CHECK(front_has(f, "river=05,21,06,07,08,10 "));
	/* what was put there moves down, and out of the lead there is no down */
	CHECK_OK(put(f, S("river"), 2, 22));
	CHECK(front_has(f, "river=05,22,21,06,07,08 "));
	CHECK_OK(put(f, S("lead"), 1, 0));
	CHECK(front_has(f, "lead=00 seconds=01,02,04,05 "));
	/* a story that is put in another place leaves its own */
	CHECK_OK(put(f, S("seconds"), 4, 22));
	CHECK(front_has(f, "seconds=01,02,04,22 river=05,06,21,07,08,10 "));
	set_slot(f, (struct front_slot){.area = S("seconds"), .place = 1, .fill = S("tag"), .tag_id = f->tag});
	CHECK(front_has(f, "seconds=05,01,02,22 "));
	set_slot(f, (struct front_slot){.area = S("seconds"), .place = 1, .fill = S("type"), .worktype = S("opinion")});
	CHECK(front_has(f, "seconds=03,01,02,22 "));
	set_slot(f, (struct front_slot){.area = S("seconds"), .place = 1, .fill = S("section"), .section_id = f->sport, .picture = 1});
	CHECK(front_has(f, "seconds=01,02,04,22 "));
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_MOVE, .area = S("seconds"), .place = 4,
		.to_area = S("lead"), .to_place = 1}));
	CHECK(front_has(f, "lead=22 seconds=01,02,04,00 "));
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_REMOVE, .area = S("lead"), .place = 1}));
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_CLEAR}));
	CHECK_STR(front_now(f), S("lead=01 seconds=00,02,04,05 river=06,07,08,10,11,12 opinion=03,09 latest= "
		"town=16,14,15,18,19 sport=13,17,21"));
}

TEST(front_shows_a_story_twice_only_when_told)
{
	struct fronts *f = setup(a);
	struct front_slot s = {.fill = S("story"), .story_id = f->story[20], .area = S("river"), .place = 1};

	CHECK_OK(put(f, S("lead"), 1, 20));
	s.twice = 1;
	set_slot(f, s);
	CHECK(front_has(f, "lead=20 "));
	CHECK(front_has(f, "river=20,05,"));
	s.twice = 0;
	set_slot(f, s);
	CHECK(front_has(f, "lead=20 "));
	CHECK(front_has(f, "river=05,06,"));
}

TEST(front_pins_begin_and_end_at_the_second)
{
	struct fronts *f = setup(a);
	struct ctx *c;

	set_slot(f, (struct front_slot){.area = S("lead"), .place = 1, .fill = S("story"), .story_id = f->story[20],
		.starts_at = NOON + 60, .ends_at = NOON + 120, .headline = S("Only for the front"), .kicker = S("Own")});
	CHECK(front_has(f, "lead=01 "));
	c = press_get(&f->press, a, S("/"));
	CHECK_INT(c->deps.until, NOON + 60);
	CHECK(str_find(c->reply.body, S("Only for the front")) == NOWHERE);
	press_clock(&f->press, NOON + 59);
	CHECK(front_has(f, "lead=01 "));
	press_clock(&f->press, NOON + 60);
	CHECK(front_has(f, "lead=20 "));
	CHECK_INT(press_get(&f->press, a, S("/"))->deps.until, NOON + 120);
	CHECK(page_has(f, "/", "Own/</span> Only for the front"));
	CHECK(!page_has(f, "/2026/03/05/story-20/", "Only for the front"));
	press_clock(&f->press, NOON + 119);
	CHECK(front_has(f, "lead=20 "));
	press_clock(&f->press, NOON + 120);
	CHECK(front_has(f, "lead=01 "));
	CHECK(!page_has(f, "/", "Only for the front"));
}

static err
new_layout(struct txn *t, void *arg)
{
	struct fronts *f = arg;

	return front_layout_new(t, &f->times, &f->who, f->press.now, &f->layout);
}

static err
remove_layout(struct txn *t, void *arg)
{
	struct fronts *f = arg;

	return front_layout_remove(t, f->layout, f->back, &f->who, f->press.now);
}

TEST(front_layouts_take_over_at_their_second)
{
	struct fronts *f = setup(a);

	CHECK_OK(put(f, S("lead"), 1, 20));
	f->times = (struct front_times){.name = S("Election night"), .starts_at = NOON + 100, .ends_at = NOON + 200};
	CHECK_OK(store_write(f->press.site.store, a, new_layout, f));
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_PUT, .layout_id = f->layout, .version_id = 3, .area = S("lead"),
		.place = 1, .story_id = f->story[15]}));
	CHECK(front_has(f, "lead=20 "));
	CHECK_INT(press_get(&f->press, a, S("/"))->deps.until, NOON + 100);
	press_clock(&f->press, NOON + 99);
	CHECK(front_has(f, "lead=20 "));
	press_clock(&f->press, NOON + 100);
	CHECK(front_has(f, "lead=15 "));
	CHECK_INT(press_get(&f->press, a, S("/"))->deps.until, NOON + 200);
	press_clock(&f->press, NOON + 200);
	CHECK(front_has(f, "lead=20 "));
	press_clock(&f->press, NOON + 150);
	CHECK_OK(store_write(f->press.site.store, a, remove_layout, f));
	CHECK(front_has(f, "lead=20 "));
	f->back = true;
	CHECK_OK(store_write(f->press.site.store, a, remove_layout, f));
	CHECK(front_has(f, "lead=15 "));
	f->times.starts_at = f->press.now;
	CHECK_ERR(store_write(f->press.site.store, a, new_layout, f), E_INPUT);
}

static void
save_story(struct fronts *f, int story)
{
	f->one = f->story[story];
	CHECK_OK(store_write(f->press.site.store, f->a, save_draft, f));
}

static void
read_draft(struct fronts *f, int story)
{
	struct txn *t;

	CHECK_OK(store_read(f->press.site.store, f->a, NULL, &t));
	CHECK_OK(story_draft_of(t, f->story[story], &f->draft));
	store_end(t);
}

static err
strip_on(struct txn *t, void *arg)
{
	struct fronts *f = arg;
	int64_t id;

	return breaking_start(t, &f->strip, &f->who, f->press.now, &id);
}

static err
strip_off(struct txn *t, void *arg)
{
	struct fronts *f = arg;

	return breaking_stop(t, &f->who, f->press.now);
}

/* Placed by hand, in own words, as breaking: nothing of it is anywhere a second early. */
TEST(front_leaks_no_embargo)
{
	struct fronts *f = setup(a);
	static const char *const secret[] = {"Headline-20", "story-20", "The secret on the front", "Secret teaser", "Resigned"};

	read_draft(f, 20);
	f->draft.embargo_at = NOON + 500;
	save_story(f, 20);
	set_slot(f, (struct front_slot){.area = S("lead"), .place = 1, .fill = S("story"), .story_id = f->story[20],
		.headline = S("The secret on the front"), .teaser = S("Secret teaser")});
	f->strip = (struct breaking_new){.text = S("Resigned"), .story_id = f->story[20]};
	CHECK_OK(store_write(f->press.site.store, a, strip_on, f));
	for (int64_t at = NOON; at < NOON + 500; at += 499) {
		press_clock(&f->press, at);
		for (size_t i = 0; i < LENGTH(secret); i++) {
			CHECK(!page_has(f, "/", secret[i]));
			CHECK(!page_has(f, "/category/town/", secret[i]));
			CHECK(!page_has(f, "/feed/", secret[i]));
		}
		CHECK_INT(press_get(&f->press, a, S("/"))->deps.until, NOON + 500);
	}
	press_clock(&f->press, NOON + 500);
	CHECK(page_has(f, "/", "The secret on the front"));
	CHECK(page_has(f, "/", "Resigned"));
	CHECK(page_has(f, "/category/town/", "Resigned"));
	CHECK(page_has(f, "/category/town/", "/story-20/\">Resigned"));
	/* killed: away from the slot and from the strip at once */
	read_draft(f, 20);
	f->draft.state = S("killed");
	save_story(f, 20);
	CHECK(!page_has(f, "/", "The secret on the front"));
	CHECK(!page_has(f, "/category/town/", "Resigned"));
	CHECK(front_has(f, "lead=01 "));
}

TEST(front_breaking_strip_comes_and_goes)
{
	struct fronts *f = setup(a);

	CHECK(!page_has(f, "/", "role=\"alert\""));
	f->strip = (struct breaking_new){.text = S("The <bridge> is closed"), .link = S("/category/town/"), .ends_at = NOON + 60};
	CHECK_OK(store_write(f->press.site.store, a, strip_on, f));
	CHECK(page_has(f, "/2026/03/05/story-05/", "<a href=\"/category/town/\">The &lt;bridge&gt; is closed</a>"));
	CHECK_INT(press_get(&f->press, a, S("/2026/03/05/story-05/"))->deps.until, NOON + 60);
	press_clock(&f->press, NOON + 59);
	CHECK(page_has(f, "/", "role=\"alert\""));
	press_clock(&f->press, NOON + 60);
	CHECK(!page_has(f, "/", "role=\"alert\""));
	f->strip = (struct breaking_new){.story_id = f->story[4]};
	CHECK_OK(store_write(f->press.site.store, a, strip_on, f));
	CHECK(page_has(f, "/", "/story-04/\">Headline-04</a></bdi>"));
	CHECK_OK(store_write(f->press.site.store, a, strip_off, f));
	CHECK(!page_has(f, "/", "role=\"alert\""));
	f->strip = (struct breaking_new){.text = S("x"), .link = S("javascript:alert(1)")};
	CHECK_ERR(store_write(f->press.site.store, a, strip_on, f), E_INPUT);
	f->strip = (struct breaking_new){.text = S(" ")};
	CHECK_ERR(store_write(f->press.site.store, a, strip_on, f), E_INPUT);
	f->who.section = &f->town;
	f->who.sections = 1;
	f->strip.text = S("x");
	CHECK_ERR(store_write(f->press.site.store, a, strip_on, f), E_DENIED);
	CHECK_ERR(store_write(f->press.site.store, a, strip_off, f), E_DENIED);
}

TEST(front_versions_are_undone_and_done_again)
{
	struct fronts *f = setup(a);
	int64_t first;

	CHECK_OK(put(f, S("lead"), 1, 20));
	first = f->edit.version;
	CHECK_OK(put(f, S("lead"), 1, 21));
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_UNDO}));
	CHECK(front_has(f, "lead=20 "));
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_UNDO}));
	CHECK(front_has(f, "lead=01 "));
	CHECK_ERR(try_edit(f, (struct front_edit){.what = FRONT_UNDO}), E_INPUT);
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_REDO}));
	CHECK(front_has(f, "lead=20 "));
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_REDO}));
	CHECK(front_has(f, "lead=21 "));
	CHECK_ERR(try_edit(f, (struct front_edit){.what = FRONT_REDO}), E_INPUT);
	CHECK_OK(put(f, S("lead"), 1, 22));
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_RESTORE, .restore = first}));
	CHECK(front_has(f, "lead=20 "));
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_UNDO}));
	CHECK(front_has(f, "lead=22 "));
}

TEST(front_two_editors_never_overwrite)
{
	struct fronts *f = setup(a);
	int64_t seen;

	CHECK_OK(put(f, S("lead"), 1, 20));
	seen = f->edit.version;
	CHECK_OK(put(f, S("river"), 1, 21));
	/* another place: both changes stand */
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_PUT, .version_id = seen, .area = S("river"), .place = 3,
		.story_id = f->story[22]}));
	CHECK(f->edit.merged);
	CHECK(front_has(f, "river=21,05,22,"));
	/* the same place: refused, and what was there stays */
	CHECK_ERR(try_edit(f, (struct front_edit){.what = FRONT_PUT, .version_id = seen, .area = S("river"), .place = 1,
		.story_id = f->story[23]}), E_CLASH);
	CHECK(str_find(str_of(fail_why()), S("Ama")) != NOWHERE);
	CHECK_ERR(try_edit(f, (struct front_edit){.what = FRONT_UNDO, .version_id = seen}), E_CLASH);
	CHECK_ERR(try_edit(f, (struct front_edit){.what = FRONT_CLEAR, .version_id = seen}), E_CLASH);
	CHECK(front_has(f, "river=21,05,22,"));
}

TEST(front_editors_of_sections_have_their_blocks)
{
	struct fronts *f = setup(a);
	str sport = arena_fmt(a, "s%lld", (long long)f->sport), town = arena_fmt(a, "s%lld", (long long)f->town);
	str league = arena_fmt(a, "s%lld", (long long)f->league);

	CHECK_OK(put(f, S("lead"), 1, 20));
	CHECK_OK(put(f, sport, 1, 21));
	f->who.section = &f->sport;
	f->who.sections = 1;
	CHECK_ERR(put(f, S("lead"), 1, 22), E_DENIED);
	CHECK_ERR(put(f, town, 1, 22), E_DENIED);
	CHECK_OK(put(f, sport, 1, 22));
	CHECK_OK(put(f, league, 1, 23));
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_UNDO}));
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_UNDO}));
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_UNDO}));
	CHECK_ERR(try_edit(f, (struct front_edit){.what = FRONT_UNDO}), E_DENIED);
	CHECK_ERR(try_edit(f, (struct front_edit){.what = FRONT_CLEAR}), E_DENIED);
	f->times = (struct front_times){.starts_at = NOON + 100};
	CHECK_ERR(store_write(f->press.site.store, a, new_layout, f), E_DENIED);
}

TEST(front_areas_have_names_rules_and_an_order)
{
	struct fronts *f = setup(a);
	str sport = arena_fmt(a, "s%lld", (long long)f->sport), town = arena_fmt(a, "s%lld", (long long)f->town);
	str order = arena_fmt(a, "%.*s,%.*s", SARG(town), SARG(sport)), tag = arena_fmt(a, "t%lld", (long long)f->tag);

	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_ORDER, .area = sport, .order = order, .by = -1}));
	CHECK(front_has(f, " sport=13,17,21 town=16,14,15,18,19"));
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_SET_AREA, .slot = {.area = town, .amount = 2,
		.headline = S("In town today")}}));
	CHECK(front_has(f, " town=14,15"));
	CHECK(page_has(f, "/", "In town today</a>"));
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_SET_AREA, .slot = {.area = S("opinion"), .hidden = 1}}));
	CHECK(!page_has(f, "/", "id=\"views\""));
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_ORDER, .area = tag, .order = order}));
	CHECK(page_has(f, "/", "id=\"s-tag-vote\""));
	CHECK_OK(try_edit(f, (struct front_edit){.what = FRONT_DROP, .area = tag}));
	CHECK(!page_has(f, "/", "id=\"s-tag-vote\""));
	CHECK_ERR(put(f, S("lead"), 2, 1), E_INPUT);
	CHECK_ERR(put(f, S("nowhere"), 1, 1), E_INPUT);
	CHECK_ERR(try_edit(f, (struct front_edit){.what = FRONT_PUT, .area = S("lead"), .place = 1, .story_id = 9999}), E_INPUT);
}
