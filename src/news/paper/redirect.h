/* redirect.h: old addresses that somebody wrote down: added one by one or many from a
 * list, taken away, followed.  What stands at an address now always comes first; a
 * redirect is asked only when nothing does.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/paper/term.h"

struct redirect {
	str path, target; /* path: "/old/page", decoded, without a slash at its end */
	int status;       /* 301, 302, 410 (no target) */
};
/* own: the paper's address, which may stand before paths.  E_INPUT: what is wrong with
 * it; a circle is. */
err redirect_add(struct txn *, const struct actor *, str own, const struct redirect *) MUST;
err redirect_remove(struct txn *, const struct actor *, str path) MUST;

/* Lines "old,new" or "old,new,status" with commas, semicolons or tabs; a first line of
 * titles is passed over. */
struct redirect_fault {
	size_t line;
	str why;
};
struct redirect_import {
	size_t taken, faults;
	struct redirect_fault fault[20]; /* the first of them */
};
err redirect_import(struct txn *, const struct actor *, str own, str lines, struct redirect_import *) MUST;
/* A path as redirects are kept under: decoded, no host of ours, no slash at its end. */
err redirect_path(struct arena *, str own, str typed, str *path) MUST;

struct redirect_row {
	str path;         /* or a former name: "tag:old" (term.h) */
	int status;
	str target;
	int64_t story_id; /* leads to this story wherever it is; 0: to target */
	str headline;     /* of that story */
};
/* By path, those after `after`; find: part of the path or the target. */
err redirect_list(struct txn *, str find, str after, int64_t count, struct redirect_row **, size_t *n) MUST;
err redirect_total(struct txn *, int64_t *n) MUST;
