/* table.h: the jobs that the build found, and one turn of each.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "work/job.h"

extern const struct job work_jobs[];
extern const size_t work_jobs_n;

/* One run of an EVERY job, or one job of the queue.  *ran: there was one. */
err table_run(const struct job *, const struct work_with *, const struct stop *, int64_t now, bool *ran) MUST;
