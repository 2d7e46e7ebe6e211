/* given_mail.h: letters to who was given a story: one for all of a minute or so.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "jobs/jobs.h"

err given_mail_job(const struct jobs_with *, int64_t now) MUST;
