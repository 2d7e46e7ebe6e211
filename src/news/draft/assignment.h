/* assignment.h: who is given a story hears of it: on the home page of their desk until they
 * open it, and by one letter for all that they were given within a minute or so.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/people/person.h"

/* Inside a write.  who: by whom; nobody is told of what they gave themselves.
 * person 0: it was taken away from whoever had it. */
err assignment_set(struct txn *, const struct person *who, int64_t story, int64_t person, int64_t now) MUST;
/* Inside a write: who has it open. */
err assignment_seen(struct txn *, const struct person *who, int64_t story, int64_t now) MUST;

struct given {
	int64_t story;
	str giver, kicker, headline; /* of the copy on the desk */
	int64_t due_at;
};
/* A letter that is to be written. */
struct given_letter {
	str to, name, language;  /* language empty: the paper's */
	const struct given *given;
	size_t n;
};
/* How long a story rests before it is told of (what was given by mistake can be taken
 * back, and what is given one by one comes in one letter), and when it is no news any more. */
enum { GIVEN_QUIET = 60, GIVEN_OLD = 2 * 86400 };
/* Job "assignment_mail" of the queue; the key is the person's number.
 * Inside a write: strikes off what this person is to be told, whether they want letters or
 * not, what they opened meanwhile, and says what letter there is; n 0: none. */
err assignment_letter(struct txn *, int64_t person, int64_t now, struct given_letter *) MUST;
/* Inside a write: takes away what is too old to be shown. */
err assignment_sweep(struct txn *, int64_t now) MUST;

/* Does a person want these letters? */
err assignment_wanted(struct txn *, int64_t person, bool *yes) MUST;
err assignment_want(struct txn *, const struct person *, bool yes, int64_t now) MUST;
