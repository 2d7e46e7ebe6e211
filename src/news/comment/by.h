/* by.h: who acts on a comment, and on whose stories they may.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/people/person.h"

struct comment_by {
	const struct person *who; /* NULL: the command line, or a rule; then nothing can be undone */
	str name;                 /* in the audit trail */
	int64_t now;
};
/* May this person rule on a story that stands in these sections ("1,2")? */
bool comment_by_may(struct arena *, const struct comment_by *, str sections);
