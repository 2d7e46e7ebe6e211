/* serve.h: the inside of the server, shared by its own files only.
 *
 *   server.c   starts and stops         loop.c   events, time, accepting
 *   conn.c     one connection: reading requests and sending answers
 *   job.c      a request that needs a worker, from the queue to its reply
 *   spill.c    a body that is larger than memory is given for
 *   access.c   the log and the metrics
 *
 * A conn belongs to its loop's thread alone.  A job belongs to the loop until
 * it is queued, to the worker until it is posted back, then to the loop again;
 * only `gone` is shared.
 */
#pragma once
#include "base/sys/log.h"
#include "base/sys/pool.h"
#include "base/sys/thread.h"
#include "http/negotiate.h"
#include "http/cache.h"
#include "http/date.h"
#include "net/parse.h"
#include "net/peer.h"
#include "http/recent_clients.h"
#include "http/server.h"

#include <pthread.h>

enum {
	SERVE_SCRATCH = 65536,   /* read at once */
	SERVE_LATENCIES = 8,     /* buckets of the histogram */
	SERVE_FLIGHTS = 256,
	SERVE_OVER = 256         /* connections over the cap that still get a 503 */
};

struct job {
	struct work work;        /* run by a worker */
	struct job *next;        /* posted back to the loop, or waiting for a lead */
	struct loop *loop;
	struct conn *conn;       /* the loop's */
	struct arena *a;         /* the request; ends when the answer was sent */
	struct parse_head *head;
	const char *bytes;       /* of the head */
	struct peer_addr addr;
	str path, raw_path, raw_query, key, peer, body;
	uint64_t seen;
	bool secure, again;      /* again: ran after a lead whose page was not kept */
	bool asks, may;          /* whether its body, still to come, is taken at all */
	_Atomic bool gone;       /* the client left */
	struct buf in;           /* the body so far, unless it is in a file */
	size_t limit, got, spilled; /* bytes: that may come, that came, in the file */
	int file;                /* -1: none */
	void *mapped;
	struct parse_chunks chunks;
	/* requests for the same page, who wait for this one */
	bool leads;
	struct job *flight, *followers;
	/* what came of it */
	bool done;
	struct stored *page;
	struct answer answer;
};

enum conn_state { CONN_HEAD, CONN_BODY, CONN_WORK, CONN_SEND, CONN_LINGER };

struct held {                    /* a request that has not come whole */
	struct arena *a;
	struct parse_head head;
	bool begun;              /* head knows what was read */
	size_t cap;
	char *p;
};

struct conn {
	struct conn *next, *before; /* of the loop's list, or of its free list */
	struct loop *loop;
	int fd;
	enum conn_state state;
	struct peer_addr addr;
	int64_t since;           /* ms: when this state began */
	int64_t count;           /* bytes of body received, or of answer sent */
	unsigned served;         /* requests on this connection */
	bool close, over, eof, dead;
	bool dry;                /* all that came was read; an event says when more is there */
	struct conn *later;      /* in the loop's list of the same name */
	bool waits;              /* it stands there */
	str in;                  /* bytes not yet parsed: in scratch or in held */
	struct held *held;
	struct job *job;
	struct stored *page;
	struct answer answer;
	char tail[96];
	size_t tail_n, sent;
	/* of the request being answered, for the log */
	int64_t begun_us;
};

struct counters {
	_Atomic uint64_t accepted, refused, timeouts, bytes, requests[6];
	_Atomic uint64_t latency[SERVE_LATENCIES], latency_us;
};

struct loop {
	struct server *s;
	struct thread *thread;
	int epoll, event;
	struct conn *conns, *spare;
	struct conn *later;      /* had their turn and have more to do */
	struct arena *a;         /* of conns; this thread's alone */
	unsigned open;
	bool listening, stopping;
	int64_t stop_at, paused_until;
	/* What time it is, for the event that is being seen to. */
	int64_t us, now;         /* as clock_us() and clock_now() said */
	char date[8 + DATE_HTTP + 1]; /* the line of that name, whole */
	int64_t date_of;
	struct parse_head head;
	char scratch[SERVE_SCRATCH];
	char path[PARSE_URL_MAX + 1], key[2 * PARSE_URL_MAX + 2];
	pthread_mutex_t lock;    /* of posted */
	struct job *posted;
	struct counters n;
};

struct server {
	struct server_config c;
	int listener;
	uint16_t port;
	struct loop **loop;
	unsigned loops, started;
	struct pool *pool, *lane, *heavy, *press;
	struct cache *cache;
	struct recent *seen;
	struct peer_nets proxies;
	struct log *log;
	_Atomic bool stopping;
	bool stopped;
	_Atomic unsigned open;
	pthread_mutex_t flights; /* of flight, and of jobs' leads and followers */
	struct job *flight[SERVE_FLIGHTS];
	struct stored *busy;       /* the 503 */
	_Atomic size_t bodies;   /* bytes of bodies in memory */
	_Atomic size_t spilled;  /* and in files */
	_Atomic uint64_t gone, coalesced;
};

/* loop.c */
err loop_start(struct arena *, struct server *, struct loop **) MUST;
void loop_wake(struct loop *);
void loop_post(struct loop *, struct job *); /* any thread */
str loop_date(struct loop *);                /* "Date: ...", with its end */
void loop_tick(struct loop *);               /* looks at the clock */
/* conn.c */
void conn_open(struct loop *, int fd, const struct sockaddr_storage *, bool over);
void conn_event(struct conn *, uint32_t events);
void conn_sweep(struct conn *, int64_t now);
void conn_back(struct conn *, struct job *); /* its job came back */
void conn_close(struct conn *);
/* send.c: what of c->answer is not sent yet, as much as the socket takes now */
enum send_did { SEND_ALL, SEND_WAIT, SEND_BROKEN };
enum send_did send_some(struct conn *) MUST;
/* job.c */
struct job *job_new(struct loop *, const struct parse_head *, const char *bytes);
err job_add(struct job *) MUST;              /* E_BUSY: the queue is full */
void job_end(struct job *);
/* spill.c: from a job's birth to its end */
size_t body_limit(const struct job *);        /* how much its address takes */
bool body_asks(const struct job *);           /* may it send that much? is to be asked */
bool body_cookie(const struct job *);         /* and it is worth asking */
bool body_wanted(const struct job *, size_t more);
err body_add(struct job *, str data) MUST;  /* E_BUSY: no room on the disk */
err body_map(struct job *, str *body) MUST; /* nothing where there is no file */
void body_end(struct job *);
/* access.c */
void access_note(struct conn *, const struct parse_head *, const char *bytes, bool hit);
