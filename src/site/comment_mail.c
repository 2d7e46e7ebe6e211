/* comment_mail.c: the links in letters about answers: yes, send me these; no, and never
 * again.  A link alone changes nothing, since programs follow links in mail; the button
 * does, and so does the one click of a mail program (RFC 8058). */
#include "news/comment/mail.h"
#include "news/front/breaking.h"
#include "site/site.h"

ROUTE(GET, "/comment/{id}/mail", site_comment_mail, PUBLIC, NEVER)
ROUTE(POST, "/comment/{id}/mail", site_comment_mail_post, PUBLIC, NEVER)

static err
show(struct ctx *c, int64_t id, str token, const char *said)
{
	struct making pg;
	struct view v;
	struct value *root;

	if (!c->txn)
		TRY(store_read(c->store, c->a, NULL, &c->txn));
	TRY(site_begin(c, &pg));
	TRY(breaking_nav(pg.t, &pg.paper));
	v = site_view(&pg);
	root = show_frame(&v, &(struct frame){.kind = "form", .robots = S("noindex"), .title = words_get(v.words, "talk_title")});
	value_str(root, "title", words_get(v.words, "talk_title"));
	value_str(root, "said", said ? words_get(v.words, said) : S(""));
	value_str(root, "action", said ? S("") : arena_fmt(c->a, "/comment/%lld/mail?t=%.*s", (long long)id, SARG(token)));
	value_str(root, "question", words_say(v.words, c->a, "talk_question", WORDS({"paper", pg.paper.title})));
	reply_header(&c->reply, S("X-Robots-Tag"), S("noindex, nofollow"));
	reply_header(&c->reply, S("Referrer-Policy"), S("no-referrer"));
	return site_render(&pg, "comment-mail", root);
}

static err
link_of(struct ctx *c, int64_t *id, str *token)
{
	*token = request_query(c->req, S("t"));
	if (str_int(c->arg[0], id) || *id < 1)
		return fail(E_ABSENT, "link not found");
	return comment_mail_check(c->app->services.seal, *id, *token, c->now);
}

err
site_comment_mail(struct ctx *c)
{
	int64_t id;
	str token;

	TRY(link_of(c, &id, &token));
	return show(c, id, token, NULL);
}

struct saying {
	int64_t id, now;
	bool yes;
};

static err
say(struct txn *t, void *arg)
{
	struct saying *s = arg;

	return comment_mail_say(t, s->id, s->yes, s->now);
}

err
site_comment_mail_post(struct ctx *c)
{
	struct saying s = {.now = c->now, .yes = str_eq(request_form(c->req, S("answer")), S("yes"))};
	str token;

	TRY(link_of(c, &s.id, &token));
	TRY(store_write(c->store, c->a, say, &s));
	return show(c, s.id, token, s.yes ? "talk_said_yes" : "talk_said_no");
}
