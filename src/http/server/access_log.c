/* access_log.c: what is noted about each answer: a line of the log and some counts.
 *
 * The line is the "combined" form that log readers know, with the milliseconds
 * and whether the cache answered behind it.  Addresses lose their end, and no
 * query is written, neither of the request nor of the page it came from: what
 * people search for and the keys in signed links are nobody's business.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "http/server/serve.h"
#include "base/sys/clock.h"

#include <stdio.h>
#include <time.h>

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
write_line(struct server *s, const struct net_request *q, const struct net_answer *an,
	const struct peer_addr *addr, int64_t us, bool hit)
{
	struct peer_addr blurred = peer_blurred(*addr);
	const struct parse_head *h = q->head;
	const char *bytes = q->bytes;
	struct line l;
	char text[PEER_TEXT], when[32];
	time_t now = (time_t)clock_now();
	struct tm tm;
	int64_t size = (int64_t)an->body.n + an->left;

	l.n = 0;
	gmtime_r(&now, &tm);
	strftime(when, sizeof when, "%d/%b/%Y:%H:%M:%S +0000", &tm);
	peer_text(&blurred, text);
	addf(&l, "%s - - [%s] \"", text, when);
	add(&l, parse_str(bytes, h->verb), 32);
	addf(&l, " ");
	add(&l, without_query(parse_target(h, bytes)), 1024);
	addf(&l, " HTTP/1.%d\" %d %lld \"", h->minor, an->status, (long long)size);
	add(&l, dash(without_query(parse_known(h, bytes, KNOWN_REFERER))), 512);
	addf(&l, "\" \"");
	add(&l, dash(parse_known(h, bytes, KNOWN_AGENT)), 256);
	addf(&l, "\" %lld.%03lld %s", (long long)us / 1000, (long long)us % 1000,
		hit ? "hit" : "miss");
	log_line(s->log, (str){l.p, l.n});
}

void
access_note(struct server *s, const struct net_request *q, const struct net_answer *an, bool hit)
{
	int64_t us = clock_us() - q->begun_us;
	const struct stored *page = an->of;
	struct peer_addr addr = q->peer;

	if (peer_in(&s->proxies, &addr))
		addr = peer_forwarded(&s->proxies, addr, parse_known(q->head, q->bytes, KNOWN_FORWARDED_FOR));
	/* What a comment form's age is measured from; a page that is asked for
	 * again and not sent again was read as well. */
	if (page && page->html && q->head->method == GET && page->status == 200)
		recent_put(s->recent, recent_key(s->recent, &addr, parse_known(q->head, q->bytes, KNOWN_AGENT)),
			q->us / 1000);
	metrics_count(&s->tally[q->loop], an->status, us);
	if (s->log)
		write_line(s, q, an, &addr, us, hit);
}
