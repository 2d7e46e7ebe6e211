/* export_records.h: rest.jsonl.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/paper/paper.h"
#include "port/own/export_run.h"

/* The lines of a story: revisions and notes. */
err export_rest_story(struct export_run *, struct txn *, int64_t id) MUST;
/* All others. */
err export_rest(struct export_run *, struct txn *, struct paper *) MUST;
