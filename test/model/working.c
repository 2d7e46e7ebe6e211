/* working.c: the model's stories are written at the desk: autosaves, which no page
 * may notice, and saves, which all must.
 * SPDX-License-Identifier: Apache-2.0 */
#include "model.h"
#include "query/tag.h"
#include "news/draft/working.h"

/* By the name that a tag has now: another one would be made anew, at an address that the
 * model gives to its own. */
static err
some_words(struct txn *t, struct model *m, struct story_fields *c)
{
	struct arena *a = store_arena(t);
	struct q_tag_get tag;
	str body;

	switch (model_dice(m, 6)) {
	case 0:
		c->headline = model_text(m, a, 6);
		break;
	case 1:
		TRY(q_tag_get(t, m->tag[model_dice(m, 2)], &tag));
		c->tags = tag.name;
		break;
	case 2:
		c->standfirst = model_text(m, a, 8);
		break;
	case 3:
		c->section_ids = arena_fmt(a, "%lld", (long long)m->section[model_dice(m, 3)]);
		break;
	default:
		body = model_text(m, a, 60); /* SARG looks twice, and dice fall twice */
		c->body = arena_fmt(a, "<p>%.*s</p>", SARG(body));
	}
	return OK;
}

err
model_working(struct txn *t, void *arg)
{
	struct model *m = arg;
	int64_t id = m->story[model_dice(m, m->stories)];
	struct person who = model_writer(m);
	struct working w;
	struct story_fields c;
	uint64_t what = model_dice(m, 4);

	TRY(working_load(t, &who, id, &w));
	c = w.copy;
	TRY(some_words(t, m, &c));
	m->did = what == 0 ? "saving a working copy" : what == 1 ? "discarding a working copy" : "an autosave";
	if (what == 0)
		return working_save(t, &who, id, w.version, &c, false, m->press.now, &w);
	if (what == 1)
		return working_discard(t, &who, id, m->press.now);
	return working_autosave(t, &who, id, w.version, &c, m->press.now, &w);
}
