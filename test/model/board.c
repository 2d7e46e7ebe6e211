/* board.c: what the board, the calendar and a story's panel do to the model's
 * stories: moved between stages, given, tagged, put into sections, published, taken
 * back, killed, corrected, and planned for later.  Much of it is refused, as it is to
 * people; what is refused must change no page either.
 * SPDX-License-Identifier: Apache-2.0 */
#include "model.h"
#include "query/tag.h"
#include "news/story/planned.h"
#include "news/story/publish.h"
#include "news/workflow/workflow.h"
#include "news/draft/working.h"

/* Of several at once, as on the board. */
static err
in_bulk(struct txn *t, struct model *m, const struct person *who)
{
	int64_t id[2] = {m->story[model_dice(m, m->stories)], m->story[model_dice(m, m->stories)]}, now = m->press.now;
	size_t n = id[0] == id[1] ? 1 : 2;
	struct q_tag_get tag;

	switch (model_dice(m, 5)) {
	case 0:
		m->did = "moving to another stage";
		return workflow_move(t, who, id, n, 1 + (int64_t)model_dice(m, 6), now);
	case 1:
		m->did = "giving";
		return workflow_assign(t, who, id, n, model_dice(m, 2) ? who->id : 0, now + 3600, now);
	case 2:
		m->did = "a day of the calendar";
		return workflow_plan(t, who, id, n, -1, now + 86400, now);
	case 3:
		m->did = "a tag for several";
		TRY(q_tag_get(t, m->tag[model_dice(m, 2)], &tag));
		return workflow_tag(t, who, id, n, tag.name, now);
	default:
		m->did = "a section for several";
		return workflow_section(t, who, id, n, m->section[model_dice(m, 3)], now);
	}
}

static err
publishing(struct txn *t, struct model *m, const struct person *who)
{
	int64_t id = m->story[model_dice(m, m->stories)], now = m->press.now;
	struct publish_when when = {.at = model_dice(m, 2) ? 0 : model_time(m), .embargo = model_dice(m, 3) ? 0 : now + 1800, .renew = model_dice(m, 2)};

	switch (model_dice(m, 4)) {
	case 0:
		m->did = "taking back";
		return publish_take_back(t, who, id, now);
	case 1:
		m->did = "killing";
		return publish_kill(t, who, id, S("a rumour"), now);
	case 2:
		m->did = "a correction at the desk";
		return publish_correct(t, who, id, model_text(m, store_arena(t), 5), now);
	default:
		m->did = "publishing at the desk";
		return publish_story(t, who, id, &when, now);
	}
}

static err
planning(struct txn *t, struct model *m, const struct person *who)
{
	struct arena *a = store_arena(t);
	int64_t id = m->story[model_dice(m, m->stories)], now = m->press.now, at = now + 1 + (int64_t)model_dice(m, 7200);
	struct working w;
	struct story_fields c;
	str words = model_text(m, a, 6);

	if (model_dice(m, 3) == 0) {
		m->did = "an end that is planned";
		return planned_end(t, who, id, model_dice(m, 2) ? S("unpublish") : S("kill"), at, now);
	}
	m->did = "a change that is planned";
	TRY(working_load(t, who, id, &w));
	c = w.copy;
	c.headline = words;
	TRY(working_autosave(t, who, id, w.version, &c, now, &w));
	return planned_change(t, who, id, at, now);
}

err
model_board(struct txn *t, void *arg)
{
	struct model *m = arg;
	struct person who = model_writer(m);

	m->may_refuse = true;
	switch (model_dice(m, 3)) {
	case 0:
		return publishing(t, m, &who);
	case 1:
		return planning(t, m, &who);
	default:
		return in_bulk(t, m, &who);
	}
}
