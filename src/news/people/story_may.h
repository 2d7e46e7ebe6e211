/* story_may.h: who may do what with a story: one table (story_may.c), asked with the
 * person, the action, and what of the story decides.  role.h says what a role may do at
 * all; this is asked wherever it matters whose story it is, in which sections it stands,
 * and whether readers have it.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/people/role.h"

enum story_action {
	STORY_OPEN,        /* see what lies on the desk */
	STORY_FOLLOW,      /* have it among one's own on the first page of the desk */
	STORY_WRITE,       /* change the working copy */
	STORY_SAVE,        /* put the working copy into the story */
	STORY_SAVE_PUBLIC, /* the same where readers have the story */
	STORY_CHANGE,      /* tags, section, days, on the board */
	STORY_MOVE,        /* to another stage; the move has a right of its own (workflow.h) */
	STORY_ASSIGN,      /* give it to anybody */
	STORY_TAKE,        /* take what nobody has, give back what one has; for who may not assign */
	STORY_PUBLISH,     /* publish, time, correct, take down */
	STORY_MODERATE,    /* rule on its comments */
	STORY_ACTIONS
};
/* What of a story decides. */
struct story_scope {
	bool own;               /* the person began it, has it, or is named above it */
	bool listed;            /* readers have it, or will after this action */
	const int64_t *section; /* all its places, main or above */
	size_t sections;
};
bool story_may(const struct person *, enum story_action, const struct story_scope *);
