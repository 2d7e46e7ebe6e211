/* workflow.c: stages, the moves between them, and who may make which. */
#include "news/people/role.h"
#include "news/workflow/workflow.h"
#include "press.h"
#include "query/workflow.h"

struct floor {
	struct press press;
	struct arena *a;
	int64_t section[3], author; /* town, council below it, sport */
};

static err
furnish(struct txn *t, void *arg)
{
	struct floor *f = arg;

	TRY(section_save(t, 0, S("town"), S("Town"), S(""), &f->section[0]));
	TRY(section_save(t, f->section[0], S("council"), S("Council"), S(""), &f->section[1]));
	TRY(section_save(t, 0, S("sport"), S("Sport"), S(""), &f->section[2]));
	return author_save(t, S("ama-sow"), S("Ama Sow"), S(""), &f->author);
}

static void
setup(struct floor *f, struct arena *a)
{
	f->a = a;
	press_setup(a, &f->press);
	CHECK_OK(store_write(f->press.site.store, a, furnish, f));
}

struct made {
	struct story_draft d;
	int64_t id, owner;
};
static err
make(struct txn *t, void *arg)
{
	struct made *m = arg;

	TRY(story_save(t, 0, &m->d, 1772600000, &m->id));
	return m->owner ? q_workflow_put_owner(t, m->id, m->owner) : OK;
}

static int64_t
story(struct floor *f, const char *state, int64_t section, int64_t owner)
{
	struct made m = {.d = story_draft_new(), .owner = owner};

	m.d.headline = S("A headline");
	m.d.state = str_of(state);
	m.d.slug = S("a-headline");
	m.d.body = S("Words.");
	m.d.published_at = str_eq(m.d.state, S("publish")) ? 1772600000 : 0;
	m.d.section = &section;
	m.d.sections = section ? 1 : 0;
	CHECK_OK(store_write(f->press.site.store, f->a, make, &m));
	return m.id;
}

static struct person
person(struct floor *f, enum role role)
{
	struct press_who who = press_login(&f->press, f->a, role_name(role));

	return (struct person){.id = who.id, .name = str_of(role_name(role)), .role = (int)role};
}

struct act {
	const struct person *who;
	int64_t id[4], to, at;
	size_t n;
	str word;
	err (*work)(struct txn *, const struct act *);
};
static err
run(struct txn *t, void *arg)
{
	const struct act *act = arg;

	return act->work(t, act);
}
static err
act(struct floor *f, struct act what)
{
	return store_write(f->press.site.store, f->a, run, &what);
}
static err
moving(struct txn *t, const struct act *x)
{
	return workflow_move(t, x->who, x->id, x->n, x->to, 1772700000);
}
static err
assigning(struct txn *t, const struct act *x)
{
	return workflow_assign(t, x->who, x->id, x->n, x->to, x->at, 1772700000);
}
static err
tagging(struct txn *t, const struct act *x)
{
	return workflow_tag(t, x->who, x->id, x->n, x->word, 1772700000);
}
static err
sectioning(struct txn *t, const struct act *x)
{
	return workflow_section(t, x->who, x->id, x->n, x->to, 1772700000);
}

static void
look(struct floor *f, const struct person *who, int64_t id, struct workflow *wf, struct workflow_story *s)
{
	struct workflow_story *all;
	struct txn *t;

	CHECK_OK(store_read(f->press.site.store, f->a, NULL, &t));
	if (wf)
		CHECK_OK(workflow_load(t, wf));
	if (s) {
		CHECK_OK(workflow_stories(t, who, &id, 1, &all));
		*s = all[0];
	}
	store_end(t);
}

static int64_t
stage(struct floor *f, const char *slug)
{
	struct workflow wf;
	const struct stage *g;

	look(f, NULL, 0, &wf, NULL);
	g = workflow_stage_named(&wf, str_of(slug));
	CHECK(g != NULL);
	return g->id;
}

static const char *const slugs[] = {"idea", "draft", "review", "ready", "published", "killed"};
static const char *const states[] = {"idea", "draft", "review", "ready", "publish", "killed"};

