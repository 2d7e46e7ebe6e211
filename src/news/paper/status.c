/* status.c: figures of the whole paper.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/paper/status.h"

#include "query/status.h"

err
status_load(struct txn *t, struct status *out)
{
	struct q_status_sizes n;
	struct q_status_bytes size;

	TRY(q_status_sizes(t, &n));
	TRY(q_status_bytes(t, &size));
	*out = (struct status){.stories = n.stories, .pages = n.pages, .comments = n.comments, .pictures = n.media,
		.tags = n.tags, .sections = n.sections, .authors = n.authors, .bytes = size.n};
	return OK;
}

err
status_setup(struct txn *t, struct status_setup *out)
{
	struct q_setup_steps row;

	TRY(q_setup_steps(t, &row));
	*out = (struct status_setup){row.stories, row.people, row.sections};
	return OK;
}
