/* status.h: how much the paper holds, which letters could not be sent, and what a new
 * paper still lacks: for the pages of who runs it.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/store.h"

struct status {
	int64_t stories, pages, comments, pictures, tags, sections, authors;
	int64_t letters, letters_failed; /* waiting to be sent; of these, tried in vain */
	int64_t bytes;                   /* of the database */
};
err status_load(struct txn *, struct status *) MUST;

struct status_failure {
	str kind, why;          /* kind: "mail" */
	int64_t due_at, tries;  /* when it is tried next */
};
/* Letters that were tried in vain, the next to be tried first. */
err status_failures(struct txn *, int64_t count, struct status_failure **, size_t *n) MUST;

/* Numbers that stop at two: one is none or some. */
struct status_setup {
	int64_t stories, people, sections;
};
err status_setup(struct txn *, struct status_setup *) MUST;
