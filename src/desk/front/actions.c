/* actions.c: what the buttons of the front do: place, move, take away, step back and
 * forward, order blocks, lay out a later time, raise and lower the breaking strip. */
#include "desk/front/front.h"

#include "news/front/breaking.h"

ROUTE(POST, "/desk/front/place", desk_front_place, MAY_FRONT, NEVER)
ROUTE(POST, "/desk/front/step", desk_front_step, MAY_FRONT, NEVER)
ROUTE(POST, "/desk/front/layout", desk_front_layout, MAY_FRONT, NEVER)
ROUTE(POST, "/desk/front/breaking", desk_front_breaking, MAY_FRONT, NEVER)

struct front_edit
front_form(const struct ctx *c)
{
	struct front_edit e = {.who = c->who, .now = c->now};

	if (str_int(request_form(c->req, S("layout")), &e.layout_id) || str_int(request_form(c->req, S("version")), &e.version_id))
		e.what = FRONT_PUT; /* without a version it is compared with an empty front */
	return e;
}

static err
save(struct txn *t, void *arg)
{
	return front_save(t, arg);
}

err
front_answer(struct ctx *c, struct front_edit *e, str back)
{
	if (c->txn)
		store_end(c->txn);
	c->txn = NULL;
	TRY(store_write(c->store, c->a, save, e));
	return desk_done(c, back, e->merged ? "done_front_merged" : "done_front");
}

bool
front_place_of(str typed, str *area, int64_t *place)
{
	size_t at = str_find_char(typed, ':');

	*area = str_upto(typed, at);
	return at != NOWHERE && !str_int(str_from(typed, at + 1), place);
}

/* The place before or behind one, in the order of the page. */
static err
beside(struct ctx *c, struct front_edit *e, bool up)
{
	struct fronting w;
	const struct front_area *area = NULL, *before = NULL;
	int64_t place = 0, old = 0;
	bool found = false;

	TRY(front_begin(c, &w, "front"));
	for (size_t i = 0; i < w.front.areas; i++)
		for (size_t k = 0; k < w.front.area[i].places && !w.front.area[i].hidden; k++) {
			before = area;
			old = place;
			area = &w.front.area[i];
			place = (int64_t)k + 1;
			if (found && !up) {
				e->to_area = area->key;
				e->to_place = place;
				return OK;
			}
			if (!str_eq(area->key, e->area) || place != e->place)
				continue;
			found = true;
			if (!up)
				continue;
			if (!before)
				return fail(E_INPUT, "already at the top");
			e->to_area = before->key;
			e->to_place = old;
			return OK;
		}
	return fail(E_INPUT, found ? "already at the end" : "no such slot on the front page");
}

err
desk_front_place(struct ctx *c)
{
	struct front_edit e = front_form(c);
	str what = request_form(c->req, S("do"));

	TRY(desk_number(c, S("story"), &e.story_id));
	if (str_eq(what, S("put"))) {
		e.what = FRONT_PUT;
		if (!e.story_id || !front_place_of(request_form(c->req, S("to")), &e.area, &e.place))
			return fail(E_INPUT, "select a story and a slot");
		return front_answer(c, &e, front_path(c, ""));
	}
	e.area = request_form(c->req, S("area"));
	TRY(desk_number(c, S("place"), &e.place));
	e.what = str_eq(what, S("remove")) ? FRONT_REMOVE : FRONT_MOVE;
	if (str_eq(what, S("up")) || str_eq(what, S("down")))
		TRY(beside(c, &e, str_eq(what, S("up"))));
	else if (e.what == FRONT_MOVE && !front_place_of(request_form(c->req, S("to")), &e.to_area, &e.to_place))
		return fail(E_INPUT, "select a slot");
	return front_answer(c, &e, front_path(c, ""));
}

static err
new_block(struct ctx *c, struct front_edit *e)
{
	str tag = str_trim(request_form(c->req, S("tag")));
	int64_t section, id;

	e->what = FRONT_ORDER;
	if (!tag.n) {
		TRY(desk_number(c, S("section"), &section));
		e->area = arena_fmt(c->a, "s%lld", (long long)section);
		return OK;
	}
	TRY(store_read(c->store, c->a, NULL, &c->txn));
	TRY(front_find_tag(c->txn, tag, &id));
	e->area = arena_fmt(c->a, "t%lld", (long long)id);
	return OK;
}

