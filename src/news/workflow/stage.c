/* stage.c: the newsroom arranges its stages.  Whatever it does, each state
 * keeps a stage, every story keeps one, and what is public is moved by who may publish. */
#include "news/workflow/workflow.h"
#include "news/people/audit.h"

#include "query/workflow.h"
#include "text/words/slug.h"

enum { STAGES_MAX = 20, NAME_BYTES = 80 };

static err
note(struct txn *t, const struct person *who, const char *action, int64_t id, str detail, int64_t now)
{
	return audit_put(t, &(struct actor){who->id, who->name, now}, action, "stage", id, detail);
}

static bool
is_state(str s)
{
	static const char *const states[] = {"idea", "draft", "review", "ready", "publish", "killed"};

	for (size_t i = 0; i < LENGTH(states); i++)
		if (str_eq(s, str_of(states[i])))
			return true;
	return false;
}

static err
find(struct txn *t, struct workflow *wf, int64_t id, const struct stage **out)
{
	TRY(workflow_load(t, wf));
	*out = workflow_stage(wf, id);
	return *out ? OK : fail(E_ABSENT, "stage not found");
}

static err
name_is_free(const struct workflow *wf, str name, int64_t but)
{
	if (!name.n || name.n > NAME_BYTES)
		return fail(E_INPUT, "a stage needs a name of at most %d bytes", NAME_BYTES);
	for (size_t i = 0; i < wf->stages; i++)
		if (wf->stage[i].id != but && (str_eq_case(wf->stage[i].name, name)))
			return fail(E_CLASH, "a stage with this name already exists");
	return OK;
}

static err
free_slug(struct txn *t, const struct workflow *wf, str name, str *out)
{
	str base = slug_make(store_arena(t), name), slug = base;

	if (!base.n)
		return fail(E_INPUT, "a stage name must contain a letter or a digit");
	for (int i = 2; workflow_stage_named(wf, slug); i++)
		slug = arena_fmt(store_arena(t), "%.*s-%d", SARG(base), i);
	*out = slug;
	return OK;
}

/* What a move must ask for at least: what is public or dead is for who may publish. */
static bool
needs_publish(const struct stage *from, const struct stage *to)
{
	return str_eq(from->state, S("publish")) || str_eq(to->state, S("publish")) ||
		str_eq(from->state, S("killed")) || str_eq(to->state, S("killed"));
}

/* A new stage is moved to and from as the first one of its state is, and between the two
 * by who may write, unless they are public. */
static err
copy_moves(struct txn *t, const struct workflow *wf, const struct stage *like, int64_t id)
{
	str own = needs_publish(like, like) ? S("publish") : S("write");
	static const char *const word[PERMISSIONS] = {[MAY_WRITE] = "write", [MAY_EDIT] = "edit", [MAY_PUBLISH] = "publish"};

	for (size_t i = 0; i < wf->stages; i++)
		for (size_t k = 0; k < wf->stage[i].moves; k++) {
			const struct stage_move *m = &wf->stage[i].move[k];

			if (wf->stage[i].id == like->id)
				TRY(q_stage_put_move(t, id, m->to, str_of(word[m->may])));
			if (m->to == like->id)
				TRY(q_stage_put_move(t, wf->stage[i].id, id, str_of(word[m->may])));
		}
	TRY(q_stage_put_move(t, id, like->id, own));
	return q_stage_put_move(t, like->id, id, own);
}

/* All places anew, `id` behind `after` (0: where it is). */
static err
number(struct txn *t, const struct workflow *wf, int64_t id, int64_t after)
{
	int64_t place = 0;

	for (size_t i = 0; i < wf->stages; i++) {
		if (wf->stage[i].id != id)
			TRY(q_stage_put_place(t, wf->stage[i].id, ++place));
		if (wf->stage[i].id == after)
			TRY(q_stage_put_place(t, id, ++place));
	}
	return OK;
}

