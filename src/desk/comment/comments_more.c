/* comments_more.c: the pages beside the queue: one comment with all that can be done
 * with it, the bans, the words that decide by themselves, and how good the filter is. */
#include "desk/comment/comments.h"
#include "news/people/audit.h"
#include "query/comment_desk.h"

#include "news/comment/bayes.h"

#include <stdlib.h>

ROUTE(GET, "/desk/comments/{id}/", desk_comment, MAY_MODERATE, NEVER)
ROUTE(GET, "/desk/comments/bans/", desk_comments_bans, MAY_MODERATE, NEVER)
ROUTE(POST, "/desk/comments/bans/lift", desk_comments_lift, MAY_MODERATE, NEVER)
ROUTE(GET, "/desk/comments/filter/", desk_comments_filter, MAY_MODERATE, NEVER)
ROUTE(GET, "/desk/comments/words/", desk_comments_words, MAY_MODERATE, NEVER)
ROUTE(POST, "/desk/comments/words/", desk_comments_words_save, MAY_MODERATE, NEVER)

/* ---- one ---- */

static err
put_edits(struct desk *d, int64_t id)
{
	struct value *list = value_list(d->root, "edits");
	struct q_comment_edits *e;
	size_t n;

	TRY(q_comment_edits(d->t, id, &e, &n));
	value_bool(d->root, "any_edits", n);
	for (size_t i = 0; i < n; i++) {
		struct value *one = value_item(list);

		value_str(one, "author", e[i].author_name);
		value_str(one, "body", e[i].body);
		value_str(one, "person", e[i].person);
		show_date(&d->view, one, "made", e[i].made_at);
	}
	return OK;
}

struct weight {
	int spam;
	str text;
};

static int
compare_weight(const void *x, const void *y)
{
	int a = abs(((const struct weight *)x)->spam - 500), b = abs(((const struct weight *)y)->spam - 500);

	return (a < b) - (a > b);
}

/* The words that decide what the filter thinks of it now. */
static err
put_weights(struct desk *d, const struct q_comment_rule_get *c)
{
	struct value *list = value_list(d->root, "weights");
	struct bayes_token *token;
	struct bayes_count *count;
	size_t n, known, rows = 0;
	int64_t spam, good;
	struct weight *row;

	n = bayes_tokens(d->a, &(struct bayes_text){c->author_name, c->author_url, c->body}, &token);
	TRY(bayes_counts(d->t, bayes_list(d->a, token, n), &count, &known, &spam, &good));
	if (bayes_score(count, known, spam, good) < 0)
		return OK;
	row = NEW(d->a, struct weight, known + 1);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < known; k++)
			if (count[k].token == token[i].id) {
				row[rows++] = (struct weight){bayes_weight(&count[k], spam, good), token[i].text};
			}
	qsort(row, rows, sizeof *row, compare_weight);
	value_bool(d->root, "any_weights", rows);
	for (size_t i = 0; i < rows && i < 12 && abs(row[i].spam - 500) >= 100; i++) {
		struct value *one = value_item(list);

		value_str(one, "text", row[i].text);
		value_bool(one, "spam", row[i].spam > 500);
		value_str(one, "per_cent", words_number(d->words, d->a, (row[i].spam + 5) / 10));
	}
	return OK;
}

static err
put_bans(struct desk *d, int64_t id)
{
	struct q_comment_ban_can can;
	struct value *v = value_record(d->root, "ban");

	TRY(q_comment_ban_can(d->t, id, &can));
	value_bool(v, "email", can.email);
	value_bool(v, "machine", can.machine);
	value_bool(v, "network", can.network);
	value_bool(v, "any", can.email || can.machine || can.network);
	value_bool(v, "banned", can.banned);
	return OK;
}

