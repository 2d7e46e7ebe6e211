/* theme.c: themes come from the program or a folder, and follow its changes. */
#include "assets.h"
#include "test.h"
#include "base/sys/file.h"
#include "view/theme.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>

static void
put(struct arena *a, str dir, const char *name, const char *bytes, int64_t time)
{
	const char *path = arena_fmt(a, "%.*s/%s", SARG(dir), name).p;
	struct timespec t[2] = {{.tv_sec = time}, {.tv_sec = time}};

	CHECK_OK(file_write(path, str_of(bytes)));
	CHECK_INT(utimensat(AT_FDCWD, path, t, 0), 0);
}

static str
page(struct arena *a, struct theme *t, const char *name)
{
	html out;

	CHECK_OK(theme_render(t, a, str_of(name), value_map(a), &out));
	return out.s;
}

static str
base_name(str path)
{
	while (str_find_char(path, '/') != NOWHERE)
		path = str_from(path, str_find_char(path, '/') + 1);
	return path;
}

TEST(theme_of_the_program_opens)
{
	struct theme *t;

	CHECK_OK(theme_open(a, "gazette", S(""), &t));
	CHECK(theme_css(t, a).n > 1000);
	CHECK(str_find(page(a, t, "front"), S("<!doctype html>")) == 0);
	CHECK(str_find(page(a, t, "front"), theme_css(t, a)) != NOWHERE);
	CHECK_INT(theme_version(t), 1);
	CHECK_STR(theme_trouble(t, a), S(""));
}

TEST(theme_follows_its_folder)
{
	str dir = test_folder(a);
	struct theme *t;
	html out;

	put(a, dir, "hello.html", "one {{{css}}}", 1000);
	put(a, dir, "style.css", "a { b : c ; }", 1000);
	CHECK_OK(theme_open(a, "gazette", dir, &t));
	CHECK_STR(page(a, t, "hello"), S("one a{b :c}"));
	CHECK(page(a, t, "error").n > 100); /* the gazette's */
	CHECK_INT(theme_version(t), 1);

	put(a, dir, "hello.html", "two", 2000);
	CHECK_STR(page(a, t, "hello"), S("two"));
	CHECK_INT(theme_version(t), 2);

	/* broken: the last good one stays, and we know why */
	put(a, dir, "hello.html", "x\n{{#open}}", 3000);
	CHECK_STR(page(a, t, "hello"), S("two"));
	CHECK_STR(theme_trouble(t, a), arena_fmt(a,
		"%.*s/hello.html:2: {{#open}} is never closed", SARG(dir)));
	CHECK_INT(theme_version(t), 2);
	put(a, dir, "hello.html", "x\n{{>nobody}}", 3500);
	CHECK_STR(page(a, t, "hello"), S("two"));
	CHECK(str_find(theme_trouble(t, a), S("hello.html:2: template")) != NOWHERE);

	put(a, dir, "hello.html", "three", 4000);
	CHECK_STR(page(a, t, "hello"), S("three"));
	CHECK_STR(theme_trouble(t, a), S(""));
	CHECK_OK(file_remove(arena_fmt(a, "%.*s/hello.html", SARG(dir)).p));
	CHECK_ERR(theme_render(t, a, S("hello"), value_map(a), &out), E_ABSENT);
}

TEST(theme_that_is_broken_does_not_start)
{
	str dir = test_folder(a);
	struct theme *t;

	put(a, dir, "style.css", "a{}\n/* oh", 1000);
	CHECK_ERR(theme_open(a, "gazette", dir, &t), E_INPUT);
	CHECK_STR(str_of(fail_why()), arena_fmt(a, "%.*s/style.css:2: a comment is never closed",
		SARG(dir)));
	CHECK_ERR(theme_open(a, "gazette", S("/no/such/folder"), &t), E_ABSENT);
}

/* A template of the desk is found by its name alone, so no two may have the same. */
TEST(theme_desk_has_each_name_once)
{
	size_t n = 0;

	(void)a;
	for (size_t i = 0; i < assets_n; i++) {
		str one = str_of(assets[i].name);

		if (!str_starts(one, S("theme/desk/")) || str_ends(one, S("README.md")))
			continue;
		n++;
		for (size_t k = i + 1; k < assets_n; k++) {
			str other = str_of(assets[k].name);

			if (str_starts(other, S("theme/desk/")) && !str_ends(other, S("README.md")) &&
					str_eq(base_name(one), base_name(other)))
				test_fail(__FILE__, __LINE__, "%.*s and %.*s", SARG(one), SARG(other));
		}
	}
	CHECK(n > 60);
}