/* What the table of 0004_story.sql means: public and dead for who publishes, ready for who edits. */
static bool
expected(enum role role, bool own, const char *from, const char *to)
{
	bool publish = !strcmp(from, "published") || !strcmp(to, "published") || !strcmp(from, "killed") || !strcmp(to, "killed");
	bool edit = !strcmp(from, "ready") || !strcmp(to, "ready");

	if (!strcmp(from, to) || !role_may(role, MAY_WRITE) || (!own && !role_may(role, MAY_EDIT)))
		return false;
	return role_may(role, publish ? MAY_PUBLISH : edit ? MAY_EDIT : MAY_WRITE);
}

TEST(workflow_every_role_and_every_move)
{
	struct floor f;
	struct workflow wf;

	setup(&f, a);
	look(&f, NULL, 0, &wf, NULL);
	for (int role = 0; role < ROLES; role++) {
		struct person who = person(&f, (enum role)role);

		for (int own = 0; own < 2; own++)
			for (size_t from = 0; from < 6; from++) {
				int64_t id = story(&f, states[from], f.section[0], own ? who.id : 0);
				struct workflow_story s;

				look(&f, &who, id, NULL, &s);
				CHECK_STR(workflow_stage(&wf, s.stage_id)->slug, str_of(slugs[from]));
				for (size_t to = 0; to < 6; to++) {
					bool may = workflow_may_move(&wf, &who, &s, workflow_stage_named(&wf, str_of(slugs[to])));

					if (may != expected((enum role)role, own, slugs[from], slugs[to]))
						test_fail(__FILE__, __LINE__, "%s %s %s to %s: %d", role_name((enum role)role),
							own ? "own" : "other's", slugs[from], slugs[to], may);
				}
			}
	}
}

TEST(workflow_moves_are_made_or_refused)
{
	struct floor f;
	struct person reporter, editor;
	struct workflow_story s;
	int64_t id;

	setup(&f, a);
	reporter = person(&f, ROLE_REPORTER);
	editor = person(&f, ROLE_EDITOR);
	id = story(&f, "draft", f.section[0], reporter.id);
	CHECK_OK(act(&f, (struct act){.work = moving, .who = &reporter, .id = {id}, .n = 1, .to = stage(&f, "review")}));
	CHECK_ERR(act(&f, (struct act){.work = moving, .who = &reporter, .id = {id}, .n = 1, .to = stage(&f, "published")}), E_DENIED);
	CHECK_STR(str_of(fail_why()), S("you cannot move “A headline” from review to published; nothing was moved"));
	look(&f, &reporter, id, NULL, &s);
	CHECK_STR(s.state, S("review"));
	CHECK_INT(press_get(&f.press, a, S("/2026/03/05/a-headline/"))->reply.status, 404);
	CHECK_OK(act(&f, (struct act){.work = moving, .who = &editor, .id = {id}, .n = 1, .to = stage(&f, "published")}));
	look(&f, &editor, id, NULL, &s);
	CHECK_STR(s.state, S("publish"));
	CHECK_INT(press_get(&f.press, a, S("/2026/03/05/a-headline/"))->reply.status, 0);
	CHECK(!workflow_may(&reporter, STORY_CHANGE, &s));
	CHECK_ERR(act(&f, (struct act){.work = moving, .who = &editor, .id = {999}, .n = 1, .to = stage(&f, "draft")}), E_ABSENT);
}

TEST(workflow_limits_to_sections)
{
	struct floor f;
	struct person editor, reporter;
	struct workflow_story s;

	setup(&f, a);
	editor = person(&f, ROLE_EDITOR);
	editor.section = &f.section[0];
	editor.sections = 1;
	look(&f, &editor, story(&f, "review", f.section[0], 0), NULL, &s);
	CHECK(workflow_may(&editor, STORY_CHANGE, &s));
	look(&f, &editor, story(&f, "review", f.section[1], 0), NULL, &s);
	CHECK(workflow_may(&editor, STORY_CHANGE, &s)); /* below it */
	look(&f, &editor, story(&f, "review", f.section[2], 0), NULL, &s);
	CHECK(!workflow_may(&editor, STORY_CHANGE, &s));
	look(&f, &editor, story(&f, "review", f.section[2], editor.id), NULL, &s);
	CHECK(!workflow_may(&editor, STORY_CHANGE, &s));
	look(&f, &editor, story(&f, "review", 0, 0), NULL, &s);
	CHECK(!workflow_may(&editor, STORY_CHANGE, &s));
	look(&f, &editor, story(&f, "review", 0, editor.id), NULL, &s);
	CHECK(workflow_may(&editor, STORY_CHANGE, &s)); /* without a section yet, and hers */
	reporter = person(&f, ROLE_REPORTER);
	look(&f, &reporter, story(&f, "review", f.section[0], editor.id), NULL, &s);
	CHECK(!workflow_may(&reporter, STORY_CHANGE, &s));
}

