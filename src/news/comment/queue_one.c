/* queue_one.c: what only the page of one comment shows, and the pages beside the queue:
 * bans, the filter, the lists of words. */
#include "news/comment/queue.h"

#include "news/comment/bayes.h"
#include "news/people/audit.h"
#include "query/comment_desk.h"

#include <stdlib.h>

enum { BLOCKLIST_BYTES = 20000 };

err
comment_queue_words(struct txn *t, const struct comment_by *by, int64_t id, struct comment_edit *out)
{
	struct q_comment_rule_get row;

	TRY(q_comment_rule_get(t, id, &row));
	if (str_eq(row.kind, S("note")) || !comment_by_may(store_arena(t), by, row.sections))
		return fail(E_ABSENT, "comment not found in your moderation queue");
	*out = (struct comment_edit){row.author_name, row.author_url, row.body};
	return OK;
}

err
comment_queue_former(struct txn *t, int64_t id, struct comment_former **out, size_t *n)
{
	struct q_comment_edits *row;

	TRY(q_comment_edits(t, id, &row, n));
	*out = NEW(store_arena(t), struct comment_former, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct comment_former){row[i].author_name, row[i].body, row[i].person, row[i].made_at};
	return OK;
}

err
comment_queue_origin(struct txn *t, int64_t id, struct comment_origin *out)
{
	struct q_comment_ban_can can;

	TRY(q_comment_ban_can(t, id, &can));
	*out = (struct comment_origin){can.email != 0, can.machine != 0, can.network != 0, can.banned != 0};
	return OK;
}

static int
compare_weight(const void *x, const void *y)
{
	int a = abs(((const struct comment_weight *)x)->spam - 500), b = abs(((const struct comment_weight *)y)->spam - 500);

	return (a < b) - (a > b);
}

err
comment_queue_weights(struct txn *t, const struct comment_edit *c, struct comment_weight **out, size_t *n)
{
	struct arena *a = store_arena(t);
	struct bayes_token *token;
	struct bayes_count *count;
	size_t tokens, known, rows = 0;
	int64_t spam, good;
	struct comment_weight *row;

	*n = 0;
	tokens = bayes_tokens(a, &(struct bayes_text){c->author, c->url, c->body}, &token);
	TRY(bayes_counts(t, bayes_list(a, token, tokens), &count, &known, &spam, &good));
	*out = row = NEW(a, struct comment_weight, known + 1);
	if (bayes_score(count, known, spam, good) < 0)
		return OK;
	for (size_t i = 0; i < tokens; i++)
		for (size_t k = 0; k < known; k++)
			if (count[k].token == token[i].id)
				row[rows++] = (struct comment_weight){token[i].text, bayes_weight(&count[k], spam, good)};
	qsort(row, rows, sizeof *row, compare_weight);
	*n = rows;
	return OK;
}

err
comment_ban_list(struct txn *t, int64_t at, int64_t id, int64_t count, struct comment_ban_row **out, size_t *n)
{
	struct q_comment_bans *row;

	TRY(q_comment_bans(t, at, id, count, &row, n));
	*out = NEW(store_arena(t), struct comment_ban_row, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct comment_ban_row){.id = row[i].id, .comment_id = row[i].comment_id, .kind = row[i].kind,
			.name = row[i].name, .reason = row[i].reason, .person = row[i].person, .made_at = row[i].made_at,
			.ends_at = row[i].ends_at, .lifted_at = row[i].lifted_at};
	return OK;
}

err
comment_filter_record(struct txn *t, struct comment_record *out)
{
	struct q_bayes_record *row;
	struct q_bayes_size size;
	size_t n;

	TRY(q_bayes_size(t, &size));
	TRY(q_bayes_record(t, COMMENT_RECORD, &row, &n));
	*out = (struct comment_record){.spam = size.spam, .good = size.good, .tokens = size.tokens > 0 ? size.tokens : 0};
	for (size_t i = 0; i < n; i++)
		if (row[i].guess >= 0 && row[i].guess < 4 && row[i].learned >= 0 && row[i].learned < 3)
			out->judged[row[i].guess][row[i].learned] = row[i].n;
	return OK;
}

err
comment_blocklist_change(struct txn *t, const struct comment_by *by, str hold, str bin)
{
	if (hold.n > BLOCKLIST_BYTES || bin.n > BLOCKLIST_BYTES)
		return fail(E_INPUT, "a word list can have at most 20,000 characters");
	TRY(setting_write(t, "comment_words_hold", hold));
	TRY(setting_write(t, "comment_words_bin", bin));
	return audit_put(t, &(struct actor){by->who ? by->who->id : 0, by->name, by->now}, "comment.words", "setting", 0,
		S(""));
}
