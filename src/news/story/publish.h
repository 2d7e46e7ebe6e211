/* publish.h: a story goes out, and comes back: at once, at a time, under embargo.
 *
 * All of it is inside store_write(), by a person: E_DENIED when the role or the
 * sections do not allow it, E_INPUT when the story is not fit for it.  Each leaves
 * a line in the audit trail and names what readers will see differently.  What is
 * public is computed from the clock: nothing has to happen at the moment itself.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/people/person.h"
#include "store/store.h"

struct story_draft;

/* MAY_PUBLISH, and in one of their sections. */
err publish_may(struct txn *, const struct person *who, int64_t story) MUST;

struct publish_when {
	int64_t at;      /* 0: now, or the date that it had when it was public before */
	int64_t embargo; /* not before; 0: none */
	bool renew;      /* a story that was public before gets today's date */
};
/* The story as it is saved becomes public.  A slug is made where there is none; it
 * shares its address with no other story. */
err publish_story(struct txn *, const struct person *who, int64_t story, const struct publish_when *, int64_t now) MUST;
/* Back to the desk: readers get 404.  Plans for it are forgotten. */
err publish_take_back(struct txn *, const struct person *who, int64_t story, int64_t now) MUST;
/* For good: readers get 410 where it was public. */
err publish_kill(struct txn *, const struct person *who, int64_t story, str why, int64_t now) MUST;
/* Stands dated below the story and in the feeds. */
err publish_correct(struct txn *, const struct person *who, int64_t story, str text, int64_t now) MUST;
err publish_uncorrect(struct txn *, const struct person *who, int64_t correction, int64_t now) MUST;
/* The address of a story that is killed says 410 from now on, or no longer. */
err publish_gone(struct txn *, const struct story_draft *, bool is) MUST;
