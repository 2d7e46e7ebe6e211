/* walk_dump.h: every value of a SQLite archive, and what differs between two moments.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "test.h"

struct dump;
struct dump_base;
struct dump_base *dump_open(struct arena *, str file);
struct dump *dump_of(struct arena *, struct dump_base *);
/* "+ table key: name=value ..." for a row that came, "-" for one that went, and
 * "~ table key: name: old -> new" for each value that changed. */
void dump_differ(const struct dump *before, const struct dump *after, struct buf *out);
/* dump_bring_back(): everything again as it was when it was kept. */
void dump_keep(struct dump_base *);
void dump_bring_back(struct dump_base *);
