/* store_pair.h: the same test on both engines.
 *
 *   static void keeps(struct arena *a, enum engine on) { ... }
 *   TEST(store_keeps_sqlite)
 *   { keeps(a, ON_SQLITE); }
 *   TEST(store_keeps_postgres)
 *   { keeps(a, ON_POSTGRES); }
 *
 * PostgreSQL is DJELI_TEST_POSTGRES (script/postgres with); without it that
 * half is skipped and says so.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "test.h"

#include "query/kinds.h"
#include "store/engine.h"

enum engine { ON_SQLITE, ON_POSTGRES };

/* An empty archive of this test's own, gone with the arena. */
str pair_url(struct arena *, enum engine);
struct store *pair_open(struct arena *, str url);
/* Statements on a connection of the test's own; the number that came first. */
int64_t pair_sql(struct arena *, str url, const char *sql);
/* A setting is written, and named as changed. */
err pair_put(struct store *, struct arena *, const char *name, const char *value) MUST;
