/* save.c: versions of layouts: who made which change from what, and what
 * happens when two people change the front at once. */
#include "news/front/edit.h"
#include "news/front/front_may.h"
#include "news/people/audit.h"

#include "news/people/role.h"
#include "query/front.h"
#include "query/section.h"
#include "query/story_write.h"

static err
load_version(struct txn *t, int64_t version, struct front_plan *p)
{
	struct q_front_version_slots *row;
	size_t n;

	*p = (struct front_plan){.version_id = version};
	if (!version)
		return OK;
	TRY(q_front_version_slots(t, version, &row, &n));
	p->slot = NEW(store_arena(t), struct front_slot, n);
	for (size_t i = 0; i < n; i++)
		p->slot[p->slots++] = (struct front_slot){.area = row[i].area, .place = row[i].place, .fill = row[i].fill,
			.story_id = row[i].story_id, .section_id = row[i].section_id, .tag_id = row[i].tag_id,
			.worktype = row[i].worktype, .size = row[i].size, .picture = row[i].picture,
			.twice = row[i].twice, .hidden = row[i].hidden, .starts_at = row[i].starts_at,
			.ends_at = row[i].ends_at, .kicker = row[i].kicker, .headline = row[i].headline,
			.teaser = row[i].teaser, .rank = row[i].rank, .amount = row[i].amount};
	return OK;
}

static err
write_version(struct txn *t, int64_t layout, const struct front_plan *p, const struct front_edit *e, const char *action,
	str detail, int64_t *version)
{
	struct q_front_version_add out;

	TRY(q_front_version_add(t, &(struct q_front_version_add_in){.layout = layout, .parent = p->version_id,
		.person = e->who->id, .actor = e->who->name, .now = e->now, .action = str_of(action), .detail = detail}, &out));
	for (size_t i = 0; i < p->slots; i++) {
		const struct front_slot *s = &p->slot[i];

		TRY(q_front_slot_add(t, &(struct q_front_slot_add_in){.version = out.id, .area = s->area,
			.place = s->place, .fill = s->fill, .story_id = s->story_id, .section_id = s->section_id,
			.tag_id = s->tag_id, .worktype = s->worktype, .size = s->size, .picture = s->picture,
			.twice = s->twice, .hidden = s->hidden, .starts_at = s->starts_at, .ends_at = s->ends_at,
			.kicker = s->kicker, .headline = s->headline, .teaser = s->teaser, .rank = s->rank,
			.amount = s->amount}));
	}
	*version = out.id;
	return q_front_layout_point(t, layout, out.id);
}

static err
note(struct txn *t, const struct person *who, int64_t now, const char *action, int64_t layout, str detail)
{
	return audit_put(t, &(struct actor){who->id, who->name, now},
		arena_fmt(store_arena(t), "front.%s", action).p, "front", layout, detail);
}

/* ---- whose places they are ---- */

struct owner {
	struct txn *t;
	const struct person *who;
};

static err
is_theirs(void *arg, str area, int64_t place)
{
	const struct owner *o = arg;
	struct q_section_above *up;
	enum front_kind kind;
	int64_t id, above[16];
	size_t n = 0;

	(void)place;
	if (front_area_of(area, &kind, &id) && kind == FRONT_SECTION) {
		TRY(q_section_above(o->t, id, &up, &n));
		for (size_t i = 0; i < n && i < LENGTH(above); i++)
			above[i] = up[i].id;
	}
	if (front_may_area(o->who, above, n < LENGTH(above) ? n : LENGTH(above)))
		return OK;
	return fail(E_DENIED, "you may edit only the areas of your sections on the front page");
}

static err
check_owner(struct txn *t, const struct person *who, const struct front_plan *was, const struct front_plan *is)
{
	struct owner o = {t, who};

	return front_may_whole(who) ? OK : front_edit_differ(was, is, is_theirs, &o);
}

static err
whole_paper(const struct person *who)
{
	return front_may_whole(who) ? OK :
		fail(E_DENIED, "a layout covers the whole front page, but you are restricted to some sections");
}

/* ---- two people at once ---- */

struct both {
	const struct front_plan *base, *now;
};

static err
untouched(void *arg, str area, int64_t place)
{
	const struct both *b = arg;

	return front_edit_same(front_slot_at(b->base, area, place), front_slot_at(b->now, area, place)) ? OK : E_CLASH;
}

static err
clash(struct txn *t, int64_t version)
{
	struct q_front_version_get v;

	TRY(q_front_version_get(t, version, &v));
	return fail(E_CLASH, "%.*s changed the same slot in the meantime; your change was not saved: reload and try again", SARG(str_upto(v.actor, 80)));
}

