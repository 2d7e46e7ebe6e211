/* spam_filter.c: how good the filter of comments is, by what moderators said of its guesses. */
#include "desk/comment/comments.h"

#include "news/comment/bayes.h"

ROUTE(GET, "/desk/comments/filter/", desk_comments_filter, MAY_MODERATE, NEVER)

static str
number(const struct desk *d, int64_t n)
{
	return words_number(d->words, d->a, n);
}

/* Of its last guesses, by what moderators said. */
static void
put_record(struct desk *d, const struct comment_record *r)
{
	const int64_t *spam = r->judged[COMMENT_GUESS_SPAM], *hold = r->judged[COMMENT_GUESS_HOLD], *good = r->judged[COMMENT_GUESS_GOOD];
	int64_t right = spam[BAYES_SPAM], wrong = spam[BAYES_GOOD];
	int64_t caught = right + hold[BAYES_SPAM], all = caught + good[BAYES_SPAM];
	static const char *const row[] = {"", "good", "hold", "spam"};
	struct value *list = value_list(d->root, "record");

	for (int g = COMMENT_GUESS_SPAM; g >= COMMENT_GUESS_GOOD; g--) {
		struct value *one = value_item(list);

		value_str(one, "name", words_get(d->words, arena_fmt(d->a, "comments_guess_%s", row[g]).p));
		value_str(one, "spam", words_number(d->words, d->a, r->judged[g][BAYES_SPAM]));
		value_str(one, "good", words_number(d->words, d->a, r->judged[g][BAYES_GOOD]));
		value_str(one, "open", words_number(d->words, d->a, r->judged[g][BAYES_NOTHING]));
	}
	value_str(d->root, "precision", right + wrong ? desk_counted(d, "percent", (right * 100 + (right + wrong) / 2) / (right + wrong)) : S(""));
	value_str(d->root, "recall", all ? desk_counted(d, "percent", (caught * 100 + all / 2) / all) : S(""));
	value_str(d->root, "confirmed", desk_counted(d, "comments_confirmed", right));
	value_str(d->root, "refuted", desk_counted(d, "comments_refuted", wrong));
	value_str(d->root, "caught", desk_counted(d, "comments_caught", caught));
	value_str(d->root, "missed", desk_counted(d, "comments_missed", good[BAYES_SPAM]));
}

err
desk_comments_filter(struct ctx *c)
{
	struct comment_record r;
	struct desk d;

	TRY(desk_begin(c, &d, "comments"));
	TRY(comment_filter_record(d.t, &r));
	put_record(&d, &r);
	value_bool(d.root, "ready", r.spam >= BAYES_LEAST && r.good >= BAYES_LEAST);
	value_str(d.root, "cold", words_say(d.words, d.a, "comments_filter_cold", WORDS({"spam", number(&d, r.spam)},
		{"good", number(&d, r.good)}, {"least", number(&d, BAYES_LEAST)})));
	value_str(d.root, "spam", desk_counted(&d, "comments_filter_spam", r.spam));
	value_str(d.root, "good", desk_counted(&d, "comments_filter_good", r.good));
	value_str(d.root, "tokens", words_number(d.words, d.a, r.tokens));
	value_str(d.root, "most", words_number(d.words, d.a, COMMENT_RECORD));
	value_str(d.root, "thresholds", words_say(d.words, d.a, "comments_filter_from",
		WORDS({"hold", number(&d, setting_int(&d.paper.set, "comment_filter_hold"))},
		{"spam", number(&d, setting_int(&d.paper.set, "comment_filter_spam"))})));
	desk_title(&d, words_get(d.words, "comments_filter"));
	return desk_render(&d, "comments-filter");
}
