/* shortcode.c: one pass over the body.  Tags are stepped over, since brackets in
 * an attribute are no shortcode; an end that was once not found is not looked
 * for again, so nothing is read more than twice.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/body/shortcode.h"

#include "text/html/escape.h"

enum { MOST_IDS = 500, MOST_ATTRS = 32 };

enum name { CAPTION, WP_CAPTION, GALLERY, EMBED, AUDIO, VIDEO, PLAYLIST, NAMES };

static const str names[NAMES] = {
	{"caption", 7}, {"wp_caption", 10}, {"gallery", 7}, {"embed", 5},
	{"audio", 5}, {"video", 5}, {"playlist", 8},
};

struct code {
	enum name name;
	str attrs; /* between the name and ']' */
	str inner; /* up to [/name], empty without */
	size_t end; /* where the text goes on */
	bool escaped;
};

struct reader {
	str in;
	bool no_end[NAMES]; /* [/name] does not follow any more */
	bool no_gt;         /* nor does '>' */
};

static bool
is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' ||
		(c >= '0' && c <= '9');
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* s starts after '['. */
static bool
read_name(str s, enum name *out)
{
	size_t n = 0;

	while (n < s.n && n <= 12 && is_name_char(s.p[n]))
		n++;
	for (size_t i = 0; i < NAMES; i++) {
		if (str_eq(names[i], str_upto(s, n))) {
			*out = (enum name)i;
			return true;
		}
	}
	return false;
}

/* A quoted ']' does not end the tag; a line of attributes is not endless. */
static size_t
find_bracket(str s)
{
	char quote = 0;

	for (size_t i = 0; i < s.n && i < 8192; i++) {
		char c = s.p[i];

		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == ']')
			return i;
		else if (c == '[')
			break;
	}
	/* An apostrophe is not always a quote. */
	for (size_t i = 0; i < s.n && i < 8192 && s.p[i] != '['; i++)
		if (s.p[i] == ']')
			return i;
	return NOWHERE;
}

/* Another one of the same name that begins first means that this one has no
 * end: it must not swallow the story up to the other's. */
static size_t
find_end(struct reader *r, enum name name, size_t from)
{
	str rest = str_from(r->in, from);

	if (r->no_end[name])
		return NOWHERE;
	for (size_t at = 0, step;; at++) {
		str tail;

		step = str_find_char(str_from(rest, at), '[');
		if (step == NOWHERE)
			break;
		at += step;
		tail = str_from(rest, at + 1);
		if (str_starts(tail, names[name]))
			return NOWHERE;
		if (str_starts(tail, S("/")) && str_starts(str_from(tail, 1), names[name]) &&
			str_starts(str_from(tail, 1 + names[name].n), S("]")))
			return from + at;
	}
	r->no_end[name] = true;
	return NOWHERE;
}

/* in.p[at] is '['. */
static bool
read_code(struct reader *r, size_t at, struct code *c)
{
	str rest = str_from(r->in, at + 1);
	size_t bracket, end;

	c->escaped = str_starts(rest, S("["));
	if (c->escaped)
		rest = str_from(rest, 1);
	if (!read_name(rest, &c->name))
		return false;
	rest = str_from(rest, names[c->name].n);
	bracket = find_bracket(rest);
	if (bracket == NOWHERE || (rest.p[0] != ']' && rest.p[0] != '/' && !is_space(rest.p[0])))
		return false;
	c->attrs = str_upto(rest, bracket);
	c->inner = S("");
	c->end = (size_t)(rest.p - r->in.p) + bracket + 1;
	if (c->escaped) {
		end = c->end;
		c->escaped = end < r->in.n && r->in.p[end] == ']';
		if (c->escaped)
			c->end++;
		return c->escaped;
	}
	if (c->name == GALLERY || c->name == PLAYLIST || str_ends(c->attrs, S("/")))
		return true;
	end = find_end(r, c->name, c->end);
	if (end != NOWHERE) {
		c->inner = (str){r->in.p + c->end, end - c->end};
		c->end = end + names[c->name].n + 3;
	}
	return true;
}

/* The next shortcode from *at on; *at moves to its '['. */
static bool
next_code(struct reader *r, size_t *at, struct code *c)
{
	for (; *at < r->in.n; ++*at) {
		char ch = r->in.p[*at], next = *at + 1 < r->in.n ? r->in.p[*at + 1] : ' ';

		if (ch == '[' && read_code(r, *at, c))
			return true;
		if (ch == '<' && !r->no_gt && (is_name_char(next) || next == '/')) {
			size_t gt = str_find_char(str_from(r->in, *at), '>');

			r->no_gt = gt == NOWHERE;
			if (!r->no_gt)
				*at += gt;
		}
	}
	return false;
}

