/* form.c: which kind of form it is, and the parameters of header values. */
#include "http/form.h"
#include "http/path.h"

/* A token or a quoted string at the start of *rest; takes it off. */
static str
take_value(struct arena *a, str *rest)
{
	struct buf b;
	size_t i;

	if (!rest->n || rest->p[0] != '"') {
		str v = str_upto(*rest, str_find_char(*rest, ';'));

		*rest = str_from(*rest, v.n);
		return str_trim(v);
	}
	b = buf_in(a, rest->n);
	for (i = 1; i < rest->n && rest->p[i] != '"'; i++) {
		/* Only a quote and a backslash are escaped: old browsers send
		 * the path of a file with bare backslashes. */
		if (rest->p[i] == '\\' && i + 1 < rest->n &&
			(rest->p[i + 1] == '"' || rest->p[i + 1] == '\\'))
			i++;
		buf_char(&b, rest->p[i]);
	}
	*rest = str_from(*rest, i + 1);
	return b.n ? buf_str(&b) : S("");
}

str
form_parameter(struct arena *a, str header, str name)
{
	size_t semicolon = str_find_char(header, ';');
	str rest = semicolon == NOWHERE ? (str){0} : str_from(header, semicolon + 1);

	while (rest.n) {
		size_t eq = str_find_char(rest, '=');
		str have = str_trim(str_upto(rest, eq)), value;

		if (eq == NOWHERE)
			break;
		rest = str_from(rest, eq + 1);
		value = take_value(a, &rest);
		if (str_eq_case(have, name))
			return value;
		semicolon = str_find_char(rest, ';');
		rest = semicolon == NOWHERE ? (str){0} : str_from(rest, semicolon + 1);
	}
	return (str){0};
}

err
form_parse(struct arena *a, str type, str body, struct form *f)
{
	str kind = str_trim(str_upto(type, str_find_char(type, ';'))), boundary;

	*f = (struct form){0};
	if (str_eq_case(kind, S("application/x-www-form-urlencoded")))
		return path_pairs(a, body, FORM_FIELDS_MAX, &f->field, &f->fields);
	if (!str_eq_case(kind, S("multipart/form-data")))
		return OK;
	boundary = form_parameter(a, type, S("boundary"));
	if (!boundary.n || boundary.n > FORM_BOUNDARY_MAX)
		return fail(E_INPUT, "multipart form without a valid boundary");
	return form_multipart(a, boundary, body, f);
}