err
desk_comment(struct ctx *c)
{
	struct comments_at at = comments_read(c, false);
	struct q_comment_rule_get row;
	struct comment_by by = comments_by(c);
	struct desk d;
	struct value *list;
	int64_t id;

	TRY(desk_id(c, 0, &id));
	TRY(desk_begin(c, &d, "comments"));
	TRY(q_comment_rule_get(d.t, id, &row));
	if (str_eq(row.kind, S("note")) || !comment_by_may(d.a, &by, row.sections))
		return fail(E_ABSENT, "there is no such comment in your queue");
	comments_put_at(&d, &at);
	list = value_list(d.root, "comments");
	TRY(comments_put_list(&d, list, &id, 1, &at));
	value_str(d.root, "back", comments_path(d.a, &at));
	value_str(d.root, "author_typed", row.author_name);
	value_str(d.root, "url_typed", row.author_url);
	value_str(d.root, "body_typed", row.body);
	TRY(put_edits(&d, id));
	TRY(put_weights(&d, &row));
	TRY(put_bans(&d, id));
	desk_title(&d, words_say(d.words, d.a, "comments_by_name", WORDS({"name", row.author_name.n ? row.author_name :
		words_get(d.words, "anonymous")})));
	return desk_render(&d, "comments-one");
}

/* ---- bans ---- */

err
desk_comments_bans(struct ctx *c)
{
	int64_t at = 0, below = 0;
	struct q_comment_bans *b;
	struct value *list;
	struct desk d;
	size_t n;

	TRY(desk_begin(c, &d, "comments"));
	if (str_int(request_query(c->req, S("at")), &at) || str_int(request_query(c->req, S("below")), &below))
		at = below = INT64_MAX;
	TRY(q_comment_bans(d.t, at, below, 101, &b, &n));
	list = value_list(d.root, "bans");
	value_bool(d.root, "any", n);
	for (size_t i = 0; i < n && i < 100; i++) {
		struct value *one = value_item(list);
		bool over = b[i].lifted_at || (b[i].ends_at && b[i].ends_at <= c->now);

		value_int(one, "id", b[i].id);
		value_str(one, "name", b[i].name.n ? b[i].name : words_get(d.words, "anonymous"));
		value_str(one, "kind", words_get(d.words, arena_fmt(d.a, "comments_ban_%.*s", SARG(b[i].kind)).p));
		value_str(one, "reason", b[i].reason);
		value_str(one, "person", b[i].person);
		value_str(one, "comment", b[i].comment_id ? arena_fmt(d.a, "/desk/comments/%lld/", (long long)b[i].comment_id) : S(""));
		show_date(&d.view, one, "made", b[i].made_at);
		show_date(&d.view, one, "ends", b[i].ends_at);
		value_bool(one, "over", over);
	}
	value_str(d.root, "next", n > 100 ? arena_fmt(d.a, "/desk/comments/bans/?at=%lld&below=%lld", (long long)b[99].made_at,
		(long long)b[99].id) : S(""));
	desk_title(&d, words_get(d.words, "comments_bans"));
	return desk_render(&d, "comments-bans");
}

struct lifting {
	struct ctx *c;
	int64_t id;
};

static err
lift(struct txn *t, void *arg)
{
	struct lifting *l = arg;
	struct comment_by by = comments_by(l->c);

	return comment_ban_lift(t, l->id, &by);
}

err
desk_comments_lift(struct ctx *c)
{
	struct lifting l = {c, 0};

	TRY(desk_number(c, S("id"), &l.id));
	TRY(store_write(c->store, c->a, lift, &l));
	return desk_done(c, S("/desk/comments/bans/"), "done_comments_lift");
}

/* ---- the filter ---- */

enum { RECORD = 500 };

