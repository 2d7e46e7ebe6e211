/* steps.c: making, upgrading and copying an archive; and what happens
 * when the disk fails.  Upgrades are tested with steps of the test's own. */
#include "store_pair.h"
#include "query/setting.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char first[] =
	"CREATE TABLE town (id BIGINT PRIMARY KEY, name TEXT NOT NULL, near BIGINT REFERENCES town (id));"
	"INSERT INTO town VALUES (1, 'Ansel', NULL), (2, 'Kita', 1);";
static const char second[] =
	"ALTER TABLE town ADD COLUMN people BIGINT NOT NULL DEFAULT 0;"
	"UPDATE town SET people = 7;";
/* Long enough to be killed in. */
static const char slow_sqlite[] =
	"INSERT INTO town (id, name) WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL "
	"SELECT i + 1 FROM n WHERE i < 20000) SELECT i, 'town ' || i FROM n;"
	"CREATE TABLE last (id BIGINT);";
static const char slow_postgres[] =
	"INSERT INTO town (id, name) SELECT i, 'town ' || i FROM generate_series(10, 20000) AS i;"
	"CREATE TABLE last (id BIGINT);";
static const struct store_step steps[] = {
	{1, "0001_first", first, first},
	{2, "0002_people", second, second},
	{3, "0003_slow", slow_sqlite, slow_postgres},
};

static err
upgrade(struct arena *a, str url, const struct store_step *step, size_t n)
{
	return store_engine_of(url)->upgrade(a, url, step, n);
}

static void
upgrades(struct arena *a, enum engine on)
{
	str url = pair_url(a, on);

	CHECK_OK(upgrade(a, url, steps, 1));
	CHECK_OK(upgrade(a, url, steps, 1));
	CHECK_OK(upgrade(a, url, steps, 3));
	CHECK_INT(pair_sql(a, url, "SELECT sum(people) FROM town WHERE id < 3"), 14);
	CHECK_INT(pair_sql(a, url, "SELECT count(*) FROM last"), 0);
	CHECK_ERR(upgrade(a, url, steps, 2), E_BROKEN);
	CHECK(strstr(fail_why(), "newer schema (3; this version supports 2)"));
	CHECK(!strchr(fail_why(), '\n'));
}
TEST(store_upgrades_sqlite)
{
	upgrades(a, ON_SQLITE);
}
TEST(store_upgrades_postgres)
{
	upgrades(a, ON_POSTGRES);
}

/* A step that is wrong, or wrong for this paper's rows. */
static void
refuses_step(struct arena *a, enum engine on)
{
	static const char *const bad[] = {
		"ALTER TABLE town ADD COLUMN a BIGINT; CREATE TABLE town (id BIGINT);",
		"CREATE TABLE two (id BIGINT UNIQUE); INSERT INTO two VALUES (1), (1);",
		"DELETE FROM town WHERE id = 1;",
	};
	str url = pair_url(a, on);

	CHECK_OK(upgrade(a, url, steps, 1));
	for (size_t i = 0; i < LENGTH(bad); i++) {
		const struct store_step wrong[] = {steps[0], {2, "0002_bad", bad[i], bad[i]}};

		CHECK(upgrade(a, url, wrong, 2) != OK);
		CHECK_INT(pair_sql(a, url, "SELECT count(*) FROM town"), 2);
	}
	CHECK_OK(upgrade(a, url, steps, 2));
}
TEST(store_refuses_step_sqlite)
{
	refuses_step(a, ON_SQLITE);
}
TEST(store_refuses_step_postgres)
{
	refuses_step(a, ON_POSTGRES);
}

