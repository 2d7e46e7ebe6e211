/* long.h: what the server does when the desk asked for an import or an export.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "jobs/long.h"

struct site;
/* For struct long_with; arg is the struct site. */
err cmd_long_work(void *site, struct arena *, struct long_run *, const struct long_work *, str *report) MUST;
