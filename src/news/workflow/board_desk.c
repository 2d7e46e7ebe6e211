/* board_desk.c: what has a moment, and what a page of the board lets one choose from.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/workflow/board.h"

#include "news/story/card.h"
#include "query/board.h"

enum { MOMENT_CARDS = 400 };

err
board_choices(struct txn *t, const struct person *who, str place, struct board_choices *c)
{
	struct q_board_choices *row;
	struct board_choice *all;
	size_t n;

	*c = (struct board_choices){0};
	TRY(q_board_choices(t, who->id, place, &row, &n));
	all = NEW(store_arena(t), struct board_choice, n);
	/* rows come in groups: person, section, template, view */
	for (size_t i = 0; i < n; i++) {
		all[i] = (struct board_choice){row[i].id, row[i].name, row[i].path};
		if (str_eq(row[i].what, S("view")))
			c->view = row[i].name;
		else if (str_eq(row[i].what, S("person")) && !c->persons++)
			c->person = &all[i];
		else if (str_eq(row[i].what, S("section")) && !c->sections++)
			c->section = &all[i];
		else if (str_eq(row[i].what, S("template")) && !c->templates++)
			c->template = &all[i];
	}
	return OK;
}

err
board_remember(struct txn *t, const struct person *who, str place, str query)
{
	return q_board_remember(t, who->id, place, query);
}

/* ---- the calendar ---- */

static const struct board_card *
card_by_id(const struct board_card *card, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (card[i].story.id == id)
			return &card[i];
	return NULL;
}

err
board_left(struct txn *t, const struct person *who, str place, str *query)
{
	struct q_board_left left;

	TRY(q_board_left(t, who->id, place, &left));
	*query = left.query;
	return OK;
}

err
board_between(struct txn *t, const struct person *who, int64_t start, int64_t finish, bool undated, int64_t now,
	struct board_moment **out, size_t *n)
{
	struct arena *a = store_arena(t);
	struct q_board_between *row;
	struct board_card *card;
	int64_t *id;
	size_t cards, ids = 0;

	TRY(q_board_between(t, start, finish, undated, &row, n));
	*out = NEW(a, struct board_moment, *n);
	id = NEW(a, int64_t, *n);
	for (size_t i = 0; i < *n; i++)
		if (ids < MOMENT_CARDS && !(str_eq(row[i].what, S("public")) && row[i].at <= now))
			id[ids++] = row[i].id;
	TRY(board_cards(t, who, id, ids, now, &card, &cards));
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct board_moment){row[i].what, row[i].id, row[i].at, card_by_id(card, cards, row[i].id)};
	return OK;
}

err
board_day(struct txn *t, const struct person *who, int64_t start, int64_t finish, int64_t now, struct board_list *l)
{
	struct q_board_between *row;
	size_t n, ids = 0;
	int64_t *id;

	*l = (struct board_list){0};
	TRY(q_board_between(t, start, finish, false, &row, &n));
	id = NEW(store_arena(t), int64_t, n);
	for (size_t i = 0; i < n && ids < MOMENT_CARDS; i++) {
		size_t k = 0;

		while (k < ids && id[k] != row[i].id)
			k++;
		if (k == ids)
			id[ids++] = row[i].id;
	}
	return board_cards(t, who, id, ids, now, &l->card, &l->cards);
}
