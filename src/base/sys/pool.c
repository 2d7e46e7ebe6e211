/* pool.c: one lock, one condition, one list.  Works here take from 50 us to
 * seconds, beside which the lock is nothing.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/pool.h"
#include "base/sys/thread.h"

#include <pthread.h>

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct work *first, **last;
	size_t waiting, room;
	bool stopping;
	struct thread **thread;
	unsigned threads;
};

static void
run(void *arg)
{
	struct pool *p = arg;
	struct work *w;

	pthread_mutex_lock(&p->lock);
	for (;;) {
		while (!p->first && !p->stopping)
			pthread_cond_wait(&p->more, &p->lock);
		w = p->first;
		if (!w)
			break;
		p->first = w->next;
		if (!p->first)
			p->last = &p->first;
		p->waiting--;
		pthread_mutex_unlock(&p->lock);
		w->run(w);
		pthread_mutex_lock(&p->lock);
	}
	pthread_mutex_unlock(&p->lock);
}

bool
pool_add(struct pool *p, struct work *w)
{
	bool taken;

	pthread_mutex_lock(&p->lock);
	taken = !p->stopping && p->waiting < p->room;
	if (taken) {
		w->next = NULL;
		*p->last = w;
		p->last = &w->next;
		p->waiting++;
		pthread_cond_signal(&p->more);
	}
	pthread_mutex_unlock(&p->lock);
	return taken;
}

size_t
pool_waiting(struct pool *p)
{
	size_t n;

	pthread_mutex_lock(&p->lock);
	n = p->waiting;
	pthread_mutex_unlock(&p->lock);
	return n;
}

void
pool_stop(struct pool *p)
{
	pthread_mutex_lock(&p->lock);
	p->stopping = true;
	pthread_cond_broadcast(&p->more);
	pthread_mutex_unlock(&p->lock);
	for (unsigned i = 0; i < p->threads; i++)
		thread_join(p->thread[i]);
}

static void
undo(void *pool)
{
	struct pool *p = pool;

	pool_stop(p);
	pthread_cond_destroy(&p->more);
	pthread_mutex_destroy(&p->lock);
}

err
pool_start(struct arena *a, const char *name, unsigned threads, size_t room,
	struct pool **out)
{
	struct pool *p = NEW(a, struct pool, 1);

	p->room = room;
	p->last = &p->first;
	p->thread = NEW(a, struct thread *, threads);
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->more, NULL);
	arena_defer(a, undo, p);
	for (; p->threads < threads; p->threads++)
		TRY(thread_start(a, name, run, p, &p->thread[p->threads]));
	*out = p;
	return OK;
}
