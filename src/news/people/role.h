/* role.h: what each role may do: one table, asked in one place for every request
 * (door/dispatch.c) and again where a thing depends on whose story it is.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/people/person.h"

/* What may be done at the desk. */
enum permission {
	MAY_NOBODY,   /* in no role: what nobody thought of is closed */
	MAY_ENTER,    /* be at the desk at all: whoever is logged in */
	MAY_WRITE,    /* write stories, and change one's own */
	MAY_EDIT,     /* change other people's stories, assign, correct */
	MAY_PUBLISH,  /* publish, time, take down */
	MAY_FRONT,    /* the front and the breaking strip */
	MAY_PICTURE,  /* upload and describe pictures */
	MAY_MODERATE, /* rule on comments */
	MAY_ARRANGE,  /* sections, tags, menus, redirects, templates, stages */
	MAY_RUN,      /* settings, the audit trail, the server's state */
	MAY_ADMIN,    /* people, import, export */
	PERMISSIONS
};
enum role { ROLE_REPORTER, ROLE_EDITOR, ROLE_MODERATOR, ROLE_PUBLISHER, ROLE_ADMINISTRATOR, ROLES };

/* The names in the archive; E_INPUT for another word. */
err role_of(str name, enum role *) MUST;
const char *role_name(enum role);
bool role_may(enum role, enum permission);
/* "reporter editor": the roles that may, for people who read the route table. */
str role_list(struct arena *, enum permission);

/* Limits to sections: a person who has any may do it only with stories that stand
 * in one of these, or below it (section: all places of a story, main or above).  A story
 * without sections is for those who wrote it and for those without limits. */
bool role_in_sections(const struct person *, const int64_t *section, size_t n);
