/* links.h: other people's addresses in our stories are looked at.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "jobs/jobs.h"

/* Looks at a few that wait (news/story/checklist.h), and forgets what it learned long ago. */
err links_job(const struct jobs_with *, int64_t now) MUST;
