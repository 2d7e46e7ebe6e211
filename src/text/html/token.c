/* token.c: the states of the standard folded into one function a construct.
 *
 * Where the standard's tokenizer drops something (a tag that the input ends in,
 * a second attribute of the same name) so does this one, because what it makes
 * of hostile input must be what a browser makes of it.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/html/token.h"

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r';
}

static bool
ends_name(char c)
{
	return is_space(c) || c == '/' || c == '>';
}

struct tokens
tokens_of(str in)
{
	return (struct tokens){.in = in};
}

enum token_raw
token_raw_of(str name)
{
	static const struct {
		str name;
		enum token_raw raw;
	} table[] = {
		{{"script", 6}, TOKEN_SCRIPT}, {{"style", 5}, TOKEN_RAWTEXT},
		{{"title", 5}, TOKEN_RCDATA}, {{"textarea", 8}, TOKEN_RCDATA},
		{{"iframe", 6}, TOKEN_RAWTEXT}, {{"noscript", 8}, TOKEN_RAWTEXT},
		{{"noembed", 7}, TOKEN_RAWTEXT}, {{"noframes", 8}, TOKEN_RAWTEXT},
		{{"xmp", 3}, TOKEN_RAWTEXT}, {{"plaintext", 9}, TOKEN_PLAINTEXT},
	};

	for (size_t i = 0; i < LENGTH(table); i++)
		if (str_eq_case(name, table[i].name))
			return table[i].raw;
	return TOKEN_MARKUP;
}

/* The rest of the input starts with head, in any case. */
static bool
at_head(const struct tokens *t, size_t at, str head)
{
	return t->in.n - at >= head.n &&
		str_eq_case((str){t->in.p + at, head.n}, head);
}

/* "</name" and what must follow it stand at `at`. */
static bool
at_end_tag(const struct tokens *t, size_t at, str name)
{
	size_t end = at + 2 + name.n;

	return at_head(t, at, S("</")) && at_head(t, at + 2, name) &&
		end < t->in.n && ends_name(t->in.p[end]);
}

static size_t
find_end_tag(const struct tokens *t)
{
	size_t at = t->at;

	for (; at < t->in.n; at++) {
		const char *lt = memchr(t->in.p + at, '<', t->in.n - at);

		if (!lt)
			return t->in.n;
		at = (size_t)(lt - t->in.p);
		if (at_end_tag(t, at, t->raw_name))
			break;
	}
	return at;
}

/* Scripts: "<!--" hides a nested <script>...</script> until "-->". */
static size_t
find_script_end(const struct tokens *t)
{
	enum { PLAIN, ESCAPED, DOUBLE } state = PLAIN;
	size_t dashes = 0;

	for (size_t at = t->at; at < t->in.n; at++) {
		char c = t->in.p[at];

		if (state == PLAIN && at_head(t, at, S("<!--"))) {
			state = ESCAPED;
			dashes = 2;
			at += 3;
		} else if (c == '-') {
			dashes++;
		} else if (c == '>' && dashes >= 2) {
			state = PLAIN;
			dashes = 0;
		} else {
			size_t end = at + S("<script").n;

			dashes = 0;
			if (c == '<' && at_end_tag(t, at, t->raw_name)) {
				if (state != DOUBLE)
					return at;
				state = ESCAPED;
			} else if (state == ESCAPED && c == '<' &&
				at_head(t, at, S("<script")) && end < t->in.n &&
				ends_name(t->in.p[end])) {
				state = DOUBLE;
			}
		}
	}
	return t->in.n;
}

/* Text up to `end`; false when there is none. */
static bool
take_text(struct tokens *t, struct token *out, size_t end)
{
	if (end == t->at)
		return false;
	out->kind = TOKEN_TEXT;
	out->text = (str){t->in.p + t->at, end - t->at};
	t->at = end;
	return true;
}

static bool
take_raw(struct tokens *t, struct token *out)
{
	size_t end = t->in.n;

	if (t->raw == TOKEN_SCRIPT)
		end = find_script_end(t);
	else if (t->raw != TOKEN_PLAINTEXT)
		end = find_end_tag(t);
	out->literal = t->raw != TOKEN_RCDATA;
	t->raw = TOKEN_MARKUP;
	return take_text(t, out, end);
}

/* A '<' that begins markup and not text. */
static bool
begins_markup(const struct tokens *t, size_t at)
{
	char c = at + 1 < t->in.n ? t->in.p[at + 1] : ' ';

	return is_letter(c) || c == '!' || c == '?' || (c == '/' && at + 2 < t->in.n);
}

static size_t
find_markup(const struct tokens *t)
{
	size_t at = t->at;

	for (; at < t->in.n; at++) {
		const char *lt = memchr(t->in.p + at, '<', t->in.n - at);

		if (!lt)
			return t->in.n;
		at = (size_t)(lt - t->in.p);
		if (begins_markup(t, at))
			break;
	}
	return at;
}

