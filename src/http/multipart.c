/* multipart.c: takes a form's parts apart.  The body is already bounded and in
 * memory, so a part is a slice of it.  The search for the boundary walks the
 * body once.  A form that ends without its last boundary was cut on its way
 * and is refused: half a text must not be taken for a whole one. */
#include "http/form.h"
#include "http/path.h"

struct part {
	str name, file_name, type;
	bool is_file;
};

/* No control characters, and nothing below `least`; file names are UTF-8. */
static bool
is_clean(str s, char least)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] >= 0 && s.p[i] < least && s.p[i] != '\t') || s.p[i] == 127 ||
			(least > ' ' && s.p[i] == '\t'))
			return false;
	return true;
}

/* One header of a part, folded lines refused as in the request's own head. */
static err
read_line(struct arena *a, str line, struct part *p)
{
	size_t colon = str_find_char(line, ':');
	str name = str_upto(line, colon), value = str_trim(str_from(line, colon + 1)), file;

	if (colon == NOWHERE || !colon || !is_clean(name, '!') || !is_clean(value, ' '))
		return fail(E_INPUT, "multipart part with an invalid header");
	if (str_eq_case(name, S("content-type")))
		p->type = value;
	if (!str_eq_case(name, S("content-disposition")))
		return OK;
	if (!str_eq_case(str_trim(str_upto(value, str_find_char(value, ';'))),
		S("form-data")))
		return fail(E_INPUT, "multipart part is not form-data");
	p->name = form_parameter(a, value, S("name"));
	file = form_parameter(a, value, S("filename"));
	p->is_file = file.p != NULL;
	p->file_name = file;
	return OK;
}

static err
read_part_head(struct arena *a, str *rest, struct part *p)
{
	str limit = str_upto(*rest, FORM_PART_HEAD_MAX);
	bool capped = rest->n > limit.n;

	*p = (struct part){0};
	for (;;) {
		size_t end = str_find(limit, S("\r\n"));

		if (end == NOWHERE)
			return capped ?
				fail(E_TOOBIG, "the headers of a multipart part are too long") :
				fail(E_INPUT, "multipart form ends inside a part's headers");
		*rest = str_from(*rest, end + 2);
		if (!end)
			break;
		TRY(read_line(a, str_upto(limit, end), p));
		limit = str_from(limit, end + 2);
	}
	if (!p->name.p)
		return fail(E_INPUT, "multipart part without a name");
	if (p->name.n > FORM_NAME_MAX || p->file_name.n > FORM_NAME_MAX)
		return fail(E_TOOBIG, "a form field name is longer than %d bytes",
			FORM_NAME_MAX);
	return OK;
}

static err
keep(struct arena *a, struct form *f, const struct part *p, str bytes)
{
	str name = path_repair(a, p->name);

	if (p->is_file && !p->file_name.n && !bytes.n)
		return OK; /* a file field that was left empty */
	if (p->is_file) {
		if (f->files == FORM_FILES_MAX)
			return fail(E_TOOBIG, "more than %d files", FORM_FILES_MAX);
		f->file[f->files++] = (struct upload){name,
			path_repair(a, p->file_name), p->type, bytes};
		return OK;
	}
	if (f->fields == FORM_FIELDS_MAX)
		return fail(E_TOOBIG, "more than %d fields", FORM_FIELDS_MAX);
	f->field[f->fields++] = (struct pair){name, path_repair(a, bytes)};
	return OK;
}

/* After a boundary: "--" ends the form, CR LF begins a part (RFC 2046 lets
 * blanks stand between).  Anything else: it only looked like one. */
static bool
after_boundary(str *rest, bool *last)
{
	str at = *rest;

	*last = str_starts(at, S("--"));
	if (*last)
		return true;
	while (at.n && (at.p[0] == ' ' || at.p[0] == '\t'))
		at = str_from(at, 1);
	if (!str_starts(at, S("\r\n")))
		return false;
	*rest = str_from(at, 2);
	return true;
}

/* Moves *rest behind the next boundary; *content is what stands before it. */
static err
to_boundary(str *rest, str mark, str *content, bool *last)
{
	const char *begin = rest->p;

	for (;;) {
		size_t at = str_find(*rest, mark);

		if (at == NOWHERE)
			return fail(E_INPUT, "multipart form ends before its final boundary");
		*content = (str){begin, (size_t)(rest->p - begin) + at};
		*rest = str_from(*rest, at + mark.n);
		if (after_boundary(rest, last))
			return OK;
	}
}

err
form_multipart(struct arena *a, str boundary, str body, struct form *f)
{
	str mark = arena_fmt(a, "\r\n--%.*s", SARG(boundary)), rest = body, content;
	bool last;

	f->field = NEW(a, struct pair, FORM_FIELDS_MAX);
	f->file = NEW(a, struct upload, FORM_FILES_MAX);
	/* A preamble is for readers of mail; no browser sends more than a line end. */
	while (str_starts(rest, S("\r\n")))
		rest = str_from(rest, 2);
	if (!str_starts(rest, str_from(mark, 2)))
		return fail(E_INPUT, "multipart form does not start with its boundary");
	rest = str_from(rest, mark.n - 2);
	if (!after_boundary(&rest, &last))
		return fail(E_INPUT, "multipart form with an invalid first boundary");
	while (!last) {
		struct part p;

		TRY(read_part_head(a, &rest, &p));
		/* An empty part's boundary uses the CR LF that ended its head. */
		rest = (str){rest.p - 2, rest.n + 2};
		TRY(to_boundary(&rest, mark, &content, &last));
		TRY(keep(a, f, &p, str_from(content, 2)));
	}
	return OK;
}
