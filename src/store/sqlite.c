/* sqlite.c: one file, one writer, readers on connections of their own.
 *
 * WAL, so that readers never wait for the writer; synchronous=FULL, because
 * NORMAL loses acknowledged commits when the power goes; BEGIN IMMEDIATE, so
 * that a write waits for another process at its start and not in its middle.
 * A sync that failed is the end of writing: the kernel may have dropped the
 * pages and call the next sync a success, so only a restart, which reads the
 * log again from the disk, can tell what is there.
 * What a jump out of an arena left half-read is reset when its connection
 * goes on.  Making and upgrading the file is sqlite_steps.c.
 */
#include "store/sqlite.h"

#include <string.h>
#include <time.h>

enum { CHECKPOINT_PAGES = 1000 };

static const char *const words[] = {
	[WORD_BEGIN] = "BEGIN",
	/* A snapshot begins with the first look, so one is taken. */
	[WORD_LOOK] = "SELECT 1 FROM sqlite_schema LIMIT 1",
	[WORD_BEGIN_WRITE] = "BEGIN IMMEDIATE",
	[WORD_MARK] = "SAVEPOINT work",
	[WORD_KEEP] = "RELEASE work",
	[WORD_UNDO] = "ROLLBACK TO work",
	[WORD_COMMIT] = "COMMIT",
	[WORD_ROLLBACK] = "ROLLBACK",
	[WORD_VERSION] = "PRAGMA data_version",
};

err
sqlite_fail(sqlite3 *db, int rc, const char *what)
{
	const char *why = db ? sqlite3_errmsg(db) : sqlite3_errstr(rc);
	err e = E_BROKEN;

	switch (rc & 0xff) {
	case SQLITE_CONSTRAINT:
		rc = db ? sqlite3_extended_errcode(db) : rc;
		e = rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY ||
				rc == SQLITE_CONSTRAINT_ROWID ? E_CLASH : E_INPUT;
		break;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_INTERRUPT:
		e = E_BUSY;
		break;
	case SQLITE_TOOBIG:
		e = E_TOOBIG;
		break;
	default:
		break;
	}
	return fail(e, "%s: %s", what, why);
}

static void
reset_all(struct sqlite *c)
{
	for (sqlite3_stmt *s = NULL; (s = sqlite3_next_stmt(c->db, s));)
		if (sqlite3_stmt_busy(s))
			sqlite3_reset(s);
}

static int
prepare(struct sqlite *c, sqlite3_stmt **s, const char *sql)
{
	return *s ? SQLITE_OK : sqlite3_prepare_v3(c->db, sql, -1,
		SQLITE_PREPARE_PERSISTENT, s, NULL);
}

