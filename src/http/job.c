/* job.c: a request's way through a worker.
 *
 * Requests for one page that come while it is being made wait for it instead
 * of making it again; if it turns out that it may not be kept, they are made
 * one by one after all.  A request whose client left is dropped before it
 * starts, unless others wait for it.
 *
 * The page's own memory is an arena that ends as soon as the reply is made;
 * the request's ends when the answer was sent.
 */
#include "http/serve.h"
#include "base/sys/clock.h"
#include "http/form.h"
#include "http/path.h"

enum { BODY_EXTRA = 1 << 20 };

struct job *
job_new(struct loop *l, const struct parse_head *h, const char *bytes)
{
	size_t max = l->s->c.body_max;
	struct arena *a = arena_new(4 * max + BODY_EXTRA);
	struct job *j = NEW(a, struct job, 1);

	j->a = a;
	j->loop = l;
	j->head = NEW(a, struct parse_head, 1);
	*j->head = *h;
	j->bytes = arena_copy(a, (str){bytes, h->at}).p;
	j->in = buf_in(a, max);
	j->limit = max;
	j->file = j->answer.file = -1;
	return j;
}

void
job_end(struct job *j)
{
	atomic_fetch_sub(&j->loop->s->bodies, j->in.n);
	body_end(j);
	arena_end(j->a);
}

/* Who asks, behind proxies that are believed. */
static void
find_peer(struct job *j)
{
	struct server *s = j->loop->s;
	struct peer_addr peer = j->conn->addr;
	str forwarded = parse_known(j->head, j->bytes, KNOWN_FORWARDED_FOR);
	str proto = parse_known(j->head, j->bytes, KNOWN_FORWARDED_PROTO), last = proto;
	char *text = NEW(j->a, char, PEER_TEXT);

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
	r->header = NEW(j->a, struct pair, j->head->headers);
	r->header_n = j->head->headers;
	for (unsigned i = 0; i < j->head->headers; i++) {
		r->header[i].name = parse_str(j->bytes, j->head->header[i].name);
		r->header[i].value = parse_str(j->bytes, j->head->header[i].value);
	}
}

static err
read_request(struct job *j, struct arena *a, struct request *r)
{
	str agent = parse_known(j->head, j->bytes, KNOWN_AGENT);
	struct form form;

	r->method = j->head->method == HEAD ? GET : j->head->method;
	r->path = j->path;
	r->raw_path = j->raw_path;
	r->raw_query = j->raw_query;
	r->host = parse_str(j->bytes, j->head->host);
	r->peer = j->peer;
	r->secure = j->secure;
	r->body = j->body;
	j->seen = recent_key(j->loop->s->seen, &j->addr, agent);
	r->seen_at = recent_get(j->loop->s->seen, j->seen);
	read_headers(j, r);
	TRY(path_pairs(a, j->raw_query, PATH_QUERIES_MAX, &r->query, &r->query_n));
	if (j->head->method != POST || j->asks)
		return OK;
	TRY(form_parse(a, parse_known(j->head, j->bytes, KNOWN_TYPE), j->body, &form));
	r->form = form.field;
	r->form_n = form.fields;
	r->upload = form.file;
	r->upload_n = form.files;
	return OK;
}

struct making {
	struct job *j;
	struct exchange *c;
	uint64_t ticket;
};

static err
make(void *arg)
{
	struct making *m = arg;
	struct request *r = NEW(m->c->a, struct request, 1);

	m->c->req = r;
	TRY(read_request(m->j, m->c->a, r));
	if (m->j->asks)
		m->j->may = m->j->loop->s->c.may_send(m->c);
	else
		m->j->loop->s->c.handle(m->c);
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
	int status = r->status ? r->status : 200;

	return r->keep && !r->file.n && !j->head->length && !j->head->chunked &&
		(j->head->method == GET || j->head->method == HEAD) &&
		(status == 200 || status == 301 || status == 410);
}

static void
keep(struct job *j, struct exchange *c, uint64_t ticket)
{
	struct server *s = j->loop->s;
	struct pressing *p = NEW(j->page->a, struct pressing, 1);

	*p = (struct pressing){{NULL, press}, s, stored_take(j->page)};
	if (!cache_keep(s->cache, j->key, j->page, &c->deps, ticket, c->now) ||
		!j->page->vary || !pool_add(s->press, &p->work))
		stored_drop(p->page);
}

static void
make_page(struct job *j, struct exchange *c, uint64_t ticket)
{
	struct server *s = j->loop->s;
	str accept = parse_known(j->head, j->bytes, KNOWN_ACCEPT_ENCODING);
	unsigned both = 1u << CODING_GZIP | 1u << CODING_BR;

	c->reply.keep = may_keep(j, &c->reply);
	if (c->reply.file.n && !negotiate_file(j->a, &j->answer, &c->reply,
		s->c.security_policy, j->head, j->bytes))
		return;
	if (c->reply.file.n)
		j->page = stored_plain(404, fail_why(), (str){0}, (str){0});
	else
		j->page = stored_new(&c->reply, s->c.security_policy,
			c->reply.keep ? both : 1u << negotiate_coding(accept, both));
	if (!j->page)
		j->page = stored_plain(500, "this page cannot be sent", (str){0}, (str){0});
	else if (c->reply.keep)
		keep(j, c, ticket);
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

/* Worth waiting for one another: what may be kept.  Who sends a cookie works at
 * the desk, and his pages are his own. */
static bool
may_share(const struct job *j)
{
	for (unsigned i = 0; i < j->head->headers; i++)
		if (str_eq_case(parse_str(j->bytes, j->head->header[i].name), S("cookie")))
			return false;
	return !j->again && j->head->method != POST && !j->head->length && !j->head->chunked;
}

/* False: another makes the page, and j waits for it. */
static bool
take_off(struct job *j)
{
	struct server *s = j->loop->s;
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
	struct server *s = j->loop->s;
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
		loop_post(f->loop, f);
	}
	return true;
}

static void
work(struct work *w)
{
	struct job *j = (struct job *)(void *)w;
	struct server *s = j->loop->s;
	struct arena *a;
	struct exchange *c;
	struct making m = {.j = j};
	err e;

	if (atomic_load(&j->gone) && land(j, true)) {
		atomic_fetch_add_explicit(&s->gone, 1, memory_order_relaxed);
		loop_post(j->loop, j);
		return;
	}
	a = arena_new(s->c.limit.memory + 8 * (j->mapped ? 0 : j->body.n));
	c = m.c = NEW(a, struct exchange, 1);
	c->a = c->deps.a = a;
	c->home = s->c.home;
	c->now = clock_now();
	m.ticket = cache_ticket(s->cache); /* before handle() opens its snapshot */
	e = arena_run(a, make, &m);
	if (e)
		j->page = stored_plain(e == E_INPUT || e == E_TOOBIG ? err_status(e) : 500,
			fail_why(), (str){0}, (str){0});
	else if (!j->may || !j->asks)
		make_page(j, c, m.ticket);
	j->done = true;
	arena_end(a);
	land(j, false);
	loop_post(j->loop, j);
}

err
job_add(struct job *j)
{
	struct server *s = j->loop->s;
	struct pool *pool = j->asks ? s->pool : s->c.heavy && s->c.heavy(j->path) ? s->heavy :
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
