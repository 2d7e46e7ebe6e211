/* loop.h: the inside of the transport, shared by its own files only.
 *
 *   start.c      starts and stops        loop.c   events, time, accepting
 *   conn.c       one connection: reading requests and sending answers
 *   body_file.c  a body that is larger than memory is given for
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/sys/thread.h"
#include "net/date.h"
#include "net/net.h"

#include <pthread.h>

enum {
	LOOP_SCRATCH = 65536,    /* read at once */
	LOOP_OVER = 256          /* connections over the cap that still get a 503 */
};

enum conn_state { CONN_HEAD, CONN_BODY, CONN_WORK, CONN_SEND, CONN_LINGER };

struct held {                    /* a request that has not come whole */
	struct arena *a;
	struct parse_head head;
	bool begun;              /* head knows what was read */
	size_t cap;
	char *p;
};

/* Belongs to its loop's thread alone. */
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
	struct net_job *job;
	struct net_answer answer;
	char tail[96];
	size_t tail_n, sent;
	int64_t begun_us;        /* of the request being answered */
};

struct counters {
	_Atomic uint64_t accepted, refused, timeouts, bytes;
};

struct loop {
	struct net *net;
	unsigned number;
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
	char scratch[LOOP_SCRATCH];
	pthread_mutex_t lock;    /* of posted */
	struct net_job *posted;
	struct counters n;
};

struct net {
	struct net_config c;
	int listener;
	uint16_t port;
	struct loop **loop;
	unsigned started;
	_Atomic bool stopping;
	bool stopped;
	_Atomic unsigned open;
	_Atomic size_t bodies;   /* bytes of bodies in memory */
	_Atomic size_t in_files; /* and in files */
};

/* loop.c */
err loop_start(struct arena *, struct net *, unsigned number, struct loop **) MUST;
void loop_wake(struct loop *);
str loop_date(struct loop *);                /* "Date: ...", with its end */
void loop_tick(struct loop *);               /* looks at the clock */
/* conn.c */
void conn_open(struct loop *, int fd, const struct sockaddr_storage *, bool over);
void conn_event(struct conn *, uint32_t events);
void conn_sweep(struct conn *, int64_t now);
void conn_back(struct conn *, struct net_job *); /* its job came back */
void conn_close(struct conn *);
/* send.c: what of c->answer is not sent yet, as much as the socket takes now */
enum send_did { SEND_ALL, SEND_WAIT, SEND_BROKEN };
enum send_did send_some(struct conn *) MUST;
/* job.c */
void job_end(struct net_job *);
/* body_file.c: from a job's birth to its end */
bool body_wanted(const struct net_job *, size_t more);
err body_add(struct net_job *, str data) MUST;  /* E_BUSY: no room on the disk */
err body_map(struct net_job *, str *body) MUST; /* nothing where there is no file */
void body_end(struct net_job *);
