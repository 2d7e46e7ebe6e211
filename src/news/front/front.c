/* front.c: filling the places of the front.
 *
 * First what was placed by hand takes its stories, so that no rule uses them; then
 * the rules go through the places in the page's order: pinned stories first, then
 * the latest; a lead should have a picture; opinion has a place of its own; each
 * top section shows what does not stand above already.  No story stands twice, the
 * list of the latest and slots that say so excepted.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/front/front.h"
#include "news/story/card.h"

#include "base/ids.h"
#include "query/front.h"

enum { POOL = 60, LATEST = 8, SPARE = 12, IDS = 64 };
enum { IN_PINNED = 1, IN_LATEST, IN_SECTION, IN_TAG, IN_TYPE, IN_HAND, IN_COMING };

static const struct {
	const char *name;
	size_t usual;
} kinds[] = {[FRONT_LEAD] = {"lead", 1}, [FRONT_SECONDS] = {"seconds", 4}, [FRONT_RIVER] = {"river", 6},
	[FRONT_OPINION] = {"opinion", 4}, [FRONT_LATEST] = {"latest", 0}, [FRONT_SECTION] = {"s", 5},
	[FRONT_TAG] = {"t", 5}};

/* The lists that the places draw from: indices of facts, in their order. */
struct list {
	int64_t list, id;
	str worktype;
	size_t *fact, n;
};
struct filling {
	struct arena *a;
	const struct paper *paper;
	struct front *f;
	struct list *list;
	size_t lists;
	struct list pool; /* the pinned, then the latest */
	int64_t now, count;
	bool types;
};

const char *
front_kind_name(enum front_kind kind)
{
	return kinds[kind].name;
}

size_t
front_usual(enum front_kind kind)
{
	return kinds[kind].usual;
}

bool
front_area_of(str key, enum front_kind *kind, int64_t *id)
{
	*id = 0;
	for (int k = FRONT_LEAD; k <= FRONT_LATEST; k++)
		if (str_eq(key, str_of(kinds[k].name))) {
			*kind = (enum front_kind)k;
			return true;
		}
	*kind = str_starts(key, S("t")) ? FRONT_TAG : FRONT_SECTION;
	return (str_starts(key, S("t")) || str_starts(key, S("s"))) && !str_int(str_from(key, 1), id) && *id > 0;
}

const struct front_slot *
front_slot_at(const struct front_plan *p, str area, int64_t place)
{
	for (size_t i = 0; i < p->slots; i++)
		if (p->slot[i].place == place && str_eq(p->slot[i].area, area))
			return &p->slot[i];
	return NULL;
}

err
front_plan_load(struct txn *t, int64_t layout, int64_t now, struct front_plan *p)
{
	struct q_front_slots *row;
	size_t n;

	*p = (struct front_plan){0};
	TRY(q_front_slots(t, layout, now, &row, &n));
	p->slot = NEW(store_arena(t), struct front_slot, n);
	for (size_t i = 0; i < n; i++) {
		p->layout_id = row[i].layout_id;
		p->version_id = row[i].version_id;
		if (!row[i].area.n)
			continue;
		p->slot[p->slots++] = (struct front_slot){.area = row[i].area, .place = row[i].place,
			.fill = row[i].fill, .story_id = row[i].story_id, .section_id = row[i].section_id,
			.tag_id = row[i].tag_id, .worktype = row[i].worktype, .size = row[i].size,
			.picture = row[i].picture, .twice = row[i].twice, .hidden = row[i].hidden,
			.starts_at = row[i].starts_at, .ends_at = row[i].ends_at, .kicker = row[i].kicker,
			.headline = row[i].headline, .teaser = row[i].teaser, .rank = row[i].rank,
			.amount = row[i].amount, .tag_slug = row[i].tag_slug, .tag_name = row[i].tag_name};
	}
	return OK;
}

/* ---- the areas ---- */

static struct front_area *
add_area(struct filling *w, enum front_kind kind, str key)
{
	struct front_area *area = &w->f->area[w->f->areas++];
	const struct front_slot *own = front_slot_at(&w->f->plan, key, 0);
	size_t n = own && own->amount > 0 ? (size_t)own->amount : kinds[kind].usual;

	*area = (struct front_area){.kind = kind, .key = key, .own = own, .name = own ? own->headline : S(""),
		.hidden = own && own->hidden, .places = kind == FRONT_LEAD ? 1 : n < FRONT_MOST ? n : FRONT_MOST};
	if (kind == FRONT_LATEST)
		area->places = 0;
	for (size_t i = 0; i < area->places; i++)
		area->place[i].slot = front_slot_at(&w->f->plan, key, (int64_t)i + 1);
	return area;
}

