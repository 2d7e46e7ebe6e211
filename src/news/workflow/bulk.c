/* bulk.c: what is done to several stories at once, besides moving them: who
 * has them, when they are due, a tag, a section.  All of them or none. */
#include "news/workflow/workflow.h"

#include "base/ids.h"
#include "news/draft/assignment.h"
#include "news/people/role.h"
#include "query/person.h"
#include "query/section.h"
#include "query/story_write.h"
#include "query/workflow.h"
#include "text/words/slug.h"

enum { TAG_BYTES = 200 };

static err
assignable(struct txn *t, int64_t person, str *name)
{
	struct q_person_get p;
	enum role role;
	err e = q_person_get(t, person, &p);

	if (e == E_ABSENT)
		return fail(E_INPUT, "user not found");
	TRY(e);
	TRY(role_of(p.role, &role));
	if (p.ended_at || !role_may(role, MAY_WRITE))
		return fail(E_INPUT, "the role of %.*s does not allow writing stories", SARG(p.name));
	*name = p.name;
	return OK;
}

/* Who edits gives to anybody; others take what nobody has, and give back. */
static bool
may_assign(const struct person *who, const struct workflow_story *s, int64_t to)
{
	if (person_may(who, MAY_EDIT))
		return workflow_may(who, STORY_ASSIGN, s);
	if (!workflow_may(who, STORY_TAKE, s))
		return false;
	if (to == who->id)
		return !s->assignee_id || s->assignee_id == who->id;
	return !to && s->assignee_id == who->id;
}

static err
set_due(struct txn *t, const struct person *who, const struct workflow_story *s, int64_t at, int64_t now)
{
	if (at < 0 || at == s->due_at)
		return OK;
	TRY(q_workflow_due(t, s->id, at));
	return workflow_note(t, who, "story.due", s->id, arena_fmt(store_arena(t), "%lld", (long long)at), now);
}

err
workflow_assign(struct txn *t, const struct person *who, const int64_t *id, size_t n, int64_t assignee,
	int64_t due_at, int64_t now)
{
	struct workflow_story *s;
	str name = S("no one");

	if (assignee)
		TRY(assignable(t, assignee, &name));
	TRY(workflow_stories(t, who, id, n, &s));
	for (size_t i = 0; i < n; i++)
		if (!may_assign(who, &s[i], assignee))
			return fail(E_DENIED, "you cannot assign “%.*s” to %.*s; nothing was changed",
				SARG(str_upto(s[i].headline, 200)), SARG(name));
	for (size_t i = 0; i < n; i++) {
		TRY(set_due(t, who, &s[i], due_at, now));
		if (s[i].assignee_id == assignee)
			continue;
		TRY(q_workflow_assign(t, s[i].id, assignee, assignee ? now : 0));
		TRY(assignment_set(t, who, s[i].id, assignee, now));
		TRY(workflow_note(t, who, "story.assign", s[i].id, name, now));
	}
	return OK;
}

err
workflow_plan(struct txn *t, const struct person *who, const int64_t *id, size_t n, int64_t due_at,
	int64_t plan_at, int64_t now)
{
	struct workflow_story *s;

	TRY(workflow_stories(t, who, id, n, &s));
	for (size_t i = 0; i < n; i++)
		if (!workflow_may(who, STORY_CHANGE, &s[i]))
			return fail(E_DENIED, "you cannot plan “%.*s”; nothing was changed",
				SARG(str_upto(s[i].headline, 200)));
	for (size_t i = 0; i < n; i++) {
		TRY(set_due(t, who, &s[i], due_at, now));
		if (plan_at < 0 || plan_at == s[i].plan_at)
			continue;
		TRY(q_workflow_plan(t, s[i].id, plan_at));
		TRY(workflow_note(t, who, "story.plan", s[i].id, arena_fmt(store_arena(t), "%lld",
			(long long)plan_at), now));
	}
	return OK;
}

/* ---- tags and sections ---- */

/* The list with `one` in front (or at its end), once. */
static void
with_one(struct arena *a, const int64_t **list, size_t *n, int64_t one, bool first)
{
	int64_t *new = NEW(a, int64_t, *n + 1);
	size_t k = 0;

	if (first)
		new[k++] = one;
	for (size_t i = 0; i < *n; i++)
		if ((*list)[i] != one)
			new[k++] = (*list)[i];
	if (!first)
		new[k++] = one;
	*list = new;
	*n = k;
}

