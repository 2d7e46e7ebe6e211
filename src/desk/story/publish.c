/* publish.c: what the buttons of the panel do (panel.c), and the checklist before them.
 *
 * The buttons belong to the story's own form, so what was typed goes along with each
 * of them and is kept first: nobody publishes an older text than the one they see. */
#include "desk/story/story.h"

#include "news/story/checklist.h"
#include "news/story/planned.h"
#include "news/story/publish.h"
#include "news/workflow/workflow.h"
#include "text/data/json.h"

ROUTE(POST, "/desk/story/{id}/publish", desk_publish, MAY_WRITE, NEVER)
ROUTE(GET, "/desk/story/{id}/check", desk_check, MAY_WRITE, NEVER)
ROUTE(POST, "/desk/story/{id}/check", desk_check_links, MAY_WRITE, NEVER)

struct order {
	str what, which, text; /* "move:review" is what and which */
	struct publish_when when;
	int64_t at, id;
};

static err
move(struct txn *t, const struct ctx *c, int64_t story, const struct order *o)
{
	struct workflow wf;
	const struct stage *to;

	TRY(workflow_load(t, &wf));
	to = workflow_stage_named(&wf, o->which);
	if (!to)
		return fail(E_INPUT, "unknown stage \"%.*s\"", SARG(str_upto(o->which, 60)));
	return workflow_move(t, c->who, &story, 1, to->id, c->now);
}

static err
end(struct txn *t, const struct ctx *c, int64_t story, const struct order *o)
{
	if (o->at)
		return planned_end(t, c->who, story, o->what, o->at, c->now);
	if (str_eq(o->what, S("kill")))
		return publish_kill(t, c->who, story, o->text, c->now);
	return publish_take_back(t, c->who, story, c->now);
}

static err
work(struct txn *t, const struct ctx *c, int64_t story, void *arg)
{
	const struct order *o = arg;

	if (str_eq(o->what, S("move")))
		return move(t, c, story, o);
	if (str_eq(o->what, S("publish")))
		return publish_story(t, c->who, story, &o->when, c->now);
	if (str_eq(o->what, S("plan")))
		return planned_change(t, c->who, story, o->at, c->now);
	if (str_eq(o->what, S("unplan")))
		return planned_forget(t, c->who, o->id, c->now);
	if (str_eq(o->what, S("correct")))
		return publish_correct(t, c->who, story, o->text, c->now);
	if (str_eq(o->what, S("uncorrect")))
		return publish_uncorrect(t, c->who, o->id, c->now);
	return end(t, c, story, o);
}

static const struct {
	const char *what, *at, *text, *done;
	bool into_story; /* what was typed becomes the story first */
} orders[] = {
	{"move", NULL, NULL, "done_story_moved", true},
	{"publish", NULL, NULL, "done_published", true},
	{"plan", "plan_at", NULL, "done_planned", false},
	{"unplan", NULL, NULL, "done_unplanned", false},
	{"unpublish", "end_at", NULL, "done_unpublished", false},
	{"kill", "end_at", "why", "done_killed", false},
	{"correct", NULL, "correction", "done_corrected", false},
	{"uncorrect", NULL, NULL, "done_uncorrected", false},
};

/* Reads the times of the form, in the paper's zone. */
static err
read_times(struct ctx *c, size_t i, struct order *o)
{
	struct desk d;

	TRY(desk_begin(c, &d, "story"));
	TRY(desk_moment(&d, request_form(c->req, S("publish_at")), &o->when.at));
	TRY(desk_moment(&d, request_form(c->req, S("embargo_at")), &o->when.embargo));
	if (orders[i].at)
		TRY(desk_moment(&d, request_form(c->req, str_of(orders[i].at)), &o->at));
	store_end(c->txn);
	c->txn = NULL;
	o->when.renew = request_form(c->req, S("renew")).n != 0;
	if (orders[i].text)
		o->text = request_form(c->req, str_of(orders[i].text));
	return str_eq(o->what, S("plan")) && !o->at ? fail(E_INPUT, "enter the date and time of the change") : OK;
}

static const char *
done_word(const struct ctx *c, size_t i, const struct order *o)
{
	if (str_eq(o->what, S("publish")) && (o->when.at > c->now || o->when.embargo > c->now))
		return "done_scheduled";
	return o->at ? "done_planned" : orders[i].done;
}

