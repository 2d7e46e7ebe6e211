/* str.c: looking at borrowed bytes.  Nothing here allocates or copies. */
#include "base/base.h"

str
str_of(const char *z)
{
	return (str){z, z ? strlen(z) : 0};
}

bool
str_eq(str a, str b)
{
	return a.n == b.n && (!a.n || !memcmp(a.p, b.p, a.n));
}

static unsigned char
fold(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

bool
str_eq_case(str a, str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (fold(a.p[i]) != fold(b.p[i]))
			return false;
	return true;
}

int
str_cmp(str a, str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool
str_starts(str s, str head)
{
	return s.n >= head.n && str_eq((str){s.p, head.n}, head);
}

bool
str_ends(str s, str tail)
{
	return s.n >= tail.n && str_eq(str_from(s, s.n - tail.n), tail);
}

size_t
str_find(str s, str part)
{
	const char *at;

	if (!part.n)
		return 0;
	at = s.n ? memmem(s.p, s.n, part.p, part.n) : NULL;
	return at ? (size_t)(at - s.p) : NOWHERE;
}

size_t
str_find_char(str s, char c)
{
	const char *at = s.n ? memchr(s.p, c, s.n) : NULL;

	return at ? (size_t)(at - s.p) : NOWHERE;
}

str
str_from(str s, size_t at)
{
	if (at > s.n)
		at = s.n;
	return (str){s.n ? s.p + at : s.p, s.n - at};
}

str
str_upto(str s, size_t n)
{
	return (str){s.p, n < s.n ? n : s.n};
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

str
str_trim(str s)
{
	while (s.n && is_space(s.p[0]))
		s = str_from(s, 1);
	while (s.n && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool
str_split(str *rest, char sep, str *part)
{
	size_t at;

	if (!rest->p)
		return false;
	at = str_find_char(*rest, sep);
	if (at == NOWHERE) {
		*part = *rest;
		*rest = (str){0};
	} else {
		*part = str_upto(*rest, at);
		*rest = str_from(*rest, at + 1);
	}
	return true;
}

err
str_int(str s, int64_t *out)
{
	bool negative = s.n && s.p[0] == '-';
	str digits = str_from(s, negative);
	int64_t v = 0;

	if (!digits.n)
		return fail(E_INPUT, "number is missing");
	for (size_t i = 0; i < digits.n; i++) {
		int d = digits.p[i] - '0';

		if (d < 0 || d > 9)
			return fail(E_INPUT, "\"%.*s\" is not a number",
				SARG(str_upto(s, 40)));
		if (__builtin_mul_overflow(v, 10, &v) ||
			__builtin_add_overflow(v, negative ? -d : d, &v))
			return fail(E_INPUT, "the number %.*s is too large",
				SARG(str_upto(s, 40)));
	}
	*out = v;
	return OK;
}
