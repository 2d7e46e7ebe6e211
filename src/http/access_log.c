/* access.c: what is noted about each answer: a line of the log and some counts.
 *
 * The line is the "combined" form that log readers know, with the milliseconds
 * and whether the cache answered behind it.  Addresses lose their end, and no
 * query is written, neither of the request nor of the page it came from: what
 * people search for and the keys in signed links are nobody's business.
 */
#include "http/serve.h"
#include "base/sys/clock.h"

#include <stdio.h>
#include <time.h>

/* Upper bounds in microseconds; the last is everything. */
static const int64_t latency_us[SERVE_LATENCIES] = {100, 500, 1000, 5000, 25000, 100000,
	1000000, INT64_MAX};

struct line {
	size_t n;
	char p[LOG_LINE_MAX];
};

/* Quotes, backslashes and what is not printable as \xHH: a line stays one. */
static void
add(struct line *l, str s, size_t most)
{
	s = str_upto(s, most);
	for (size_t i = 0; i < s.n && l->n + 5 < sizeof l->p; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < ' ' || c >= 127 || c == '"' || c == '\\')
			l->n += (size_t)snprintf(l->p + l->n, 5, "\\x%02x", c);
		else
			l->p[l->n++] = (char)c;
	}
}

static PRINTF(2, 3) void
addf(struct line *l, const char *fmt, ...)
{
	size_t room = sizeof l->p - l->n;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(l->p + l->n, room, fmt, ap);
	va_end(ap);
	if (n > 0)
		l->n += (size_t)n < room ? (size_t)n : room - 1;
}

static str
without_query(str s)
{
	return str_upto(s, str_find_char(s, '?'));
}

static str
dash(str s)
{
	return s.n ? s : S("-");
}

static void
write_line(const struct conn *c, const struct parse_head *h, const char *bytes,
	const struct peer_addr *addr, int64_t us, bool hit)
{
	struct peer_addr blurred = peer_blurred(*addr);
	struct line l;
	char text[PEER_TEXT], when[32];
	time_t now = (time_t)clock_now();
	struct tm tm;
	int64_t size = (int64_t)c->answer.body.n + c->answer.left;

	l.n = 0;
	gmtime_r(&now, &tm);
	strftime(when, sizeof when, "%d/%b/%Y:%H:%M:%S +0000", &tm);
	peer_text(&blurred, text);
	addf(&l, "%s - - [%s] \"", text, when);
	add(&l, parse_str(bytes, h->verb), 32);
	addf(&l, " ");
	add(&l, without_query(parse_target(h, bytes)), 1024);
	addf(&l, " HTTP/1.%d\" %d %lld \"", h->minor, c->answer.status, (long long)size);
	add(&l, dash(without_query(parse_known(h, bytes, KNOWN_REFERER))), 512);
	addf(&l, "\" \"");
	add(&l, dash(parse_known(h, bytes, KNOWN_AGENT)), 256);
	addf(&l, "\" %lld.%03lld %s", (long long)us / 1000, (long long)us % 1000,
		hit ? "hit" : "miss");
	log_line(c->loop->s->log, (str){l.p, l.n});
}

static void
count(struct counters *n, int status, int64_t us)
{
	int bucket = 0;

	while (us > latency_us[bucket])
		bucket++;
	atomic_fetch_add_explicit(&n->requests[status / 100 % 6], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&n->latency[bucket], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&n->latency_us, (uint64_t)us, memory_order_relaxed);
}

void
access_note(struct conn *c, const struct parse_head *h, const char *bytes, bool hit)
{
	struct server *s = c->loop->s;
	int64_t us = c->begun_us ? clock_us() - c->begun_us : 0;
	struct peer_addr addr = c->addr;

	if (peer_in(&s->proxies, &addr))
		addr = peer_forwarded(&s->proxies, addr,
			parse_known(h, bytes, KNOWN_FORWARDED_FOR));
	/* What a comment form's age is measured from; a page that is asked for
	 * again and not sent again was read as well. */
	if (c->page && c->page->html && h->method == GET && c->page->status == 200)
		recent_put(s->seen, recent_key(s->seen, &addr, parse_known(h, bytes, KNOWN_AGENT)),
			c->loop->us / 1000);
	count(&c->loop->n, c->answer.status, us);
	if (s->log)
		write_line(c, h, bytes, &addr, us, hit);
}