/* Is there such a name among "Bridge, River"? */
static bool
names_tag(struct arena *a, str list, str slug)
{
	str name;

	while (list.n && str_split(&list, ',', &name))
		if (str_eq(slug_make(a, str_trim(name)), slug))
			return true;
	return false;
}

/* The same where a copy lies on the desk: saving it must not undo this.  tag: with its name. */
static err
put_working(struct txn *t, const struct person *who, int64_t id, int64_t section, int64_t tag, str name, int64_t now)
{
	struct arena *a = store_arena(t);
	struct q_workflow_working w;
	const int64_t *sections, *tags;
	size_t ns, nt;
	err e = q_workflow_working(t, id, &w);

	if (e == E_ABSENT)
		return OK;
	TRY(e);
	TRY(ids_read(a, w.section_ids, &sections, &ns));
	TRY(ids_read(a, w.tag_ids, &tags, &nt));
	if (section)
		with_one(a, &sections, &ns, section, true);
	if (tag && !names_tag(a, w.tags, slug_make(a, name))) {
		w.tags = w.tags.n ? arena_fmt(a, "%.*s, %.*s", SARG(w.tags), SARG(name)) : name;
		with_one(a, &tags, &nt, tag, false);
	}
	return q_workflow_working_places(t, &(struct q_workflow_working_places_in){.story = id,
		.sections = ids_text(a, sections, ns), .tag_ids = ids_text(a, tags, nt), .tags = w.tags,
		.person = who->id, .at = now});
}

static err
find_tag(struct txn *t, str name, int64_t *id)
{
	str slug = slug_make(store_arena(t), name);
	struct q_tag_by_slug row;
	err e;

	if (!slug.n || name.n > TAG_BYTES)
		return fail(E_INPUT, "this is not a valid tag name");
	e = q_tag_by_slug(t, slug, &row);
	*id = e == OK ? row.id : 0;
	return e == E_ABSENT ? tag_save(t, slug, name, id) : e;
}

err
workflow_tag(struct txn *t, const struct person *who, const int64_t *id, size_t n, str name, int64_t now)
{
	struct workflow_story *s;
	struct story_draft d;
	int64_t tag, same;

	name = str_trim(name);
	TRY(workflow_writable(t, who, id, n, &s));
	TRY(find_tag(t, name, &tag));
	for (size_t i = 0; i < n; i++) {
		TRY(story_draft_of(t, s[i].id, &d));
		TRY(put_working(t, who, s[i].id, 0, tag, name, now));
		if (ids_have(d.tag, d.tags, tag))
			continue;
		with_one(store_arena(t), &d.tag, &d.tags, tag, false);
		TRY(story_save(t, s[i].id, &d, now, &same));
		TRY(workflow_note(t, who, "story.tag", s[i].id, name, now));
	}
	return OK;
}

err
workflow_section(struct txn *t, const struct person *who, const int64_t *id, size_t n, int64_t section, int64_t now)
{
	struct q_section_above *up;
	struct workflow_story *s;
	struct story_draft d;
	int64_t same, *above;
	size_t ups;

	TRY(q_section_above(t, section, &up, &ups));
	if (!ups)
		return fail(E_INPUT, "section not found");
	above = NEW(store_arena(t), int64_t, ups);
	for (size_t i = 0; i < ups; i++)
		above[i] = up[i].id;
	if (!role_in_sections(who, above, ups))
		return fail(E_DENIED, "this section is not one of your sections; nothing was changed");
	TRY(workflow_writable(t, who, id, n, &s));
	for (size_t i = 0; i < n; i++) {
		TRY(story_draft_of(t, s[i].id, &d));
		TRY(put_working(t, who, s[i].id, section, 0, S(""), now));
		if (d.sections && d.section[0] == section)
			continue;
		with_one(store_arena(t), &d.section, &d.sections, section, true);
		TRY(story_save(t, s[i].id, &d, now, &same));
		TRY(workflow_note(t, who, "story.section", s[i].id, arena_fmt(store_arena(t), "%lld", (long long)section), now));
	}
	return OK;
}
