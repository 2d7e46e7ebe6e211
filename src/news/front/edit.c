/* edit.c: what an edit of the front does to a plan: lists of slots, no store.
 * It is applied twice where two people work at once: to what an editor saw and to
 * what lies there now (front_save.c). */
#include "news/front/edit.h"

#include "base/utf8.h"

enum { MORE = 64, PLACES = 200 };

struct front_plan
front_edit_copy(struct arena *a, const struct front_plan *p)
{
	struct front_plan copy = *p;

	copy.slot = NEW(a, struct front_slot, p->slots + MORE);
	if (p->slots)
		memcpy(copy.slot, p->slot, p->slots * sizeof *p->slot);
	return copy;
}

static struct front_slot *
find(struct front_plan *p, str area, int64_t place)
{
	for (size_t i = 0; i < p->slots; i++)
		if (p->slot[i].place == place && str_eq(p->slot[i].area, area))
			return &p->slot[i];
	return NULL;
}

static struct front_slot *
find_or_add(struct front_plan *p, str area, int64_t place)
{
	struct front_slot *s = find(p, area, place);

	if (s)
		return s;
	s = &p->slot[p->slots++];
	*s = (struct front_slot){.area = area, .place = place};
	return s;
}

static void
drop(struct front_plan *p, const struct front_slot *s)
{
	if (s)
		p->slot[s - p->slot] = p->slot[--p->slots];
}

bool
front_edit_same(const struct front_slot *x, const struct front_slot *y)
{
	if (!x || !y)
		return x == y;
	return str_eq(x->fill, y->fill) && x->story_id == y->story_id && x->section_id == y->section_id &&
		x->tag_id == y->tag_id && str_eq(x->worktype, y->worktype) && str_eq(x->size, y->size) &&
		x->picture == y->picture && x->twice == y->twice && x->hidden == y->hidden &&
		x->starts_at == y->starts_at && x->ends_at == y->ends_at && str_eq(x->kicker, y->kicker) &&
		str_eq(x->headline, y->headline) && str_eq(x->teaser, y->teaser) && x->rank == y->rank &&
		x->amount == y->amount;
}

err
front_edit_differ(const struct front_plan *x, const struct front_plan *y,
	err (*fn)(void *, str area, int64_t place), void *arg)
{
	for (size_t i = 0; i < x->slots; i++)
		if (!front_edit_same(&x->slot[i], front_slot_at(y, x->slot[i].area, x->slot[i].place)))
			TRY(fn(arg, x->slot[i].area, x->slot[i].place));
	for (size_t i = 0; i < y->slots; i++)
		if (!front_slot_at(x, y->slot[i].area, y->slot[i].place))
			TRY(fn(arg, y->slot[i].area, y->slot[i].place));
	return OK;
}

static err
check_place(str area, int64_t place)
{
	enum front_kind kind;
	int64_t id;

	if (!front_area_of(area, &kind, &id) || kind == FRONT_LATEST || place < 1 || place > FRONT_MOST ||
		(kind == FRONT_LEAD && place > 1))
		return fail(E_INPUT, "the front page has no slot %lld in area \"%.*s\"", (long long)place, SARG(str_upto(area, 40)));
	return OK;
}

static int64_t
places_of(struct front_plan *p, str area)
{
	const struct front_slot *own = find(p, area, 0);
	enum front_kind kind;
	int64_t id;

	if (!front_area_of(area, &kind, &id))
		return 0;
	return own && own->amount && kind != FRONT_LEAD ? own->amount : (int64_t)front_usual(kind);
}

static bool
by_hand(const struct front_slot *s)
{
	return s && str_eq(s->fill, S("story"));
}

/* A story has one place: it leaves the one it was put in before, unless that says twice. */
static void
leave_old_place(struct front_plan *p, int64_t story)
{
	for (size_t i = p->slots; i-- > 0;)
		if (by_hand(&p->slot[i]) && p->slot[i].story_id == story && !p->slot[i].twice)
			drop(p, &p->slot[i]);
}

static err
put(struct front_plan *p, str area, int64_t place, int64_t story)
{
	struct front_slot *s;
	int64_t last = places_of(p, area), free_at = place;

	TRY(check_place(area, place));
	if (story < 1)
		return fail(E_INPUT, "no story selected");
	leave_old_place(p, story);
	while (by_hand(find(p, area, free_at)))
		free_at++;
	drop(p, free_at <= last && free_at > place ? find(p, area, free_at) : NULL);
	for (int64_t at = free_at; at > place; at--) {
		struct front_slot *above = find(p, area, at - 1);

		if (at > last)
			drop(p, above); /* no room: it goes back to the rules */
		else if (above)
			above->place = at;
	}
	s = find_or_add(p, area, place);
	*s = (struct front_slot){.area = area, .place = place, .fill = S("story"), .story_id = story};
	return OK;
}

static err
move(struct front_plan *p, const struct front_edit *e)
{
	struct front_slot *from = find(p, e->area, e->place), *to = find(p, e->to_area, e->to_place);

	TRY(check_place(e->area, e->place));
	TRY(check_place(e->to_area, e->to_place));
	if (!from)
		return put(p, e->to_area, e->to_place, e->story_id);
	from->area = e->to_area;
	from->place = e->to_place;
	if (to && to != from) {
		to->area = e->area;
		to->place = e->place;
	}
	return OK;
}

