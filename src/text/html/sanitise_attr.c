/* sanitise_attr.c: attributes, one rule a line.  A value is decoded, checked by
 * its kind, and written anew; nothing is ever passed through.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/html/sanitise_tags.h"

#include "base/utf8.h"
#include "text/html/entity.h"
#include "text/html/escape.h"
#include "text/html/href.h"

enum kind { TEXT, CITE, COUNT, DATE, FLAG, CHOICE, LANGUAGE, CLASSES, ID };

enum {
	LONGEST_TEXT = 2000,
	LONGEST_ID = 64,
	MOST_COUNT = 65535,
	MOST_CANDIDATES = 16,
};

static const struct rule {
	str name;
	enum kind kind;
	const char *of; /* " tag tag ", NULL: every tag */
	const char *choice;
} rules[] = {
	{{"dir", 3}, CHOICE, NULL, " ltr rtl auto "},
	{{"lang", 4}, LANGUAGE, NULL, NULL},
	{{"class", 5}, CLASSES, NULL, NULL},
	{{"id", 2}, ID, NULL, NULL},
	{{"title", 5}, TEXT, " a abbr dfn ", NULL},
	{{"hreflang", 8}, LANGUAGE, " a ", NULL},
	{{"cite", 4}, CITE, " blockquote q ins del ", NULL},
	{{"datetime", 8}, DATE, " time ins del ", NULL},
	{{"open", 4}, FLAG, " details ", NULL},
	{{"start", 5}, COUNT, " ol ", NULL},
	{{"value", 5}, COUNT, " li ", NULL},
	{{"reversed", 8}, FLAG, " ol ", NULL},
	{{"type", 4}, CHOICE, " ol ", " 1 a A i I "},
	{{"colspan", 7}, COUNT, " td th ", NULL},
	{{"rowspan", 7}, COUNT, " td th ", NULL},
	{{"scope", 5}, CHOICE, " th ", " row col rowgroup colgroup "},
};

static const char CLASS_LIST[] = " alignleft alignright aligncenter alignwide alignfull "
	"caption embed gallery pullquote footnotes dateline "
	"wp-block-gallery wp-block-pullquote wp-block-table ";
static const char REL_LIST[] = " nofollow ugc sponsored noopener noreferrer external "
	"author license tag bookmark help ";

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* word stands in list, a text of words with a space around each. */
static bool
listed(const char *list, str word)
{
	size_t at = 0;
	str all = str_of(list);

	if (!word.n || memchr(word.p, ' ', word.n))
		return false;
	for (size_t step; (step = str_find(str_from(all, at), word)) != NOWHERE; at++) {
		at += step;
		if (at && list[at - 1] == ' ' && list[at + word.n] == ' ')
			return true;
	}
	return false;
}

/* Takes the next word off *rest. */
static bool
next_word(str *rest, str *word)
{
	size_t n = 0;

	while (rest->n && is_space(rest->p[0]))
		*rest = str_from(*rest, 1);
	while (n < rest->n && !is_space(rest->p[n]))
		n++;
	*word = str_upto(*rest, n);
	*rest = str_from(*rest, n);
	return n > 0;
}

static str
value_of(struct sanitise_attrs *s, const struct token *t, str name)
{
	for (size_t i = 0; i < t->attrs; i++)
		if (str_eq_case(t->attr[i].name, name))
			return entity_decode(s->a, t->attr[i].value, true);
	return S("");
}

static void
add(struct sanitise_attrs *s, str name, str value)
{
	buf_char(&s->made, ' ');
	buf_add(&s->made, name);
	buf_add(&s->made, S("=\""));
	escape_add_attr(&s->made, value);
	buf_char(&s->made, '"');
}

/* The words of value that are on the list, each once. */
static str
keep_words(struct arena *a, str value, const char *list)
{
	struct buf b = buf_in(a, 600);
	str word;

	if (!value.n)
		return value;
	buf_char(&b, ' ');
	while (next_word(&value, &word)) {
		if (!listed(list, word))
			continue;
		buf_add(&b, (str){"", 1}); /* listed() wants an end */
		b.n--;
		if (listed(b.p, word))
			continue;
		buf_add(&b, word);
		buf_char(&b, ' ');
	}
	return str_trim(buf_str(&b));
}

static bool
only(str value, const char *chars, size_t most)
{
	if (!value.n || value.n > most)
		return false;
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];
		bool alnum = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
			(c >= 'A' && c <= 'Z');

		if (!alnum && (!c || !strchr(chars, c)))
			return false;
	}
	return true;
}

static bool
read_count(str value, int64_t *out)
{
	*out = 0;
	value = str_trim(value);
	if (!value.n || value.n > 6)
		return false;
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] < '0' || value.p[i] > '9')
			return false;
		*out = *out * 10 + (value.p[i] - '0');
	}
	return *out > 0 && *out <= MOST_COUNT;
}

