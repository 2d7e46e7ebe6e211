/* record.c: fields of records, found by their place in the struct.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/record.h"

bool
record_is_number(const struct record_field *f)
{
	return f->type == RECORD_INT || f->type == RECORD_REF;
}

static const void *
place(const struct record_field *f, const void *fields)
{
	return (const char *)fields + f->at;
}

static str
text_at(const struct record_field *f, const void *fields)
{
	str s;

	memcpy(&s, place(f, fields), sizeof s);
	return s;
}

static int64_t
number_at(const struct record_field *f, const void *fields)
{
	int64_t n;

	memcpy(&n, place(f, fields), sizeof n);
	return n;
}

str *
record_str(const struct record_field *f, void *fields)
{
	return (str *)(void *)((char *)fields + f->at);
}

str
record_text(struct arena *a, const struct record_field *f, const void *fields)
{
	if (!record_is_number(f))
		return text_at(f, fields);
	return number_at(f, fields) ? arena_fmt(a, "%lld", (long long)number_at(f, fields)) : S("");
}

err
record_put(const struct record_field *f, void *fields, str text)
{
	int64_t n = 0;

	if (!record_is_number(f)) {
		memcpy((char *)fields + f->at, &text, sizeof text);
		return OK;
	}
	if (text.n)
		TRY(str_int(text, &n));
	memcpy((char *)fields + f->at, &n, sizeof n);
	return OK;
}

bool
record_same(const struct record_field *f, const void *x, const void *y)
{
	if (record_is_number(f))
		return number_at(f, x) == number_at(f, y);
	return str_eq(text_at(f, x), text_at(f, y));
}

void
record_copy(const struct record_field *f, void *to, const void *from)
{
	memcpy((char *)to + f->at, place(f, from), record_is_number(f) ? sizeof(int64_t) : sizeof(str));
}

bool
record_allows(const struct record_field *f, str value)
{
	str list = str_of(f->choice), one;

	while (str_split(&list, '|', &one))
		if (str_eq(one, value))
			return true;
	return !f->choice;
}

/* tools/sqlgen takes no default of a number but digits. */
void
record_new(const struct record_field *f, size_t n, void *fields)
{
	for (size_t i = 0; i < n; i++)
		(void)!record_put(&f[i], fields, str_of(f[i].otherwise));
}
