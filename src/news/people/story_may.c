/* story_may.c: the table of what may be done with a story.  A line says which permission
 * is needed for one's own story and for somebody else's, where a person who is limited to
 * sections may do it, and what is asked as well once readers have the story.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/people/story_may.h"

/* For a person who is limited to sections; everybody else may everywhere. */
enum place {
	IN_SECTIONS,    /* in one of theirs only */
	OWN_UNPLACED,   /* in theirs, and an own story that stands in no section yet */
	ALL_UNPLACED,   /* in theirs, and any story that stands in no section yet */
	OWN_ANYWHERE,   /* in theirs, and an own story wherever it stands */
};

static const struct {
	enum permission own, other;
	enum place place;
	enum story_action listed; /* asked as well; the action itself: nothing more */
} rules[STORY_ACTIONS] = {
	[STORY_OPEN] = {MAY_ENTER, MAY_ENTER, OWN_ANYWHERE, STORY_OPEN},
	[STORY_FOLLOW] = {MAY_ENTER, MAY_EDIT, OWN_ANYWHERE, STORY_FOLLOW},
	[STORY_WRITE] = {MAY_WRITE, MAY_EDIT, OWN_ANYWHERE, STORY_WRITE},
	[STORY_SAVE] = {MAY_WRITE, MAY_EDIT, OWN_ANYWHERE, STORY_SAVE_PUBLIC},
	[STORY_SAVE_PUBLIC] = {MAY_PUBLISH, MAY_PUBLISH, OWN_UNPLACED, STORY_SAVE_PUBLIC},
	[STORY_CHANGE] = {MAY_WRITE, MAY_EDIT, OWN_UNPLACED, STORY_SAVE_PUBLIC},
	[STORY_MOVE] = {MAY_WRITE, MAY_EDIT, OWN_UNPLACED, STORY_SAVE_PUBLIC},
	[STORY_ASSIGN] = {MAY_EDIT, MAY_EDIT, OWN_UNPLACED, STORY_ASSIGN},
	[STORY_TAKE] = {MAY_WRITE, MAY_WRITE, ALL_UNPLACED, STORY_TAKE},
	[STORY_PUBLISH] = {MAY_PUBLISH, MAY_PUBLISH, IN_SECTIONS, STORY_PUBLISH},
	[STORY_MODERATE] = {MAY_ENTER, MAY_ENTER, IN_SECTIONS, STORY_MODERATE}, /* its pages want MAY_MODERATE */
};

static bool
is_within(const struct person *who, enum place place, const struct story_scope *s)
{
	if (role_in_sections(who, s->section, s->sections))
		return true;
	switch (place) {
	case OWN_ANYWHERE:
		return s->own;
	case OWN_UNPLACED:
		return s->own && !s->sections;
	case ALL_UNPLACED:
		return !s->sections;
	case IN_SECTIONS:
	default:
		return false;
	}
}

bool
story_may(const struct person *who, enum story_action a, const struct story_scope *s)
{
	if (!person_may(who, s->own ? rules[a].own : rules[a].other) || !is_within(who, rules[a].place, s))
		return false;
	return !s->listed || rules[a].listed == a || story_may(who, rules[a].listed, s);
}
