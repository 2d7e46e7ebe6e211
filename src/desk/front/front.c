/* front.c: /desk/front/: the front as a schematic: each place with what stands in it and
 * why, the stories that could stand there, the layouts to come, what will change by itself. */
#include "desk/front/front.h"

#include "desk/picture/picture.h"
#include "news/front/breaking.h"
#include "news/front/front_may.h"

ROUTE(GET, "/desk/front/", desk_front, MAY_FRONT, NEVER)

enum { COMING = 30, MOMENTS = 12 };

static str
word(const struct fronting *w, const char *key)
{
	return words_get(w->d.words, key);
}

static str
card_shape(void)
{
	return str_of(media_shape_is(MEDIA_CARD)->name);
}

static str
when(const struct fronting *w, int64_t at)
{
	return words_date(w->d.words, w->d.a, w->d.paper.zone, at, "short");
}

static const struct front_layout *
find_layout(const struct fronting *w)
{
	for (size_t i = 0; i < w->layouts; i++)
		if (w->asked ? w->layout[i].id == w->asked : w->layout[i].valid)
			return &w->layout[i];
	return NULL;
}

err
front_begin(struct ctx *c, struct fronting *w, const char *place)
{
	str layout = c->req->method == POST ? request_form(c->req, S("layout")) : request_query(c->req, S("layout"));

	*w = (struct fronting){.theirs_all = front_may_whole(c->who)};
	if (layout.n && (str_int(layout, &w->asked) || w->asked < 0))
		return fail(E_ABSENT, "layout not found");
	TRY(desk_begin(c, &w->d, place));
	TRY(front_layout_list(w->d.t, c->now, &w->layout, &w->layouts));
	w->here = find_layout(w);
	if (w->asked && !w->here)
		return fail(E_ABSENT, "layout not found");
	if (w->here && w->here->valid)
		w->asked = 0;
	w->at = w->here && w->here->starts_at > c->now ? w->here->starts_at : c->now;
	w->d.paper.now = w->at;
	TRY(paper_sections(w->d.t, &w->d.paper));
	TRY(front_plan_load(w->d.t, w->here ? w->here->id : 0, w->at, &w->plan));
	return front_fill(w->d.t, &w->d.paper, &w->plan, COMING, &w->front);
}

str
front_path(const struct ctx *c, const char *page)
{
	str layout = c->req->method == POST ? request_form(c->req, S("layout")) : request_query(c->req, S("layout"));
	int64_t id;

	if (!layout.n || str_int(layout, &id) || !id)
		return arena_fmt(c->a, "/desk/front/%s", page);
	return arena_fmt(c->a, "/desk/front/%s?layout=%lld", page, (long long)id);
}

bool
front_is_theirs(const struct fronting *w, const struct front_area *area)
{
	const struct paper_section *s = area->section;
	int64_t up[16];
	size_t n = 0;

	for (; s && n < LENGTH(up); s = paper_section(&w->d.paper, s->parent_id))
		up[n++] = s->id;
	return front_may_area(w->d.c->who, up, n);
}

str
front_area_name(const struct fronting *w, const struct front_area *area)
{
	if (area->name.n)
		return area->name;
	if (area->section)
		return area->section->name;
	return word(w, arena_fmt(w->d.a, "front_area_%s", front_kind_name(area->kind)).p);
}

str
front_place_name(const struct fronting *w, const struct front_area *area, size_t place)
{
	str name = front_area_name(w, area);

	return area->places < 2 ? name : arena_fmt(w->d.a, "%.*s %.*s", SARG(name),
		SARG(words_number(w->d.words, w->d.a, (int64_t)place + 1)));
}

str
front_rule_name(const struct fronting *w, const struct front_slot *s)
{
	const struct paper_section *section = paper_section(&w->d.paper, s->section_id);
	str fill = word(w, arena_fmt(w->d.a, "front_fill_%.*s", SARG(s->fill)).p), of = S("");

	if (str_eq(s->fill, S("section")) && section)
		of = section->name;
	else if (str_eq(s->fill, S("tag")))
		of = s->tag_name;
	else if (str_eq(s->fill, S("type")))
		of = word(w, arena_z(w->d.a, s->worktype));
	return of.n ? arena_fmt(w->d.a, "%.*s: %.*s", SARG(fill), SARG(of)) : fill;
}

void
front_put_story(const struct fronting *w, struct value *v, const struct front_fact *s)
{
	bool waits = str_eq(s->state, S("publish"));

	value_int(v, "id", s->id);
	value_str(v, "kicker", s->kicker);
	value_str(v, "headline", s->headline);
	value_str(v, "when", s->shown ? when(w, s->published_at) : waits ? when(w, s->public_at) :
		word(w, "front_not_published"));
	value_bool(v, "waits", !s->shown);
	value_bool(v, "picture", s->picture);
}

