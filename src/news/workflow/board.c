/* board.c: the columns, the list and the search of the desk.
 *
 * A walk takes a bounded number of the newest stories of each stage from one index, and
 * what fits the filter is chosen here: so a page costs the same however it is filtered
 * and however large the paper is.  Where the walk ended before enough was found, the
 * next page goes on from there. */
#include "news/workflow/board.h"

#include "base/ids.h"
#include "news/story/card.h"
#include "news/people/role.h"
#include "news/paper/search.h"
#include "query/board.h"
#include "text/words/fold.h"

enum {
	WALK = 400,       /* stories of one stage that are looked at for a column */
	WALK_LIST = 1500, /* for a page of the list */
	WORKING = 300     /* copies on the desk whose headlines are searched */
};

static bool
is_over(str state)
{
	return str_eq(state, S("publish")) || str_eq(state, S("killed"));
}

static bool
fits(const struct board_filter *f, const struct q_board_walk *r)
{
	if (!r->in_section || (f->stage && r->stage_id != f->stage))
		return false;
	if (f->person && r->assignee_id != f->person && (r->assignee_id || r->owner_id != f->person))
		return false;
	if (f->nobody && r->assignee_id)
		return false;
	if (f->worktype.n && !str_eq(f->worktype, r->worktype))
		return false;
	if (f->language.n && !str_eq(str_eq(f->language, S("-")) ? S("") : f->language, r->language))
		return false;
	if (f->undue && r->due_at)
		return false;
	return !f->due_to || (r->due_at >= f->due_from && r->due_at <= f->due_to && r->due_at && !is_over(r->state));
}

static bool
is_filtered(const struct board_filter *f)
{
	return f->section || f->person || f->nobody || f->worktype.n || f->language.n || f->undue || f->due_to;
}

static err
walk(struct txn *t, const struct board_filter *f, const int64_t *stage, size_t stages, struct board_place from,
	int64_t window, struct q_board_walk **row, size_t *n)
{
	*n = 0;
	if (!stages)
		return OK;
	return q_board_walk(t, &(struct q_board_walk_in){.kind = f->pages ? S("page") : S("story"),
		.stages = {stage, stages}, .at = from.at ? from.at : INT64_MAX,
		.id = from.at ? from.id : INT64_MAX, .window = window, .section = f->section}, row, n);
}

/* ---- cards ---- */

static size_t
split_people(struct arena *a, str list, const str **out)
{
	str *name = NEW(a, str, 20);
	size_t n = 0;

	while (list.n && n < 20 && str_split(&list, 31, &name[n]))
		n++;
	*out = name;
	return n;
}

static err
card_of(struct arena *a, const struct q_board_cards *r, struct board_card *c)
{
	*c = (struct board_card){.story = {.id = r->id, .stage_id = r->stage_id, .owner_id = r->owner_id,
		.assignee_id = r->assignee_id, .due_at = r->due_at, .plan_at = r->plan_at, .kind = r->kind,
		.state = r->state, .headline = r->headline, .byline = r->byline != 0},
		.kicker = r->kicker, .worktype = r->worktype, .language = r->language, .owner = r->owner,
		.assignee = r->assignee, .section = r->section, .saved = r->public_headline, .words = (r->bytes + 5) / 6, .notes = r->notes,
		.assigned_at = r->assigned_at, .published_at = r->published_at, .embargo_at = r->embargo_at,
		.public_at = r->public_at, .modified_at = r->modified_at, .saved_at = r->saved_at,
		.picture = r->picture != 0, .unsaved = r->saved_at != 0};
	c->peoples = split_people(a, r->people, &c->people);
	return ids_read(a, r->sections, &c->story.section, &c->story.sections);
}

err
board_cards(struct txn *t, const struct person *who, const int64_t *id, size_t n, int64_t now,
	struct board_card **out, size_t *cards)
{
	struct arena *a = store_arena(t);
	struct q_board_cards *row;
	size_t rows;

	*cards = 0;
	*out = NEW(a, struct board_card, n);
	if (!n)
		return OK;
	TRY(q_board_cards(t, (struct ids){id, n}, who->id, now - BOARD_PRESENT, &row, &rows));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < rows; k++)
			if (row[k].id == id[i]) {
				TRY(card_of(a, &row[k], &(*out)[(*cards)++]));
				break;
			}
	return OK;
}

/* ---- the columns ---- */

static size_t
choose_stages(struct arena *a, const struct workflow *wf, const struct board_filter *f, const struct stage ***stage,
	int64_t **id)
{
	size_t n = 0;

	*stage = NEW(a, const struct stage *, wf->stages);
	*id = NEW(a, int64_t, wf->stages);
	for (size_t i = 0; i < wf->stages; i++) {
		const struct stage *g = &wf->stage[i];

		if (f->stage ? g->id != f->stage : str_eq(g->state, S("killed")))
			continue;
		(*stage)[n] = g;
		(*id)[n++] = g->id;
	}
	return n;
}

/* The first of a stage's rows that fit; more: there are others, or may be, further down. */
static size_t
choose(const struct board_filter *f, const struct q_board_walk *row, size_t rows, int64_t stage, size_t window,
	int64_t *id, bool *more)
{
	size_t n = 0, seen = 0;

	*more = false;
	for (size_t i = 0; i < rows; i++) {
		if (row[i].stage_id != stage)
			continue;
		seen++;
		if (!fits(f, &row[i]))
			continue;
		if (n == BOARD_COLUMN) {
			*more = true;
			return n;
		}
		id[n++] = row[i].id;
	}
	*more = seen >= window;
	return n;
}

