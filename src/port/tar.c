/* tar.c: tar as a stream; see tar.h.  Sizes are checked before they are used,
 * extended headers are bounded, and a header whose sum is wrong ends it. */
#include "port/tar.h"

#include <stdio.h>

enum { BLOCK = 512, EXTENDED_MAX = 1 << 20 };

struct tar {
	struct source *from;
	int64_t left, pad;   /* of the entry that is being read */
	int64_t pax_size;    /* -1: none */
	bool started, sparse;
	size_t name_n;
	bool long_name;
	char name[TAR_NAME_MAX + 1];
	char extended[EXTENDED_MAX];
};

struct tar *
tar_open(struct arena *a, struct source *from)
{
	struct tar *t = NEW(a, struct tar, 1);

	t->from = from;
	return t;
}

/* Exactly n bytes; *got 0: the end came before the first. */
static err
full(struct tar *t, char *p, size_t n, size_t *got)
{
	*got = 0;
	while (*got < n) {
		size_t one;

		TRY(source_read(t->from, p + *got, n - *got, &one));
		if (!one)
			return *got ? fail(E_INPUT, "the tar file is truncated") : OK;
		*got += one;
	}
	return OK;
}

static err
pass(struct tar *t, int64_t n)
{
	char piece[8192];

	while (n > 0) {
		size_t got, want = n < (int64_t)sizeof piece ? (size_t)n : sizeof piece;

		TRY(full(t, piece, want, &got));
		if (!got)
			return fail(E_INPUT, "the tar file is truncated");
		n -= (int64_t)got;
	}
	return OK;
}

/* Octal, or base 256 where the first bit is set. */
static err
number(const char *p, size_t n, int64_t *out)
{
	uint64_t v = 0;
	size_t i = 0;

	if ((unsigned char)*p & 0x80) {
		v = (unsigned char)*p & 0x7f;
		for (i = 1; i < n; i++) {
			if (v >> 54)
				return fail(E_INPUT, "the tar file contains an invalid size");
			v = v << 8 | (unsigned char)p[i];
		}
	} else {
		while (i < n && p[i] == ' ')
			i++;
		for (; i < n && p[i] >= '0' && p[i] <= '7'; i++) {
			if (v >> 59)
				return fail(E_INPUT, "the tar file contains an invalid size");
			v = v << 3 | (uint64_t)(p[i] - '0');
		}
	}
	*out = (int64_t)v;
	return *out < 0 ? fail(E_INPUT, "the tar file contains an invalid size") : OK;
}

static bool
sum_is_right(const char *h)
{
	int64_t want;
	uint64_t sum = 0;

	for (int i = 0; i < BLOCK; i++)
		sum += i >= 148 && i < 156 ? ' ' : (unsigned char)h[i];
	return number(h + 148, 8, &want) == OK && (uint64_t)want == sum;
}

static str
field(const char *p, size_t n)
{
	return (str){p, strnlen(p, n)};
}

static void
set_name(struct tar *t, str s)
{
	t->name_n = s.n < TAR_NAME_MAX ? s.n : TAR_NAME_MAX;
	memcpy(t->name, s.p, t->name_n);
}

static err
read_extended(struct tar *t, int64_t size, str *out)
{
	size_t got;

	if (size > EXTENDED_MAX)
		return fail(E_INPUT, "the tar file has an extended header of %lld bytes",
			(long long)size);
	TRY(full(t, t->extended, (size_t)size, &got));
	if (got != (size_t)size)
		return fail(E_INPUT, "the tar file is truncated");
	*out = (str){t->extended, got};
	return pass(t, (BLOCK - size % BLOCK) % BLOCK);
}

/* Records "LENGTH NAME=VALUE\n"; the length counts itself. */
static err
read_pax(struct tar *t, str s)
{
	while (s.n) {
		size_t space = str_find_char(s, ' '), eq;
		int64_t n;
		str record, name, value;

		if (space == NOWHERE || str_int(str_upto(s, space), &n) || n <= (int64_t)space + 2 ||
			(uint64_t)n > s.n)
			return fail(E_INPUT, "the tar file has an invalid pax header");
		record = str_from(str_upto(s, (size_t)n - 1), space + 1);
		s = str_from(s, (size_t)n);
		eq = str_find_char(record, '=');
		if (eq == NOWHERE)
			return fail(E_INPUT, "the tar file has an invalid pax header");
		name = str_upto(record, eq);
		value = str_from(record, eq + 1);
		if (str_starts(name, S("GNU.sparse")))
			t->sparse = true;
		if (str_eq(name, S("path"))) {
			set_name(t, value);
			t->long_name = true;
		}
		if (str_eq(name, S("size")) && (str_int(value, &t->pax_size) || t->pax_size < 0))
			return fail(E_INPUT, "the tar file contains an invalid size");
	}
	return OK;
}

static void
short_name(struct tar *t, const char *h)
{
	str prefix = field(h + 345, 155), name = field(h, 100);
	char both[260];
	int n;

	if (memcmp(h + 257, "ustar", 5) || h[262] || !prefix.n) { /* GNU's has no prefix */
		set_name(t, name);
		return;
	}
	n = snprintf(both, sizeof both, "%.*s/%.*s", SARG(prefix), SARG(name));
	set_name(t, (str){both, n > 0 ? (size_t)n : 0});
}

static bool
all_zero(const char *h)
{
	for (int i = 0; i < BLOCK; i++)
		if (h[i])
			return false;
	return true;
}

/* One header.  *real: it is an entry and not about the next one. */
static err
one_header(struct tar *t, const char *h, struct tar_entry *e, bool *real)
{
	int64_t size;
	char type = h[156];
	str data;

	if (!sum_is_right(h))
		return fail(E_INPUT, t->started ? "the tar is damaged" : "not a tar file");
	t->started = true;
	TRY(number(h + 124, 12, &size));
	*real = !strchr("LKxg", type) || !type;
	if (!*real) {
		TRY(read_extended(t, size, &data));
		if (type == 'L') {
			set_name(t, str_upto(data, strnlen(data.p, data.n)));
			t->long_name = true;
		}
		return type == 'x' ? read_pax(t, data) : OK;
	}
	if (!t->long_name)
		short_name(t, h);
	if (t->pax_size >= 0)
		size = t->pax_size;
	if (type >= '1' && type <= '6')
		size = 0;
	*e = (struct tar_entry){.name = {t->name, t->name_n}, .size = size,
		.file = (type == '0' || !type || type == '7') && !t->sparse};
	t->left = size;
	t->pad = (BLOCK - size % BLOCK) % BLOCK;
	return OK;
}

err
tar_next(struct tar *t, struct tar_entry *e, bool *more)
{
	char h[BLOCK];
	bool real = false;
	size_t got;

	TRY(pass(t, t->left));
	TRY(pass(t, t->pad));
	t->left = t->pad = 0;
	t->pax_size = -1;
	t->sparse = t->long_name = false;
	*more = false;
	while (!real) {
		TRY(full(t, h, BLOCK, &got));
		if (!got && !t->started)
			return fail(E_INPUT, "not a tar file");
		if (!got || all_zero(h))
			return OK;
		TRY(one_header(t, h, e, &real));
	}
	*more = true;
	return OK;
}

err
tar_read(struct tar *t, char *p, size_t max, size_t *n)
{
	*n = 0;
	if (!t->left)
		return OK;
	TRY(source_read(t->from, p, (int64_t)max < t->left ? max : (size_t)t->left, n));
	if (!*n)
		return fail(E_INPUT, "the tar file is truncated");
	t->left -= (int64_t)*n;
	return OK;
}
