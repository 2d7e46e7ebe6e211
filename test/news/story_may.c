/* story_may.c: who may do what with a story, row by row.  Each row is one situation; a
 * letter stands for a role that may: r(eporter) e(ditor) m(oderator) p(ublisher)
 * a(dministrator).  Whoever changes the table in src/news/people/story_may.c changes
 * these rows, and sees what it means.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/people/story_may.h"
#include "test.h"

enum where { UNLIMITED, INSIDE, OUTSIDE, UNPLACED };

static const struct {
	enum story_action action;
	bool own, listed;
	const char *may[4]; /* by where */
} rows[] = {
	/*                           unlimited  inside   outside  unplaced */
	{STORY_OPEN, true, false,   {"rempa", "rempa", "rempa", "rempa"}},
	{STORY_OPEN, false, false,  {"rempa", "rempa", "", ""}},
	{STORY_FOLLOW, true, false, {"rempa", "rempa", "rempa", "rempa"}},
	{STORY_FOLLOW, false, false, {"epa", "epa", "", ""}},
	{STORY_WRITE, true, false,  {"repa", "repa", "repa", "repa"}},
	{STORY_WRITE, false, false, {"epa", "epa", "", ""}},
	{STORY_WRITE, true, true,   {"repa", "repa", "repa", "repa"}},
	{STORY_WRITE, false, true,  {"epa", "epa", "", ""}},
	{STORY_SAVE, true, false,   {"repa", "repa", "repa", "repa"}},
	{STORY_SAVE, false, false,  {"epa", "epa", "", ""}},
	{STORY_SAVE, true, true,    {"epa", "epa", "", "epa"}},
	{STORY_SAVE, false, true,   {"epa", "epa", "", ""}},
	{STORY_CHANGE, true, false, {"repa", "repa", "", "repa"}},
	{STORY_CHANGE, false, false, {"epa", "epa", "", ""}},
	{STORY_CHANGE, true, true,  {"epa", "epa", "", "epa"}},
	{STORY_CHANGE, false, true, {"epa", "epa", "", ""}},
	{STORY_MOVE, true, false,   {"repa", "repa", "", "repa"}},
	{STORY_MOVE, true, true,    {"epa", "epa", "", "epa"}},
	{STORY_MOVE, false, true,   {"epa", "epa", "", ""}},
	{STORY_ASSIGN, true, false, {"epa", "epa", "", "epa"}},
	{STORY_ASSIGN, false, true, {"epa", "epa", "", ""}},
	{STORY_TAKE, false, false,  {"repa", "repa", "", "repa"}},
	{STORY_PUBLISH, true, false, {"epa", "epa", "", ""}},
	{STORY_PUBLISH, false, true, {"epa", "epa", "", ""}},
	{STORY_MODERATE, false, true, {"rempa", "rempa", "", ""}},
};

TEST(story_may_row_by_row)
{
	static const int64_t theirs[] = {3}, inside[] = {7, 3}, outside[] = {8};
	static const char letter[] = "rempa";

	(void)a;
	for (size_t i = 0; i < LENGTH(rows); i++)
		for (int w = UNLIMITED; w <= UNPLACED; w++)
			for (int r = 0; r < ROLES; r++) {
				struct person who = {.id = 1, .role = r, .section = theirs, .sections = w != UNLIMITED};
				struct story_scope s = {.own = rows[i].own, .listed = rows[i].listed,
					.section = w == OUTSIDE ? outside : inside,
					.sections = w == UNPLACED ? 0 : w == OUTSIDE ? 1 : 2};
				bool wanted = strchr(rows[i].may[w], letter[r]) != NULL;

				if (story_may(&who, rows[i].action, &s) != wanted)
					test_fail(__FILE__, __LINE__, "row %zu, place %d: %s %s", i, w, role_name((enum role)r),
						wanted ? "may not, and should" : "may, and should not");
				who.waits = true; /* for the second factor */
				CHECK(!story_may(&who, rows[i].action, &s));
			}
	CHECK(!story_may(NULL, STORY_OPEN, &(struct story_scope){.own = true}));
}
