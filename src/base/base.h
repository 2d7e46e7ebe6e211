/* base.h: the types every other file speaks in.
 *
 * str    borrowed bytes with a length; no NUL is promised, nothing is owned
 * html   bytes that may be sent as HTML: only text/ and the templates make one,
 *        so sending unescaped text does not compile
 * arena  owns everything that one piece of work (a request, a command, a test)
 *        makes; it has a cap, and it ends once
 * buf    bytes being built in an arena, born with a maximum
 * err    what went wrong, as far as a program must tell cases apart; the words
 *        for a human are left beside it by fail()
 *
 * Nothing here reads a clock, a file or a socket.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#define MUST __attribute__((warn_unused_result))
#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* One meaning each; err_status() and err_exit() are the only translations. */
typedef enum {
	OK,
	E_INPUT,  /* what was given is wrong; fail() says what */
	E_LOGIN,  /* who are you? */
	E_DENIED, /* you may not */
	E_ABSENT, /* there is no such thing */
	E_GONE,   /* there was, and it was taken away for good */
	E_CLASH,  /* somebody else was first, or it exists already */
	E_TOOBIG, /* over a limit of size, depth or memory */
	E_FLOOD,  /* too often */
	E_BUSY,   /* not now; try again */
	E_BROKEN, /* our fault, or the machine's */
} err;

#define TRY(call)                                                              \
	do {                                                                   \
		err try_err_ = (call);                                         \
		if (try_err_ != OK)                                            \
			return try_err_;                                       \
	} while (0)

/* Leaves the reason (one line, no newline) for fail_why() and returns e.  The
 * reason belongs to the calling thread and lasts until its next fail(). */
err fail(err e, const char *why, ...) PRINTF(2, 3) MUST;
const char *fail_why(void);
int err_status(err e); /* HTTP status: E_ABSENT is 404 */
int err_exit(err e);   /* exit code of a command: 0 done, 1 failed */

typedef struct {
	const char *p;
	size_t n;
} str;

typedef struct {
	str s;
} html;

#define S(literal) ((str){"" literal, sizeof(literal) - 1})
#define SARG(s) (int)(s).n, (s).p /* for "%.*s"; s is evaluated twice */
#define NOWHERE SIZE_MAX          /* what the finders return for "not there" */

str str_of(const char *z);                      /* borrows; NULL is empty */
bool str_eq(str a, str b);
bool str_eq_case(str a, str b);                 /* ASCII letters fold */
int str_cmp(str a, str b);                      /* as memcmp, shorter first */
bool str_starts(str s, str head);
bool str_ends(str s, str tail);
size_t str_find(str s, str part);               /* first place or NOWHERE */
size_t str_find_char(str s, char c);
str str_from(str s, size_t at);                 /* s without its first at bytes */
str str_upto(str s, size_t n);                  /* the first n bytes, or all */
str str_trim(str s);                            /* ASCII white space, both ends */
/* Takes the part before the first sep off *rest; false when rest was used up. */
bool str_split(str *rest, char sep, str *part);
/* Decimal, whole string, optional '-'; E_INPUT when it is anything else. */
err str_int(str s, int64_t *out) MUST;

struct arena;
/* cap: bytes that may be taken in all; held memory grows only as it is used. */
struct arena *arena_new(size_t cap);
void arena_end(struct arena *);
/* Zeroed memory, never NULL.  Over the cap (or out of memory) the nearest
 * arena_run() of this arena returns E_TOOBIG; without one the program ends. */
void *arena_take(struct arena *, size_t n, size_t each, size_t align) MUST;
#define NEW(a, T, n) ((T *)arena_take((a), (n), sizeof(T), _Alignof(T)))
/* undo(thing) runs at arena_end(), last one first. */
void arena_defer(struct arena *, void (*undo)(void *), void *thing);
/* Calls fn(arg) so that running over the cap inside it becomes E_TOOBIG here.
 * The jump skips the frames between: they must own nothing but arena memory
 * and what arena_defer() will undo, and hold no lock while they take. */
err arena_run(struct arena *, err (*fn)(void *), void *arg) MUST;
size_t arena_used(const struct arena *);
str arena_copy(struct arena *, str);
char *arena_z(struct arena *, str);             /* NUL-terminated copy */
str arena_fmt(struct arena *, const char *fmt, ...) PRINTF(2, 3);

/* struct buf b = buf_in(a, max).  The first failure sticks; later additions do
 * nothing, so a builder checks once, in buf_done(). */
struct buf {
	struct arena *a;
	char *p;
	size_t n, cap, max;
	bool over;
};
struct buf buf_in(struct arena *, size_t max);
void buf_add(struct buf *, str);
void buf_char(struct buf *, char);
void buf_html(struct buf *, html);
void buf_int(struct buf *, int64_t);
void buf_fmt(struct buf *, const char *fmt, ...) PRINTF(2, 3);
/* The bytes so far; they stay valid until the next addition. */
str buf_str(const struct buf *);
err buf_done(const struct buf *, str *out) MUST; /* E_TOOBIG when max was passed */
