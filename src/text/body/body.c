/* body.c: the order of the steps, which is WordPress's: addresses alone on a
 * line, paragraphs, shortcodes; and then, always last, the sanitiser.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/body/body.h"

#include "text/body/autop.h"
#include "text/html/escape.h"
#include "text/html/strip.h"

static bool
is_address(str line)
{
	if (!str_starts(line, S("https://")) && !str_starts(line, S("http://")))
		return false;
	for (size_t i = 0; i < line.n; i++)
		if ((unsigned char)line.p[i] <= ' ' || strchr("<>\"'[]", line.p[i]))
			return false;
	return line.n > 10;
}

static void
add_link(struct buf *b, str url)
{
	buf_add(b, S("<a href=\""));
	buf_add(b, url);
	buf_add(b, S("\">"));
	buf_add(b, url);
	buf_add(b, S("</a>"));
}

/* Where WordPress would fetch something to embed, a link stays. */
static str
link_lines(struct arena *a, str body)
{
	struct buf b = buf_in(a, body.n * 4 + 64);
	str rest = body, line;
	bool first = true;

	if (str_find(body, S("http")) == NOWHERE)
		return body;
	for (; str_split(&rest, '\n', &line); first = false) {
		if (!first)
			buf_char(&b, '\n');
		if (is_address(str_trim(line)))
			add_link(&b, str_trim(line));
		else
			buf_add(&b, line);
	}
	return b.over ? body : buf_str(&b);
}

/* A player's address leads to a page made for frames: the one for people is
 * better to go to. */
static bool
link_frame(void *arg, str url, struct buf *out)
{
	size_t at = str_find(url, S("youtube.com/embed/"));

	(void)arg;
	if (at == NOWHERE)
		at = str_find(url, S("youtube-nocookie.com/embed/"));
	if (at != NOWHERE) {
		str id = str_from(url, at + str_find(str_from(url, at), S("/embed/")) + 7);
		size_t end = 0;

		while (end < id.n && !strchr("?&#/", id.p[end]))
			end++;
		url = arena_fmt(out->a, "https://www.youtube.com/watch?v=%.*s",
			SARG(str_upto(id, end)));
	}
	buf_add(out, S("<a href=\""));
	escape_add_attr(out, url);
	buf_add(out, S("\">"));
	escape_add_text(out, url);
	buf_add(out, S("</a>"));
	return true;
}

html
body_html(struct arena *a, str body, enum body_format f, const struct body_hooks *h)
{
	struct sanitise_hooks hooks = h ? h->sanitise : (struct sanitise_hooks){0};

	if (!hooks.frame)
		hooks.frame = link_frame;
	if (f != BODY_HTML)
		body = link_lines(a, body);
	if (f == BODY_CLASSIC)
		body = autop(a, body);
	if (f != BODY_HTML)
		body = shortcode_expand(a, body, h ? &h->shortcode : NULL);
	return sanitise_html(a, body, SANITISE_STORY, &hooks);
}

/* The length of an address at the start of s, without the punctuation that
 * ends the sentence around it. */
static size_t
address_length(str s)
{
	size_t n = 0;

	if (!str_starts(s, S("https://")) && !str_starts(s, S("http://")))
		return 0;
	while (n < s.n && (unsigned char)s.p[n] > ' ' && !strchr("<>\"'`", s.p[n]))
		n++;
	while (n && strchr(".,;:!?)", s.p[n - 1]))
		n--;
	return n > 10 ? n : 0;
}

/* Addresses between words, but not in tags or in a link's own words. */
static str
link_words(struct arena *a, str s)
{
	struct buf b = buf_in(a, s.n * 4 + 64);
	bool in_tag = false, in_link = false;

	for (size_t at = 0; at < s.n;) {
		bool starts = !at || (unsigned char)s.p[at - 1] <= ' ' || strchr("(>", s.p[at - 1]);
		size_t n = starts && !in_tag && !in_link ? address_length(str_from(s, at)) : 0;
		char next = (char)(at + 1 < s.n ? s.p[at + 1] | 0x20 : 0);
		char after = at + 2 < s.n ? s.p[at + 2] : 0;

		if (n) {
			add_link(&b, (str){s.p + at, n});
			at += n;
			continue;
		}
		if (s.p[at] == '<' && ((next >= 'a' && next <= 'z') || next == '/')) {
			in_tag = true;
			if (next == 'a' && (unsigned char)after <= ' ')
				in_link = true;
			else if (next == '/' && (after == 'a' || after == 'A'))
				in_link = false;
		} else if (s.p[at] == '>') {
			in_tag = false;
		}
		buf_char(&b, s.p[at++]);
	}
	return b.over ? s : buf_str(&b);
}

html
body_comment(struct arena *a, str comment)
{
	str s = autop(a, link_words(a, comment));

	return sanitise_html(a, s, SANITISE_COMMENT, NULL);
}

str
body_plain(struct arena *a, str body, enum body_format f)
{
	if (f == BODY_HTML)
		return strip_html(a, body, STRIP_TAGS);
	/* Paragraphs first: two words may be parted by nothing but a line end. */
	body = f == BODY_CLASSIC ? autop(a, body) : body;
	return strip_html(a, shortcode_expand(a, body, NULL), STRIP_TAGS);
}

enum body_format
body_format_of(str name)
{
	return str_eq(name, S("classic")) ? BODY_CLASSIC : str_eq(name, S("blocks")) ? BODY_BLOCKS : BODY_HTML;
}

enum body_format
body_guess(str body)
{
	if (str_find(body, S("<!-- wp:")) != NOWHERE)
		return BODY_BLOCKS;
	return BODY_CLASSIC;
}
