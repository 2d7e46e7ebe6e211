/* url.h: addresses taken apart and put together (RFC 3986).
 *
 * For what the program itself does with addresses: links of an import, redirects,
 * feeds.  What may stand in a reader's page is judged by href.h.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"

struct url {
	str scheme, user, host, port, path, query, fragment;
	bool authority, asked, marked; /* were "//", "?", "#" there? */
};

/* Never fails: parts that are not there are empty (RFC 3986, appendix B).  The
 * parts are borrowed from s. */
struct url url_split(str s);
str url_join(struct arena *, const struct url *);
/* http or https, a host of allowed characters, a port below 65536, nothing that
 * is not ASCII or a space; E_INPUT tells what is wrong.  At most 2,048 bytes. */
err url_web(str s, struct url *out) MUST;
/* What ref means on the page at base (5.2), with "." and ".." gone. */
str url_resolve(struct arena *, str base, str ref);
/* "." and ".." taken out of a path, never above its root (5.2.4). */
str url_plain_path(struct arena *, str path);

/* One segment of a path: all but unreserved characters and !$'()*+,;:@ become
 * %XX.  WordPress writes lower-case hex, so old addresses have it; RFC 3986 has
 * upper-case. */
enum url_hex { URL_LOWER, URL_UPPER };
void url_add_segment(struct buf *, str, enum url_hex);
str url_segment(struct arena *, str, enum url_hex);
/* A name or value of a query: all but unreserved become %XX, a space too. */
void url_add_query(struct buf *, str);
/* %XX to bytes.  A % without two hex digits stays; with plus, "+" is a space. */
str url_decode(struct arena *, str, bool plus);
/* The value of a name in a query, decoded; false: not there. */
bool url_query(struct arena *, str query, str name, str *value);
