/* server.h: the HTTP server as the program starts it.
 *
 * Loops (one a core, epoll) read, check limits and answer from the page cache;
 * whatever can block runs in a bounded pool of workers through `handle`.
 */
#pragma once
#include "http/http.h"

struct server_config {
	str listen;              /* "127.0.0.1:8080", "[::]:80" */
	unsigned loops, workers; /* 0: by the number of cores */
	size_t cache_bytes;      /* page cache; 0: 64 MiB */
	size_t body_max;         /* largest request body */
	str trusted_proxies;     /* addresses whose X-Forwarded-For/-Proto are believed */
	str access_log;          /* path, "-" for stdout, empty for none */
	/* Makes c->reply for a request that the cache could not answer: finds the
	 * route, opens the snapshot, calls the page, makes the error page.  Runs
	 * on a worker.  slow(path) says which requests go to the slow lane. */
	void (*handle)(struct ctx *);
	bool (*slow)(str path);
	const struct app *app;
	struct store *store;
	str security_policy;     /* Content-Security-Policy of HTML pages */
};

struct server;
err server_start(struct arena *, const struct server_config *, struct server **) MUST;
uint16_t server_port(const struct server *);
/* Drops the pages that read what changed; n 0 drops all.  Any thread.  The
 * listener given to store_listen(). */
void server_heard(void *server, const struct change *, size_t n);
/* Answers what was accepted, closes the rest, joins the threads. */
void server_stop(struct server *);
