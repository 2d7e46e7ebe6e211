/* comment.h: what readers say below a story: reading it, taking it, ruling it.
 *
 * A comment is public, held, spam or trash; its kind is comment, pingback,
 * trackback or note.  Notes are the newsroom's own talk and come out of nothing
 * here.  The address of a commenter is sealed when it comes in, and no struct
 * below has a field for it: what cannot be read cannot leak.
 *
 * The rules of taking one stand in doc/comments.md and in comment_submit.c.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/seal.h"
#include "news/paper/setting.h"
#include "store/store.h"

struct comment {
	int64_t id, story_id, parent_id;
	unsigned depth;        /* 1: not an answer; never above comments_depth */
	bool staff;            /* by somebody of the paper */
	bool held;             /* waits; shown to its writer alone */
	bool pinned;           /* its thread stands first */
	bool edited;           /* the paper changed its words */
	str kind, state;       /* state: of comment_queue only */
	str author, url, body; /* as typed: the page escapes and sanitises */
	str headline;          /* of the story: comment_queue only */
	int64_t created_at;
};

/* One page of a story's talk. */
struct comment_page {
	struct comment *comment; /* threads, oldest first, answers below: depth
				  * says how far; never jumps down by more than 1 */
	size_t comments;
	struct comment *ping;    /* pingbacks and trackbacks: on page 1, all */
	size_t pings;
	size_t all;              /* public comments on all pages, pings not counted */
	int64_t page, pages;     /* from 1; pages is at least 1 */
};
/* Threads are counted for paging, as WordPress counts: page 1 has the oldest
 * comments_per_page (0: one page).  E_ABSENT for a page past the end. */
err comment_thread(struct txn *, const struct settings *, int64_t story, int64_t page,
	struct comment_page *) MUST;
/* The page of the story on which a public comment stands; E_ABSENT. */
err comment_page_of(struct txn *, const struct settings *, int64_t id, int64_t *page) MUST;
/* One public comment that may be answered: for ?replytocom=.  E_ABSENT. */
err comment_public(struct txn *, int64_t story, int64_t id, struct comment *) MUST;
/* The same wherever it stands. */
err comment_one_public(struct txn *, int64_t id, struct comment *) MUST;
/* The comment that waits, for who has the signed link to it; E_ABSENT when the
 * token is not for it, or when it does not wait.  Never for a cached page. */
err comment_waiting(struct txn *, const struct seal *, int64_t story, int64_t id, str token,
	int64_t now, struct comment *) MUST;
/* For feeds: the newest `count` public comments after `since`; story 0: of the
 * paper, on stories that everybody may read. */
err comment_recent(struct txn *, int64_t story, int64_t now, int64_t since, int64_t count,
	struct comment **, size_t *n) MUST;
/* How many public comments each story has; n[i] belongs to story[i]. */
err comment_counts(struct txn *, const int64_t *story, size_t stories, int64_t *n) MUST;

/* Whether a story takes comments now; notes when that ends by itself. */
enum comment_door { COMMENT_OPEN, COMMENT_CLOSED, COMMENT_OFF };
struct comment_rules {   /* a story's own */
	str comments;    /* open, closed, off */
	int64_t held;    /* every comment waits */
	int64_t close_at; /* instead of comments_close_days; 0: none */
};
/* Those that only the desk sets; comments is the story's column, known before. */
err comment_rules(struct txn *, int64_t story, str comments, struct comment_rules *) MUST;
enum comment_door comment_door(struct txn *, const struct settings *, const struct comment_rules *,
	int64_t published_at, int64_t now);

/* What can be wrong with a comment.  comment_fault_word() names the message in
 * lang/, comment_fault_field() the form's field by its id, "" when it is not
 * about one. */
