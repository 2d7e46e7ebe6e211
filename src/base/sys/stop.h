/* stop.h: a flag that is set once, from any thread, and ends every wait for it.
 *
 * It is a file descriptor as well, so that who waits for a socket waits for the stop at
 * the same time and is awake within a millisecond of it.  NULL is a stop that never comes.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

struct stop;
/* Closed when the arena ends. */
err stop_new(struct arena *, struct stop **) MUST;
void stop_set(struct stop *);
bool stop_is_set(const struct stop *);
/* Waits so long at most; true: it is set. */
bool stop_wait(const struct stop *, int64_t ms);

/* Runs a curl handle (CURL *) to its end or to the stop and returns its CURLcode;
 * CURLE_ABORTED_BY_CALLBACK when it was stopped. */
int stop_curl(const struct stop *, void *curl);