static void
add_blocks(struct filling *w)
{
	const struct paper *p = w->paper;
	size_t first = w->f->areas;

	for (size_t i = 0; i < p->sections; i++) {
		str key = arena_fmt(w->a, "s%lld", (long long)p->section[i].id);
		bool top = !p->section[i].parent_id && p->section[i].listed;

		if (top || front_slot_at(&w->f->plan, key, 0))
			add_area(w, FRONT_SECTION, key)->section = &p->section[i];
	}
	for (size_t i = 0; i < w->f->plan.slots; i++) {
		const struct front_slot *s = &w->f->plan.slot[i];
		enum front_kind kind;
		int64_t id;

		if (s->place || !front_area_of(s->area, &kind, &id) || kind != FRONT_TAG)
			continue;
		add_area(w, FRONT_TAG, s->area)->tag_slug = s->tag_slug;
		if (!s->headline.n)
			w->f->area[w->f->areas - 1].name = s->tag_name;
	}
	/* Those with a rank by it, the others behind them as they came. */
	for (size_t i = first; i < w->f->areas; i++)
		for (size_t k = i; k > first; k--) {
			struct front_area *x = &w->f->area[k - 1], *y = &w->f->area[k], swap = *x;
			int64_t rx = x->own && x->own->rank ? x->own->rank : INT64_MAX;
			int64_t ry = y->own && y->own->rank ? y->own->rank : INT64_MAX;

			if (rx <= ry)
				break;
			*x = *y;
			*y = swap;
		}
}

/* ---- what there is to choose from ---- */

static bool
add_id(int64_t *id, size_t *n, int64_t one)
{
	for (size_t i = 0; i < *n; i++)
		if (id[i] == one)
			return false;
	if (*n == IDS || !one)
		return false;
	id[(*n)++] = one;
	return true;
}

static err
ask(struct txn *t, struct filling *w, int64_t coming, struct q_front_candidates **row, size_t *rows)
{
	struct buf types = buf_in(w->a, 400);
	int64_t section[IDS], tag[IDS], *story = NEW(w->a, int64_t, w->f->plan.slots);
	size_t sections = 0, tags = 0, stories = 0;

	for (size_t i = 0; i < w->f->areas; i++)
		if (w->f->area[i].section && !w->f->area[i].hidden)
			add_id(section, &sections, w->f->area[i].section->id);
	for (size_t i = 0; i < w->f->plan.slots; i++) {
		const struct front_slot *s = &w->f->plan.slot[i];
		enum front_kind kind;
		int64_t id;

		if (s->story_id)
			story[stories++] = s->story_id;
		add_id(section, &sections, s->section_id);
		add_id(tag, &tags, s->tag_id);
		if (!s->place && front_area_of(s->area, &kind, &id) && kind == FRONT_TAG)
			add_id(tag, &tags, id);
		if (s->worktype.n && str_find(buf_str(&types), s->worktype) == NOWHERE)
			buf_fmt(&types, "%s%.*s", types.n ? "," : "", SARG(s->worktype));
	}
	TRY(q_front_candidates(t, &(struct q_front_candidates_in){.sections = {section, sections},
		.tags = {tag, tags}, .types = buf_str(&types), .stories = {story, stories},
		.pool = POOL, .count = w->count, .coming = coming, .now = w->now}, row, rows));
	w->types = types.n > 0;
	w->list = NEW(w->a, struct list, 4 + sections + tags + 8);
	for (size_t i = 0; i < sections; i++)
		w->list[w->lists++] = (struct list){IN_SECTION, section[i], S(""), NEW(w->a, size_t, *rows), 0};
	for (size_t i = 0; i < tags; i++)
		w->list[w->lists++] = (struct list){IN_TAG, tag[i], S(""), NEW(w->a, size_t, *rows), 0};
	return OK;
}

static size_t
fact_of(struct front *f, const struct q_front_candidates *r, int64_t now)
{
	for (size_t i = 0; i < f->facts; i++)
		if (f->fact[i].id == r->id)
			return i;
	f->fact[f->facts] = (struct front_fact){.id = r->id, .published_at = r->published_at, .public_at = r->public_at,
		.worktype = r->worktype, .state = r->state, .kicker = r->kicker, .headline = r->headline,
		.pinned = r->pinned != 0, .media = r->media, .picture = r->picture != 0,
		.shown = str_eq(r->state, S("publish")) && r->public_at <= now};
	return f->facts++;
}

