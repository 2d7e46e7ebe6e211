/* slot.c: one place of the front, or one area: what fills it, from when, until when,
 * in which words.  A form of its own, so that all of it can be said without scripts. */
#include "desk/front/front.h"

ROUTE(GET, "/desk/front/slot", desk_front_slot, MAY_FRONT, NEVER)
ROUTE(POST, "/desk/front/slot", desk_front_slot_save, MAY_FRONT, NEVER)
ROUTE(GET, "/desk/front/area", desk_front_area, MAY_FRONT, NEVER)
ROUTE(POST, "/desk/front/area", desk_front_area_save, MAY_FRONT, NEVER)

static const struct front_area *
find_area(const struct fronting *w, str key)
{
	for (size_t i = 0; i < w->front.areas; i++)
		if (str_eq(w->front.area[i].key, key))
			return &w->front.area[i];
	return NULL;
}

static void
put_choice(const struct fronting *w, struct value *list, const char *prefix, const char *const *key, str chosen)
{
	for (; *key; key++) {
		struct value *one = value_item(list);

		value_str(one, "value", str_of(*key));
		value_str(one, "name", words_get(w->d.words, arena_fmt(w->d.a, "%s%s", prefix, *key).p));
		value_bool(one, "chosen", str_eq(chosen, str_of(*key)));
	}
}

static void
put_rule(const struct fronting *w, struct value *v, const struct front_slot *s, bool area)
{
	static const char *const fills[] = {"story", "latest", "section", "tag", "type", "pinned", NULL};
	static const char *const types[] = {"news", "opinion", "analysis", "paid", NULL};
	struct value *list = value_list(v, "fills");

	put_choice(w, list, "front_fill_", area ? fills + 1 : fills, s->fill);
	put_choice(w, value_list(v, "types"), "", types, s->worktype);
	list = value_list(v, "sections");
	for (size_t i = 0; i < w->d.paper.sections; i++) {
		struct value *one = value_item(list);

		value_int(one, "id", w->d.paper.section[i].id);
		value_str(one, "name", w->d.paper.section[i].name);
		value_bool(one, "chosen", w->d.paper.section[i].id == s->section_id);
	}
	value_str(v, "tag", str_eq(s->fill, S("tag")) ? s->tag_name : S(""));
	value_bool(v, "picture", s->picture);
}

static void
put_head(const struct fronting *w, struct value *v)
{
	value_int(v, "layout", w->here ? w->here->id : 0);
	value_int(v, "version", w->plan.version_id);
	value_str(v, "back", front_path(w->d.c, ""));
}

static void
put_story_choice(const struct fronting *w, struct value *list, const struct front_fact *s, bool chosen, str where)
{
	struct value *one = value_item(list);

	front_put_story(w, one, s);
	value_bool(one, "chosen", chosen);
	value_str(one, "where", where);
}

/* What stands in other places by their rules: it may as well stand here. */
static void
put_standing(const struct fronting *w, struct value *list, const struct front_place *here)
{
	for (size_t i = 0; i < w->front.areas; i++) {
		const struct front_area *area = &w->front.area[i];

		for (size_t k = 0; k < area->places; k++) {
			const struct front_place *p = &area->place[k];

			if (p != here && p->story && !p->wanted && p->story != here->story)
				put_story_choice(w, list, p->story, false, front_place_name(w, area, k));
		}
	}
}

static const struct front_fact *
meant(const struct front_place *p)
{
	return p->wanted ? p->wanted : p->story;
}

/* The one that stands there or was put there, then what stands nowhere, then what is to
 * come, then what stands elsewhere. */
static void
put_stories(const struct fronting *w, struct value *v, const struct front_place *p)
{
	const struct front_fact *now = meant(p);
	struct value *list = value_list(v, "stories");
	size_t n = 0;

	if (now)
		put_story_choice(w, list, now, true, S(""));
	for (size_t i = 0; i < w->front.facts && n < 30; i++) {
		const struct front_fact *s = &w->front.fact[i];

		if (s != now && (!s->used || !s->shown)) {
			put_story_choice(w, list, s, false, S(""));
			n++;
		}
	}
	put_standing(w, list, p);
}

err
desk_front_slot(struct ctx *c)
{
	static const char *const sizes[] = {"big", "plain", NULL};
	struct fronting w;
	const struct front_area *area;
	struct front_slot none = {0};
	const struct front_slot *s;
	const struct front_fact *now;
	struct value *v;
	int64_t place;

	TRY(front_begin(c, &w, "front"));
	area = find_area(&w, request_query(c->req, S("area")));
	if (!area || str_int(request_query(c->req, S("place")), &place) || place < 1 || place > (int64_t)area->places)
		return fail(E_ABSENT, "no such slot on the front page");
	if (!front_is_theirs(&w, area))
		return fail(E_DENIED, "you may edit only the areas of your sections on the front page");
	s = area->place[place - 1].slot ? area->place[place - 1].slot : &none;
	desk_title(&w.d, front_place_name(&w, area, (size_t)place - 1));
	now = meant(&area->place[place - 1]);
	v = value_record(w.d.root, "slot");
	put_head(&w, v);
	value_str(v, "area", area->key);
	value_int(v, "place", place);
	value_int(v, "stood", now ? now->id : 0);
	value_str(v, "rule", area->own && area->own->fill.n ? front_rule_name(&w, area->own) :
		words_get(w.d.words, arena_fmt(c->a, "front_rule_%s", front_kind_name(area->kind)).p));
	value_bool(v, "none", !s->fill.n);
	put_rule(&w, v, s, false);
	put_stories(&w, v, &area->place[place - 1]);
	value_str(v, "starts", desk_moment_field(&w.d, s->starts_at));
	value_str(v, "ends", desk_moment_field(&w.d, s->ends_at));
	value_str(v, "kicker", s->kicker);
	value_str(v, "headline", s->headline);
	value_str(v, "teaser", s->teaser);
	value_bool(v, "twice", s->twice);
	put_choice(&w, value_list(v, "sizes"), "front_size_", area->kind == FRONT_LEAD ? sizes : sizes + 1, s->size);
	return desk_render(&w.d, "front-slot");
}

