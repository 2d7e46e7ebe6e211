/* team.h: a few picture workers that many threads share.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "media/media.h"

struct media_team;
/* n workers; their children start when they are first needed, and end with the arena. */
struct media_team *media_team_new(struct arena *, size_t n) MUST;
/* A worker for this thread alone, until it is given back or `a` ends; waits until one
 * is free, so a thread takes one at a time. */
struct media_loan {
	struct media_team *team;
	struct media_worker *worker;
};
struct media_loan *media_team_take(struct media_team *, struct arena *a) MUST;
void media_team_give(struct media_loan *); /* again: nothing happens */