/* Rows are not looked at, but for the first column of the last. */
static int
say(struct sqlite *c, enum sqlite_word w, int64_t *value)
{
	int rc = prepare(c, &c->word[w], words[w]);

	if (rc)
		return rc;
	while ((rc = sqlite3_step(c->word[w])) == SQLITE_ROW)
		if (value)
			*value = sqlite3_column_int64(c->word[w], 0);
	sqlite3_reset(c->word[w]);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static err
sqlite_begin(struct conn *conn)
{
	struct sqlite *c = (struct sqlite *)conn;
	int rc;

	if (c->use == CONN_WRITE) {
		rc = say(c, WORD_BEGIN_WRITE, NULL);
		return rc ? sqlite_fail(c->db, rc, "the archive cannot be written") : OK;
	}
	rc = say(c, WORD_BEGIN, NULL);
	if (!rc)
		rc = say(c, WORD_LOOK, NULL);
	if (!rc)
		return OK;
	if (!sqlite3_get_autocommit(c->db))
		say(c, WORD_ROLLBACK, NULL);
	return sqlite_fail(c->db, rc, "the archive cannot be read");
}

static err
sqlite_end(struct conn *conn, bool keep)
{
	struct sqlite *c = (struct sqlite *)conn;
	err e = OK;
	int rc;

	reset_all(c);
	if (keep) {
		rc = say(c, WORD_COMMIT, NULL);
		if (!rc)
			return OK;
		/* A full disk was noticed before anything counted; a failed
		 * write or sync leaves the log in doubt. */
		c->conn.stop = (rc & 0xff) == SQLITE_IOERR;
		e = sqlite_fail(c->db, rc, "the write was not kept");
	}
	if (!sqlite3_get_autocommit(c->db))
		say(c, WORD_ROLLBACK, NULL);
	return e;
}

static err
sqlite_mark(struct conn *conn)
{
	struct sqlite *c = (struct sqlite *)conn;
	int rc = say(c, WORD_MARK, NULL);

	return rc ? sqlite_fail(c->db, rc, "the archive cannot be written") : OK;
}

static err
sqlite_unmark(struct conn *conn, bool keep)
{
	struct sqlite *c = (struct sqlite *)conn;
	int rc = SQLITE_OK;

	reset_all(c);
	if (sqlite3_get_autocommit(c->db))
		return fail(E_BROKEN, "transaction rolled back");
	if (!keep)
		rc = say(c, WORD_UNDO, NULL);
	if (!rc)
		rc = say(c, WORD_KEEP, NULL);
	return rc ? sqlite_fail(c->db, rc, "the write was not kept") : OK;
}

/* There is one writer: every commit is in order. */
static err
sqlite_order(struct conn *conn)
{
	(void)conn;
	return OK;
}

/* [1,2,3] for json_each(). */
static str
list_text(struct arena *a, str ids)
{
	struct buf b = buf_in(a, SIZE_MAX);
	int64_t id;

	buf_char(&b, '[');
	for (size_t i = 0; i < ids.n; i += sizeof id) {
		memcpy(&id, ids.p + i, sizeof id);
		if (i)
			buf_char(&b, ',');
		buf_int(&b, id);
	}
	buf_char(&b, ']');
	return buf_str(&b);
}

static int
bind(struct arena *a, sqlite3_stmt *s, const struct store_sql *q, const struct cell *arg)
{
	int n = sqlite3_bind_parameter_count(s), rc = SQLITE_OK;

	for (int i = 0; !rc && i < n && q->kinds[i]; i++) {
		const char *p = arg[i].s.p ? arg[i].s.p : "";
		str list;

		switch (arg[i].kind) {
		case CELL_NULL:
			rc = sqlite3_bind_null(s, i + 1);
			break;
		case CELL_INT:
			rc = sqlite3_bind_int64(s, i + 1, arg[i].i);
			break;
		case CELL_TEXT:
			rc = sqlite3_bind_text64(s, i + 1, p, arg[i].s.n, SQLITE_STATIC,
				SQLITE_UTF8);
			break;
		case CELL_BYTES:
			rc = sqlite3_bind_blob64(s, i + 1, p, arg[i].s.n, SQLITE_STATIC);
			break;
		case CELL_IDS:
			list = list_text(a, arg[i].s);
			rc = sqlite3_bind_text64(s, i + 1, list.p, list.n, SQLITE_STATIC, SQLITE_UTF8);
			break;
		}
	}
	return rc;
}

static err
read_cell(struct arena *a, sqlite3_stmt *s, int i, const struct store_sql *q, struct cell *out)
{
	static const char *const name[] = {"", "a number", "a float", "text", "bytes", "NULL"};
	int kind = sqlite3_column_type(s, i);
	char want = q->cols[i];
	size_t n;

	if (kind == SQLITE_NULL)
		return OK;
	if (kind == SQLITE_INTEGER && (want == 'i' || want == 'r')) {
		*out = (struct cell){.kind = CELL_INT, .i = sqlite3_column_int64(s, i)};
		return OK;
	}
	if ((kind == SQLITE_TEXT && want == 't') || (kind == SQLITE_BLOB && want == 'b')) {
		const void *p = sqlite3_column_blob(s, i);

		n = (size_t)sqlite3_column_bytes(s, i);
		out->kind = want == 't' ? CELL_TEXT : CELL_BYTES;
		out->s = arena_copy(a, (str){p, n});
		return OK;
	}
	return fail(E_BROKEN, "%s: column %d is %s, not the declared type", q->name,
		i + 1, name[kind]);
}

static err
read_rows(struct sqlite *c, struct arena *a, sqlite3_stmt *s, const struct store_sql *q,
	struct rows *rows)
{
	size_t ncols = strlen(q->cols), cap = 0;
	int rc;

	if ((size_t)sqlite3_column_count(s) != ncols)
		return fail(E_BROKEN, "%s: returns %d columns but declares %zu", q->name,
			sqlite3_column_count(s), ncols);
	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		if (rows->n == cap) {
			struct cell *more;

			cap = cap ? cap * 2 : 8;
			more = NEW(a, struct cell, cap * ncols);
			if (rows->n)
				memcpy(more, rows->cell, rows->n * ncols * sizeof *more);
			rows->cell = more;
		}
		for (size_t i = 0; i < ncols; i++)
			TRY(read_cell(a, s, (int)i, q, &rows->cell[rows->n * ncols + i]));
		rows->n++;
	}
	return rc == SQLITE_DONE ? OK : sqlite_fail(c->db, rc, q->name);
}

