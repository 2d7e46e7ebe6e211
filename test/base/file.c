/* file.c: a write leaves the old file or the new one, whatever fails.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/paper/site_folder.h"
#include "test.h"
#include "base/sys/file.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *
in(struct arena *a, str folder, const char *name)
{
	return arena_fmt(a, "%.*s/%s", SARG(folder), name).p;
}

TEST(file_reads_and_writes)
{
	str dir = test_folder(a), s;
	const char *path = in(a, dir, "x");

	CHECK_ERR(file_read(a, path, 100, &s), E_ABSENT);
	CHECK_OK(file_write(path, S("0123456789")));
	CHECK_OK(file_read(a, path, 10, &s));
	CHECK_STR(s, S("0123456789"));
	CHECK_ERR(file_read(a, path, 9, &s), E_TOOBIG);
	CHECK_OK(file_write(path, S("")));
	CHECK_OK(file_read(a, path, 0, &s));
	CHECK_STR(s, S(""));
	CHECK(file_changed(path) > 0);
	CHECK_INT(file_changed(in(a, dir, "y")), 0);
	CHECK_ERR(file_read(a, arena_z(a, dir), 100, &s), E_BROKEN);
	CHECK_OK(file_remove(path));
	CHECK_OK(file_remove(path));
	CHECK(!file_exists(path));
}

TEST(file_reads_what_is_larger_than_a_piece)
{
	str dir = test_folder(a), s, big = {NEW(a, char, 50000), 50000};

	for (size_t n = 16383; n < 50000; n += 16384 - (n & 1)) {
		CHECK_OK(file_write(in(a, dir, "x"), str_upto(big, n)));
		CHECK_OK(file_read(a, in(a, dir, "x"), n, &s));
		CHECK_STR(s, str_upto(big, n));
	}
}

/* Each operation of a write fails once: the name holds old or new bytes. */
TEST(file_write_is_all_or_nothing)
{
	str dir = test_folder(a), s;
	const char *path = in(a, dir, "x");
	int failed = 0;
	err e;

	CHECK_OK(file_write(path, S("old")));
	for (int n = 1;; n++) {
		str *names;
		size_t count;

		file_fail_at(n);
		e = file_write(path, S("new"));
		file_fail_at(0);
		CHECK_OK(file_read(a, path, 100, &s));
		CHECK(str_eq(s, S("old")) || str_eq(s, S("new")));
		CHECK_OK(file_list(a, arena_z(a, dir), &names, &count));
		CHECK_INT(count, 1); /* nothing is left lying about */
		if (!e)
			break;
		CHECK_INT(e, E_BROKEN);
		failed++;
	}
	CHECK_STR(s, S("new"));
	CHECK_INT(failed, 7); /* create, write, sync, mode, rename, open folder, sync it */
}

TEST(file_makes_folders)
{
	str dir = test_folder(a);
	const char *deep = in(a, dir, "a/b/c");

	CHECK_OK(file_make_dirs(deep));
	CHECK_OK(file_make_dirs(deep));
	CHECK_OK(file_make_dirs(in(a, dir, "a/b/d/")));
	CHECK_OK(file_write(in(a, dir, "a/b/c/x"), S("x")));
	CHECK(file_make_dirs(in(a, dir, "a/b/c/x/y")) != OK);
	CHECK_ERR(file_make_dirs(in(a, dir, "a/b/c/x")), E_CLASH);
}

TEST(file_list_is_sorted)
{
	str dir = test_folder(a), *names;
	size_t n;

	CHECK_OK(file_write(in(a, dir, "b"), S("")));
	CHECK_OK(file_write(in(a, dir, "a"), S("")));
	CHECK_OK(file_write(in(a, dir, ".hidden"), S("")));
	CHECK_OK(file_list(a, arena_z(a, dir), &names, &n));
	CHECK_INT(n, 2);
	CHECK_STR(names[0], S("a"));
	CHECK_STR(names[1], S("b"));
	CHECK_ERR(file_list(a, in(a, dir, "none"), &names, &n), E_ABSENT);
}

TEST(file_join_stays_inside)
{
	static const char *const out[] = {"", "/etc/passwd", "..", "../x", "a/../../x", "a/..",
		"a//b", "a/", "./a", ".git/config", "a/.b", "a\nb", "a\\b"};
	str s;

	for (size_t i = 0; i < LENGTH(out); i++)
		if (file_join(a, S("/srv"), str_of(out[i]), &s) != E_INPUT)
			test_fail(__FILE__, __LINE__, "\"%s\" was taken", out[i]);
	CHECK_ERR(file_join(a, S("/srv"), (str){"a\0b", 3}, &s), E_INPUT);
	CHECK_OK(file_join(a, S("/srv"), S("2026/11/photo-1.jpg"), &s));
	CHECK_STR(s, S("/srv/2026/11/photo-1.jpg"));
	CHECK_OK(file_join(a, S("/srv"), S("a..b/c."), &s));
}

/* Whatever fails, the command can be given again. */
TEST(site_make_fails_and_is_tried_again)
{
	str folder = test_folder(a);

	for (int64_t n = 1;; n++) {
		str site = arena_fmt(a, "%.*s/%lld", SARG(folder), (long long)n);
		str conf = arena_fmt(a, "%.*s/djeli.conf", SARG(site));
		err e;

		file_fail_at(n);
		e = site_make(a, site, S(""));
		file_fail_at(0);
		if (e == OK)
			break;
		if (!file_exists(conf.p))
			CHECK_OK(site_make(a, site, S("")));
		CHECK(n < 100);
	}
}
