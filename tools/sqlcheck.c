/* sqlcheck: prepares every statement of sql/ against SQLite with the whole schema, so
 * that a wrong name stops the build and not a reader.  Reads what `sqlgen list` writes:
 * records that end in byte 30, with fields parted by byte 31.  The first record is the
 * schema; the others are place, name, arguments, columns (numbers), statement.
 * PostgreSQL's statements are prepared by the tests (test/store/plans.c).
 * SPDX-License-Identifier: Apache-2.0 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *
read_all(FILE *in)
{
	size_t n = 0, cap = 1 << 20, got;
	char *s = malloc(cap + 1);

	while (s && (got = fread(s + n, 1, cap - n, in)) > 0) {
		n += got;
		if (n == cap)
			s = realloc(s, (cap *= 2) + 1);
	}
	if (s)
		s[n] = 0;
	return s;
}

/* Is the statement one that SQLite takes, with as many columns as its head says? */
static int
check(sqlite3 *db, char *record)
{
	char *place = strtok(record, "\x1f"), *name = strtok(NULL, "\x1f"), *args = strtok(NULL, "\x1f");
	char *cols = strtok(NULL, "\x1f"), *sql = strtok(NULL, "");
	sqlite3_stmt *s = NULL;
	int bad = 1;

	if (!sql) {
		fprintf(stderr, "%s: no statement\n", place ? place : "sqlcheck");
		return 1;
	}
	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL))
		fprintf(stderr, "%s: %s: %s\n", place, name, sqlite3_errmsg(db));
	else if (sqlite3_column_count(s) != atoi(cols) && atoi(cols))
		fprintf(stderr, "%s: %s: gives %d columns, declares %s\n", place, name, sqlite3_column_count(s), cols);
	else if (sqlite3_bind_parameter_count(s) > atoi(args))
		fprintf(stderr, "%s: %s: has %d arguments, declares %s\n", place, name,
			sqlite3_bind_parameter_count(s), args);
	else
		bad = 0;
	sqlite3_finalize(s);
	return bad;
}

int
main(void)
{
	char *all = read_all(stdin), *next, *why = NULL;
	sqlite3 *db = NULL;
	int bad = 0, n = 0;

	if (!all || sqlite3_open(":memory:", &db) || !(next = strchr(all, '\x1e'))) {
		fprintf(stderr, "sqlcheck: nothing to check\n");
		return 2;
	}
	*next = 0;
	if (sqlite3_exec(db, all, NULL, NULL, &why)) {
		fprintf(stderr, "sql/schema: %s\n", why);
		return 1;
	}
	for (char *r = next + 1; (next = strchr(r, '\x1e')); r = next + 1, n++) {
		*next = 0;
		bad |= check(db, r);
	}
	sqlite3_close(db);
	free(all);
	return bad || !n;
}