/* The edit on what lies there now, unless it touches what somebody else touched since. */
static err
apply(struct txn *t, struct front_edit *e, const struct front_plan *now, struct front_plan *out)
{
	struct front_plan base, mine;
	struct both both = {&base, now};

	*out = front_edit_copy(store_arena(t), now);
	TRY(front_edit_apply(out, e));
	if (e->base == now->version_id)
		return OK;
	TRY(load_version(t, e->base, &base));
	mine = front_edit_copy(store_arena(t), &base);
	TRY(front_edit_apply(&mine, e));
	if (front_edit_differ(&base, &mine, untouched, &both) || front_edit_differ(now, out, untouched, &both))
		return clash(t, now->version_id);
	e->merged = true;
	return OK;
}

/* ---- a change ---- */

static const char *
action_name(enum front_do what)
{
	static const char *const name[] = {[FRONT_PUT] = "put", [FRONT_MOVE] = "move", [FRONT_REMOVE] = "remove",
		[FRONT_SET] = "set", [FRONT_SET_AREA] = "area", [FRONT_ORDER] = "order", [FRONT_DROP] = "drop",
		[FRONT_CLEAR] = "clear", [FRONT_UNDO] = "undo", [FRONT_REDO] = "redo", [FRONT_RESTORE] = "restore"};

	return name[what];
}

/* The layout that is meant, with a first version to come back to. */
static err
find_layout(struct txn *t, struct front_edit *e, struct q_front_layout_get *layout)
{
	struct front_plan empty = {0};
	struct q_front_valid valid;
	struct q_front_layout_add made;
	int64_t id = e->layout_id, version;
	err got;

	e->base = e->version_id;
	if (!id) {
		got = q_front_valid(t, e->now, &valid);
		if (got != OK && got != E_ABSENT)
			return got;
		id = got == OK ? valid.id : 0;
	}
	if (!id) {
		TRY(q_front_layout_add(t, S(""), 0, 0, e->now, &made));
		TRY(write_version(t, made.id, &empty, e, "begin", S(""), &version));
		store_changed(t, DEP_FRONT, 0, 0);
		id = made.id;
		e->base = e->version_id ? e->version_id : version;
	}
	TRY(q_front_layout_get(t, id, layout));
	e->layout = id;
	return OK;
}

/* What a change names is there; the archive would only say that something broke. */
static err
check_names(struct txn *t, const struct front_edit *e)
{
	bool set = e->what == FRONT_SET || e->what == FRONT_SET_AREA;
	int64_t section = set ? e->slot.section_id : 0, tag = set ? e->slot.tag_id : 0, id;
	struct q_section_by_id row;
	struct q_front_tag one;
	enum front_kind kind;
	err got = OK;

	if ((e->what == FRONT_ORDER || e->what == FRONT_SET_AREA) &&
		front_area_of(e->what == FRONT_ORDER ? e->area : e->slot.area, &kind, &id)) {
		section = kind == FRONT_SECTION && !section ? id : section;
		tag = kind == FRONT_TAG && !tag ? id : tag;
	}
	if (section)
		got = q_section_by_id(t, section, &row);
	if (got == OK && tag)
		got = q_front_tag(t, tag, &one);
	return got == E_ABSENT ? fail(E_INPUT, "section or tag not found") : got;
}

static err
check_story(struct txn *t, const struct front_edit *e)
{
	int64_t id = e->what == FRONT_SET && str_eq(e->slot.fill, S("story")) ? e->slot.story_id :
		e->what == FRONT_PUT || e->what == FRONT_MOVE ? e->story_id : 0;
	struct q_front_story story;
	err got;

	if (!id)
		return OK;
	got = q_front_story(t, id, &story);
	if (got == E_ABSENT || (got == OK && (str_eq(story.state, S("killed")) || str_eq(story.state, S("trash")))))
		return fail(E_INPUT, "story %lld does not exist or was killed", (long long)id);
	return got;
}

static str
detail_of(struct txn *t, const struct front_edit *e)
{
	const struct front_slot *s = &e->slot;
	bool set = e->what == FRONT_SET || e->what == FRONT_SET_AREA;
	str area = set ? s->area : e->area;
	int64_t place = set ? s->place : e->place, story = set ? s->story_id : e->story_id;
	struct q_front_story row;
	str name = story && q_front_story(t, story, &row) == OK ? row.headline : S("");

	if (e->what == FRONT_RESTORE)
		return arena_fmt(store_arena(t), "%lld", (long long)e->restore);
	if (e->what == FRONT_MOVE)
		return arena_fmt(store_arena(t), "%.*s %lld > %.*s %lld %.*s", SARG(area), (long long)place, SARG(e->to_area),
			(long long)e->to_place, SARG(name));
	return str_trim(arena_fmt(store_arena(t), "%.*s %lld %.*s", SARG(area), (long long)place, SARG(name)));
}

