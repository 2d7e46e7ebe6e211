/* sanitise.c: reads tokens and writes a tree that is right by construction.  Which
 * element may stand where is tree.c's; here are text, pictures and what goes with
 * its contents.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/html/sanitise.h"

#include "base/utf8.h"
#include "text/html/entity.h"
#include "text/html/escape.h"
#include "text/html/tree.h"

enum { GROWTH = 8 }; /* times the input, where reading stops */

static void
add_text(struct tree *s, str shown)
{
	if (s->fresh_pre)
		while (shown.n && shown.p[0] == '\n')
			shown = str_from(shown, 1);
	if (!shown.n)
		return;
	buf_add(s->out, shown);
	s->fresh_pre = false;
}

static bool
is_blank(str t)
{
	for (size_t i = 0; i < t.n; i++)
		if (!t.p[i] || !strchr(" \t\n\f", t.p[i]))
			return false;
	return true;
}

/* Between blocks one line end says as much as many. */
static void
add_blank(struct tree *s, str raw)
{
	if (s->words || tree_top_role(s) == ROLE_PRE)
		add_text(s, raw);
	else if (raw.n && s->out->n && s->out->p[s->out->n - 1] == '>')
		buf_char(s->out, '\n');
}

static bool
is_spacer(str t)
{
	while (t.n && (is_blank(str_upto(t, 1)) || str_starts(t, S("\u00a0"))))
		t = str_from(t, t.p[0] == '\xc2' ? 2 : 1);
	return !t.n;
}

static void
text(struct tree *s, str raw, bool literal)
{
	s->text.n = 0;
	s->text.over = false;
	if (literal)
		buf_add(&s->text, raw);
	else
		entity_add_decoded(&s->text, raw, false);
	/* Looked at as it will be written: what is dropped then is not there. */
	s->shown.n = 0;
	escape_add_text(&s->shown, buf_str(&s->text));
	raw = buf_str(&s->shown);
	/* <p>&nbsp;</p> is how editors without styles move things down. */
	if (s->written < s->blocks && s->stack[s->blocks - 1].role == ROLE_P &&
		is_spacer(raw))
		return;
	if (is_blank(raw)) {
		if (s->written >= s->blocks)
			add_blank(s, raw);
		return;
	}
	tree_need_phrasing(s);
	tree_flush(s);
	add_text(s, raw);
	s->words = true;
}

static void
leaf(struct tree *s, str written)
{
	tree_need_phrasing(s);
	tree_flush(s);
	buf_add(s->out, written);
	s->fresh_pre = false;
	s->words = true;
}

/* An open element that is written, with a class of galleries. */
static bool
in_gallery(const struct tree *s)
{
	for (size_t i = 0; i < s->blocks; i++) {
		str classes = s->stack[i].start;
		size_t at = str_find(classes, S("class=\""));

		if (s->stack[i].role == ROLE_DIV || at == NOWHERE)
			continue;
		classes = str_from(classes, at + strlen("class=\""));
		if (str_find(str_upto(classes, str_find_char(classes, '"')), S("gallery")) != NOWHERE)
			return true;
	}
	return false;
}

static void
image(struct tree *s)
{
	const struct sanitise_hooks *h = s->attrs.hooks;
	struct sanitise_image m;

	if (!sanitise_read_image(&s->attrs, &s->t, &m))
		return;
	leaf(s, S(""));
	m.gallery = in_gallery(s);
	if (!h || !h->image || !h->image(h->arg, &m, s->out))
		sanitise_add_image(s->out, &m);
}

/* A line break that nothing stands before is not worth writing. */
static void
line_break(struct tree *s)
{
	if (s->words)
		leaf(s, S("<br>"));
}

static void
rule(struct tree *s)
{
	tree_carry_all(s);
	tree_need_flow(s);
	if (s->blocks)
		s->stack[s->blocks - 1].kids = true;
	tree_flush(s);
	buf_add(s->out, S("<hr>"));
	s->words = false;
}

/* What goes with its contents */

/* Skips to the end tag; where there is none, only the start tag is gone.  The
 * first <source> in between is remembered for audio and video. */
static void
skip_contents(struct tree *s, const struct sanitise_tag *tag, str *source)
{
	size_t i = (size_t)(tag - SANITISE_TAGS);
	struct tokens back = s->in;
	str name = s->t.name;

	if (s->endless[i / 64] >> i % 64 & 1)
		return;
	while (tokens_next(&s->in, &s->t)) {
		if (tag->name[0] == 's' && tag->name[1] == 'v')
			s->in.raw = TOKEN_MARKUP;
		if (s->t.kind == TOKEN_CLOSE && str_eq_case(s->t.name, name))
			return;
		if (source && !source->n && s->t.kind == TOKEN_OPEN &&
			str_eq_case(s->t.name, S("source")))
			*source = sanitise_source(&s->attrs, &s->t, SANITISE_MEDIA);
	}
	s->in = back;
	s->endless[i / 64] |= (uint64_t)1 << i % 64;
}

