/* pool.h: a few threads that do work from one bounded queue, in order.
 *
 * struct work is embedded in what has to be done, so adding takes no memory.
 * A full queue is an answer and not a wait: who adds decides what to tell.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

struct work {
	struct work *next;
	void (*run)(struct work *); /* may end the memory that holds the work */
};

struct pool;
/* room: works that may wait, besides those that run.  Stopped with the arena. */
err pool_start(struct arena *, const char *name, unsigned threads, size_t room,
	struct pool **) MUST;
/* false: the queue is full, or the pool is stopping; nothing was taken. */
bool pool_add(struct pool *, struct work *) MUST;
size_t pool_waiting(struct pool *);
/* Takes no more, runs what waits, joins the threads.  May be called again. */
void pool_stop(struct pool *);