TEST(workflow_takes_all_or_none)
{
	struct floor f;
	struct person editor;
	struct workflow_story s;
	int64_t one, two;

	setup(&f, a);
	editor = person(&f, ROLE_EDITOR);
	editor.section = &f.section[0];
	editor.sections = 1;
	one = story(&f, "draft", f.section[0], 0);
	two = story(&f, "draft", f.section[2], 0);
	CHECK_ERR(act(&f, (struct act){.work = moving, .who = &editor, .id = {one, two}, .n = 2, .to = stage(&f, "review")}), E_DENIED);
	look(&f, &editor, one, NULL, &s);
	CHECK_STR(s.state, S("draft"));
	CHECK_ERR(act(&f, (struct act){.work = tagging, .who = &editor, .id = {one, two}, .n = 2, .word = S("Harbour")}), E_DENIED);
	CHECK_OK(act(&f, (struct act){.work = tagging, .who = &editor, .id = {one}, .n = 1, .word = S("Harbour")}));
	CHECK_OK(act(&f, (struct act){.work = tagging, .who = &editor, .id = {one}, .n = 1, .word = S("harbour")}));
	CHECK_ERR(act(&f, (struct act){.work = sectioning, .who = &editor, .id = {one}, .n = 1, .to = f.section[2]}), E_DENIED);
	CHECK_OK(act(&f, (struct act){.work = sectioning, .who = &editor, .id = {one}, .n = 1, .to = f.section[1]}));
	look(&f, &editor, one, NULL, &s);
	CHECK_INT(s.sections, 2);
}

TEST(workflow_assigns)
{
	struct floor f;
	struct person editor, ama, kofi, moderator;
	struct workflow_story s;
	int64_t id;

	setup(&f, a);
	editor = person(&f, ROLE_EDITOR);
	ama = person(&f, ROLE_REPORTER);
	kofi = person(&f, ROLE_REPORTER);
	moderator = person(&f, ROLE_MODERATOR);
	id = story(&f, "idea", f.section[0], editor.id);
	CHECK_ERR(act(&f, (struct act){.work = assigning, .who = &editor, .id = {id}, .n = 1, .to = moderator.id, .at = -1}), E_INPUT);
	CHECK_ERR(act(&f, (struct act){.work = assigning, .who = &editor, .id = {id}, .n = 1, .to = 9999, .at = -1}), E_INPUT);
	CHECK_OK(act(&f, (struct act){.work = assigning, .who = &ama, .id = {id}, .n = 1, .to = ama.id, .at = -1}));
	CHECK_ERR(act(&f, (struct act){.work = assigning, .who = &kofi, .id = {id}, .n = 1, .to = kofi.id, .at = -1}), E_DENIED);
	CHECK_OK(act(&f, (struct act){.work = assigning, .who = &editor, .id = {id}, .n = 1, .to = kofi.id, .at = 1772800000}));
	look(&f, &kofi, id, NULL, &s);
	CHECK_INT(s.assignee_id, kofi.id);
	CHECK_INT(s.due_at, 1772800000);
	CHECK(workflow_may(&kofi, STORY_CHANGE, &s));
	CHECK(!workflow_may(&ama, STORY_CHANGE, &s));
}

/* ---- the stages themselves ---- */

