/* plans.c: lists of stories cost what they show, not what there is: SQLite
 * walks an index in their order and never sorts.
 * SPDX-License-Identifier: Apache-2.0 */
#include "store_pair.h"

#include <sqlite3.h>

/* The plan's steps, one a line; the bindings stay empty. */
static str
plan_of(struct arena *a, sqlite3 *db, str sql)
{
	struct buf b = buf_in(a, 65536);
	sqlite3_stmt *s = NULL;

	if (sqlite3_prepare_v2(db, arena_fmt(a, "EXPLAIN QUERY PLAN %.*s", SARG(sql)).p, -1, &s, NULL))
		return str_of(sqlite3_errmsg(db));
	while (sqlite3_step(s) == SQLITE_ROW) {
		buf_add(&b, str_of((const char *)sqlite3_column_text(s, 3)));
		buf_char(&b, '\n');
	}
	sqlite3_finalize(s);
	return buf_str(&b);
}

TEST(store_lists_are_not_sorted)
{
	str file = test_file(a, "sql/list.sql"), url = pair_url(a, ON_SQLITE), line;
	size_t lists = 0, skip = S("sqlite:").n;
	sqlite3 *db;

	pair_open(a, url);
	CHECK_INT(sqlite3_open(arena_z(a, str_from(url, skip)), &db), 0);
	while (str_split(&file, ';', &line)) {
		size_t at = str_find(line, S("-- many list_"));

		if (at == NOWHERE || str_find(line, S("ORDER BY")) == NOWHERE)
			continue;
		line = plan_of(a, db, str_from(line, str_find(line, S("\nSELECT"))));
		lists++;
		CHECK(str_find(line, S("SEARCH")) != NOWHERE);
		CHECK(str_find(line, S("INDEX story_public")) == NOWHERE);
		CHECK(str_find(line, S("TEMP B-TREE")) == NOWHERE);
	}
	sqlite3_close(db);
	CHECK(lists >= 7);
}
