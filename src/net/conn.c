/* conn.c: one connection as a small machine: head, body, work, send, and so on
 * until one side closes.
 *
 * Bytes are read into the loop's scratch and parsed there, so a request that
 * comes whole takes no memory of its own; only what has to wait is copied
 * (held).  While an answer is made or sent nothing is read: who sends requests
 * faster than he takes answers is slowed down by TCP.  A connection that we
 * close is drained for a moment first, or the answer could be lost to a reset.
 */
#include "net/loop.h"

#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { HELD_SMALL = 4096, HELD_LARGE = LOOP_SCRATCH, LINGER_MS = 2000, LEFT_MS = 1000,
	FRESH_STOP_MS = 1000, TURN = 64 };

static bool
in_scratch(const struct conn *c)
{
	return c->in.p >= c->loop->scratch && c->in.p < c->loop->scratch + LOOP_SCRATCH;
}

static void
let_go(struct conn *c)
{
	if (c->held)
		arena_end(c->held->a);
	c->held = NULL;
}

/* Moves what is unread to memory of the connection's own, with some room. */
static void
hold(struct conn *c)
{
	size_t room = c->in.n < HELD_SMALL / 2 ? HELD_SMALL : HELD_LARGE;
	struct held *old = c->held, *h;
	struct arena *a;

	if (old && old->cap > c->in.n) {
		memmove(old->p, c->in.p, c->in.n);
		c->in.p = old->p;
		return;
	}
	a = arena_new(SIZE_MAX);
	h = NEW(a, struct held, 1);
	h->a = a;
	h->cap = room;
	h->p = NEW(a, char, room);
	memcpy(h->p, c->in.p, c->in.n);
	if (old && old->begun)
		h->head = old->head, h->begun = true;
	let_go(c);
	c->held = h;
	c->in.p = h->p;
}

/* What was sent, or never will be. */
static void
drop_answer(struct net *n, struct net_answer *an)
{
	if (an->of)
		n->c.handler.let_go(an->of);
	if (an->file >= 0)
		close(an->file);
	an->of = NULL;
	an->file = -1;
}

void
conn_close(struct conn *c)
{
	if (c->dead)
		return;
	c->dead = true;
	close(c->fd);
	let_go(c);
	drop_answer(c->loop->net, &c->answer);
	atomic_fetch_sub(&c->loop->net->open, 1);
	c->loop->open--;
	if (c->state == CONN_WORK) {
		atomic_store(&c->job->gone, true);
		return; /* conn_back() does the rest */
	}
	if (c->job)
		job_end(c->job);
	c->job = NULL;
}

/* More bytes behind those that are there; false: none now, or closed. */
static bool
fill(struct conn *c)
{
	struct loop *l = c->loop;
	size_t room = LOOP_SCRATCH;
	char *to = l->scratch;
	ssize_t n;

	if (c->dry)
		return false;
	if (c->in.n) {
		if (!c->held || c->in.p != c->held->p || c->in.n == c->held->cap)
			hold(c);
		to = c->held->p + c->in.n;
		room = c->held->cap - c->in.n;
	}
	do {
		n = recv(c->fd, to, room, 0);
	} while (n < 0 && errno == EINTR);
	if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
		c->dry = !c->eof;
		return false;
	}
	if (n <= 0) {
		conn_close(c);
		return false;
	}
	if (!c->in.n)
		c->in.p = to;
	c->in.n += (size_t)n;
	/* Less than asked for is all there was (epoll(7)); not at the end of the
	 * stream, which only the next read tells. */
	c->dry = (size_t)n < room && !c->eof;
	return true;
}

static void
enter(struct conn *c, enum conn_state state)
{
	c->state = state;
	c->since = c->loop->us / 1000;
	c->count = 0;
}

static void
write_tail(struct conn *c, int minor)
{
	const str part[] = {loop_date(c->loop), c->close ? S("Connection: close\r\n") :
		minor ? S("") : S("Connection: keep-alive\r\n"), S("\r\n")};

	c->tail_n = 0;
	for (size_t i = 0; i < LENGTH(part); i++) {
		memcpy(c->tail + c->tail_n, part[i].p, part[i].n);
		c->tail_n += part[i].n;
	}
}

/* Sends c->answer.  minor: of the request's HTTP/1.x. */
static void
answer(struct conn *c, int minor)
{
	if (c->answer.close || atomic_load(&c->loop->net->stopping))
		c->close = true;
	write_tail(c, minor);
	c->sent = 0;
	enter(c, CONN_SEND);
}

static void
refuse(struct conn *c, int status, const char *why)
{
	struct net *n = c->loop->net;

	c->close = true;
	n->c.handler.plain(n->c.arg, c->loop->number, status, why, &c->answer);
	answer(c, 1);
}