void
front_put_places(const struct fronting *w, struct value *list)
{
	for (size_t i = 0; i < w->front.areas; i++) {
		const struct front_area *area = &w->front.area[i];

		for (size_t k = 0; k < area->places && !area->hidden && front_is_theirs(w, area); k++) {
			struct value *one = value_item(list);

			value_str(one, "value", arena_fmt(w->d.a, "%.*s:%zu", SARG(area->key), k + 1));
			value_str(one, "name", front_place_name(w, area, k));
		}
	}
}

/* ---- one place ---- */

static str
why_not(const struct fronting *w, const struct front_place *p)
{
	const struct front_fact *s = p->wanted;

	switch (p->why) {
	case FRONT_EARLY:
		return words_say(w->d.words, w->d.a, "front_why_early", WORDS({"time", when(w, p->slot->starts_at)}));
	case FRONT_OVER:
		return words_say(w->d.words, w->d.a, "front_why_over", WORDS({"time", when(w, p->slot->ends_at)}));
	case FRONT_HELD:
		if (s && str_eq(s->state, S("publish")))
			return words_say(w->d.words, w->d.a, "front_why_waits", WORDS({"time", when(w, s->public_at)}));
		return word(w, "front_why_held");
	case FRONT_TWICE:
		return word(w, "front_why_twice");
	case FRONT_EMPTY:
		return word(w, "front_why_empty");
	case FRONT_SHOWS:
		break;
	}
	return S("");
}

/* As readers' cards show it, or all of it where it was not cut; empty: there is none. */
static str
thumb(const struct fronting *w, const struct front_fact *s, bool large)
{
	int64_t width = large ? 640 : 160;
	str path = desk_picture_size(w->size, w->sizes, s->media, card_shape(), width, S(""));

	if (!path.n)
		path = desk_picture_size(w->size, w->sizes, s->media, S(""), width, S(""));
	return path.n ? paper_media(&w->d.paper, path) : S("");
}

static void
put_slot(const struct fronting *w, struct value *v, const struct front_place *p, bool large)
{
	const struct front_slot *s = p->slot;
	bool hand = s && str_eq(s->fill, S("story"));
	str why = s ? why_not(w, p) : S("");

	value_str(v, "by", !p->story && !s ? S("empty") : hand ? S("hand") : s ? S("rule") : S("area"));
	value_str(v, "how", hand ? word(w, "front_by_hand") : s ? front_rule_name(w, s) : S(""));
	value_str(v, "until", s && s->ends_at > w->at ? words_say(w->d.words, w->d.a, "front_until",
		WORDS({"time", when(w, s->ends_at)})) : S(""));
	value_bool(v, "set", s != NULL);
	value_bool(v, "twice", s && s->twice);
	value_str(v, "size", s && s->size.n ? word(w, arena_fmt(w->d.a, "front_size_%.*s", SARG(s->size)).p) : S(""));
	if (why.n && p->wanted)
		why = arena_fmt(w->d.a, "%.*s: %.*s", SARG(p->wanted->headline), SARG(why));
	value_str(v, "why", why);
	value_str(v, "passed", p->passed && s && !hand ? words_say(w->d.words, w->d.a, "front_passed",
		WORDS({"headline", p->passed->headline})) : S(""));
	if (!p->story) {
		value_null(v, "story");
		return;
	}
	front_put_story(w, value_record(v, "story"), p->story);
	value_str(v, "thumb", thumb(w, p->story, large));
	v = value_record(v, "shown");
	value_str(v, "kicker", s && !why.n && s->kicker.n ? s->kicker : p->story->kicker);
	value_str(v, "headline", s && !why.n && s->headline.n ? s->headline : p->story->headline);
	value_bool(v, "own", s && !why.n && (s->kicker.n || s->headline.n || s->teaser.n));
}

