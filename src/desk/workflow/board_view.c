/* board_view.c: a story on the board as values for its card: everything that stands on
 * it is said in words. */
#include "desk/workflow/board.h"

str
board_stage_name(const struct desk *d, const struct stage *g)
{
	const char *key = arena_fmt(d->a, "stage_%.*s", SARG(g->slug)).p;

	if (g->name.n)
		return g->name;
	return words_has(d->words, key) ? words_get(d->words, key) : g->slug;
}

str
board_when(const struct desk *d, int64_t at)
{
	struct civil x = zone_civil(d->paper.zone, at), now = zone_civil(d->paper.zone, d->paper.now);
	bool today = x.year == now.year && x.month == now.month && x.day == now.day;

	if (!at)
		return S("");
	return words_date(d->words, d->a, d->paper.zone, at, today ? "time" : "short");
}

static str
say_when(const struct desk *d, const char *key, int64_t at)
{
	return words_say(d->words, d->a, key, WORDS({"when", board_when(d, at)}));
}

static void
show_due(const struct desk *d, struct value *v, const struct workflow_story *s)
{
	bool over = str_eq(s->state, S("publish")) || str_eq(s->state, S("killed"));
	bool late = s->due_at && s->due_at < d->paper.now && !over;

	value_bool(v, "late", late);
	value_str(v, "due", s->due_at && !over ? say_when(d, late ? "board_late" : "board_due", s->due_at) : S(""));
	value_str(v, "plan", s->plan_at && !over ? words_say(d->words, d->a, "board_plan", WORDS({"when",
		words_date(d->words, d->a, d->paper.zone, s->plan_at, "brief")})) : S(""));
}

/* When readers see it, or will. */
static str
going_out(const struct desk *d, const struct board_card *c)
{
	if (str_eq(c->story.state, S("killed")))
		return S("");
	if (!str_eq(c->story.state, S("publish"))) {
		if (c->embargo_at > d->paper.now)
			return say_when(d, "board_embargo", c->embargo_at);
		return c->published_at > d->paper.now ? say_when(d, "board_timed", c->published_at) : S("");
	}
	if (c->public_at <= d->paper.now)
		return say_when(d, "board_out", c->public_at);
	return say_when(d, c->embargo_at > c->published_at ? "board_embargo" : "board_goes_out", c->public_at);
}

static str
worktype_word(const struct desk *d, str type)
{
	if (str_eq(type, S("news")) || !words_has(d->words, arena_z(d->a, type)))
		return S("");
	return words_get(d->words, arena_z(d->a, type));
}

static void
show_moves(const struct desk *d, const struct workflow *wf, struct value *v, const struct workflow_story *s)
{
	struct buf b = buf_in(d->a, 1000);
	const struct stage **to;
	size_t n = workflow_moves(d->a, wf, d->c->who, s, &to);

	for (size_t i = 0; i < n; i++)
		buf_fmt(&b, "%s%lld", i ? " " : "", (long long)to[i]->id);
	value_str(v, "moves", buf_str(&b));
}

static void
show_who(const struct desk *d, struct value *v, const struct board_card *c)
{
	const struct person *me = d->c->who;

	value_str(v, "assignee", c->assignee);
	value_str(v, "by", c->assignee.n ? c->assignee : c->owner);
	value_bool(v, "nobody", !c->story.assignee_id);
	value_bool(v, "mine", c->story.assignee_id ? c->story.assignee_id == me->id : c->story.owner_id == me->id);
	value_str(v, "open", c->peoples ? words_say(d->words, d->a, "board_open",
		WORDS({"names", words_join(d->words, d->a, c->people, c->peoples)})) : S(""));
}

/* To the nearest fifty: markup is counted, too. */
static str
length_word(const struct desk *d, int64_t words)
{
	int64_t about = words < 50 ? words : (words + 25) / 50 * 50;

	return about >= 20 ? words_count(d->words, d->a, "board_words", about, NULL) : S("");
}

void
board_show_card(const struct desk *d, const struct workflow *wf, struct value *v, const struct board_card *c)
{
	const struct workflow_story *s = &c->story;
	const struct stage *g = workflow_stage(wf, s->stage_id);
	int64_t at = c->saved_at > c->modified_at ? c->saved_at : c->modified_at;
	str headline = s->headline.n ? s->headline : words_get(d->words, "board_untitled");

	value_int(v, "id", s->id);
	value_str(v, "url", arena_fmt(d->a, "/desk/story/%lld/", (long long)s->id));
	value_str(v, "kicker", c->kicker);
	value_str(v, "headline", headline);
	value_str(v, "choose", words_say(d->words, d->a, "board_choose", WORDS({"headline", headline})));
	value_str(v, "state", g ? g->state : S("draft"));
	value_str(v, "stage", g ? board_stage_name(d, g) : words_get(d->words, "board_no_stage"));
	value_int(v, "stage_id", s->stage_id);
	value_str(v, "section", c->section);
	value_str(v, "worktype", worktype_word(d, c->worktype));
	value_str(v, "language", c->language);
	show_who(d, v, c);
	show_due(d, v, s);
	show_moves(d, wf, v, s);
	value_str(v, "out", going_out(d, c));
	value_str(v, "words", length_word(d, c->words));
	value_bool(v, "picture", c->picture);
	value_str(v, "notes", c->notes ? words_count(d->words, d->a, "board_notes", c->notes, NULL) : S(""));
	value_bool(v, "unsaved", c->unsaved);
	value_str(v, "changed", board_when(d, at));
	value_str(v, "changed_at", say_when(d, "board_changed_at", at));
}

void
board_show_cards(const struct desk *d, const struct workflow *wf, struct value *into, const char *name,
	const struct board_list *l)
{
	struct value *list = value_list(into, name);

	for (size_t i = 0; i < l->cards; i++)
		board_show_card(d, wf, value_item(list), &l->card[i]);
}

struct value *
board_option(struct value *list, str id, str name, bool selected)
{
	struct value *v = value_item(list);

	value_str(v, "id", id);
	value_str(v, "name", name);
	value_bool(v, "selected", selected);
	return v;
}

void
board_show_sections(const struct desk *d, struct value *list, const struct board_choices *c, int64_t selected)
{
	for (size_t i = 0; i < c->sections; i++) {
		const struct board_choice *x = &c->section[i];
		struct buf b = buf_in(d->a, 4000);

		for (size_t k = 0; k < x->path.n; k++)
			if (x->path.p[k] == '/')
				buf_add(&b, S("– "));
		buf_add(&b, x->name);
		board_option(list, arena_fmt(d->a, "%lld", (long long)x->id), buf_str(&b), x->id == selected);
	}
}
