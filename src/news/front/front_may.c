/* front_may.c: the two rules of the front.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/front/front_may.h"

bool
front_may_whole(const struct person *who)
{
	return person_may(who, MAY_FRONT) && !who->sections;
}

bool
front_may_area(const struct person *who, const int64_t *above, size_t n)
{
	return front_may_whole(who) || (person_may(who, MAY_FRONT) && n && role_in_sections(who, above, n));
}
