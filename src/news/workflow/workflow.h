/* workflow.h: the newsroom's own stages, the moves between them, and who may make
 * which with which story.
 *
 * A stage belongs to a state (idea draft review ready publish killed), which is
 * what the rest of the program goes by.  A person may move a story when they may
 * write it, when the move's own right (write, edit, publish) is theirs, and, where the
 * move is into or out of what is public, when they may publish.
 *
 * What changes something runs inside store_write(), for all stories that are named
 * or for none: the first one that may not ends it, and is named.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/people/story_may.h"
#include "news/story/save.h"

struct stage_move {
	int64_t to;
	enum permission may; /* MAY_WRITE MAY_EDIT MAY_PUBLISH */
};
struct stage {
	int64_t id, place;
	str slug, name, state; /* name: empty for a built-in one: lang/ has "stage_SLUG" */
	const struct stage_move *move;
	size_t moves;
};
struct workflow {
	const struct stage *stage; /* in order */
	size_t stages;
};
/* One question. */
err workflow_load(struct txn *, struct workflow *) MUST;
const struct stage *workflow_stage(const struct workflow *, int64_t id);      /* NULL: none */
const struct stage *workflow_stage_named(const struct workflow *, str slug);  /* NULL: none */
const struct stage *workflow_stage_first(const struct workflow *, str state); /* NULL: none */
/* "write" "edit" "publish"; E_INPUT for another word. */
err workflow_right(str word, enum permission *) MUST;

/* What of a story decides who may do what with it. */
struct workflow_story {
	int64_t id, stage_id, owner_id, assignee_id, due_at, plan_at;
	str kind, state, headline;
	bool byline;             /* the asker is among its names */
	const int64_t *section;  /* all its places, main or above */
	size_t sections;
};
/* One question; in the order of id[], and E_ABSENT when one is not there. */
err workflow_stories(struct txn *, const struct person *, const int64_t *id, size_t n,
	struct workflow_story **out) MUST;
/* Began it, has it, or is named above it. */
bool workflow_own(const struct person *, const struct workflow_story *);
/* story_may() of what was loaded. */
bool workflow_may(const struct person *, enum story_action, const struct workflow_story *);
bool workflow_may_move(const struct workflow *, const struct person *, const struct workflow_story *,
	const struct stage *to);
/* The stages that this person may move the story to; *out has room for all. */
size_t workflow_moves(struct arena *, const struct workflow *, const struct person *,
	const struct workflow_story *, const struct stage ***out);

err workflow_move(struct txn *, const struct person *, const int64_t *id, size_t n, int64_t stage,
	int64_t now) MUST;
/* assignee 0: nobody.  MAY_EDIT; everybody may take what nobody has, and give back
 * what they have.  due_at < 0: as it was. */
err workflow_assign(struct txn *, const struct person *, const int64_t *id, size_t n, int64_t assignee,
	int64_t due_at, int64_t now) MUST;
/* due_at, plan_at < 0: as they were. */
err workflow_plan(struct txn *, const struct person *, const int64_t *id, size_t n, int64_t due_at,
	int64_t plan_at, int64_t now) MUST;
/* The tag is made when there is none of that name. */
err workflow_tag(struct txn *, const struct person *, const int64_t *id, size_t n, str name, int64_t now) MUST;
/* The section becomes the main one; it goes on standing in its others. */
err workflow_section(struct txn *, const struct person *, const int64_t *id, size_t n, int64_t section,
	int64_t now) MUST;

/* workflow_stage.c: the stages themselves; MAY_ARRANGE was asked for by the route.
 * E_INPUT says in one line why not. */
err workflow_stage_add(struct txn *, const struct person *, str name, str state, int64_t now, int64_t *id) MUST;
/* An empty name for a built-in one: the interface's own word. */
err workflow_stage_rename(struct txn *, const struct person *, int64_t id, str name, int64_t now) MUST;
/* by: -1 earlier, 1 later. */
err workflow_stage_shift(struct txn *, const struct person *, int64_t id, int by, int64_t now) MUST;
/* Its stories go to the stage `to`, of the same state; one stage of each state stays. */
err workflow_stage_remove(struct txn *, const struct person *, int64_t id, int64_t to, int64_t now) MUST;
/* may: "write" "edit" "publish", or empty: there is no such move. */
err workflow_stage_allow(struct txn *, const struct person *, int64_t from, int64_t to, str may, int64_t now) MUST;

/* Shared by the files of workflow. */
err workflow_note(struct txn *, const struct person *, const char *action, int64_t story, str detail, int64_t now) MUST;
/* Whether the person may write each of these stories, or E_DENIED. */
err workflow_writable(struct txn *, const struct person *, const int64_t *id, size_t n,
	struct workflow_story **out) MUST;
