/* token.c: the tokenizer against html5lib's cases, as far as they concern a
 * rewriter: tokens, not parse errors and not the parts of a doctype.
 * SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "test.h"
#include "text/html/entity.h"
#include "text/html/token.h"

#define CORPUS "../shared/corpora/html5lib-tests/tokenizer/"

struct counts {
	int run, failed;
};

/* Lower case, and NUL as U+FFFD, as the standard's tokenizer gives names. */
static void
add_name(struct buf *b, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!c)
			utf8_add(b, UTF8_BAD);
		else
			buf_char(b, (char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
	}
}

static void
add_nul(struct buf *b, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i])
			buf_char(b, s.p[i]);
		else
			utf8_add(b, UTF8_BAD);
	}
}

static json_t *
string_of(struct buf *b)
{
	return json_stringn(b->n ? b->p : "", b->n);
}

static void
add_text(struct arena *a, json_t *out, const struct token *t, bool raw)
{
	struct buf b = buf_in(a, 1 << 20);
	json_t *last = json_array_get(out, json_array_size(out) - 1);

	if (json_array_size(out) && !strcmp(json_string_value(json_array_get(last, 0)), "Character"))
		buf_add(&b, str_of(json_string_value(json_array_get(last, 1))));
	else
		json_array_append_new(out, last = json_pack("[s,s]", "Character", ""));
	if (t->literal) {
		add_nul(&b, t->text);
	} else {
		struct buf d = buf_in(a, 1 << 20);

		entity_add_decoded(&d, t->text, false);
		if (raw)
			add_nul(&b, buf_str(&d));
		else
			buf_add(&b, buf_str(&d));
	}
	json_array_set_new(last, 1, string_of(&b));
}

static void
add_tag(struct arena *a, json_t *out, const struct token *t)
{
	struct buf name = buf_in(a, 1 << 20);
	json_t *tag = json_array(), *attrs = json_object();

	add_name(&name, t->name);
	json_array_append_new(tag, json_string(t->kind == TOKEN_OPEN ? "StartTag" : "EndTag"));
	json_array_append_new(tag, string_of(&name));
	for (size_t i = 0; i < t->attrs; i++) {
		struct buf n = buf_in(a, 1 << 20), v = buf_in(a, 1 << 20);

		add_name(&n, t->attr[i].name);
		buf_char(&n, 0);
		add_nul(&v, entity_decode(a, t->attr[i].value, true));
		json_object_set_new(attrs, n.p, string_of(&v));
	}
	if (t->kind == TOKEN_OPEN) {
		json_array_append(tag, attrs);
		if (t->self_closing)
			json_array_append_new(tag, json_true());
	}
	json_decref(attrs);
	json_array_append_new(out, tag);
}

static json_t *
tokens_as_json(struct arena *a, struct tokens in)
{
	struct token *t = NEW(a, struct token, 1);
	json_t *out = json_array();
	bool rcdata = in.raw == TOKEN_RCDATA;

	while (tokens_next(&in, t)) {
		struct buf b = buf_in(a, 1 << 20);

		in.raw = TOKEN_MARKUP;
		if (t->kind == TOKEN_TEXT) {
			add_text(a, out, t, rcdata);
		} else if (t->kind == TOKEN_OPEN || t->kind == TOKEN_CLOSE) {
			add_tag(a, out, t);
		} else if (t->kind == TOKEN_COMMENT) {
			str text = entity_decode(a, S(""), false);

			for (size_t i = 0; i < t->text.n; i++) {
				char c = t->text.p[i];

				if (c == '\r' && i + 1 < t->text.n && t->text.p[i + 1] == '\n')
					continue;
				add_nul(&b, (str){c == '\r' ? "\n" : &c, 1});
			}
			buf_add(&b, text);
			json_array_append_new(out, json_pack("[s,o]", "Comment", string_of(&b)));
		} else {
			json_array_append_new(out, json_pack("[s]", "DOCTYPE"));
		}
	}
	return out;
}

/* "\\uHHHH" once more; surrogates make the case unusable here. */
static bool
unescape(struct arena *a, str s, str *out)
{
	struct buf b = buf_in(a, 1 << 20);

	for (size_t i = 0; i < s.n; i++) {
		unsigned c = 0;

		if (s.p[i] != '\\' || i + 5 >= s.n || s.p[i + 1] != 'u') {
			buf_char(&b, s.p[i]);
			continue;
		}
		for (size_t k = i + 2; k < i + 6; k++)
			c = c * 16 + (unsigned)(s.p[k] <= '9' ? s.p[k] - '0' : (s.p[k] | 32) - 'a' + 10);
		if (c >= 0xd800 && c <= 0xdfff)
			return false;
		utf8_add(&b, c);
		i += 5;
	}
	*out = buf_str(&b);
	return true;
}

