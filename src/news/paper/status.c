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
		.tags = n.tags, .sections = n.sections, .authors = n.authors, .letters = n.jobs, .letters_failed = n.failed,
		.bytes = size.n};
	return OK;
}

err
status_failures(struct txn *t, int64_t count, struct status_failure **out, size_t *n)
{
	struct q_status_jobs_failed *row;

	TRY(q_status_jobs_failed(t, count, &row, n));
	*out = NEW(store_arena(t), struct status_failure, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct status_failure){row[i].kind, row[i].why, row[i].due_at, row[i].tries};
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