static void
put_area(const struct fronting *w, struct value *v, const struct front_area *area)
{
	struct value *list = value_list(v, "places");
	bool theirs = front_is_theirs(w, area);

	value_str(v, "key", area->key);
	value_str(v, "kind", str_of(area->kind == FRONT_TAG || area->kind == FRONT_SECTION ? "block" :
		front_kind_name(area->kind)));
	value_str(v, "name", front_area_name(w, area));
	value_bool(v, "block", area->kind >= FRONT_SECTION);
	value_bool(v, "all", area->kind == FRONT_LATEST);
	value_bool(v, "hidden", area->hidden);
	value_bool(v, "mine", theirs);
	value_bool(v, "added", area->kind == FRONT_TAG || (area->section && area->section->parent_id));
	value_str(v, "rule", area->own && area->own->fill.n ? front_rule_name(w, area->own) :
		word(w, arena_fmt(w->d.a, "front_rule_%s", front_kind_name(area->kind)).p));
	for (size_t k = 0; k < area->places && !area->hidden; k++) {
		struct value *one = value_item(list);

		value_str(one, "area", area->key);
		value_int(one, "n", (int64_t)k + 1);
		value_str(one, "name", front_place_name(w, area, k));
		value_bool(one, "mine", theirs);
		put_slot(w, one, &area->place[k], area->kind == FRONT_LEAD);
	}
}

/* ---- beside it ---- */

/* The latest that stand nowhere, and what is to come. */
static void
put_candidates(const struct fronting *w, struct value *front)
{
	struct value *latest = value_list(front, "unplaced"), *coming = value_list(front, "coming");
	size_t n = 0;

	for (size_t i = 0; i < w->front.facts && n < 24; i++) {
		const struct front_fact *s = &w->front.fact[i];

		if (!s->used && s->shown) {
			front_put_story(w, value_item(latest), s);
			n++;
		}
	}
	for (size_t i = 0; i < w->front.comings; i++)
		front_put_story(w, value_item(coming), w->front.coming[i]);
}

static void
put_layouts(const struct fronting *w, struct value *front)
{
	struct value *list = value_list(front, "layouts"), *gone = value_list(front, "removed");

	for (size_t i = 0; i < w->layouts; i++) {
		const struct front_layout *l = &w->layout[i];
		struct value *v;

		if (!l->valid && !l->removed_at && l->starts_at <= w->d.c->now && l != w->here && l->starts_at)
			continue; /* over */
		v = value_item(l->removed_at ? gone : list);
		value_int(v, "id", l->id);
		value_str(v, "name", l->name.n ? l->name : word(w, l->starts_at ? "front_layout_later" : "front_layout_standing"));
		value_str(v, "from", l->starts_at ? when(w, l->starts_at) : S(""));
		value_str(v, "to", l->ends_at ? when(w, l->ends_at) : S(""));
		value_bool(v, "valid", l->valid);
		value_bool(v, "open", l == w->here);
		value_bool(v, "later", l->starts_at > w->d.c->now);
		value_str(v, "url", l->valid ? S("/desk/front/") : arena_fmt(w->d.a, "/desk/front/?layout=%lld", (long long)l->id));
	}
}

struct moment {
	int64_t at;
	str what;
};

static void
add_moment(const struct fronting *w, struct moment *m, size_t *n, int64_t at, str what)
{
	size_t i = *n;

	if (at <= w->d.c->now || *n == 200)
		return;
	for (; i && m[i - 1].at > at; i--)
		m[i] = m[i - 1];
	m[i] = (struct moment){at, what};
	(*n)++;
}

/* What will be otherwise by itself, and when: pins, layouts, stories that become public. */
static void
put_moments(const struct fronting *w, struct value *front)
{
	struct moment *m = NEW(w->d.a, struct moment, 201);
	struct value *list = value_list(front, "moments");
	const struct words *o = w->d.words;
	size_t n = 0;

	for (size_t i = 0; i < w->layouts; i++)
		if (!w->layout[i].removed_at) {
			str name = w->layout[i].name;

			add_moment(w, m, &n, w->layout[i].starts_at, words_say(o, w->d.a, "front_moment_layout", WORDS({"name", name})));
			add_moment(w, m, &n, w->layout[i].ends_at, words_say(o, w->d.a, "front_moment_layout_ends", WORDS({"name", name})));
		}
	for (size_t i = 0; i < w->front.areas; i++)
		for (size_t k = 0; k < w->front.area[i].places; k++) {
			const struct front_slot *s = w->front.area[i].place[k].slot;
			str name = front_place_name(w, &w->front.area[i], k);

			if (!s)
				continue;
			add_moment(w, m, &n, s->starts_at, words_say(o, w->d.a, "front_moment_pin", WORDS({"place", name})));
			add_moment(w, m, &n, s->ends_at, words_say(o, w->d.a, "front_moment_pin_ends", WORDS({"place", name})));
		}
	for (size_t i = 0; i < w->front.comings; i++)
		if (str_eq(w->front.coming[i]->state, S("publish")))
			add_moment(w, m, &n, w->front.coming[i]->public_at, w->front.coming[i]->headline);
	for (size_t i = 0; i < n && i < MOMENTS; i++) {
		struct value *v = value_item(list);

		value_str(v, "when", when(w, m[i].at));
		value_str(v, "what", m[i].what);
		value_str(v, "at", desk_moment_field(&w->d, m[i].at));
	}
}

