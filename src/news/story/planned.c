/* planned.c: plans are made, forgotten and carried out.
 *
 * Who carries a plan out does it in one transaction that also takes the plan away,
 * so it happens once, however many look at the same moment; and what it writes has
 * the plan's moment as its time, so the outcome does not depend on who came first.
 * A story may have been changed since the plan was made (a correction, say): what
 * the plan leaves as it was keeps the newer words, paragraph by paragraph. */
#include "news/story/planned.h"
#include "news/people/audit.h"

#include "base/ids.h"
#include "news/story/publish.h"
#include "news/people/role.h"
#include "news/story/save.h"
#include "query/planned.h"
#include "query/story.h"
#include "text/words/merge.h"

enum { PLANS_AT_ONCE = 10000 };

static err
tell(struct txn *t, int64_t person, str name, const char *action, int64_t story, str detail, int64_t now)
{
	return audit_put(t, &(struct actor){person, name, now}, action, "story", story, detail);
}

/* Both were changed: the plan's words; else whichever was. */
static str
newer(str base, str here, str plan)
{
	return str_eq(plan, base) ? here : plan;
}

static err
put_words(struct txn *t, const struct q_planned_get *p, struct story_draft *d)
{
	struct q_planned_base base;
	err e = q_planned_base(t, p->story_id, p->base, &base);
	size_t clashes;

	if (e == E_ABSENT) /* no record of what it was: the plan as it is */
		base = (struct q_planned_base){S("\1"), S("\1"), S("\1"), S("\1"), S("\1")};
	else
		TRY(e);
	d->kicker = newer(base.kicker, d->kicker, p->kicker);
	d->headline = newer(base.headline, d->headline, p->headline);
	d->standfirst = newer(base.standfirst, d->standfirst, p->standfirst);
	d->dateline = newer(base.dateline, d->dateline, p->dateline);
	if (str_eq(p->body, base.body))
		return OK;
	d->body = merge_blocks(store_arena(t), base.body, p->body, d->body, &clashes);
	d->format = p->format;
	return OK;
}

static err
change_of(struct txn *t, const struct q_planned_get *p, struct story_draft *d)
{
	struct arena *a = store_arena(t);

	TRY(story_draft_of(t, p->story_id, d));
	TRY(put_words(t, p, d));
	d->slug = p->slug.n ? p->slug : d->slug;
	d->excerpt = p->excerpt;
	d->signature = p->signature;
	d->language = p->language;
	d->direction = p->direction;
	d->worktype = p->worktype;
	d->seo_title = p->seo_title;
	d->seo_description = p->seo_description;
	d->comments = p->comments;
	d->lead_media_id = p->lead_media_id;
	TRY(ids_read(a, p->section_ids, &d->section, &d->sections));
	TRY(ids_read(a, p->tag_ids, &d->tag, &d->tags));
	return ids_read(a, p->author_ids, &d->author, &d->authors);
}

/* The story as the plan will make it. */
static err
outcome(struct txn *t, const struct q_planned_get *p, struct story_draft *d)
{
	if (str_eq(p->kind, S("change")))
		return change_of(t, p, d);
	TRY(story_draft_of(t, p->story_id, d));
	d->state = str_eq(p->kind, S("kill")) ? S("killed") : S("draft");
	return OK;
}

static err
plan_made(struct txn *t, const struct person *who, int64_t id, int64_t now)
{
	struct q_planned_get p;
	struct story_draft d;

	TRY(q_planned_get(t, id, &p));
	TRY(outcome(t, &p, &d));
	TRY(story_will(t, p.story_id, &d));
	return tell(t, who->id, who->name, "story.plan", p.story_id, p.kind, now);
}

static err
may_plan(struct txn *t, const struct person *who, int64_t story, int64_t at, int64_t now)
{
	struct q_story_get s;

	TRY(publish_may(t, who, story));
	TRY(q_story_get(t, story, &s));
	if (!str_eq(s.state, S("publish")))
		return fail(E_INPUT, "this story is not published: edit it directly");
	if (at <= now)
		return fail(E_INPUT, "this date is in the past");
	if (at <= s.public_at)
		return fail(E_INPUT, "the story will not be public yet at that time: change it now");
	return OK;
}

err
planned_change(struct txn *t, const struct person *who, int64_t story, int64_t at, int64_t now)
{
	struct q_planned_change made;
	err e;

	TRY(may_plan(t, who, story, at, now));
	e = q_planned_change(t, story, at, who->id, now, &made);
	if (e == E_ABSENT)
		return fail(E_INPUT, "there are no changes to schedule");
	TRY(e);
	TRY(q_planned_taken(t, story));
	return plan_made(t, who, made.id, now);
}

