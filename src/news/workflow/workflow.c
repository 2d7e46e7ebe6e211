/* workflow.c: reading stages, who may make which move, and making it.
 *
 * A move within a state is a matter of the newsroom alone.  One to another state goes
 * through story_save(), or, where readers are concerned, through publish.c: they name
 * what readers' pages lose or gain by it. */
#include "news/workflow/workflow.h"
#include "news/people/audit.h"

#include "base/ids.h"
#include "news/story/publish.h"
#include "news/draft/working.h"
#include "query/workflow.h"

enum { AT_ONCE = 500 };

err
workflow_right(str word, enum permission *out)
{
	static const struct {
		const char *word;
		enum permission may;
	} right[] = {{"write", MAY_WRITE}, {"edit", MAY_EDIT}, {"publish", MAY_PUBLISH}};

	for (size_t i = 0; i < LENGTH(right); i++)
		if (str_eq(word, str_of(right[i].word))) {
			*out = right[i].may;
			return OK;
		}
	return fail(E_INPUT, "the permission must be write, edit or publish, not \"%.*s\"", SARG(str_upto(word, 40)));
}

/* "3:edit,4:publish" */
static err
read_moves(struct arena *a, str list, struct stage *g)
{
	struct stage_move *move = NEW(a, struct stage_move, list.n / 3 + 1);
	str part, to;

	while (str_split(&list, ',', &part)) {
		if (!part.n)
			continue;
		if (!str_split(&part, ':', &to))
			return fail(E_BROKEN, "a move without a stage");
		TRY(str_int(to, &move[g->moves].to));
		TRY(workflow_right(part, &move[g->moves].may));
		g->moves++;
	}
	g->move = move;
	return OK;
}

err
workflow_load(struct txn *t, struct workflow *wf)
{
	struct arena *a = store_arena(t);
	struct q_stage_all *row;
	struct stage *g;
	size_t n;

	TRY(q_stage_all(t, &row, &n));
	g = NEW(a, struct stage, n);
	for (size_t i = 0; i < n; i++) {
		g[i] = (struct stage){.id = row[i].id, .place = row[i].place, .slug = row[i].slug,
			.name = row[i].name, .state = row[i].state};
		TRY(read_moves(a, row[i].moves, &g[i]));
	}
	*wf = (struct workflow){g, n};
	return OK;
}

const struct stage *
workflow_stage(const struct workflow *wf, int64_t id)
{
	for (size_t i = 0; i < wf->stages; i++)
		if (wf->stage[i].id == id)
			return &wf->stage[i];
	return NULL;
}

const struct stage *
workflow_stage_named(const struct workflow *wf, str slug)
{
	for (size_t i = 0; i < wf->stages; i++)
		if (str_eq(wf->stage[i].slug, slug))
			return &wf->stage[i];
	return NULL;
}

const struct stage *
workflow_stage_first(const struct workflow *wf, str state)
{
	for (size_t i = 0; i < wf->stages; i++)
		if (str_eq(wf->stage[i].state, state))
			return &wf->stage[i];
	return NULL;
}

/* ---- stories, as far as it matters who may ---- */

static err
story_of(struct arena *a, const struct q_workflow_stories *r, struct workflow_story *s)
{
	*s = (struct workflow_story){.id = r->id, .stage_id = r->stage_id, .owner_id = r->owner_id,
		.assignee_id = r->assignee_id, .due_at = r->due_at, .plan_at = r->plan_at, .kind = r->kind,
		.state = r->state, .headline = r->headline, .byline = r->byline != 0};
	return ids_read(a, r->sections, &s->section, &s->sections);
}

err
workflow_stories(struct txn *t, const struct person *who, const int64_t *id, size_t n, struct workflow_story **out)
{
	struct arena *a = store_arena(t);
	struct q_workflow_stories *row;
	size_t rows = 0;

	*out = NEW(a, struct workflow_story, n);
	if (!n)
		return OK;
	if (n > AT_ONCE)
		return fail(E_TOOBIG, "more than %d stories selected", AT_ONCE);
	TRY(q_workflow_stories(t, (struct ids){id, n}, who ? who->id : 0, &row, &rows));
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < rows && row[k].id != id[i])
			k++;
		if (k == rows)
			return fail(E_ABSENT, "story %lld not found", (long long)id[i]);
		TRY(story_of(a, &row[k], &(*out)[i]));
	}
	return OK;
}

bool
workflow_own(const struct person *who, const struct workflow_story *s)
{
	return who && (s->owner_id == who->id || s->assignee_id == who->id || s->byline);
}

static struct story_scope
scope_of(const struct person *who, const struct workflow_story *s)
{
	return (struct story_scope){.own = workflow_own(who, s), .listed = str_eq(s->state, S("publish")),
		.section = s->section, .sections = s->sections};
}

bool
workflow_may(const struct person *who, enum story_action a, const struct workflow_story *s)
{
	struct story_scope scope = scope_of(who, s);

	return story_may(who, a, &scope);
}