err
desk_front_step(struct ctx *c)
{
	static const struct {
		const char *word;
		enum front_do what;
		int by;
	} steps[] = {{"undo", FRONT_UNDO, 0}, {"redo", FRONT_REDO, 0}, {"restore", FRONT_RESTORE, 0}, {"clear", FRONT_CLEAR, 0},
		{"up", FRONT_ORDER, -1}, {"down", FRONT_ORDER, 1}, {"drop", FRONT_DROP, 0}};
	struct front_edit e = front_form(c);
	str word = request_form(c->req, S("do"));
	size_t i = 0;

	e.area = request_form(c->req, S("area"));
	e.order = request_form(c->req, S("order"));
	TRY(desk_number(c, S("restore"), &e.restore));
	if (str_eq(word, S("block"))) {
		TRY(new_block(c, &e));
		return front_answer(c, &e, front_path(c, ""));
	}
	while (i < LENGTH(steps) && !str_eq(word, str_of(steps[i].word)))
		i++;
	if (i == LENGTH(steps))
		return fail(E_INPUT, "unknown action");
	e.what = steps[i].what;
	e.by = steps[i].by;
	return front_answer(c, &e, front_path(c, ""));
}

/* ---- layouts for a time ---- */

struct timing {
	struct ctx *c;
	struct front_times times;
	str what;
	int64_t id;
};

static err
write_layout(struct txn *t, void *arg)
{
	struct timing *w = arg;
	struct ctx *c = w->c;

	if (str_eq(w->what, S("new")))
		return front_layout_new(t, &w->times, c->who, c->now, &w->id);
	if (str_eq(w->what, S("time")))
		return front_layout_time(t, &w->times, c->who, c->now);
	return front_layout_remove(t, w->times.layout_id, str_eq(w->what, S("back")), c->who, c->now);
}

err
desk_front_layout(struct ctx *c)
{
	struct timing w = {.c = c, .what = request_form(c->req, S("do")), .times.name = str_trim(request_form(c->req, S("name")))};
	struct desk d;

	TRY(desk_number(c, S("layout"), &w.times.layout_id));
	w.times.from = w.times.layout_id;
	if (!str_eq(w.what, S("new")) && !str_eq(w.what, S("time")) && !str_eq(w.what, S("remove")) && !str_eq(w.what, S("back")))
		return fail(E_INPUT, "unknown action");
	TRY(desk_begin(c, &d, "front"));
	TRY(desk_moment(&d, request_form(c->req, S("starts")), &w.times.starts_at));
	TRY(desk_moment(&d, request_form(c->req, S("ends")), &w.times.ends_at));
	store_end(c->txn);
	c->txn = NULL;
	TRY(store_write(c->store, c->a, write_layout, &w));
	if (str_eq(w.what, S("new")))
		return desk_done(c, arena_fmt(c->a, "/desk/front/?layout=%lld", (long long)w.id), "done_front_layout");
	return desk_done(c, S("/desk/front/"), str_eq(w.what, S("remove")) ? "done_front_removed" : "done_saved");
}

/* ---- the strip ---- */

struct raising {
	struct ctx *c;
	struct breaking_new strip;
	bool off;
	int64_t id;
};

static err
write_strip(struct txn *t, void *arg)
{
	struct raising *w = arg;

	return w->off ? breaking_stop(t, w->c->who, w->c->now) :
		breaking_start(t, &w->strip, w->c->who, w->c->now, &w->id);
}

/* From the front's own page, and in one action from anywhere at the desk: fields text,
 * story, link, ends (a moment) or hours; do=off.  back: a page of the desk to return to. */
err
desk_front_breaking(struct ctx *c)
{
	struct raising w = {.c = c, .off = str_eq(request_form(c->req, S("do")), S("off")),
		.strip = {.text = request_form(c->req, S("text")), .link = request_form(c->req, S("link"))}};
	str back = request_form(c->req, S("back"));
	int64_t hours, *story;
	struct desk d;
	size_t n;

	TRY(desk_numbers(c, S("story"), &story, &n));
	if (n > 1)
		return fail(E_INPUT, "select exactly one story for the banner");
	w.strip.story_id = n ? story[0] : 0;
	TRY(desk_number(c, S("hours"), &hours));
	if (hours < 0 || hours > 24 * 31)
		return fail(E_INPUT, "a banner can last at most one month");
	if (hours)
		w.strip.ends_at = c->now + hours * 3600;
	if (request_form(c->req, S("ends")).n) {
		TRY(desk_begin(c, &d, "front"));
		TRY(desk_moment(&d, request_form(c->req, S("ends")), &w.strip.ends_at));
		store_end(c->txn);
		c->txn = NULL;
	}
	TRY(store_write(c->store, c->a, write_strip, &w));
	if (!str_starts(back, S("/desk/")) || str_find(back, S("//")) != NOWHERE || str_find_char(back, '\\') != NOWHERE)
		back = S("/desk/front/");
	return desk_done(c, back, w.off ? "done_front_strip_off" : "done_front_strip");
}
