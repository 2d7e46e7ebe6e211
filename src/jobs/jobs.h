/* jobs.h: what happens by itself while the server runs. */
#pragma once
#include "store/store.h"

/* A thread that looks every ten minutes what is due, until the arena ends.  A
 * job that fails is told to warn() and tried again at the next look. */
err jobs_start(struct arena *, struct store *, void (*warn)(void *arg, str line), void *arg) MUST;
/* All jobs, once, now. */
err jobs_run(struct store *, int64_t now) MUST;
