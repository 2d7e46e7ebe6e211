/* error.c: the page that answers instead of the one asked for, and helps: what
 * happened in plain words, the search, the latest stories.  It must come out
 * whatever is broken: where the theme or the archive fails, plain text does.
 * SPDX-License-Identifier: Apache-2.0 */
#include "query/list.h"
#include "news/front/breaking.h"
#include "site/site.h"

#include <stdio.h>

FACE("", site_error)

static err
put_latest(struct making *pg, const struct view *v, struct value *list)
{
	struct q_list_latest *row;
	struct card *card;
	int64_t id[5];
	size_t n, cards;

	TRY(q_list_latest(pg->t, pg->paper.now, LENGTH(id), 0, &row, &n));
	for (size_t i = 0; i < n; i++)
		id[i] = row[i].id;
	TRY(card_list(pg->t, id, n, &card, &cards));
	for (size_t i = 0; i < cards; i++)
		show_card(v, value_item(list), &card[i], setting_int(&pg->paper.set, "card_words"),
			setting_str(&pg->paper.set, "grid_ending"));
	return OK;
}

struct failed {
	struct ctx *c;
	err e;
};

static err
error_page(void *arg)
{
	const struct failed *f = arg;
	struct making pg;
	struct view v;
	struct value *root, *error, *list;
	int code = f->e == E_LOGIN ? 403 : err_status(f->e);
	str title;

	if (!f->c->txn)
		TRY(store_read(f->c->store, f->c->a, &f->c->deps, &f->c->txn));
	TRY(site_begin(f->c, &pg));
	TRY(breaking_nav(pg.t, &pg.paper));
	v = site_view(&pg);
	title = words_get(v.words, arena_fmt(v.a, "error_%d", code).p);
	root = show_frame(&v, &(struct frame){.kind = "error", .title = title, .robots = S("noindex")});
	error = value_record(root, "error");
	value_str(error, "code", arena_fmt(v.a, "%d", code));
	value_str(error, "title", title);
	value_str(error, "text", words_get(v.words, arena_fmt(v.a, "error_%d_text", code).p));
	value_bool(error, "search", f->e == E_ABSENT || f->e == E_GONE);
	list = value_list(error, "items");
	if (f->e == E_ABSENT || f->e == E_GONE)
		TRY(put_latest(&pg, &v, list));
	return site_render(&pg, "error", root);
}

static void
warn(struct ctx *c)
{
	char line[1400];

	snprintf(line, sizeof line, "%.*s: %s", SARG(str_upto(c->req->path, 300)), fail_why());
	app_warn(c->app, str_of(line));
}

void
site_error(struct ctx *c, err e)
{
	struct failed f = {c, e};

	if (e == E_BROKEN || e == E_TOOBIG)
		warn(c);
	/* a page that outgrew its memory is our fault, and not the reader's */
	c->reply = (struct reply){.status = err_status(e == E_TOOBIG && c->req->method != POST ? E_BROKEN : e)};
	if (e == E_BUSY)
		reply_header(&c->reply, S("Retry-After"), S("2"));
	/* After running dry there is no memory for a page; after a busy archive no use. */
	if (e != E_TOOBIG && e != E_BUSY && arena_run(c->a, error_page, &f) == OK) {
		c->reply.keep = e == E_GONE;
		return;
	}
	c->reply.type = S("text/plain; charset=utf-8");
	c->reply.body = e == E_BUSY ? S("The server is busy. Please try again in a moment.\n") :
		S("This page could not be made. Please try again.\n");
}
