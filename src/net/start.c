/* start.c: opens the socket and starts the loops; takes them down again. */
#include "net/loop.h"

#include <errno.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
	LOOPS_MAX = 16,
	BACKLOG = 1024,
	FILES_KEPT = 128 /* descriptors for the store, logs and media */
};

unsigned
net_loops(unsigned wanted)
{
	unsigned n = wanted ? wanted : thread_cores();

	return n < LOOPS_MAX ? n : LOOPS_MAX;
}

static void
default_ms(int64_t *have, int64_t otherwise)
{
	if (*have <= 0)
		*have = otherwise;
}

/* Each connection is a descriptor; what the system allows is used. */
static unsigned
connections(unsigned wanted)
{
	unsigned n = wanted ? wanted : 8192;
	struct rlimit files = {0};

	if (!getrlimit(RLIMIT_NOFILE, &files) && files.rlim_cur < files.rlim_max) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
		getrlimit(RLIMIT_NOFILE, &files);
	}
	n = n < 1 << 20 ? n : 1 << 20;
	if (files.rlim_cur > 2 * FILES_KEPT + LOOP_OVER && n > files.rlim_cur - FILES_KEPT - LOOP_OVER)
		n = (unsigned)(files.rlim_cur - FILES_KEPT - LOOP_OVER);
	return n;
}

static void
set_defaults(struct net_config *c)
{
	c->loops = net_loops(c->loops);
	c->limit.connections = connections(c->limit.connections);
	c->limit.bodies = c->limit.bodies ? c->limit.bodies : (size_t)256 << 20;
	c->limit.body_files = c->limit.body_files ? c->limit.body_files : (size_t)1 << 30;
	default_ms(&c->limit.head_ms, 10000);
	default_ms(&c->limit.idle_ms, 20000);
	default_ms(&c->limit.grace_ms, 10000);
	default_ms(&c->limit.stop_ms, 10000);
	default_ms(&c->limit.body_rate, 1000);
	default_ms(&c->limit.send_rate, 500);
}

static err
listen_at(struct net *s)
{
	struct sockaddr_storage at = {0};
	int on = 1, off = 0;
	socklen_t n;

	TRY(peer_listen(s->c.listen, &at, &n));
	s->listener = socket(at.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (s->listener < 0)
		return fail(E_BROKEN, "cannot create a socket: %s", strerror(errno));
	setsockopt(s->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	setsockopt(s->listener, IPPROTO_TCP, 1 /* TCP_NODELAY */, &on, sizeof on);
	if (at.ss_family == AF_INET6) /* ":80" and "[::]:80" are for IPv4 as well */
		setsockopt(s->listener, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
	if (bind(s->listener, (struct sockaddr *)&at, n) || listen(s->listener, BACKLOG))
		return fail(E_BROKEN, "cannot listen on %.*s: %s", SARG(s->c.listen),
			strerror(errno));
	n = sizeof at;
	getsockname(s->listener, (struct sockaddr *)&at, &n);
	s->port = ntohs(at.ss_family == AF_INET ?
		((struct sockaddr_in *)(void *)&at)->sin_port :
		((struct sockaddr_in6 *)(void *)&at)->sin6_port);
	return OK;
}

void
net_stop(struct net *s)
{
	if (s->stopped)
		return;
	s->stopped = true;
	atomic_store(&s->stopping, true);
	for (unsigned i = 0; i < s->started; i++)
		loop_wake(s->loop[i]);
	for (unsigned i = 0; i < s->started; i++)
		thread_join(s->loop[i]->thread);
	if (s->listener >= 0)
		close(s->listener);
	s->listener = -1;
}

static void
stop(void *net)
{
	net_stop(net);
}

static err
start(struct arena *a, struct net *s)
{
	TRY(listen_at(s));
	for (; s->started < s->c.loops; s->started++)
		TRY(loop_start(a, s, s->started, &s->loop[s->started]));
	return OK;
}

err
net_start(struct arena *a, const struct net_config *config, struct net **out)
{
	struct net *s = NEW(a, struct net, 1);
	err e;

	s->c = *config;
	s->listener = -1;
	set_defaults(&s->c);
	s->loop = NEW(a, struct loop *, s->c.loops);
	e = start(a, s);
	/* What was born last is undone first: the threads end before the rest. */
	arena_defer(a, stop, s);
	if (e)
		net_stop(s);
	*out = s;
	return e;
}

uint16_t
net_port(const struct net *s)
{
	return s->port;
}

void
net_figures(struct net *s, struct net_figures *f)
{
	*f = (struct net_figures){.open = atomic_load(&s->open)};
	for (unsigned i = 0; i < s->started; i++) {
		const struct counters *n = &s->loop[i]->n;

		f->accepted += atomic_load(&n->accepted);
		f->refused += atomic_load(&n->refused);
		f->timeouts += atomic_load(&n->timeouts);
		f->sent_bytes += atomic_load(&n->bytes);
	}
}