static err
put_breaking(struct fronting *w, struct value *front)
{
	struct breaking b;
	struct paper now = w->d.paper;
	struct value *v;

	now.now = w->d.c->now;
	TRY(breaking_load(w->d.t, &now, &b));
	value_null(front, "strip");
	if (!b.id)
		return OK;
	v = value_record(front, "strip");
	value_str(v, "text", b.waits && !b.text.n ? word(w, "front_not_published") : b.text);
	value_str(v, "url", b.url);
	value_str(v, "since", when(w, b.starts_at));
	value_str(v, "until", b.ends_at ? words_say(w->d.words, w->d.a, "front_until", WORDS({"time", when(w, b.ends_at)})) : S(""));
	value_str(v, "actor", b.actor);
	value_bool(v, "waits", b.waits);
	return OK;
}

/* "Election night, from 3 March, 20:00 to 4 March, 06:00" */
static str
layout_span(const struct fronting *w, const struct front_layout *l)
{
	const struct word with[] = {{"name", l->name.n ? l->name : word(w, "front_layout_later")}, {"from", when(w, l->starts_at)},
		{"to", l->ends_at ? when(w, l->ends_at) : S("")}, {0}};

	return words_say(w->d.words, w->d.a, l->ends_at ? "front_from_to" : "front_from", with);
}

static void
put_state(const struct fronting *w, struct value *front)
{
	const struct front_layout *l = w->here;
	bool later = l && l->starts_at > w->d.c->now;

	value_int(front, "layout", l ? l->id : 0);
	value_int(front, "version", w->plan.version_id);
	value_bool(front, "live", !l || l->valid);
	value_bool(front, "later", later);
	value_bool(front, "gone", l && l->removed_at);
	value_str(front, "name", l ? l->name : S(""));
	value_str(front, "span", later ? layout_span(w, l) : S(""));
	value_str(front, "from_field", l ? desk_moment_field(&w->d, l->starts_at) : S(""));
	value_str(front, "to_field", l ? desk_moment_field(&w->d, l->ends_at) : S(""));
	value_str(front, "preview_at", desk_moment_field(&w->d, w->at - w->at % 60));
	value_bool(front, "undo", l && l->undo_id);
	value_bool(front, "redo", l && l->redo_id);
	value_bool(front, "whole", w->theirs_all);
	value_str(front, "saved", l && l->number > 1 ? words_say(w->d.words, w->d.a, "front_saved", WORDS({"name", l->actor},
		{"time", when(w, l->saved_at)})) : S(""));
}

/* The pictures of all places, in one question. */
static err
load_pictures(struct fronting *w)
{
	int64_t *id = NEW(w->d.a, int64_t, w->front.facts);
	size_t n = 0;

	for (size_t i = 0; i < w->front.facts; i++)
		if (w->front.fact[i].used && w->front.fact[i].media)
			id[n++] = w->front.fact[i].media;
	return picture_files(w->d.t, id, n, card_shape(), &w->size, &w->sizes);
}

err
desk_front(struct ctx *c)
{
	static const char *const said[] = {"front_drop_here", "front_grabbed", "front_placed", "front_dropped", "front_found",
		"front_found_none", "front_lost", "front_pick", "front_move", "front_saved_now"};
	struct fronting w;
	struct value *front, *list;
	struct buf order;

	TRY(front_begin(c, &w, "front"));
	TRY(load_pictures(&w));
	front = value_record(w.d.root, "front");
	put_state(&w, front);
	list = value_list(front, "areas");
	order = buf_in(c->a, 4000);
	for (size_t i = 0; i < w.front.areas; i++) {
		put_area(&w, value_item(list), &w.front.area[i]);
		if (w.front.area[i].kind >= FRONT_SECTION)
			buf_fmt(&order, "%s%.*s", order.n ? "," : "", SARG(w.front.area[i].key));
	}
	value_str(front, "order", buf_str(&order));
	front_put_places(&w, value_list(front, "choices"));
	put_candidates(&w, front);
	put_layouts(&w, front);
	put_moments(&w, front);
	TRY(put_breaking(&w, front));
	desk_words(&w.d, said, LENGTH(said));
	list = value_list(front, "sections");
	for (size_t i = 0; i < w.d.paper.sections; i++) {
		struct value *one = value_item(list);

		value_int(one, "id", w.d.paper.section[i].id);
		value_str(one, "name", w.d.paper.section[i].name);
	}
	return desk_render(&w.d, "front");
}