bool
workflow_may_move(const struct workflow *wf, const struct person *who, const struct workflow_story *s,
	const struct stage *to)
{
	const struct stage *from = workflow_stage(wf, s->stage_id);
	struct story_scope scope = scope_of(who, s);

	scope.listed |= str_eq(to->state, S("publish"));
	if (!from || from->id == to->id || !story_may(who, STORY_MOVE, &scope))
		return false;
	for (size_t i = 0; i < from->moves; i++)
		if (from->move[i].to == to->id)
			return person_may(who, from->move[i].may);
	return false;
}

size_t
workflow_moves(struct arena *a, const struct workflow *wf, const struct person *who,
	const struct workflow_story *s, const struct stage ***out)
{
	size_t n = 0;

	*out = NEW(a, const struct stage *, wf->stages);
	for (size_t i = 0; i < wf->stages; i++)
		if (workflow_may_move(wf, who, s, &wf->stage[i]))
			(*out)[n++] = &wf->stage[i];
	return n;
}

err
workflow_writable(struct txn *t, const struct person *who, const int64_t *id, size_t n, struct workflow_story **out)
{
	TRY(workflow_stories(t, who, id, n, out));
	for (size_t i = 0; i < n; i++)
		if (!workflow_may(who, STORY_CHANGE, &(*out)[i]))
			return fail(E_DENIED, "you cannot edit “%.*s”; nothing was changed",
				SARG(str_upto((*out)[i].headline, 200)));
	return OK;
}

err
workflow_note(struct txn *t, const struct person *who, const char *action, int64_t story, str detail, int64_t now)
{
	return audit_put(t, &(struct actor){who->id, who->name, now},
		action, "story", story, detail);
}

/* ---- making a move ---- */

static err
save_state(struct txn *t, int64_t id, str state, int64_t now)
{
	struct story_draft d;

	TRY(story_draft_of(t, id, &d));
	if (str_eq(d.state, state))
		return OK;
	d.state = state;
	return story_save(t, id, &d, now, &id);
}

static err
change_state(struct txn *t, const struct person *who, const struct workflow_story *s, str state, int64_t now)
{
	/* what lies on the desk is what was meant: it becomes the story first */
	if (str_eq(state, S("publish")) || str_eq(state, S("ready")) || str_eq(state, S("review")))
		TRY(working_settle(t, who, s->id, now));
	if (str_eq(state, S("publish")))
		return publish_story(t, who, s->id, &(struct publish_when){0}, now);
	if (str_eq(state, S("killed")))
		return publish_kill(t, who, s->id, S(""), now);
	if (str_eq(s->state, S("publish")))
		TRY(publish_take_back(t, who, s->id, now));
	return save_state(t, s->id, state, now);
}

static err
move_one(struct txn *t, const struct person *who, const struct workflow *wf, const struct workflow_story *s,
	const struct stage *to, int64_t now)
{
	const struct stage *from = workflow_stage(wf, s->stage_id);
	bool same = str_eq(s->state, to->state);

	if (!same)
		TRY(change_state(t, who, s, to->state, now));
	TRY(q_workflow_put_stage(t, s->id, to->id, same && !str_eq(s->state, S("publish")) ? now : 0));
	return workflow_note(t, who, "story.move", s->id, arena_fmt(store_arena(t), "%.*s to %.*s",
		SARG(from->slug), SARG(to->slug)), now);
}

static str
stage_word(const struct workflow *wf, int64_t id)
{
	const struct stage *g = workflow_stage(wf, id);

	return !g ? S("no stage") : g->name.n ? g->name : g->slug;
}

err
workflow_move(struct txn *t, const struct person *who, const int64_t *id, size_t n, int64_t stage, int64_t now)
{
	struct workflow wf;
	struct workflow_story *s;
	const struct stage *to;

	TRY(workflow_load(t, &wf));
	to = workflow_stage(&wf, stage);
	if (!to)
		return fail(E_INPUT, "stage not found");
	TRY(workflow_stories(t, who, id, n, &s));
	for (size_t i = 0; i < n; i++)
		if (s[i].stage_id != stage && !workflow_may_move(&wf, who, &s[i], to))
			return fail(E_DENIED, "you cannot move “%.*s” from %.*s to %.*s; nothing was moved",
				SARG(str_upto(s[i].headline, 200)), SARG(stage_word(&wf, s[i].stage_id)),
				SARG(stage_word(&wf, stage)));
	for (size_t i = 0; i < n; i++) {
		err e = s[i].stage_id != stage ? move_one(t, who, &wf, &s[i], to, now) : OK;

		if (e == E_INPUT || e == E_DENIED) /* which of them? */
			return fail(e, "“%.*s”: %.*s", SARG(str_upto(s[i].headline, 200)),
				SARG(arena_copy(store_arena(t), str_of(fail_why()))));
		TRY(e);
	}
	return OK;
}
