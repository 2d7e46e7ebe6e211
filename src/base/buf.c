/* buf.c: bytes being built.  Room doubles inside the arena; what is outgrown
 * stays there until the arena ends, which costs at most as much again. */
#include "base/base.h"

#include <stdio.h>

struct buf
buf_in(struct arena *a, size_t max)
{
	return (struct buf){.a = a, .max = max};
}

static bool
have_room(struct buf *b, size_t more)
{
	size_t cap = b->cap ? b->cap : 256;
	char *p;

	if (b->over || more > b->max - b->n) {
		b->over = true;
		return false;
	}
	if (more <= b->cap - b->n)
		return true;
	while (cap - b->n < more)
		cap *= 2;
	p = NEW(b->a, char, cap);
	if (b->n)
		memcpy(p, b->p, b->n);
	b->p = p;
	b->cap = cap;
	return true;
}

void
buf_add(struct buf *b, str s)
{
	if (!s.n || !have_room(b, s.n))
		return;
	memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
}

void
buf_char(struct buf *b, char c)
{
	buf_add(b, (str){&c, 1});
}

void
buf_html(struct buf *b, html h)
{
	buf_add(b, h.s);
}

void
buf_int(struct buf *b, int64_t i)
{
	buf_fmt(b, "%lld", (long long)i);
}

void
buf_fmt(struct buf *b, const char *fmt, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	/* vsnprintf ends with a NUL, which needs room but is not kept. */
	if (n > 0 && have_room(b, (size_t)n) &&
		((size_t)n < b->cap - b->n || have_room(b, (size_t)n + 1))) {
		vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
		b->n += (size_t)n;
	}
	va_end(again);
}

str
buf_str(const struct buf *b)
{
	return (str){b->p, b->n};
}

err
buf_done(const struct buf *b, str *out)
{
	*out = buf_str(b);
	return b->over ? fail(E_TOOBIG, "larger than %zu bytes", b->max) : OK;
}
