/* comment_post.c: a reply form comes in, at the address and with the names of
 * fields that WordPress gave it.
 *
 * Taken: back to the story, to the comment (302; the browser's next request is
 * a plain GET, so a reload sends nothing twice).  Not taken: the form again,
 * with every typed word and what is wrong, and a status that says so.
 *
 * There is no cookie to ride on, so a forged form could only say in somebody's
 * browser what its author could say himself; what a browser calls cross-site
 * is refused all the same.
 */
#include "base/sys/clock.h"
#include "news/front/breaking.h"
#include "site/reply.h"
#include "site/site.h"

ROUTE(POST, "/wp-comments-post.php", site_comment_post, PUBLIC, NEVER)
ROUTE(GET, "/wp-comments-post.php", site_comment_get, PUBLIC, NEVER)

/* A row's number; 0 when nothing was sent, -1 when it is none. */
static int64_t
number_of(str s)
{
	int64_t v;

	s = str_trim(s);
	if (!s.n)
		return 0;
	return str_int(s, &v) || v < 0 ? -1 : v;
}

static struct comment_form
form_of(const struct ctx *c)
{
	const struct request *r = c->req;

	return (struct comment_form){.story_id = number_of(request_form(r, S("comment_post_ID"))),
		.parent_id = number_of(request_form(r, S("comment_parent"))),
		.author = request_form(r, S("author")), .email = request_form(r, S("email")),
		.url = request_form(r, S("url")), .body = request_form(r, S("comment")),
		.token = request_form(r, S(COMMENT_TOKEN)),
		.trap = request_form(r, S(COMMENT_TRAP)), .tell = request_form(r, S("tell")).n > 0, .origin = r->peer,
		.seen_ms = r->seen_at ? clock_ms() - r->seen_at : -1, .now = c->now};
}

/* The page of the story on which a reader finds the comment. */
static err
place_of(struct making *pg, const struct card *card, const struct comment_verdict *v, str *place)
{
	str path = card_path(&pg->paper, card);
	struct arena *a = pg->c->a;
	int64_t page;

	if (v->held) {
		*place = arena_fmt(a, "%.*s%cunapproved=%lld&moderation-hash=%.*s#comment-%lld",
			SARG(path), str_find_char(path, '?') != NOWHERE ? '&' : '?', (long long)v->id, SARG(v->waiting),
			(long long)v->id);
		return OK;
	}
	TRY(comment_page_of(pg->t, &pg->paper.set, v->id, &page));
	path = paper_comments(&pg->paper, path, page);
	*place = arena_fmt(a, "%.*s#comment-%lld", SARG(path), (long long)v->id);
	return OK;
}

/* The story below which it was said; it was public a moment ago. */
static err
card_of(struct making *pg, int64_t story, struct card **card)
{
	size_t n;

	TRY(card_list(pg->t, &story, 1, card, &n));
	return n ? OK : fail(E_ABSENT, "story not found");
}

static err
show_again(struct making *pg, const struct card *card, const struct comment_form *f,
	const struct comment_verdict *v)
{
	struct reply_form form = {.story_id = f->story_id, .author = f->author,
		.email = f->email, .url = f->url, .comment = f->body, .token = v->token,
		.fault = v->fault, .faults = v->faults, .tell = f->tell,
		.may_tell = pg->c->app->config.mails && setting_on(&pg->paper.set, "comment_mail_answers")};
	struct view view = site_view(pg);
	struct comment parent;
	struct value *root;
	struct settings *set = &pg->paper.set;
	err e = f->parent_id ? comment_public(pg->t, f->story_id, f->parent_id, &parent) : E_ABSENT;

	if (e != OK && e != E_ABSENT)
		return e;
	form.status = words_get(view.words, "comment_not_sent");
	if (e == OK) {
		form.parent_id = f->parent_id;
		form.parent_name = parent.author;
		form.cancel = card_path(&pg->paper, card);
	}
	root = show_frame(&view, &(struct frame){.kind = "form", .title = form.status,
		.robots = S("noindex")});
	show_card(&view, value_record(root, "story"), card, setting_int(set, "card_words"),
		setting_str(set, "grid_ending"));
	reply_show(&view, value_record(root, "form"), &form);
	return site_render(pg, "comment-error", root);
}

err
site_comment_post(struct ctx *c)
{
	struct comment_form f = form_of(c);
	struct comment_verdict v;
	struct making pg;
	struct card *card;
	str place;
	err e;

	if (str_eq_case(request_header(c->req, S("Sec-Fetch-Site")), S("cross-site")))
		return fail(E_DENIED, "cross-site form submission rejected");
	e = comment_submit(c->store, c->a, c->app->services.seal, &f, &v);
	if (e && !v.faults)
		return e;
	TRY(store_read(c->store, c->a, NULL, &c->txn));
	TRY(site_begin(c, &pg));
	TRY(card_of(&pg, f.story_id, &card));
	if (!e) {
		TRY(place_of(&pg, card, &v, &place));
		reply_to(&c->reply, 302, place);
		return OK;
	}
	TRY(breaking_nav(pg.t, &pg.paper));
	TRY(show_again(&pg, card, &f, &v));
	c->reply.status = err_status(e);
	if (e == E_FLOOD)
		reply_header(&c->reply, S("Retry-After"), S("15"));
	return OK;
}

/* Asked for, it would be one of the paper's addresses, and not found; it is known,
 * and takes forms. */
err
site_comment_get(struct ctx *c)
{
	c->reply.status = 405;
	reply_header(&c->reply, S("Allow"), S("POST"));
	c->reply.type = S("text/plain; charset=utf-8");
	c->reply.body = S("This address takes comments; it has nothing to show.\n");
	return OK;
}
