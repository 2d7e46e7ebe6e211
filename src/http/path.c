/* path.c: percent-encoding and what it hides (RFC 3986; WHATWG URL for what
 * browsers do with forms). */
#include "http/path.h"

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* -1: no escape here */
static int
escape(str s, size_t at)
{
	int high, low;

	if (s.n - at < 3)
		return -1;
	high = hex(s.p[at + 1]);
	low = hex(s.p[at + 2]);
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* Bytes of the well-formed character at the start of s, 0 when it is none
 * (Unicode 15, table 3-7). */
static size_t
utf8_length(str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	unsigned char low = 0x80, high = 0xbf;
	size_t n;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (p[0] == 0xe0)
		low = 0xa0;
	if (p[0] == 0xf0)
		low = 0x90;
	if (p[0] == 0xed)
		high = 0x9f;
	if (p[0] == 0xf4)
		high = 0x8f;
	if (s.n < n || p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return n;
}

static err
decode_path(str raw, char *out, size_t *n)
{
	size_t step;

	for (size_t i = 0; i < raw.n; i++) {
		int c = (unsigned char)raw.p[i];

		if (c == '%') {
			c = escape(raw, i);
			if (c < 0)
				return fail(E_INPUT, "invalid percent-encoding in URL");
			i += 2;
		}
		if (c < ' ' || c == 127)
			return fail(E_INPUT, "the URL contains a control character");
		out[(*n)++] = (char)c;
	}
	for (size_t i = 0; i < *n; i += step) {
		step = utf8_length((str){out + i, *n - i});
		if (!step)
			return fail(E_INPUT, "the URL is not valid UTF-8");
	}
	return OK;
}

static size_t
without_last_part(const char *p, size_t n)
{
	while (n && p[n - 1] != '/')
		n--;
	return n ? n - 1 : 0;
}

err
path_canon(str raw, char *out, str *path, bool *folded)
{
	size_t n = 0, kept = 0;
	str rest, part;

	TRY(decode_path(raw, out, &n));
	if (!n || out[0] != '/')
		return fail(E_INPUT, "the URL does not start with a slash");
	rest = (str){out + 1, n - 1};
	while (str_split(&rest, '/', &part)) {
		bool last = !rest.p, dots = str_eq(part, S("..")) || str_eq(part, S("."));

		if (part.n == 2 && dots)
			kept = without_last_part(out, kept);
		/* A trailing slash is the empty last part after "/"; dots leave one. */
		if (last && (dots || !part.n)) {
			out[kept++] = '/';
		} else if (!dots && part.n) {
			out[kept++] = '/';
			memmove(out + kept, part.p, part.n);
			kept += part.n;
		}
	}
	*folded = kept != n;
	*path = (str){out, kept};
	return OK;
}

void
path_encode(struct buf *b, str path)
{
	for (size_t i = 0; i < path.n; i++) {
		unsigned char c = (unsigned char)path.p[i];

		if ((c | 32u) - 'a' < 26u || c - (unsigned)'0' < 10u ||
			(c && strchr("-._~/", c)))
			buf_char(b, (char)c);
		else
			buf_fmt(b, "%%%02X", c);
	}
}

static bool
is_foreign(str name)
{
	static const str names[] = {{"fbclid", 6}, {"gclid", 5}, {"dclid", 5},
		{"gbraid", 6}, {"wbraid", 6}, {"msclkid", 7}, {"twclid", 6}, {"igshid", 6},
		{"mc_cid", 6}, {"mc_eid", 6}, {"yclid", 5}, {"_ga", 3}, {"_gl", 3}};

	for (size_t i = 0; i < LENGTH(names); i++)
		if (str_eq(name, names[i]))
			return true;
	return str_starts(name, S("utm_"));
}

str
path_clean_query(str raw, char *out)
{
	size_t n = 0;
	str part;

	while (str_split(&raw, '&', &part)) {
		if (!part.n || is_foreign(str_upto(part, str_find_char(part, '='))))
			continue;
		if (n)
			out[n++] = '&';
		memcpy(out + n, part.p, part.n);
		n += part.n;
	}
	return (str){out, n};
}

str
path_repair(struct arena *a, str s)
{
	size_t good = 0, step;
	struct buf b;

	while (good < s.n && s.p[good] && (step = utf8_length(str_from(s, good))))
		good += step;
	if (good == s.n)
		return s;
	b = buf_in(a, s.n * 3);
	buf_add(&b, str_upto(s, good));
	for (s = str_from(s, good); s.n; s = str_from(s, step)) {
		step = s.p[0] ? utf8_length(s) : 0;
		buf_add(&b, step ? str_upto(s, step) : S("\xef\xbf\xbd"));
		if (!step)
			step = 1;
	}
	return buf_str(&b);
}

static str
decode_form(struct arena *a, str raw)
{
	char *out = NEW(a, char, raw.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < raw.n; i++) {
		int c = raw.p[i] == '%' ? escape(raw, i) : -1;

		if (c >= 0) {
			out[n++] = (char)c;
			i += 2;
		} else {
			out[n++] = raw.p[i] == '+' ? ' ' : raw.p[i];
		}
	}
	return path_repair(a, (str){out, n});
}

err
path_pairs(struct arena *a, str raw, size_t max, struct pair **out, size_t *n)
{
	size_t cap = 1;
	str part;

	*n = 0;
	for (size_t i = 0; i < raw.n && cap <= max; i++)
		cap += raw.p[i] == '&';
	*out = NEW(a, struct pair, cap);
	while (str_split(&raw, '&', &part)) {
		size_t eq = str_find_char(part, '=');

		if (!part.n)
			continue;
		if (*n == max)
			return fail(E_TOOBIG, "more than %zu fields", max);
		if (*n == cap)
			return fail(E_BROKEN, "internal error: form fields counted wrong");
		(*out)[*n].name = decode_form(a, str_upto(part, eq));
		(*out)[*n].value = eq == NOWHERE ? S("") :
			decode_form(a, str_from(part, eq + 1));
		++*n;
	}
	return OK;
}
