/* job.c: a request's way through a worker.
 *
 * Requests for one page that come while it is being made wait for it instead
 * of making it again; if it turns out that it may not be kept, they are made
 * one by one after all.  A request whose client left is dropped before it
 * starts, unless others wait for it.
 *
 * The page's own memory is an arena that ends as soon as the reply is made;
 * the request's ends when the answer was sent.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "http/server/serve.h"
#include "base/sys/clock.h"
#include "http/form.h"
#include "http/path.h"

enum { BODY_EXTRA = 1 << 20 };

struct job *
job_new(struct server *s, const struct net_request *q)
{
	size_t max = s->c.body_max;
	struct arena *a = arena_new(4 * max + BODY_EXTRA);
	struct job *j = NEW(a, struct job, 1);

	net_job_begin(&j->net, a, q, max);
	j->s = s;
	return j;
}

/* Who asks, behind proxies that are believed. */
static void
find_peer(struct job *j)
{
	struct server *s = j->s;
	struct peer_addr peer = j->net.q.peer;
	str forwarded = parse_known(j->net.q.head, j->net.q.bytes, KNOWN_FORWARDED_FOR);
	str proto = parse_known(j->net.q.head, j->net.q.bytes, KNOWN_FORWARDED_PROTO), last = proto;
	char *text = NEW(j->net.a, char, PEER_TEXT);

	if (peer_in(&s->proxies, &peer)) {
		peer = peer_forwarded(&s->proxies, peer, forwarded);
		while (str_split(&proto, ',', &last))
			;
		j->secure = str_eq_case(str_trim(last), S("https"));
	}
	j->addr = peer;
	j->peer = (str){text, peer_text(&peer, text)};
}

static void
read_headers(struct job *j, struct request *r)
{
	r->header = NEW(j->net.a, struct pair, j->net.q.head->headers);
	r->header_n = j->net.q.head->headers;
	for (unsigned i = 0; i < j->net.q.head->headers; i++) {
		r->header[i].name = parse_str(j->net.q.bytes, j->net.q.head->header[i].name);
		r->header[i].value = parse_str(j->net.q.bytes, j->net.q.head->header[i].value);
	}
}

static err
read_request(struct job *j, struct arena *a, struct request *r)
{
	str agent = parse_known(j->net.q.head, j->net.q.bytes, KNOWN_AGENT);
	struct form form;

	r->method = j->net.q.head->method == HEAD ? GET : j->net.q.head->method;
	r->path = j->path;
	r->raw_path = j->raw_path;
	r->raw_query = j->raw_query;
	r->host = parse_str(j->net.q.bytes, j->net.q.head->host);
	r->peer = j->peer;
	r->secure = j->secure;
	r->body = j->net.body;
	j->seen = recent_key(j->s->recent, &j->addr, agent);
	r->seen_at = recent_get(j->s->recent, j->seen);
	read_headers(j, r);
	TRY(path_pairs(a, j->raw_query, PATH_QUERIES_MAX, &r->query, &r->query_n));
	if (j->net.q.head->method != POST || j->net.asks)
		return OK;
	TRY(form_parse(a, parse_known(j->net.q.head, j->net.q.bytes, KNOWN_TYPE), j->net.body, &form));
	r->form = form.field;
	r->form_n = form.fields;
	r->upload = form.file;
	r->upload_n = form.files;
	return OK;
}

struct making {
	struct job *j;
	struct exchange *x;
	uint64_t ticket;
};

static err
make(void *arg)
{
	struct making *m = arg;
	struct request *r = NEW(m->x->a, struct request, 1);

	m->x->req = r;
	TRY(read_request(m->j, m->x->a, r));
	if (m->j->net.asks)
		m->j->may = m->j->s->c.may_send(m->x);
	else
		m->j->s->c.handle(m->x);
	return OK;
}

struct pressing {
	struct work work;
	struct server *s;
	struct stored *page;
};

/* Best compression takes 100 ms and is done behind everybody's back; a page
 * that nobody else holds was dropped meanwhile. */
static void
press(struct work *w)
{
	struct pressing *p = (struct pressing *)(void *)w;
	struct stored *page = p->page; /* holds p as well */

	if (!atomic_load(&p->s->stopping) && atomic_load(&page->refs) > 1) {
		stored_press(page);
		cache_grew(p->s->cache, page);
	}
	stored_drop(page);
}

static bool
may_keep(const struct job *j, const struct reply *r)
{
	const struct parse_head *h = j->net.q.head;
	int status = r->status ? r->status : 200;

	return r->keep && !r->file.n && !h->length && !h->chunked &&
		(h->method == GET || h->method == HEAD) && (status == 200 || status == 301 || status == 410);
}

static void
keep(const struct job *j, struct stored *page, const struct exchange *x, uint64_t ticket)
{
	struct server *s = j->s;
	struct pressing *p = NEW(page->a, struct pressing, 1);

	*p = (struct pressing){{NULL, press}, s, stored_take(page)};
	if (!cache_keep(s->cache, j->key, page, &x->deps, ticket, x->now) ||
		!page->vary || !pool_add(s->press, &p->work))
		stored_drop(p->page);
}

static struct stored *
make_page(const struct job *j, const struct exchange *x, uint64_t ticket)
{
	str accept = parse_known(j->net.q.head, j->net.q.bytes, KNOWN_ACCEPT_ENCODING);
	unsigned both = 1u << CODING_GZIP | 1u << CODING_BR;
	struct stored *page = stored_new(&x->reply, j->s->c.security_policy,
		x->reply.keep ? both : 1u << negotiate_coding(accept, both));

	if (page && x->reply.keep)
		keep(j, page, x, ticket);
	return page ? page : stored_plain(500, "this page cannot be sent", (str){0}, (str){0});
}

