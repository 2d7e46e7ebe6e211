/* comment_row.c: a comment as moderators see it: with what it answers, what is known
 * of its writer, why it waits, and what readers reported. */
#include "desk/comment/comments.h"

#include "news/comment/form.h"
#include "news/comment/trust.h"
#include "text/body/body.h"

struct comment_by
comments_by(const struct ctx *c)
{
	return (struct comment_by){c->who, c->who->name, c->now};
}

static str
word_of(const struct desk *d, const char *prefix, str name)
{
	return words_get(d->words, arena_fmt(d->a, "%s%.*s", prefix, SARG(name)).p);
}

/* "new", "3 approved", and what speaks against him. */
static void
put_writer(struct desk *d, struct value *v, const struct comment_row *r)
{
	enum comment_trust trust = comment_trust(&d->paper.set, r->approved, r->refused);

	value_str(v, "trust", r->person_id ? S("staff") : str_of(comment_trust_name(trust)));
	value_str(v, "trust_text", r->person_id ? words_get(d->words, "staff") :
		word_of(d, "comments_trust_", str_of(comment_trust_name(trust))));
	value_str(v, "approved", r->person_id ? S("") : words_count(d->words, d->a, "comments_approved", r->approved, NULL));
	value_str(v, "refused", r->refused && !r->person_id ?
		words_count(d->words, d->a, "comments_refused", r->refused, NULL) : S(""));
}

static void
put_filter(struct desk *d, struct value *v, const struct comment_row *r)
{
	int64_t hold = setting_int(&d->paper.set, "comment_filter_hold");

	value_bool(v, "scored", r->score >= 0);
	value_bool(v, "likely", r->score >= 0 && hold && r->score >= hold * 10);
	value_str(v, "score", r->score < 0 ? S("") : words_say(d->words, d->a, "comments_score",
		WORDS({"n", words_number(d->words, d->a, (r->score + 5) / 10)})));
	value_str(v, "learned", !r->learned ? S("") : words_get(d->words, r->learned == 2 ? "comments_learned_spam" : "comments_learned_good"));
}

static void
put_parent(struct desk *d, struct value *v, const struct comment_row *r)
{
	struct value *p;

	if (!r->parent_id) {
		value_null(v, "parent");
		return;
	}
	p = value_record(v, "parent");
	value_str(p, "author", r->parent_author.n ? r->parent_author : words_get(d->words, "anonymous"));
	value_html(p, "body", body_comment(d->a, str_upto(r->parent_body, 600)));
	value_str(p, "url", arena_fmt(d->a, "/desk/comments/%lld/", (long long)r->parent_id));
	value_str(p, "state", str_eq(r->parent_state, S("public")) ? S("") : word_of(d, "comments_state_", r->parent_state));
}

/* What can be done from where it is. */
static void
put_verbs(struct value *v, const struct comment_row *r)
{
	bool public = str_eq(r->state, S("public"));

	value_bool(v, "can_approve", !public);
	value_bool(v, "can_keep", public && r->reports);
	value_bool(v, "can_hold", public);
	value_bool(v, "can_spam", !str_eq(r->state, S("spam")) && !r->person_id);
	value_bool(v, "can_bin", !str_eq(r->state, S("trash")));
	value_bool(v, "can_pin", public && !r->parent_id && !r->pinned_at && str_eq(r->kind, S("comment")));
	value_bool(v, "can_unpin", r->pinned_at);
	value_bool(v, "can_reply", str_eq(r->kind, S("comment")));
	value_bool(v, "can_ban", !r->person_id);
}

static void
put_story(struct desk *d, struct value *v, const struct comment_row *r, const struct comments_at *at)
{
	struct comments_at only = {.tab = at->tab, .story = r->story_id}, his = {.tab = at->tab, .writer = r->id};
	struct value *s = value_record(v, "story");

	value_str(s, "headline", r->headline);
	value_str(s, "url", arena_fmt(d->a, "/?p=%lld", (long long)r->story_id));
	value_str(s, "only", comments_path(d->a, &only));
	value_str(v, "writer_url", r->addressed ? comments_path(d->a, &his) : S(""));
}

static void
put_one(struct desk *d, struct value *v, const struct comment_row *r, const struct comments_at *at)
{
	unsigned links = comment_form_links(r->body);
	str query = comments_query(d->a, at), author = r->author.n ? r->author : words_get(d->words, "anonymous");

	value_int(v, "id", r->id);
	value_str(v, "page", arena_fmt(d->a, "/desk/comments/%lld/%s%.*s", (long long)r->id, query.n ? "?" : "", SARG(query)));
	value_str(v, "author", author);
	value_str(v, "choose", words_say(d->words, d->a, "comments_choose", WORDS({"name", author})));
	value_str(v, "kind", str_eq(r->kind, S("comment")) ? S("") : word_of(d, "comments_kind_", r->kind));
	show_address(&d->view, v, "url", r->url);
	value_html(v, "body", body_comment(d->a, r->body));
	show_date(&d->view, v, "made", r->created_at);
	value_str(v, "state", r->state);
	value_str(v, "state_text", word_of(d, "comments_state_", r->state));
	value_str(v, "why", r->why.n ? word_of(d, "comments_why_", r->why) : S(""));
	value_str(v, "links", links ? words_count(d->words, d->a, "comments_links", links, NULL) : S(""));
	value_bool(v, "pinned", r->pinned_at);
	value_bool(v, "edited", r->edited_at);
	value_bool(v, "tell", r->tell);
	value_str(v, "reports", r->reports ? words_count(d->words, d->a, "comments_reports", r->reports, NULL) : S(""));
	put_writer(d, v, r);
	put_filter(d, v, r);
	put_parent(d, v, r);
	put_verbs(v, r);
	put_story(d, v, r, at);
}

/* The reports of one, those that wait first. */
static void
put_reports(struct desk *d, struct value *v, const struct comment_row *c)
{
	struct value *list = value_list(v, "said");

	value_bool(v, "any_said", c->reports_n > 0);
	for (size_t i = 0; i < c->reports_n; i++) {
		const struct comment_report_row *r = &c->report[i];
		struct value *one = value_item(list);

		value_str(one, "reason", word_of(d, "report_", r->reason));
		value_str(one, "text", r->text);
		value_bool(one, "seen", r->seen);
		value_bool(one, "illegal", str_eq(r->reason, S("illegal")));
		show_date(&d->view, one, "made", r->made_at);
	}
}

err
comments_put_list(struct desk *d, struct value *list, const int64_t *id, size_t n, const struct comments_at *at)
{
	struct comment_by by = comments_by(d->c);
	struct comment_row *row;
	size_t rows;

	TRY(comment_queue_rows(d->t, &d->paper.set, &by, id, n, &row, &rows));
	for (size_t i = 0; i < rows; i++) {
		struct value *one = value_item(list);

		put_one(d, one, &row[i], at);
		put_reports(d, one, &row[i]);
	}
	return OK;
}
