/* sqlite_steps.c: making, upgrading and copying the file of an archive.
 *
 * An upgrade is first made on a copy beside the file and looked through there
 * (integrity, foreign keys); only then the same steps run on the file itself,
 * in one transaction that also raises user_version.  So a step that is wrong
 * for this paper's data costs nothing, and a kill at any moment leaves the old
 * schema or the new one.  The file is not swapped for its copy: another
 * process may have it open, and would go on writing to the old one.
 */
#include "store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	APPLICATION = 0x646a656c, /* "djel": file(1) can tell */
	PATIENCE_MS = 8000,       /* for another process that writes */
	COPY_PAGES = 1000,
	MOST_BYTES = 256 << 20,   /* of one value */
};

str
sqlite_path(str url)
{
	return str_from(url, strlen("sqlite:"));
}

static err
run(sqlite3 *db, const char *sql, const char *what)
{
	int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);

	return rc ? sqlite_fail(db, rc, what) : OK;
}

/* The first column of the first row; -1 when there is none. */
static err
number(sqlite3 *db, const char *sql, int64_t *out)
{
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v2(db, sql, -1, &s, NULL);

	*out = -1;
	if (!rc && (rc = sqlite3_step(s)) == SQLITE_ROW)
		*out = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? OK : sqlite_fail(db, rc, sql);
}

static err
sync_folder(struct arena *a, str path)
{
	int fd = open(dirname(arena_z(a, path)), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int failed = fd < 0 || fsync(fd);

	if (fd >= 0)
		close(fd);
	return failed ? fail(E_BROKEN, "%.*s: cannot sync its folder", SARG(path)) : OK;
}

/* Sealed addresses and hashed passwords are for the owner's eyes. */
static err
make_file(struct arena *a, str path)
{
	int fd = open(arena_z(a, path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return fail(errno == ENOENT ? E_ABSENT : E_BROKEN, "%.*s: %s", SARG(path),
			strerror(errno));
	close(fd);
	return sync_folder(a, path);
}

static err
set_safe(sqlite3 *db)
{
	static const int off[] = {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_DQS_DDL,
		SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION};
	int rc = sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

	for (size_t i = 0; !rc && i < LENGTH(off); i++)
		rc = sqlite3_db_config(db, off[i], 0, NULL);
	if (rc)
		return sqlite_fail(db, rc, "SQLite cannot be made safe");
	sqlite3_extended_result_codes(db, 1);
	sqlite3_busy_timeout(db, PATIENCE_MS);
	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, MOST_BYTES);
	return run(db, "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
		"PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON;"
		"PRAGMA journal_size_limit=67108864", "the archive cannot be opened");
}

err
sqlite_open(struct arena *a, str path, bool make, sqlite3 **db)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, rc;

	if (!path.n)
		return fail(E_INPUT, "sqlite: a file path is required");
	if (make)
		TRY(make_file(a, path));
	rc = sqlite3_open_v2(arena_z(a, path), db, flags, NULL);
	if (rc)
		return fail(E_BROKEN, "%.*s: %s", SARG(path), sqlite3_errmsg(*db));
	return set_safe(*db);
}

static void
close_db(void *thing)
{
	sqlite3_close(*(sqlite3 **)thing);
}

static err
refuse_foreign(sqlite3 *db, str path, int64_t version, int64_t last)
{
	int64_t application, tables;

	TRY(number(db, "PRAGMA application_id", &application));
	TRY(number(db, "SELECT count(*) FROM sqlite_schema", &tables));
	if (application != APPLICATION && (tables || version))
		return fail(E_INPUT, "%.*s is not a djeli database", SARG(path));
	if (version > last)
		return fail(E_BROKEN, "%.*s has a newer schema (%lld; this version supports %lld): upgrade djeli", SARG(path), (long long)version,
			(long long)last);
	return OK;
}

static err
look_through(sqlite3 *db)
{
	sqlite3_stmt *s = NULL;
	int64_t broken;
	bool whole;

	TRY(number(db, "SELECT count(*) FROM pragma_foreign_key_check", &broken));
	if (broken)
		return fail(E_BROKEN, "foreign key check failed: %lld rows",
			(long long)broken);
	if (sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &s, NULL))
		return sqlite_fail(db, sqlite3_errcode(db), "integrity_check");
	whole = sqlite3_step(s) == SQLITE_ROW &&
		!strcmp((const char *)sqlite3_column_text(s, 0), "ok");
	sqlite3_finalize(s);
	return whole ? OK : fail(E_BROKEN, "the database file is corrupt");
}

