/* stages.c: /desk/running/stages/: the newsroom's own stages, their order, and who may
 * move a story from which to which. */
#include "desk/workflow/board.h"
#include "desk/settings.h"

ROUTE(GET, "/desk/running/stages/", desk_stages, MAY_ARRANGE, NEVER)
ROUTE(POST, "/desk/running/stages/", desk_stages_save, MAY_ARRANGE, NEVER)

static const char *const states[] = {"idea", "draft", "review", "ready", "publish", "killed"};
static const char *const rights[] = {"", "write", "edit", "publish"};

static str
state_word(const struct desk *d, const char *state)
{
	return words_get(d->words, arena_fmt(d->a, "stage_kind_%s", state).p);
}

static void
show_stage(struct desk *d, const struct workflow *wf, size_t at, struct value *v)
{
	const struct stage *g = &wf->stage[at];
	struct value *heirs = value_list(v, "heirs");
	str name = board_stage_name(d, g);

	value_int(v, "id", g->id);
	value_str(v, "slug", g->slug);
	value_str(v, "name", g->name);
	value_str(v, "shown", name);
	value_str(v, "up", words_say(d->words, d->a, "stage_up", WORDS({"name", name})));
	value_str(v, "down", words_say(d->words, d->a, "stage_down", WORDS({"name", name})));
	value_str(v, "state", g->state);
	value_str(v, "kind", state_word(d, arena_z(d->a, g->state)));
	value_bool(v, "first", at == 0);
	value_bool(v, "last", at + 1 == wf->stages);
	for (size_t i = 0; i < wf->stages; i++)
		if (i != at && str_eq(wf->stage[i].state, g->state))
			board_option(heirs, arena_fmt(d->a, "%lld", (long long)wf->stage[i].id), board_stage_name(d, &wf->stage[i]), false);
}

static enum permission
right_of(const struct stage *from, int64_t to)
{
	for (size_t i = 0; i < from->moves; i++)
		if (from->move[i].to == to)
			return from->move[i].may;
	return MAY_NOBODY; /* no such move */
}

static const char *
right_word(enum permission may)
{
	return may == MAY_WRITE ? "write" : may == MAY_EDIT ? "edit" : may == MAY_PUBLISH ? "publish" : "";
}

static void
show_row(struct desk *d, const struct workflow *wf, const struct stage *from, struct value *row)
{
	struct value *cells = value_list(row, "cells");

	value_str(row, "name", board_stage_name(d, from));
	value_str(row, "state", from->state);
	for (size_t i = 0; i < wf->stages; i++) {
		const struct stage *to = &wf->stage[i];
		struct value *cell = value_item(cells), *options = value_list(cell, "options");
		const char *have = right_word(right_of(from, to->id));

		value_bool(cell, "same", to == from);
		value_str(cell, "field", arena_fmt(d->a, "move_%lld_%lld", (long long)from->id, (long long)to->id));
		value_str(cell, "label", words_say(d->words, d->a, "stage_from_to", WORDS({"from", board_stage_name(d, from)},
			{"to", board_stage_name(d, to)})));
		for (size_t k = 0; k < LENGTH(rights); k++)
			board_option(options, str_of(rights[k]), words_get(d->words, arena_fmt(d->a, "stage_may_%s",
				*rights[k] ? rights[k] : "none").p), !strcmp(rights[k], have));
	}
}

static err
show(struct ctx *c, str fault)
{
	struct desk d;
	struct workflow wf;
	struct value *list, *kinds, *rows;

	TRY(settings_begin(c, &d, "stages", fault));
	TRY(workflow_load(d.t, &wf));
	list = value_list(d.root, "stages");
	kinds = value_list(d.root, "kinds");
	rows = value_list(d.root, "rows");
	for (size_t i = 0; i < wf.stages; i++) {
		show_stage(&d, &wf, i, value_item(list));
		show_row(&d, &wf, &wf.stage[i], value_item(rows));
	}
	for (size_t i = 0; i < LENGTH(states); i++)
		board_option(kinds, str_of(states[i]), state_word(&d, states[i]), !strcmp(states[i], "review"));
	return desk_render(&d, "stages");
}

err
desk_stages(struct ctx *c)
{
	return show(c, S(""));
}

struct arranging {
	struct ctx *c;
	int64_t id, to;
};

/* The whole table of moves: what differs from what stands there. */
static err
put_moves(struct txn *t, struct ctx *c)
{
	struct workflow wf;

	TRY(workflow_load(t, &wf));
	for (size_t i = 0; i < wf.stages; i++)
		for (size_t k = 0; k < wf.stages; k++) {
			int64_t from = wf.stage[i].id, to = wf.stage[k].id;
			str want = request_form(c->req, arena_fmt(c->a, "move_%lld_%lld", (long long)from, (long long)to));

			if (i != k && want.p && !str_eq(want, str_of(right_word(right_of(&wf.stage[i], to)))))
				TRY(workflow_stage_allow(t, c->who, from, to, want, c->now));
		}
	return OK;
}

static err
arrange(struct txn *t, void *arg)
{
	struct arranging *x = arg;
	struct ctx *c = x->c;
	str what = request_form(c->req, S("do")), name = request_form(c->req, S("name"));
	int64_t id;

	if (str_eq(what, S("add")))
		return workflow_stage_add(t, c->who, name, request_form(c->req, S("state")), c->now, &id);
	if (str_eq(what, S("rename")))
		return workflow_stage_rename(t, c->who, x->id, name, c->now);
	if (str_eq(what, S("up")) || str_eq(what, S("down")))
		return workflow_stage_shift(t, c->who, x->id, str_eq(what, S("up")) ? -1 : 1, c->now);
	if (str_eq(what, S("remove")))
		return workflow_stage_remove(t, c->who, x->id, x->to, c->now);
	if (str_eq(what, S("moves")))
		return put_moves(t, c);
	return fail(E_INPUT, "select an action for the stage");
}

err
desk_stages_save(struct ctx *c)
{
	struct arranging x = {.c = c};
	err e;

	TRY(desk_number(c, S("stage"), &x.id));
	TRY(desk_number(c, S("to"), &x.to));
	e = store_write(c->store, c->a, arrange, &x);
	return e != OK ? settings_redisplay(c, e, show) : desk_done(c, S("/desk/running/stages/"), "done_saved");
}
