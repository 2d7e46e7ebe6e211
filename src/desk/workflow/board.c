/* board.c: /desk/board/: what is where: a column for each stage, or one table; what
 * is chosen there is moved, given, tagged together.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/workflow/board.h"

#include "news/front/front_may.h"

ROUTE(GET, "/desk/board/", desk_board, MAY_WRITE, NEVER)

static str
link_with(const struct desk *d, const struct board_ask *k, str more)
{
	return arena_fmt(d->a, "/desk/board/?%.*s%s%.*s", SARG(k->query), k->query.n && more.n ? "&" : "", SARG(more));
}

/* The same but another stage. */
static str
link_stage(const struct desk *d, const struct board_ask *k, str slug)
{
	struct buf b = buf_in(d->a, 1000);
	str rest = k->query, part;

	while (rest.n && str_split(&rest, '&', &part))
		if (!str_starts(part, S("stage=")))
			buf_fmt(&b, "%.*s&", SARG(part));
	buf_fmt(&b, "stage=%.*s", SARG(slug));
	return arena_fmt(d->a, "/desk/board/?%.*s", SARG(buf_str(&b)));
}

static void
put_options(struct desk *d, struct value *form, const char *name, const char *const *id, size_t n, str selected)
{
	struct value *list = value_list(form, name);

	for (size_t i = 0; i < n; i++)
		board_option(list, str_of(id[i]), words_get(d->words, arena_fmt(d->a, "board_%s_%s", name, id[i]).p),
			str_eq(str_of(id[i]), selected));
}

static void
put_people(struct desk *d, struct value *form, const struct board_choices *c, const struct board_ask *k)
{
	struct value *who = value_list(form, "who"), *people = value_list(d->root, "people");

	board_option(who, S("me"), words_get(d->words, "board_who_me"), str_eq(k->who, S("me")));
	board_option(who, S("none"), words_get(d->words, "board_who_none"), str_eq(k->who, S("none")));
	for (size_t i = 0; i < c->persons; i++) {
		str id = arena_fmt(d->a, "%lld", (long long)c->person[i].id);

		board_option(who, id, c->person[i].name, str_eq(k->who, id));
		board_option(people, id, c->person[i].name, false);
	}
}

static void
put_filters(struct desk *d, const struct workflow *wf, const struct board_choices *c, const struct board_ask *k)
{
	static const char *const due[] = {"late", "today", "week", "none"},
		*const worktype[] = {"news", "opinion", "analysis", "paid"};
	struct value *form = value_record(d->root, "filter"), *stage = value_list(form, "stage"), *list;

	value_str(form, "words", k->words);
	value_str(form, "language", k->filter.language);
	value_bool(form, "pages", k->filter.pages);
	value_bool(form, "table", k->table);
	value_str(form, "view", k->table ? S("table") : S("columns"));
	value_str(form, "count", k->filters ? words_count(d->words, d->a, "board_filters", (int64_t)k->filters, NULL) : S(""));
	for (size_t i = 0; i < wf->stages; i++)
		board_option(stage, wf->stage[i].slug, board_stage_name(d, &wf->stage[i]), wf->stage[i].id == k->filter.stage);
	put_options(d, form, "due", due, LENGTH(due), k->due);
	list = value_list(form, "worktype");
	for (size_t i = 0; i < LENGTH(worktype); i++)
		board_option(list, str_of(worktype[i]), words_get(d->words, worktype[i]), str_eq(k->filter.worktype, str_of(worktype[i])));
	board_show_sections(d, value_list(form, "section"), c, k->filter.section);
	put_people(d, form, c, k);
}