static struct list *
list_of(const struct filling *w, int64_t list, int64_t id, str worktype)
{
	for (size_t i = 0; i < w->lists; i++)
		if (w->list[i].list == list && w->list[i].id == id && str_eq(w->list[i].worktype, worktype))
			return &w->list[i];
	return NULL;
}

/* How far down a list was read: to its last row when as many came as were asked for. */
static void
note_stretch(struct txn *t, const struct filling *w, const struct list *l, uint32_t kind, int64_t asked)
{
	bool full = l && (int64_t)l->n >= asked;

	store_note(t, (struct dep){kind, l ? l->id : 0,
		full ? w->f->fact[l->fact[l->n - 1]].published_at : INT64_MIN, INT64_MAX});
}

static void
note_lists(struct txn *t, const struct filling *w)
{
	/* where a story of some work type ends up, its time says: all of the list was read */
	note_stretch(t, w, w->types ? NULL : list_of(w, IN_LATEST, 0, S("")), DEP_LATEST, POOL);
	for (size_t i = 0; i < w->lists; i++)
		if (w->list[i].list == IN_SECTION)
			note_stretch(t, w, &w->list[i], DEP_SECTION_LIST, w->count);
		else if (w->list[i].list == IN_TAG)
			note_stretch(t, w, &w->list[i], DEP_TAG_LIST, w->count);
}

static void
put_candidate(struct txn *t, struct filling *w, const struct q_front_candidates *r, size_t rows)
{
	struct front *f = w->f;
	size_t fact = fact_of(f, r, w->now), k = 0;
	str worktype = r->list == IN_TYPE ? r->worktype : S("");
	struct list *l = list_of(w, r->list, r->of_id, worktype);

	if (!l) {
		l = &w->list[w->lists++];
		*l = (struct list){r->list, r->of_id, worktype, NEW(w->a, size_t, rows), 0};
	}
	l->fact[l->n++] = fact;
	while (k < w->pool.n && w->pool.fact[k] != fact)
		k++;
	if (k == w->pool.n && (r->list == IN_PINNED || r->list == IN_LATEST))
		w->pool.fact[w->pool.n++] = fact;
	if (r->list == IN_COMING)
		f->coming[f->comings++] = &f->fact[fact];
	if (r->list == IN_HAND && str_eq(r->state, S("publish")) && r->public_at > w->now)
		store_until(t, r->public_at);
}

static err
gather(struct txn *t, struct filling *w, int64_t coming)
{
	struct q_front_candidates *row;
	size_t rows;

	TRY(ask(t, w, coming, &row, &rows));
	w->f->fact = NEW(w->a, struct front_fact, rows);
	w->f->coming = NEW(w->a, const struct front_fact *, rows);
	w->pool.fact = NEW(w->a, size_t, rows);
	for (size_t i = 0; i < rows; i++)
		put_candidate(t, w, &row[i], rows);
	note_lists(t, w);
	w->f->more = w->pool.n >= POOL;
	return OK;
}

/* ---- the choice ---- */

static bool
is_opinion(const struct front_fact *s)
{
	return str_eq(s->worktype, S("opinion")) || str_eq(s->worktype, S("analysis"));
}

static bool
is_for_top(const struct front_fact *s)
{
	return !is_opinion(s) && !str_eq(s->worktype, S("paid"));
}

static bool
is_not_paid(const struct front_fact *s)
{
	return !str_eq(s->worktype, S("paid"));
}

/* A rule: a list, and what of it fits. */
struct rule {
	const struct list *list;
	bool (*fits)(const struct front_fact *);
	bool picture, twice;
};

static struct front_fact *
next(struct filling *w, const struct rule *r, const struct front_fact **passed)
{
	for (size_t i = 0; r->list && i < r->list->n; i++) {
		struct front_fact *s = &w->f->fact[r->list->fact[i]];

		if ((r->fits && !r->fits(s)) || (r->picture && !s->picture))
			continue;
		if (!s->used || r->twice)
			return s;
		if (!*passed)
			*passed = s;
	}
	return NULL;
}

