/* dep.h: what a page read, and what a write changed, in one vocabulary.
 *
 * A page is a pure function of the archive and the clock, so it stays right
 * until something it read changes or a moment comes that it was waiting for.
 * A dep names a thing that was read: one record (story 12), or a stretch of a
 * list (the list of section 3 between two places in its order).  A change
 * names a thing that a write touched: one record, or one place in a list.
 * The store notes deps while it answers, news/ names changes while it writes,
 * and the page cache in http/ brings the two together.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"

/* A kind is a small number made from the names in sql/ (query/kinds.h). */
struct dep {
	uint32_t kind;
	int64_t id;
	int64_t lo, hi; /* inclusive; a record spans everything */
};

struct change {
	uint32_t kind;
	int64_t id;
	int64_t at; /* place in the list's order; 0 for a record */
};

static inline bool
dep_hit(const struct dep *d, const struct change *c)
{
	return d->kind == c->kind && d->id == c->id && d->lo <= c->at &&
		c->at <= d->hi;
}

/* Grows in its arena; the same dep is kept once, and stretches of one list
 * that touch are not merged (a page reads few). */
struct deps {
	struct arena *a;
	struct dep *dep;
	size_t n, cap;
	int64_t until; /* the first later second at which the clock alone
			* changes the page; 0: never */
};
void deps_add(struct deps *, struct dep);
void deps_until(struct deps *, int64_t moment); /* keeps the earliest; 0 is ignored */
bool deps_hit(const struct deps *, const struct change *);
/* The id of a record that is known by a name: settings, addresses. */
int64_t dep_name(str name);
