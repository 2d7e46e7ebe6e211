/* bytefilter.c: a small lexer of XML that repairs instead of refusing.
 *
 * It knows only as much of XML as decides what a byte means: text, tag, quoted
 * value, comment, instruction, CDATA.  Runs of clean bytes are found by a table
 * and copied at once; everything else is looked at with a window of 64 KiB ahead.
 *
 * The hard case is "]]>" within CDATA, since exporters that forget to split it
 * write both the true end and false ones.  It is the true end when a tag or a new
 * section follows it as exporters write them; else the next end tag of the
 * element decides: if "]]>" stands before that one, this one was text.  The place
 * of that end tag is remembered, so each byte is searched once.
 */
#include "text/data/bytefilter.h"

#include "base/utf8.h"
#include "text/html/entity.h"

enum {
	AHEAD = 64 << 10,
	WINDOW = 2 * AHEAD,
	OUT = 64 << 10,
	NAME_MAX_ = 64,
	ENTITY_LONGEST = 40,
	ENTITY_MEMORY = 64 << 10,
};

enum state { IN_TEXT, IN_TAG, IN_VALUE, IN_COMMENT, IN_PI, IN_CDATA };

struct bytefilter {
	struct bytefilter_to to;
	enum state state;
	char quote;            /* IN_VALUE: what ends it */
	bool last, started;
	char name[NAME_MAX_];  /* of the element that was opened last */
	size_t name_n;
	uint64_t tag_from;     /* where the tag began */
	uint64_t base;         /* bytes of the stream before window[0] */
	uint64_t close_at;     /* where the next end tag of `name` is, ... */
	uint64_t searched;     /* ... or how far there is none */
	bool close_known, close_after_cdata;
	size_t at, n;          /* window[at .. n-1] waits */
	size_t counted;        /* line is that of window[counted] */
	int64_t line;
	size_t out_n;
	char window[WINDOW], out[OUT];
};

static const char *const words[FILTER_REPAIRS] = {
	[FILTER_CONTROL] = "control characters dropped",
	[FILTER_ENCODING] = "invalid UTF-8 bytes read as Windows-1252",
	[FILTER_ENTITY] = "HTML entities replaced by characters",
	[FILTER_AMPERSAND] = "single & escaped",
	[FILTER_LESS] = "single < escaped",
	[FILTER_CDATA] = "]]> inside of CDATA split",
};

const char *
bytefilter_words(enum bytefilter_repair r)
{
	return words[r];
}

struct bytefilter *
bytefilter_new(struct arena *a, struct bytefilter_to to)
{
	struct bytefilter *f = NEW(a, struct bytefilter, 1);

	f->to = to;
	f->line = 1;
	return f;
}

int64_t
bytefilter_line(struct bytefilter *f)
{
	const char *p = f->window + f->counted, *end = f->window + f->at;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
		f->line++;
		p++;
	}
	f->counted = f->at;
	return f->line;
}

static void
repaired(struct bytefilter *f, enum bytefilter_repair r)
{
	if (f->to.repaired)
		f->to.repaired(f->to.arg, r, bytefilter_line(f));
}

static err
flush(struct bytefilter *f)
{
	size_t n = f->out_n;

	f->out_n = 0;
	return n ? f->to.out(f->to.arg, (str){f->out, n}) : OK;
}

static err
put(struct bytefilter *f, str s)
{
	while (s.n) {
		size_t n = OUT - f->out_n < s.n ? OUT - f->out_n : s.n;

		memcpy(f->out + f->out_n, s.p, n);
		f->out_n += n;
		s = str_from(s, n);
		if (f->out_n == OUT)
			TRY(flush(f));
	}
	return OK;
}

/* Copies n bytes of the window, or passes over them. */
static err
keep(struct bytefilter *f, size_t n)
{
	err e = put(f, (str){f->window + f->at, n});

	f->at += n;
	return e;
}

static str
rest(const struct bytefilter *f)
{
	return (str){f->window + f->at, f->n - f->at};
}

/* Is what waits enough to decide something that needs n bytes? */
static bool
enough(const struct bytefilter *f, size_t n)
{
	return f->last || f->n - f->at >= n;
}

static err
put_code(struct bytefilter *f, uint32_t c)
{
	char b[4];

	return put(f, (str){b, utf8_write(b, c)});
}

