/* board_home.c: what a person finds on their desk at the start of the day.
 *
 * Three questions whatever is shown: numbers of stories and moments, the moments between
 * this morning and the end of the look ahead, and one lot of cards for both.  Which of them
 * concern the asker is decided here: their own, and for who edits those of their sections.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/workflow/board.h"

#include "base/ids.h"
#include "news/story/card.h"
#include "news/people/role.h"
#include "query/board.h"

enum { COMING = 120 };

struct gathering {
	struct arena *a;
	const struct person *who;
	int64_t now;
	struct q_board_home *row;
	struct board_moment *moment;
	struct board_card *card;
	size_t rows, moments, cards;
};

static bool
is(str what, const char *word)
{
	return str_eq(what, str_of(word));
}

static struct board_card *
card_of(const struct gathering *g, int64_t id)
{
	for (size_t i = 0; i < g->cards; i++)
		if (g->card[i].story.id == id)
			return &g->card[i];
	return NULL;
}

static bool
has(const struct board_list *l, int64_t id)
{
	for (size_t i = 0; i < l->cards; i++)
		if (l->card[i].story.id == id)
			return true;
	return false;
}

static bool
is_late(const struct board_card *c, int64_t now)
{
	return c->story.due_at && c->story.due_at < now;
}

/* Does x stand above y among what is mine? */
static bool
above(const struct board_card *x, const struct board_card *y, int64_t now)
{
	int64_t dx = x->story.due_at ? x->story.due_at : INT64_MAX, dy = y->story.due_at ? y->story.due_at : INT64_MAX;

	if (is_late(x, now) != is_late(y, now))
		return is_late(x, now);
	if (!x->giver.n != !y->giver.n)
		return x->giver.n > 0;
	if (dx != dy)
		return dx < dy;
	return (x->saved_at > x->modified_at ? x->saved_at : x->modified_at) >
		(y->saved_at > y->modified_at ? y->saved_at : y->modified_at);
}

static void
insert(struct board_list *l, const struct board_card *c, int64_t now)
{
	size_t k = l->cards++;

	for (; k > 0 && above(c, &l->card[k - 1], now); k--)
		l->card[k] = l->card[k - 1];
	l->card[k] = *c;
}

/* A copy that lies on a story which is over, or which the asker may not change any more,
 * is nothing to go on with. */
static bool
goes_on(const struct gathering *g, const struct board_card *c)
{
	str state = c->story.state;

	if (is(state, "killed") || is(state, "trash") || is(state, "private"))
		return false;
	return workflow_own(g->who, &c->story) || workflow_may(g->who, STORY_CHANGE, &c->story);
}

static void
put_lists(struct gathering *g, struct board_home *h)
{
	h->mine.card = NEW(g->a, struct board_card, g->rows);
	h->wait.card = NEW(g->a, struct board_card, g->rows);
	h->late.card = NEW(g->a, struct board_card, g->rows);
	for (size_t i = 0; i < g->rows; i++) { /* "given" stands before "mine" */
		struct board_card *c = card_of(g, g->row[i].id);

		if (c && is(g->row[i].what, "given") && c->story.assignee_id == g->who->id)
			c->giver = g->row[i].name;
		else if (c && is(g->row[i].what, "mine") && goes_on(g, c))
			insert(&h->mine, c, g->now);
	}
	for (size_t i = 0; i < g->rows; i++) { /* "late" stands before "wait", longest first */
		const struct board_card *c = card_of(g, g->row[i].id);

		if (!c || has(&h->mine, c->story.id))
			continue;
		if (is(g->row[i].what, "wait"))
			h->wait.card[h->wait.cards++] = *c;
		else if (is(g->row[i].what, "late") && !is(c->story.state, "review") && !is(c->story.state, "ready"))
			h->late.card[h->late.cards++] = *c;
	}
}

static bool
concerns(const struct person *who, const struct workflow_story *s)
{
	return workflow_may(who, STORY_FOLLOW, s);
}

static void
put_moments(struct gathering *g, struct board_home *h)
{
	h->coming = NEW(g->a, struct board_moment, g->moments);
	h->out = NEW(g->a, struct board_card, BOARD_OUT);
	for (size_t i = 0; i < g->moments; i++) {
		struct board_moment m = g->moment[i];

		m.card = card_of(g, m.id);
		if (m.at <= g->now || !m.card || !concerns(g->who, &m.card->story))
			continue;
		if (!is(m.what, "due") || !has(&h->mine, m.id))
			h->coming[h->comings++] = m;
	}
	for (size_t i = g->moments; i-- > 0;) {
		const struct board_card *c = card_of(g, g->moment[i].id);

		if (!is(g->moment[i].what, "public") || g->moment[i].at > g->now)
			continue;
		h->out_all++;
		if (c && h->outs < BOARD_OUT)
			h->out[h->outs++] = *c;
	}
}

/* The cards that are needed: of the lists, of what comes, of the newest that went out. */
static err
ask_cards(struct txn *t, struct gathering *g)
{
	int64_t *id = NEW(g->a, int64_t, g->rows + COMING + BOARD_OUT);
	size_t n = 0, coming = 0, out = 0;

	for (size_t i = 0; i < g->rows; i++)
		if (!is(g->row[i].what, "template"))
			id[n++] = g->row[i].id;
	for (size_t i = 0; i < g->moments && coming < COMING && person_may(g->who, MAY_WRITE); i++)
		if (g->moment[i].at > g->now) {
			id[n++] = g->moment[i].id;
			coming++;
		}
	for (size_t i = g->moments; i-- > 0 && out < BOARD_OUT;)
		if (is(g->moment[i].what, "public") && g->moment[i].at <= g->now) {
			id[n++] = g->moment[i].id;
			out++;
		}
	return board_cards(t, g->who, id, n, g->now, &g->card, &g->cards);
}

static err
ask(struct txn *t, struct gathering *g, int64_t from, int64_t until)
{
	struct q_board_between *row;
	const struct person *who = g->who;

	TRY(q_board_between(t, from, until - 1, 0, &row, &g->moments));
	g->moment = NEW(g->a, struct board_moment, g->moments);
	for (size_t i = 0; i < g->moments; i++)
		g->moment[i] = (struct board_moment){row[i].what, row[i].id, row[i].at, NULL};
	if (person_may(who, MAY_WRITE))
		TRY(q_board_home(t, &(struct q_board_home_in){.person = who->id, .edits = person_may(who, MAY_EDIT),
			.limited = who->sections > 0,
			.sections = {who->section, who->sections}, .since = g->now - BOARD_GIVEN, .now = g->now},
			&g->row, &g->rows));
	return ask_cards(t, g);
}

err
board_home(struct txn *t, const struct person *who, int64_t from, int64_t until, int64_t now, struct board_home *h)
{
	struct gathering g = {.a = store_arena(t), .who = who, .now = now};
	struct board_choice *template;

	*h = (struct board_home){0};
	TRY(ask(t, &g, from, until));
	put_lists(&g, h);
	put_moments(&g, h);
	template = NEW(g.a, struct board_choice, g.rows);
	for (size_t i = 0; i < g.rows; i++)
		if (is(g.row[i].what, "template"))
			template[h->templates++] = (struct board_choice){.id = g.row[i].id, .name = g.row[i].name};
	h->template = template;
	return OK;
}
