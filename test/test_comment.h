/* test_comment.h: a small paper with two stories, for the tests of comments.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/comment/comment.h"
#include "query/kinds.h"
#include "test.h"

struct world {
	struct arena *a;
	struct store *store;
	struct seal *key;
	str folder;         /* of the archive on SQLite; empty on PostgreSQL */
	int64_t story, other;
	int64_t now;        /* moves on by a minute with every form_of() */
	struct change heard[512];
	size_t heard_n;
};

void on_each_engine(struct arena *, void (*test)(struct world *));
void on_sqlite(struct arena *, void (*test)(struct world *));

/* A form that breaks no rule, opened a while ago. */
struct comment_form form_of(struct world *, str author, str email, str body);
err submit(struct world *, struct comment_form, struct comment_verdict *) MUST;
err waiting(struct world *, int64_t id, str token, struct comment *) MUST;
int64_t add(struct world *, int64_t story, int64_t parent, const char *kind, const char *state,
	const char *body);
str state_of(struct world *, int64_t id); /* "" when it is not there */
struct comment_page thread_of(struct world *, int64_t page);

struct ruling {
	const int64_t *id;
	size_t n;
	str state; /* empty: delete */
	int64_t now;
};
err do_rule(struct txn *, void *ruling);
err try_rule(struct world *, int64_t id, str state) MUST;
err try_delete(struct world *, int64_t id) MUST;
void rule(struct world *, int64_t id, str state);
void set(struct world *, const char *name, const char *value);
/* Changes one field of the first story: state, comments, password. */
void edit(struct world *, str field, str value);
void edit_time(struct world *, int64_t published_at);
/* From now on changes are kept; heard() counts those of a record. */
void hear(struct world *);
int heard(struct world *, uint32_t kind, int64_t id);