err
planned_end(struct txn *t, const struct person *who, int64_t story, str kind, int64_t at, int64_t now)
{
	struct q_planned_end made;

	if (!str_eq(kind, S("unpublish")) && !str_eq(kind, S("kill")))
		return fail(E_INPUT, "the action must be \"unpublish\" or \"kill\"");
	TRY(may_plan(t, who, story, at, now));
	TRY(q_planned_end(t, &(struct q_planned_end_in){.story = story, .at = at, .kind = kind,
		.person = who->id, .made_at = now}, &made));
	return plan_made(t, who, made.id, now);
}

err
planned_forget(struct txn *t, const struct person *who, int64_t id, int64_t now)
{
	struct q_planned_get p;
	err e = q_planned_get(t, id, &p);

	if (e == E_ABSENT)
		return fail(E_ABSENT, "this scheduled change no longer exists");
	TRY(e);
	TRY(publish_may(t, who, p.story_id));
	TRY(q_planned_remove(t, id));
	return tell(t, who->id, who->name, "story.unplan", p.story_id, p.kind, now);
}

err
planned_is_due(struct txn *t, int64_t now, bool *due)
{
	struct q_planned_due row;

	TRY(q_planned_due(t, now, &row));
	*due = row.id != 0;
	return OK;
}

err
planned_next(struct txn *t, int64_t *at)
{
	struct q_planned_next row;

	TRY(q_planned_next(t, &row));
	*at = row.at;
	return OK;
}

struct carrying {
	int64_t id, now;
	const char *why; /* it could not be done: it is put aside and said */
};

static err
keep_address(struct txn *t, const struct q_planned_get *p, const struct story_draft *d)
{
	return str_eq(p->kind, S("kill")) ? publish_gone(t, d, true) : OK;
}

/* Somebody is writing in the story while its plan comes true: both stand in the copy
 * afterwards, or saving it would undo the plan. */
static err
tell_copy(struct txn *t, int64_t story, const struct story_draft *was, const struct story_draft *is)
{
	struct q_planned_copy c;
	size_t clashes;
	err e = q_planned_copy(t, story, &c);

	if (e == E_ABSENT)
		return OK;
	TRY(e);
	return q_planned_copy_put(t, &(struct q_planned_copy_put_in){.story = story,
		.kicker = newer(was->kicker, is->kicker, c.kicker), .headline = newer(was->headline, is->headline, c.headline),
		.standfirst = newer(was->standfirst, is->standfirst, c.standfirst),
		.dateline = newer(was->dateline, is->dateline, c.dateline),
		.body = merge_blocks(store_arena(t), was->body, c.body, is->body, &clashes)});
}

static err
carry_one(struct txn *t, void *arg)
{
	const struct carrying *c = arg;
	struct q_planned_get p;
	struct story_draft was, d;
	int64_t id;
	err e = q_planned_get(t, c->id, &p);

	if (e == E_ABSENT)
		return OK; /* another was faster */
	TRY(e);
	TRY(q_planned_remove(t, p.id));
	if (c->why)
		return tell(t, p.person_id, p.person, "story.plan-failed", p.story_id, str_of(c->why), p.at);
	TRY(story_draft_of(t, p.story_id, &was));
	TRY(outcome(t, &p, &d));
	TRY(keep_address(t, &p, &d));
	TRY(story_save(t, p.story_id, &d, p.at, &id));
	TRY(tell_copy(t, p.story_id, &was, &d));
	if (!str_eq(p.kind, S("change"))) {
		TRY(q_planned_clear(t, p.story_id));
		TRY(q_story_stage_of_state(t, p.story_id));
	}
	return tell(t, p.person_id, p.person, "story.planned", p.story_id, p.kind, p.at);
}

/* *c: the first that is due, or id 0. */
static err
find_due(struct store *s, struct arena *a, struct carrying *c)
{
	struct q_planned_due row;
	struct txn *t;

	TRY(store_read(s, a, NULL, &t));
	TRY(q_planned_due(t, c->now, &row));
	store_end(t);
	c->id = row.id;
	return OK;
}

err
planned_carry_out(struct store *s, struct arena *a, int64_t now)
{
	for (int i = 0; i < PLANS_AT_ONCE; i++) {
		struct carrying c = {.now = now};
		err e;

		TRY(find_due(s, a, &c));
		if (!c.id)
			return OK;
		e = store_write(s, a, carry_one, &c);
		if (e == E_BUSY || e == E_BROKEN || e == E_TOOBIG)
			return e;
		if (e == OK)
			continue;
		c.why = arena_z(a, str_of(fail_why()));
		TRY(store_write(s, a, carry_one, &c));
	}
	return fail(E_BUSY, "too many scheduled changes are due at once");
}

err
planned_times(struct txn *t, int64_t story, struct planned_time **out, size_t *n)
{
	struct q_timing_of *row;

	TRY(q_timing_of(t, story, &row, n));
	*out = NEW(store_arena(t), struct planned_time, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct planned_time){!str_eq(row[i].what, S("plan")), row[i].id, row[i].at, row[i].kind, row[i].text,
			row[i].person};
	return OK;
}