/* Inside a transaction: the steps after `version`. */
static err
apply(sqlite3 *db, const struct store_step *step, size_t n, int64_t version)
{
	char set[80];

	for (size_t i = 0; i < n; i++)
		if (step[i].number > version)
			TRY(run(db, step[i].sqlite, step[i].name));
	snprintf(set, sizeof set, "PRAGMA user_version=%d; PRAGMA application_id=%d",
		step[n - 1].number, APPLICATION);
	return run(db, set, "the schema's number");
}

/* Another process may have been faster: the number is read again inside. */
static err
raise_schema(sqlite3 *db, const struct store_step *step, size_t n)
{
	int64_t version, broken;
	err e;

	/* Steps may rebuild tables; what they leave is checked instead. */
	TRY(run(db, "PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE", "the schema"));
	e = number(db, "PRAGMA user_version", &version);
	if (!e && version < step[n - 1].number)
		e = apply(db, step, n, version);
	if (!e)
		e = number(db, "SELECT count(*) FROM pragma_foreign_key_check", &broken);
	if (!e && broken)
		e = fail(E_BROKEN, "the schema upgrade breaks foreign keys");
	if (!e)
		e = run(db, "COMMIT", "the schema");
	if (e && !sqlite3_get_autocommit(db))
		sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	return e;
}

static void
remove_copy(struct arena *a, str path)
{
	unlink(arena_z(a, path));
	unlink(arena_fmt(a, "%.*s-journal", SARG(path)).p);
}

static err
raise_copy(struct arena *a, str path, const struct store_step *step, size_t n)
{
	sqlite3 *db = NULL;
	err e = sqlite_open(a, path, false, &db);

	if (!e)
		e = raise_schema(db, step, n);
	if (!e)
		e = look_through(db);
	sqlite3_close(db);
	return e;
}

static err
try_on_copy(struct arena *a, sqlite3 *db, str path, const struct store_step *step, size_t n)
{
	str copy = arena_fmt(a, "%.*s.upgrade-%d", SARG(path), (int)getpid());
	err e;

	remove_copy(a, copy);
	e = sqlite_copy_to(db, copy);
	if (!e)
		e = raise_copy(a, copy, step, n);
	remove_copy(a, copy);
	return e ? fail(e, "%.*s: the upgrade failed on a copy, so nothing was changed: %s", SARG(path), fail_why()) : OK;
}

/* SQLite does not wait here by itself when another process opens as well. */
static err
set_wal(sqlite3 *db)
{
	int rc = SQLITE_OK;

	for (int i = 0; i < PATIENCE_MS / 20; i++) {
		rc = sqlite3_exec(db, "PRAGMA journal_mode=WAL", NULL, NULL, NULL);
		if ((rc & 0xff) != SQLITE_BUSY)
			break;
		sqlite3_sleep(20);
	}
	return rc ? sqlite_fail(db, rc, "the archive cannot be opened") : OK;
}

err
sqlite_upgrade(struct arena *a, str url, const struct store_step *step, size_t n)
{
	str path = sqlite_path(url);
	sqlite3 **db = NEW(a, sqlite3 *, 1);
	int64_t version, last = step[n - 1].number;
	err e;

	arena_defer(a, close_db, db);
	TRY(sqlite_open(a, path, true, db));
	e = number(*db, "PRAGMA user_version", &version);
	if (e)
		return fail(e, "%.*s: %s", SARG(path), fail_why());
	TRY(refuse_foreign(*db, path, version, last));
	TRY(set_wal(*db));
	if (version == last)
		return OK;
	if (version)
		TRY(try_on_copy(a, *db, path, step, n));
	e = raise_schema(*db, step, n);
	return e ? fail(e, "%.*s: %s", SARG(path), fail_why()) : OK;
}

static err
copy_pages(sqlite3 *from, sqlite3 *to)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
	int rc;

	if (!b)
		return sqlite_fail(to, sqlite3_errcode(to), "the copy");
	/* One snapshot for all of it: another's write would start it again. */
	rc = sqlite3_backup_step(b, -1);
	sqlite3_backup_finish(b);
	return rc == SQLITE_DONE ? OK : sqlite_fail(to, rc, "the copy");
}

err
sqlite_copy_to(sqlite3 *from, str path)
{
	struct arena *a = arena_new(1 << 16);
	int fd = open(arena_z(a, path), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	sqlite3 *to = NULL;
	err e;

	if (fd < 0) {
		arena_end(a);
		return fail(errno == EEXIST ? E_CLASH : E_BROKEN, "%.*s: %s", SARG(path),
			strerror(errno));
	}
	close(fd);
	e = sqlite_open(a, path, false, &to);
	if (!e)
		e = copy_pages(from, to);
	/* A file of its own: the log's mode was copied with the pages. */
	if (!e)
		e = run(to, "PRAGMA journal_mode=DELETE", "the copy");
	sqlite3_close(to);
	if (!e)
		e = sync_folder(a, path);
	if (e)
		unlink(arena_z(a, path));
	arena_end(a);
	return e;
}
