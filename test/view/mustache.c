/* mustache.c: the templates' engine against its specification and its bounds. */
#include "test.h"
#include "view/mustache.h"

#include <jansson.h>
#include <stdio.h>
#include <pthread.h>

/* The specification wants {{{x}}} as it is; here that is for html alone, so a
 * text of a test is html when the test's template has three braces or &. */
static struct value *
from_json(struct arena *a, const json_t *j, bool raw)
{
	struct value *v;
	const char *key;
	json_t *in;
	str s;

	switch (json_typeof(j)) {
	case JSON_OBJECT:
		v = value_map(a);
		json_object_foreach((json_t *)(uintptr_t)j, key, in)
			value_put(v, arena_copy(a, str_of(key)), from_json(a, in, raw));
		return v;
	case JSON_ARRAY:
		v = value_array(a);
		for (size_t i = 0; i < json_array_size(j); i++)
			value_push(v, from_json(a, json_array_get(j, i), raw));
		return v;
	case JSON_STRING:
		s = arena_copy(a, str_of(json_string_value(j)));
		return raw ? value_markup(a, (html){s}) : value_text(a, s);
	case JSON_INTEGER:
		return value_number(a, json_integer_value(j));
	case JSON_REAL:
		return value_text(a, arena_fmt(a, "%g", json_real_value(j)));
	case JSON_TRUE:
	case JSON_FALSE:
		return value_truth(a, json_is_true(j));
	case JSON_NULL:
		break;
	}
	return value_nothing(a);
}

static void
one_case(struct arena *a, const char *module, const json_t *test)
{
	const char *name = json_string_value(json_object_get(test, "name"));
	str source = str_of(json_string_value(json_object_get(test, "template")));
	str want = str_of(json_string_value(json_object_get(test, "expected")));
	struct mustache *m = mustache_new(a, MUSTACHE_LOOSE);
	bool raw = str_find(source, S("{{{")) != NOWHERE || str_find(source, S("{{&")) != NOWHERE;
	const char *key;
	json_t *part;
	html out;

	json_object_foreach(json_object_get(test, "partials"), key, part) {
		str s = str_of(json_string_value(part));

		raw |= str_find(s, S("{{{")) != NOWHERE;
		CHECK_OK(mustache_add(m, str_of(key), str_of(key), s));
	}
	CHECK_OK(mustache_add(m, S("the test"), str_of(name), source));
	CHECK_OK(mustache_link(m));
	CHECK_OK(mustache_render(m, a, S("the test"),
		from_json(a, json_object_get(test, "data"), raw), 1 << 20, &out));
	if (!str_eq(out.s, want))
		test_fail(__FILE__, __LINE__, "%s, \"%s\": have \"%.*s\", want \"%.*s\"", module,
			name, SARG(out.s), SARG(want));
}

static void
drop_json(void *j)
{
	json_decref(j);
}

static void
one_module(struct arena *a, const char *module, size_t cases)
{
	str s = test_file(a, arena_fmt(a, "../shared/corpora/mustache-spec/specs/%s.json",
		module).p);
	json_error_t why;
	json_t *j = json_loadb(s.p, s.n, 0, &why), *tests;

	if (!j)
		test_fail(module, why.line, "%s", why.text);
	arena_defer(a, drop_json, j);
	tests = json_object_get(j, "tests");
	for (size_t i = 0; i < json_array_size(tests); i++)
		one_case(a, module, json_array_get(tests, i));
	CHECK_INT(json_array_size(tests), cases);
}

TEST(mustache_spec_comments)
{
	one_module(a, "comments", 12);
}

TEST(mustache_spec_delimiters)
{
	one_module(a, "delimiters", 14);
}

TEST(mustache_spec_interpolation)
{
	one_module(a, "interpolation", 42);
}

TEST(mustache_spec_inverted)
{
	one_module(a, "inverted", 22);
}

TEST(mustache_spec_partials)
{
	one_module(a, "partials", 12);
}

TEST(mustache_spec_sections)
{
	one_module(a, "sections", 34);
}

TEST(mustache_spec_inheritance)
{
	one_module(a, "~inheritance", 27);
}

static str
render(struct arena *a, unsigned flags, const char *source, const struct value *v)
{
	struct mustache *m = mustache_new(a, flags);
	html out;

	CHECK_OK(mustache_add(m, S("x"), S("x.html"), str_of(source)));
	CHECK_OK(mustache_link(m));
	CHECK_OK(mustache_render(m, a, S("x"), v, 1 << 20, &out));
	return out.s;
}