/* One step along the versions; the page must show where we are. */
static err
step(struct txn *t, struct front_edit *e, const struct front_plan *now)
{
	struct q_front_version_get here;
	struct q_front_version_after after;
	struct front_plan there;
	err got;

	if (e->base != now->version_id)
		return clash(t, now->version_id);
	TRY(q_front_version_get(t, now->version_id, &here));
	e->version = here.parent_id;
	if (e->what == FRONT_REDO) {
		got = q_front_version_after(t, now->version_id, &after);
		if (got != OK && got != E_ABSENT)
			return got;
		e->version = got == OK ? after.id : 0;
	}
	if (!e->version)
		return fail(E_INPUT, e->what == FRONT_UNDO ? "nothing to undo" : "nothing to redo");
	TRY(load_version(t, e->version, &there));
	TRY(check_owner(t, e->who, now, &there));
	TRY(q_front_layout_point(t, e->layout, e->version));
	store_changed(t, DEP_FRONT, e->layout, 0);
	return note(t, e->who, e->now, action_name(e->what), e->layout, S(""));
}

static err
restored(struct txn *t, const struct front_edit *e, const struct front_plan *now, struct front_plan *out)
{
	struct q_front_version_get v;

	if (e->base != now->version_id)
		return clash(t, now->version_id);
	TRY(q_front_version_get(t, e->restore, &v));
	if (v.layout_id != e->layout)
		return fail(E_INPUT, "this version belongs to another layout");
	TRY(load_version(t, e->restore, out));
	out->version_id = now->version_id;
	return OK;
}

err
front_save(struct txn *t, struct front_edit *e)
{
	struct q_front_layout_get layout;
	struct front_plan now, new;
	str detail;

	e->merged = false;
	TRY(check_names(t, e));
	TRY(check_story(t, e));
	TRY(find_layout(t, e, &layout));
	TRY(load_version(t, layout.version_id, &now));
	if (e->what == FRONT_UNDO || e->what == FRONT_REDO)
		return step(t, e, &now);
	if (e->what == FRONT_RESTORE)
		TRY(restored(t, e, &now, &new));
	else
		TRY(apply(t, e, &now, &new));
	TRY(check_owner(t, e->who, &now, &new));
	e->version = now.version_id;
	detail = detail_of(t, e);
	TRY(write_version(t, e->layout, &new, e, action_name(e->what), detail, &e->version));
	store_changed(t, DEP_FRONT, e->layout, 0);
	return note(t, e->who, e->now, action_name(e->what), e->layout, detail);
}

/* ---- layouts for a time ---- */

static err
check_times(const struct front_times *l)
{
	if (l->name.n > 200)
		return fail(E_INPUT, "a layout name can have at most 200 bytes");
	if (l->ends_at && l->ends_at <= l->starts_at)
		return fail(E_INPUT, "the layout would end before it starts");
	return OK;
}

err
front_layout_new(struct txn *t, const struct front_times *l, const struct person *who, int64_t now, int64_t *id)
{
	struct front_edit e = {.who = who, .now = now};
	struct q_front_layout_add made;
	struct front_plan plan;
	int64_t version;

	TRY(whole_paper(who));
	TRY(check_times(l));
	if (l->starts_at <= now)
		return fail(E_INPUT, "a scheduled layout must start in the future");
	TRY(front_plan_load(t, l->from, now, &plan));
	TRY(q_front_layout_add(t, l->name, l->starts_at, l->ends_at, now, &made));
	plan.version_id = 0;
	TRY(write_version(t, made.id, &plan, &e, "begin", S(""), &version));
	store_changed(t, DEP_FRONT, 0, 0);
	*id = made.id;
	return note(t, who, now, "layout", made.id, l->name);
}

err
front_layout_time(struct txn *t, const struct front_times *l, const struct person *who, int64_t now)
{
	struct q_front_layout_get row;

	TRY(whole_paper(who));
	TRY(check_times(l));
	TRY(q_front_layout_get(t, l->layout_id, &row));
	TRY(q_front_layout_set(t, &(struct q_front_layout_set_in){.id = row.id, .name = l->name,
		.starts_at = l->starts_at, .ends_at = l->ends_at, .removed_at = row.removed_at}));
	store_changed(t, DEP_FRONT, 0, 0);
	return note(t, who, now, "time", row.id, l->name);
}

err
front_layout_remove(struct txn *t, int64_t id, bool back, const struct person *who, int64_t now)
{
	struct q_front_layout_get row;

	TRY(whole_paper(who));
	TRY(q_front_layout_get(t, id, &row));
	TRY(q_front_layout_set(t, &(struct q_front_layout_set_in){.id = id, .name = row.name, .starts_at = row.starts_at,
		.ends_at = row.ends_at, .removed_at = back ? 0 : now}));
	store_changed(t, DEP_FRONT, 0, 0);
	return note(t, who, now, back ? "back" : "removed", id, row.name);
}