/* What can be done with the chosen ones. */
static void
put_actions(struct desk *d, const struct workflow *wf, const struct board_choices *c, const struct board_ask *k)
{
	struct value *chips = value_list(d->root, "chips"), *to = value_list(d->root, "to"), *templates, *all = value_item(chips);

	value_str(all, "name", words_get(d->words, "desk_all"));
	value_str(all, "url", link_stage(d, k, S("")));
	value_str(all, "state", S(""));
	value_bool(all, "current", !k->filter.stage);
	for (size_t i = 0; i < wf->stages; i++) {
		const struct stage *g = &wf->stage[i];
		struct value *v = value_item(chips);

		value_str(v, "name", board_stage_name(d, g));
		value_str(v, "url", link_stage(d, k, g->slug));
		value_str(v, "state", g->state);
		value_bool(v, "current", g->id == k->filter.stage);
		board_option(to, arena_fmt(d->a, "%lld", (long long)g->id), board_stage_name(d, g), false);
	}
	board_show_sections(d, value_list(d->root, "sections"), c, 0);
	templates = value_list(d->root, "templates");
	for (size_t i = 0; i < c->templates; i++)
		board_option(templates, arena_fmt(d->a, "%lld", (long long)c->template[i].id), c->template[i].name, false);
	value_str(d->root, "back", arena_fmt(d->a, "/desk/board/?%.*s", SARG(k->words.n ? S("") : k->query)));
	value_bool(d->root, "may_assign", person_may(d->c->who, MAY_EDIT));
	value_bool(d->root, "may_break", front_may_whole(d->c->who));
	value_bool(d->root, "may_arrange", person_may(d->c->who, MAY_ARRANGE));
}

static str
count_word(const struct desk *d, const struct board_list *l)
{
	str n = words_number(d->words, d->a, (int64_t)l->cards);

	return l->more && l->cards == BOARD_COLUMN ? arena_fmt(d->a, "%.*s+", SARG(n)) : n;
}

static err
show_columns(struct desk *d, const struct workflow *wf, const struct board_ask *k)
{
	const struct stage **stage;
	struct board_list *list;
	struct value *columns;
	size_t n;

	TRY(board_columns(d->t, d->c->who, wf, &k->filter, d->paper.now, &stage, &list, &n));
	columns = value_list(d->root, "columns");
	for (size_t i = 0; i < n; i++) {
		struct value *v = value_item(columns);

		value_int(v, "id", stage[i]->id);
		value_str(v, "name", board_stage_name(d, stage[i]));
		value_str(v, "state", stage[i]->state);
		value_str(v, "count", count_word(d, &list[i]));
		value_str(v, "more", list[i].more ? arena_fmt(d->a, "%.*s&view=table", SARG(link_stage(d, k, stage[i]->slug))) : S(""));
		board_show_cards(d, wf, v, "cards", &list[i]);
	}
	return OK;
}

static err
show_list(struct desk *d, const struct workflow *wf, const struct board_ask *k)
{
	struct board_list l;
	struct value *v;

	if (k->words.n)
		TRY(board_find(d->t, d->c->who, &k->filter, k->words, d->paper.language, d->paper.now, &l));
	else if (k->day.n)
		TRY(board_day(d->t, d->c->who, k->day_from, k->day_to, d->paper.now, &l));
	else
		TRY(board_page(d->t, d->c->who, wf, &k->filter, k->from, d->paper.now, &l));
	v = value_record(d->root, "table");
	board_show_cards(d, wf, v, "rows", &l);
	value_bool(v, "first", !k->from.at);
	value_str(v, "top", k->from.at ? link_with(d, k, S("")) : S(""));
	value_str(v, "day", k->day.n ? words_date(d->words, d->a, d->paper.zone, k->day_from, "day") : S(""));
	value_str(v, "found", !k->words.n ? S("") : l.cards ? words_count(d->words, d->a, "board_found", (int64_t)l.cards,
		WORDS({"query", k->words})) : words_say(d->words, d->a, "board_found_none", WORDS({"query", k->words})));
	value_str(v, "next", l.more && !k->words.n ? link_with(d, k, arena_fmt(d->a, "before=%lld-%lld", (long long)l.next.at,
		(long long)l.next.id)) : S(""));
	return OK;
}

err
desk_board(struct ctx *c)
{
	static const char *const words[] = {"board_moved", "board_chosen", "board_cannot_go", "board_choose_first",
		"board_nothing_left", "board_unsure"};
	struct desk d;
	struct workflow wf;
	struct board_choices choices;
	struct board_ask k;

	TRY(desk_begin(c, &d, "board"));
	TRY(workflow_load(d.t, &wf));
	TRY(board_choices(d.t, c->who, S("board"), &choices));
	TRY(board_ask_read(&d, &wf, choices.view, &k));
	put_filters(&d, &wf, &choices, &k);
	put_actions(&d, &wf, &choices, &k);
	value_null(d.root, "columns");
	value_null(d.root, "table");
	if (k.table || k.words.n || k.from.at || k.day.n)
		TRY(show_list(&d, &wf, &k));
	else
		TRY(show_columns(&d, &wf, &k));
	desk_words(&d, words, LENGTH(words));
	return desk_render(&d, "board");
}
