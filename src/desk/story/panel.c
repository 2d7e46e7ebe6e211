/* panel.c: the panel in which a story gets its time: what it is now, where it may be moved,
 * what is planned, what was corrected. */
#include "desk/story/panel.h"

#include "desk/story/form.h"
#include "news/story/planned.h"
#include "news/workflow/workflow.h"

static void
put_line(struct desk *d, struct value *list, const char *word, int64_t at)
{
	desk_when_put(d, value_item(list), "at", word, at);
}

static void
put_lines(struct desk *d, struct value *p, const struct working *w)
{
	struct value *list = value_list(p, "lines");

	if (!w->listed)
		return;
	if (w->public_at > d->c->now && w->public_at > w->published_at)
		put_line(d, list, "publish_embargo_until", w->public_at);
	put_line(d, list, w->public_at > d->c->now ? "publish_public_at" : "publish_public_since",
		w->public_at > d->c->now ? w->public_at : w->published_at);
}

static void
put_plan(struct desk *d, struct value *list, const struct planned_time *r)
{
	struct value *one = value_item(list);

	value_int(one, "id", r->id);
	show_date(&d->view, one, "at", r->at);
	value_str(one, "kind", words_get(d->words, arena_fmt(d->a, "publish_plan_%.*s", SARG(r->kind)).p));
	value_str(one, "person", r->person);
}

static void
put_correction(struct desk *d, struct value *list, const struct planned_time *r)
{
	struct value *one = value_item(list);

	value_int(one, "id", r->id);
	show_date(&d->view, one, "at", r->at);
	value_str(one, "text", r->text);
	value_str(one, "person", r->person);
}

static err
put_times(struct desk *d, struct value *p, int64_t story)
{
	struct planned_time *r;
	struct value *plans = value_list(p, "plans"), *corrections = value_list(p, "corrections");
	size_t n;

	TRY(planned_times(d->t, story, &r, &n));
	for (size_t i = 0; i < n; i++)
		if (r[i].correction)
			put_correction(d, corrections, &r[i]);
		else
			put_plan(d, plans, &r[i]);
	value_bool(p, "has_plans", plans->list.n != 0);
	value_bool(p, "has_corrections", corrections->list.n != 0);
	return OK;
}

static str
stage_name(const struct desk *d, const struct stage *s)
{
	return s->name.n ? s->name : words_get(d->words, arena_fmt(d->a, "story_state_%.*s", SARG(s->state)).p);
}

/* Into the paper and out of it, the buttons with times lead. */
static bool
is_for_buttons(const struct stage *s)
{
	return !str_eq(s->state, S("publish")) && !str_eq(s->state, S("killed"));
}

static err
put_moves(struct desk *d, struct value *p, const struct working *w)
{
	struct workflow wf;
	struct workflow_story *ws;
	const struct stage **to;
	struct value *list = value_list(p, "moves");
	size_t n;

	TRY(workflow_load(d->t, &wf));
	TRY(workflow_stories(d->t, d->c->who, &w->story, 1, &ws));
	n = workflow_moves(d->a, &wf, d->c->who, ws, &to);
	for (size_t i = 0; i < n; i++) {
		struct value *one;

		if (!is_for_buttons(to[i]) || w->listed)
			continue;
		one = value_item(list);
		value_str(one, "slug", to[i]->slug);
		value_str(one, "name", stage_name(d, to[i]));
	}
	value_bool(p, "has_moves", list->list.n != 0);
	return OK;
}

err
publish_panel(struct desk *d, const struct working *w)
{
	struct value *p = value_record(d->root, "publish");
	bool public = w->listed && w->public_at <= d->c->now;
	const struct word zone[] = {{"zone", setting_str(&d->paper.set, "zone")}, {0}};

	value_str(p, "path", story_path(d->a, w->story, ""));
	value_str(p, "state", w->state);
	value_bool(p, "may_publish", w->may_publish);
	value_bool(p, "listed", w->listed);
	value_bool(p, "public", public);
	value_bool(p, "waits", w->listed && !public);
	value_bool(p, "killed", str_eq(w->state, S("killed")));
	value_bool(p, "had", !w->listed && w->published_at > 0 && w->published_at <= d->c->now);
	value_str(p, "publish_at", w->published_at > d->c->now ? desk_moment_field(d, w->published_at) : S(""));
	value_str(p, "embargo_at", w->public_at > w->published_at ? desk_moment_field(d, w->public_at) : S(""));
	value_str(p, "at_help", words_say(d->words, d->a, "publish_at_help", zone));
	value_str(p, "plan_help", words_say(d->words, d->a, "publish_plan_help", zone));
	put_lines(d, p, w);
	TRY(put_moves(d, p, w));
	return put_times(d, p, w->story);
}
