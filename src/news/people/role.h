/* role.h: what each role may do: one table, asked in one place for every request
 * (site/handle.c) and again where a thing depends on whose story it is. */
#pragma once
#include "http/http.h"
#include "news/people/person.h"

enum role { ROLE_REPORTER, ROLE_EDITOR, ROLE_MODERATOR, ROLE_PUBLISHER, ROLE_ADMINISTRATOR, ROLES };

/* The names in the archive; E_INPUT for another word. */
err role_of(str name, enum role *) MUST;
const char *role_name(enum role);
bool role_may(enum role, enum access);
/* "reporter editor": the roles that may, for people who read the route table. */
str role_list(struct arena *, enum access);

/* Limits to sections: a person who has any may do it only with stories that stand
 * in one of these, or below it (section: all places of a story, main or above).  A story
 * without sections is for those who wrote it and for those without limits. */
bool role_in_sections(const struct person *, const int64_t *section, size_t n);