/* The lead: pinned, else the newest of the first few that has a picture. */
static struct front_fact *
choose_lead(struct filling *w)
{
	struct front_fact *first = NULL;
	size_t seen = 0;

	for (size_t i = 0; i < w->pool.n && seen < 8; i++) {
		struct front_fact *s = &w->f->fact[w->pool.fact[i]];

		if (s->used)
			continue;
		if (!first)
			first = s;
		if (s->pinned || (s->picture && is_for_top(s)))
			return s;
		seen++;
	}
	return first;
}

static struct rule
rule_of_slot(struct filling *w, const struct front_slot *s)
{
	struct rule r = {.picture = s->picture != 0, .twice = s->twice != 0};

	if (str_eq(s->fill, S("latest"))) {
		r.list = list_of(w, IN_LATEST, 0, S(""));
		r.fits = is_not_paid;
	} else if (str_eq(s->fill, S("pinned"))) {
		r.list = list_of(w, IN_PINNED, 0, S(""));
	} else if (str_eq(s->fill, S("section"))) {
		r.list = list_of(w, IN_SECTION, s->section_id, S(""));
	} else if (str_eq(s->fill, S("tag"))) {
		r.list = list_of(w, IN_TAG, s->tag_id, S(""));
	} else if (str_eq(s->fill, S("type"))) {
		r.list = list_of(w, IN_TYPE, 0, s->worktype);
	}
	return r;
}

static struct rule
rule_of_area(struct filling *w, const struct front_area *area)
{
	enum front_kind kind;
	int64_t id;

	if (area->own && area->own->fill.n)
		return rule_of_slot(w, area->own);
	front_area_of(area->key, &kind, &id);
	if (kind == FRONT_SECTION || kind == FRONT_TAG)
		return (struct rule){.list = list_of(w, kind == FRONT_TAG ? IN_TAG : IN_SECTION, id, S(""))};
	return (struct rule){.list = &w->pool, .fits = kind == FRONT_OPINION ? is_opinion : is_for_top};
}

/* May the slot speak now, as far as the clock is concerned? */
static bool
in_time(struct txn *t, const struct filling *w, struct front_place *p)
{
	const struct front_slot *s = p->slot;

	if (s->starts_at > w->now) {
		store_until(t, s->starts_at);
		p->why = FRONT_EARLY;
		return false;
	}
	if (s->ends_at && s->ends_at <= w->now) {
		p->why = FRONT_OVER;
		return false;
	}
	store_until(t, s->ends_at);
	return true;
}

static const struct front_fact *
fact_by_id(const struct front *f, int64_t id)
{
	for (size_t i = 0; i < f->facts; i++)
		if (f->fact[i].id == id)
			return &f->fact[i];
	return NULL;
}

/* What was put here by hand, if it may be shown. */
static void
place_by_hand(struct txn *t, struct filling *w, struct front_place *p)
{
	const struct front_fact *s;

	if (!p->slot || !str_eq(p->slot->fill, S("story")))
		return;
	p->wanted = s = fact_by_id(w->f, p->slot->story_id);
	if (!s || !in_time(t, w, p))
		return;
	if (!s->shown)
		p->why = FRONT_HELD;
	else if (s->used && !p->slot->twice)
		p->why = FRONT_TWICE;
	else
		p->story = s;
	if (p->story && !p->slot->twice)
		w->f->fact[s - w->f->fact].used = true;
}

static void
place_by_rule(struct txn *t, struct filling *w, struct front_area *area, struct front_place *p)
{
	struct front_fact *s = NULL;
	struct rule r;

	if (p->story)
		return;
	if (p->slot && p->slot->fill.n && !str_eq(p->slot->fill, S("story")) && in_time(t, w, p)) {
		r = rule_of_slot(w, p->slot);
		s = next(w, &r, &p->passed);
		if (s && r.twice) {
			p->story = s;
			return;
		}
		if (!s)
			p->why = FRONT_EMPTY;
	}
	if (!s && area->kind == FRONT_LEAD && !(area->own && area->own->fill.n))
		s = choose_lead(w);
	if (!s) {
		r = rule_of_area(w, area);
		s = next(w, &r, &p->passed);
	}
	if (s)
		s->used = true;
	p->story = s;
}

/* The first of a block is shown large: it should have a picture.  Stories that were
 * placed stay where they are. */
