/* php.c: PHP's serialised values, by recursive descent with a cap on depth and
 * on the number of values, in time linear in the input: a string whose length
 * is wrong is searched once for its end and never tried again. */
#include "text/data/php.h"

enum { DEEPEST = 32, MOST = 100000 };

struct reader {
	struct arena *a;
	str in;
	size_t at, values;
};

static err value(struct reader *r, int depth, struct php **out);

bool
php_is(str s)
{
	if (str_eq(s, S("N;")))
		return true;
	return s.n >= 4 && s.p[1] == ':' && strchr("bidsaO", *s.p) && *s.p &&
		(s.p[s.n - 1] == ';' || s.p[s.n - 1] == '}');
}

static err
broken(const struct reader *r)
{
	return fail(E_INPUT, "invalid serialised data at byte %zu", r->at);
}

static bool
take(struct reader *r, char c)
{
	if (r->at < r->in.n && r->in.p[r->at] == c) {
		r->at++;
		return true;
	}
	return false;
}

/* What stands before `end`, which is passed over; at most 64 bytes. */
static err
until(struct reader *r, char end, str *out)
{
	str s = str_upto(str_from(r->in, r->at), 64);
	size_t n = str_find_char(s, end);

	if (n == NOWHERE)
		return broken(r);
	*out = str_upto(s, n);
	r->at += n + 1;
	return OK;
}

/* "text" after s:N:, with what ends it ('"' and then `after`). */
static err
quoted(struct reader *r, int64_t n, char after, str *out)
{
	str s;
	size_t end;

	if (!take(r, '"'))
		return broken(r);
	s = str_from(r->in, r->at);
	if (n >= 0 && (uint64_t)n < s.n && (size_t)n + 1 < s.n && s.p[n] == '"' &&
		s.p[n + 1] == after) {
		end = (size_t)n;
	} else {
		char mark[] = {'"', after};

		end = str_find(s, (str){mark, 2});
	}
	if (end == NOWHERE)
		return broken(r);
	*out = str_upto(s, end);
	r->at += end + 2;
	return OK;
}

static err
key(struct reader *r, str *out)
{
	str digits;
	int64_t n;
	char kind = r->at < r->in.n ? r->in.p[r->at] : 0;

	r->at++;
	if ((kind != 'i' && kind != 's') || !take(r, ':'))
		return broken(r);
	if (kind == 'i')
		return until(r, ';', out);
	TRY(until(r, ':', &digits));
	if (str_int(digits, &n))
		return broken(r);
	return quoted(r, n, ';', out);
}

static err
array(struct reader *r, int depth, struct php *v)
{
	struct php **tail = &v->child;
	str digits;
	int64_t n;

	TRY(until(r, ':', &digits));
	if (str_int(digits, &n) || n < 0 || !take(r, '{'))
		return broken(r);
	v->kind = PHP_ARRAY;
	while (n-- > 0) {
		str k;

		TRY(key(r, &k));
		TRY(value(r, depth + 1, tail));
		(*tail)->key = k;
		tail = &(*tail)->next;
	}
	return take(r, '}') ? OK : broken(r);
}

static err
string(struct reader *r, struct php *v)
{
	str digits;
	int64_t n;

	v->kind = PHP_STRING;
	TRY(until(r, ':', &digits));
	if (str_int(digits, &n))
		return broken(r);
	return quoted(r, n, ';', &v->s);
}

/* O:4:"Name":2:{...}: the name is of no use here. */
static err
object(struct reader *r, int depth, struct php *v)
{
	str digits, name;
	int64_t n;

	TRY(until(r, ':', &digits));
	if (str_int(digits, &n))
		return broken(r);
	TRY(quoted(r, n, ':', &name));
	return array(r, depth, v);
}

static err
number(struct reader *r, char kind, struct php *v)
{
	str digits;

	TRY(until(r, ';', &digits));
	v->kind = kind == 'b' ? PHP_BOOL : kind == 'i' ? PHP_INT : kind == 'd' ? PHP_FLOAT :
		PHP_NULL;
	if (kind == 'd')
		v->s = digits;
	else if (str_int(digits, &v->i))
		return broken(r);
	return OK;
}

static err
value(struct reader *r, int depth, struct php **out)
{
	char kind = r->at < r->in.n ? r->in.p[r->at] : 0;

	if (depth > DEEPEST || ++r->values > MOST)
		return fail(E_TOOBIG, "serialised data is nested too deeply or too long");
	*out = NEW(r->a, struct php, 1);
	r->at++;
	if (kind == 'N')
		return take(r, ';') ? OK : broken(r);
	if (!kind || !strchr("bidrRsaO", kind) || !take(r, ':'))
		return broken(r);
	if (kind == 's')
		return string(r, *out);
	if (kind == 'a')
		return array(r, depth, *out);
	if (kind == 'O')
		return object(r, depth, *out);
	return number(r, kind, *out);
}

err
php_read(struct arena *a, str s, struct php **out)
{
	struct reader r = {.a = a, .in = s};

	TRY(value(&r, 0, out));
	return r.at == s.n ? OK : broken(&r);
}

const struct php *
php_get(const struct php *v, str k)
{
	if (v && v->kind == PHP_ARRAY)
		for (const struct php *c = v->child; c; c = c->next)
			if (str_eq(c->key, k))
				return c;
	return NULL;
}

str
php_str(const struct php *v)
{
	return v && (v->kind == PHP_STRING || v->kind == PHP_FLOAT) ? v->s : (str){0};
}

int64_t
php_int(const struct php *v)
{
	int64_t i = 0;

	if (v && (v->kind == PHP_INT || v->kind == PHP_BOOL))
		return v->i;
	if (v && v->kind == PHP_STRING && str_int(v->s, &i))
		return 0;
	return i;
}