enum comment_fault {
	COMMENT_FINE,
	COMMENT_NO_BODY, COMMENT_LONG_BODY, COMMENT_BAD_BODY,
	COMMENT_NO_AUTHOR, COMMENT_LONG_AUTHOR, COMMENT_BAD_AUTHOR,
	COMMENT_NO_EMAIL, COMMENT_LONG_EMAIL, COMMENT_BAD_EMAIL,
	COMMENT_LONG_URL, COMMENT_BAD_URL,
	COMMENT_BAD_PARENT,  /* what it answers is not there any more */
	COMMENT_OLD_TOKEN,   /* the form lay too long: send again */
	COMMENT_TOO_QUICK,   /* sent faster than anybody types: send again */
	COMMENT_SHUT,        /* closed, or off */
	COMMENT_TWICE,       /* this was said already */
	COMMENT_TOO_OFTEN,   /* from here, or by this person */
	COMMENT_TOO_MANY,    /* on the whole site */
	COMMENT_FAULTS
};
const char *comment_fault_word(enum comment_fault);
const char *comment_fault_field(enum comment_fault);
int comment_fault_limit(enum comment_fault); /* {n} in the message; 0: none */
/* The reason in English: for logs and programs; says nothing that was typed. */
const char *comment_fault_text(enum comment_fault);

/* What was sent.  Texts are as they came, borrowed. */
struct comment_form {
	int64_t story_id, parent_id; /* parent 0: none; -1: no number */
	str author, email, url, body;
	str token, trap;
	str origin;      /* address of the machine it came from */
	bool tell;       /* wants a mail when somebody answers */
	int64_t seen_ms; /* since that machine last opened a page; -1 unknown */
	int64_t now;
};
enum { COMMENT_BODY_MAX = 65525, COMMENT_AUTHOR_MAX = 245, COMMENT_EMAIL_MAX = 100,
	COMMENT_URL_MAX = 200 }; /* characters, not bytes */

struct comment_verdict {
	int64_t id;      /* of the comment taken; 0: not taken */
	bool held;       /* not public (yet): `waiting` is the key to seeing it */
	str waiting;
	enum comment_fault fault[8];
	size_t faults;
	str token;       /* not taken: for the form that is shown again */
};
/* Takes a comment, or says in `verdict` what is wrong and returns E_INPUT,
 * E_DENIED (closed), E_CLASH (said already) or E_FLOOD.  E_ABSENT: no such
 * story for readers.  When it returns OK the comment is on disk.  What cannot be
 * taken is refused on a snapshot and never meets the writer. */
err comment_submit(struct store *, struct arena *, const struct seal *,
	const struct comment_form *, struct comment_verdict *) MUST;

/* The token of a form.  On a page that is kept: made for the day (UTC), so
 * that the page stays a function of the archive and the clock; notes midnight. */
str comment_token_day(struct txn *, const struct seal *, int64_t story, int64_t now);
/* On a page made for one reader: says when it was made. */
str comment_token(struct arena *, const struct seal *, int64_t story, int64_t now);
/* The field that people do not see and must stay empty, and the token's. */
#define COMMENT_TRAP "subject"
#define COMMENT_TOKEN "djeli_token"

/* Inside a write.  A comment as an import brings it; email, url and author may
 * be empty or odd.  kind and state as in the table.  Names what changes. */
struct comment_new {
	int64_t story_id, parent_id, person_id, created_at;
	str kind, state, author, url, email, body;
	str origin; /* kept as keyed hashes; leave it empty for an old comment */
	str why;    /* which rule holds it; empty: none */
	int64_t score, guess, tell; /* what the filter said: enum comment_guess */
};
enum comment_guess { COMMENT_GUESS_NONE, COMMENT_GUESS_GOOD, COMMENT_GUESS_HOLD, COMMENT_GUESS_SPAM };
err comment_add(struct txn *, const struct seal *, const struct comment_new *, int64_t *id) MUST;
/* For the one door through which an address may go: an export that the owner
 * asked for by name, and mail to the commenter.  Empty when there was none. */
err comment_email(struct txn *, const struct seal *, int64_t id, str *email) MUST;

/* All or none; `actor` stands in the audit trail.  E_ABSENT names the id.  What the
 * desk does stands in comment_rule.h. */
err comment_set_state(struct txn *, const int64_t *id, size_t n, str state, str actor,
	int64_t now) MUST;
err comment_delete(struct txn *, const int64_t *id, size_t n, str actor, int64_t now) MUST;
/* Of one state, newest first; start with at = INT64_MAX, id = INT64_MAX and go
 * on below the last one. */
err comment_queue(struct txn *, str state, int64_t at, int64_t id, int64_t count,
	struct comment **, size_t *n) MUST;
/* Forgets where comments older than comment_origin_days came from. */
err comment_erase_origins(struct txn *, const struct settings *, int64_t now) MUST;
