/* comment_mail.h: letters about comments: to moderators that some wait, to readers who
 * asked for it that somebody answered.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "jobs/jobs.h"

err comment_mail_job(const struct jobs_with *, int64_t now) MUST;