/* Raw contents are one token of text, which is dropped here; an end tag that is
 * missing has swallowed the rest of the input, as in a browser. */
static bool
skip_raw(struct tree *s)
{
	struct tokens back = s->in;

	if (s->in.raw == TOKEN_MARKUP)
		return false;
	if (tokens_next(&s->in, &s->t) && s->t.kind != TOKEN_TEXT)
		s->in = back, s->in.raw = TOKEN_MARKUP;
	return true;
}

static bool
is_media_file(str url)
{
	static const char *const ends[] = {".mp3", ".ogg", ".oga", ".opus", ".m4a", ".aac",
		".wav", ".flac", ".mp4", ".m4v", ".webm", ".ogv", ".mov"};
	size_t q = str_find_char(url, '?');
	str path = str_upto(url, q);

	for (size_t i = 0; i < LENGTH(ends); i++) {
		str end = str_of(ends[i]);

		if (path.n > end.n && str_eq_case(str_from(path, path.n - end.n), end))
			return true;
	}
	return false;
}

static void
media(struct tree *s, const struct sanitise_tag *tag)
{
	str url = sanitise_source(&s->attrs, &s->t, SANITISE_MEDIA);

	skip_contents(s, tag, &url);
	if (!is_media_file(url))
		return;
	leaf(s, S(""));
	buf_fmt(s->out, "<%s controls preload=\"none\" src=\"", tag->written);
	escape_add_attr(s->out, url);
	buf_fmt(s->out, "\"></%s>", tag->written);
}

static void
frame(struct tree *s)
{
	const struct sanitise_hooks *h = s->attrs.hooks;
	str url = sanitise_source(&s->attrs, &s->t, SANITISE_LINK);

	skip_raw(s);
	if (!url.n || !str_starts(url, S("http")) || !h || !h->frame)
		return;
	leaf(s, S(""));
	h->frame(h->arg, url, s->out);
}

/* Tags */

static void
open_tag(struct tree *s)
{
	const struct sanitise_tag *tag = sanitise_tag_find(s->t.name);
	enum sanitise_role role = tree_role_of(s, tag);

	switch ((int)role) {
	case ROLE_IGNORE:
		break;
	case ROLE_GAP:
		tree_gap(s);
		break;
	case ROLE_DROP:
		if (!skip_raw(s) && !(s->t.self_closing && (!strcmp(tag->name, "svg") ||
			!strcmp(tag->name, "math"))))
			skip_contents(s, tag, NULL);
		break;
	case ROLE_DIV:
		tree_begin_div(s, tag);
		break;
	case ROLE_PHRASE:
	case ROLE_RUBY:
		tree_begin_phrase(s, tag);
		break;
	case ROLE_RT:
		tree_begin_rt(s, tag);
		break;
	case ROLE_BR:
		line_break(s);
		break;
	case ROLE_WBR:
		leaf(s, S("<wbr>"));
		break;
	case ROLE_HR:
		rule(s);
		break;
	case ROLE_IMG:
		image(s);
		break;
	case ROLE_MEDIA:
		media(s, tag);
		break;
	case ROLE_FRAME:
		frame(s);
		break;
	default:
		tree_begin_block(s, tag, role);
	}
}

static void
close_tag(struct tree *s)
{
	const struct sanitise_tag *tag = sanitise_tag_find(s->t.name);
	enum sanitise_role role = tree_role_of(s, tag);

	if (role == ROLE_PHRASE || role == ROLE_RUBY || role == ROLE_RT)
		tree_end_phrase(s, tag);
	else if (role == ROLE_BR)
		line_break(s);
	else if (role >= ROLE_P || role == ROLE_DIV)
		tree_end_block(s, tag, role);
}

html
sanitise_html(struct arena *a, str in, enum sanitise_policy policy, const struct sanitise_hooks *hooks)
{
	struct buf out = buf_in(a, in.n * 64 + (1 << 20));
	struct tree *s = NEW(a, struct tree, 1);

	in = utf8_repair(a, in);
	s->attrs.a = a;
	s->attrs.policy = policy;
	s->attrs.hooks = hooks;
	s->attrs.made = buf_in(a, 1 << 20);
	s->text = buf_in(a, in.n * 2 + 16);
	s->shown = buf_in(a, in.n * 12 + 16);
	s->in = tokens_of(in);
	s->out = &out;
	while (out.n <= in.n * GROWTH + 4096 && tokens_next(&s->in, &s->t)) {
		if (s->t.kind == TOKEN_TEXT)
			text(s, s->t.text, s->t.literal);
		else if (s->t.kind == TOKEN_OPEN)
			open_tag(s);
		else if (s->t.kind == TOKEN_CLOSE)
			close_tag(s);
	}
	tree_pop_to(s, 0);
	return (html){out.over ? S("") : buf_str(&out)};
}
