/* reply.c: what pages call to look at a request and to fill a reply.
 * SPDX-License-Identifier: Apache-2.0 */
#include "http/http.h"

static str
find(const struct pair *p, size_t n, str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(p[i].name, name))
			return p[i].value;
	return (str){0};
}

str
request_query(const struct request *r, str name)
{
	return find(r->query, r->query_n, name);
}

str
request_form(const struct request *r, str name)
{
	return find(r->form, r->form_n, name);
}

str
request_header(const struct request *r, str name)
{
	for (size_t i = 0; i < r->header_n; i++)
		if (str_eq_case(r->header[i].name, name))
			return r->header[i].value;
	return (str){0};
}

str
request_cookie(const struct request *r, str name)
{
	str part;

	for (size_t i = 0; i < r->header_n; i++) {
		str rest = r->header[i].value;

		if (!str_eq_case(r->header[i].name, S("cookie")))
			continue;
		while (str_split(&rest, ';', &part)) {
			part = str_trim(part);
			if (str_starts(part, name) && part.n > name.n && part.p[name.n] == '=')
				return str_from(part, name.n + 1);
		}
	}
	return S("");
}

/* One header too many is our mistake; better no page than one that lacks, say,
 * its cookie: an empty name makes the server answer 500. */
void
reply_header(struct reply *r, str name, str value)
{
	if (r->header_n == LENGTH(r->header))
		r->header[0].name = (str){0};
	else
		r->header[r->header_n++] = (struct pair){name, value};
}

void
reply_to(struct reply *r, int status, str location)
{
	r->status = status;
	r->location = location;
	r->type = S("text/plain; charset=utf-8");
	r->body = (str){0};
}

void
reply_html(struct reply *r, html page)
{
	r->type = S("text/html; charset=utf-8");
	r->body = page.s;
}
