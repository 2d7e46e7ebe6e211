/* form.c: the words and fields of a reply form, and what they must be.
 *
 * Limits are WordPress's numbers, counted in characters: a browser counts its
 * maxlength in UTF-16 units, so what it lets through is never too long here,
 * also in N'Ko, where a character is three bytes.  CR LF counts once, as the
 * browser counts it.
 *
 * The day token of a cached page is the same for everybody, so it cannot say
 * when this reader opened the form; the server's memory of the peer's last
 * page stands in for it.  Who is unknown there (behind a CDN, after a restart)
 * is not held up.
 */
#include "news/comment/form.h"
#include "base/utf8.h"
#include "text/data/email.h"


static const struct {
	const char *word, *field, *text;
	int n; /* what the message calls {n} */
} faults[COMMENT_FAULTS] = {
	[COMMENT_FINE] = {"", "", "", 0},
	[COMMENT_NO_BODY] = {"error_comment", "comment", "the comment is empty", 0},
	[COMMENT_LONG_BODY] = {"error_comment_long", "comment", "the comment is too long",
		COMMENT_BODY_MAX},
	[COMMENT_BAD_BODY] = {"error_text", "comment", "the comment contains invalid characters", 0},
	[COMMENT_NO_AUTHOR] = {"error_author", "author", "the name is missing", 0},
	[COMMENT_LONG_AUTHOR] = {"error_author_long", "author", "the name is too long",
		COMMENT_AUTHOR_MAX},
	[COMMENT_BAD_AUTHOR] = {"error_text", "author", "the name contains invalid characters", 0},
	[COMMENT_NO_EMAIL] = {"error_email", "email", "the email address is missing", 0},
	[COMMENT_LONG_EMAIL] = {"error_email_long", "email", "the email address is too long",
		COMMENT_EMAIL_MAX},
	[COMMENT_BAD_EMAIL] = {"error_email_invalid", "email", "invalid email address", 0},
	[COMMENT_LONG_URL] = {"error_url_long", "url", "the website URL is too long",
		COMMENT_URL_MAX},
	[COMMENT_BAD_URL] = {"error_url_invalid", "url", "invalid website URL", 0},
	[COMMENT_BAD_PARENT] = {"error_parent", "", "parent comment not found", 0},
	[COMMENT_OLD_TOKEN] = {"error_token", "", "form expired; submit it again", 0},
	[COMMENT_TOO_QUICK] = {"error_fast", "", "submitted too quickly; try again", 0},
	[COMMENT_SHUT] = {"error_closed", "", "comments are closed", 0},
	[COMMENT_TWICE] = {"error_duplicate", "comment", "duplicate comment", 0},
	[COMMENT_TOO_OFTEN] = {"error_flood", "", "comment rate limit for one network reached", 0},
	[COMMENT_TOO_MANY] = {"error_flood_site", "", "comment rate limit of the site reached", 0},
};

const char *
comment_fault_word(enum comment_fault f)
{
	return faults[f].word;
}

const char *
comment_fault_field(enum comment_fault f)
{
	return faults[f].field;
}

int
comment_fault_limit(enum comment_fault f)
{
	return faults[f].n;
}

const char *
comment_fault_text(enum comment_fault f)
{
	return faults[f].text;
}

void
comment_form_blame(struct comment_verdict *v, enum comment_fault f)
{
	if (f != COMMENT_FINE && v->faults < LENGTH(v->fault))
		v->fault[v->faults++] = f;
}

/* Characters in s, or NOWHERE when it is not text; lines: may hold line ends. */
static size_t
count_text(str s, bool lines)
{
	size_t n = 0, at = 0;

	if (!utf8_valid(s))
		return NOWHERE;
	for (; at < s.n; n++) {
		uint32_t c = utf8_next(s, &at);

		if (c == 0x7f || (c < 0x20 && !(lines && (c == '\n' || c == '\r' || c == '\t'))))
			return NOWHERE;
		if (c == '\r' && at < s.n && s.p[at] == '\n')
			at++;
	}
	return n;
}

/* White space and characters that show nothing do not make a comment. */
static bool
shows_nothing(str s)
{
	static const str blank[] = {S("\xc2\xa0"), S("\xc2\xad"), S("\xe2\x80\x8b"),
		S("\xe2\x80\x8c"), S("\xe2\x80\x8d"), S("\xe2\x80\x8e"), S("\xe2\x80\x8f"),
		S("\xe2\x81\xa0"), S("\xe3\x80\x80"), S("\xef\xbb\xbf")};
	size_t i = 0;

	s = str_trim(s);
	while (i < LENGTH(blank)) {
		if (str_starts(s, blank[i])) {
			s = str_trim(str_from(s, blank[i].n));
			i = 0;
		} else {
			i++;
		}
	}
	return s.n == 0;
}

struct limits {
	size_t max;
	bool lines, needed;
	enum comment_fault none, too_long, bad;
};

static bool
check(str s, struct limits l, struct comment_verdict *v)
{
	size_t n = count_text(s, l.lines);

	if (shows_nothing(s)) {
		if (l.needed)
			comment_form_blame(v, l.none);
		return !l.needed;
	}
	if (n == NOWHERE) {
		comment_form_blame(v, l.bad);
		return false;
	}
	if (n > l.max)
		comment_form_blame(v, l.too_long);
	return n <= l.max;
}

static bool
is_number(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return true;
}

static bool
starts_case(str s, str head)
{
	return s.n >= head.n && str_eq_case(str_upto(s, head.n), head);
}

/* http or https, a host, and nothing that could end an attribute.  Without a
 * scheme http:// is meant, as WordPress means it. */
