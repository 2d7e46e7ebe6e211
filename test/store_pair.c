/* store_pair.c: an archive for one test, on the engine that it asks for.
 * SPDX-License-Identifier: Apache-2.0 */
#include "store_pair.h"
#include "query/setting.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct schema {
	struct arena *a;
	str url;
	const char *drop;
};

static int64_t
postgres_sql(struct arena *a, str url, const char *sql)
{
	PGconn *pg = PQconnectdb(arena_z(a, url));
	PGresult *r = PQexec(pg, sql);
	ExecStatusType status = PQresultStatus(r);
	int64_t v = 0;

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		test_fail(__FILE__, __LINE__, "%s: %s", sql, PQerrorMessage(pg));
	if (PQntuples(r) && str_int(str_of(PQgetvalue(r, 0, 0)), &v))
		v = -1;
	PQclear(r);
	PQfinish(pg);
	return v;
}

static int
first_number(void *out, int n, char **value, char **name)
{
	(void)n, (void)name;
	*(int64_t *)out = value[0] ? strtoll(value[0], NULL, 10) : 0;
	return 0;
}

static int64_t
sqlite_sql(struct arena *a, str url, const char *sql)
{
	sqlite3 *db;
	int64_t v = 0;

	if (sqlite3_open(arena_z(a, str_from(url, 7)), &db) ||
		sqlite3_busy_timeout(db, 5000) || sqlite3_exec(db, sql, first_number, &v, NULL))
		test_fail(__FILE__, __LINE__, "%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_close(db);
	return v;
}

int64_t
pair_sql(struct arena *a, str url, const char *sql)
{
	return str_starts(url, S("sqlite:")) ? sqlite_sql(a, url, sql) :
		postgres_sql(a, url, sql);
}

static void
drop_schema(void *thing)
{
	struct schema *s = thing;

	postgres_sql(s->a, s->url, s->drop);
}

str
pair_url(struct arena *a, enum engine on)
{
	const char *server = getenv("DJELI_TEST_POSTGRES");
	static int number;
	struct schema *s;
	str name;

	if (on == ON_SQLITE)
		return arena_fmt(a, "sqlite:%.*s/site.db", SARG(test_folder(a)));
	if (!server || !*server)
		test_skip("PostgreSQL is not tested: no DJELI_TEST_POSTGRES (see script/postgres)");
	name = arena_fmt(a, "t%d_%d", (int)getpid(), ++number);
	postgres_sql(a, str_of(server), arena_fmt(a, "CREATE SCHEMA %.*s", SARG(name)).p);
	s = NEW(a, struct schema, 1);
	*s = (struct schema){a, str_of(server),
		arena_fmt(a, "SET client_min_messages = warning; DROP SCHEMA %.*s CASCADE", SARG(name)).p};
	arena_defer(a, drop_schema, s);
	return arena_fmt(a, "%s%soptions=-csearch_path%%3D%.*s", server,
		strchr(server, '?') ? "&" : "?", SARG(name));
}

struct store *
pair_open(struct arena *a, str url)
{
	struct store *s;

	CHECK_OK(store_open(a, url, 4, &s));
	return s;
}

struct put {
	str name, value;
};

static err
put(struct txn *t, void *arg)
{
	const struct put *p = arg;

	store_changed(t, DEP_SETTING, dep_name(p->name), 0);
	return q_setting_put(t, p->name, p->value);
}

err
pair_put(struct store *s, struct arena *a, const char *name, const char *value)
{
	struct put p = {str_of(name), str_of(value)};

	return store_write(s, a, put, &p);
}