static void
picture_first(struct front_area *area)
{
	size_t with = 0;

	if (area->kind < FRONT_SECTION || area->place[0].slot || !area->place[0].story || area->place[0].story->picture)
		return;
	for (size_t i = 1; i < area->places && !with; i++)
		if (!area->place[i].slot && area->place[i].story && area->place[i].story->picture)
			with = i;
	for (size_t i = with, to = with; i > 0; i--) {
		const struct front_fact *s = area->place[to].story;

		if (area->place[i - 1].slot)
			continue;
		area->place[to].story = area->place[i - 1].story;
		area->place[i - 1].story = s;
		to = i - 1;
	}
}

/* The newest, whatever stands above. */
static void
put_latest(struct filling *w)
{
	struct front *f = w->f;

	f->latest = NEW(w->a, const struct front_fact *, w->pool.n);
	for (size_t i = 0; i < w->pool.n; i++) {
		const struct front_fact *s = &f->fact[w->pool.fact[i]];
		size_t at = f->latests++;

		for (; at && f->latest[at - 1]->published_at < s->published_at; at--)
			f->latest[at] = f->latest[at - 1];
		f->latest[at] = s;
	}
	if (f->latests > LATEST)
		f->latests = LATEST;
}

err
front_fill(struct txn *t, const struct paper *p, const struct front_plan *plan, int64_t coming, struct front *f)
{
	struct filling w = {.a = p->a, .paper = p, .f = f, .now = p->now, .count = SPARE};

	*f = (struct front){.plan = *plan,
		.area = NEW(p->a, struct front_area, FRONT_SECTION + p->sections + plan->slots)};
	for (int k = FRONT_LEAD; k <= FRONT_LATEST; k++)
		add_area(&w, (enum front_kind)k, str_of(kinds[k].name));
	add_blocks(&w);
	for (size_t i = 0; i < f->areas; i++)
		if (w.count < (int64_t)f->area[i].places + SPARE && f->area[i].kind >= FRONT_SECTION)
			w.count = (int64_t)f->area[i].places + SPARE;
	TRY(gather(t, &w, coming));
	for (size_t i = 0; i < f->areas; i++)
		for (size_t k = 0; k < f->area[i].places && !f->area[i].hidden; k++)
			place_by_hand(t, &w, &f->area[i].place[k]);
	for (size_t i = 0; i < f->areas; i++) {
		for (size_t k = 0; k < f->area[i].places && !f->area[i].hidden; k++)
			place_by_rule(t, &w, &f->area[i], &f->area[i].place[k]);
		picture_first(&f->area[i]);
	}
	put_latest(&w);
	return OK;
}

/* ---- the cards ---- */

/* The slot's words in the place of the story's. */
static const struct card *
card_in(struct arena *a, const struct front_place *p, const struct card *card)
{
	const struct front_slot *s = p->slot;
	struct card *own;

	if (!s || p->why != FRONT_SHOWS)
		return card;
	own = NEW(a, struct card, 1);
	*own = *card;
	if (s->kicker.n)
		own->kicker = s->kicker;
	if (s->headline.n)
		own->headline = s->headline;
	if (s->teaser.n)
		own->standfirst = s->teaser;
	if (str_eq(s->size, S("plain")))
		own->picture = NULL;
	return own;
}

static const struct card *
card_of(const struct card *card, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (card[i].id == id)
			return &card[i];
	return NULL;
}

err
front_cards(struct txn *t, struct front *f)
{
	struct arena *a = store_arena(t);
	int64_t *id = NEW(a, int64_t, f->areas * FRONT_MOST + f->latests);
	size_t ids = 0, n;
	struct card *card;

	for (size_t i = 0; i < f->areas; i++)
		for (size_t k = 0; k < f->area[i].places; k++)
			if (f->area[i].place[k].story)
				id[ids++] = f->area[i].place[k].story->id;
	for (size_t i = 0; i < f->latests; i++)
		id[ids++] = f->latest[i]->id;
	TRY(card_list(t, id, ids, &card, &n));
	for (size_t i = 0; i < f->areas; i++)
		for (size_t k = 0; k < f->area[i].places; k++) {
			struct front_place *p = &f->area[i].place[k];
			const struct card *c = p->story ? card_of(card, n, p->story->id) : NULL;

			p->card = c ? card_in(a, p, c) : NULL;
		}
	f->latest_card = NEW(a, const struct card *, f->latests);
	for (size_t i = 0; i < f->latests; i++)
		f->latest_card[i] = card_of(card, n, f->latest[i]->id);
	return OK;
}
