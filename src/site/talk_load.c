/* talk_load.c: which comments a request sees, and with which form.
 *
 * The story's own page is kept by the page cache, so its form carries the token
 * of the day.  ?replytocom= and ?unapproved= are for one reader: made each time,
 * never kept.
 * SPDX-License-Identifier: Apache-2.0 */
#include "site/reply.h"
#include "site/talk.h"

/* "?unapproved=12&moderation-hash=...": the comment that waits, for its writer. */
static err
add_waiting(struct making *pg, const struct story *s, struct talk *talk)
{
	const struct request *r = pg->c->req;
	struct comment *all, waiting;
	int64_t id;
	size_t at, n;
	err e;

	if (str_int(request_query(r, S("unapproved")), &id))
		return OK;
	e = comment_waiting(pg->t, pg->c->app->services.seal, s->card.id, id,
		request_query(r, S("moderation-hash")), pg->paper.now, &waiting);
	if (e != OK)
		return e == E_ABSENT || e == E_INPUT ? OK : e;
	/* below what it answers, and below the other answers to that */
	for (at = 0; at < talk->comments && talk->comment[at].id != waiting.parent_id; at++)
		;
	for (n = at++; at < talk->comments && n < talk->comments &&
		talk->comment[at].depth > talk->comment[n].depth; at++)
		;
	if (n < talk->comments)
		waiting.depth = talk->comment[n].depth < (unsigned)talk->depth_max ?
			talk->comment[n].depth + 1 : talk->comment[n].depth;
	if (at > talk->comments)
		at = talk->comments;
	all = NEW(pg->c->a, struct comment, talk->comments + 1);
	memcpy(all, talk->comment, at * sizeof *all);
	all[at] = waiting;
	memcpy(all + at + 1, talk->comment + at, (talk->comments - at) * sizeof *all);
	talk->comment = all;
	talk->comments++;
	return OK;
}

static err
load_form(struct making *pg, const struct story *s, struct reply_form *f)
{
	int64_t parent;
	struct comment answered;
	err e;

	*f = (struct reply_form){.story_id = s->card.id,
		.may_tell = pg->c->app->config.mails && setting_on(&pg->paper.set, "comment_mail_answers")};
	if (str_int(request_query(pg->c->req, S("replytocom")), &parent)) {
		f->token = comment_token_day(pg->t, pg->c->app->services.seal, s->card.id, pg->paper.now);
		return OK;
	}
	f->token = comment_token(pg->c->a, pg->c->app->services.seal, s->card.id, pg->paper.now);
	e = comment_public(pg->t, s->card.id, parent, &answered);
	if (e != OK)
		return e == E_ABSENT ? OK : e;
	f->parent_id = parent;
	f->parent_name = answered.author;
	f->cancel = arena_fmt(pg->c->a, "%.*s#respond", SARG(pg->at.path));
	return OK;
}

err
talk_load(struct making *pg, const struct story *s, struct talk *talk)
{
	const struct settings *set = &pg->paper.set;
	struct comment_rules rules;
	struct comment_page page;
	struct reply_form *form = NEW(pg->c->a, struct reply_form, 1);
	int64_t asked = pg->at.comment_page > 1 ? pg->at.comment_page : 1;

	TRY(comment_rules(pg->t, s->card.id, s->comments, &rules));
	*talk = (struct talk){.door = comment_door(pg->t, set, &rules, s->card.published_at, pg->paper.now)};
	if (talk->door == COMMENT_OFF)
		return OK;
	TRY(comment_thread(pg->t, set, s->card.id, asked, &page));
	talk->open = talk->door == COMMENT_OPEN;
	talk->comment = page.comment;
	talk->comments = page.comments;
	talk->all = page.all;
	talk->page = page.page;
	talk->pages = page.pages;
	talk->depth_max = setting_int(set, "comments_depth");
	talk->url = paper_comments(&pg->paper, pg->at.path, asked);
	TRY(add_waiting(pg, s, talk));
	if (talk->open)
		TRY(load_form(pg, s, form));
	talk->form = form;
	return OK;
}
