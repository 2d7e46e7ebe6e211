/* by.c: limits to sections, where a comment's story stands.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/comment/by.h"

#include "news/people/story_may.h"

/* "3,4,7", as the store joins them, against a person's limits. */
static bool
in_sections(struct arena *a, const struct person *who, str list)
{
	int64_t *id = NEW(a, int64_t, list.n / 2 + 1);
	struct story_scope scope = {.section = id};
	str one;

	while (str_split(&list, ',', &one))
		scope.sections += !str_int(one, &id[scope.sections]);
	return story_may(who, STORY_MODERATE, &scope);
}

bool
comment_by_may(struct arena *a, const struct comment_by *by, str sections)
{
	return !by->who || in_sections(a, by->who, sections);
}