static bool
mend_url(struct arena *a, str s, str *out)
{
	str host;
	size_t end;

	if (!starts_case(s, S("http://")) && !starts_case(s, S("https://"))) {
		size_t colon = str_find_char(s, ':'), stop = strcspn(arena_z(a, s), "/?#.");

		if (colon != NOWHERE && colon < stop)
			return false; /* another scheme */
		s = arena_fmt(a, "http://%.*s", SARG(s));
	}
	for (size_t i = 0; i < s.n; i++)
		if (strchr(" \"'<>\\`", s.p[i]))
			return false;
	host = str_from(s, str_find(s, S("//")) + 2);
	for (end = 0; end < host.n && !strchr("/?#", host.p[end]);)
		end++;
	host = str_upto(host, end);
	if (str_find_char(host, '@') != NOWHERE)
		return false; /* https://bank@elsewhere */
	*out = s;
	end = str_find_char(host, ':');
	return email_domain_is(str_upto(host, end)) &&
		(end == NOWHERE || is_number(str_from(host, end + 1)));
}

void
comment_form_check(struct arena *a, const struct comment_form *f, struct comment_fields *out,
	struct comment_verdict *v)
{
	static const struct limits body = {COMMENT_BODY_MAX, true, true, COMMENT_NO_BODY,
		COMMENT_LONG_BODY, COMMENT_BAD_BODY};
	static const struct limits author = {COMMENT_AUTHOR_MAX, false, true,
		COMMENT_NO_AUTHOR, COMMENT_LONG_AUTHOR, COMMENT_BAD_AUTHOR};
	static const struct limits email = {COMMENT_EMAIL_MAX, false, true, COMMENT_NO_EMAIL,
		COMMENT_LONG_EMAIL, COMMENT_BAD_EMAIL};
	static const struct limits url = {COMMENT_URL_MAX, false, false, COMMENT_FINE,
		COMMENT_LONG_URL, COMMENT_BAD_URL};

	*out = (struct comment_fields){str_trim(f->author), str_trim(f->email),
		str_trim(f->url), f->body};
	check(out->body, body, v);
	check(out->author, author, v);
	if (check(out->email, email, v) && !email_is(out->email))
		comment_form_blame(v, COMMENT_BAD_EMAIL);
	if (shows_nothing(out->url))
		out->url = S("");
	else if (check(out->url, url, v) && !mend_url(a, out->url, &out->url))
		comment_form_blame(v, COMMENT_BAD_URL);
}

void
comment_form_words(struct arena *a, struct comment_fields *f, struct comment_verdict *v)
{
	static const struct limits body = {COMMENT_BODY_MAX, true, true, COMMENT_NO_BODY,
		COMMENT_LONG_BODY, COMMENT_BAD_BODY};
	static const struct limits author = {COMMENT_AUTHOR_MAX, false, false, COMMENT_FINE,
		COMMENT_LONG_AUTHOR, COMMENT_BAD_AUTHOR};
	static const struct limits url = {COMMENT_URL_MAX, false, false, COMMENT_FINE,
		COMMENT_LONG_URL, COMMENT_BAD_URL};

	f->author = str_trim(f->author);
	f->url = str_trim(f->url);
	f->body = str_trim(f->body);
	check(f->body, body, v);
	check(f->author, author, v);
	if (shows_nothing(f->url))
		f->url = S("");
	else if (check(f->url, url, v) && !mend_url(a, f->url, &f->url))
		comment_form_blame(v, COMMENT_BAD_URL);
}

/* What a moderator would call a link: an address in the text, or an href. */
unsigned
comment_form_links(str s)
{
	static const str head[] = {S("http://"), S("https://"), S("ftp://"), S("www."),
		S("href"), S("[url")};
	unsigned links = 0;

	for (size_t i = 0; i < s.n;) {
		str rest = str_from(s, i);
		size_t k = 0;

		while (k < LENGTH(head) && !starts_case(rest, head[k]))
			k++;
		if (k == LENGTH(head)) {
			i++;
			continue;
		}
		links++;
		/* href="http://www.… is one link, not three */
		while (i < s.n && !strchr(" \t\r\n>]", s.p[i]))
			i++;
	}
	return links;
}

static const int64_t DAY = 86400, TOKEN_DAYS = 3, SKEW = 300;
#define EXACT S("comment form")
#define DAILY S("comment form of the day")

str
comment_token(struct arena *a, const struct seal *key, int64_t story, int64_t now)
{
	return seal_token(a, key, EXACT, &story, 1, now);
}

str
comment_token_day(struct txn *t, const struct seal *key, int64_t story, int64_t now)
{
	int64_t day = now - now % DAY;

	store_until(t, day + DAY);
	return seal_token(store_arena(t), key, DAILY, &story, 1, day);
}

enum comment_fault
comment_form_token(const struct seal *key, const struct comment_form *f, int64_t min_age,
	int64_t *age)
{
	int64_t made = 0;

	*age = 0;
	if (!seal_token_check(key, EXACT, &f->story_id, 1, f->token, &made))
		*age = f->now > made ? f->now - made : 0;
	else if (seal_token_check(key, DAILY, &f->story_id, 1, f->token, &made))
		return COMMENT_OLD_TOKEN;
	else
		*age = f->seen_ms >= 0 ? f->seen_ms / 1000 : min_age;
	if (made > f->now + SKEW || f->now - made >= TOKEN_DAYS * DAY)
		return COMMENT_OLD_TOKEN;
	return *age < min_age ? COMMENT_TOO_QUICK : COMMENT_FINE;
}
