/* metrics.h: what a server has done since its start, as numbers.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

struct server;
/* Numbers since the start, in Prometheus' text form, for GET /metrics.  Any
 * thread. */
void metrics_write(struct server *, struct buf *);
/* The same as numbers, for a page that shows them. */
enum { METRICS_LATENCIES = 8 };
struct metrics {
	uint64_t requests[6];                /* by the first digit of the status */
	uint64_t latency[METRICS_LATENCIES];  /* answers that took so long at most ... */
	int64_t bound_us[METRICS_LATENCIES];  /* ... in microseconds; the last is everything */
	uint64_t hits, misses, dropped, sent_bytes;
	size_t pages, bytes, queue, slow_queue;
	unsigned connections;
};
void metrics_figures(struct server *, struct metrics *);
