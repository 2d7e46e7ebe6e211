/* folder.c: a site that lost its archive does not start as an empty paper.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/file.h"
#include "news/paper/site_folder.h"
#include "test.h"

TEST(site_folder_without_its_archive_is_refused)
{
	str folder = arena_fmt(a, "%s/site", arena_z(a, test_folder(a)));
	const char *db = arena_fmt(a, "%.*s/site.db", SARG(folder)).p;
	struct arena *work = arena_new(64 << 20);
	struct site s;

	CHECK_ERR(site_open(work, folder, 1, &s), E_ABSENT);
	CHECK_OK(site_make(work, folder, S("")));
	CHECK(file_exists(db));
	CHECK_ERR(site_make(work, folder, S("")), E_CLASH);
	CHECK_OK(site_open(work, folder, 1, &s));
	arena_end(work);
	CHECK_OK(file_remove(db));
	work = arena_new(64 << 20);
	CHECK_ERR(site_open(work, folder, 1, &s), E_BROKEN);
	CHECK(!file_exists(db));
	arena_end(work);
}

TEST(site_folder_that_cannot_be_made_leaves_nothing)
{
	str folder = arena_fmt(a, "%s/site", arena_z(a, test_folder(a)));

	CHECK(site_make(a, folder, S("sqlite:/nowhere/at/all.db")) != OK);
	CHECK(!file_exists(arena_fmt(a, "%.*s/djeli.conf", SARG(folder)).p));
	CHECK(!file_exists(arena_fmt(a, "%.*s/secret.key", SARG(folder)).p));
	CHECK_OK(site_make(a, folder, S("")));
}
