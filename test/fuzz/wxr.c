/* Any bytes as an export: the first byte says in which pieces it comes, which
 * must not change what is read.
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/wordpress/wxr.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

struct sum {
	uint64_t bytes, records, lost;
};

static err
on_item(void *arg, const struct wxr_item *i, struct arena *own, bool *keep)
{
	struct sum *s = arg;

	(void)own, (void)keep;
	s->records++;
	s->bytes += i->content.n + i->title.n + i->id.n;
	return OK;
}

static err
on_term(void *arg, const struct wxr_term *t)
{
	struct sum *s = arg;

	s->records++;
	s->bytes += t->slug.n;
	return OK;
}

static void
on_lost(void *arg, int64_t line, const char *why)
{
	struct sum *s = arg;

	(void)why;
	s->lost += (uint64_t)line;
}

static struct sum
read_in(str s, size_t piece)
{
	struct arena *a = arena_new(64 << 20);
	struct sum sum = {0};
	struct wxr *x = wxr_new(a, (struct wxr_to){.arg = &sum, .item = on_item, .term = on_term,
		.lost = on_lost});
	err e = OK;

	for (; s.n && !e; s = str_from(s, piece))
		e = wxr_feed(x, str_upto(s, piece));
	e = e ? e : wxr_end(x);
	arena_end(a);
	return e ? (struct sum){0} : sum;
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct sum one, two;

	if (n < 2)
		return 0;
	one = read_in((str){(const char *)p + 1, n - 1}, SIZE_MAX);
	two = read_in((str){(const char *)p + 1, n - 1}, p[0] ? p[0] : 1);
	if (one.bytes != two.bytes || one.records != two.records || one.lost != two.lost)
		abort();
	return 0;
}