/* Killed anywhere on the way: the old schema or the new one. */
static void
interrupted(struct arena *a, enum engine on)
{
	uint64_t seed = test_seed();
	int old = 0, new = 0;

	for (int round = 0; round < 8; round++) {
		str url = pair_url(a, on);
		int status;
		pid_t child;

		CHECK_OK(upgrade(a, url, steps, 1));
		child = fork();
		if (!child)
			_exit(upgrade(arena_new(1 << 20), url, steps, 3) != OK);
		usleep((useconds_t)(test_random(&seed) % (round < 4 ? 20000 : 150000)));
		kill(child, SIGKILL);
		CHECK(waitpid(child, &status, 0) == child);
		CHECK(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
		/* asked in one statement: all of it, or none */
		if (pair_sql(a, url, "SELECT count(*) FROM town") == 2) {
			old++;
			CHECK_OK(upgrade(a, url, steps, 3));
		} else {
			new++;
		}
		CHECK_INT(pair_sql(a, url, "SELECT count(*) FROM town"), 2 + 20000 - 9);
		CHECK_INT(pair_sql(a, url, "SELECT sum(people) FROM town WHERE id < 3"), 14);
		CHECK_OK(upgrade(a, url, steps, 3));
	}
	CHECK_INT(old + new, 8);
}
TEST(store_upgrade_killed_sqlite)
{
	interrupted(a, ON_SQLITE);
}
TEST(store_upgrade_killed_postgres)
{
	interrupted(a, ON_POSTGRES);
}

TEST(store_refuses_what_is_not_its_own)
{
	str folder = test_folder(a);
	str url = arena_fmt(a, "sqlite:%.*s/other.db", SARG(folder));
	struct store *s;
	FILE *f;

	pair_sql(a, url, "CREATE TABLE theirs (id INT)");
	CHECK_ERR(store_open(a, url, 1, &s), E_INPUT);
	CHECK_INT(pair_sql(a, url, "SELECT count(*) FROM sqlite_schema"), 1);
	f = fopen(arena_fmt(a, "%.*s/text.db", SARG(folder)).p, "w");
	fputs("This is a text of some length, and not a database at all.\n", f);
	fclose(f);
	CHECK(store_open(a, arena_fmt(a, "sqlite:%.*s/text.db", SARG(folder)), 1, &s) != OK);
	CHECK_ERR(store_open(a, arena_fmt(a, "sqlite:%.*s/no/such", SARG(folder)), 1, &s), E_ABSENT);
	CHECK_ERR(store_open(a, S("mysql://x"), 1, &s), E_INPUT);
	CHECK(store_open(a, S("postgres://nobody@127.0.0.1:1/none"), 1, &s) != OK);
}

static err
put_row(struct txn *t, void *arg)
{
	return q_setting_put(t, str_of(arg), S("x"));
}

TEST(store_copies)
{
	str folder = test_folder(a), path = arena_fmt(a, "%.*s/copy.db", SARG(folder)), url;
	struct store *s = pair_open(a, arena_fmt(a, "sqlite:%.*s/site.db", SARG(folder)));
	char one[] = "one", two[] = "two";
	struct stat st;

	CHECK_OK(store_write(s, a, put_row, one));
	CHECK_OK(store_copy(s, path));
	CHECK_OK(store_write(s, a, put_row, two));
	CHECK_ERR(store_copy(s, path), E_CLASH);
	CHECK(!stat(arena_z(a, path), &st) && (st.st_mode & 0777) == 0600);
	CHECK(stat(arena_fmt(a, "%.*s-wal", SARG(path)).p, &st) != 0);
	url = arena_fmt(a, "sqlite:%.*s", SARG(path));
	CHECK_INT(pair_sql(a, url, "SELECT count(*) FROM setting"), 1);
	CHECK_OK(store_health(pair_open(a, url)));
}

/* --- a disk that fails: SQLite's own file layer, with one door bricked up --- */

static sqlite3_vfs broken_vfs;
/* one for each kind of file: an archive has locks, a log has none */
static struct {
	const sqlite3_io_methods *true_io;
	sqlite3_io_methods io;
} doors[8];
static int (*true_open)(sqlite3_vfs *, const char *, sqlite3_file *, int, int *);
static int (*true_sync)(sqlite3_file *, int);
static int syncs, fail_sync; /* SQLITE_IOERR_FSYNC, SQLITE_FULL or 0 */

static int
count_sync(sqlite3_file *f, int flags)
{
	syncs++;
	return fail_sync ? fail_sync : true_sync(f, flags);
}

static int
open_broken(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
	int rc = true_open(vfs, name, f, flags, out);

	if (rc || !f->pMethods)
		return rc;
	for (size_t i = 0; i < LENGTH(doors); i++) {
		if (doors[i].true_io && doors[i].true_io != f->pMethods)
			continue;
		doors[i].true_io = f->pMethods;
		doors[i].io = *f->pMethods;
		true_sync = f->pMethods->xSync;
		doors[i].io.xSync = count_sync;
		f->pMethods = &doors[i].io;
		break;
	}
	return rc;
}

static void
break_disk(void)
{
	broken_vfs = *sqlite3_vfs_find(NULL);
	true_open = broken_vfs.xOpen;
	broken_vfs.zName = "broken";
	broken_vfs.xOpen = open_broken;
	CHECK(!sqlite3_vfs_register(&broken_vfs, 1));
}

TEST(store_syncs_before_it_answers)
{
	struct store *s;
	char name[] = "a";

	break_disk();
	s = pair_open(a, pair_url(a, ON_SQLITE));
	for (int i = 0; i < 10; i++) {
		int before = syncs;

		name[0]++; /* what is as it was is not written */
		CHECK_OK(store_write(s, a, put_row, name));
		CHECK_INT(syncs, before + 1);
	}
}

/* After a failed sync nothing is written any more, also when the disk says
 * that it is well again; reading goes on. */
TEST(store_stops_after_a_failed_sync)
{
	struct store *s;
	struct q_setting_all *row;
	struct txn *t;
	size_t n;
	char one[] = "one", two[] = "two", three[] = "three";

	break_disk();
	s = pair_open(a, pair_url(a, ON_SQLITE));
	CHECK_OK(store_write(s, a, put_row, one));
	fail_sync = SQLITE_IOERR_FSYNC;
	CHECK_ERR(store_write(s, a, put_row, two), E_BROKEN);
	CHECK_ERR(store_health(s), E_BROKEN);
	fail_sync = 0;
	CHECK_ERR(store_write(s, a, put_row, three), E_BROKEN);
	CHECK(strstr(fail_why(), "read-only"));
	CHECK_ERR(store_health(s), E_BROKEN);
	CHECK_OK(store_read(s, a, NULL, &t));
	CHECK_OK(q_setting_all(t, &row, &n));
	CHECK_INT(n, 1);
	CHECK_STR(row[0].name, S("one"));
}
