/* field.c: numbers and moments as forms and addresses have them. */
#include "desk/desk.h"

#include "text/html/escape.h"
#include "text/data/json.h"

err
desk_id(const struct ctx *c, size_t arg, int64_t *id)
{
	if (str_int(c->arg[arg], id) || *id < 1)
		return fail(E_ABSENT, "page not found");
	return OK;
}

err
desk_number(const struct ctx *c, str field, int64_t *n)
{
	str v = str_trim(request_form(c->req, field));

	*n = 0;
	if (v.n && str_int(v, n))
		return fail(E_INPUT, "%.*s must be a number, not \"%.*s\"", SARG(field), SARG(str_upto(v, 40)));
	return OK;
}

err
desk_numbers(const struct ctx *c, str field, int64_t **id, size_t *n)
{
	*n = 0;
	*id = NEW(c->a, int64_t, c->req->form_n);
	for (size_t i = 0; i < c->req->form_n; i++) {
		const struct pair *p = &c->req->form[i];

		if (!str_eq(p->name, field) || !p->value.n)
			continue;
		if (str_int(p->value, &(*id)[*n]))
			return fail(E_INPUT, "%.*s must be numbers, not \"%.*s\"", SARG(field),
				SARG(str_upto(p->value, 40)));
		(*n)++;
	}
	return OK;
}

/* Takes so many digits and what must follow them. */
static bool
digits(str *s, size_t n, char end, int64_t *year, int *out)
{
	int64_t v;

	if (s->n < n || str_int(str_upto(*s, n), &v) || v < 0)
		return false;
	*s = str_from(*s, n);
	if (year)
		*year = v;
	if (out)
		*out = (int)v;
	if (!end)
		return true;
	if (!s->n || (s->p[0] != end && !(end == 'T' && s->p[0] == ' ')))
		return false;
	*s = str_from(*s, 1);
	return true;
}

err
desk_moment(const struct desk *d, str typed, int64_t *at)
{
	struct civil c = {0};
	str s = str_trim(typed);

	*at = 0;
	if (!s.n)
		return OK;
	if (!digits(&s, 4, '-', &c.year, NULL) || !digits(&s, 2, '-', NULL, &c.month) || !digits(&s, 2, 'T', NULL, &c.day) ||
		!digits(&s, 2, ':', NULL, &c.hour) || !digits(&s, 2, 0, NULL, &c.minute) ||
		(s.n && (s.p[0] != ':' || (s = str_from(s, 1), !digits(&s, 2, 0, NULL, &c.second)))) ||
		s.n || c.month < 1 || c.month > 12 || c.day < 1 || c.day > 31 || c.hour > 23 || c.minute > 59 || c.second > 59)
		return fail(E_INPUT, "date and time must look like 2026-11-26T14:05, not \"%.*s\"", SARG(str_upto(typed, 40)));
	*at = zone_moment(d->paper.zone, c);
	return OK;
}

str
desk_moment_field(const struct desk *d, int64_t at)
{
	struct civil c = zone_civil(d->paper.zone, at);
	str minute;

	if (!at)
		return S("");
	minute = arena_fmt(d->a, "%04lld-%02d-%02dT%02d:%02d", (long long)c.year, c.month, c.day, c.hour, c.minute);
	return c.second ? arena_fmt(d->a, "%.*s:%02d", SARG(minute), c.second) : minute;
}

void
desk_words(struct desk *d, const char *const *key, size_t n)
{
	struct buf b = buf_in(d->a, 256 << 10);
	struct json j = json_to(&b, JSON_HTML);

	json_open(&j, '{');
	for (size_t i = 0; i < n; i++) {
		json_key(&j, key[i]);
		json_str(&j, words_get(d->words, key[i]));
	}
	json_close(&j);
	value_html(d->root, "words", escape_trusted(buf_str(&b)));
}

str
desk_counted(const struct desk *d, const char *key, int64_t n)
{
	return words_say(d->words, d->a, key, WORDS({"n", words_number(d->words, d->a, n)}));
}

str
desk_when(const struct desk *d, const char *key, int64_t at)
{
	return words_say(d->words, d->a, key, WORDS({"when", words_date(d->words, d->a, d->paper.zone, at, "long")}));
}

void
desk_when_put(const struct desk *d, struct value *into, const char *name, const char *key, int64_t at)
{
	struct value *v;

	if (!at) {
		value_null(into, name);
		return;
	}
	v = value_record(into, name);
	value_str(v, "iso", zone_iso(d->a, d->paper.zone, at));
	value_str(v, "text", desk_when(d, key, at));
}
