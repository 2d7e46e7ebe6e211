/* author.h: names in bylines as the desk lists and shows them; author_edit.h changes them.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/paper/term.h"

struct author_entry {
	int64_t id;
	str slug, name;
	str bio;           /* not in author_list() */
	str url;
	int64_t person_id; /* whose name it is; 0: a guest's */
	str person;        /* the name of that user; in author_list() only */
	int64_t stories;   /* with this byline, public or not */
};
/* By name, with the number of stories.  *more: there are others behind the last. */
err author_list(struct txn *, const struct term_page *, struct author_entry **, size_t *n, bool *more) MUST;
/* E_ABSENT: there is none. */
err author_get(struct txn *, int64_t id, struct author_entry *) MUST;
/* By its slug, else by the name in any case; E_ABSENT. */
err author_named(struct txn *, str name, int64_t *id) MUST;
struct author_suggestion {
	int64_t id;          /* 0: a user of the desk who has no name in bylines yet */
	str slug, name;
	bool staff;          /* works here */
};
/* Names with a word that begins as what is typed. */
err author_suggest(struct txn *, str typed, int64_t count, struct author_suggestion **, size_t *n) MUST;