static uint64_t
sum(struct server *s, size_t offset)
{
	uint64_t n = 0;

	for (unsigned i = 0; i < s->started; i++)
		n += atomic_load((_Atomic uint64_t *)(void *)((char *)&s->loop[i]->n + offset));
	return n;
}

#define SUM(field) sum(s, offsetof(struct counters, field))

static void
one(struct buf *b, const char *name, const char *kind, uint64_t v)
{
	buf_fmt(b, "# TYPE djeli_%s %s\ndjeli_%s %llu\n", name, kind, name,
		(unsigned long long)v);
}

static void
write_latencies(struct server *s, struct buf *b)
{
	uint64_t total = 0, us = SUM(latency_us);

	buf_add(b, S("# TYPE djeli_http_seconds histogram\n"));
	for (size_t i = 0; i < SERVE_LATENCIES; i++) {
		total += sum(s, offsetof(struct counters, latency) + i * sizeof total);
		if (latency_us[i] < INT64_MAX)
			buf_fmt(b, "djeli_http_seconds_bucket{le=\"%g\"} %llu\n",
				(double)latency_us[i] / 1e6, (unsigned long long)total);
		else
			buf_fmt(b, "djeli_http_seconds_bucket{le=\"+Inf\"} %llu\n",
				(unsigned long long)total);
	}
	buf_fmt(b, "djeli_http_seconds_sum %llu.%06llu\ndjeli_http_seconds_count %llu\n",
		(unsigned long long)us / 1000000, (unsigned long long)us % 1000000,
		(unsigned long long)total);
}

static void
write_cache(struct server *s, struct buf *b)
{
	struct cache_counts n = cache_counts(s->cache);

	one(b, "cache_hits_total", "counter", n.hits);
	one(b, "cache_misses_total", "counter", n.misses);
	one(b, "cache_kept_total", "counter", n.kept);
	one(b, "cache_refused_total", "counter", n.refused);
	one(b, "cache_dropped_total", "counter", n.dropped);
	one(b, "cache_expired_total", "counter", n.expired);
	one(b, "cache_evicted_total", "counter", n.evicted);
	one(b, "cache_coalesced_total", "counter", atomic_load(&s->coalesced));
	one(b, "cache_pages", "gauge", n.pages);
	one(b, "cache_bytes", "gauge", n.bytes);
}

void
server_metrics(struct server *s, struct buf *b)
{
	buf_add(b, S("# TYPE djeli_http_requests_total counter\n"));
	for (unsigned k = 1; k < 6; k++)
		buf_fmt(b, "djeli_http_requests_total{status=\"%uxx\"} %llu\n", k,
			(unsigned long long)sum(s, offsetof(struct counters, requests) +
				k * sizeof(uint64_t)));
	write_latencies(s, b);
	write_cache(s, b);
	one(b, "http_connections", "gauge", atomic_load(&s->open));
	one(b, "http_connections_total", "counter", SUM(accepted));
	one(b, "http_refused_total", "counter", SUM(refused));
	one(b, "http_timeouts_total", "counter", SUM(timeouts));
	one(b, "http_left_total", "counter", atomic_load(&s->gone));
	one(b, "http_sent_bytes_total", "counter", SUM(bytes));
	one(b, "http_queue", "gauge", pool_waiting(s->pool));
	one(b, "http_slow_queue", "gauge", pool_waiting(s->lane));
	one(b, "log_lost_lines_total", "counter", log_lost(s->log));
}

void
server_figures(struct server *s, struct server_figures *f)
{
	struct cache_counts n = cache_counts(s->cache);

	*f = (struct server_figures){.hits = n.hits, .misses = n.misses, .dropped = n.dropped, .sent_bytes = SUM(bytes), .pages = n.pages,
		.bytes = n.bytes, .queue = pool_waiting(s->pool), .slow_queue = pool_waiting(s->lane), .connections = atomic_load(&s->open)};
	for (size_t k = 0; k < LENGTH(f->requests); k++)
		f->requests[k] = sum(s, offsetof(struct counters, requests) + k * sizeof(uint64_t));
	for (size_t k = 0; k < SERVE_LATENCIES; k++) {
		f->latency[k] = sum(s, offsetof(struct counters, latency) + k * sizeof(uint64_t));
		f->bound_us[k] = latency_us[k];
	}
}