/* The expected tokens in our form: a doctype without parts, texts joined. */
static json_t *
expected(struct arena *a, const json_t *want, bool escaped)
{
	json_t *out = json_array(), *one;
	size_t i;

	json_array_foreach(want, i, one)
	{
		const char *kind = json_string_value(json_array_get(one, 0));
		json_t *last = json_array_get(out, json_array_size(out) - 1), *copy;
		str text;

		if (!kind)
			continue;
		if (!strcmp(kind, "DOCTYPE")) {
			json_array_append_new(out, json_pack("[s]", "DOCTYPE"));
			continue;
		}
		copy = json_deep_copy(one);
		text = (str){json_string_value(json_array_get(copy, 1)),
			json_string_length(json_array_get(copy, 1))};
		if (escaped && unescape(a, text, &text))
			json_array_set_new(copy, 1, json_stringn(text.n ? text.p : "", text.n));
		if (!strcmp(kind, "Character") && last &&
			!strcmp(json_string_value(json_array_get(last, 0)), "Character")) {
			struct buf b = buf_in(a, 1 << 20);
			json_t *was = json_array_get(last, 1), *more = json_array_get(copy, 1);

			buf_add(&b, (str){json_string_value(was), json_string_length(was)});
			buf_add(&b, (str){json_string_value(more), json_string_length(more)});
			json_array_set_new(last, 1, string_of(&b));
			json_decref(copy);
		} else {
			json_array_append_new(out, copy);
		}
	}
	return out;
}

static void
run_case(struct arena *a, json_t *c, const char *state, struct counts *n)
{
	static const struct {
		const char *name;
		enum token_raw raw;
	} states[] = {{"Data state", TOKEN_MARKUP}, {"PLAINTEXT state", TOKEN_PLAINTEXT},
		{"RCDATA state", TOKEN_RCDATA}, {"RAWTEXT state", TOKEN_RAWTEXT},
		{"Script data state", TOKEN_SCRIPT}};
	bool escaped = json_is_true(json_object_get(c, "doubleEscaped"));
	json_t *jin = json_object_get(c, "input"), *have, *want;
	str in = {json_string_value(jin), json_string_length(jin)};
	struct tokens t;

	if (escaped && !unescape(a, in, &in))
		return;
	for (size_t i = 0; i < LENGTH(states); i++) {
		const char *last = json_string_value(json_object_get(c, "lastStartTag"));

		if (strcmp(states[i].name, state) != 0)
			continue;
		t = tokens_of(in);
		t.raw = states[i].raw;
		t.raw_name = str_of(last ? last : "\001");
		have = tokens_as_json(a, t);
		want = expected(a, json_object_get(c, "output"), escaped);
		n->run++;
		if (!json_equal(have, want)) {
			char *h = json_dumps(have, 0), *w = json_dumps(want, 0);

			if (n->failed++ < 20)
				fprintf(stderr, "%s (%s)\n  have %s\n  want %s\n",
					json_string_value(json_object_get(c, "description")),
					state, h, w);
			free(h);
			free(w);
		}
		json_decref(have);
		json_decref(want);
	}
}

static void
run_file(struct arena *a, const char *path, struct counts *n)
{
	str s = test_file(a, path);
	json_t *root = json_loadb(s.p, s.n, JSON_ALLOW_NUL, NULL), *c, *state;
	size_t i, k;

	CHECK(root != NULL);
	json_array_foreach(json_object_get(root, "tests"), i, c)
	{
		json_t *list = json_object_get(c, "initialStates");

		if (!list)
			run_case(a, c, "Data state", n);
		json_array_foreach(list, k, state)
			run_case(a, c, json_string_value(state), n);
	}
	json_decref(root);
}

TEST(text_token_reads_as_html5lib_does)
{
	static const char *const files[] = {"contentModelFlags", "domjs", "entities",
		"escapeFlag", "namedEntities", "numericEntities", "pendingSpecChanges", "test1",
		"test2", "test3", "test4", "unicodeChars"};
	struct counts n = {0};

	for (size_t i = 0; i < LENGTH(files); i++)
		run_file(a, arena_fmt(a, CORPUS "%s.test", files[i]).p, &n);
	fprintf(stderr, "html5lib tokenizer: %d cases, %d differ\n", n.run, n.failed);
	CHECK(n.run > 6000);
	CHECK_INT(n.failed, 0);
}
