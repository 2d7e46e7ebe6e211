/* thread.c: the one place where threads are born, so that each has a name, no
 * signals and a stack of known size. */
#include "base/sys/thread.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <string.h>

enum { STACK = 1 << 20 };

struct thread {
	pthread_t id;
	char name[16];
	void (*run)(void *);
	void *arg;
	bool joined;
};

static void *
begin(void *arg)
{
	struct thread *t = arg;

	pthread_setname_np(pthread_self(), t->name);
	t->run(t->arg);
	return NULL;
}

err
thread_start(struct arena *a, const char *name, void (*run)(void *), void *arg,
	struct thread **out)
{
	struct thread *t = NEW(a, struct thread, 1);
	sigset_t all, before;
	pthread_attr_t attr;
	int e;

	t->run = run;
	t->arg = arg;
	strncpy(t->name, name, sizeof t->name - 1);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK);
	e = pthread_create(&t->id, &attr, begin, t);
	pthread_attr_destroy(&attr);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (e)
		return fail(E_BROKEN, "cannot create a thread for %s: %s", name, strerror(e));
	*out = t;
	return OK;
}

void
thread_join(struct thread *t)
{
	if (t && !t->joined)
		pthread_join(t->id, NULL);
	if (t)
		t->joined = true;
}

unsigned
thread_cores(void)
{
	cpu_set_t set;
	int n = 0;

	if (!sched_getaffinity(0, sizeof set, &set))
		n = CPU_COUNT(&set);
	return n > 0 ? (unsigned)n : 1;
}