err
workflow_stage_add(struct txn *t, const struct person *who, str name, str state, int64_t now, int64_t *id)
{
	struct workflow wf;
	const struct stage *like, *last = NULL;
	struct q_stage_add out;
	str slug;

	name = str_trim(name);
	TRY(workflow_load(t, &wf));
	if (!is_state(state))
		return fail(E_INPUT, "the type of a stage must be idea, draft, review, ready, publish or killed");
	if (wf.stages >= STAGES_MAX)
		return fail(E_INPUT, "there can be at most %d stages", STAGES_MAX);
	TRY(name_is_free(&wf, name, 0));
	TRY(free_slug(t, &wf, name, &slug));
	like = workflow_stage_first(&wf, state);
	for (size_t i = 0; i < wf.stages; i++)
		if (str_eq(wf.stage[i].state, state))
			last = &wf.stage[i];
	if (!like || !last)
		return fail(E_BROKEN, "there is no stage of type %.*s", SARG(state));
	TRY(q_stage_add(t, slug, name, state, 0, &out));
	TRY(copy_moves(t, &wf, like, out.id));
	TRY(number(t, &wf, out.id, last->id));
	*id = out.id;
	return note(t, who, "stage.add", out.id, name, now);
}

static bool
built_in(str slug)
{
	return is_state(slug) || str_eq(slug, S("published"));
}

err
workflow_stage_rename(struct txn *t, const struct person *who, int64_t id, str name, int64_t now)
{
	struct workflow wf;
	const struct stage *g;

	name = str_trim(name);
	TRY(find(t, &wf, id, &g));
	if (name.n || !built_in(g->slug))
		TRY(name_is_free(&wf, name, id));
	TRY(q_stage_rename(t, id, name));
	return note(t, who, "stage.rename", id, name, now);
}

err
workflow_stage_shift(struct txn *t, const struct person *who, int64_t id, int by, int64_t now)
{
	struct workflow wf;
	const struct stage *g;
	struct stage *order;
	size_t at;

	TRY(find(t, &wf, id, &g));
	at = (size_t)(g - wf.stage);
	if ((by < 0 && !at) || (by > 0 && at + 1 == wf.stages))
		return OK;
	order = NEW(store_arena(t), struct stage, wf.stages);
	memcpy(order, wf.stage, wf.stages * sizeof *order);
	order[at] = wf.stage[by < 0 ? at - 1 : at + 1];
	order[by < 0 ? at - 1 : at + 1] = *g;
	wf.stage = order;
	TRY(number(t, &wf, 0, 0));
	return note(t, who, "stage.order", id, by < 0 ? S("earlier") : S("later"), now);
}

err
workflow_stage_remove(struct txn *t, const struct person *who, int64_t id, int64_t to, int64_t now)
{
	struct workflow wf;
	const struct stage *g, *heir;
	size_t same = 0;

	TRY(find(t, &wf, id, &g));
	for (size_t i = 0; i < wf.stages; i++)
		same += str_eq(wf.stage[i].state, g->state);
	if (same < 2)
		return fail(E_INPUT, "this is the only \"%.*s\" stage: add another one first", SARG(g->state));
	heir = workflow_stage(&wf, to);
	if (!heir || heir->id == id || !str_eq(heir->state, g->state))
		return fail(E_INPUT, "its stories must be moved to another stage of the same type (%.*s)", SARG(g->state));
	TRY(q_stage_hand_over(t, id, to));
	TRY(q_stage_forget_moves(t, id));
	TRY(q_stage_remove(t, id));
	return note(t, who, "stage.remove", id, arena_fmt(store_arena(t), "%.*s, its stories to %.*s", SARG(g->slug),
		SARG(heir->slug)), now);
}

err
workflow_stage_allow(struct txn *t, const struct person *who, int64_t from, int64_t to, str may, int64_t now)
{
	struct workflow wf;
	const struct stage *f, *g;
	enum permission right = MAY_WRITE;

	TRY(find(t, &wf, from, &f));
	g = workflow_stage(&wf, to);
	if (!g || from == to)
		return fail(E_INPUT, "a move must go from one stage to another");
	if (may.n)
		TRY(workflow_right(may, &right));
	if (may.n && needs_publish(f, g) && right != MAY_PUBLISH)
		return fail(E_INPUT, "moving to or from published and killed stages requires publishing rights");
	if (may.n)
		TRY(q_stage_put_move(t, from, to, may));
	else
		TRY(q_stage_forget_move(t, from, to));
	return note(t, who, "stage.allow", from, arena_fmt(store_arena(t), "%.*s to %.*s: %.*s", SARG(f->slug),
		SARG(g->slug), SARG(may.n ? may : S("no one"))), now);
}
