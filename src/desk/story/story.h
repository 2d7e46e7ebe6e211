/* story.h: the page of a story, and what every form on it does with what was typed.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "desk/story/form.h"

/* Why the form is shown again instead of being done. */
struct story_again {
	const struct story_fields *typed;
	str why;                    /* a word of lang/ or a reason; empty: none */
	bool clash;                 /* something else lies there: both are shown */
};
/* The page of the story; again NULL: as it lies there. */
err story_page(struct ctx *, int64_t story, const struct story_again *) MUST;
/* What is done with the form besides keeping what was typed, in the same transaction. */
struct story_order {
	bool copy_only;             /* it goes into the working copy, not into the story */
	err (*work)(struct txn *, const struct ctx *, int64_t story, void *arg);
	void *arg;
	const char *done;
};
/* Keeps what was typed and does the order (NULL: none); or the form again, with every
 * typed word and why. */
err story_save_and(struct ctx *, const struct story_order *) MUST;
/* A form of a story that could not be taken because the session had ended or its token
 * was another's: a page that has everything that was typed.  False: it is none. */
bool story_rescue(struct ctx *, err);
/* The answer to a request of the desk that failed: the rescue where it holds, else
 * desk_error(). */
void story_error(struct ctx *, err);
