/* stored_response.c: writes the heads.  The first flight of a connection is 14,600 bytes,
 * headers and all, so they are kept short: nothing is said that is the default
 * or that a browser does not act upon. */
#include "http/cache/stored_response.h"
#include "base/hash.h"
#include "http/cache/compress.h"
#include "net/date.h"

enum { HEAD_MAX = 16384 };

str
stored_status(int status)
{
	static const struct {
		int code;
		str line;
	} known[] = {{200, {"200 OK", 6}}, {201, {"201 Created", 11}},
		{204, {"204 No Content", 14}}, {206, {"206 Partial Content", 19}},
		{301, {"301 Moved Permanently", 21}}, {302, {"302 Found", 9}},
		{303, {"303 See Other", 13}}, {304, {"304 Not Modified", 16}},
		{307, {"307 Temporary Redirect", 22}}, {308, {"308 Permanent Redirect", 22}},
		{400, {"400 Bad Request", 15}}, {401, {"401 Unauthorized", 16}},
		{403, {"403 Forbidden", 13}}, {404, {"404 Not Found", 13}},
		{405, {"405 Method Not Allowed", 22}}, {408, {"408 Request Timeout", 19}},
		{409, {"409 Conflict", 12}}, {410, {"410 Gone", 8}},
		{413, {"413 Content Too Large", 21}}, {414, {"414 URI Too Long", 16}},
		{415, {"415 Unsupported Media Type", 26}},
		{416, {"416 Range Not Satisfiable", 25}}, {417, {"417 Expectation Failed", 22}},
		{422, {"422 Unprocessable Content", 25}}, {429, {"429 Too Many Requests", 21}},
		{431, {"431 Request Header Fields Too Large", 35}},
		{500, {"500 Internal Server Error", 25}}, {501, {"501 Not Implemented", 19}},
		{503, {"503 Service Unavailable", 23}},
		{505, {"505 HTTP Version Not Supported", 30}}};

	for (size_t i = 0; i < LENGTH(known); i++)
		if (known[i].code == status)
			return known[i].line;
	return S("500 Internal Server Error");
}

static bool
has(const struct reply *r, str name)
{
	for (size_t i = 0; i < r->header_n; i++)
		if (str_eq_case(r->header[i].name, name))
			return true;
	return false;
}

static bool
one_line(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (((unsigned char)s.p[i] < ' ' && s.p[i] != '\t') || s.p[i] == 127)
			return false;
	return true;
}

static err
check(const struct reply *r)
{
	bool fine = one_line(r->type);

	for (size_t i = 0; i < r->header_n; i++)
		fine &= one_line(r->header[i].name) && one_line(r->header[i].value) &&
			r->header[i].name.n;
	return fine ? OK : fail(E_BROKEN, "a response header contains a line break");
}

static void
header(struct buf *b, str name, str value)
{
	buf_add(b, name);
	buf_add(b, S(": "));
	buf_add(b, value);
	buf_add(b, S("\r\n"));
}

static void
header_unless(struct buf *b, const struct reply *r, str name, str value)
{
	if (!has(r, name) && value.n)
		header(b, name, value);
}

/* Addresses of ours may hold letters of any language; on the wire they do not. */
static void
location(struct buf *b, str to)
{
	buf_add(b, S("Location: "));
	for (size_t i = 0; i < to.n; i++) {
		unsigned char c = (unsigned char)to.p[i];

		if (c <= ' ' || c >= 127 || c == '"' || c == '<' || c == '>' || c == '\\')
			buf_fmt(b, "%%%02X", c);
		else
			buf_char(b, (char)c);
	}
	buf_add(b, S("\r\n"));
}

static str
type_of(const struct reply *r)
{
	if (r->type.n)
		return r->type;
	return r->file.n ? S("application/octet-stream") : S("text/html; charset=utf-8");
}

/* A page that the cache keeps may be kept by anybody, if he asks each time
 * whether it still stands; other answers are for one reader. */
