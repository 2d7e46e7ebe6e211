/* status.h: how much the paper holds, and what a new paper still lacks: for the pages of who runs it.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/store.h"

struct status {
	int64_t stories, pages, comments, pictures, tags, sections, authors;
	int64_t bytes;                   /* of the database */
};
err status_load(struct txn *, struct status *) MUST;

/* Numbers that stop at two: one is none or some. */
struct status_setup {
	int64_t stories, people, sections;
};
err status_setup(struct txn *, struct status_setup *) MUST;