static void
answer_page(struct job *j, struct stored *page)
{
	negotiate_page(&j->net.answer, page, j->net.q.head, j->net.q.bytes);
}

static void
make_answer(struct job *j, struct exchange *x, uint64_t ticket)
{
	x->reply.keep = may_keep(j, &x->reply);
	if (!x->reply.file.n)
		return answer_page(j, make_page(j, x, ticket));
	if (negotiate_file(j->net.a, &j->net.answer, &x->reply, j->s->c.security_policy, j->net.q.head,
		j->net.q.bytes))
		answer_page(j, stored_plain(404, fail_why(), (str){0}, (str){0}));
}

/* The lock of flights: who makes a page, and who waits for it. */
static struct job **
flight_of(struct server *s, const struct job *j)
{
	struct job **at = &s->flight[(uint64_t)dep_name(j->key) % SERVE_FLIGHTS];

	while (*at && !str_eq((*at)->key, j->key))
		at = &(*at)->flight;
	return at;
}

/* Worth waiting for one another: what may be kept.  Who sends a cookie gets pages of
 * their own. */
static bool
may_share(const struct job *j)
{
	const struct parse_head *h = j->net.q.head;

	for (unsigned i = 0; i < h->headers; i++)
		if (str_eq_case(parse_str(j->net.q.bytes, h->header[i].name), S("cookie")))
			return false;
	return !j->again && h->method != POST && !h->length && !h->chunked;
}

/* False: another makes the page, and j waits for it. */
static bool
take_off(struct job *j)
{
	struct server *s = j->s;
	struct job **lead;

	if (!may_share(j))
		return true;
	pthread_mutex_lock(&s->flights);
	lead = flight_of(s, j);
	if (*lead) {
		j->next = (*lead)->followers;
		(*lead)->followers = j;
	} else {
		*lead = j;
		j->flight = NULL;
		j->leads = true;
	}
	pthread_mutex_unlock(&s->flights);
	if (!j->leads)
		atomic_fetch_add_explicit(&s->coalesced, 1, memory_order_relaxed);
	return j->leads;
}

/* only_alone: nothing happens, and false comes back, when others wait. */
static bool
land(struct job *j, bool only_alone)
{
	struct server *s = j->s;
	struct job *f, *next;

	if (!j->leads)
		return true;
	pthread_mutex_lock(&s->flights);
	f = j->followers;
	if (!f || !only_alone) {
		*flight_of(s, j) = j->flight;
		j->leads = false;
		j->followers = NULL;
	}
	pthread_mutex_unlock(&s->flights);
	if (f && only_alone)
		return false;
	for (; f; f = next) {
		next = f->next;
		f->again = true;
		net_done(&f->net);
	}
	return true;
}

static void
work(struct work *w)
{
	struct job *j = (struct job *)(void *)((char *)w - offsetof(struct job, work));
	struct server *s = j->s;
	struct arena *a;
	struct exchange *x;
	struct making m = {.j = j};
	err e;

	if (atomic_load(&j->net.gone) && land(j, true)) {
		atomic_fetch_add_explicit(&s->gone, 1, memory_order_relaxed);
		return net_done(&j->net);
	}
	a = arena_new(s->c.memory + 8 * (j->net.mapped ? 0 : j->net.body.n));
	x = m.x = NEW(a, struct exchange, 1);
	x->a = x->deps.a = a;
	x->home = s->c.home;
	x->now = clock_now();
	m.ticket = cache_ticket(s->cache); /* before handle() opens its snapshot */
	e = arena_run(a, make, &m);
	if (e)
		answer_page(j, stored_plain(e == E_INPUT || e == E_TOOBIG ? err_status(e) : 500,
			fail_why(), (str){0}, (str){0}));
	else if (!j->may || !j->net.asks)
		make_answer(j, x, m.ticket);
	j->done = true;
	arena_end(a);
	land(j, false);
	net_done(&j->net);
}

/* E_BUSY: the queue is full. */
static err
add(struct job *j)
{
	struct server *s = j->s;
	struct pool *pool = j->net.asks ? s->pool : s->c.heavy && s->c.heavy(j->path) ? s->heavy :
		s->c.slow && s->c.slow(j->path) ? s->lane : s->pool;

	find_peer(j);
	j->work.run = work;
	if (!take_off(j))
		return OK;
	if (pool_add(pool, &j->work))
		return OK;
	land(j, false);
	return fail(E_BUSY, "too many requests are waiting");
}

enum net_next
job_work(void *server, struct net_job *net, struct net_answer *an)
{
	struct job *j = (struct job *)(void *)net;

	if (add(j) == OK)
		return NET_WORK;
	lookup_busy(server, &net->q, an);
	an->close = net->asks;
	return NET_ANSWER;
}

/* The page that it waited for is made: kept, or not. */
static enum net_next
look_again(struct job *j, struct net_answer *an)
{
	struct server *s = j->s;
	struct stored *page = cache_find(s->cache, j->key, j->net.q.now);

	if (!page && add(j) == OK)
		return NET_WORK;
	negotiate_page(an, page ? page : stored_take(s->busy), j->net.q.head, j->net.q.bytes);
	return NET_ANSWER;
}

enum net_next
job_back(void *server, struct net_job *net, struct net_answer *an)
{
	struct job *j = (struct job *)(void *)net;

	if (!j->done && !j->again)
		return NET_DROP;
	if (!j->done && look_again(j, an) == NET_WORK)
		return NET_WORK;
	if (j->done && net->asks && j->may) {
		j->done = false;
		return NET_BODY;
	}
	if (j->done)
		*an = net->answer;
	access_note(server, &net->q, an, false);
	return NET_ANSWER;
}
