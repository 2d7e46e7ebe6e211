/* redirect.c: the rules for old addresses: what may be one, where it may lead, and that
 * none leads in a circle. */
#include "news/paper/redirect.h"
#include "news/people/audit.h"

#include "base/utf8.h"
#include "query/redirect.h"
#include "text/data/url.h"

enum { LONGEST = 2000, FARTHEST = 20, LINES_MOST = 20000 };

static str
without_host(str own, str s)
{
	if (own.n && str_starts(s, own) && (s.n == own.n || s.p[own.n] == '/'))
		return s.n == own.n ? S("/") : str_from(s, own.n);
	return s;
}

err
redirect_path(struct arena *a, str own, str typed, str *path)
{
	str s = without_host(own, str_trim(typed));
	size_t end = str_find_char(s, '?');

	if (!str_starts(s, S("/")) || str_starts(s, S("//")))
		return fail(E_INPUT, "an old URL must start with a slash, as in /a/page, not \"%.*s\"", SARG(str_upto(s, 80)));
	if (end != NOWHERE)
		return fail(E_INPUT, "a redirect cannot match a query string: \"%.*s\"", SARG(str_upto(s, 80)));
	s = url_decode(a, str_upto(s, str_find_char(s, '#')), false);
	while (s.n > 1 && str_ends(s, S("/")))
		s.n--;
	if (s.n < 2 || s.n > LONGEST)
		return fail(E_INPUT, s.n < 2 ? "the front page cannot be redirected" : "this address is too long");
	if (str_eq(s, S("/desk")) || str_starts(s, S("/desk/")))
		return fail(E_INPUT, "URLs of the desk cannot be redirected");
	*path = s;
	return OK;
}

static err
good_target(str own, str typed, str *target)
{
	str s = without_host(own, str_trim(typed));

	if (!s.n)
		return fail(E_INPUT, "the target URL is missing");
	if (s.n > LONGEST)
		return fail(E_INPUT, "the target URL is too long");
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ')
			return fail(E_INPUT, "a URL must not contain spaces: \"%.*s\"", SARG(str_upto(s, 80)));
	if (!(str_starts(s, S("/")) && !str_starts(s, S("//"))) && !str_starts(s, S("https://")) && !str_starts(s, S("http://")))
		return fail(E_INPUT, "the target must be /a/page or https://…, not \"%.*s\"", SARG(str_upto(s, 80)));
	*target = s;
	return OK;
}

/* Would one who follows target come back to path? */
static err
no_circle(struct txn *t, str own, str path, str target)
{
	str at;

	for (int i = 0; i < FARTHEST; i++) {
		struct q_redirect_get r;
		err e;

		if (!str_starts(target, S("/")) || redirect_path(store_arena(t), own, str_upto(target, str_find_char(target, '?')), &at))
			return OK;
		if (str_eq(at, path))
			return fail(E_INPUT, "%.*s would redirect to itself", SARG(str_upto(path, 200)));
		e = q_redirect_get(t, at, &r);
		if (e || r.status == 410 || r.story_id)
			return e == E_ABSENT ? OK : e;
		target = r.target;
	}
	return fail(E_INPUT, "%.*s would create a chain of more than %d redirects", SARG(str_upto(path, 200)), FARTHEST);
}

static err
put(struct txn *t, str own, const struct redirect *r, str *path)
{
	str target = S("");

	TRY(redirect_path(store_arena(t), own, r->path, path));
	if (!utf8_valid(*path))
		return fail(E_INPUT, "this is not valid text");
	if (r->status != 301 && r->status != 302 && r->status != 410)
		return fail(E_INPUT, "the status must be 301 (permanent), 302 (temporary) or 410 (gone)");
	if (r->status != 410) {
		TRY(good_target(own, r->target, &target));
		TRY(no_circle(t, own, *path, target));
	}
	TRY(q_redirect_put(t, *path, r->status, target, 0));
	store_changed(t, DEP_REDIRECT, dep_name(*path), 0);
	return OK;
}

static err
note(struct txn *t, const struct actor *by, const char *action, str detail)
{
	return audit_put(t, by, action, "redirect", 0, detail);
}

err
redirect_add(struct txn *t, const struct actor *by, str own, const struct redirect *r)
{
	str path;

	TRY(put(t, own, r, &path));
	return note(t, by, "redirect.add", arena_fmt(store_arena(t), "%.*s → %.*s (%d)", SARG(path), SARG(r->target), r->status));
}

err
redirect_remove(struct txn *t, const struct actor *by, str path)
{
	TRY(q_redirect_delete(t, path));
	store_changed(t, DEP_REDIRECT, dep_name(path), 0);
	return note(t, by, "redirect.remove", path);
}

/* The next field of a line; quotes may stand around it, doubled within. */
static str
field(struct arena *a, str *line)
{
	char *out = NEW(a, char, line->n + 1);
	size_t i = 0, n = 0;
	bool quoted = line->n && line->p[0] == '"';

	for (i = quoted; i < line->n; i++) {
		char c = line->p[i];

		if (quoted && c == '"') {
			if (i + 1 < line->n && line->p[i + 1] == '"')
				i++;
			else
				quoted = false, c = 0;
		} else if (!quoted && strchr(",;\t", c)) {
			break;
		}
		if (c)
			out[n++] = c;
	}
	*line = str_from(*line, i < line->n ? i + 1 : i);
	return str_trim((str){out, n});
}

static err
take_line(struct txn *t, str own, str line)
{
	struct arena *a = store_arena(t);
	struct redirect r = {.status = 301};
	int64_t status;
	str third, path;

	r.path = field(a, &line);
	r.target = field(a, &line);
	third = field(a, &line);
	if (third.n && str_int(third, &status))
		return fail(E_INPUT, "the third field must be 301, 302 or 410, not \"%.*s\"", SARG(str_upto(third, 20)));
	if (third.n)
		r.status = (int)(status < 1000 && status > 0 ? status : 0);
	return put(t, own, &r, &path);
}

err
redirect_import(struct txn *t, const struct actor *by, str own, str lines, struct redirect_import *out)
{
	struct arena *a = store_arena(t);
	str line;

	*out = (struct redirect_import){0};
	for (size_t n = 1; lines.n && str_split(&lines, '\n', &line); n++) {
		err e;

		if (n > LINES_MOST)
			return fail(E_TOOBIG, "enter at most %d lines at once", LINES_MOST);
		line = str_trim(line);
		if (!line.n || (n == 1 && !str_starts(line, S("/")) && !str_starts(line, S("\"/")) && !str_starts(line, S("http"))))
			continue;
		e = take_line(t, own, line);
		if (e && e != E_INPUT)
			return e;
		out->taken += !e;
		if (e && out->faults < LENGTH(out->fault))
			out->fault[out->faults] = (struct redirect_fault){n, arena_copy(a, str_of(fail_why()))};
		out->faults += e != OK;
	}
	return note(t, by, "redirect.import", arena_fmt(a, "%zu", out->taken));
}

err
redirect_list(struct txn *t, str find, str after, int64_t count, struct redirect_row **out, size_t *n)
{
	struct q_redirect_list *row;

	TRY(q_redirect_list(t, find, after, count, &row, n));
	*out = NEW(store_arena(t), struct redirect_row, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct redirect_row){row[i].path, (int)row[i].status, row[i].target, row[i].story_id,
			row[i].headline};
	return OK;
}

err
redirect_total(struct txn *t, int64_t *n)
{
	struct q_redirect_total row;

	TRY(q_redirect_total(t, &row));
	*n = row.n;
	return OK;
}
