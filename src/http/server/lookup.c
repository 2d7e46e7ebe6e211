/* lookup.c: a request's head, on a loop's thread: the page cache answers, or a job
 * is made for a worker.  What needs neither (redirects of odd paths, methods that
 * no page serves, bodies that are too large) is answered here as well.
 */
#include "http/path.h"
#include "http/server/serve.h"

static void
answer(struct server *s, struct stored *p, const struct net_request *q, struct net_answer *an,
	bool hit)
{
	negotiate_page(an, p, q->head, q->bytes);
	access_note(s, q, an, hit);
}

void
lookup_busy(struct server *s, const struct net_request *q, struct net_answer *an)
{
	atomic_fetch_add_explicit(&s->tally[q->loop].refused, 1, memory_order_relaxed);
	answer(s, stored_take(s->busy), q, an, false);
}

void
lookup_plain(void *server, unsigned loop, int status, const char *why, struct net_answer *an)
{
	struct server *s = server;
	struct stored *p = stored_plain(status, why, (str){0}, (str){0});
	const struct stored_form *f = atomic_load(&p->form[CODING_PLAIN]);

	*an = (struct net_answer){.status = p->status, .head = f->head, .body = f->body, .file = -1,
		.of = p};
	atomic_fetch_add_explicit(&s->tally[loop].requests[status / 100], 1, memory_order_relaxed);
}

static enum net_next
refuse(struct server *s, const struct net_request *q, struct net_answer *an, int status,
	const char *why)
{
	lookup_plain(s, q->loop, status, why, an);
	an->close = true;
	return NET_ANSWER;
}

/* An answer that the server gives by itself, without a page. */
static enum net_next
by_itself(struct server *s, const struct net_request *q, struct net_answer *an, int status,
	const char *why, str name, str value)
{
	answer(s, stored_plain(status, why, name, value), q, an, false);
	an->close = q->head->chunked || q->head->length; /* its body stays unread */
	return NET_ANSWER;
}

static enum net_next
other_method(struct server *s, const struct net_request *q, struct net_answer *an, str path)
{
	bool options = str_eq(parse_str(q->bytes, q->head->verb), S("OPTIONS"));
	const struct route *r;
	str arg[ROUTE_ARGS], allow;

	if (options && str_eq(path, S("*")))
		allow = S("GET, HEAD, POST, OPTIONS");
	else if (route_find(s->c.routes, OTHER, path, arg, &r, &allow) == E_ABSENT)
		return by_itself(s, q, an, 404, "page not found", (str){0}, (str){0});
	return by_itself(s, q, an, options ? 204 : 405, "method not allowed",
		S("Allow"), allow);
}

/* "//a/../b" is asked for again as "/b", so that a page has one address. */
static enum net_next
redirect(struct server *s, const struct net_request *q, struct net_answer *an, str path, str query)
{
	struct arena *a = arena_new(65536);
	struct buf to = buf_in(a, 32768);
	struct reply r = {0};

	path_encode(&to, path);
	if (query.n)
		buf_fmt(&to, "?%.*s", SARG(query));
	reply_to(&r, 301, buf_str(&to));
	answer(s, stored_new(&r, S(""), 0), q, an, false);
	arena_end(a);
	return NET_ANSWER;
}

/* Is a cookie of this name among those that were sent? */
static bool
has_cookie(const struct parse_head *h, const char *bytes, str name)
{
	for (unsigned i = 0; i < h->headers; i++) {
		str rest = parse_str(bytes, h->header[i].value), one;

		if (!str_eq_case(parse_str(bytes, h->header[i].name), S("cookie")))
			continue;
		while (str_split(&rest, ';', &one)) {
			one = str_trim(one);
			if (str_starts(one, name) && one.n > name.n && one.p[name.n] == '=')
				return true;
		}
	}
	return false;
}

struct lookup {
	str path, raw, query, key;
};

static enum net_next
need_worker(struct server *s, const struct net_request *q, struct net_answer *an,
	const struct lookup *l, struct net_job **out)
{
	const struct parse_head *h = q->head;
	size_t max = s->c.body_max, limit = max;
	bool body = h->chunked || h->length, asks;
	struct job *j;

	if (s->c.body_limit && s->c.may_send && h->method == POST && s->c.body_limit(l->path) > max)
		limit = s->c.body_limit(l->path);
	/* A body that says it is small is like any other; who says nothing could send all. */
	asks = limit > max && (h->chunked || h->length > max);
	if (body && h->length > limit)
		return refuse(s, q, an, 413, "the request is larger than the limit");
	if (asks && !has_cookie(h, q->bytes, s->c.body_cookie))
		return refuse(s, q, an, 401, "only who is logged in may send this");
	j = job_new(s, q);
	j->path = arena_copy(j->net.a, l->path);
	j->raw_path = arena_copy(j->net.a, l->raw);
	j->raw_query = arena_copy(j->net.a, l->query);
	j->key = arena_copy(j->net.a, l->key);
	j->net.limit = limit;
	j->net.asks = asks;
	*out = &j->net;
	return NET_WORK;
}

/* The page's name in the cache: no host, no method; LF stands in no path. */
static str
make_key(char *out, str path, str query, str *cleaned)
{
	memcpy(out, path.p, path.n);
	out[path.n] = '\n';
	*cleaned = path_clean_query(query, out + path.n + 1);
	return (str){out, path.n + 1 + cleaned->n};
}

enum net_next
lookup_head(void *server, const struct net_request *q, struct net_answer *an, struct net_job **job)
{
	struct server *s = server;
	const struct parse_head *h = q->head;
	char path_room[PARSE_URL_MAX + 1], key_room[2 * PARSE_URL_MAX + 2];
	str target = parse_target(h, q->bytes), query;
	size_t mark = str_find_char(target, '?');
	bool reads = (h->method == GET || h->method == HEAD) && !h->chunked && !h->length, folded = false;
	struct lookup l = {.raw = str_upto(target, mark)};
	struct stored *hit = NULL;

	query = mark == NOWHERE ? S("") : str_from(target, mark + 1);
	if (!l.raw.n)
		l.raw = S("/");
	if (h->method == OTHER && str_eq(l.raw, S("*")))
		return other_method(s, q, an, l.raw);
	if (path_canon(l.raw, path_room, &l.path, &folded))
		return by_itself(s, q, an, 400, fail_why(), (str){0}, (str){0});
	if (h->method == OTHER)
		return other_method(s, q, an, l.path);
	if (folded && reads)
		return redirect(s, q, an, l.path, query);
	l.key = make_key(key_room, l.path, query, &l.query);
	if (reads)
		hit = cache_find(s->cache, l.key, q->now);
	if (!hit)
		return need_worker(s, q, an, &l, job);
	answer(s, hit, q, an, true);
	return NET_ANSWER;
}
