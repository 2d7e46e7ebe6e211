/* thread.h: starting and joining threads.
 *
 * A thread of ours never sees a signal: all are blocked in it, so that SIGTERM
 * and SIGHUP reach the main thread alone, and a broken pipe is an errno.
 * Locks are pthread's own; who shares what stands beside the data.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

struct thread;
/* name: at most 15 characters, shown by top and gdb.  The struct lives in the
 * arena; the thread must be joined before the arena ends. */
err thread_start(struct arena *, const char *name, void (*run)(void *), void *arg,
	struct thread **) MUST;
void thread_join(struct thread *); /* again: nothing happens */
unsigned thread_cores(void);       /* that this process may use; at least 1 */
