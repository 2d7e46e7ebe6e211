/* net.h: the transport: sockets, connections, and messages as bytes.
 *
 * Loops (one a core, epoll) accept connections, read requests strictly and within
 * limits, and send answers.  What a request means is the handler's: it answers at
 * once on the loop's thread (a cached page), or makes a job, whose body is read
 * first, and which a worker of its own answers later:
 *
 *   head() -> NET_ANSWER
 *   head() -> NET_WORK, the body arrives, work() -> NET_WORK, net_done(), back()
 *
 * A job belongs to its loop until work() gave it to a worker, and again after
 * net_done(); only `gone` is shared.  A transport is one struct net, as many as
 * wanted in a process.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"
#include "net/parse.h"
#include "net/peer.h"

#include <stdatomic.h>

/* 0: the default beside it.  Times in ms, rates in bytes a second. */
struct net_limits {
	unsigned connections;    /* 8192, or what the file limit allows; more get 503 */
	int64_t head_ms;         /* 10,000 from a request's first byte to its last line */
	int64_t idle_ms;         /* 20,000 between requests */
	int64_t grace_ms;        /* 10,000 before the rates below count */
	int64_t body_rate;       /* 1,000 least rate of a request's body */
	int64_t send_rate;       /* 500 least rate at which an answer is taken */
	int64_t stop_ms;         /* 10,000 for answers on their way at net_stop() */
	size_t bodies;           /* 256 MiB of bodies in memory at once; more get 503 */
	size_t body_files;       /* 1 GiB of larger ones in files at once; more get 503 */
};

/* A request whose head has come. */
struct net_request {
	const struct parse_head *head;
	const char *bytes;       /* that the head's spans lie in */
	struct peer_addr peer;   /* the other end of the socket */
	int64_t begun_us;        /* monotonic: when its first byte came */
	int64_t us, now;         /* monotonic, and by the clock: this moment */
	unsigned loop;           /* 0, 1, ...: whose thread this is */
};

/* What is sent.  The head ends with Date, Connection and the empty line, which
 * the transport adds.  All bytes belong to `of`, or to the job. */
struct net_answer {
	int status;
	bool close;              /* the connection ends behind it */
	str head, body;
	char tag[48];            /* one more line of the head */
	size_t tag_n;
	int file;                /* descriptor to send from, or -1 */
	int64_t at, left;
	void *of;                /* let go when all was sent; NULL: nothing */
};

/* A request that is not answered at once: a part of the handler's own struct. */
struct net_job {
	struct net_request q;    /* head and bytes are copies in a */
	struct arena *a;         /* ends when the answer was sent */
	size_t limit;            /* bytes of body that may come */
	bool asks;               /* work() is called before the body is read */
	str body;
	_Atomic bool gone;       /* the client left */
	struct net_answer answer; /* of the worker, for back() */
	/* the transport's */
	struct net_job *next;
	struct loop *loop;
	struct conn *conn;
	struct buf in;           /* the body so far, unless it is in a file */
	size_t got, in_file;     /* bytes: that came, in the file */
	int file;                /* -1: none */
	void *mapped;
	struct parse_chunks chunks;
};

enum net_next {
	NET_ANSWER, /* the answer is filled */
	NET_WORK,   /* a worker has the job, or it waits for one */
	NET_BODY,   /* it asked, and may send its body */
	NET_DROP    /* the client left: nothing was done */
};

/* What the requests mean.  Called on loop threads, which must not wait. */
struct net_handler {
	/* A head came: NET_ANSWER, or NET_WORK with *job (net_job_begin). */
	enum net_next (*head)(void *arg, const struct net_request *, struct net_answer *,
		struct net_job **job);
	/* The body has come: NET_WORK, or NET_ANSWER when nobody can take it. */
	enum net_next (*work)(void *arg, struct net_job *, struct net_answer *);
	/* net_done() was called; any of them. */
	enum net_next (*back)(void *arg, struct net_job *, struct net_answer *);
	/* A short answer of the transport's own: 4xx and 503. */
	void (*plain)(void *arg, unsigned loop, int status, const char *why, struct net_answer *);
	void (*let_go)(void *of);
};

struct net_config {
	str listen;              /* "127.0.0.1:8080", "[::]:80"; port 0: any free one */
	unsigned loops;
	size_t body_max;         /* of a body in memory */
	str body_folder;         /* for larger ones, in files without names */
	struct net_limits limit;
	struct net_handler handler;
	void *arg;               /* the handler's */
};

struct net;
unsigned net_loops(unsigned wanted); /* 0: one a core; at most 16 */
err net_start(struct arena *, const struct net_config *, struct net **) MUST;
uint16_t net_port(const struct net *);
/* Answers what was accepted, closes the rest, joins the threads.  May be called
 * again; once before the arena ends. */
void net_stop(struct net *);

/* In head(): the job's head, bytes and room for a body of body_max bytes. */
void net_job_begin(struct net_job *, struct arena *, const struct net_request *, size_t body_max);
/* By the worker, when the answer is there (or never will be).  Any thread. */
void net_done(struct net_job *);

struct net_figures {
	uint64_t accepted, refused, timeouts, sent_bytes;
	unsigned open;
};
void net_figures(struct net *, struct net_figures *);
