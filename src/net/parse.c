/* parse.c: reads a request's head line by line.  A line is looked at only when
 * it is whole, and limits are counted in bytes from fixed places, so that the
 * same bytes have the same fate however they were cut into pieces. */
#include "net/parse.h"

static enum parse_step
bad(struct parse_head *h, int status, const char *why)
{
	h->status = status;
	h->why = why;
	return PARSE_BAD;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_alnum(char c)
{
	return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

bool
parse_token_char(char c)
{
	if (is_alnum(c) || c == '-')
		return true;
	return c && strchr("!#$%&'*+.^_`|~", c);
}

static bool
is_token(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!parse_token_char(s.p[i]))
			return false;
	return s.n > 0;
}

/* RFC 9110, 5.5: visible, obs-text, space and tab */
static bool
is_field_value(str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if ((c < ' ' && c != '\t') || c == 127)
			return false;
	}
	return true;
}

static bool
is_target(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] >= 127 || s.p[i] == '#')
			return false;
	return s.n > 0;
}

/* RFC 3986, 3.2.2 with a port; no user and password. */
static bool
is_host(str s)
{
	str port = {0};
	size_t colon;

	if (s.n && s.p[0] == '[') {
		size_t end = str_find_char(s, ']');

		for (size_t i = 1; end != NOWHERE && i < end; i++)
			if (!is_alnum(s.p[i]) && s.p[i] != ':' && s.p[i] != '.')
				return false;
		if (end == NOWHERE || end < 3)
			return false;
		port = str_from(s, end + 1);
		if (port.n && port.p[0] != ':')
			return false;
		port = str_from(port, 1);
	} else {
		colon = str_find_char(s, ':');
		if (colon != NOWHERE)
			port = str_from(s, colon + 1);
		s = str_upto(s, colon);
		for (size_t i = 0; i < s.n; i++)
			if (!is_alnum(s.p[i]) && s.p[i] != '.' && s.p[i] != '-' &&
				!strchr("_~%!$&'()*+,;=", s.p[i]))
				return false;
	}
	for (size_t i = 0; i < port.n; i++)
		if (!is_digit(port.p[i]))
			return false;
	return s.n > 0 && s.n <= PARSE_HOST_MAX && port.n <= 5;
}

static struct parse_span
span(const char *base, str s)
{
	return (struct parse_span){(uint16_t)(s.p - base), (uint16_t)s.n};
}

str
parse_str(const char *p, struct parse_span s)
{
	return (str){p + s.at, s.n};
}

str
parse_known(const struct parse_head *h, const char *p, enum parse_known k)
{
	return h->known[k] ? parse_str(p, h->header[h->known[k] - 1].value) : (str){0};
}

bool
parse_list(str *rest, str *member)
{
	while (str_split(rest, ',', member)) {
		*member = str_trim(*member);
		if (member->n)
			return true;
	}
	return false;
}

/* "http://host/path": the host there rules, and stands before the path. */
static size_t
scheme_length(str t)
{
	if (!t.n || t.p[0] == '/')
		return 0;
	if (str_eq_case(str_upto(t, 7), S("http://")))
		return 7;
	return str_eq_case(str_upto(t, 8), S("https://")) ? 8 : 0;
}

static size_t
authority_end(str t, size_t from)
{
	while (from < t.n && t.p[from] != '/' && t.p[from] != '?')
		from++;
	return from;
}

str
parse_target(const struct parse_head *h, const char *p)
{
	str t = parse_str(p, h->target);
	size_t scheme = scheme_length(t);

	return scheme ? str_from(t, authority_end(t, scheme)) : t;
}

static enum parse_step
read_target(struct parse_head *h, const char *p)
{
	str t = parse_str(p, h->target), verb = parse_str(p, h->verb), host;
	size_t scheme = scheme_length(t);

	if (t.p[0] == '/')
		return PARSE_DONE;
	if (scheme) {
		host = str_from(str_upto(t, authority_end(t, scheme)), scheme);
		if (!is_host(host))
			return bad(h, 400, "the address names no proper host");
		h->host = span(p, host);
		return PARSE_DONE;
	}
	if (str_eq(t, S("*")) && str_eq(verb, S("OPTIONS")))
		return PARSE_DONE;
	if (str_eq(verb, S("CONNECT")))
		return bad(h, 501, "this is no proxy");
	return bad(h, 400, "the URL does not start with a slash");
}