/* Ids get a prefix, so that none can be mistaken for one of the page's own
 * ("comment", "email"), nor shadow a property of the document. */
static void
add_id(struct sanitise_attrs *s, str value)
{
	str id;

	if (s->policy != SANITISE_STORY || s->id_count == LENGTH(s->ids))
		return;
	id = str_starts(value, S("t-")) ? value : arena_fmt(s->a, "t-%.*s", SARG(value));
	if (!only(id, "-_.:", LONGEST_ID))
		return;
	for (size_t i = 0; i < s->id_count; i++)
		if (str_eq(s->ids[i], id))
			return;
	s->ids[s->id_count++] = id;
	add(s, S("id"), id);
}

static str
rewritten(struct sanitise_attrs *s, str raw, enum sanitise_use use)
{
	unsigned schemes = HREF_WEB | (use == SANITISE_LINK ? HREF_MAIL : 0);
	str url;

	if (!href_clean(s->a, raw, schemes, &url))
		return S("");
	if (s->hooks && s->hooks->url)
		url = s->hooks->url(s->hooks->arg, s->a, use, url);
	return url;
}

static void
add_by_rule(struct sanitise_attrs *s, const struct rule *r, str v)
{
	int64_t count;
	str words;

	switch (r->kind) {
	case TEXT:
		add(s, r->name, utf8_cut(v, LONGEST_TEXT));
		break;
	case CITE:
		v = rewritten(s, v, SANITISE_CITE);
		if (v.n)
			add(s, r->name, v);
		break;
	case COUNT:
		if (read_count(v, &count))
			add(s, r->name, arena_fmt(s->a, "%d", (int)count));
		break;
	case DATE:
		if (only(v, "-:+. ", 40))
			add(s, r->name, v);
		break;
	case FLAG:
		buf_char(&s->made, ' ');
		buf_add(&s->made, r->name);
		break;
	case CHOICE:
		if (listed(r->choice, v))
			add(s, r->name, v);
		break;
	case LANGUAGE:
		if (only(v, "-", 35))
			add(s, r->name, v);
		break;
	case CLASSES:
		words = keep_words(s->a, v, CLASS_LIST);
		if (words.n && s->policy == SANITISE_STORY)
			add(s, r->name, words);
		break;
	case ID:
		add_id(s, v);
		break;
	}
}

/* Links into the same text get the prefix of its ids; the page's own anchors
 * can be reached too.  What is longer than an id can be stays as it is: with the prefix it
 * could be longer than an address, and the next pass would take the link away. */
static str
fragment(struct sanitise_attrs *s, str url)
{
	str to = str_from(url, 1);

	if (url.n < 2 || url.p[0] != '#' || to.n > LONGEST_ID || str_starts(to, S("t-")) ||
		str_starts(to, S("comment")) || str_eq(to, S("respond")))
		return url;
	return arena_fmt(s->a, "#t-%.*s", SARG(to));
}

static bool
add_link(struct sanitise_attrs *s, const struct token *t)
{
	str url = rewritten(s, value_of(s, t, S("href")), SANITISE_LINK);
	str rel = S("nofollow ugc noopener");

	if (!url.n)
		return false;
	add(s, S("href"), fragment(s, url));
	if (s->policy == SANITISE_STORY)
		rel = keep_words(s->a, value_of(s, t, S("rel")), REL_LIST);
	if (rel.n)
		add(s, S("rel"), rel);
	return true;
}

static const struct rule *
find_rule(str name, const char *tag)
{
	for (size_t i = 0; i < LENGTH(rules); i++)
		if (str_eq_case(rules[i].name, name))
			return !rules[i].of || listed(rules[i].of, str_of(tag)) ?
				&rules[i] : NULL;
	return NULL;
}

str
sanitise_start(struct sanitise_attrs *s, const struct sanitise_tag *tag, const struct token *t)
{
	s->made.n = 0;
	s->made.over = false;
	buf_char(&s->made, '<');
	buf_add(&s->made, str_of(tag->written));
	if (!strcmp(tag->name, "a") && (!t || !add_link(s, t)))
		return S("");
	for (size_t i = 0; t && i < t->attrs; i++) {
		const struct rule *r = find_rule(t->attr[i].name, tag->written);

		if (r)
			add_by_rule(s, r, entity_decode(s->a, t->attr[i].value, true));
	}
	buf_char(&s->made, '>');
	if (s->made.over)
		return S("");
	return arena_copy(s->a, buf_str(&s->made));
}

str
sanitise_source(struct sanitise_attrs *s, const struct token *t, enum sanitise_use use)
{
	return rewritten(s, value_of(s, t, S("src")), use);
}

