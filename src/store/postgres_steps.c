/* postgres_steps.c: the schema's steps on PostgreSQL.
 *
 * All of them in one transaction under an advisory lock: two nodes that start
 * together upgrade once, and a broken line leaves the old schema.  There is no
 * copy first, as there is for a file: a server's backup is its own affair.
 * The tables stand in the first schema of the search path, so that one
 * database can hold several papers.
 */
#include "store/postgres.h"

#include <stdio.h>

static void
hang_up(void *thing)
{
	PQfinish(*(PGconn **)thing);
}

static err
version_of(PGconn *pg, int64_t *version)
{
	int64_t table;

	TRY(postgres_say(NULL, pg, "SELECT count(to_regclass('djeli_schema'))", "the schema",
		&table));
	*version = 0;
	return table ? postgres_say(NULL, pg, "SELECT number FROM djeli_schema", "the schema",
		version) : OK;
}

static err
apply(PGconn *pg, const struct store_step *step, size_t n, int64_t version)
{
	char set[80];

	TRY(postgres_say(NULL, pg, "SET LOCAL statement_timeout = 0", "the schema", NULL));
	if (!version)
		TRY(postgres_say(NULL, pg, "CREATE TABLE djeli_schema (number BIGINT NOT NULL);"
			"INSERT INTO djeli_schema VALUES (0)", "the schema", NULL));
	for (size_t i = 0; i < n; i++)
		if (step[i].number > version)
			TRY(postgres_say(NULL, pg, step[i].postgres, step[i].name, NULL));
	snprintf(set, sizeof set, "UPDATE djeli_schema SET number = %d", step[n - 1].number);
	return postgres_say(NULL, pg, set, "the schema", NULL);
}

err
postgres_upgrade(struct arena *a, str url, const struct store_step *step, size_t n)
{
	PGconn **pg = NEW(a, PGconn *, 1);
	int64_t version, last = step[n - 1].number;

	arena_defer(a, hang_up, pg);
	TRY(postgres_open(arena_z(a, url), pg));
	TRY(postgres_say(NULL, *pg, "BEGIN; SELECT pg_advisory_xact_lock(7234017283807667301)",
		"the schema", NULL));
	TRY(version_of(*pg, &version));
	if (version > last)
		return fail(E_BROKEN, "the database has a newer schema (%lld; this version supports %lld): upgrade djeli", (long long)version,
			(long long)last);
	if (version < last)
		TRY(apply(*pg, step, n, version));
	TRY(postgres_say(NULL, *pg, "COMMIT", "the schema", NULL));
	PQfinish(*pg);
	*pg = NULL;
	return OK;
}