static enum parse_step
read_version(struct parse_head *h, str v)
{
	if (v.n != 8 || !str_starts(v, S("HTTP/")) || !is_digit(v.p[5]) || v.p[6] != '.' ||
		!is_digit(v.p[7]))
		return bad(h, 400, "the request line does not end with a version");
	if (v.p[5] != '1' || v.p[7] > '1')
		return bad(h, 505, "HTTP/1.1 and HTTP/1.0 are spoken here");
	h->minor = v.p[7] - '0';
	return PARSE_DONE;
}

static enum parse_step
read_request_line(struct parse_head *h, const char *p, str line)
{
	size_t first = str_find_char(line, ' '), second;
	str verb = str_upto(line, first), rest;

	if (!line.n && !h->skipped) {
		h->skipped = true; /* RFC 9112, 2.2: one stray CRLF */
		return PARSE_DONE;
	}
	if (first == NOWHERE || !is_token(verb) || verb.n > 32)
		return bad(h, 400, "the request line does not begin with a method");
	rest = str_from(line, first + 1);
	second = str_find_char(rest, ' ');
	if (second == NOWHERE || !is_target(str_upto(rest, second)))
		return bad(h, 400, "the request line has no proper address");
	if (second > PARSE_URL_MAX)
		return bad(h, 414, "the address is too long");
	if (read_version(h, str_from(rest, second + 1)) == PARSE_BAD)
		return PARSE_BAD;
	h->started = true;
	h->verb = span(p, verb);
	h->target = span(p, str_upto(rest, second));
	h->method = str_eq(verb, S("GET")) ? GET : str_eq(verb, S("HEAD")) ? HEAD :
		str_eq(verb, S("POST")) ? POST : OTHER;
	return read_target(h, p);
}

static const struct {
	str name;
	bool once; /* sent twice, it is not clear which one counts */
} known[KNOWNS] = {
	[KNOWN_HOST] = {{"host", 4}, true},
	[KNOWN_LENGTH] = {{"content-length", 14}, true},
	[KNOWN_CODING] = {{"transfer-encoding", 17}, true},
	[KNOWN_CONNECTION] = {{"connection", 10}, false},
	[KNOWN_EXPECT] = {{"expect", 6}, true},
	[KNOWN_ACCEPT_ENCODING] = {{"accept-encoding", 15}, false},
	[KNOWN_IF_NONE_MATCH] = {{"if-none-match", 13}, false},
	[KNOWN_IF_MODIFIED] = {{"if-modified-since", 17}, false},
	[KNOWN_RANGE] = {{"range", 5}, false},
	[KNOWN_IF_RANGE] = {{"if-range", 8}, false},
	[KNOWN_AGENT] = {{"user-agent", 10}, false},
	[KNOWN_REFERER] = {{"referer", 7}, false},
	[KNOWN_FORWARDED_FOR] = {{"x-forwarded-for", 15}, false},
	[KNOWN_FORWARDED_PROTO] = {{"x-forwarded-proto", 17}, false},
	[KNOWN_TYPE] = {{"content-type", 12}, true},
};

static enum parse_step
read_length(struct parse_head *h, str value)
{
	for (size_t i = 0; i < value.n; i++)
		if (!is_digit(value.p[i]))
			return bad(h, 400, "Content-Length is not a number");
	if (!value.n || value.n > 18)
		return bad(h, 400, "Content-Length is not a length");
	for (size_t i = 0; i < value.n; i++)
		h->length = h->length * 10 + (uint64_t)(value.p[i] - '0');
	return PARSE_DONE;
}

