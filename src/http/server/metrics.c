/* metrics.c: counts of answers, for GET /metrics and for pages that show them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "http/server/metrics.h"

#include "http/server/serve.h"

_Static_assert((int)METRICS_LATENCIES == (int)SERVE_LATENCIES, "one bucket, one number");

/* Upper bounds in microseconds; the last is everything. */
static const int64_t latency_us[METRICS_LATENCIES] = {100, 500, 1000, 5000, 25000, 100000,
	1000000, INT64_MAX};

void
metrics_count(struct tally *n, int status, int64_t us)
{
	int bucket = 0;

	while (us > latency_us[bucket])
		bucket++;
	atomic_fetch_add_explicit(&n->requests[status / 100 % 6], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&n->latency[bucket], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&n->latency_us, (uint64_t)us, memory_order_relaxed);
}

static uint64_t
sum(struct server *s, size_t offset)
{
	uint64_t n = 0;

	for (unsigned i = 0; i < s->loops; i++)
		n += atomic_load((_Atomic uint64_t *)(void *)((char *)&s->tally[i] + offset));
	return n;
}

#define SUM(field) sum(s, offsetof(struct tally, field))

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
	for (size_t i = 0; i < METRICS_LATENCIES; i++) {
		total += sum(s, offsetof(struct tally, latency) + i * sizeof total);
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
metrics_write(struct server *s, struct buf *b)
{
	struct net_figures net;

	net_figures(s->net, &net);
	buf_add(b, S("# TYPE djeli_http_requests_total counter\n"));
	for (unsigned k = 1; k < 6; k++)
		buf_fmt(b, "djeli_http_requests_total{status=\"%uxx\"} %llu\n", k,
			(unsigned long long)sum(s, offsetof(struct tally, requests) +
				k * sizeof(uint64_t)));
	write_latencies(s, b);
	write_cache(s, b);
	one(b, "http_connections", "gauge", net.open);
	one(b, "http_connections_total", "counter", net.accepted);
	one(b, "http_refused_total", "counter", net.refused + SUM(refused));
	one(b, "http_timeouts_total", "counter", net.timeouts);
	one(b, "http_left_total", "counter", atomic_load(&s->gone));
	one(b, "http_sent_bytes_total", "counter", net.sent_bytes);
	one(b, "http_queue", "gauge", pool_waiting(s->pool));
	one(b, "http_slow_queue", "gauge", pool_waiting(s->lane));
	one(b, "log_lost_lines_total", "counter", log_lost(s->log));
}

void
metrics_figures(struct server *s, struct metrics *f)
{
	struct cache_counts n = cache_counts(s->cache);
	struct net_figures net;

	net_figures(s->net, &net);
	*f = (struct metrics){.hits = n.hits, .misses = n.misses, .dropped = n.dropped,
		.sent_bytes = net.sent_bytes, .pages = n.pages, .bytes = n.bytes, .queue = pool_waiting(s->pool),
		.slow_queue = pool_waiting(s->lane), .connections = net.open};
	for (size_t k = 0; k < LENGTH(f->requests); k++)
		f->requests[k] = sum(s, offsetof(struct tally, requests) + k * sizeof(uint64_t));
	for (size_t k = 0; k < METRICS_LATENCIES; k++) {
		f->latency[k] = sum(s, offsetof(struct tally, latency) + k * sizeof(uint64_t));
		f->bound_us[k] = latency_us[k];
	}
}
