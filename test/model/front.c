/* front.c: what editors do to the model paper's front: slots, pins that end,
 * layouts for later, and the breaking strip above every page.
 * SPDX-License-Identifier: Apache-2.0 */
#include "model.h"
#include "news/front/breaking.h"
#include "news/front/save.h"
#include "news/people/role.h"

static struct person
editor(void)
{
	return (struct person){.name = S("model"), .role = ROLE_EDITOR};
}

static str
some_area(struct model *m, struct arena *a)
{
	static const char *const area[] = {"lead", "seconds", "river", "opinion"};
	uint64_t roll = model_dice(m, 6);

	if (roll < 4)
		return str_of(area[roll]);
	return roll == 4 ? arena_fmt(a, "s%lld", (long long)m->section[model_dice(m, m->sections)]) :
		arena_fmt(a, "t%lld", (long long)m->tag[model_dice(m, m->tags)]);
}

static void
some_slot(struct model *m, struct arena *a, struct front_slot *s)
{
	static const char *const fill[] = {"story", "story", "story", "latest", "section", "tag", "type", "pinned", ""};
	static const char *const size[] = {"", "", "big", "plain"};

	*s = (struct front_slot){.area = some_area(m, a), .place = 1 + (int64_t)model_dice(m, 4),
		.fill = str_of(fill[model_dice(m, LENGTH(fill))]), .story_id = m->story[model_dice(m, m->stories)],
		.section_id = m->section[model_dice(m, m->sections)], .tag_id = m->tag[model_dice(m, m->tags)],
		.worktype = model_dice(m, 2) ? S("opinion") : S("news"), .size = str_of(size[model_dice(m, LENGTH(size))]),
		.picture = (int64_t)model_dice(m, 2), .twice = model_dice(m, 4) == 0,
		.starts_at = model_dice(m, 3) ? 0 : m->press.now + (int64_t)model_dice(m, 4000) - 1000,
		.headline = model_dice(m, 3) ? S("") : model_text(m, a, 3), .amount = (int64_t)model_dice(m, 7)};
	if (model_dice(m, 2))
		s->ends_at = (s->starts_at ? s->starts_at : m->press.now) + 1 + (int64_t)model_dice(m, 4000);
	if (str_eq(s->area, S("lead")))
		s->place = 1;
}

err
model_change_front(struct txn *t, void *arg)
{
	static const enum front_do what[] = {FRONT_SET, FRONT_SET, FRONT_SET, FRONT_PUT, FRONT_PUT, FRONT_MOVE, FRONT_REMOVE,
		FRONT_SET_AREA, FRONT_DROP, FRONT_CLEAR, FRONT_UNDO, FRONT_REDO};
	struct model *m = arg;
	struct person who = editor();
	struct front_plan plan;
	struct front_edit e = {.who = &who, .now = m->press.now, .what = what[model_dice(m, LENGTH(what))]};
	err got;

	TRY(front_plan_load(t, 0, m->press.now, &plan));
	some_slot(m, store_arena(t), &e.slot);
	e.version_id = plan.version_id;
	e.area = e.slot.area;
	e.place = e.slot.place;
	e.story_id = e.slot.story_id;
	e.to_area = S("river");
	e.to_place = 1 + (int64_t)model_dice(m, 6);
	if (e.what == FRONT_SET_AREA && str_eq(e.slot.fill, S("story")))
		e.slot.fill = S("");
	if (e.what == FRONT_SET_AREA)
		e.slot.hidden = model_dice(m, 4) == 0;
	m->did = "a change of the front";
	got = front_save(t, &e);
	return got == E_INPUT ? OK : got;
}

err
model_change_layout(struct txn *t, void *arg)
{
	struct model *m = arg;
	struct person who = editor();
	struct front_times times = {.name = S("later"), .starts_at = m->press.now + 1 + (int64_t)model_dice(m, 5000)};
	struct front_plan plan;
	int64_t id;

	m->did = "another layout of the front";
	if (model_dice(m, 3)) {
		times.ends_at = model_dice(m, 2) ? times.starts_at + 1 + (int64_t)model_dice(m, 5000) : 0;
		return front_layout_new(t, &times, &who, m->press.now, &id);
	}
	TRY(front_plan_load(t, 0, m->press.now, &plan));
	return plan.layout_id ? front_layout_remove(t, plan.layout_id, model_dice(m, 2), &who, m->press.now) : OK;
}

err
model_change_strip(struct txn *t, void *arg)
{
	struct model *m = arg;
	struct person who = editor();
	struct breaking_new b = {.text = model_dice(m, 2) ? model_text(m, store_arena(t), 4) : S(""),
		.story_id = model_dice(m, 2) ? m->story[model_dice(m, m->stories)] : 0,
		.link = S("/about/"), .ends_at = model_dice(m, 2) ? m->press.now + 1 + (int64_t)model_dice(m, 4000) : 0};
	int64_t id;

	m->did = "the breaking strip";
	if (!model_dice(m, 4) || (!b.text.n && !b.story_id))
		return breaking_stop(t, &who, m->press.now);
	return breaking_start(t, &b, &who, m->press.now, &id);
}