/* Length of the UTF-8 character at p that XML allows; 0: it is none. */
static size_t
character(str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t n = *p < 0x80 ? 1 : *p < 0xc2 ? 0 : *p < 0xe0 ? 2 : *p < 0xf0 ? 3 : *p < 0xf5 ? 4 : 0;

	if (n < 2 || s.n < n)
		return n == 1;
	for (size_t i = 1; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	if ((*p == 0xe0 && p[1] < 0xa0) || (*p == 0xf0 && p[1] < 0x90) ||
		(*p == 0xf4 && p[1] > 0x8f))
		return 0;
	return n;
}

/* U+D800 to U+DFFF and U+FFFE, U+FFFF: encoded like others, but not allowed. */
static bool
forbidden(str s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s.p;

	return n == 3 && ((*p == 0xed && p[1] >= 0xa0) ||
		(*p == 0xef && p[1] == 0xbf && p[2] >= 0xbe));
}

/* Five bytes of Windows-1252 are nothing: control characters by their number. */
static uint32_t
readable(uint32_t c)
{
	return c >= 0x80 && c < 0xa0 ? UTF8_BAD : c;
}

/* One byte that is no ASCII, or a control byte. */
static err
odd_byte(struct bytefilter *f)
{
	unsigned char c = (unsigned char)f->window[f->at];
	size_t n;

	if (c < 0x80) {
		repaired(f, FILTER_CONTROL);
		f->at++;
		return OK;
	}
	n = character(rest(f));
	if (n && !forbidden(rest(f), n))
		return keep(f, n);
	repaired(f, FILTER_ENCODING);
	f->at += n ? n : 1;
	return put_code(f, n ? UTF8_BAD : readable(utf8_from_1252(c)));
}

/* ref is "&name;".  False: HTML has no such name, and nothing was put. */
static bool
put_named(struct bytefilter *f, str ref, err *e)
{
	struct arena *a = arena_new(ENTITY_MEMORY);
	str out = entity_decode(a, ref, false);
	/* "&notit;" is "¬it;" in a browser: here it is no name */
	bool known = !str_eq(out, ref) && !str_ends(out, S(";"));

	*e = known ? put(f, out) : OK;
	arena_end(a);
	return known;
}

static bool
xml_knows(str name)
{
	return str_eq(name, S("amp")) || str_eq(name, S("lt")) || str_eq(name, S("gt")) ||
		str_eq(name, S("quot")) || str_eq(name, S("apos"));
}

/* The code of "#38" or "#x26"; 0: a number that XML does not allow; -1: none. */
static long
numbered(str s)
{
	long c = 0, radix = 10;

	s = str_from(s, 1);
	if (s.n && *s.p == 'x') {
		radix = 16;
		s = str_from(s, 1);
	}
	if (!s.n)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		char ch = s.p[i];
		long d = ch >= '0' && ch <= '9' ? ch - '0' : ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 :
			ch >= 'A' && ch <= 'F' ? ch - 'A' + 10 : 99;

		if (d >= radix)
			return -1;
		c = c > 0x10ffff ? c : c * radix + d;
	}
	if (c > 0x10ffff || (c < 32 && c != 9 && c != 10 && c != 13) ||
		(c >= 0xd800 && c < 0xe000) || c == 0xfffe || c == 0xffff)
		return 0;
	return c;
}

static bool
name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
		(unsigned char)c >= 0x80;
}

