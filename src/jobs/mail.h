/* mail.h: letters go out.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "jobs/jobs.h"

/* Sends what is due; an error when a letter has to wait. */
err mail_job(const struct jobs_with *, int64_t now) MUST;
