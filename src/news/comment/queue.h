/* queue.h: comments as moderators read them: which ones wait, what is known of each and
 * of its writer, what was done to it, and what the filter made of it.
 *
 * No answer has a mail address or a hash.  rule.h has what moderators do.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/comment/rule.h"

enum { COMMENT_PAGE = 30, COMMENT_LOOK = 1000 };

/* Which part of the queue.  words are looked for in stretches of COMMENT_LOOK comments a
 * call, so that a call is short wherever it stands. */
struct comment_queue {
	str state;          /* "held", "public", "spam", "trash"; empty: what readers reported */
	str words;          /* looked for in name, headline and text; empty: nothing */
	int64_t story;      /* 0: all */
	int64_t writer;     /* a comment: all with the mail address of that one; 0: all */
	int64_t at, id;     /* below this one; at 0: from the top */
};
struct comment_found {
	int64_t id[COMMENT_PAGE];
	size_t n;
	bool more;
	int64_t at, below;  /* where the next call goes on */
	size_t looked;      /* how many were read, where words were looked for */
};
err comment_queue_find(struct txn *, const struct comment_queue *, struct comment_found *) MUST;

/* Up to 1000 of each. */
struct comment_counts {
	int64_t held, public, spam, trash, reported;
};
err comment_queue_counts(struct txn *, struct comment_counts *) MUST;
/* Of one story, with its rule; reported counts all stories.  E_ABSENT. */
struct comment_story {
	struct comment_counts count;
	str headline;
	str rule;           /* "open", "held", "closed", "off" */
	int64_t close_at;   /* 0: by the paper's rule */
};
err comment_queue_story(struct txn *, int64_t story, struct comment_story *) MUST;

struct comment_report_row {
	str reason, text;
	int64_t made_at;
	bool seen;          /* a moderator looked at it */
};
struct comment_row {
	int64_t id, story_id, parent_id, person_id; /* person_id: a user of the desk wrote it */
	str kind, state, why, author, url, body, headline;
	int64_t created_at, pinned_at, edited_at;
	int64_t score, learned;      /* score: of 1000, -1: none; learned: BAYES_... */
	int64_t reports;             /* that wait */
	bool tell, addressed;        /* wants mail about answers; came with a mail address */
	str parent_author, parent_body, parent_state;
	int64_t approved, refused;   /* of the same writer: public ones; lately put away */
	const struct comment_report_row *report; /* those that wait first */
	size_t reports_n;
};
/* Those of these ids, in this order, that this person may rule on. */
err comment_queue_rows(struct txn *, const struct settings *, const struct comment_by *, const int64_t *id, size_t n,
	struct comment_row **, size_t *rows) MUST;

/* The last act of this person that can be undone.  E_ABSENT: there is none. */
struct comment_act {
	str verb;           /* "approve", "edit" */
	int64_t comments;   /* so many it touched */
};
err comment_undoable(struct txn *, const struct comment_by *, struct comment_act *) MUST;

/* ---- one comment ---- */

/* The words as they are, to be edited.  E_ABSENT: none, or not this person's to rule on. */
err comment_queue_words(struct txn *, const struct comment_by *, int64_t id, struct comment_edit *) MUST;
/* What it said before each edit, the newest first. */
struct comment_former {
	str author, body, person; /* person: who edited it */
	int64_t made_at;
};
err comment_queue_former(struct txn *, int64_t id, struct comment_former **, size_t *n) MUST;
/* What of its origin is still known, so that it can be banned. */
struct comment_origin {
	bool email, machine, network, banned;
};
err comment_queue_origin(struct txn *, int64_t id, struct comment_origin *) MUST;
/* The words that decide what the filter thinks of it, the weightiest first;
 * none while it has learned too little. */
struct comment_weight {
	str text;
	int spam;           /* of 1000; 500 says nothing */
};
err comment_queue_weights(struct txn *, const struct comment_edit *, struct comment_weight **, size_t *n) MUST;

/* ---- bans, the filter, the lists of words ---- */

struct comment_ban_row {
	int64_t id, comment_id;   /* comment_id 0: that comment is gone */
	str kind, name, reason, person;
	int64_t made_at, ends_at, lifted_at;
};
/* The newest first, below (at, id). */
err comment_ban_list(struct txn *, int64_t at, int64_t id, int64_t count, struct comment_ban_row **, size_t *n) MUST;

/* How good the filter is: of its last COMMENT_RECORD guesses, by what moderators said:
 * judged[COMMENT_GUESS_...][BAYES_...]. */
enum { COMMENT_RECORD = 500 };
struct comment_record {
	int64_t judged[4][3];
	int64_t spam, good, tokens; /* comments that it learned from; words it knows */
};
err comment_filter_record(struct txn *, struct comment_record *) MUST;

/* The lists of words that hold a comment, and that put it to the bin.  E_INPUT: too long. */
err comment_blocklist_change(struct txn *, const struct comment_by *, str hold, str bin) MUST;
