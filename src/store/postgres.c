/* postgres.c: connections, transactions and notices by libpq.
 *
 * Reads are REPEATABLE READ READ ONLY; writes are SERIALIZABLE, so that a work
 * may trust what it read as it may on SQLite, and are run again when the
 * server found two in each other's way.  A connection that was lost is made
 * anew at the next begin; only one that breaks between COMMIT and its answer
 * cannot be mended: nobody knows then whether the work is kept, and it is told
 * to the caller as a failure.
 * Numbers of a sequence are not handed out in the order of commits, so writers
 * of changes take an advisory lock first and hold it to their commit: a reader
 * of the table never sees a row appear behind one that it has read.
 */
#include "store/postgres.h"

#include <poll.h>
#include <string.h>

static void
no_notice(void *arg, const char *message)
{
	(void)arg, (void)message;
}

static const char settings[] =
	"SET synchronous_commit = on; SET standard_conforming_strings = on;"
	"SET TimeZone = 'UTC'; SET jit = off; SET client_min_messages = warning;"
	"SET lock_timeout = '8s'; SET statement_timeout = '60s';"
	"SET idle_in_transaction_session_timeout = '60s'";

err
postgres_open(const char *url, PGconn **pg)
{
	/* What stands before the url may be changed by it. */
	static const char *const key[] = {"connect_timeout", "keepalives_idle",
		"keepalives_interval", "keepalives_count", "tcp_user_timeout",
		"fallback_application_name", "dbname", "client_encoding", NULL};
	const char *const value[] = {"5", "10", "5", "3", "15000", "djeli", url, "UTF8", NULL};
	const char *encoding;

	*pg = PQconnectdbParams(key, value, 1);
	if (PQstatus(*pg) != CONNECTION_OK)
		return fail(E_BROKEN, "cannot connect to PostgreSQL: %.*s",
			(int)strcspn(PQerrorMessage(*pg), "\n"), PQerrorMessage(*pg));
	PQsetNoticeProcessor(*pg, no_notice, NULL);
	encoding = PQparameterStatus(*pg, "server_encoding");
	if (!encoding || strcmp(encoding, "UTF8"))
		return fail(E_INPUT, "the database's encoding is %s, it must be UTF8: "
			"createdb --template template0 --encoding UTF8",
			encoding ? encoding : "unknown");
	return postgres_say(NULL, *pg, settings, "the connection's settings", NULL);
}

err
postgres_fail(struct conn *c, PGconn *pg, PGresult *r, const char *what)
{
	const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
	const char *why = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
	bool again = false;
	err e = E_BROKEN;

	if (!why)
		why = PQerrorMessage(pg);
	if (!state || PQstatus(pg) != CONNECTION_OK)
		again = true, e = E_BUSY;
	else if (!strcmp(state, "40001") || !strcmp(state, "40P01"))
		again = true, e = E_BUSY;
	else if (!strcmp(state, "23505"))
		e = E_CLASH;
	else if (!strncmp(state, "23", 2))
		e = E_INPUT;
	else if (!strcmp(state, "55P03") || !strcmp(state, "57014") || !strcmp(state, "53300"))
		e = E_BUSY;
	if (c)
		c->again = c->again || again;
	e = fail(e, "%s: %.*s", what, (int)strcspn(why, "\n"), why);
	PQclear(r);
	return e;
}

err
postgres_say(struct conn *c, PGconn *pg, const char *sql, const char *what, int64_t *value)
{
	PGresult *r = PQexec(pg, sql);
	ExecStatusType status = PQresultStatus(r);

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		return postgres_fail(c, pg, r, what);
	/* COMMIT of a transaction that failed is answered ROLLBACK. */
	if (!strcmp(sql, "COMMIT") && strcmp(PQcmdStatus(r), "COMMIT")) {
		PQclear(r);
		return fail(E_BROKEN, "%s: the transaction has failed", what);
	}
	if (value && (PQntuples(r) < 1 || str_int(str_of(PQgetvalue(r, 0, 0)), value)))
		*value = -1;
	PQclear(r);
	return OK;
}

static err
say(struct postgres *c, const char *sql)
{
	return postgres_say(&c->conn, c->pg, sql, "PostgreSQL", NULL);
}

