/* note.c: notes on a story: left, answered, settled; and all of them for scripts.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/zone.h"
#include "desk/story/story.h"
#include "news/draft/around.h"
#include "news/draft/note.h"
#include "text/data/json.h"

ROUTE(GET, "/desk/story/{id}/notes", desk_story_notes, MAY_WRITE, NEVER)
ROUTE(POST, "/desk/story/{id}/note", desk_story_note, MAY_WRITE, NEVER)
ROUTE(POST, "/desk/story/{id}/note/{note}/done", desk_story_note_done, MAY_WRITE, NEVER)

struct noting {
	struct ctx *c;
	int64_t story, id;
	struct note_new note;
	bool done;
};

static err
add(struct txn *t, void *arg)
{
	struct noting *n = arg;

	return note_add(t, n->c->who, n->story, &n->note, n->c->now, &n->id);
}

static err
settle(struct txn *t, void *arg)
{
	const struct noting *n = arg;

	return note_done(t, n->c->who, n->story, n->id, n->done, n->c->now);
}

static str
back(struct ctx *c, int64_t story)
{
	return story_path(c->a, story, "");
}

err
desk_story_note(struct ctx *c)
{
	struct noting n = {.c = c, .note = {.text = request_form(c->req, S("text")), .quote = request_form(c->req, S("quote"))}};

	TRY(desk_id(c, 0, &n.story));
	TRY(desk_number(c, S("parent"), &n.note.parent));
	TRY(store_write(c->store, c->a, add, &n));
	return desk_done(c, back(c, n.story), "done_story_note");
}

err
desk_story_note_done(struct ctx *c)
{
	struct noting n = {.c = c, .done = !request_form(c->req, S("open")).n};

	TRY(desk_id(c, 0, &n.story));
	TRY(desk_id(c, 1, &n.id));
	TRY(store_write(c->store, c->a, settle, &n));
	return desk_done(c, back(c, n.story), n.done ? "done_story_note_done" : "done_story_note_open");
}

err
desk_story_notes(struct ctx *c)
{
	struct buf b = buf_in(c->a, 8 << 20);
	struct json j = json_to(&b, 0);
	struct working w;
	struct around r;
	int64_t story;

	TRY(desk_id(c, 0, &story));
	TRY(working_load(c->txn, c->who, story, &w));
	TRY(around_load(c->txn, story, c->now, &r));
	json_open(&j, '{');
	json_key(&j, "notes");
	json_open(&j, '[');
	for (size_t i = 0; i < r.notes; i++) {
		const struct around_note *n = &r.note[i];

		json_open(&j, '{');
		json_key(&j, "id");
		json_num(&j, n->id);
		json_key(&j, "parent");
		json_num(&j, n->parent);
		json_put(&j, "name", n->name);
		json_put(&j, "quote", n->quote);
		json_put(&j, "text", n->text);
		json_put(&j, "at", zone_iso(c->a, zone_utc(), n->at));
		json_key(&j, "done");
		json_bit(&j, n->done_at != 0);
		json_close(&j);
	}
	json_close(&j);
	json_close(&j);
	desk_json(c, 0, buf_str(&b));
	return OK;
}