static void
take_comment(struct tokens *t, struct token *out)
{
	str rest = str_from(t->in, t->at);

	out->kind = TOKEN_COMMENT;
	if (str_starts(rest, S(">")) || str_starts(rest, S("->"))) {
		t->at += rest.p[0] == '>' ? 1 : 2;
		return;
	}
	for (size_t at = 0, step; (step = str_find_char(str_from(rest, at), '>')) != NOWHERE; at++) {
		str before;

		at += step;
		before = str_upto(rest, at);
		if (!str_ends(before, S("--")) && !str_ends(before, S("--!")))
			continue;
		out->text = str_upto(before, at - (str_ends(before, S("!")) ? 3 : 2));
		t->at += at + 1;
		return;
	}
	t->at = t->in.n;
	if (str_ends(rest, S("--!")))
		rest.n -= 3;
	else if (str_ends(rest, S("--")))
		rest.n -= 2;
	else if (str_ends(rest, S("-")))
		rest.n -= 1;
	out->text = rest;
}

/* From t->at up to the next '>'. */
static void
take_bogus(struct tokens *t, struct token *out, enum token_kind kind)
{
	str rest = str_from(t->in, t->at);
	size_t gt = str_find_char(rest, '>');

	out->kind = kind;
	out->text = str_upto(rest, gt);
	t->at = gt == NOWHERE ? t->in.n : t->at + gt + 1;
}

static void
skip_space(struct tokens *t)
{
	while (t->at < t->in.n && is_space(t->in.p[t->at]))
		t->at++;
}

static str
take_value(struct tokens *t)
{
	str rest;
	size_t n = 0;
	char quote;

	skip_space(t);
	rest = str_from(t->in, t->at);
	quote = rest.n ? rest.p[0] : '>';
	if (quote == '"' || quote == '\'') {
		rest = str_from(rest, 1);
		n = str_find_char(rest, quote);
		t->at = n == NOWHERE ? t->in.n + 1 : t->at + n + 2;
		return str_upto(rest, n);
	}
	while (n < rest.n && !is_space(rest.p[n]) && rest.p[n] != '>')
		n++;
	t->at += n;
	return str_upto(rest, n);
}

static void
keep_attr(struct token *out, str name, str value)
{
	if (out->attrs == TOKEN_ATTRS)
		return;
	for (size_t i = 0; i < out->attrs; i++)
		if (str_eq_case(out->attr[i].name, name))
			return;
	out->attr[out->attrs++] = (struct token_attr){name, value};
}

static void
take_attr(struct tokens *t, struct token *out)
{
	size_t from = t->at;
	str name, value = S("");

	/* A '=' that comes first belongs to the name. */
	for (t->at++; t->at < t->in.n; t->at++)
		if (ends_name(t->in.p[t->at]) || t->in.p[t->at] == '=')
			break;
	name = (str){t->in.p + from, t->at - from};
	skip_space(t);
	if (t->at < t->in.n && t->in.p[t->at] == '=') {
		t->at++;
		value = take_value(t);
	}
	keep_attr(out, name, value);
}

/* t->at stands at the name.  False: the input ended, so there is no tag. */
static bool
take_tag(struct tokens *t, struct token *out, enum token_kind kind)
{
	size_t from = t->at;

	while (t->at < t->in.n && !ends_name(t->in.p[t->at]))
		t->at++;
	out->kind = kind;
	out->name = (str){t->in.p + from, t->at - from};
	for (;;) {
		skip_space(t);
		if (t->at >= t->in.n)
			break;
		if (t->in.p[t->at] == '>') {
			t->at++;
			return true;
		}
		if (t->in.p[t->at] != '/')
			take_attr(t, out);
		else if (++t->at < t->in.n && t->in.p[t->at] == '>')
			out->self_closing = true;
	}
	t->at = t->in.n;
	return false;
}

/* t->at stands at '<'.  False: nothing came of it. */
static bool
take_markup(struct tokens *t, struct token *out)
{
	char c = t->in.p[++t->at];

	if (is_letter(c)) {
		if (!take_tag(t, out, TOKEN_OPEN))
			return false;
		t->raw = token_raw_of(out->name);
		t->raw_name = out->name;
		return true;
	}
	if (c == '/') {
		c = t->in.p[++t->at];
		if (is_letter(c))
			return take_tag(t, out, TOKEN_CLOSE);
		if (c == '>') {
			t->at++;
			return false;
		}
	} else if (c == '!') {
		t->at++;
		if (at_head(t, t->at, S("--"))) {
			t->at += 2;
			take_comment(t, out);
			return true;
		}
		if (at_head(t, t->at, S("doctype"))) {
			t->at += 7;
			take_bogus(t, out, TOKEN_DOCTYPE);
			return true;
		}
	}
	take_bogus(t, out, TOKEN_COMMENT);
	return true;
}

bool
tokens_next(struct tokens *t, struct token *out)
{
	for (;;) {
		out->kind = TOKEN_TEXT;
		out->text = out->name = S("");
		out->literal = out->self_closing = false;
		out->attrs = 0;
		if (t->at >= t->in.n)
			return false;
		if (t->raw != TOKEN_MARKUP) {
			if (take_raw(t, out))
				return true;
		} else if (take_text(t, out, find_markup(t)) || take_markup(t, out)) {
			return true;
		}
	}
}
