/* model.h: the model paper of model.c, for the files model_*.c that change it in
 * their own ways.  A change is a function that is run inside store_write(), says in
 * m->did what it did, and stands in one line of the table in model.c.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "http/cache/cache.h"
#include "news/people/person.h"
#include "press.h"

enum { PATHS = 400, STORIES = 14, NAMES = 4 };

struct kept {
	str path;
	char *bytes; /* what was kept: status, type, location, body */
	size_t n;
	int forgotten; /* what model.forgotten was then */
};
struct model {
	struct arena *a;
	struct press press;
	struct cache *cache;
	uint64_t random;
	int64_t story[64], section[NAMES], tag[NAMES], author[NAMES], media[2], comment[256];
	size_t stories, sections, tags, authors, comments;
	int64_t person; /* who writes at the desk */
	struct kept kept[PATHS];
	size_t paths;
	const char *did;
	bool may_refuse; /* the change may be one that is not allowed */
	_Atomic int forgotten; /* how often everything was: rows of `change` were swept under a reader when the clock ran */
	uint64_t compared, dropped, needless, refused;
	struct {
		const char *did;
		uint64_t needless;
	} why[128];
};

uint64_t model_dice(struct model *, uint64_t sides);
str model_text(struct model *, struct arena *, size_t words);
struct person model_writer(const struct model *);
int64_t model_time(struct model *);  /* around now, before or after */

/* model_edit.c: stories, names, settings, comments */
err model_new_story(struct txn *, void *model);
err model_edit_story(struct txn *, void *model);
err model_change_name(struct txn *, void *model);
err model_change_setting(struct txn *, void *model);
err model_new_comment(struct txn *, void *model);
err model_rule_comment(struct txn *, void *model);
err model_first_names(struct txn *, void *model);
/* model_running.c: names changed as a whole, forms of addresses, redirects */
err model_running(struct txn *, void *model);

/* model_front.c: the front and the breaking strip */
err model_change_front(struct txn *, void *model);
err model_change_layout(struct txn *, void *model);
err model_change_strip(struct txn *, void *model);
/* model_rule.c: what moderators and reports do to comments */
err model_rule_more(struct txn *, void *model);
/* model_board.c: what the board, the calendar and a story's panel do */
err model_board(struct txn *, void *model);
/* model_working.c: working copies */
err model_working(struct txn *, void *model);
