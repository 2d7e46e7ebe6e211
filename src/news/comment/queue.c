/* queue.c: the queue of moderators: found, counted, and each comment with what is around it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/comment/queue.h"

#include "base/ids.h"
#include "news/comment/trust.h"
#include "query/comment_desk.h"
#include "text/words/fold.h"

/* All words, each as a beginning of one of the text's. */
static bool
has_words(struct arena *a, str wanted, str text)
{
	str folded = fold_text(a, text, S("")), word;

	folded = arena_fmt(a, " %.*s", SARG(folded));
	while (str_split(&wanted, ' ', &word))
		if (str_find(folded, arena_fmt(a, " %.*s", SARG(word))) == NOWHERE)
			return false;
	return true;
}

static err
look(struct txn *t, const struct comment_queue *q, int64_t at, int64_t below, struct comment_found *f)
{
	str wanted = fold_text(store_arena(t), q->words, S(""));
	struct q_comment_look *row;
	size_t n;

	TRY(q_comment_look(t, q->state, at, below, COMMENT_LOOK, &row, &n));
	for (size_t i = 0; i < n && f->n < COMMENT_PAGE; i++) {
		struct arena *a = arena_new(16 << 20);

		f->at = row[i].at;
		f->below = row[i].id;
		f->looked++;
		if ((!q->story || row[i].story_id == q->story) && has_words(a, wanted,
			arena_fmt(a, "%.*s %.*s %.*s", SARG(row[i].author_name), SARG(row[i].headline), SARG(row[i].body))))
			f->id[f->n++] = row[i].id;
		arena_end(a);
	}
	f->more = f->looked < n || n == COMMENT_LOOK;
	return OK;
}

#define TAKE(list)                                                             \
	for (size_t i = 0; i < n && i < COMMENT_PAGE; i++) {                   \
		f->id[f->n++] = (list)[i].id;                                  \
		f->at = (list)[i].at;                                          \
		f->below = (list)[i].id;                                       \
	}

err
comment_queue_find(struct txn *t, const struct comment_queue *q, struct comment_found *f)
{
	int64_t at = q->at ? q->at : INT64_MAX, below = q->at ? q->id : INT64_MAX;
	struct q_comment_ids *all;
	struct q_comment_ids_story *story;
	struct q_comment_ids_writer *writer;
	struct q_comment_ids_reported *reported;
	size_t n;

	*f = (struct comment_found){0};
	if (!q->state.n) {
		TRY(q_comment_ids_reported(t, at, below, COMMENT_PAGE + 1, &reported, &n));
		TAKE(reported);
	} else if (q->words.n) {
		return look(t, q, at, below, f);
	} else if (q->writer) {
		TRY(q_comment_ids_writer(t, &(struct q_comment_ids_writer_in){.comment = q->writer, .state = q->state,
			.at = at, .id = below, .count = COMMENT_PAGE + 1}, &writer, &n));
		TAKE(writer);
	} else if (q->story) {
		TRY(q_comment_ids_story(t, &(struct q_comment_ids_story_in){.story = q->story, .state = q->state,
			.at = at, .id = below, .count = COMMENT_PAGE + 1}, &story, &n));
		TAKE(story);
	} else {
		TRY(q_comment_ids(t, q->state, at, below, COMMENT_PAGE + 1, &all, &n));
		TAKE(all);
	}
	f->more = n > COMMENT_PAGE;
	return OK;
}

err
comment_queue_counts(struct txn *t, struct comment_counts *out)
{
	struct q_comment_tabs r;

	TRY(q_comment_tabs(t, &r));
	*out = (struct comment_counts){r.held, r.public, r.spam, r.trash, r.reported};
	return OK;
}

err
comment_queue_story(struct txn *t, int64_t story, struct comment_story *out)
{
	struct q_comment_tabs_story r;

	TRY(q_comment_tabs_story(t, story, &r));
	*out = (struct comment_story){.count = {r.held, r.public, r.spam, r.trash, r.reported}, .headline = r.headline,
		.rule = str_eq(r.comments, S("open")) && r.comments_held ? S("held") : r.comments,
		.close_at = r.comments_close_at};
	return OK;
}

err
comment_undoable(struct txn *t, const struct comment_by *by, struct comment_act *out)
{
	struct q_comment_act_last act;

	TRY(q_comment_act_last(t, by->who->id, by->now - COMMENT_UNDO_SECONDS, &act));
	*out = (struct comment_act){act.verb, act.comments};
	return OK;
}

/* ---- what is shown of each ---- */

static struct comment_row
row_of(const struct q_comment_desk_rows *r)
{
	return (struct comment_row){.id = r->id, .story_id = r->story_id, .parent_id = r->parent_id,
		.person_id = r->person_id, .kind = r->kind, .state = r->state, .why = r->why, .author = r->author_name,
		.url = r->author_url, .body = r->body, .headline = r->headline, .created_at = r->created_at,
		.pinned_at = r->pinned_at, .edited_at = r->edited_at, .score = r->score, .learned = r->learned,
		.reports = r->reports, .tell = r->tell != 0, .addressed = r->addressed != 0,
		.parent_author = r->parent_author, .parent_body = r->parent_body, .parent_state = r->parent_state,
		.approved = r->approved, .refused = r->refused};
}

static const struct q_comment_desk_rows *
find(const struct q_comment_desk_rows *row, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (row[i].id == id)
			return &row[i];
	return NULL;
}

/* The answer comes by comment. */
static void
give_reports(struct arena *a, struct comment_row *c, const struct q_comment_reports *r, size_t n)
{
	struct comment_report_row *report = NEW(a, struct comment_report_row, n);

	for (size_t i = 0; i < n; i++)
		if (r[i].comment_id == c->id)
			report[c->reports_n++] = (struct comment_report_row){r[i].reason, r[i].text, r[i].made_at,
				r[i].seen_at != 0};
	c->report = report;
}

err
comment_queue_rows(struct txn *t, const struct settings *set, const struct comment_by *by, const int64_t *id, size_t n,
	struct comment_row **out, size_t *shown)
{
	struct arena *a = store_arena(t);
	struct ids ids = {id, n};
	struct q_comment_desk_rows *row;
	struct q_comment_reports *rep = NULL;
	size_t rows, reps = 0;
	bool reported = false;

	*shown = 0;
	if (!n)
		return OK;
	TRY(q_comment_desk_rows(t, ids, comment_trust_since(set, by->now), &row, &rows));
	for (size_t i = 0; i < rows; i++)
		reported |= row[i].reports > 0 || str_eq(row[i].why, S("reports"));
	if (reported)
		TRY(q_comment_reports(t, ids, &rep, &reps));
	*out = NEW(a, struct comment_row, n);
	for (size_t i = 0; i < n; i++) {
		const struct q_comment_desk_rows *r = find(row, rows, id[i]);

		if (!r || !comment_by_may(a, by, r->sections))
			continue;
		(*out)[*shown] = row_of(r);
		give_reports(a, &(*out)[(*shown)++], rep, reps);
	}
	return OK;
}
