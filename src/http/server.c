/* server.c: puts the parts together and takes them down again, in order: the
 * loops end when their last answer is sent, and only then the workers. */
#include "http/serve.h"

#include <errno.h>
#include <sys/resource.h>
#include <unistd.h>

enum { LOOPS_MAX = 16, WORKERS_MAX = 64, BACKLOG = 1024, LANE = 2, PRESS_QUEUE = 1024,
	FILES_KEPT = 128 /* descriptors for the store, logs and media */ };

static unsigned
or_else(unsigned given, unsigned otherwise, unsigned most)
{
	unsigned n = given ? given : otherwise;

	return n < most ? n : most;
}

static void
default_ms(int64_t *have, int64_t otherwise)
{
	if (*have <= 0)
		*have = otherwise;
}

static void
set_defaults(struct server_config *c)
{
	unsigned cores = thread_cores();
	struct rlimit files = {0};

	/* Each connection is a descriptor; what the system allows is used. */
	if (!getrlimit(RLIMIT_NOFILE, &files) && files.rlim_cur < files.rlim_max) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
		getrlimit(RLIMIT_NOFILE, &files);
	}
	c->loops = or_else(c->loops, cores, LOOPS_MAX);
	c->workers = or_else(c->workers, 2 * cores + 2, WORKERS_MAX);
	c->body_max = c->body_max ? c->body_max : 1 << 20;
	c->limit.connections = or_else(c->limit.connections, 8192, 1 << 20);
	if (files.rlim_cur > 2 * FILES_KEPT + SERVE_OVER &&
		c->limit.connections > files.rlim_cur - FILES_KEPT - SERVE_OVER)
		c->limit.connections = (unsigned)(files.rlim_cur - FILES_KEPT - SERVE_OVER);
	c->limit.queue = or_else(c->limit.queue, 256, 1 << 16);
	c->limit.slow_queue = or_else(c->limit.slow_queue, 32, 1 << 16);
	c->limit.memory = c->limit.memory ? c->limit.memory : (size_t)64 << 20;
	c->limit.bodies = c->limit.bodies ? c->limit.bodies : (size_t)256 << 20;
	c->limit.spill = c->limit.spill ? c->limit.spill : (size_t)1 << 30;
	default_ms(&c->limit.head_ms, 10000);
	default_ms(&c->limit.idle_ms, 20000);
	default_ms(&c->limit.grace_ms, 10000);
	default_ms(&c->limit.stop_ms, 10000);
	default_ms(&c->limit.body_rate, 1000);
	default_ms(&c->limit.send_rate, 500);
}

static err
listen_at(struct server *s)
{
	struct sockaddr_storage at = {0};
	int on = 1, off = 0;
	socklen_t n;

	TRY(peer_listen(s->c.listen, &at, &n));
	s->listener = socket(at.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (s->listener < 0)
		return fail(E_BROKEN, "no socket: %s", strerror(errno));
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
server_stop(struct server *s)
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
	if (s->pool)
		pool_stop(s->pool);
	if (s->lane)
		pool_stop(s->lane);
	if (s->heavy)
		pool_stop(s->heavy);
	if (s->press)
		pool_stop(s->press);
}

static void
undo(void *server)
{
	struct server *s = server;

	if (s->listener >= 0)
		close(s->listener);
	stored_drop(s->busy);
	pthread_mutex_destroy(&s->flights);
}

static void
stop(void *server)
{
	server_stop(server);
}

static err
start(struct arena *a, struct server *s)
{
	TRY(peer_nets_read(s->c.trusted_proxies, &s->proxies));
	TRY(cache_new(a, s->c.cache_bytes, &s->cache));
	if (s->c.access_log.n)
		TRY(log_open(a, s->c.access_log, &s->log));
	TRY(listen_at(s));
	TRY(pool_start(a, "worker", s->c.workers, s->c.limit.queue, &s->pool));
	TRY(pool_start(a, "slow", LANE, s->c.limit.slow_queue, &s->lane));
	TRY(pool_start(a, "heavy", LANE, s->c.limit.slow_queue, &s->heavy));
	TRY(pool_start(a, "press", 1, PRESS_QUEUE, &s->press));
	for (; s->started < s->c.loops; s->started++)
		TRY(loop_start(a, s, &s->loop[s->started]));
	return OK;
}

err
server_start(struct arena *a, const struct server_config *config, struct server **out)
{
	struct server *s = NEW(a, struct server, 1);
	err e;

	s->c = *config;
	s->listener = -1;
	set_defaults(&s->c);
	pthread_mutex_init(&s->flights, NULL);
	s->seen = recent_new(a);
	s->busy = stored_plain(503, "too much to do at this moment; please try again",
		S("Retry-After"), S("2"));
	s->loop = NEW(a, struct loop *, s->c.loops);
	arena_defer(a, undo, s);
	e = start(a, s);
	/* What was born last is undone first: the threads end before the rest. */
	arena_defer(a, stop, s);
	if (e)
		server_stop(s);
	*out = s;
	return e;
}

uint16_t
server_port(const struct server *s)
{
	return s->port;
}

void
server_heard(void *server, const struct change *change, size_t n)
{
	struct server *s = server;

	cache_heard(s->cache, change, n);
}

void
server_log_reopen(struct server *s)
{
	log_reopen(s->log);
}
