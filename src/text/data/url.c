/* url.c: RFC 3986, as little of it as is needed and that much exactly. */
#include "text/data/url.h"

enum { URL_MAX = 2048 };

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_unreserved(char c)
{
	return is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/* The part of *rest before the first of any; *rest begins with that one then. */
static str
before(str *rest, const char *any)
{
	size_t n = 0;
	str part;

	while (n < rest->n && !(rest->p[n] && strchr(any, rest->p[n])))
		n++;
	part = str_upto(*rest, n);
	*rest = str_from(*rest, n);
	return part;
}

static str
take_scheme(str *rest)
{
	str s = *rest, scheme = before(&s, ":/?#");

	if (!str_starts(s, S(":")) || !scheme.n || !is_alpha(scheme.p[0]))
		return S("");
	for (size_t i = 0; i < scheme.n; i++)
		if (!is_alpha(scheme.p[i]) && !is_digit(scheme.p[i]) &&
			!memchr("+-.", scheme.p[i], 3))
			return S("");
	*rest = str_from(s, 1);
	return scheme;
}

static void
split_authority(struct url *u, str s)
{
	size_t at = NOWHERE, colon = NOWHERE;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '@')
			at = i;
	if (at != NOWHERE) {
		u->user = str_upto(s, at);
		s = str_from(s, at + 1);
	}
	for (size_t i = s.n; i-- > 0 && s.p[i] != ']';)
		if (s.p[i] == ':')
			colon = i;
	u->host = str_upto(s, colon == NOWHERE ? s.n : colon);
	u->port = colon == NOWHERE ? S("") : str_from(s, colon + 1);
}

struct url
url_split(str s)
{
	struct url u = {0};

	u.scheme = take_scheme(&s);
	if (str_starts(s, S("//"))) {
		s = str_from(s, 2);
		u.authority = true;
		split_authority(&u, before(&s, "/?#"));
	}
	u.path = before(&s, "?#");
	if (str_starts(s, S("?"))) {
		s = str_from(s, 1);
		u.asked = true;
		u.query = before(&s, "#");
	}
	u.marked = s.n > 0;
	u.fragment = str_from(s, 1);
	return u;
}

str
url_join(struct arena *a, const struct url *u)
{
	struct buf b = buf_in(a, SIZE_MAX);

	if (u->scheme.n)
		buf_fmt(&b, "%.*s:", SARG(u->scheme));
	if (u->authority) {
		buf_add(&b, S("//"));
		if (u->user.n)
			buf_fmt(&b, "%.*s@", SARG(u->user));
		buf_add(&b, u->host);
		if (u->port.n)
			buf_fmt(&b, ":%.*s", SARG(u->port));
	}
	buf_add(&b, u->path);
	if (u->asked) {
		buf_char(&b, '?');
		buf_add(&b, u->query);
	}
	if (u->marked) {
		buf_char(&b, '#');
		buf_add(&b, u->fragment);
	}
	return buf_str(&b);
}

/* Names and IPv4; IPv6 in brackets, by its characters only. */
static bool
good_host(str h)
{
	bool v6 = h.n > 2 && h.p[0] == '[' && h.p[h.n - 1] == ']';

	if (v6)
		h = (str){h.p + 1, h.n - 2};
	if (!h.n || h.n > 253 || (!v6 && (h.p[0] == '.' || h.p[0] == '-')))
		return false;
	for (size_t i = 0; i < h.n; i++) {
		char c = h.p[i];
		bool hex = is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
		bool name = is_alpha(c) || is_digit(c) || c == '-' || c == '_' ||
			(c == '.' && i && h.p[i - 1] != '.');

		if (v6 ? !(hex || c == ':' || c == '.') : !name)
			return false;
	}
	return true;
}

err
url_web(str s, struct url *out)
{
	int64_t port = 0;

	*out = url_split(s);
	if (s.n > URL_MAX)
		return fail(E_INPUT, "URL longer than %d bytes", URL_MAX);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] >= 0x7f || memchr("<>\"\\^`{|}", s.p[i], 9))
			return fail(E_INPUT, "URL with an invalid character");
	if (!str_eq_case(out->scheme, S("http")) && !str_eq_case(out->scheme, S("https")))
		return fail(E_INPUT, "a URL must start with http:// or https://");
	if (!out->authority || !good_host(out->host))
		return fail(E_INPUT, "URL without a valid host");
	if (out->port.n && (out->port.p[0] == '-' || out->port.n > 5 ||
		str_int(out->port, &port) || port > 65535))
		return fail(E_INPUT, "URL with an invalid port");
	return OK;
}

/* Takes the last segment and its slash off; for "..". */
static void
drop_segment(struct buf *b)
{
	while (b->n && b->p[--b->n] != '/')
		;
}

