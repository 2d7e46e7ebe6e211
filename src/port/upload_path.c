/* upload_path.c: from an address or a name in a tar to a path below SITE/media.
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/upload_path.h"

#include "base/utf8.h"
#include "text/data/url.h"

enum { LONGEST_PATH = 512, LONGEST_PART = 200 };

static bool
has_control(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return true;
	return false;
}

str
upload_path_of(str link)
{
	size_t at = str_find(link, S("://"));

	if (at != NOWHERE)
		link = str_from(link, at + 3);
	else if (str_starts(link, S("//")))
		link = str_from(link, 2);
	else
		return link;
	at = str_find_char(link, '/');
	return at == NOWHERE ? S("") : str_from(link, at);
}

str
upload_path(struct arena *a, str address)
{
	size_t at = str_find(address, S("/uploads/"));
	str p = at != NOWHERE ? str_from(address, at + 9) : upload_path_of(address), part, rest;

	p = url_decode(a, str_trim(p), false);
	while (p.n && *p.p == '/')
		p = str_from(p, 1);
	if (str_starts(p, S("uploads/")))
		p = str_from(p, 8);
	if (!p.n || p.n > LONGEST_PATH || has_control(p) || !utf8_valid(p) ||
		str_find_char(p, '\\') != NOWHERE || p.p[p.n - 1] == '/')
		return S("");
	for (rest = p; str_split(&rest, '/', &part);)
		if (!part.n || *part.p == '.' || part.n > LONGEST_PART)
			return S("");
	return p;
}
