/* serve.h: the inside of the server, shared by its own files only.
 *
 *   start.c       starts and stops
 *   lookup.c      a request's head, on a loop's thread: a cached page, or a job
 *   job.c         a request that needs a worker, from the queue to its reply
 *   access_log.c  what is noted about each answer      metrics.c  the counts
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/sys/log.h"
#include "base/sys/pool.h"
#include "http/cache/cache.h"
#include "http/cache/negotiate.h"
#include "http/server/recent_clients.h"
#include "http/server/server.h"

#include <pthread.h>

enum { SERVE_FLIGHTS = 256, SERVE_LATENCIES = 8 /* buckets of the histogram */ };

struct job {
	struct net_job net;      /* first: the transport knows a job by it */
	struct work work;        /* run by a worker */
	struct job *next;        /* waiting for a lead */
	struct server *s;
	str path, raw_path, raw_query, key, peer;
	struct peer_addr addr;   /* of who asks, behind proxies that are believed */
	uint64_t seen;
	bool secure, again;      /* again: ran after a lead whose page was not kept */
	bool may;                /* it asked whether its body is taken, and it is */
	/* requests for the same page, who wait for this one */
	bool leads;
	struct job *flight, *followers;
	bool done;               /* net.answer is there */
};

/* Of one loop, so that its threads share no line of the processor's cache. */
struct tally {
	_Atomic uint64_t requests[6], latency[SERVE_LATENCIES], latency_us, refused;
	char apart[64];
};

struct server {
	struct server_config c;
	struct net *net;
	struct pool *pool, *lane, *heavy, *press;
	struct cache *cache;
	struct recent *recent;
	struct peer_nets proxies;
	struct log *log;
	struct tally *tally;     /* one a loop */
	unsigned loops;
	_Atomic bool stopping;
	bool stopped;
	pthread_mutex_t flights; /* of flight, and of jobs' leads and followers */
	struct job *flight[SERVE_FLIGHTS];
	struct stored *busy;     /* the 503 */
	_Atomic uint64_t gone, coalesced;
};

/* lookup.c: for net_handler.head and plain */
enum net_next lookup_head(void *server, const struct net_request *, struct net_answer *,
	struct net_job **);
void lookup_plain(void *server, unsigned loop, int status, const char *why, struct net_answer *);
/* The 503 of a full queue. */
void lookup_busy(struct server *, const struct net_request *, struct net_answer *);
/* job.c: for net_handler.work and back */
struct job *job_new(struct server *, const struct net_request *);
enum net_next job_work(void *server, struct net_job *, struct net_answer *);
enum net_next job_back(void *server, struct net_job *, struct net_answer *);
/* access_log.c */
void access_note(struct server *, const struct net_request *, const struct net_answer *, bool hit);
/* metrics.c */
void metrics_count(struct tally *, int status, int64_t us);