TEST(mustache_never_sends_text_unescaped)
{
	struct value *v = value_map(a);

	value_str(v, "text", S("<b>\"'&"));
	value_html(v, "made", (html){S("<b>")});
	CHECK_STR(render(a, 0, "{{text}}", v), S("&lt;b&gt;&quot;'&amp;"));
	CHECK_STR(render(a, 0, "{{{text}}}", v), S("&lt;b&gt;&quot;'&amp;"));
	CHECK_STR(render(a, 0, "{{&text}}", v), S("&lt;b&gt;&quot;'&amp;"));
	CHECK_STR(render(a, 0, "{{{made}}}{{& made }}", v), S("<b><b>"));
	/* in two braces it may stand in an attribute */
	CHECK_STR(render(a, 0, "{{made}}", v), S("&lt;b&gt;"));
}

TEST(mustache_nothing_is_nothing)
{
	struct value *v = value_map(a);

	value_str(v, "empty", S(""));
	value_int(v, "zero", 0);
	value_null(v, "null");
	value_record(v, "map");
	value_list(v, "list");
	CHECK_STR(render(a, 0, "{{#empty}}1{{/empty}}{{#zero}}2{{/zero}}{{#null}}3{{/null}}"
		"{{#map}}4{{/map}}{{#list}}5{{/list}}{{^list}}6{{/list}}{{^absent}}7{{/absent}}",
		v), S("467"));
	CHECK_STR(render(a, 0, "{{map}}{{list}}{{null}}{{zero}}", v), S("0"));
}

TEST(mustache_squeezes_indentation)
{
	struct value *v = value_map(a);

	value_bool(v, "yes", true);
	value_str(v, "s", S("  two\n  lines"));
	CHECK_STR(render(a, MUSTACHE_SQUEEZE,
		"<ul>\n\n\t{{#yes}}\n\t\t<li>a  b\n  \n\t\t\t{{s}}</li>\n\t{{/yes}}\n</ul>\n", v),
		S("<ul>\n<li>a  b\n  two\n  lines</li>\n</ul>\n"));
}

static void
refused(struct arena *a, const char *source, const char *why)
{
	struct mustache *m = mustache_new(a, 0);
	err e = mustache_add(m, S("story"), S("theme/gazette/story.html"), str_of(source));

	if (e == OK)
		e = mustache_link(m);
	CHECK_INT(e, E_INPUT);
	CHECK_STR(str_of(fail_why()), str_of(why));
}

TEST(mustache_errors_name_file_and_line)
{
	refused(a, "a\n\n{{#a}}\nb\n",
		"theme/gazette/story.html:3: {{#a}} is never closed");
	refused(a, "{{#a}}\n{{#b}}\n{{/a}}",
		"theme/gazette/story.html:3: {{/a}} closes {{#b}} of line 2");
	refused(a, "x\ny {{/a}}", "theme/gazette/story.html:2: nothing is open that could be "
		"closed by a");
	refused(a, "{{!\n\n}}\n{{a", "theme/gazette/story.html:4: a tag is never closed: {{a");
	refused(a, "a{{!\n\n}}\nb {{}}", "theme/gazette/story.html:4: a tag without a name");
	refused(a, "{{a b}}", "theme/gazette/story.html:1: a name with a space in it: a b");
	refused(a, "{{a..b}}", "theme/gazette/story.html:1: a name with a lost dot: a..b");
	refused(a, "\n{{>card}}", "theme/gazette/story.html:2: template \"card\" not found");
	refused(a, "{{<story}}\n{{x}}{{/story}}", "theme/gazette/story.html:2: inside of a "
		"{{<parent}} only {{$blocks}} may stand, not x");
	refused(a, "{{=a=}}", "theme/gazette/story.html:1: these cannot be delimiters: a");
	refused(a, "{{=a}}", "theme/gazette/story.html:1: delimiters are set by {{=<% %>=}}, "
		"not by a");
}

TEST(mustache_indents_behind_a_block_as_before_it)
{
	CHECK_STR(render(a, 0, "<a>\n{{$x}}\n  in\n    deeper\n{{/x}}\n  out\n", value_map(a)),
		S("<a>\n  in\n    deeper\n  out\n"));
}

TEST(mustache_wants_double_quotes)
{
	struct value *v = value_map(a);

	refused(a, "x\n<a title='{{x}}'>", "theme/gazette/story.html:2: an attribute needs "
		"double quotes around x");
	refused(a, "<a href={{x}}>", "theme/gazette/story.html:1: an attribute needs double "
		"quotes around x");
	refused(a, "<a b=\"c\" href='{{#y}}{{{x}}}{{/y}}'>", "theme/gazette/story.html:1: an "
		"attribute needs double quotes around x");
	value_str(v, "x", S("1"));
	CHECK_STR(render(a, 0, "<a b='c' href=\"?s='{{x}}\">it's ={{x}}</a> x='{{x}}", v),
		S("<a b='c' href=\"?s='1\">it's =1</a> x='1"));
	CHECK_STR(render(a, 0, "{{x}}<{{x}}", v), S("1<1"));
}

static err
bounded(struct arena *a, const char *source, size_t max)
{
	struct mustache *m = mustache_new(a, 0);
	struct value *v = value_map(a);
	html out;

	value_bool(v, "yes", true);
	CHECK_OK(mustache_add(m, S("x"), S("x.html"), str_of(source)));
	CHECK_OK(mustache_link(m));
	return mustache_render(m, a, S("x"), v, max, &out);
}

