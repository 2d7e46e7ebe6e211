/* server.h: the HTTP server as the program starts it.
 *
 * The loops of net/ read, check limits and answer from the page cache; whatever
 * can block runs in a bounded pool of workers through `handle`.
 * Methods other than GET, HEAD and POST are answered from the route table
 * (405, 204 to OPTIONS) and never reach it.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "http/route.h"
#include "net/net.h"

/* 0: the default beside it. */

struct server_config {
	str listen;              /* "127.0.0.1:8080", "[::]:80"; port 0: any free one */
	unsigned loops, workers; /* 0: by the number of cores */
	size_t cache_bytes;      /* page cache; 0: 64 MiB */
	size_t body_max;         /* largest request body; 0: 1 MiB */
	/* How much more an address takes (0: no more), asked on a loop thread.  Who sends
	 * no cookie of this name is refused there; who does is looked at before a byte
	 * of the body is read: may_send, on a worker, says yes or makes the reply.  The
	 * bytes wait in files of this folder, without names. */
	size_t (*body_limit)(str path);
	bool (*may_send)(struct exchange *);
	str body_cookie, body_folder;
	str trusted_proxies;     /* addresses whose X-Forwarded-For/-Proto are believed:
				  * "127.0.0.1 10.0.0.0/8 fd00::/8", commas or blanks */
	str access_log;          /* path, "-" for stdout, empty for none */
	/* Makes the reply for a request that the cache could not answer, an error's
	 * too.  Runs on a worker.  slow(path) says which requests go to the slow
	 * lane. */
	void (*handle)(struct exchange *);
	bool (*slow)(str path);
	/* What takes a second of a core or more: a lane of its own, so that it holds
	 * up neither pages nor searches. */
	bool (*heavy)(str path);
	const void *home;        /* exchange.home: what handle() needs */
	const struct route_table *routes; /* for 405, and 204 to OPTIONS */
	str security_policy;     /* Content-Security-Policy of HTML pages */
	struct net_limits limit;
	unsigned queue;          /* 256 requests waiting for a worker; more get 503 */
	unsigned slow_queue;     /* 32 in the slow lane */
	size_t memory;           /* 64 MiB that a page may take, besides the body */
};

struct server;
err server_start(struct arena *, const struct server_config *, struct server **) MUST;
uint16_t server_port(const struct server *);
/* Drops the pages that read what changed; n 0 drops all.  Any thread.  The
 * listener given to store_listen(). */
void server_heard(void *server, const struct change *, size_t n);
/* Answers what was accepted, closes the rest, joins the threads.  Happens by
 * itself when the arena ends; may be called again. */
void server_stop(struct server *);
void server_log_reopen(struct server *); /* after the access log was moved */