static str
caching(const struct reply *r)
{
	if (r->file.n)
		return S("public, max-age=31536000, immutable");
	return r->keep ? S("no-cache") : S("private, no-cache");
}

void
stored_front(struct buf *b, const struct reply *r, str policy)
{
	str type = type_of(r);
	char date[DATE_HTTP + 1];

	buf_add(b, S("HTTP/1.1 "));
	buf_add(b, stored_status(r->status ? r->status : 200));
	buf_add(b, S("\r\n"));
	if (r->status != 204)
		header_unless(b, r, S("Content-Type"), type);
	header_unless(b, r, S("Cache-Control"), caching(r));
	header(b, S("X-Content-Type-Options"), S("nosniff"));
	if (str_starts(type, S("text/html"))) {
		header_unless(b, r, S("Content-Security-Policy"), policy);
		header_unless(b, r, S("Referrer-Policy"), S("strict-origin-when-cross-origin"));
		header_unless(b, r, S("Permissions-Policy"),
			S("camera=(), geolocation=(), microphone=()"));
	} else if (str_starts(type, S("image/svg")) || r->file.n) {
		/* What was uploaded never runs, even when it is opened by itself. */
		header_unless(b, r, S("Content-Security-Policy"),
			S("default-src 'none'; style-src 'unsafe-inline'; sandbox"));
	}
	if (r->location.n)
		location(b, r->location);
	if (r->modified > 0) {
		date_http(r->modified, date);
		header_unless(b, r, S("Last-Modified"), (str){date, DATE_HTTP});
	}
	for (size_t i = 0; i < r->header_n; i++)
		header(b, r->header[i].name, r->header[i].value);
}

/* The coding is part of the strong ETag, and so is how it was made: the bytes
 * differ.  A capital: the best compression. */
static void
entity(struct buf *b, const struct stored *p, enum coding c, bool best, size_t length)
{
	static const str names[CODINGS] = {{"", 0}, {"gzip", 4}, {"br", 2}};
	static const char mark[CODINGS] = {0, 'g', 'b'};

	if (p->tag.n) {
		buf_fmt(b, "ETag: \"%.*s", SARG(p->tag));
		if (c != CODING_PLAIN)
			buf_fmt(b, "-%c", best ? mark[c] - 32 : mark[c]);
		buf_add(b, S("\"\r\n"));
	}
	if (p->vary)
		header(b, S("Vary"), S("Accept-Encoding"));
	if (c != CODING_PLAIN)
		header(b, S("Content-Encoding"), names[c]);
	if (p->status != 204)
		buf_fmt(b, "Content-Length: %zu\r\n", length);
}

static err
add_form(struct stored *p, struct arena *a, enum coding c, bool best, str body)
{
	struct stored_form *f = NEW(a, struct stored_form, 1);
	struct buf b = buf_in(a, HEAD_MAX);

	buf_add(&b, p->front);
	entity(&b, p, c, best, body.n);
	TRY(buf_done(&b, &f->head));
	f->body = body;
	atomic_store(&p->form[c], f);
	return OK;
}

/* Compressed in a scratch arena: the library's room is large, what is kept is
 * not.  A form that is no smaller than what there is is not kept. */
static err
squeeze(struct stored *p, struct arena *home, struct arena *scratch, enum coding c, bool best)
{
	str plain = atomic_load(&p->form[CODING_PLAIN])->body, out;
	const struct stored_form *now = atomic_load(&p->form[c]);

	if (c == CODING_GZIP)
		TRY(compress_gzip(scratch, plain,
			best ? COMPRESS_BEST_GZIP : COMPRESS_QUICK_GZIP, &out));
	else
		TRY(compress_br(scratch, plain,
			best ? COMPRESS_BEST_BR : COMPRESS_QUICK_BR, &out));
	if (out.n >= (now ? now->body.n : plain.n))
		return OK;
	return add_form(p, home, c, best, arena_copy(home, out));
}