/* "640w", "1.5x", or nothing. */
static bool
good_descriptor(str d)
{
	size_t dots = 0;

	if (!d.n)
		return true;
	if (d.n < 2 || d.n > 8 || (d.p[d.n - 1] != 'w' && d.p[d.n - 1] != 'x'))
		return false;
	for (size_t i = 0; i + 1 < d.n; i++) {
		bool dot = d.p[i] == '.' && i && d.p[d.n - 1] == 'x';

		dots += dot;
		if (!dot && (d.p[i] < '0' || d.p[i] > '9'))
			return false;
	}
	return dots < 2 && d.p[0] != '0';
}

static str
read_srcset(struct sanitise_attrs *s, str v)
{
	struct buf b = buf_in(s->a, 16384);
	str url, d;

	for (size_t n = 0; n < MOST_CANDIDATES && next_word(&v, &url); n++) {
		bool ended = str_ends(url, S(","));
		size_t comma;

		while (str_ends(url, S(",")))
			url.n--;
		while (str_starts(url, S(",")))
			url = str_from(url, 1);
		comma = ended ? 0 : str_find_char(v, ',');
		d = ended ? S("") : str_trim(str_upto(v, comma));
		if (!ended)
			v = comma == NOWHERE ? S("") : str_from(v, comma + 1);
		url = rewritten(s, url, SANITISE_IMAGE);
		if (!url.n || !good_descriptor(d))
			continue;
		if (str_find_char(url, ',') == 0 || str_ends(url, S(",")))
			continue;
		if (b.n)
			buf_add(&b, S(", "));
		buf_add(&b, url);
		if (d.n)
			buf_char(&b, ' ');
		buf_add(&b, d);
	}
	return b.over ? S("") : buf_str(&b);
}

static int64_t
read_wordpress_id(str classes)
{
	size_t at = str_find(classes, S("wp-image-"));
	int64_t id = 0;
	str digits = str_from(classes, at == NOWHERE ? classes.n : at + 9);

	for (size_t i = 0; i < digits.n && i < 15; i++) {
		if (digits.p[i] < '0' || digits.p[i] > '9')
			break;
		id = id * 10 + (digits.p[i] - '0');
	}
	return id;
}

bool
sanitise_read_image(struct sanitise_attrs *s, const struct token *t, struct sanitise_image *m)
{
	str classes = value_of(s, t, S("class"));

	*m = (struct sanitise_image){.src = sanitise_source(s, t, SANITISE_IMAGE)};
	/* Scripts that load pictures late leave the address here. */
	if (!m->src.n)
		m->src = rewritten(s, value_of(s, t, S("data-src")), SANITISE_IMAGE);
	if (!m->src.n)
		return false;
	m->srcset = read_srcset(s, value_of(s, t, S("srcset")));
	m->sizes = value_of(s, t, S("sizes"));
	if (!m->srcset.n || !only(m->sizes, " ,().:-<>=", 300))
		m->sizes = str_find(m->srcset, S("w,")) != NOWHERE ||
			str_ends(m->srcset, S("w")) ? S("100vw") : S("");
	m->alt = utf8_cut(value_of(s, t, S("alt")), LONGEST_TEXT);
	m->title = utf8_cut(value_of(s, t, S("title")), LONGEST_TEXT);
	m->classes = keep_words(s->a, classes, CLASS_LIST);
	m->wordpress_id = read_wordpress_id(classes);
	if (!read_count(value_of(s, t, S("width")), &m->width))
		m->width = 0;
	if (!read_count(value_of(s, t, S("height")), &m->height))
		m->height = 0;
	m->eager = str_eq_case(value_of(s, t, S("loading")), S("eager"));
	return true;
}

static void
add_image_attr(struct buf *b, const char *name, str value)
{
	if (!value.n)
		return;
	buf_fmt(b, " %s=\"", name);
	escape_add_attr(b, value);
	buf_char(b, '"');
}

void
sanitise_add_image(struct buf *b, const struct sanitise_image *m)
{
	buf_add(b, S("<img"));
	add_image_attr(b, "src", m->src);
	add_image_attr(b, "srcset", m->srcset);
	add_image_attr(b, "sizes", m->sizes);
	buf_add(b, S(" alt=\""));
	escape_add_attr(b, m->alt);
	buf_char(b, '"');
	add_image_attr(b, "title", m->title);
	add_image_attr(b, "class", m->classes);
	if (m->width)
		buf_fmt(b, " width=\"%d\"", (int)m->width);
	if (m->height)
		buf_fmt(b, " height=\"%d\"", (int)m->height);
	buf_add(b, m->eager ? S(" loading=\"eager\">") : S(" loading=\"lazy\">"));
}