/* Of its last guesses, by what moderators said: judged[guess][said]. */
static void
put_record(struct desk *d, int64_t judged[4][3])
{
	int64_t *spam = judged[COMMENT_GUESS_SPAM], *hold = judged[COMMENT_GUESS_HOLD], *good = judged[COMMENT_GUESS_GOOD];
	int64_t right = spam[BAYES_SPAM], wrong = spam[BAYES_GOOD];
	int64_t caught = right + hold[BAYES_SPAM], all = caught + good[BAYES_SPAM];
	static const char *const row[] = {"", "good", "hold", "spam"};
	struct value *list = value_list(d->root, "record");

	for (int g = COMMENT_GUESS_SPAM; g >= COMMENT_GUESS_GOOD; g--) {
		struct value *one = value_item(list);

		value_str(one, "name", words_get(d->words, arena_fmt(d->a, "comments_guess_%s", row[g]).p));
		value_str(one, "spam", words_number(d->words, d->a, judged[g][BAYES_SPAM]));
		value_str(one, "good", words_number(d->words, d->a, judged[g][BAYES_GOOD]));
		value_str(one, "open", words_number(d->words, d->a, judged[g][BAYES_NOTHING]));
	}
	value_str(d->root, "precision", right + wrong ? words_number(d->words, d->a, (right * 100 + (right + wrong) / 2) / (right + wrong)) : S(""));
	value_str(d->root, "recall", all ? words_number(d->words, d->a, (caught * 100 + all / 2) / all) : S(""));
	value_str(d->root, "confirmed", words_number(d->words, d->a, right));
	value_str(d->root, "refuted", words_number(d->words, d->a, wrong));
	value_str(d->root, "caught", words_number(d->words, d->a, caught));
	value_str(d->root, "missed", words_number(d->words, d->a, good[BAYES_SPAM]));
}

err
desk_comments_filter(struct ctx *c)
{
	int64_t judged[4][3] = {{0}};
	struct q_bayes_record *row;
	struct q_bayes_size size;
	struct desk d;
	size_t n;

	TRY(desk_begin(c, &d, "comments"));
	TRY(q_bayes_size(d.t, &size));
	TRY(q_bayes_record(d.t, RECORD, &row, &n));
	for (size_t i = 0; i < n; i++)
		if (row[i].guess >= 0 && row[i].guess < 4 && row[i].learned >= 0 && row[i].learned < 3)
			judged[row[i].guess][row[i].learned] = row[i].n;
	put_record(&d, judged);
	value_bool(d.root, "ready", size.spam >= BAYES_LEAST && size.good >= BAYES_LEAST);
	value_str(d.root, "spam", words_number(d.words, d.a, size.spam));
	value_str(d.root, "good", words_number(d.words, d.a, size.good));
	value_str(d.root, "tokens", words_number(d.words, d.a, size.tokens > 0 ? size.tokens : 0));
	value_str(d.root, "least", words_number(d.words, d.a, BAYES_LEAST));
	value_str(d.root, "most", words_number(d.words, d.a, RECORD));
	value_str(d.root, "hold", words_number(d.words, d.a, setting_int(&d.paper.set, "comment_filter_hold")));
	value_str(d.root, "spam_from", words_number(d.words, d.a, setting_int(&d.paper.set, "comment_filter_spam")));
	desk_title(&d, words_get(d.words, "comments_filter"));
	return desk_render(&d, "comments-filter");
}

/* ---- words ---- */

err
desk_comments_words(struct ctx *c)
{
	struct desk d;

	TRY(desk_begin(c, &d, "comments"));
	value_str(d.root, "hold", setting_str(&d.paper.set, "comment_words_hold"));
	value_str(d.root, "bin", setting_str(&d.paper.set, "comment_words_bin"));
	value_str(d.root, "links", words_number(d.words, d.a, setting_int(&d.paper.set, "comment_max_links")));
	desk_title(&d, words_get(d.words, "comments_words"));
	return desk_render(&d, "comments-words");
}

static err
save_words(struct txn *t, void *arg)
{
	static const char *const field[] = {"hold", "bin"};
	struct ctx *c = arg;

	for (size_t i = 0; i < LENGTH(field); i++) {
		str name = arena_fmt(store_arena(t), "comment_words_%s", field[i]);
		str value = str_trim(request_form(c->req, str_of(field[i])));

		if (value.n > 20000)
			return fail(E_INPUT, "a list of words is at most 20,000 letters long");
		TRY(setting_write(t, name.p, value));
	}
	return audit_put(t, &(struct actor){c->who->id, c->who->name, c->now},
		"comment.words", "setting", 0, S(""));
}

err
desk_comments_words_save(struct ctx *c)
{
	TRY(store_write(c->store, c->a, save_words, c));
	return desk_done(c, S("/desk/comments/words/"), "done_comments_words");
}
