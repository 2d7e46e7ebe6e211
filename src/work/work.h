/* work.h: what happens by itself while the server runs.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "work/job.h"

struct work;
/* Threads for each lane, until the arena ends.  A job that fails is told to warn(), not
 * more than once in ten minutes, and tried again. */
err work_start(struct arena *, const struct work_with *, struct work **) MUST;
/* Says that the end is near: waits are cut short, nothing new is begun.  Any thread. */
void work_ask_stop(struct work *);
/* Every job that is due at this moment, here and now; the worst err: for tests. */
err work_once(const struct work_with *, int64_t now) MUST;
/* Only this lane's. */
err work_once_in(const struct work_with *, enum lane, int64_t now) MUST;