static err
squeeze_all(struct stored *p, struct arena *home, unsigned codings, bool best)
{
	struct arena *scratch = arena_new(SIZE_MAX);
	err e = OK;

	for (int c = CODING_GZIP; c < CODINGS && !e && p->vary; c++)
		if (codings & 1u << c)
			e = squeeze(p, home, scratch, (enum coding)c, best);
	arena_end(scratch);
	atomic_fetch_add(&p->bytes, arena_used(home));
	return e;
}

static err
write_unchanged(struct stored *p, const struct reply *r)
{
	struct buf b = buf_in(p->a, HEAD_MAX);
	char date[DATE_HTTP + 1];

	buf_add(&b, S("HTTP/1.1 304 Not Modified\r\n"));
	header_unless(&b, r, S("Cache-Control"), caching(r));
	for (size_t i = 0; i < r->header_n; i++)
		if (str_eq_case(r->header[i].name, S("cache-control")))
			header(&b, r->header[i].name, r->header[i].value);
	if (p->vary)
		header(&b, S("Vary"), S("Accept-Encoding"));
	if (p->modified > 0) {
		date_http(p->modified, date);
		header(&b, S("Last-Modified"), (str){date, DATE_HTTP});
	}
	return buf_done(&b, &p->unchanged);
}

static err
fill(struct stored *p, const struct reply *r, str policy, unsigned codings)
{
	struct buf front = buf_in(p->a, HEAD_MAX);
	bool conditions = p->status == 200;

	p->vary = compress_fits(type_of(r)) && r->body.n >= COMPRESS_MIN &&
		!has(r, S("Content-Encoding"));
	stored_front(&front, r, policy);
	TRY(buf_done(&front, &p->front));
	if (conditions) {
		p->modified = r->modified;
		p->tag = str_upto(hash_hex(p->a, r->body), STORED_TAG);
		TRY(write_unchanged(p, r));
	}
	/* 204 has no body, whatever the page says. */
	TRY(add_form(p, p->a, CODING_PLAIN, false,
		arena_copy(p->a, p->status == 204 ? S("") : r->body)));
	return squeeze_all(p, p->a, codings, false);
}

struct stored *
stored_new(const struct reply *r, str policy, unsigned codings)
{
	struct arena *a;
	struct stored *p;

	if (check(r))
		return NULL;
	a = arena_new(SIZE_MAX);
	p = NEW(a, struct stored, 1);
	p->a = a;
	p->refs = 1;
	p->status = r->status ? r->status : 200;
	p->html = str_starts(type_of(r), S("text/html"));
	if (!fill(p, r, policy, codings))
		return p;
	stored_drop(p);
	return NULL;
}

struct stored *
stored_take(struct stored *p)
{
	atomic_fetch_add_explicit(&p->refs, 1, memory_order_relaxed);
	return p;
}

void
stored_drop(struct stored *p)
{
	if (!p || atomic_fetch_sub_explicit(&p->refs, 1, memory_order_acq_rel) != 1)
		return;
	arena_end(p->best);
	arena_end(p->a);
}

void
stored_press(struct stored *p)
{
	if (!p->vary || p->best)
		return;
	p->best = arena_new(SIZE_MAX);
	/* When it fails, the quick forms do. */
	(void)!squeeze_all(p, p->best, 1u << CODING_GZIP | 1u << CODING_BR, true);
}

struct stored *
stored_plain(int status, const char *why, str name, str value)
{
	struct reply r = {.status = status, .type = S("text/plain; charset=utf-8")};
	struct arena *a = arena_new(65536);
	struct stored *p;

	r.body = arena_fmt(a, "%.*s: %s\n", SARG(stored_status(status)), why);
	if (name.n)
		reply_header(&r, name, value);
	p = stored_new(&r, S(""), 0);
	arena_end(a);
	return p;
}
