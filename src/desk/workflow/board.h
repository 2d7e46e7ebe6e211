/* board.h: what the pages about many stories share: cards and stages as values.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "desk/desk.h"
#include "news/workflow/board.h"

/* A stage's name in the person's language. */
str board_stage_name(const struct desk *, const struct stage *);
/* Today the hour, else the day and the hour. */
str board_when(const struct desk *, int64_t at);
void board_show_card(const struct desk *, const struct workflow *, struct value *into, const struct board_card *);
void board_show_cards(const struct desk *, const struct workflow *, struct value *into, const char *name,
	const struct board_list *);
/* What one can choose in a <select>: id, name, selected. */
struct value *board_option(struct value *list, str id, str name, bool selected);
/* Sections as a tree: "Town", "– Council". */
void board_show_sections(const struct desk *, struct value *list, const struct board_choices *, int64_t selected);
/* The stages that a story may be moved to, and more of it, stand in board_show_card(). */

/* How a page of the board is asked for: its query, or how it was left. */
struct board_ask {
	bool table;
	struct board_filter filter;
	str words, due, who;     /* as they stand in the query */
	struct board_place from;
	int64_t day_from, day_to; /* a day of the calendar; 0, 0: none */
	str day;
	str query;               /* the same without words and place, for links and to be remembered */
	size_t filters;          /* how many are set */
};
/* "2026-11-26" to its first moment; false: no such day. */
bool board_read_day(const struct desk *, str, int64_t *start);
err board_ask_read(const struct desk *, const struct workflow *, str left, struct board_ask *) MUST;
