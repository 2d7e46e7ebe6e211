/* postgres.h: between postgres.c (connections), postgres_ask.c (questions) and
 * postgres_steps.c (the schema).
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/engine.h"

#include <libpq-fe.h>

/* pg_type.h: the types that are spoken; all in binary. */
enum { PG_BOOL = 16, PG_BYTEA = 17, PG_INT8 = 20, PG_INT2 = 21, PG_INT4 = 23, PG_TEXT = 25,
	PG_INT8_LIST = 1016 };

struct postgres {
	struct conn conn;
	enum conn_use use;
	const char *url;
	PGconn *pg;       /* NULL: connect again before anything else */
	PGresult *result; /* being read; a jump out of an arena may leave it */
	bool *ready;      /* by the query's number: prepared on this connection */
	bool listening;
};

/* Connects *pg with this project's settings; *pg is the caller's to finish,
 * also after an error. */
err postgres_open(const char *url, PGconn **pg) MUST;
/* From a failed result, which is cleared: what it means for the transaction
 * goes to c, which may be NULL. */
err postgres_fail(struct conn *c, PGconn *pg, PGresult *r, const char *what) MUST;
/* A statement without arguments or with several parts; *value, unless NULL,
 * is its first column as a number. */
err postgres_say(struct conn *c, PGconn *pg, const char *sql, const char *what,
	int64_t *value) MUST;
err postgres_upgrade(struct arena *, str url, const struct store_step *, size_t n) MUST;
err postgres_ask(struct conn *, struct arena *, const struct store_sql *,
	const struct cell *arg, struct rows *) MUST;
err postgres_check(struct conn *, const struct store_sql *) MUST;