static enum parse_step
read_connection(struct parse_head *h, str value)
{
	str word;

	while (parse_list(&value, &word)) {
		if (str_eq_case(word, S("close")))
			h->close = true;
		if (str_eq_case(word, S("keep-alive")))
			h->keep = true;
	}
	return PARSE_DONE;
}

static enum parse_step
read_known(struct parse_head *h, enum parse_known k, str value)
{
	if (h->known[k] && known[k].once)
		return bad(h, 400, "a header that may stand once was sent twice");
	if (!h->known[k])
		h->known[k] = (uint8_t)h->headers;
	if (k == KNOWN_HOST && !is_host(value))
		return bad(h, 400, "Host is not a host");
	if (k == KNOWN_LENGTH)
		return read_length(h, value);
	if (k == KNOWN_CONNECTION)
		return read_connection(h, value);
	if (k == KNOWN_CODING) {
		h->chunked = true;
		if (!str_eq_case(value, S("chunked")))
			return bad(h, 501, "the only transfer coding here is chunked");
	}
	if (k == KNOWN_EXPECT) {
		h->expect = true;
		if (!str_eq_case(value, S("100-continue")))
			return bad(h, 417, "nothing but 100-continue can be expected");
	}
	return PARSE_DONE;
}

static enum parse_step
read_header(struct parse_head *h, const char *p, str line)
{
	size_t colon = str_find_char(line, ':');
	str name = str_upto(line, colon), value;

	if (line.p[0] == ' ' || line.p[0] == '\t')
		return bad(h, 400, "a header is folded");
	if (colon == NOWHERE || !is_token(name))
		return bad(h, 400, "a header line has no proper name");
	value = str_from(line, colon + 1);
	if (!is_field_value(value))
		return bad(h, 400, "a header holds a control character");
	if (h->headers == PARSE_HEADERS_MAX)
		return bad(h, 431, "too many headers");
	value = str_trim(value);
	h->header[h->headers].name = span(p, name);
	h->header[h->headers++].value = span(p, value);
	for (int k = 0; k < KNOWNS; k++)
		if (name.n == known[k].name.n && str_eq_case(name, known[k].name))
			return read_known(h, (enum parse_known)k, value);
	return PARSE_DONE;
}

/* What can only be said when all headers are there. */
static enum parse_step
judge(struct parse_head *h, const char *p)
{
	if (h->chunked && h->known[KNOWN_LENGTH])
		return bad(h, 400, "both Content-Length and Transfer-Encoding");
	if (h->chunked && !h->minor)
		return bad(h, 400, "HTTP/1.0 has no Transfer-Encoding");
	if (!h->known[KNOWN_HOST] && h->minor)
		return bad(h, 400, "Host is missing");
	if (!h->host.n && h->known[KNOWN_HOST])
		h->host = span(p, parse_known(h, p, KNOWN_HOST));
	if (!h->minor && !h->keep)
		h->close = true;
	return PARSE_DONE;
}

static enum parse_step
too_long(struct parse_head *h)
{
	return h->started ? bad(h, 431, "the headers are too long") :
		bad(h, 414, "the request line is too long");
}

enum parse_step
parse_head(struct parse_head *h, const char *p, size_t n)
{
	for (;;) {
		size_t limit = h->started ? PARSE_HEAD_MAX : h->at + PARSE_LINE_MAX;
		const char *lf = n > h->scanned ?
			memchr(p + h->scanned, '\n', n - h->scanned) : NULL;
		size_t end = lf ? (size_t)(lf - p) + 1 : n;
		str line = {p + h->at, end - h->at};

		if (end > limit || (!lf && end == limit))
			return too_long(h);
		h->scanned = end;
		if (!lf)
			return PARSE_MORE;
		if (line.n < 2 || line.p[line.n - 2] != '\r')
			return bad(h, 400, "a line does not end with CR LF");
		line.n -= 2;
		h->at = end;
		if (h->started && !line.n)
			return judge(h, p);
		if ((h->started ? read_header(h, p, line) : read_request_line(h, p, line))
			== PARSE_BAD)
			return PARSE_BAD;
	}
}