err
desk_publish(struct ctx *c)
{
	str word = request_form(c->req, S("do"));
	size_t colon = str_find_char(word, ':'), i;
	struct order o = {.what = str_upto(word, colon), .which = str_from(word, colon == NOWHERE ? word.n : colon + 1)};

	for (i = 0; i < LENGTH(orders) && !str_eq(o.what, str_of(orders[i].what)); i++)
		;
	if (i == LENGTH(orders))
		return fail(E_INPUT, "unknown action");
	if (str_eq(o.what, S("unplan")) || str_eq(o.what, S("uncorrect")))
		TRY(str_int(o.which, &o.id));
	TRY(read_times(c, i, &o));
	return story_save_and(c, &(struct story_order){.copy_only = !orders[i].into_story, .work = work, .arg = &o,
		.done = done_word(c, i, &o)});
}

/* ---- the checklist ---- */

struct asking {
	struct ctx *c;
	int64_t story;
	struct story_draft draft;
	struct working w;
	struct check *item;
	size_t n;
};

/* Of what lies on the desk, which is what would go out; public_at is the embargo where that counts. */
static err
read_checks(struct asking *q, struct txn *t, const struct settings *set)
{
	const struct working_copy *copy;
	int64_t *section;

	TRY(working_load(t, q->c->who, q->story, &q->w));
	copy = &q->w.copy;
	q->draft = (struct story_draft){.kind = q->w.kind, .headline = copy->field[WORKING_HEADLINE],
		.standfirst = copy->field[WORKING_STANDFIRST], .body = copy->field[WORKING_BODY],
		.signature = copy->field[WORKING_SIGNATURE], .authors = copy->field[WORKING_AUTHOR].n != 0,
		.published_at = q->w.published_at, .embargo_at = q->w.public_at};
	q->draft.sections = working_ids(q->c->a, copy->field[WORKING_SECTION], &section);
	q->draft.section = section;
	if (str_int(copy->field[WORKING_LEAD], &q->draft.lead_media_id))
		q->draft.lead_media_id = 0;
	return checklist_of(t, set, &q->draft, q->story, q->c->now, &q->item, &q->n);
}

static str
weight(const struct check *item, bool page)
{
	if (item->weight == CHECK_STOPS)
		return page ? S("error") : S("stops");
	return page ? S("warn") : S("warns");
}

static str
check_word(struct desk *d, const struct check *item)
{
	return words_get(d->words, arena_fmt(d->a, "check_%s", item->rule).p);
}

static void
answer_checks(struct desk *d, const struct asking *q)
{
	struct buf b = buf_in(d->a, 1 << 18);
	struct json j = json_to(&b, 0);

	json_open(&j, '{');
	json_put(&j, "title", words_get(d->words, "check"));
	json_put(&j, "fine", words_get(d->words, "check_fine"));
	json_key(&j, "items");
	json_open(&j, '[');
	for (size_t i = 0; i < q->n; i++) {
		json_open(&j, '{');
		json_put(&j, "rule", str_of(q->item[i].rule));
		json_put(&j, "weight", weight(&q->item[i], false));
		json_put(&j, "name", check_word(d, &q->item[i]));
		json_put(&j, "what", q->item[i].what);
		json_close(&j);
	}
	json_close(&j);
	json_close(&j);
	desk_json(d->c, 0, buf_str(&b));
}

err
desk_check(struct ctx *c)
{
	struct asking q = {.c = c};
	struct desk d;
	struct value *list;

	TRY(desk_id(c, 0, &q.story));
	TRY(desk_begin(c, &d, "check"));
	TRY(read_checks(&q, d.t, &d.paper.set));
	if (desk_wants_json(c)) {
		answer_checks(&d, &q);
		return OK;
	}
	value_str(d.root, "path", story_path(d.a, q.story, ""));
	value_str(d.root, "headline", story_headline(&d, q.draft.headline));
	list = value_list(d.root, "items");
	for (size_t i = 0; i < q.n; i++) {
		struct value *one = value_item(list);

		value_str(one, "name", check_word(&d, &q.item[i]));
		value_str(one, "weight", weight(&q.item[i], true));
		value_str(one, "what", q.item[i].what);
	}
	return desk_render(&d, "check");
}

static err
ask_links(struct txn *t, void *arg)
{
	struct asking *q = arg;
	struct settings set;

	TRY(setting_load(t, &set));
	TRY(read_checks(q, t, &set));
	return checklist_ask_links(t, &q->draft, q->c->now);
}

err
desk_check_links(struct ctx *c)
{
	struct asking q = {.c = c};

	TRY(desk_id(c, 0, &q.story));
	TRY(store_write(c->store, c->a, ask_links, &q));
	return desk_done(c, story_path(c->a, q.story, "check"), "done_links_asked");
}
