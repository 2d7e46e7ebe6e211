/* inner.h: what store.c, write.c and watch.c share.  Locks are taken one at a
 * time, and never while a work runs or an arena is asked for memory.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/engine.h"

#include <pthread.h>
#include <stdatomic.h>

/* What a work names as changed, in the work's arena.  Above MOST_CHANGES it is
 * one word, "everything": an import does not fill the table. */
enum { MOST_CHANGES = 500 };
struct changes {
	struct change *change;
	size_t n, cap;
	bool all;
};

struct txn {
	struct store *store;
	struct conn *conn; /* NULL once it was given back */
	struct arena *a;
	struct deps *deps;       /* NULL in a write */
	struct changes *changes; /* NULL in a read */
	err failed;              /* of the first statement that failed */
};

/* A store_write() that waits; it lives on its caller's stack. */
struct work {
	struct work *next;
	err (*fn)(struct txn *, void *);
	void *arg;
	struct txn t;
	struct changes changes;
	pthread_cond_t wake;
	bool done;
	err e;
	char why[1024];
};

struct store {
	const struct store_engine *engine;
	int64_t origin; /* this opening, in the table of changes */
	atomic_uint_fast64_t asked, groups, works;

	pthread_mutex_t pool_lock;
	pthread_cond_t pool_free;
	struct conn **idle;
	unsigned idle_n, readers;

	pthread_mutex_t write_lock; /* over the next six */
	struct work *first, *last;
	bool leading; /* somebody runs a group */
	bool stopped; /* for good */
	bool troubled; /* the last commit failed; the next may do */
	char trouble[1024];
	struct conn *writer; /* whoever leads */
	int64_t swept_at;    /* whoever leads */

	pthread_mutex_t hear_lock;
	void (*heard)(void *, const struct change *, size_t);
	void *heard_arg;
	struct conn *watcher;
	int64_t seen; /* last row of the table of changes; -1: none is known */
	pthread_t thread;
	bool watching;
	atomic_bool deaf; /* other processes are not heard */
	atomic_bool closing;
};

err write_health(struct store *) MUST;
/* fn(t, arg) with the arena's guard on this thread's stack. */
err write_in_arena(struct arena *, struct txn *, err (*fn)(struct txn *, void *), void *) MUST;
/* Calls the listener; n 0: everything. */
void watch_tell(struct store *, const struct change *, size_t n);
void watch_end(struct store *);
