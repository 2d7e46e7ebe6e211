/* form.c: the fields of a story's form, read and written. */
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

err
story_read(struct ctx *c, struct working_copy *copy, int64_t *version)
{
	*version = 0;
	for (int i = 0; i < WORKING_FIELDS; i++)
		copy->field[i] = unix_lines(c->a, request_form(c->req, str_of(working_name((enum working_field)i))));
	copy->field[WORKING_BODY] = read_body(c);
	copy->field[WORKING_SECTION] = gather(c, "section", ",");
	copy->field[WORKING_TAG] = gather(c, "tag", ", ");
	copy->field[WORKING_AUTHOR] = unix_lines(c->a, gather(c, "author", "\n"));
	return desk_number(c, S("version"), version);
}

void
story_put_json(struct json *j, const struct working_copy *copy)
{
	json_open(j, '{');
	for (int i = 0; i < WORKING_FIELDS; i++) {
		str rest = copy->field[i], part;

		json_key(j, working_name((enum working_field)i));
		if (i != WORKING_SECTION && i != WORKING_AUTHOR) {
			json_str(j, rest);
			continue;
		}
		json_open(j, '[');
		while (rest.n && str_split(&rest, i == WORKING_SECTION ? ',' : '\n', &part))
			if (part.n)
				json_str(j, part);
		json_close(j);
	}
	json_close(j);
}

static void
put_author(struct desk *d, struct value *one, str name, int64_t n)
{
	value_str(one, "name", name);
	value_int(one, "n", n);
	value_str(one, "label", words_say(d->words, d->a, "story_author_n", WORDS({"n", words_number(d->words, d->a, n)})));
}

static void
put_authors(struct desk *d, struct value *into, str names)
{
	struct value *list = value_list(into, "authors");
	int64_t n = 0;
	str part;

	while (names.n && str_split(&names, '\n', &part)) {
		struct value *one;

		if (!part.n)
			continue;
		one = value_item(list);
		put_author(d, one, part, ++n);
	}
	for (int i = 0; i < 2; i++) { /* room for more, without scripts too */
		struct value *one = value_item(list);

		put_author(d, one, S(""), ++n);
	}
}

/* The choices of a field, with the one that is chosen. */
static void
put_choices(struct desk *d, struct value *into, const char *name, str chosen, const char *const *value, size_t n)
{
	struct value *list = value_list(into, arena_fmt(d->a, "%s_choices", name).p);

	for (size_t i = 0; i < n; i++) {
		struct value *one = value_item(list);

		value_str(one, "value", str_of(value[i]));
		value_str(one, "name", words_get(d->words, arena_fmt(d->a, "story_%s_%s", name, *value[i] ? value[i] : "auto").p));
		value_bool(one, "chosen", str_eq(chosen, str_of(value[i])));
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
story_put_fields(struct desk *d, struct value *into, const struct working_copy *copy)
{
	static const char *const direction[] = {"", "ltr", "rtl"}, *const worktype[] = {"news", "opinion", "analysis", "paid"},
		*const comments[] = {"open", "closed", "off"};
	const str *f = copy->field;
	str light;

	for (int i = 0; i < WORKING_FIELDS; i++)
		value_str(into, working_name((enum working_field)i), f[i]);
	value_bool(into, "light_is_html", !plain_text_of(d->a, f[WORKING_BODY], &light));
	value_str(into, "light", light);
	put_authors(d, into, f[WORKING_AUTHOR]);
	put_languages(d, into, f[WORKING_LANGUAGE]);
	put_choices(d, into, "direction", f[WORKING_DIRECTION], direction, LENGTH(direction));
	put_choices(d, into, "worktype", f[WORKING_WORKTYPE], worktype, LENGTH(worktype));
	put_choices(d, into, "comments", f[WORKING_COMMENTS], comments, LENGTH(comments));
}

str
story_label(const struct desk *d, enum working_field f)
{
	return words_get(d->words, arena_fmt(d->a, "story_%s", working_name(f)).p);
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
