/* preview.c: looking: the front as readers will see it at a moment, the versions of a
 * layout, and stories found by words. */
#include "desk/front/front.h"
#include "news/front/breaking.h"

#include "text/data/json.h"
#include "door/reader.h"

ROUTE(GET, "/desk/front/preview", desk_front_preview, MAY_FRONT, NEVER)
ROUTE(GET, "/desk/front/versions", desk_front_versions, MAY_FRONT, NEVER)
ROUTE(GET, "/desk/front/find", desk_front_find, MAY_FRONT, NEVER)

enum { FOUND = 30 };

/* The reader's page for another clock: everything on it is asked as of that moment.  A
 * layout in the address is shown even where it is not the one that is valid then. */
err
desk_front_preview(struct ctx *c)
{
	struct desk d;
	struct front_plan plan;
	struct front front;
	struct paper p;
	int64_t at, layout = 0;
	str which = request_query(c->req, S("layout"));
	struct view v;
	struct value *root;
	struct theme *theme;

	TRY(desk_begin(c, &d, "front"));
	TRY(desk_theme(&d, &theme));
	TRY(desk_moment(&d, request_query(c->req, S("at")), &at));
	if (which.n && (str_int(which, &layout) || layout < 0))
		return fail(E_INPUT, "layout not found");
	TRY(paper_load(d.t, c->app->config.base, at ? at : c->now, &p));
	TRY(breaking_nav(d.t, &p));
	TRY(front_plan_load(d.t, layout, p.now, &plan));
	TRY(front_fill(d.t, &p, &plan, 0, &front));
	TRY(front_cards(d.t, &front));
	v = (struct view){.a = c->a, .paper = &p, .words = words_for(c->app->services.words, p.language)};
	root = show_frame(&v, &(struct frame){.kind = "front", .robots = S("noindex"), .path = S("/"), .today = true});
	show_front(&v, root, &front, words_say(d.words, c->a, "front_preview_of",
		WORDS({"time", words_date(d.words, c->a, p.zone, p.now, "long")})));
	TRY(reader_render(c, theme, "front", root, S("'self'")));
	reply_header(&c->reply, S("Cache-Control"), S("private, no-store"));
	reply_header(&c->reply, S("X-Robots-Tag"), S("noindex, nofollow"));
	c->reply.keep = false;
	return OK;
}

/* The word for what a version did; one that is not known is said as it was written. */
static str
action_word(const struct fronting *w, str action)
{
	const char *key = arena_fmt(w->d.a, "front_did_%.*s", SARG(action)).p;

	return words_has(w->d.words, key) ? words_get(w->d.words, key) : action;
}

err
desk_front_versions(struct ctx *c)
{
	struct fronting w;
	struct front_version *row;
	struct value *v, *list;
	size_t n = 0;

	TRY(front_begin(c, &w, "front"));
	if (w.here)
		TRY(front_version_list(w.d.t, w.here->id, &row, &n));
	desk_title(&w.d, words_get(w.d.words, "front_versions"));
	v = value_record(w.d.root, "versions");
	value_str(v, "back", front_path(c, ""));
	value_int(v, "layout", w.here ? w.here->id : 0);
	value_int(v, "version", w.plan.version_id);
	list = value_list(v, "items");
	for (size_t i = 0; i < n; i++) {
		struct value *one = value_item(list);

		value_int(one, "id", row[i].id);
		value_int(one, "number", row[i].number);
		value_str(one, "actor", row[i].actor);
		value_str(one, "when", words_date(w.d.words, c->a, w.d.paper.zone, row[i].saved_at, "long"));
		value_str(one, "action", action_word(&w, row[i].action));
		value_str(one, "detail", row[i].detail);
		value_int(one, "slots", row[i].slots);
		value_bool(one, "now", row[i].id == w.plan.version_id);
	}
	return desk_render(&w.d, "front-versions");
}

static void
answer_json(struct fronting *w, const struct front_fact *row, size_t n)
{
	struct buf b = buf_in(w->d.a, 256 << 10);
	struct json j = json_to(&b, 0);

	json_open(&j, '{');
	json_key(&j, "items");
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		const struct front_fact *s = &row[i];
		struct value *v = value_map(w->d.a);

		front_put_story(w, v, s);
		json_open(&j, '{');
		json_key(&j, "id");
		json_num(&j, s->id);
		json_key(&j, "kicker");
		json_str(&j, s->kicker);
		json_key(&j, "headline");
		json_str(&j, s->headline);
		json_key(&j, "when");
		json_str(&j, value_get(v, S("when"))->s);
		json_close(&j);
	}
	json_close(&j);
	json_close(&j);
	desk_json(w->d.c, 0, buf_str(&b));
}

err
desk_front_find(struct ctx *c)
{
	struct fronting w;
	struct front_fact *row;
	str q = request_query(c->req, S("q"));
	struct value *v, *list;
	size_t n;

	TRY(front_begin(c, &w, "front"));
	TRY(front_find(w.d.t, q, w.d.paper.language, FOUND, c->now, &row, &n));
	if (desk_wants_json(c)) {
		answer_json(&w, row, n);
		return OK;
	}
	desk_title(&w.d, words_get(w.d.words, "front_find"));
	v = value_record(w.d.root, "find");
	value_str(v, "q", q);
	value_str(v, "back", front_path(c, ""));
	value_int(v, "layout", w.here ? w.here->id : 0);
	value_int(v, "version", w.plan.version_id);
	front_put_places(&w, value_list(v, "choices"));
	list = value_list(v, "items");
	for (size_t i = 0; i < n; i++)
		front_put_story(&w, value_item(list), &row[i]);
	return desk_render(&w.d, "front-find");
}
