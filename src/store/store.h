/* store.h: the archive as everybody else sees it.
 *
 * A store is opened once and used by many threads.  A read sees one snapshot
 * from start to end and may note what it read (deps); a write runs in one
 * transaction, names what it changed, and returns only when that is on disk.
 * What may be asked stands in sql/ and arrives here as typed functions
 * (query.h, made by tools/sqlgen); nobody outside store/ knows which engine
 * answers, and nobody outside sql/ writes SQL.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"
#include "base/dep.h"

struct store;
struct txn;

/* url: "sqlite:PATH" or "postgres://...".  Opens, checks the schema's number,
 * brings it up to date (on a copy first, where the engine is a file) and
 * refuses a newer one.  readers: connections for reading.  Ends with the arena. */
err store_open(struct arena *, str url, unsigned readers, struct store **) MUST;

/* One snapshot.  Rows live in `a`; deps may be NULL.  Waits for a connection
 * at most a few seconds, then E_BUSY: so a thread holds one at a time.
 * store_end() gives it back; it is also given back when `a` ends. */
err store_read(struct store *, struct arena *a, struct deps *, struct txn **) MUST;
void store_end(struct txn *);

/* Runs work(t, arg) in a transaction and returns after its commit is durable.
 * Works that arrive together share a transaction and an fsync, each in a
 * savepoint of its own: one that returns an error is undone alone and its
 * error is returned.  It may run on another thread while the caller waits, and
 * more than once, from its start (a full disk, a serialization failure): it
 * sets what it gives back and adds to nothing outside of its transaction.
 * A statement that failed fails the work, also where the work goes on: say ON
 * CONFLICT instead of trying.  E_BUSY when another process writes for longer
 * than 8 s; do no slow thing inside. */
err store_write(struct store *, struct arena *a, err (*work)(struct txn *, void *arg), void *arg) MUST;

/* Inside a write: this record, or this place of this list, is not as it was. */
void store_changed(struct txn *, uint32_t kind, int64_t id, int64_t at);
struct arena *store_arena(const struct txn *);
/* Inside a read: the page waits for this moment as well (0 is ignored). */
void store_until(struct txn *, int64_t moment);
void store_note(struct txn *, struct dep);

/* heard(arg, changes, n) is called after every commit: before store_write()
 * returns for a commit of this process, within 100 ms for another's.  n is 0
 * and everything must be forgotten when changes were missed, or were too many
 * to name.  One listener, never called by two threads at once; NULL takes it
 * away, and once that returned it is not called any more.  It must not write. */
void store_listen(struct store *, void (*heard)(void *arg, const struct change *, size_t n), void *arg);

/* OK when the archive can be read and written: for /health. */
err store_health(struct store *) MUST;
/* Questions asked since the store was opened: for /metrics and the tests. */
uint64_t store_asked(const struct store *);
/* Transactions that were written, and how many works they carried together. */
void store_groups(const struct store *, uint64_t *groups, uint64_t *works);
/* Copies the archive, as it is now, to a new file, while it is read and
 * written.  E_CLASH when the file exists; E_INPUT where the engine is not a
 * file: its own tools do that. */
err store_copy(struct store *, str path) MUST;
