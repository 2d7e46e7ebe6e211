/* multipart.c: takes a form's parts apart.  The body is already bounded and in
 * memory, so a part is a slice of it.  The search for the boundary walks the
 * body once.  A form that ends without its last boundary was cut on its way
 * and is refused: half a story must not be saved as a whole one. */
#include "http/form.h"
#include "http/path.h"

struct part {
	str name, file_name, type;
	bool is_file;
};

/* One header of a part, folded lines refused as in the request's own head. */
static err
read_line(struct arena *a, str line, struct part *p)
{
	size_t colon = str_find_char(line, ':');
	str name = str_upto(line, colon), value = str_trim(str_from(line, colon + 1)), file;

	if (colon == NOWHERE || !colon || line.p[0] == ' ' || line.p[0] == '\t')
		return fail(E_INPUT, "a part of the form has a broken header");
	if (str_eq_case(name, S("content-type")))
		p->type = value;
	if (!str_eq_case(name, S("content-disposition")))
		return OK;
	if (!str_eq_case(str_trim(str_upto(value, str_find_char(value, ';'))),
		S("form-data")))
		return fail(E_INPUT, "a part of the form is no form-data");
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
				fail(E_TOOBIG, "the headers of a part are too long") :
				fail(E_INPUT, "the form ends inside of a part's headers");
		*rest = str_from(*rest, end + 2);
		if (!end)
			break;
		TRY(read_line(a, str_upto(limit, end), p));
		limit = str_from(limit, end + 2);
	}
	if (!p->name.p)
		return fail(E_INPUT, "a part of the form has no name");
	if (p->name.n > FORM_NAME_MAX || p->file_name.n > FORM_NAME_MAX)
		return fail(E_TOOBIG, "a name in the form is longer than %d bytes",
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
 * blanks stand between). */
static err
after_boundary(str *rest, bool *last)
{
	*last = str_starts(*rest, S("--"));
	if (*last)
		return OK;
	while (rest->n && (rest->p[0] == ' ' || rest->p[0] == '\t'))
		*rest = str_from(*rest, 1);
	if (!str_starts(*rest, S("\r\n")))
		return fail(E_INPUT, "the form's boundary is broken");
	*rest = str_from(*rest, 2);
	return OK;
}

err
form_multipart(struct arena *a, str boundary, str body, struct form *f)
{
	str mark = arena_fmt(a, "\r\n--%.*s", SARG(boundary)), rest = body;
	size_t end;
	bool last;

	f->field = NEW(a, struct pair, FORM_FIELDS_MAX);
	f->file = NEW(a, struct upload, FORM_FILES_MAX);
	/* The first boundary may stand at the very start, or after a preamble. */
	if (str_starts(body, str_from(mark, 2)))
		end = 0, rest = str_from(body, mark.n - 2);
	else if ((end = str_find(body, mark)) != NOWHERE)
		rest = str_from(body, end + mark.n);
	else
		return fail(E_INPUT, "the form has no parts");
	for (;;) {
		struct part p;

		TRY(after_boundary(&rest, &last));
		if (last)
			return OK;
		TRY(read_part_head(a, &rest, &p));
		/* An empty part's boundary uses the CR LF that ended its head. */
		rest = (str){rest.p - 2, rest.n + 2};
		end = str_find(rest, mark);
		if (end == NOWHERE)
			return fail(E_INPUT, "the form ends inside of a part");
		TRY(keep(a, f, &p, end < 2 ? S("") : str_from(str_upto(rest, end), 2)));
		rest = str_from(rest, end + mark.n);
	}
}