str
url_plain_path(struct arena *a, str path)
{
	struct buf b = buf_in(a, SIZE_MAX);
	str s = path;

	while (s.n) {
		str segment;

		if (str_starts(s, S("../"))) {
			s = str_from(s, 3);
		} else if (str_starts(s, S("./")) || str_starts(s, S("/./"))) {
			s = str_from(s, 2);
		} else if (str_eq(s, S("/."))) {
			s = S("/");
		} else if (str_starts(s, S("/../"))) {
			s = str_from(s, 3);
			drop_segment(&b);
		} else if (str_eq(s, S("/.."))) {
			s = S("/");
			drop_segment(&b);
		} else if (str_eq(s, S(".")) || str_eq(s, S(".."))) {
			s = S("");
		} else {
			size_t slash = str_find_char(str_from(s, 1), '/');

			segment = str_upto(s, slash == NOWHERE ? s.n : slash + 1);
			buf_add(&b, segment);
			s = str_from(s, segment.n);
		}
	}
	return buf_str(&b);
}

static str
merge(struct arena *a, const struct url *base, str path)
{
	size_t keep = base->path.n;

	if (base->authority && !base->path.n)
		return arena_fmt(a, "/%.*s", SARG(path));
	while (keep && base->path.p[keep - 1] != '/')
		keep--;
	return arena_fmt(a, "%.*s%.*s", (int)keep, base->path.p, SARG(path));
}

str
url_resolve(struct arena *a, str base, str ref)
{
	struct url r = url_split(ref), b = url_split(base);

	if (!r.scheme.n) {
		r.scheme = b.scheme;
		if (!r.authority) {
			r.authority = b.authority;
			r.user = b.user;
			r.host = b.host;
			r.port = b.port;
			if (!r.path.n) {
				r.path = b.path;
				if (!r.asked) {
					r.asked = b.asked;
					r.query = b.query;
				}
				return url_join(a, &r);
			}
			if (r.path.p[0] != '/')
				r.path = merge(a, &b, r.path);
		}
	}
	r.path = url_plain_path(a, r.path);
	/* what was a path must not turn into a host */
	if (!r.authority && str_starts(r.path, S("//")))
		r.path = arena_fmt(a, "/.%.*s", SARG(r.path));
	return url_join(a, &r);
}

static void
add_percent(struct buf *b, char c, enum url_hex hex)
{
	const char *digits = hex == URL_LOWER ? "0123456789abcdef" : "0123456789ABCDEF";
	unsigned char u = (unsigned char)c;
	char s[3] = {'%', digits[u >> 4], digits[u & 15]};

	buf_add(b, (str){s, 3});
}

void
url_add_segment(struct buf *b, str s, enum url_hex hex)
{
	for (size_t i = 0; i < s.n; i++) {
		if (is_unreserved(s.p[i]) || memchr("!$'()*+,;:@", s.p[i], 11))
			buf_char(b, s.p[i]);
		else
			add_percent(b, s.p[i], hex);
	}
}

str
url_segment(struct arena *a, str s, enum url_hex hex)
{
	struct buf b = buf_in(a, SIZE_MAX);

	url_add_segment(&b, s, hex);
	return buf_str(&b);
}

void
url_add_query(struct buf *b, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (is_unreserved(s.p[i]))
			buf_char(b, s.p[i]);
		else
			add_percent(b, s.p[i], URL_UPPER);
	}
}

static int
hex_digit(char c)
{
	char low = (char)(c | 32);

	return is_digit(c) ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

str
url_decode(struct arena *a, str s, bool plus)
{
	char *p;
	size_t n = 0;

	if (str_find_char(s, '%') == NOWHERE && (!plus || str_find_char(s, '+') == NOWHERE))
		return s;
	p = NEW(a, char, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		int high = -1, low = -1;

		if (s.p[i] == '%' && s.n - i > 2) {
			high = hex_digit(s.p[i + 1]);
			low = hex_digit(s.p[i + 2]);
		}
		if (high >= 0 && low >= 0) {
			p[n++] = (char)(high << 4 | low);
			i += 2;
		} else {
			p[n++] = plus && s.p[i] == '+' ? ' ' : s.p[i];
		}
	}
	return (str){p, n};
}

bool
url_query(struct arena *a, str query, str name, str *value)
{
	str pair;

	while (str_split(&query, '&', &pair)) {
		size_t eq = str_find_char(pair, '=');
		str key = str_upto(pair, eq == NOWHERE ? pair.n : eq);

		if (!str_eq(url_decode(a, key, true), name))
			continue;
		*value = eq == NOWHERE ? S("") : url_decode(a, str_from(pair, eq + 1), true);
		return true;
	}
	return false;
}
