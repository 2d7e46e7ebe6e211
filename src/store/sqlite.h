/* sqlite.h: between sqlite.c (asking) and sqlite_steps.c (making the file).
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/engine.h"

#include <sqlite3.h>

enum sqlite_word {
	WORD_BEGIN,
	WORD_LOOK,
	WORD_BEGIN_WRITE,
	WORD_MARK,
	WORD_KEEP,
	WORD_UNDO,
	WORD_COMMIT,
	WORD_ROLLBACK,
	WORD_VERSION,
	WORDS
};

struct sqlite {
	struct conn conn;
	enum conn_use use;
	sqlite3 *db;
	sqlite3_stmt *word[WORDS];
	sqlite3_stmt **stmt; /* by the query's number; prepared when first asked */
	int64_t version;     /* data_version at the last watch */
};

str sqlite_path(str url);
/* Opens with every safety on.  make: the file may be new.  *db is the caller's
 * to close, also after an error. */
err sqlite_open(struct arena *, str path, bool make, sqlite3 **db) MUST;
err sqlite_fail(sqlite3 *, int rc, const char *what) MUST;
err sqlite_upgrade(struct arena *, str url, const struct store_step *, size_t n) MUST;
/* Copies page by page while others write; the copy is synced and a file of its
 * own, without a log beside it.  E_CLASH when path exists. */
err sqlite_copy_to(sqlite3 *, str path) MUST;
