/* start.c: puts the parts of the server together and takes them down again, in order:
 * the loops end when their last answer is sent, and only then the workers.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/thread.h"
#include "http/server/serve.h"

enum { WORKERS_MAX = 64, LANE = 2, PRESS_QUEUE = 1024 };

static unsigned
or_else(unsigned given, unsigned otherwise, unsigned most)
{
	unsigned n = given ? given : otherwise;

	return n < most ? n : most;
}

static void
set_defaults(struct server_config *c)
{
	c->loops = net_loops(c->loops);
	c->workers = or_else(c->workers, 2 * thread_cores() + 2, WORKERS_MAX);
	c->body_max = c->body_max ? c->body_max : 1 << 20;
	c->queue = or_else(c->queue, 256, 1 << 16);
	c->slow_queue = or_else(c->slow_queue, 32, 1 << 16);
	c->memory = c->memory ? c->memory : (size_t)64 << 20;
}

void
server_stop(struct server *s)
{
	if (s->stopped)
		return;
	s->stopped = true;
	atomic_store(&s->stopping, true);
	if (s->net)
		net_stop(s->net);
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

	stored_drop(s->busy);
	pthread_mutex_destroy(&s->flights);
}

static void
stop(void *server)
{
	server_stop(server);
}

static void
let_go(void *page)
{
	stored_drop(page);
}

static err
start(struct arena *a, struct server *s)
{
	TRY(peer_nets_read(s->c.trusted_proxies, &s->proxies));
	TRY(cache_new(a, s->c.cache_bytes, &s->cache));
	if (s->c.access_log.n)
		TRY(log_open(a, s->c.access_log, &s->log));
	TRY(pool_start(a, "worker", s->c.workers, s->c.queue, &s->pool));
	TRY(pool_start(a, "slow", LANE, s->c.slow_queue, &s->lane));
	TRY(pool_start(a, "heavy", LANE, s->c.slow_queue, &s->heavy));
	TRY(pool_start(a, "press", 1, PRESS_QUEUE, &s->press));
	return net_start(a, &(struct net_config){.listen = s->c.listen, .loops = s->c.loops,
		.body_max = s->c.body_max, .body_folder = s->c.body_folder, .limit = s->c.limit, .arg = s,
		.handler = {lookup_head, job_work, job_back, lookup_plain, let_go}}, &s->net);
}

err
server_start(struct arena *a, const struct server_config *config, struct server **out)
{
	struct server *s = NEW(a, struct server, 1);
	err e;

	s->c = *config;
	set_defaults(&s->c);
	pthread_mutex_init(&s->flights, NULL);
	s->recent = recent_new(a);
	s->busy = stored_plain(503, "too much to do at this moment; please try again",
		S("Retry-After"), S("2"));
	s->loops = s->c.loops;
	s->tally = NEW(a, struct tally, s->loops);
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
	return net_port(s->net);
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
