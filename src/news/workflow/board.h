/* board.h: which stories stand where, for who works on them: the board's columns and
 * list, the search of the desk, the home page, the calendar.
 *
 * Everything here shows what is not public: pages of the desk alone may ask.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/workflow/workflow.h"

struct board_filter {
	bool pages;              /* pages ("About") instead of stories */
	int64_t stage, section;  /* 0: any */
	int64_t person;          /* assigned to, or begun by where nobody has it; 0: anybody */
	bool nobody;             /* assigned to nobody */
	str worktype, language;  /* empty: any; language "-": the paper's own */
	int64_t due_from, due_to; /* due within; 0, 0: whenever */
	bool undue;              /* without a due time */
};
/* How far down a list is: stories changed before that.  at 0: from its top. */
struct board_place {
	int64_t at, id;
};
struct board_card {
	struct workflow_story story; /* who may what; headline: of the copy on the desk */
	str kicker, worktype, language, owner, assignee, section;
	str saved;                   /* the headline as it was saved last, which readers may know */
	const str *people;           /* who has it open now */
	size_t peoples;
	int64_t words, notes;        /* about; notes that are open */
	int64_t assigned_at, published_at, embargo_at, public_at, modified_at, saved_at;
	bool picture, unsaved;       /* unsaved: a copy lies on the desk */
	str giver;                   /* of board_home(): who gave it to the asker, who did not open it yet */
};
struct board_list {
	struct board_card *card;
	size_t cards;
	bool more;
	struct board_place next;     /* where to go on, when there is more */
};
enum { BOARD_COLUMN = 20, BOARD_PAGE = 50, BOARD_FOUND = 200, BOARD_PRESENT = 60 };

/* The stages that the filter leaves, each with its newest; stage[i] belongs to list[i].
 * Killed ones are left out unless asked for.  Two questions. */
err board_columns(struct txn *, const struct person *, const struct workflow *, const struct board_filter *,
	int64_t now, const struct stage ***stage, struct board_list **list, size_t *n) MUST;
/* All of them in one list, the one changed last first.  Two questions. */
err board_page(struct txn *, const struct person *, const struct workflow *, const struct board_filter *,
	struct board_place, int64_t now, struct board_list *) MUST;
/* By words (of headline, standfirst and body, also unsaved headlines) or a story's
 * number.  Three questions. */
err board_find(struct txn *, const struct person *, const struct board_filter *, str words, str language,
	int64_t now, struct board_list *) MUST;
/* In the order of id[]; what is not there is left out.  One question. */
err board_cards(struct txn *, const struct person *, const int64_t *id, size_t n, int64_t now,
	struct board_card **out, size_t *cards) MUST;

/* What there is to choose from, and how this person left the page.  One question. */
struct board_choice {
	int64_t id;
	str name, path; /* path: of a section */
};
struct board_choices {
	str view; /* query; empty: never chosen */
	const struct board_choice *person, *section, *template;
	size_t persons, sections, templates;
};
err board_choices(struct txn *, const struct person *, str place, struct board_choices *) MUST;
/* Inside a write. */
err board_remember(struct txn *, const struct person *, str place, str query) MUST;

/* What has a moment between two.  Two questions: the second for the cards of those that
 * are not simply published by now. */
struct board_moment {
	str what; /* due plan timed embargo public change unpublish kill undated */
	int64_t id, at;
	const struct board_card *card; /* NULL: past and public */
};
err board_between(struct txn *, const struct person *, int64_t start, int64_t finish, bool undated, int64_t now,
	struct board_moment **out, size_t *n) MUST;
/* The same as a list: each story once. */
err board_day(struct txn *, const struct person *, int64_t start, int64_t finish, int64_t now, struct board_list *) MUST;
err board_left(struct txn *, const struct person *, str place, str *query) MUST;

/* What a person finds at the start of the day, by what their role may do and within their
 * sections.  from, until: the first moment of today, and of the day at which the look
 * ahead ends.  Three questions. */
struct board_home {
	struct board_list mine;  /* theirs to go on with: late ones first, then what was just given to them */
	struct board_list wait;  /* for who edits: in review and ready, longest first */
	struct board_list late;  /* for who edits: others' */
	struct board_moment *coming; /* in order; for who writes: their own, for who edits: all within the sections */
	size_t comings;
	struct board_card *out;  /* went out since `from`, the newest first, at most BOARD_OUT */
	size_t outs, out_all;
	const struct board_choice *template;
	size_t templates;
};
enum { BOARD_OUT = 12, BOARD_GIVEN = 3 * 86400 };
err board_home(struct txn *, const struct person *, int64_t from, int64_t until, int64_t now, struct board_home *) MUST;