/* Section, tag and work type of a form; a tag comes by its name. */
static err
read_rule(struct ctx *c, struct front_slot *s)
{
	str tag = str_trim(request_form(c->req, S("tag")));

	s->fill = request_form(c->req, S("fill"));
	if (str_eq(s->fill, S("section")))
		TRY(desk_number(c, S("section"), &s->section_id));
	if (str_eq(s->fill, S("type")))
		s->worktype = request_form(c->req, S("type"));
	s->picture = request_form(c->req, S("picture")).n > 0;
	if (!str_eq(s->fill, S("tag")))
		return OK;
	if (!c->txn)
		TRY(store_read(c->store, c->a, NULL, &c->txn));
	return front_find_tag(c->txn, tag, &s->tag_id);
}

static err
read_times(struct ctx *c, struct front_slot *s)
{
	struct desk d;

	if (!request_form(c->req, S("starts")).n && !request_form(c->req, S("ends")).n)
		return OK;
	TRY(desk_begin(c, &d, "front"));
	TRY(desk_moment(&d, request_form(c->req, S("starts")), &s->starts_at));
	return desk_moment(&d, request_form(c->req, S("ends")), &s->ends_at);
}

/* Who takes another story than the one that stood there means that one, also when the
 * rule is still ticked. */
static err
read_story(struct ctx *c, struct front_slot *s)
{
	int64_t stood, story;

	TRY(desk_number(c, S("stood"), &stood));
	TRY(desk_number(c, S("story"), &story));
	if (story && stood != story && request_form(c->req, S("stood")).p)
		s->fill = S("story");
	if (str_eq(s->fill, S("story")))
		s->story_id = story;
	return OK;
}

err
desk_front_slot_save(struct ctx *c)
{
	struct front_edit e = front_form(c);
	struct front_slot *s = &e.slot;

	e.what = FRONT_SET;
	s->area = request_form(c->req, S("area"));
	TRY(desk_number(c, S("place"), &s->place));
	TRY(read_rule(c, s));
	TRY(read_times(c, s));
	TRY(read_story(c, s));
	s->twice = request_form(c->req, S("twice")).n > 0;
	s->size = request_form(c->req, S("size"));
	s->kicker = str_trim(request_form(c->req, S("kicker")));
	s->headline = str_trim(request_form(c->req, S("headline")));
	s->teaser = str_trim(request_form(c->req, S("teaser")));
	return front_answer(c, &e, front_path(c, ""));
}

err
desk_front_area(struct ctx *c)
{
	struct fronting w;
	const struct front_area *area;
	struct front_slot none = {0};
	struct value *v;

	TRY(front_begin(c, &w, "front"));
	area = find_area(&w, request_query(c->req, S("area")));
	if (!area)
		return fail(E_ABSENT, "no such area on the front page");
	if (!front_is_theirs(&w, area))
		return fail(E_DENIED, "you may edit only the areas of your sections on the front page");
	desk_title(&w.d, front_area_name(&w, area));
	v = value_record(w.d.root, "area");
	put_head(&w, v);
	value_str(v, "key", area->key);
	value_str(v, "name", area->own ? area->own->headline : S(""));
	value_bool(v, "named", area->kind >= FRONT_SECTION || area->kind == FRONT_OPINION);
	value_bool(v, "filled", area->kind != FRONT_LATEST);
	value_bool(v, "counted", area->kind != FRONT_LATEST && area->kind != FRONT_LEAD);
	value_int(v, "amount", (int64_t)area->places);
	value_int(v, "most", FRONT_MOST);
	value_bool(v, "hidden", area->hidden);
	value_str(v, "rule", words_get(w.d.words, arena_fmt(c->a, "front_rule_%s", front_kind_name(area->kind)).p));
	put_rule(&w, v, area->own ? area->own : &none, true);
	value_bool(v, "none", !area->own || !area->own->fill.n);
	return desk_render(&w.d, "front-area");
}

err
desk_front_area_save(struct ctx *c)
{
	struct front_edit e = front_form(c);
	struct front_slot *s = &e.slot;
	enum front_kind kind;
	int64_t id;

	e.what = FRONT_SET_AREA;
	s->area = request_form(c->req, S("area"));
	TRY(read_rule(c, s));
	TRY(desk_number(c, S("amount"), &s->amount));
	if (front_area_of(s->area, &kind, &id) && s->amount == (int64_t)front_usual(kind))
		s->amount = 0;
	s->headline = str_trim(request_form(c->req, S("name")));
	s->hidden = request_form(c->req, S("hidden")).n > 0;
	return front_answer(c, &e, front_path(c, ""));
}
