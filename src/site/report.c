/* report.c: a reader reports a comment: a form of its own, no script, no cookie, in no
 * index.  The answer is the same for the first report and for one that was made before. */
#include "news/comment/report.h"
#include "news/front/breaking.h"
#include "query/comment.h"
#include "site/site.h"
#include "text/body/body.h"

ROUTE(GET, "/comment/{id}/report", site_report, PUBLIC, NEVER)
ROUTE(POST, "/comment/{id}/report", site_report_post, PUBLIC, NEVER)

/* A public comment of a story that everybody may read. */
static err
find(struct making *pg, struct comment *c, str *back)
{
	struct q_comment_story story;
	int64_t id, page;
	struct card *card;
	size_t n;

	if (str_int(pg->c->arg[0], &id) || id < 1)
		return fail(E_ABSENT, "comment not found");
	TRY(comment_one_public(pg->t, id, c));
	TRY(q_comment_story(pg->t, c->story_id, &story));
	if (!str_eq(story.state, S("publish")) || story.public_at > pg->paper.now || story.protected)
		return fail(E_ABSENT, "comment not found");
	TRY(card_list(pg->t, &c->story_id, 1, &card, &n));
	if (!n)
		return fail(E_ABSENT, "comment not found");
	TRY(comment_page_of(pg->t, &pg->paper.set, id, &page));
	*back = arena_fmt(pg->c->a, "%.*s#comment-%lld", SARG(paper_comments(&pg->paper, card_path(&pg->paper, card), page)),
		(long long)id);
	return OK;
}

static void
put_form(const struct view *v, struct value *form, const struct comment *c, const struct comment_report *r,
	enum comment_report_fault fault)
{
	static const char *const reason[] = COMMENT_REASONS;
	struct value *list = value_list(form, "reasons");

	for (size_t i = 0; i < LENGTH(reason); i++) {
		struct value *one = value_item(list);

		value_str(one, "value", str_of(reason[i]));
		value_str(one, "name", words_get(v->words, arena_fmt(v->a, "report_%s", reason[i]).p));
		value_bool(one, "chosen", str_eq(r->reason, str_of(reason[i])));
	}
	value_str(form, "action", arena_fmt(v->a, "/comment/%lld/report", (long long)c->id));
	value_str(form, "author", c->author.n ? c->author : words_get(v->words, "anonymous"));
	value_html(form, "body", body_comment(v->a, c->body));
	value_str(form, "text", r->text);
	value_str(form, "token", r->token);
	value_str(form, "trap", S(COMMENT_TRAP));
	value_str(form, "fault", fault ? words_get(v->words, comment_report_word(fault)) : S(""));
}

static err
show(struct making *pg, const struct comment *c, str back, const struct comment_report *r, enum comment_report_fault fault)
{
	struct view v = site_view(pg);
	struct value *root;
	bool sent = !r;

	TRY(breaking_nav(pg->t, &pg->paper));
	root = show_frame(&v, &(struct frame){.kind = "form", .robots = S("noindex"),
		.title = words_get(v.words, fault ? "report_not_sent" : "report_title")});
	value_str(root, "title", words_get(v.words, fault ? "report_not_sent" : "report_title"));
	value_str(root, "back", back);
	value_bool(root, "sent", sent);
	value_null(root, "form");
	if (!sent)
		put_form(&v, value_record(root, "form"), c, r, fault);
	reply_header(&pg->c->reply, S("X-Robots-Tag"), S("noindex, nofollow"));
	return site_render(pg, "report", root);
}

err
site_report(struct ctx *c)
{
	struct comment_report r = {.now = c->now};
	struct comment comment;
	struct making pg;
	str back;

	TRY(site_begin(c, &pg));
	TRY(find(&pg, &comment, &back));
	r.token = comment_report_token(c->a, c->app->services.seal, comment.id, c->now);
	return show(&pg, &comment, back, &r, REPORT_FINE);
}

err
site_report_post(struct ctx *c)
{
	struct comment_report r = {.reason = request_form(c->req, S("reason")), .text = request_form(c->req, S("text")),
		.token = request_form(c->req, S("token")), .trap = request_form(c->req, S(COMMENT_TRAP)),
		.origin = c->req->peer, .now = c->now};
	enum comment_report_fault fault;
	struct comment comment;
	struct making pg;
	str back;
	err e;

	if (str_eq_case(request_header(c->req, S("Sec-Fetch-Site")), S("cross-site")))
		return fail(E_DENIED, "cross-site form submission rejected");
	TRY(store_read(c->store, c->a, NULL, &c->txn));
	TRY(site_begin(c, &pg));
	TRY(find(&pg, &comment, &back)); /* before: it may be hidden by this report */
	r.comment_id = comment.id;
	store_end(c->txn);
	c->txn = NULL;
	e = comment_report(c->store, c->a, c->app->services.seal, &r, &fault);
	if (e && !fault)
		return e;
	TRY(store_read(c->store, c->a, NULL, &c->txn));
	TRY(site_begin(c, &pg));
	if (fault)
		r.token = comment_report_token(c->a, c->app->services.seal, comment.id, c->now);
	TRY(show(&pg, &comment, back, fault ? &r : NULL, fault));
	if (fault)
		c->reply.status = err_status(e);
	return OK;
}
