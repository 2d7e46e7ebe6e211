/* engine.h: what an engine must do, and what tools/sqlgen makes of sql/.
 *
 * Only store/ and the generated query.c include this file.  An engine is one
 * file that defines a `struct store_engine`; store.c lists them.
 */
#pragma once
#include "store/store.h"

enum cell_kind { CELL_NULL, CELL_INT, CELL_TEXT, CELL_BYTES };
struct cell {
	enum cell_kind kind;
	int64_t i;
	str s;
};
struct rows {
	struct cell *cell; /* row after row, ncols cells each */
	size_t n;          /* rows */
};

/* One statement.  kinds: a letter an argument: i int, r ref, t text, b bytes. */
struct store_sql {
	int number; /* its place in store_queries: engines keep prepared ones by it */
	const char *name, *kinds, *cols; /* letters as in kinds */
	const char *sqlite, *postgres;
};
extern const struct store_sql *const store_queries[];
extern const size_t store_queries_n;

/* One step of the schema; the number is the file's. */
struct store_step {
	int number;
	const char *name, *sqlite, *postgres;
};
extern const struct store_step store_steps[];
extern const size_t store_steps_n;

/* Asks on the transaction's connection; rows live in the txn's arena. */
err store_ask(struct txn *, const struct store_sql *, const struct cell *arg, struct rows *) MUST;
