/* form.c: the fields of a story's form, read and written.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/story/form.h"
#include "text/data/json.h"
#include "text/body/plain_text.h"

/* Forms send line ends as CR LF. */
static str
unix_lines(struct arena *a, str s)
{
	char *p;
	size_t n = 0;

	if (str_find_char(s, '\r') == NOWHERE)
		return s;
	p = NEW(a, char, s.n);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r')
			p[n++] = s.p[i];
		else if (i + 1 == s.n || s.p[i + 1] != '\n')
			p[n++] = '\n';
	return (str){p, n};
}

/* All values of a field, each once. */
static str
gather(const struct ctx *c, const char *name, const char *sep)
{
	struct buf b = buf_in(c->a, 1 << 20);

	for (size_t i = 0; i < c->req->form_n; i++) {
		const struct pair *p = &c->req->form[i];
		str v = str_trim(p->value);
		bool twice = false;

		if (!v.n || !str_eq(p->name, str_of(name)))
			continue;
		for (size_t k = 0; k < i && !twice; k++)
			twice = str_eq(c->req->form[k].name, p->name) && str_eq(str_trim(c->req->form[k].value), v);
		if (twice)
			continue;
		if (b.n)
			buf_add(&b, str_of(sep));
		buf_add(&b, v);
	}
	return buf_str(&b);
}

/* Without scripts the body comes twice: as it was, and as it is now in light text.  One
 * that nobody touched stays as it was, to the byte. */
static str
read_body(const struct ctx *c)
{
	str body = str_trim(unix_lines(c->a, request_form(c->req, S("body"))));
	str light = request_form(c->req, S("light")), made;

	if (!light.p)
		return body;
	made = unix_lines(c->a, light);
	if (!str_eq(request_form(c->req, S("light_is")), S("html")))
		made = plain_text_html(c->a, made);
	return plain_text_same(c->a, made, body) ? body : str_trim(made);
}

/* A field as it was sent; a number that is none becomes one that working_check() refuses. */
static void
read_field(struct ctx *c, const struct record_field *f, struct story_fields *copy)
{
	const char *sep = f->type == RECORD_IDS ? "," : f->type == RECORD_NAMES ? ", " : f->type == RECORD_LINES ? "\n" : NULL;
	str typed = sep ? gather(c, f->form, sep) : request_form(c->req, str_of(f->form));

	if (record_put(f, copy, unix_lines(c->a, typed)) && record_put(f, copy, S("-1")))
		return;
}

err
story_read(struct ctx *c, struct story_fields *copy, int64_t *version)
{
	*version = 0;
	*copy = (struct story_fields){0};
	for (int i = 0; i < STORY_FIELDS; i++)
		if (story_field[i].words & STORY_IN_FORM)
			read_field(c, &story_field[i], copy);
	copy->body = read_body(c);
	return desk_number(c, S("version"), version);
}

static void
put_json(struct json *j, const struct record_field *f, const struct story_fields *copy, struct arena *a)
{
	str rest = record_text(a, f, copy), part;

	json_key(j, f->form);
	if (f->type != RECORD_IDS && f->type != RECORD_LINES) {
		json_str(j, rest);
		return;
	}
	json_open(j, '[');
	while (rest.n && str_split(&rest, f->type == RECORD_IDS ? ',' : '\n', &part))
		if (part.n)
			json_str(j, part);
	json_close(j);
}

void
story_put_json(struct json *j, struct arena *a, const struct story_fields *copy)
{
	json_open(j, '{');
	for (int i = 0; i < STORY_FIELDS; i++)
		if (story_field[i].words & STORY_IN_FORM)
			put_json(j, &story_field[i], copy, a);
	json_close(j);
}

static void
put_authors(struct value *into, str names)
{
	struct value *list = value_list(into, "authors");
	int64_t n = 0;
	str part;

	while (names.n && str_split(&names, '\n', &part)) {
		struct value *one;

		if (!part.n)
			continue;
		one = value_item(list);
		value_str(one, "name", part);
		value_int(one, "n", ++n);
	}
	for (int i = 0; i < 2; i++) { /* room for more, without scripts too */
		struct value *one = value_item(list);

		value_str(one, "name", S(""));
		value_int(one, "n", ++n);
	}
}

/* The choices of a field, with the one that is chosen. */
static void
put_choices(struct desk *d, struct value *into, const struct record_field *f, str chosen)
{
	struct value *list = value_list(into, arena_fmt(d->a, "%s_choices", f->form).p);
	str all = str_of(f->choice), value;

	while (str_split(&all, '|', &value)) {
		struct value *one = value_item(list);

		value_str(one, "value", value);
		value_str(one, "name", words_get(d->words, arena_fmt(d->a, "story_%s_%.*s", f->form, SARG(value.n ? value : S("auto"))).p));
		value_bool(one, "chosen", str_eq(chosen, value));
	}
}

/* In their own tongues, as their readers look for them. */
static const struct {
	const char *code, *name;
} languages[] = {{"ar", "العربية"}, {"bm", "Bamanankan"}, {"de", "Deutsch"}, {"en", "English"}, {"es", "Español"},
	{"ff", "Fulfulde"}, {"fr", "Français"}, {"ha", "Hausa"}, {"ln", "Lingála"}, {"nqo", "ߒߞߏ"}, {"pt", "Português"},
	{"sw", "Kiswahili"}, {"wo", "Wolof"}};

static void
put_languages(struct desk *d, struct value *into, str chosen)
{
	struct value *list = value_list(into, "language_choices"), *one = value_item(list);
	bool found = !chosen.n;

	value_str(one, "value", S(""));
	value_str(one, "name", words_get(d->words, "story_language_auto"));
	value_bool(one, "chosen", !chosen.n);
	for (size_t i = 0; i < LENGTH(languages); i++) {
		one = value_item(list);
		value_str(one, "value", str_of(languages[i].code));
		value_str(one, "name", str_of(languages[i].name));
		value_bool(one, "chosen", str_eq(chosen, str_of(languages[i].code)));
		found |= str_eq(chosen, str_of(languages[i].code));
	}
	if (found)
		return;
	one = value_item(list);
	value_str(one, "value", chosen);
	value_str(one, "name", chosen);
	value_bool(one, "chosen", true);
}

void
story_put_fields(struct desk *d, struct value *into, const struct story_fields *copy)
{
	str light;

	for (int i = 0; i < STORY_FIELDS; i++) {
		const struct record_field *f = &story_field[i];
		str text = record_text(d->a, f, copy);

		if (!(f->words & STORY_IN_FORM))
			continue;
		value_str(into, f->form, text);
		if (f->choice)
			put_choices(d, into, f, text);
	}
	value_bool(into, "light_is_html", !plain_text_of(d->a, copy->body, &light));
	value_str(into, "light", light);
	put_authors(into, copy->authors);
	put_languages(d, into, copy->language);
}

str
story_label(const struct desk *d, const struct record_field *f)
{
	return words_get(d->words, arena_fmt(d->a, "story_%s", f->form).p);
}

str
story_path(struct arena *a, int64_t story, const char *more)
{
	return arena_fmt(a, "/desk/story/%lld/%s", (long long)story, more);
}

str
story_headline(const struct desk *d, str headline)
{
	return headline.n ? headline : words_get(d->words, "story_untitled");
}
