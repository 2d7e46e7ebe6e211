/* loop.c: one thread, one epoll, its connections.
 *
 * All loops wait on one listening socket (EPOLLEXCLUSIVE), so closing it at a
 * stop loses nobody in a queue of a loop's own.  Deadlines are looked at four
 * times a second by walking the connections: that is cheaper than keeping
 * timers in order for what nearly never runs out.
 */
#include "net/loop.h"

#include "base/sys/clock.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { EVENTS = 128, SWEEP_MS = 250, ACCEPT_AT_ONCE = 64, PAUSE_MS = 100 };

str
loop_date(struct loop *l)
{
	static const str name = {"Date: ", 6};

	if (l->now != l->date_of || !l->date[0]) {
		memcpy(l->date, name.p, name.n);
		date_http(l->now, l->date + name.n);
		memcpy(l->date + name.n + DATE_HTTP, "\r\n", 2);
		l->date_of = l->now;
	}
	return (str){l->date, name.n + DATE_HTTP + 2};
}

void
loop_tick(struct loop *l)
{
	l->us = clock_us();
	l->now = clock_now();
}

void
loop_wake(struct loop *l)
{
	uint64_t one = 1;

	(void)!write(l->event, &one, sizeof one);
}

void
net_done(struct net_job *j)
{
	struct loop *l = j->loop;
	bool first;

	pthread_mutex_lock(&l->lock);
	first = !l->posted;
	j->next = l->posted;
	l->posted = j;
	pthread_mutex_unlock(&l->lock);
	if (first)
		loop_wake(l);
}

static void
listen_on(struct loop *l, bool on)
{
	struct epoll_event e = {.events = EPOLLIN | EPOLLEXCLUSIVE};

	if (l->listening == on)
		return;
	e.data.ptr = l;
	epoll_ctl(l->epoll, on ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, l->net->listener, &e);
	l->listening = on;
}

/* True when there may be more. */
static bool
accept_one(struct loop *l)
{
	struct net *s = l->net;
	struct sockaddr_storage from;
	socklen_t n = sizeof from;
	int fd = accept4(s->listener, (struct sockaddr *)&from, &n, SOCK_NONBLOCK | SOCK_CLOEXEC);
	unsigned open = atomic_load(&s->open);

	if (fd < 0) {
		if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS) {
			/* The backlog waits until some connections have ended. */
			l->paused_until = clock_ms() + PAUSE_MS;
			listen_on(l, false);
		}
		return errno == EINTR || errno == ECONNABORTED;
	}
	atomic_fetch_add_explicit(&l->n.accepted, 1, memory_order_relaxed);
	if (open >= s->c.limit.connections)
		atomic_fetch_add_explicit(&l->n.refused, 1, memory_order_relaxed);
	if (open >= s->c.limit.connections + LOOP_OVER)
		close(fd);
	else
		conn_open(l, fd, &from, open >= s->c.limit.connections);
	return true;
}

static void
take_posted(struct loop *l)
{
	struct net_job *list, *next, *order = NULL;
	uint64_t n;

	(void)!read(l->event, &n, sizeof n);
	pthread_mutex_lock(&l->lock);
	list = l->posted;
	l->posted = NULL;
	pthread_mutex_unlock(&l->lock);
	for (; list; list = next) {
		next = list->next;
		list->next = order;
		order = list;
	}
	for (; order; order = next) {
		next = order->next;
		conn_back(order->conn, order);
	}
}

/* Connections that ended go to the spare ones only here: events that were
 * fetched together may still point to them. */
static void
bury(struct loop *l)
{
	for (struct conn *c = l->conns, *next; c; c = next) {
		next = c->next;
		if (!c->dead || c->job || c->waits)
			continue;
		if (c->before)
			c->before->next = c->next;
		else
			l->conns = c->next;
		if (c->next)
			c->next->before = c->before;
		c->next = l->spare;
		l->spare = c;
	}
}

static void
sweep(struct loop *l, int64_t now)
{
	for (struct conn *c = l->conns; c; c = c->next)
		if (!c->dead)
			conn_sweep(c, now);
	bury(l);
	if (!l->stopping && now >= l->paused_until)
		listen_on(l, true);
}

/* What stands in the backlog was accepted by the kernel: it gets an answer. */
static void
begin_stop(struct loop *l)
{
	l->stopping = true;
	l->stop_at = clock_ms() + l->net->c.limit.stop_ms;
	while (accept_one(l))
		;
	listen_on(l, false);
	for (struct conn *c = l->conns; c; c = c->next)
		if (!c->dead)
			conn_event(c, 0);
}

static void
force_end(struct loop *l)
{
	for (struct conn *c = l->conns; c; c = c->next)
		if (!c->dead)
			conn_close(c);
}

/* Those whose turn was over before their work was. */
static void
go_on(struct loop *l)
{
	struct conn *list = l->later, *c;

	l->later = NULL;
	while ((c = list)) {
		list = c->later;
		c->waits = false;
		conn_event(c, 0);
	}
}

static void
run(void *arg)
{
	struct loop *l = arg;
	struct epoll_event e[EVENTS];
	int64_t swept = clock_ms(), now;

	loop_tick(l);
	while (!l->stopping || l->conns) {
		int n = epoll_wait(l->epoll, e, EVENTS,
			l->later ? 0 : l->conns || !l->listening ? SWEEP_MS : -1);

		for (int i = 0; i < n; i++) {
			if (e[i].data.ptr == l)
				for (int k = 0; k < ACCEPT_AT_ONCE && accept_one(l); k++)
					;
			else if (e[i].data.ptr == &l->event)
				take_posted(l);
			else
				conn_event(e[i].data.ptr, e[i].events);
		}
		go_on(l);
		if (!l->stopping && atomic_load(&l->net->stopping))
			begin_stop(l);
		loop_tick(l);
		now = l->us / 1000;
		if (l->stopping && now > l->stop_at)
			force_end(l);
		if (l->stopping || now - swept >= SWEEP_MS) {
			sweep(l, now);
			swept = now;
		}
	}
}

static void
undo(void *loop)
{
	struct loop *l = loop;

	arena_end(l->a);
	close(l->epoll);
	close(l->event);
	pthread_mutex_destroy(&l->lock);
}

err
loop_start(struct arena *a, struct net *n, unsigned number, struct loop **out)
{
	struct loop *l = NEW(a, struct loop, 1);
	struct epoll_event e = {.events = EPOLLIN};

	l->net = n;
	l->number = number;
	l->a = arena_new(SIZE_MAX);
	l->epoll = epoll_create1(EPOLL_CLOEXEC);
	l->event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	pthread_mutex_init(&l->lock, NULL);
	arena_defer(a, undo, l);
	e.data.ptr = &l->event;
	if (l->epoll < 0 || l->event < 0 || epoll_ctl(l->epoll, EPOLL_CTL_ADD, l->event, &e))
		return fail(E_BROKEN, "cannot create event loop: %s", strerror(errno));
	listen_on(l, true);
	*out = l;
	return thread_start(a, "loop", run, l, &l->thread);
}