/* Into a worker's queue; what comes of it goes to conn_back(). */
static void
to_worker(struct conn *c)
{
	struct net *n = c->loop->net;

	enter(c, CONN_WORK);
	if (n->c.handler.work(n->c.arg, c->job, &c->answer) == NET_ANSWER)
		answer(c, c->job->q.head->minor);
}

static void
end_body(struct conn *c)
{
	c->job->body = buf_str(&c->job->in);
	if (body_map(c->job, &c->job->body))
		return refuse(c, 503, fail_why());
	to_worker(c);
}

static void
take_body(struct conn *c, const struct parse_head *h)
{
	static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";

	enter(c, CONN_BODY);
	if (h->expect && h->minor && !c->in.n)
		(void)!send(c->fd, go_on, sizeof go_on - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void
begin_job(struct conn *c, struct net_job *j)
{
	const struct parse_head *h = j->q.head;

	c->job = j;
	j->conn = c;
	j->loop = c->loop;
	if (!h->chunked && !h->length)
		end_body(c);
	else if (j->asks)
		to_worker(c); /* before any of it is read; conn_back() goes on */
	else
		take_body(c, h);
}

static void
request(struct conn *c, const struct parse_head *h, const char *bytes)
{
	struct net *n = c->loop->net;
	struct net_request q = {.head = h, .bytes = bytes, .peer = c->addr, .begun_us = c->begun_us,
		.us = c->loop->us, .now = c->loop->now, .loop = c->loop->number};
	struct net_job *j;

	if (n->c.handler.head(n->c.arg, &q, &c->answer, &j) == NET_ANSWER)
		answer(c, h->minor);
	else
		begin_job(c, j);
}

/* Each of these: true when the state went on, false to wait for an event. */
static bool
read_head(struct conn *c)
{
	bool begun = c->held && c->held->begun;
	struct parse_head *h = begun ? &c->held->head : &c->loop->head;
	const char *bytes;
	enum parse_step step;

	if (!c->in.n && !fill(c))
		return false;
	if (!c->begun_us)
		c->begun_us = c->loop->us, c->since = c->loop->us / 1000;
	if (!begun)
		memset(h, 0, sizeof *h);
	step = parse_head(h, c->in.p, c->in.n);
	if (step == PARSE_MORE) {
		if (!begun) {
			hold(c);
			c->held->head = *h;
			c->held->begun = true;
		}
		return fill(c);
	}
	bytes = c->in.p;
	c->in = str_from(c->in, step == PARSE_BAD ? c->in.n : h->at);
	if (c->held)
		c->held->begun = false;
	c->served++;
	c->close = h->close;
	if (c->over)
		refuse(c, 503, "there are too many readers at this moment");
	else if (step == PARSE_BAD)
		refuse(c, h->status, h->why);
	else
		request(c, h, bytes);
	return true;
}

static bool
read_body(struct conn *c)
{
	struct net_job *j = c->job;
	enum parse_step step = PARSE_MORE;
	size_t used, before, held;
	bool over, full = false;
	str data;

	if (!c->in.n && !fill(c))
		return false;
	if (j->q.head->chunked) {
		step = parse_chunks(&j->chunks, c->in, &used, &data);
	} else {
		data = str_upto(c->in, (size_t)j->q.head->length - j->got);
		used = data.n;
		if (j->got + used == j->q.head->length)
			step = PARSE_DONE;
	}
	before = j->in.n;
	over = data.n > j->limit - j->got;
	if (!over && body_wanted(j, data.n))
		full = body_add(j, data) != OK;
	else if (!over)
		buf_add(&j->in, data);
	j->got += data.n;
	held = atomic_fetch_add(&c->loop->net->bodies, j->in.n - before) + j->in.n - before;
	c->count += (int64_t)used;
	c->in = str_from(c->in, used);
	if (step == PARSE_BAD)
		refuse(c, 400, "the chunks of the body are broken");
	else if (over || j->in.over)
		refuse(c, 413, "the request is larger than the limit");
	else if (full || held > c->loop->net->c.limit.bodies)
		refuse(c, 503, "too many large uploads at once: try again later");
	else if (step == PARSE_DONE)
		end_body(c);
	return true;
}

static void
answered(struct conn *c)
{
	drop_answer(c->loop->net, &c->answer);
	if (c->job)
		job_end(c->job);
	c->job = NULL;
	c->begun_us = 0;
	if (c->close)
		shutdown(c->fd, SHUT_WR);
	enter(c, c->close ? CONN_LINGER : CONN_HEAD);
}

static bool
send_answer(struct conn *c)
{
	enum send_did did = send_some(c);

	if (did == SEND_BROKEN)
		conn_close(c);
	else if (did == SEND_ALL)
		answered(c);
	return did == SEND_ALL;
}

static bool
linger(struct conn *c)
{
	c->in.n = 0;
	return fill(c);
}

/* A client that is never out of requests has its turn like the others: the
 * loop comes back to him when it has seen to them. */
static void
go_later(struct conn *c)
{
	if (c->waits)
		return;
	c->waits = true;
	c->later = c->loop->later;
	c->loop->later = c;
}

static void
go(struct conn *c)
{
	bool on = true;

	for (int steps = 0; on && !c->dead; steps++) {
		if (steps == TURN) {
			go_later(c);
			break;
		}
		switch (c->state) {
		case CONN_HEAD:
			on = read_head(c);
			break;
		case CONN_BODY:
			on = read_body(c);
			break;
		case CONN_WORK:
			on = false;
			break;
		case CONN_SEND:
			on = send_answer(c);
			break;
		case CONN_LINGER:
			on = linger(c);
			break;
		}
	}
	if (c->dead)
		return;
	if (!c->in.n)
		let_go(c);
	else if (in_scratch(c))
		hold(c);
}

/* A client that left frees its place at once; one that only closed its own
 * side may still be listening. */
void
conn_event(struct conn *c, uint32_t events)
{
	if (c->dead)
		return;
	if (events & (EPOLLHUP | EPOLLERR))
		return conn_close(c);
	if (events & EPOLLRDHUP)
		c->eof = true;
	if (events & (EPOLLIN | EPOLLRDHUP))
		c->dry = false;
	loop_tick(c->loop);
	go(c);
}

static void
come_back(struct conn *c, struct net_job *j)
{
	struct net *n = c->loop->net;

	j->q.us = c->loop->us;
	j->q.now = c->loop->now;
	switch (n->c.handler.back(n->c.arg, j, &c->answer)) {
	case NET_DROP: /* who asked had closed his side */
		c->state = CONN_SEND;
		conn_close(c);
		break;
	case NET_WORK:
		break;
	case NET_BODY:
		j->asks = false;
		take_body(c, j->q.head);
		go(c);
		break;
	case NET_ANSWER:
		c->close = j->q.head->close || j->asks; /* a body that was refused stays unread */
		answer(c, j->q.head->minor);
		go(c);
	}
}

void
conn_back(struct conn *c, struct net_job *j)
{
	loop_tick(c->loop);
	if (!c->dead)
		return come_back(c, j);
	drop_answer(c->loop->net, &j->answer);
	job_end(j);
	c->job = NULL;
}

static bool
too_slow(const struct conn *c, int64_t now, int64_t rate)
{
	return now - c->since > c->loop->net->c.limit.grace_ms + c->count * 1000 / rate;
}

void
conn_sweep(struct conn *c, int64_t now)
{
	const struct net_limits *m = &c->loop->net->c.limit;
	int64_t age = now - c->since, wait = c->served ? m->idle_ms : m->head_ms;
	bool late = false;

	if (c->loop->stopping && c->state == CONN_HEAD && !c->begun_us)
		wait = c->served ? 0 : FRESH_STOP_MS;
	if (c->state == CONN_WORK && c->eof && age > LEFT_MS && c->job->q.head->method != POST)
		atomic_store(&c->job->gone, true);
	if (c->state == CONN_HEAD)
		late = age > (c->begun_us ? m->head_ms : wait);
	if (c->state == CONN_BODY)
		late = too_slow(c, now, m->body_rate);
	if (late && (c->state == CONN_BODY || c->begun_us)) {
		atomic_fetch_add_explicit(&c->loop->n.timeouts, 1, memory_order_relaxed);
		refuse(c, 408, "the request took too long to arrive");
		return go(c);
	}
	late |= c->state == CONN_LINGER && age > LINGER_MS;
	late |= c->state == CONN_SEND && too_slow(c, now, m->send_rate);
	if (late)
		conn_close(c);
}

void
conn_open(struct loop *l, int fd, const struct sockaddr_storage *from, bool over)
{
	struct conn *c = l->spare;
	struct epoll_event e = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET};

	if (c)
		l->spare = c->next;
	else
		c = NEW(l->a, struct conn, 1);
	*c = (struct conn){.loop = l, .fd = fd, .addr = peer_of(from), .over = over};
	c->answer.file = -1;
	c->next = l->conns;
	if (c->next)
		c->next->before = c;
	l->conns = c;
	l->open++;
	atomic_fetch_add(&l->net->open, 1);
	loop_tick(l);
	enter(c, CONN_HEAD);
	e.data.ptr = c;
	if (epoll_ctl(l->epoll, EPOLL_CTL_ADD, fd, &e))
		conn_close(c);
}