struct edit {
	const struct person *who;
	int64_t id, to;
	int by;
	str name, state, may;
	char what;
};
static err
edit_work(struct txn *t, void *arg)
{
	struct edit *e = arg;

	switch (e->what) {
	case '+':
		return workflow_stage_add(t, e->who, e->name, e->state, 1772700000, &e->id);
	case 'n':
		return workflow_stage_rename(t, e->who, e->id, e->name, 1772700000);
	case '>':
		return workflow_stage_shift(t, e->who, e->id, e->by, 1772700000);
	case '-':
		return workflow_stage_remove(t, e->who, e->id, e->to, 1772700000);
	default:
		return workflow_stage_allow(t, e->who, e->id, e->to, e->may, 1772700000);
	}
}

static err
edit(struct floor *f, struct edit *e)
{
	return store_write(f->press.site.store, f->a, edit_work, e);
}

static str
order(struct floor *f)
{
	struct buf b = buf_in(f->a, 4000);
	struct workflow wf;

	look(f, NULL, 0, &wf, NULL);
	for (size_t i = 0; i < wf.stages; i++)
		buf_fmt(&b, "%s%.*s", i ? " " : "", SARG(wf.stage[i].slug));
	return buf_str(&b);
}

TEST(workflow_stages_are_the_newsrooms_own)
{
	struct floor f;
	struct person publisher, reporter;
	struct workflow wf;
	struct workflow_story s;
	struct edit legal = {.what = '+', .name = S("Legal check"), .state = S("review")}, e;
	int64_t id;

	setup(&f, a);
	publisher = person(&f, ROLE_PUBLISHER);
	reporter = person(&f, ROLE_REPORTER);
	legal.who = &publisher;
	CHECK_OK(edit(&f, &legal));
	CHECK_STR(order(&f), S("idea draft review legal-check ready published killed"));
	CHECK_ERR(edit(&f, &(struct edit){.what = '+', .who = &publisher, .name = S("legal CHECK"), .state = S("draft")}), E_CLASH);
	CHECK_ERR(edit(&f, &(struct edit){.what = '+', .who = &publisher, .name = S("Other"), .state = S("trash")}), E_INPUT);
	CHECK_ERR(edit(&f, &(struct edit){.what = '+', .who = &publisher, .name = S("  "), .state = S("draft")}), E_INPUT);
	id = story(&f, "review", f.section[0], reporter.id);
	CHECK_OK(act(&f, (struct act){.work = moving, .who = &reporter, .id = {id}, .n = 1, .to = legal.id}));
	look(&f, &reporter, id, &wf, &s);
	CHECK_INT(s.stage_id, legal.id);
	CHECK_STR(s.state, S("review"));
	CHECK_OK(edit(&f, &(struct edit){.what = '>', .who = &publisher, .id = legal.id, .by = -1}));
	CHECK_STR(order(&f), S("idea draft legal-check review ready published killed"));
	CHECK_ERR(edit(&f, &(struct edit){.what = '-', .who = &publisher, .id = stage(&f, "draft"), .to = legal.id}), E_INPUT);
	CHECK_ERR(edit(&f, &(struct edit){.what = '-', .who = &publisher, .id = legal.id, .to = stage(&f, "draft")}), E_INPUT);
	CHECK_OK(edit(&f, &(struct edit){.what = '-', .who = &publisher, .id = legal.id, .to = stage(&f, "review")}));
	look(&f, &reporter, id, &wf, &s);
	CHECK_INT(s.stage_id, stage(&f, "review"));
	e = (struct edit){.what = 'm', .who = &publisher, .id = stage(&f, "review"), .to = stage(&f, "published"), .may = S("write")};
	CHECK_ERR(edit(&f, &e), E_INPUT);
	e = (struct edit){.what = 'm', .who = &publisher, .id = stage(&f, "review"), .to = stage(&f, "draft"), .may = S("edit")};
	CHECK_OK(edit(&f, &e));
	look(&f, &reporter, id, &wf, &s);
	CHECK(!workflow_may_move(&wf, &reporter, &s, workflow_stage_named(&wf, S("draft"))));
	CHECK_OK(edit(&f, &(struct edit){.what = 'n', .who = &publisher, .id = stage(&f, "review"), .name = S("Second pair of eyes")}));
}
