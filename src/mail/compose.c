/* compose.c: a letter as RFC 5322 writes it: headers in ASCII, words of other
 * scripts encoded (RFC 2047), the text quoted-printable, so that any server on
 * the way may pass it on as it is. */
#include "mail/mail.h"

#include "base/utf8.h"

#include <stdio.h>
#include <time.h>

enum {
	LETTER_MAX = 1 << 20,
	WORD_BYTES = 36, /* 48 characters of base64: with a header before it below 76 */
	LINE = 75        /* of quoted-printable, less the = at its end */
};

bool
mail_is_address(str s)
{
	size_t ats = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c <= ' ' || c > 126 || strchr("<>()[],;:\\\"", c))
			return false;
		ats += c == '@';
	}
	return s.n > 2 && s.n <= 254 && ats == 1 && s.p[0] != '@' && s.p[0] != '-' && s.p[s.n - 1] != '@';
}

static bool
is_plain(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || (unsigned char)s.p[i] > 126)
			return false;
	return true;
}

static bool
has_control(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == 127)
			return true;
	return false;
}

static void
base64(struct buf *b, str s)
{
	static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < s.n; i += 3) {
		unsigned v = (unsigned)(unsigned char)s.p[i] << 16;

		if (i + 1 < s.n)
			v |= (unsigned)(unsigned char)s.p[i + 1] << 8;
		if (i + 2 < s.n)
			v |= (unsigned char)s.p[i + 2];
		buf_char(b, digit[v >> 18]);
		buf_char(b, digit[v >> 12 & 63]);
		buf_char(b, i + 1 < s.n ? digit[v >> 6 & 63] : '=');
		buf_char(b, i + 2 < s.n ? digit[v & 63] : '=');
	}
}

/* Any text as words of a header, each whole in its characters and on its own line. */
static void
words(struct buf *b, str s)
{
	for (bool first = true; s.n; first = false) {
		str part = utf8_cut(s, WORD_BYTES);

		if (!part.n)
			part = str_upto(s, WORD_BYTES);
		buf_add(b, first ? S("=?UTF-8?B?") : S("\r\n =?UTF-8?B?"));
		base64(b, part);
		buf_add(b, S("?="));
		s = str_from(s, part.n);
	}
}

/* Text that stands for itself in a header; long lines are folded at a blank. */
static void
put_subject(struct buf *b, str s)
{
	if (is_plain(s) && s.n < 60 && str_find(s, S("=?")) == NOWHERE)
		buf_add(b, s);
	else
		words(b, s);
}

static void
put_name(struct buf *b, str name)
{
	if (!is_plain(name) || name.n > 60 || str_find(name, S("=?")) != NOWHERE) {
		words(b, name);
		buf_add(b, S("\r\n "));
		return;
	}
	buf_char(b, '"');
	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == '"' || name.p[i] == '\\')
			buf_char(b, '\\');
		buf_char(b, name.p[i]);
	}
	buf_add(b, S("\" "));
}

static void
put_date(struct buf *b, int64_t at)
{
	static const char *const day[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char *const month[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	time_t t = (time_t)at;
	struct tm c;

	if (!gmtime_r(&t, &c))
		return;
	buf_fmt(b, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n", day[c.tm_wday], c.tm_mday, month[c.tm_mon],
		c.tm_year + 1900, c.tm_hour, c.tm_min, c.tm_sec);
}

/* One line of the text; blanks at its end and a dot at its head are encoded, too,
 * since both change on some ways. */
static void
quoted_line(struct buf *b, str line)
{
	size_t used = 0;

	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];
		bool as_is = (c > ' ' && c < 127 && c != '=' && !(c == '.' && !used)) || ((c == ' ' || c == '\t') && i + 1 < line.n);

		if (used + (as_is ? 1 : 3) > LINE) {
			buf_add(b, S("=\r\n"));
			used = 0;
			as_is = as_is && c != '.';
		}
		if (as_is)
			buf_char(b, (char)c);
		else
			buf_fmt(b, "=%02X", c);
		used += as_is ? 1 : 3;
	}
	buf_add(b, S("\r\n"));
}

static void
quoted(struct buf *b, str text)
{
	str line;

	while (str_split(&text, '\n', &line)) {
		if (str_ends(line, S("\r")))
			line.n--;
		quoted_line(b, line);
	}
}

err
mail_compose(struct arena *a, const struct mail_letter *m, str *out)
{
	struct buf b = buf_in(a, LETTER_MAX);
	size_t at = str_find_char(m->from, '@');

	if (!mail_is_address(m->to))
		return fail(E_INPUT, "\"%.*s\" is not a valid recipient address", SARG(str_upto(m->to, 80)));
	if (!mail_is_address(m->from))
		return fail(E_INPUT, "\"%.*s\" is not a valid sender address", SARG(str_upto(m->from, 80)));
	if (has_control(m->subject) || has_control(m->from_name) || !is_plain(m->id))
		return fail(E_INPUT, "an email header must not contain line breaks");
	put_date(&b, m->date);
	buf_add(&b, S("From: "));
	if (m->from_name.n)
		put_name(&b, m->from_name);
	buf_fmt(&b, "<%.*s>\r\nTo: <%.*s>\r\nSubject: ", SARG(m->from), SARG(m->to));
	put_subject(&b, m->subject);
	buf_fmt(&b, "\r\nMessage-ID: <%.*s%.*s>\r\n", SARG(m->id), SARG(str_from(m->from, at)));
	if (m->unsubscribe.n && is_plain(m->unsubscribe) && str_find_char(m->unsubscribe, '>') == NOWHERE)
		buf_fmt(&b, "List-Unsubscribe: <%.*s>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
			SARG(m->unsubscribe));
	buf_add(&b, S("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
		"Content-Transfer-Encoding: quoted-printable\r\n\r\n"));
	quoted(&b, m->text);
	return buf_done(&b, out);
}
