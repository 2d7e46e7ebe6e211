/* permalink.c: every scheme reads what it writes.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/paper/permalink.h"
#include "test.h"

static void
round_trip(struct arena *a, const char *scheme, const char *want)
{
	const struct permalink_parts in = {.slug = S("a-story"), .id = 42, .year = 2026, .month = 3,
		.day = 4, .hour = 5, .minute = 6, .second = 7, .category = S("politics/elections"),
		.author = S("ama")};
	struct permalink_parts out;
	str path;

	CHECK_OK(permalink_check(str_of(scheme)));
	path = permalink_write(a, str_of(scheme), &in);
	CHECK_STR(path, str_of(want));
	CHECK(permalink_read(str_of(scheme), path, &out));
	CHECK(!out.slug.n || str_eq(out.slug, in.slug));
	CHECK(!out.id || out.id == in.id);
	CHECK(!out.category.n || str_eq(out.category, in.category));
	CHECK(out.year == -1 || out.year == 2026);
}

TEST(permalink_round_trips)
{
	round_trip(a, "/%year%/%monthnum%/%day%/%postname%/", "/2026/03/04/a-story/");
	round_trip(a, "/%postname%/", "/a-story/");
	round_trip(a, "/%postname%", "/a-story");
	round_trip(a, "/%category%/%postname%/", "/politics/elections/a-story/");
	round_trip(a, "/archives/%post_id%", "/archives/42");
	round_trip(a, "/%year%%monthnum%%day%/%postname%.html", "/20260304/a-story.html");
	round_trip(a, "/%author%/%year%/%postname%/", "/ama/2026/a-story/");
}

TEST(permalink_reads_only_what_fits)
{
	struct permalink_parts p;
	str scheme = S("/%year%/%monthnum%/%day%/%postname%/");

	CHECK(permalink_read(scheme, S("/2026/03/04/x"), &p));
	CHECK(!permalink_read(scheme, S("/2026/03/04/"), &p));
	CHECK(!permalink_read(scheme, S("/2026/3/04/x/"), &p));
	CHECK(!permalink_read(scheme, S("/2026/03/04/x/y/"), &p));
	CHECK(!permalink_read(scheme, S("/"), &p));
	CHECK(!permalink_read(scheme, S(""), &p));
	CHECK_STR(permalink_write(a, S("/%postname%/"), &(struct permalink_parts){.slug = S("été")}),
		S("/%c3%a9t%c3%a9/"));
	CHECK_ERR(permalink_check(S("/%yeer%/%postname%/")), E_INPUT);
	CHECK_ERR(permalink_check(S("/%year%/")), E_INPUT);
	CHECK_ERR(permalink_check(S("%postname%")), E_INPUT);
}
