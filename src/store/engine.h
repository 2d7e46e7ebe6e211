/* engine.h: what an engine must do, and what tools/sqlgen makes of sql/.
 *
 * Only store/, its tests and the generated query.c include this file.  An
 * engine is one `struct store_engine`; store.c lists them.  What is the same
 * on every engine (who may connect, grouping of writes, notes, changes, the
 * refusal of bad text) is done once, above this line; an engine knows one
 * database's words.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "store/store.h"

/* CELL_IDS: an argument alone; s is the bytes of the numbers, as they lie in memory. */
enum cell_kind { CELL_NULL, CELL_INT, CELL_TEXT, CELL_BYTES, CELL_IDS };
struct cell {
	enum cell_kind kind;
	int64_t i;
	str s;
};
struct rows {
	struct cell *cell; /* row after row, ncols cells each */
	size_t n;          /* rows */
};

/* One statement.  kinds: a letter an argument: i int, r ref, t text, b bytes,
 * l a list of numbers (of arguments alone). */
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

/* Asks on the transaction's connection; rows live in the txn's arena.  E_INPUT
 * for text with a NUL byte or that is not UTF-8, E_CLASH when a row with this
 * key exists.  After a statement has failed the transaction only fails. */
err store_ask(struct txn *, const struct store_sql *, const struct cell *arg, struct rows *) MUST;

/* An engine's connection begins with this.  One thread uses it at a time. */
struct conn {
	/* aligned as what follows it in an engine's own struct */
	_Alignas(void *) bool again; /* the transaction failed; running it once more may help */
	bool stop;  /* what was synced may not be on the disk: write no more */
};
enum conn_use { CONN_READ, CONN_WRITE, CONN_WATCH };

struct store_engine {
	const char *scheme; /* how its urls begin */
	/* Makes the archive if there is none and brings it to the last of the
	 * steps, wholly or not at all.  E_BROKEN when its schema is newer. */
	err (*upgrade)(struct arena *, str url, const struct store_step *, size_t n);
	/* Ends with the arena; nothing is taken from it later. */
	err (*connect)(struct arena *, str url, enum conn_use, struct conn **);
	/* begin: a snapshot, or the right to write.  end always ends it; its err
	 * counts only for keep, and OK then means: on the disk. */
	err (*begin)(struct conn *);
	err (*end)(struct conn *, bool keep);
	/* One savepoint inside a write: what follows mark is kept or undone. */
	err (*mark)(struct conn *);
	err (*unmark)(struct conn *, bool keep);
	/* From here to the end no other write commits changes: rows of `change`
	 * get their numbers in the order of their commits. */
	err (*order)(struct conn *);
	err (*ask)(struct conn *, struct arena *, const struct store_sql *,
		const struct cell *arg, struct rows *);
	/* Prepares and compares columns and arguments with what sql/ declares. */
	err (*check)(struct conn *, const struct store_sql *);
	/* Waits at most ms; *moved when somebody may have committed since the
	 * last call.  An error leaves a connection that the next call mends. */
	err (*watch)(struct conn *, int ms, bool *moved);
	/* Copies the whole archive, as it is now, to a new file. */
	err (*copy)(struct conn *, str path);
};
extern const struct store_engine store_sqlite, store_postgres;
/* The engine of a url; NULL when there is none. */
const struct store_engine *store_engine_of(str url);
