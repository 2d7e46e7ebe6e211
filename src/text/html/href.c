/* href.c: an allow-list of schemes, and spelling.  A colon before any '/', '?'
 * or '#' makes a scheme, known or not: what is not known is refused.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/html/href.h"

enum { LONGEST = 4096 };

static const char HEX[] = "0123456789ABCDEF";

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Browsers take these out before they look (URL standard, basic parser 1-3). */
static str
squeeze(struct arena *a, str s)
{
	struct buf b = buf_in(a, s.n);

	while (s.n && (unsigned char)s.p[0] <= ' ')
		s = str_from(s, 1);
	while (s.n && (unsigned char)s.p[s.n - 1] <= ' ')
		s.n--;
	if (!memchr(s.p ? s.p : "", '\t', s.n) && str_find_char(s, '\n') == NOWHERE &&
		str_find_char(s, '\r') == NOWHERE)
		return s;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\t' && s.p[i] != '\n' && s.p[i] != '\r')
			buf_char(&b, s.p[i]);
	return buf_str(&b);
}

/* The length of "scheme:", 0 when there is none. */
static size_t
scheme_length(str s)
{
	size_t at = 0;

	while (at < s.n && (!s.p[at] || !strchr(":/?#\\", s.p[at])))
		at++;
	return at < s.n && s.p[at] == ':' ? at + 1 : 0;
}

static bool
good_host(str host)
{
	if (!host.n || host.p[0] == ':')
		return false;
	for (size_t i = 0; i < host.n; i++) {
		unsigned char c = (unsigned char)host.p[i];

		if (c <= ' ' || c == 0x7f || strchr("\"%<>\\^`{|}", c))
			return false;
	}
	return true;
}

static void
add_encoded(struct buf *b, str s)
{
	bool fragment = false, query = false;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool bad = c <= ' ' || c == 0x7f || strchr("\"<>[]^`{|}", c);

		if (c == '%')
			bad = s.n - i < 3 || !is_hex(s.p[i + 1]) || !is_hex(s.p[i + 2]);
		if (c == '#') {
			bad = fragment;
			fragment = true;
		}
		query |= c == '?';
		if (c == '\\' && !query && !fragment)
			c = '/';
		if (!bad && c != '\\') {
			buf_char(b, (char)c);
			continue;
		}
		buf_char(b, '%');
		buf_char(b, HEX[c >> 4]);
		buf_char(b, HEX[c & 15]);
	}
}

/* rest starts with "//": the host, then the path. */
static bool
add_network(struct buf *b, str rest)
{
	size_t end = 2;
	str host;

	while (end < rest.n && (!rest.p[end] || !strchr("/?#\\", rest.p[end])))
		end++;
	host = str_from(str_upto(rest, end), 2);
	if (!good_host(host))
		return false;
	buf_add(b, S("//"));
	buf_add(b, host);
	add_encoded(b, str_from(rest, end));
	return true;
}

static bool
is_slash(str s, size_t at)
{
	return at < s.n && (s.p[at] == '/' || s.p[at] == '\\');
}

static bool
add_clean(struct buf *b, str s, unsigned schemes)
{
	size_t n = scheme_length(s);
	str rest = str_from(s, n), scheme = str_upto(s, n);

	if (str_eq_case(scheme, S("http:")) || str_eq_case(scheme, S("https:"))) {
		buf_add(b, n == 5 ? S("http:") : S("https:"));
		return (schemes & HREF_WEB) && is_slash(rest, 0) && is_slash(rest, 1) &&
			add_network(b, rest);
	}
	if (str_eq_case(scheme, S("mailto:")) || str_eq_case(scheme, S("tel:"))) {
		buf_add(b, n == 4 ? S("tel:") : S("mailto:"));
		add_encoded(b, rest);
		return (schemes & HREF_MAIL) && rest.n;
	}
	if (n || !(schemes & HREF_WEB))
		return false;
	if (is_slash(s, 0) && is_slash(s, 1))
		return add_network(b, s);
	add_encoded(b, s);
	return s.n > 0;
}

bool
href_clean(struct arena *a, str raw, unsigned schemes, str *out)
{
	struct buf b = buf_in(a, LONGEST);

	if (raw.n > LONGEST)
		return false;
	if (!add_clean(&b, squeeze(a, raw), schemes) || b.over)
		return false;
	*out = buf_str(&b);
	return true;
}