static bool
is_one_of(str s, const char *const *word)
{
	for (; *word; word++)
		if (str_eq(s, str_of(*word)))
			return true;
	return false;
}

static err
check_slot(const struct front_slot *s)
{
	static const char *const fills[] = {"", "story", "latest", "section", "tag", "type", "pinned", NULL};
	static const char *const sizes[] = {"", "big", "plain", NULL};
	static const char *const types[] = {"", "news", "opinion", "analysis", "paid", NULL};

	if (!is_one_of(s->fill, fills) || !is_one_of(s->size, sizes) || !is_one_of(s->worktype, types))
		return fail(E_INPUT, "a slot must be filled by story, latest, section, tag, type or pinned");
	if ((str_eq(s->fill, S("story")) && !s->story_id) || (str_eq(s->fill, S("section")) && !s->section_id) ||
		(str_eq(s->fill, S("tag")) && !s->tag_id) || (str_eq(s->fill, S("type")) && !s->worktype.n))
		return fail(E_INPUT, "no %.*s selected", SARG(s->fill));
	if (s->ends_at && s->starts_at >= s->ends_at)
		return fail(E_INPUT, "the end is before the start");
	if (utf8_count(s->kicker) > 60 || utf8_count(s->headline) > 200 || utf8_count(s->teaser) > 500)
		return fail(E_INPUT, "a kicker can have at most 60 characters, a headline 200, an excerpt 500");
	if (s->amount < 0 || s->amount > FRONT_MOST)
		return fail(E_INPUT, "an area can have at most %d slots", FRONT_MOST);
	return OK;
}

static err
set(struct front_plan *p, const struct front_slot *s)
{
	TRY(check_place(s->area, s->place));
	TRY(check_slot(s));
	if (!s->fill.n) {
		drop(p, find(p, s->area, s->place));
		return OK;
	}
	if (str_eq(s->fill, S("story")) && !s->twice && !by_hand(find(p, s->area, s->place)))
		leave_old_place(p, s->story_id);
	*find_or_add(p, s->area, s->place) = *s;
	return OK;
}

static err
set_area(struct front_plan *p, const struct front_slot *s)
{
	struct front_slot *own, want = *s;
	enum front_kind kind;
	int64_t id;

	if (!front_area_of(s->area, &kind, &id))
		return fail(E_INPUT, "the front page has no area \"%.*s\"", SARG(str_upto(s->area, 40)));
	want.place = 0;
	if (str_eq(want.fill, S("story")))
		return fail(E_INPUT, "an area must be filled automatically");
	TRY(check_slot(&want));
	own = find_or_add(p, s->area, 0);
	want.rank = own->rank;
	if (kind == FRONT_TAG && !want.tag_id)
		want.tag_id = id;
	*own = want;
	if (!want.rank && kind != FRONT_TAG && !want.fill.n && !want.headline.n && !want.amount && !want.hidden)
		drop(p, own);
	return OK;
}

/* Blocks get ranks from the order they stand in; the one that is meant steps aside. */
static err
order(struct front_plan *p, const struct front_edit *e)
{
	str key[PLACES], rest = e->order, one;
	size_t n = 0, at = NOWHERE;
	enum front_kind kind;
	int64_t id;

	if (!front_area_of(e->area, &kind, &id) || kind < FRONT_SECTION)
		return fail(E_INPUT, "\"%.*s\" is not a removable area", SARG(str_upto(e->area, 40)));
	while (n + 1 < MORE - 4 && rest.n && str_split(&rest, ',', &one)) {
		if (!front_area_of(one, &kind, &id) || kind < FRONT_SECTION)
			return fail(E_INPUT, "\"%.*s\" is not a removable area", SARG(str_upto(one, 40)));
		at = str_eq(one, e->area) ? n : at;
		key[n++] = one;
	}
	if (at == NOWHERE)
		key[at = n++] = e->area;
	for (int64_t by = e->by; by && (by < 0 ? at > 0 : at + 1 < n); by += by < 0 ? 1 : -1) {
		size_t to = by < 0 ? at - 1 : at + 1;
		str swap = key[to];

		key[to] = key[at];
		key[at] = swap;
		at = to;
	}
	for (size_t i = 0; i < n; i++) {
		struct front_slot *own = find_or_add(p, key[i], 0);

		own->rank = (int64_t)i + 1;
		if (front_area_of(key[i], &kind, &id) && kind == FRONT_TAG && !own->tag_id)
			own->tag_id = id;
	}
	return OK;
}

err
front_edit_apply(struct front_plan *p, const struct front_edit *e)
{
	switch (e->what) {
	case FRONT_PUT:
		return put(p, e->area, e->place, e->story_id);
	case FRONT_MOVE:
		return move(p, e);
	case FRONT_REMOVE:
		TRY(check_place(e->area, e->place));
		drop(p, find(p, e->area, e->place));
		return OK;
	case FRONT_SET:
		return set(p, &e->slot);
	case FRONT_SET_AREA:
		return set_area(p, &e->slot);
	case FRONT_ORDER:
		return order(p, e);
	case FRONT_DROP:
		for (size_t i = p->slots; i-- > 0;)
			if (str_eq(p->slot[i].area, e->area))
				drop(p, &p->slot[i]);
		return OK;
	case FRONT_CLEAR:
		p->slots = 0;
		return OK;
	case FRONT_UNDO:
	case FRONT_REDO:
	case FRONT_RESTORE:
		break;
	}
	return fail(E_INPUT, "unknown change of the front page");
}