static void
hang_up(struct postgres *c)
{
	PQclear(c->result);
	PQfinish(c->pg);
	c->result = NULL;
	c->pg = NULL;
	c->listening = false;
	memset(c->ready, 0, store_queries_n);
}

static err
be_connected(struct postgres *c)
{
	err e;

	if (c->pg && PQstatus(c->pg) == CONNECTION_OK)
		return OK;
	hang_up(c);
	e = postgres_open(c->url, &c->pg);
	if (e)
		hang_up(c);
	return e;
}

static err
begin(struct conn *conn)
{
	struct postgres *c = (struct postgres *)conn;
	/* A snapshot begins with the first question, so one is asked. */
	const char *how = c->use == CONN_WRITE ? "BEGIN ISOLATION LEVEL SERIALIZABLE" :
		"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1";
	err e;

	TRY(be_connected(c));
	e = say(c, how);
	if (!e || PQstatus(c->pg) == CONNECTION_OK)
		return e;
	/* It broke while it was idle: a restart of the server, most likely. */
	TRY(be_connected(c));
	return say(c, how);
}

static err
end(struct conn *conn, bool keep)
{
	struct postgres *c = (struct postgres *)conn;
	err e = OK;

	PQclear(c->result);
	c->result = NULL;
	if (!c->pg)
		return keep ? fail(E_BROKEN, "the database connection was lost") : OK;
	if (keep) {
		e = say(c, "COMMIT");
		if (PQstatus(c->pg) != CONNECTION_OK) {
			c->conn.again = false;
			e = fail(E_BROKEN, "connection lost during commit: the transaction may or may not have been saved");
		}
	}
	if (PQtransactionStatus(c->pg) != PQTRANS_IDLE && say(c, "ROLLBACK"))
		hang_up(c);
	return e;
}

static err
mark(struct conn *conn)
{
	return say((struct postgres *)conn, "SAVEPOINT work");
}

static err
unmark(struct conn *conn, bool keep)
{
	return say((struct postgres *)conn, keep ? "RELEASE work" :
		"ROLLBACK TO work; RELEASE work");
}

static err
order(struct conn *conn)
{
	return say((struct postgres *)conn,
		"SELECT pg_advisory_xact_lock(7234017283807667300); NOTIFY djeli_change");
}

static bool
drain(PGconn *pg)
{
	bool any = false;

	for (PGnotify *n; (n = PQnotifies(pg));) {
		any = true;
		PQfreemem(n);
	}
	return any;
}

/* Notices that came with an answer to a question are already in libpq. */
static err
watch(struct conn *conn, int ms, bool *moved)
{
	struct postgres *c = (struct postgres *)conn;
	struct pollfd fd = {.events = POLLIN};

	*moved = false;
	TRY(be_connected(c));
	if (!c->listening) {
		TRY(say(c, "LISTEN djeli_change"));
		c->listening = *moved = true;
		return OK;
	}
	*moved = drain(c->pg);
	if (*moved)
		return OK;
	fd.fd = PQsocket(c->pg);
	if (poll(&fd, 1, ms) > 0 && !PQconsumeInput(c->pg)) {
		hang_up(c);
		return fail(E_BUSY, "the connection for change notifications was lost");
	}
	*moved = drain(c->pg);
	return OK;
}

static err
copy(struct conn *conn, str path)
{
	(void)conn, (void)path;
	return fail(E_INPUT, "a PostgreSQL database is backed up with pg_dump");
}

static void
close_connection(void *thing)
{
	hang_up(thing);
}

static err
connect(struct arena *a, str url, enum conn_use use, struct conn **out)
{
	struct postgres *c = NEW(a, struct postgres, 1);

	c->use = use;
	c->url = arena_z(a, url);
	c->ready = NEW(a, bool, store_queries_n);
	arena_defer(a, close_connection, c);
	TRY(be_connected(c));
	*out = &c->conn;
	return OK;
}

const struct store_engine store_postgres = {
	.scheme = "postgres",
	.upgrade = postgres_upgrade,
	.connect = connect,
	.begin = begin,
	.end = end,
	.mark = mark,
	.unmark = unmark,
	.order = order,
	.ask = postgres_ask,
	.check = postgres_check,
	.watch = watch,
	.copy = copy,
};