static err
sqlite_ask(struct conn *conn, struct arena *a, const struct store_sql *q,
	const struct cell *arg, struct rows *rows)
{
	struct sqlite *c = (struct sqlite *)conn;
	sqlite3_stmt **s = &c->stmt[q->number];
	int rc = prepare(c, s, q->sqlite);
	err e;

	if (rc)
		return sqlite_fail(c->db, rc, q->name);
	sqlite3_reset(*s);
	rc = bind(a, *s, q, arg);
	if (rc)
		return sqlite_fail(c->db, rc, q->name);
	e = read_rows(c, a, *s, q, rows);
	sqlite3_reset(*s);
	return e;
}

/* Columns have types where they are a table's; what is computed is checked
 * when it comes (read_cell). */
static err
sqlite_check(struct conn *conn, const struct store_sql *q)
{
	struct sqlite *c = (struct sqlite *)conn;
	sqlite3_stmt **s = &c->stmt[q->number];
	int rc = prepare(c, s, q->sqlite), n;

	if (rc)
		return sqlite_fail(c->db, rc, q->name);
	n = sqlite3_column_count(*s);
	if ((size_t)n != strlen(q->cols))
		return fail(E_BROKEN, "%s: returns %d columns but declares %zu", q->name, n,
			strlen(q->cols));
	if (sqlite3_bind_parameter_count(*s) > (int)strlen(q->kinds))
		return fail(E_BROKEN, "%s: uses more arguments than it declares", q->name);
	for (int i = 0; i < n; i++) {
		const char *type = sqlite3_column_decltype(*s, i);
		char want = q->cols[i];

		if (!type || !*type)
			continue;
		if (want != (!strcmp(type, "TEXT") ? 't' : !strcmp(type, "BLOB") ? 'b' : 'i') &&
			(want != 'r' || strcmp(type, "INTEGER")))
			return fail(E_BROKEN, "%s: column %s is %s", q->name,
				sqlite3_column_name(*s, i), type);
	}
	return OK;
}

static err
sqlite_watch(struct conn *conn, int ms, bool *moved)
{
	struct sqlite *c = (struct sqlite *)conn;
	struct timespec t = {ms / 1000, ms % 1000 * 1000000L};
	int64_t version = 0;
	int rc;

	if (ms)
		nanosleep(&t, NULL);
	rc = say(c, WORD_VERSION, &version);
	if (rc)
		return sqlite_fail(c->db, rc, "the archive cannot be watched");
	*moved = version != c->version;
	c->version = version;
	return OK;
}

/* SQLite's own hook checkpoints as well but tells nobody when the sync of the
 * archive's file fails.  What was committed is safe in the log. */
static int
checkpoint(void *thing, sqlite3 *db, const char *name, int pages)
{
	struct sqlite *c = thing;
	int rc = SQLITE_OK;

	if (pages >= CHECKPOINT_PAGES)
		rc = sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	if ((rc & 0xff) == SQLITE_IOERR)
		c->conn.stop = true;
	return SQLITE_OK;
}

static err
sqlite_copy(struct conn *conn, str path)
{
	return sqlite_copy_to(((struct sqlite *)conn)->db, path);
}

static void
close_connection(void *thing)
{
	struct sqlite *c = thing;

	for (size_t i = 0; i < LENGTH(c->word); i++)
		sqlite3_finalize(c->word[i]);
	for (size_t i = 0; i < store_queries_n; i++)
		sqlite3_finalize(c->stmt[i]);
	sqlite3_close(c->db);
}

static err
sqlite_connect(struct arena *a, str url, enum conn_use use, struct conn **out)
{
	struct sqlite *c = NEW(a, struct sqlite, 1);

	c->use = use;
	c->stmt = NEW(a, sqlite3_stmt *, store_queries_n);
	arena_defer(a, close_connection, c);
	TRY(sqlite_open(a, sqlite_path(url), false, &c->db));
	if (use != CONN_WRITE && sqlite3_exec(c->db, "PRAGMA query_only=ON", NULL, NULL, NULL))
		return sqlite_fail(c->db, sqlite3_errcode(c->db), "the archive cannot be read");
	if (use == CONN_WRITE)
		sqlite3_wal_hook(c->db, checkpoint, c);
	*out = &c->conn;
	return OK;
}

const struct store_engine store_sqlite = {
	.scheme = "sqlite:",
	.upgrade = sqlite_upgrade,
	.connect = sqlite_connect,
	.begin = sqlite_begin,
	.end = sqlite_end,
	.mark = sqlite_mark,
	.unmark = sqlite_unmark,
	.order = sqlite_order,
	.ask = sqlite_ask,
	.check = sqlite_check,
	.watch = sqlite_watch,
	.copy = sqlite_copy,
};