/* Attributes */

struct attr {
	str name, value; /* name is empty for a bare value */
};

static bool
next_attr(str *rest, struct attr *out)
{
	size_t n = 0;
	char quote;

	while (rest->n && (is_space(rest->p[0]) || rest->p[0] == '/') &&
		!str_starts(*rest, S("//")))
		*rest = str_from(*rest, 1);
	if (!rest->n)
		return false;
	while (n < rest->n && is_name_char(rest->p[n]))
		n++;
	out->name = S("");
	if (n && n < rest->n && rest->p[n] == '=') {
		out->name = str_upto(*rest, n);
		*rest = str_from(*rest, n + 1);
	}
	quote = rest->n ? rest->p[0] : 0;
	n = 0;
	if (quote == '"' || quote == '\'') {
		*rest = str_from(*rest, 1);
		while (n < rest->n && rest->p[n] != quote)
			n++;
		out->value = str_upto(*rest, n);
		*rest = str_from(*rest, n + 1);
		return true;
	}
	while (n < rest->n && !is_space(rest->p[n]))
		n++;
	out->value = str_upto(*rest, n);
	*rest = str_from(*rest, n);
	return true;
}

/* The value of the first attribute that is one of the names (separated and
 * surrounded by spaces); bare: a value without a name counts too. */
static str
attr(const struct code *c, const char *wanted, bool bare)
{
	str rest = c->attrs;
	struct attr at;

	for (size_t i = 0; i < MOST_ATTRS && next_attr(&rest, &at); i++) {
		char spaced[24];

		if (!at.name.n && bare)
			return at.value;
		if (!at.name.n || at.name.n > sizeof spaced - 3)
			continue;
		spaced[0] = ' ';
		memcpy(spaced + 1, at.name.p, at.name.n);
		memcpy(spaced + 1 + at.name.n, " ", 2);
		if (strcasestr(wanted, spaced))
			return at.value;
	}
	return S("");
}

/* Rendering.  Values go through the sanitiser later; they are escaped here so
 * that they stay one value until then. */

static void
add_attr(struct buf *b, const char *name, str value)
{
	if (!value.n)
		return;
	buf_fmt(b, " %s=\"", name);
	escape_add_attr(b, value);
	buf_char(b, '"');
}

/* Values in shortcodes may hold references already. */
static void
add_raw_attr(struct buf *b, const char *name, str value)
{
	buf_fmt(b, " %s=\"", name);
	for (size_t i = 0; i < value.n; i++)
		if (value.p[i] != '"' && value.p[i] != '<' && value.p[i] != '>')
			buf_char(b, value.p[i]);
	buf_char(b, '"');
}

static void
add_picture(struct buf *b, int64_t id, const struct shortcode_media *m)
{
	buf_fmt(b, "<figure><img class=\"wp-image-%lld\"", (long long)id);
	add_attr(b, "src", m->url);
	add_attr(b, "alt", m->alt);
	if (m->width && m->height)
		buf_fmt(b, " width=\"%lld\" height=\"%lld\"", (long long)m->width,
			(long long)m->height);
	buf_char(b, '>');
	if (m->caption.n) {
		buf_add(b, S("<figcaption>"));
		escape_add_text(b, m->caption);
		buf_add(b, S("</figcaption>"));
	}
	buf_add(b, S("</figure>"));
}

static void
add_recording(struct buf *b, const struct shortcode_media *m)
{
	buf_add(b, S("<figure><audio"));
	add_attr(b, "src", m->url);
	buf_add(b, S("></audio>"));
	if (m->caption.n) {
		buf_add(b, S("<figcaption>"));
		escape_add_text(b, m->caption);
		buf_add(b, S("</figcaption>"));
	}
	buf_add(b, S("</figure>"));
}

static size_t
read_ids(str list, int64_t *ids)
{
	size_t n = 0;
	str one;

	while (n < MOST_IDS && str_split(&list, ',', &one))
		if (str_int(str_trim(one), &ids[n]) == OK)
			n++;
	return n;
}