TEST(mustache_cannot_run_away)
{
	struct buf b = buf_in(a, 4096);

	CHECK_ERR(bounded(a, "{{>x}}", 100), E_TOOBIG);
	CHECK(strstr(fail_why(), "x.html:1: partials nested more than 32 levels deep"));
	CHECK_ERR(bounded(a, "{{>x}}{{>x}}", 100), E_TOOBIG); /* 2^32 parts, no byte */
	CHECK_ERR(bounded(a, "{{#yes}}{{>x}}{{>x}}{{/yes}}", 100), E_TOOBIG);
	CHECK_ERR(bounded(a, "{{<x}}{{$b}}{{<x}}{{/x}}{{/b}}{{/x}}{{$b}}{{/b}}", 100), E_TOOBIG);
	CHECK_OK(bounded(a, "0123456789", 10));
	CHECK_ERR(bounded(a, "0123456789a", 10), E_TOOBIG);
	for (int i = 0; i < 33; i++)
		buf_add(&b, S("{{#yes}}"));
	buf_char(&b, '\0');
	CHECK_ERR(mustache_add(mustache_new(a, 0), S("x"), S("x.html"), buf_str(&b)), E_INPUT);
	CHECK(strstr(fail_why(), "nested too deep"));
}

/* A part of depth `left` that ends the recursion by an empty list. */
TEST(mustache_parts_recurse_over_data)
{
	struct mustache *m = mustache_new(a, 0);
	struct value *root = value_map(a), *v = root;
	html out;

	for (int i = 0; i < 5; i++) {
		struct value *children;

		value_int(v, "id", i);
		children = value_record(v, "children");
		v = value_item(value_list(children, "items"));
	}
	value_int(v, "id", 5);
	value_null(v, "children");
	CHECK_OK(mustache_add(m, S("c"), S("c"),
		S("<li>{{id}}{{#children}}<ol>{{#items}}{{>c}}{{/items}}</ol>{{/children}}")));
	CHECK_OK(mustache_link(m));
	CHECK_OK(mustache_render(m, a, S("c"), root, 1000, &out));
	CHECK_STR(out.s, S("<li>0<ol><li>1<ol><li>2<ol><li>3<ol><li>4<ol><li>5"
		"</ol></ol></ol></ol></ol>"));
}

TEST(mustache_blocks_of_one_name_nest)
{
	struct mustache *m = mustache_new(a, 0);
	html out;

	CHECK_OK(mustache_add(m, S("layout"), S("l"), S("[{{$main}}none{{/main}}]")));
	CHECK_OK(mustache_add(m, S("box"), S("b"), S("({{$main}}empty{{/main}})")));
	CHECK_OK(mustache_add(m, S("page"), S("p"), S("{{<layout}}{{$main}}a{{<box}}{{$main}}b"
		"{{/main}}{{/box}}{{>box}}{{/main}}{{/layout}}")));
	CHECK_OK(mustache_link(m));
	CHECK_OK(mustache_render(m, a, S("page"), value_map(a), 1000, &out));
	CHECK_STR(out.s, S("[a(b)(empty)]"));
	CHECK_ERR(mustache_render(m, a, S("pages"), value_map(a), 1000, &out), E_ABSENT);
}

struct job {
	const struct mustache *m;
	const struct value *v;
	str want;
	bool good;
};

static void *
render_often(void *arg)
{
	struct job *job = arg;

	job->good = true;
	for (int i = 0; i < 200; i++) {
		struct arena *a = arena_new(1 << 20);
		html out = {{0}};

		job->good &= mustache_render(job->m, a, S("x"), job->v, 1 << 16, &out) == OK &&
			str_eq(out.s, job->want);
		arena_end(a);
	}
	return NULL;
}

TEST(mustache_renders_in_threads)
{
	struct mustache *m = mustache_new(a, 0);
	struct value *v = value_map(a), *list = value_list(v, "list");
	struct job job[4];
	pthread_t thread[4];
	html out;

	for (int i = 0; i < 50; i++)
		value_int(value_item(list), "n", i);
	CHECK_OK(mustache_add(m, S("x"), S("x"), S("{{#list}}\n  {{>row}}\n{{/list}}")));
	CHECK_OK(mustache_add(m, S("row"), S("row"), S("{{n}}\nof {{list.n}}\n")));
	CHECK_OK(mustache_link(m));
	CHECK_OK(mustache_render(m, a, S("x"), v, 1 << 16, &out));
	for (int i = 0; i < 4; i++) {
		job[i] = (struct job){m, v, out.s, false};
		CHECK_INT(pthread_create(&thread[i], NULL, render_often, &job[i]), 0);
	}
	for (int i = 0; i < 4; i++) {
		pthread_join(thread[i], NULL);
		CHECK(job[i].good);
	}
}