static bool
name_char(char c)
{
	return name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static err
ampersand(struct bytefilter *f)
{
	str ref = str_upto(rest(f), ENTITY_LONGEST), name;
	size_t n = str_find_char(ref, ';');
	long code = -1;
	err e;

	ref = n == NOWHERE ? S("&;") : str_upto(ref, n + 1);
	name = str_upto(str_from(ref, 1), ref.n - 2);
	if (name.n && *name.p == '#')
		code = numbered(name);
	if (xml_knows(name) || code > 0)
		return keep(f, ref.n);
	if (code == 0) {
		repaired(f, FILTER_ENTITY);
		f->at += ref.n;
		return put_code(f, UTF8_BAD);
	}
	if (name.n && name_start(*name.p) && put_named(f, ref, &e)) {
		repaired(f, FILTER_ENTITY);
		f->at += ref.n;
		return e;
	}
	repaired(f, FILTER_AMPERSAND);
	f->at++;
	return put(f, S("&amp;"));
}

/* The end tag of the open element, from where the search stopped last. */
static void
find_close(struct bytefilter *f)
{
	uint64_t here = f->base + f->at;
	size_t from = f->searched > here ? (size_t)(f->searched - f->base) : f->at;
	size_t limit = f->n < f->at + AHEAD ? f->n : f->at + AHEAD;
	const char *p = f->window + from, *end = f->window + limit;

	if (f->close_known && f->close_at > here)
		return;
	f->close_known = false;
	if (from >= limit)
		return;
	while (p < end && (p = memchr(p, '<', (size_t)(end - p)))) {
		if ((size_t)(end - p) < f->name_n + 3 && !f->last)
			break;
		if ((size_t)(end - p) >= f->name_n + 3 && p[1] == '/' &&
			!memcmp(p + 2, f->name, f->name_n) && !name_char(p[2 + f->name_n])) {
			f->close_known = true;
			f->close_at = f->base + (size_t)(p - f->window);
			f->close_after_cdata = p - f->window >= 3 && !memcmp(p - 3, "]]>", 3);
			return;
		}
		p++;
	}
	f->searched = f->base + (size_t)((p && p < end ? p : end) - f->window);
}

/* At "]]>": does the section end here?  See the head of this file. */
static bool
cdata_ends(struct bytefilter *f)
{
	str next = str_from(rest(f), 3);
	size_t blank = 0;

	while (blank < next.n && blank < 256 && strchr(" \t\r\n", next.p[blank]) && next.p[blank])
		blank++;
	next = str_from(next, blank);
	if (!next.n || !f->name_n || str_starts(next, S("<![CDATA[")))
		return true;
	if (str_starts(next, S("</")) &&
		str_starts(str_from(next, 2), (str){f->name, f->name_n}))
		return true;
	find_close(f);
	if (f->close_known)
		/* its "]]>" may be this very one, with blanks between */
		return !f->close_after_cdata || f->close_at <= f->base + f->at + 3 + blank;
	return false;
}

static err
in_cdata(struct bytefilter *f)
{
	if (!str_starts(rest(f), S("]]>")))
		return keep(f, 1);
	if (cdata_ends(f)) {
		f->state = IN_TEXT;
		return keep(f, 3);
	}
	repaired(f, FILTER_CDATA);
	f->at += 3;
	return put(f, S("]]]]><![CDATA[>"));
}

/* Comments and instructions: only their line ends go on. */
static err
in_unseen(struct bytefilter *f, str end)
{
	if (str_starts(rest(f), end)) {
		f->state = IN_TEXT;
		f->at += end.n;
		return OK;
	}
	if (f->window[f->at] == '\n')
		return keep(f, 1);
	f->at++;
	return OK;
}

static err
in_tag(struct bytefilter *f)
{
	char c = f->window[f->at];

	if (f->state == IN_VALUE && c == '<') {
		repaired(f, FILTER_LESS);
		f->at++;
		return put(f, S("&lt;"));
	}
	if (f->state == IN_VALUE && c == f->quote)
		f->state = IN_TAG;
	else if (f->state == IN_TAG && (c == '"' || c == '\''))
		f->state = IN_VALUE, f->quote = c;
	else if (f->state == IN_TAG && c == '>')
		f->state = IN_TEXT;
	return keep(f, 1);
}

static err
open_tag(struct bytefilter *f)
{
	str s = str_from(rest(f), 1);
	size_t n = 0;

	f->state = IN_TAG;
	f->tag_from = f->base + f->at;
	if (*s.p == '/')
		return keep(f, 2);
	while (n < s.n && n < NAME_MAX_ && name_char(s.p[n]))
		n++;
	f->name_n = n < NAME_MAX_ ? n : 0;
	memcpy(f->name, s.p, f->name_n);
	f->close_known = false;
	f->searched = 0;
	return keep(f, 1 + n);
}

static err
less(struct bytefilter *f)
{
	str s = rest(f);

	if (str_starts(s, S("<![CDATA["))) {
		f->state = IN_CDATA;
		return keep(f, 9);
	}
	if (str_starts(s, S("<!--"))) {
		f->state = IN_COMMENT;
		f->at += 4;
		return OK;
	}
	if (str_starts(s, S("<?"))) {
		f->state = IN_PI;
		f->at += 2;
		return OK;
	}
	if (str_eq_case(str_upto(s, 9), S("<!DOCTYPE")))
		return fail(E_INPUT, "line %lld: a document type declaration is not accepted",
			(long long)bytefilter_line(f));
	if (s.n > 1 && (name_start(s.p[1]) || (s.p[1] == '/' && s.n > 2 && name_start(s.p[2]))))
		return open_tag(f);
	repaired(f, FILTER_LESS);
	f->at++;
	return put(f, S("&lt;"));
}

static err
in_text(struct bytefilter *f)
{
	if (f->window[f->at] == '<')
		return less(f);
	if (str_starts(rest(f), S("]]>"))) { /* not allowed outside of CDATA either */
		f->at += 3;
		repaired(f, FILTER_CDATA);
		return put(f, S("]]&gt;"));
	}
	return keep(f, 1);
}

/* Bytes at which a run stops, beside the odd ones. */
static const char *
stops(const struct bytefilter *f)
{
	static const char *const of[] = {[IN_TEXT] = "<&]", [IN_TAG] = "\"'>", [IN_VALUE] = "<&\"'",
		[IN_COMMENT] = "-\n", [IN_PI] = "?\n", [IN_CDATA] = "]"};

	return of[f->state];
}

static bool
odd(unsigned char c)
{
	return c >= 0x80 || (c < 0x20 && c != '\t' && c != '\n' && c != '\r');
}

static err
run_of_clean(struct bytefilter *f)
{
	const unsigned char *p = (const unsigned char *)f->window;
	const char *stop = stops(f);
	bool unseen = f->state == IN_COMMENT || f->state == IN_PI;
	size_t i = f->at;
	unsigned char s0 = (unsigned char)stop[0], s1 = (unsigned char)stop[1];
	unsigned char s2 = s1 ? (unsigned char)stop[2] : s0;
	unsigned char s3 = s1 && s2 ? (unsigned char)stop[3] : s0;

	s1 = s1 ? s1 : s0, s2 = s2 ? s2 : s0, s3 = s3 ? s3 : s0;
	while (i < f->n && p[i] != s0 && p[i] != s1 && p[i] != s2 && p[i] != s3 &&
		(unseen || !odd(p[i])))
		i++;
	if (unseen) {
		f->at = i;
		return OK;
	}
	return keep(f, i - f->at);
}

static err
one_thing(struct bytefilter *f)
{
	unsigned char c = (unsigned char)f->window[f->at];

	if (f->state == IN_COMMENT)
		return in_unseen(f, S("-->"));
	if (f->state == IN_PI)
		return in_unseen(f, S("?>"));
	if (odd(c))
		return odd_byte(f);
	if (c == '&' && f->state != IN_CDATA && f->state != IN_TAG)
		return ampersand(f);
	if (f->state == IN_CDATA)
		return in_cdata(f);
	if (f->state == IN_TEXT)
		return in_text(f);
	return in_tag(f);
}

/* How many bytes must wait for the next thing to be decided. */
static size_t
needs(const struct bytefilter *f)
{
	if (f->state == IN_CDATA && f->window[f->at] == ']')
		return str_starts(rest(f), S("]]>")) || f->n - f->at < 3 ? AHEAD : 3;
	return 128;
}

static err
work(struct bytefilter *f)
{
	while (f->at < f->n) {
		TRY(run_of_clean(f));
		if ((f->state == IN_TAG || f->state == IN_VALUE) &&
			f->base + f->at - f->tag_from > AHEAD)
			return fail(E_INPUT, "line %lld: unterminated tag",
				(long long)bytefilter_line(f));
		if (f->at == f->n)
			break;
		if (!enough(f, needs(f)))
			break;
		TRY(one_thing(f));
	}
	return OK;
}

static err
check_start(struct bytefilter *f)
{
	str s = rest(f);

	if (f->started || (s.n < 4 && !f->last))
		return OK;
	f->started = true;
	if (str_starts(s, S("\xff\xfe")) || str_starts(s, S("\xfe\xff")) ||
		(s.n > 3 && ((!s.p[0] && s.p[1]) || (s.p[0] && !s.p[1]))))
		return fail(E_INPUT, "the file is in UTF-16; export it as UTF-8");
	if (str_starts(s, S("\xef\xbb\xbf")))
		f->at += 3;
	return OK;
}

static void
shift(struct bytefilter *f)
{
	bytefilter_line(f);
	memmove(f->window, f->window + f->at, f->n - f->at);
	f->base += f->at;
	f->n -= f->at;
	f->at = f->counted = 0;
}

err
bytefilter_feed(struct bytefilter *f, str s)
{
	while (s.n) {
		size_t n;

		if (f->n == WINDOW)
			shift(f);
		n = WINDOW - f->n < s.n ? WINDOW - f->n : s.n;
		memcpy(f->window + f->n, s.p, n);
		f->n += n;
		s = str_from(s, n);
		TRY(check_start(f));
		if (f->started)
			TRY(work(f));
	}
	return OK;
}

err
bytefilter_end(struct bytefilter *f)
{
	f->last = true;
	TRY(check_start(f));
	TRY(work(f));
	return flush(f);
}
