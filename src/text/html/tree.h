/* tree.h: the open elements of the sanitiser, and where a new one may go.
 *
 * The stack is blocks below and phrasing (a, em, ...) above, never mixed: when a
 * block begins, the open phrasing is closed, remembered ("carried") and opened
 * again inside it.  So no rule by which browsers repair misnested markup can
 * ever apply to what is written.
 * Tags are written late, when there is something to put into them; so empty
 * paragraphs, links and rows vanish.  <div> and its like are on the stack but
 * never written.  Lists and tables get the levels they lack.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "text/html/sanitise_tags.h"

enum {
	TREE_DEEPEST = 64,
	TREE_MOST_CARRIED = 4,
};

struct tree_open {
	const struct sanitise_tag *tag;
	enum sanitise_role role;
	str start; /* its start tag */
	const char *key; /* the same for all that are opened again */
	bool implied;
	bool kids; /* something was begun in it */
	bool rows; /* a table's <thead> comes before all other rows */
};

struct tree_carried {
	const struct sanitise_tag *tag;
	str start; /* without its id, which stands once in a page */
	const char *key;
	size_t base; /* blocks that were open around it */
};

struct tree {
	struct sanitise_attrs attrs;
	struct tokens in;
	struct token t;
	struct buf *out, text, shown; /* the last two: scratch */
	struct tree_open stack[TREE_DEEPEST];
	size_t n;       /* open elements */
	size_t blocks;  /* of these the blocks */
	size_t written; /* of these the ones whose start tag is out */
	struct tree_carried carried[TREE_MOST_CARRIED];
	size_t carries;
	bool words;     /* text or a picture since a block last began or ended */
	bool fresh_pre; /* <pre> was just written: a line end here would be lost */
	uint64_t endless[2]; /* a bit a tag: no end tag of it follows any more */
};

enum sanitise_role tree_role_of(const struct tree *, const struct sanitise_tag *);
enum sanitise_role tree_top_role(const struct tree *); /* ROLE_IGNORE at the root */

/* Start tags of s->t; end tags. */
void tree_begin_phrase(struct tree *, const struct sanitise_tag *);
void tree_end_phrase(struct tree *, const struct sanitise_tag *);
void tree_begin_rt(struct tree *, const struct sanitise_tag *);
void tree_begin_div(struct tree *, const struct sanitise_tag *);
void tree_begin_block(struct tree *, const struct sanitise_tag *, enum sanitise_role);
void tree_end_block(struct tree *, const struct sanitise_tag *, enum sanitise_role);

void tree_need_phrasing(struct tree *); /* makes a place for text */
void tree_carry_all(struct tree *);     /* closes phrasing, to go on in the next block */
void tree_need_flow(struct tree *);     /* makes a place for a block, after that */
void tree_flush(struct tree *);         /* writes the start tags still held back */
void tree_gap(struct tree *);           /* a space where a tag vanished between words */
void tree_pop_to(struct tree *, size_t n);
