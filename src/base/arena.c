/* arena.c: the only file that asks the machine for memory on behalf of others.
 *
 * Blocks double up to 1 MiB and are freed together.  There is no free of one
 * piece: work here is short, and what is long-lived has an arena of its own.
 * Running over the cap is a jump and not a NULL, because a check after each
 * of thousands of takes would be wrong somewhere, and one request's greed is
 * always answered in the same way: the request fails, nobody else notices.
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

struct block {
	struct block *next;
	size_t used, size;
	_Alignas(max_align_t) char mem[];
};

struct undo {
	struct undo *next;
	void (*fn)(void *);
	void *thing;
};

struct arena {
	struct block *top;
	struct undo *undo;
	size_t used, cap;
	jmp_buf *guard;
};

static _Noreturn void
run_dry(struct arena *a)
{
	if (a && a->guard)
		longjmp(*a->guard, 1);
	fputs("djeli: out of memory\n", stderr);
	abort();
}

struct arena *
arena_new(size_t cap)
{
	struct arena *a = calloc(1, sizeof *a);

	if (!a)
		run_dry(NULL);
	a->cap = cap;
	return a;
}

void
arena_end(struct arena *a)
{
	if (!a)
		return;
	for (struct undo *u = a->undo; u; u = u->next)
		u->fn(u->thing);
	for (struct block *b = a->top, *next; b; b = next) {
		next = b->next;
		free(b);
	}
	free(a);
}

static void
add_block(struct arena *a, size_t want)
{
	size_t size = a->top ? a->top->size * 2 : FIRST_BLOCK;
	struct block *b;

	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	if (size < want)
		size = want;
	b = malloc(sizeof *b + size);
	if (!b)
		run_dry(a);
	b->used = 0;
	b->size = size;
	b->next = a->top;
	a->top = b;
}

void *
arena_take(struct arena *a, size_t n, size_t each, size_t align)
{
	size_t want, at;

	if (__builtin_mul_overflow(n, each, &want) || want > a->cap - a->used)
		run_dry(a);
	at = a->top ? (a->top->used + align - 1) & ~(align - 1) : 0;
	if (!a->top || at > a->top->size || want > a->top->size - at) {
		add_block(a, want);
		at = 0;
	}
	a->top->used = at + want;
	a->used += want;
	return memset(a->top->mem + at, 0, want);
}

void
arena_defer(struct arena *a, void (*fn)(void *), void *thing)
{
	struct undo *u = NEW(a, struct undo, 1);

	*u = (struct undo){a->undo, fn, thing};
	a->undo = u;
}

err
arena_run(struct arena *a, err (*fn)(void *), void *arg)
{
	jmp_buf here, *volatile outer = a->guard;
	volatile err e;

	if (setjmp(here)) {
		a->guard = outer;
		return fail(E_TOOBIG, "request needs more memory than its limit of %zu bytes", a->cap);
	}
	a->guard = &here;
	e = fn(arg);
	a->guard = outer;
	return e;
}

size_t
arena_used(const struct arena *a)
{
	return a->used;
}

str
arena_copy(struct arena *a, str s)
{
	return (str){arena_z(a, s), s.n};
}

char *
arena_z(struct arena *a, str s)
{
	char *p = NEW(a, char, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	return p;
}

str
arena_fmt(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	int n;
	char *p;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	p = NEW(a, char, (size_t)(n < 0 ? 0 : n) + 1);
	if (n > 0)
		vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return (str){p, (size_t)(n < 0 ? 0 : n)};
}