err
board_columns(struct txn *t, const struct person *who, const struct workflow *wf, const struct board_filter *f,
	int64_t now, const struct stage ***stage, struct board_list **list, size_t *n)
{
	struct arena *a = store_arena(t);
	size_t window = is_filtered(f) ? WALK : BOARD_COLUMN + 1, rows, ids = 0, cards, at = 0;
	struct q_board_walk *row;
	struct board_card *card;
	int64_t *stages, *id;

	*n = choose_stages(a, wf, f, stage, &stages);
	*list = NEW(a, struct board_list, *n);
	TRY(walk(t, f, stages, *n, (struct board_place){0}, (int64_t)window, &row, &rows));
	id = NEW(a, int64_t, *n * BOARD_COLUMN);
	for (size_t i = 0; i < *n; i++) {
		(*list)[i].cards = choose(f, row, rows, stages[i], window, id + ids, &(*list)[i].more);
		ids += (*list)[i].cards;
	}
	TRY(board_cards(t, who, id, ids, now, &card, &cards));
	if (cards != ids)
		return fail(E_BROKEN, "a story on the board does not exist");
	for (size_t i = 0; i < *n; at += (*list)[i++].cards)
		(*list)[i].card = card + at;
	return OK;
}

/* ---- the list ---- */

/* Of a stage whose window is full nothing is known below its last row: the list must
 * not go on past the highest of these. */
static struct board_place
floor_of(const struct q_board_walk *row, size_t rows, const int64_t *stage, size_t stages, size_t window)
{
	struct board_place floor = {0};

	for (size_t i = 0; i < stages; i++) {
		const struct q_board_walk *last = NULL;
		size_t seen = 0;

		for (size_t k = 0; k < rows; k++)
			if (row[k].stage_id == stage[i]) {
				seen++;
				last = &row[k];
			}
		if (last && seen >= window && (last->modified_at > floor.at || (last->modified_at == floor.at && last->id > floor.id)))
			floor = (struct board_place){last->modified_at, last->id};
	}
	return floor;
}

static bool
below(const struct q_board_walk *r, struct board_place p)
{
	return r->modified_at < p.at || (r->modified_at == p.at && r->id < p.id);
}

err
board_page(struct txn *t, const struct person *who, const struct workflow *wf, const struct board_filter *f,
	struct board_place from, int64_t now, struct board_list *out)
{
	struct arena *a = store_arena(t);
	size_t window = is_filtered(f) ? WALK_LIST : BOARD_PAGE + 1, rows, stages, n = 0;
	const struct stage **stage;
	struct q_board_walk *row;
	struct board_place floor;
	int64_t *which, *id = NEW(a, int64_t, BOARD_PAGE);

	*out = (struct board_list){0};
	stages = choose_stages(a, wf, f, &stage, &which);
	TRY(walk(t, f, which, stages, from, (int64_t)window, &row, &rows));
	floor = floor_of(row, rows, which, stages, window);
	out->next = floor;
	out->more = floor.at != 0;
	for (size_t i = 0; i < rows && !below(&row[i], floor); i++) {
		if (!fits(f, &row[i]))
			continue;
		if (n == BOARD_PAGE) {
			out->more = true;
			break;
		}
		out->next = (struct board_place){row[i].modified_at, row[i].id};
		id[n++] = row[i].id;
	}
	if (n < BOARD_PAGE)
		out->next = floor;
	return board_cards(t, who, id, n, now, &out->card, &out->cards);
}

/* ---- searching ---- */

/* Do the folded words of a headline begin with, or hold, all that were asked for? */
static bool
holds(str text, str asked)
{
	str word;

	while (str_split(&asked, ' ', &word))
		if (word.n && str_find(text, word) == NOWHERE)
			return false;
	return true;
}

static err
find_unsaved(struct txn *t, str folded, str language, int64_t **id, size_t *n)
{
	struct arena *a = store_arena(t);
	struct q_board_working *row;
	size_t rows;

	TRY(q_board_working(t, WORKING, &row, &rows));
	*id = NEW(a, int64_t, rows + 1);
	*n = 0;
	for (size_t i = 0; i < rows; i++)
		if (holds(fold_text(a, arena_fmt(a, "%.*s %.*s %.*s", SARG(row[i].kicker), SARG(row[i].headline),
			SARG(row[i].standfirst)), language), folded))
			(*id)[(*n)++] = row[i].id;
	return OK;
}

err
board_find(struct txn *t, const struct person *who, const struct board_filter *f, str words, str language,
	int64_t now, struct board_list *out)
{
	struct arena *a = store_arena(t);
	str folded = fold_text(a, str_upto(words, SEARCH_QUERY_BYTES), language);
	struct search_terms terms = search_terms(a, words, language, false);
	struct q_board_find *row;
	int64_t *id, number;
	size_t n, rows;

	*out = (struct board_list){0};
	if (!terms.fts.n)
		return OK;
	TRY(find_unsaved(t, folded, language, &id, &n));
	if (str_int(str_trim(words), &number) == OK && number > 0)
		id[n++] = number;
	TRY(q_board_find(t, &(struct q_board_find_in){.fts = terms.fts, .ts = terms.ts, .ids = {id, n},
		.kind = f->pages ? S("page") : S("story"), .count = BOARD_FOUND, .section = f->section}, &row, &rows));
	id = NEW(a, int64_t, rows);
	n = 0;
	for (size_t i = 0; i < rows; i++) {
		const struct q_board_walk r = {row[i].id, row[i].stage_id, row[i].state, row[i].modified_at,
			row[i].assignee_id, row[i].owner_id, row[i].worktype, row[i].language, row[i].due_at,
			row[i].in_section};

		if (fits(f, &r))
			id[n++] = row[i].id;
	}
	out->more = rows == BOARD_FOUND;
	return board_cards(t, who, id, n, now, &out->card, &out->cards);
}