/* The desk's files lie in rooms: over the program's own, by their names, and followed. */
TEST(theme_desk_follows_the_rooms_of_a_folder)
{
	str dir = test_folder(a), own;
	struct theme *t;

	CHECK_OK(theme_open(a, "desk", S(""), &t));
	own = theme_css(t, a);
	CHECK_INT(mkdir(arena_fmt(a, "%.*s/story", SARG(dir)).p, 0700), 0);
	put(a, dir, "story/story.css", ".mine {color:red}", 1000);
	put(a, dir, "story/hello.html", "one", 1000);
	CHECK_OK(theme_open(a, "desk", dir, &t));
	CHECK_STR(page(a, t, "hello"), S("one"));
	CHECK(str_find(theme_css(t, a), S(".mine{color:red}")) != NOWHERE);
	/* the other sheets stay, and the first is still the first */
	CHECK(theme_css(t, a).n > 1000);
	CHECK(str_eq(str_upto(theme_css(t, a), 1000), str_upto(own, 1000)));

	put(a, dir, "story/hello.html", "two", 2000);
	CHECK_STR(page(a, t, "hello"), S("two"));
	CHECK_INT(theme_version(t), 2);
	put(a, dir, "story/story.css", "oh { /*", 3000);
	CHECK_STR(page(a, t, "hello"), S("two"));
	CHECK(str_find(theme_trouble(t, a), S("story/story.css:1: a comment is never closed")) != NOWHERE);
}

struct job {
	struct theme *t;
	bool good;
};

static void *
render_often(void *arg)
{
	struct job *job = arg;

	job->good = true;
	for (int i = 0; i < 150; i++) {
		struct arena *a = arena_new(1 << 22);
		html out = {{0}};

		job->good &= theme_render(job->t, a, S("x"), value_map(a), &out) == OK &&
			out.s.n == 10 && out.s.p[0] == out.s.p[9];
		arena_end(a);
	}
	return NULL;
}

TEST(theme_changes_under_many_readers)
{
	str dir = test_folder(a);
	pthread_t thread[3];
	struct job job[3];
	struct theme *t;

	put(a, dir, "x.html", "0000000000", 1000);
	CHECK_OK(theme_open(a, "gazette", dir, &t));
	for (int i = 0; i < 3; i++) {
		job[i] = (struct job){t, false};
		CHECK_INT(pthread_create(&thread[i], NULL, render_often, &job[i]), 0);
	}
	for (int i = 1; i < 9; i++) {
		char s[11] = "";

		memset(s, '0' + i, 10);
		put(a, dir, "x.html", s, 1000 + i);
	}
	for (int i = 0; i < 3; i++) {
		pthread_join(thread[i], NULL);
		CHECK(job[i].good);
	}
	CHECK_STR(page(a, t, "x"), S("8888888888"));
}

static void
small(struct arena *a, const char *css, const char *want)
{
	str out;

	CHECK_OK(theme_minify(a, S("style.css"), str_of(css), &out));
	CHECK_STR(out, str_of(want));
}

TEST(theme_minifies_css)
{
	str out;

	small(a, "", "");
	small(a, " a  b ,\n c > d { color : red ; margin: 0 auto; }\n\n",
		"a b,c>d{color :red;margin:0 auto}");
	small(a, "a :hover{} a:hover{}", "a :hover{}a:hover{}");
	small(a, "a{width:calc( 1px + 2px - ( 3px * 2 ) )}",
		"a{width:calc(1px + 2px - (3px * 2))}");
	small(a, "/* x */a/* ; } */{/**/b:c/**/}", "a{b:c}");
	small(a, "a{content:\"  /* x */  \\\" ; \"}", "a{content:\"  /* x */  \\\" ; \"}");
	small(a, "a{b:url(data:x; y,  z)  no-repeat}", "a{b:url(data:x; y,  z) no-repeat}");
	small(a, "@media (min-width: 40em) and (color) { a { b: c } }",
		"@media (min-width:40em) and (color){a{b:c}}");
	small(a, "a{b:0.5em 10.5px 0 -0.5em;c:a0.5}", "a{b:.5em 10.5px 0 -0.5em;c:a0.5}");
	small(a, "a{b:c !important;;}", "a{b:c!important;}");
	small(a, "a + b ~ c{}", "a + b ~ c{}");
	CHECK_ERR(theme_minify(a, S("s.css"), S("a{}\nb{content:\"x\n\"}"), &out), E_INPUT);
	CHECK_STR(str_of(fail_why()), S("s.css:2: a string is not closed in its line"));
	CHECK_ERR(theme_minify(a, S("s.css"), S("a{}</STYLE><script>"), &out), E_INPUT);
	CHECK_ERR(theme_minify(a, S("s.css"), S("a{content:\"</Style>\"}"), &out), E_INPUT);
	CHECK_ERR(theme_minify(a, S("s.css"), S("a{content:'\\"), &out), E_INPUT);
	CHECK_ERR(theme_minify(a, S("s.css"), S("<</**//style"), &out), E_INPUT);
	CHECK_ERR(theme_minify(a, S("s.css"), S("a{b:url(x"), &out), E_INPUT);
}