static void
add_gallery(struct arena *a, struct buf *b, const struct code *c, const struct shortcode_hooks *h)
{
	str list = attr(c, " ids include ", false);
	int64_t *ids = NEW(a, int64_t, MOST_IDS);
	struct shortcode_media m;
	size_t n = list.n ? read_ids(list, ids) : 0, shown = 0;

	if (!h || !h->media)
		return;
	if (!list.n && c->name == GALLERY && h->attached)
		n = h->attached(h->arg, a, ids, MOST_IDS);
	for (size_t i = 0; i < n; i++) {
		m = (struct shortcode_media){0};
		if (!h->media(h->arg, a, ids[i], &m))
			continue;
		if (c->name == PLAYLIST) {
			add_recording(b, &m);
			continue;
		}
		if (!shown++)
			buf_add(b, S("<figure class=\"gallery\">"));
		add_picture(b, ids[i], &m);
	}
	if (shown)
		buf_add(b, S("</figure>"));
}

/* In the older form the words are an attribute, in the newer one they follow
 * the picture (and the link around it). */
static void
add_caption(struct buf *b, const struct code *c)
{
	str words = attr(c, " caption ", false), picture = c->inner;
	str align = attr(c, " align ", false);
	size_t img = str_find(picture, S("<img"));

	if (!words.n && img != NOWHERE) {
		size_t gt = str_find_char(str_from(picture, img), '>');
		size_t end = gt == NOWHERE ? picture.n : img + gt + 1;
		size_t link = str_find(str_from(picture, end), S("</a>"));

		if (link != NOWHERE && !str_trim(str_upto(str_from(picture, end), link)).n)
			end += link + 4;
		words = str_trim(str_from(picture, end));
		picture = str_upto(picture, end);
	}
	buf_add(b, S("<figure"));
	add_raw_attr(b, "class", align);
	buf_char(b, '>');
	buf_add(b, str_trim(picture));
	if (words.n) {
		buf_add(b, S("<figcaption>"));
		buf_add(b, words);
		buf_add(b, S("</figcaption>"));
	}
	buf_add(b, S("</figure>"));
}

static void
add_embed(struct buf *b, const struct code *c)
{
	str url = str_trim(c->inner);

	if (!url.n)
		url = attr(c, " src ", true);
	if (!url.n || memchr(url.p, '<', url.n))
		return;
	buf_add(b, S("<p><a"));
	add_raw_attr(b, "href", url);
	buf_char(b, '>');
	buf_add(b, url);
	buf_add(b, S("</a></p>"));
}

static void
add_player(struct buf *b, const struct code *c)
{
	str url = attr(c, " src mp3 m4a ogg wav flac wma mp4 m4v webm ogv flv ", true);
	str kind = names[c->name];

	if (!url.n)
		return;
	buf_fmt(b, "<figure><%.*s", SARG(kind));
	add_raw_attr(b, "src", url);
	buf_fmt(b, "></%.*s></figure>", SARG(kind));
}

static void
add_code(struct arena *a, struct buf *b, const struct code *c, const struct shortcode_hooks *h)
{
	switch (c->name) {
	case CAPTION:
	case WP_CAPTION:
		add_caption(b, c);
		break;
	case EMBED:
		add_embed(b, c);
		break;
	case AUDIO:
	case VIDEO:
		add_player(b, c);
		break;
	case GALLERY:
	case PLAYLIST:
		add_gallery(a, b, c, h);
		break;
	case NAMES:
		break;
	}
}

static str
replace(struct arena *a, str body, const struct shortcode_hooks *h, bool strip)
{
	struct reader r = {.in = body};
	struct buf b;
	struct code c;
	size_t from = 0, at = 0;

	if (str_find_char(body, '[') == NOWHERE)
		return body;
	b = buf_in(a, body.n * 4 + (4 << 20));
	for (; next_code(&r, &at, &c); from = at = c.end) {
		buf_add(&b, (str){body.p + from, at - from});
		if (c.escaped)
			buf_add(&b, (str){body.p + at + 1, c.end - at - 2});
		else if (!strip)
			add_code(a, &b, &c, h);
	}
	buf_add(&b, str_from(body, from));
	return b.over ? body : buf_str(&b);
}

str
shortcode_expand(struct arena *a, str body, const struct shortcode_hooks *h)
{
	return replace(a, body, h, false);
}

str
shortcode_strip(struct arena *a, str body)
{
	return replace(a, body, NULL, true);
}

bool
shortcode_is_one(str s)
{
	struct reader r = {.in = s};
	struct code c;

	return s.n && s.p[0] == '[' && read_code(&r, 0, &c) && !c.escaped && c.end == s.n;
}
