/* talk.c: the comments below a story, as values: the flat list with depths that
 * news/comment/comment.h gives becomes the tree that the template walks.
 * SPDX-License-Identifier: Apache-2.0 */
#include "site/talk.h"

#include "site/reply.h"

#include "text/body/body.h"

static void
put_comment(const struct making *pg, const struct view *v, struct value *into, const struct comment *c,
	const struct talk *talk)
{
	struct arena *a = v->a;
	bool may_answer = talk->open && !c->held && c->depth < (unsigned)talk->depth_max;
	str link = arena_fmt(a, "%.*s#comment-%lld", SARG(talk->url), (long long)c->id);

	value_int(into, "id", c->id);
	value_str(into, "author", c->author.n ? c->author : words_get(v->words, "anonymous"));
	show_address(v, into, "url", c->url);
	show_date(v, into, "published", c->created_at);
	value_html(into, "body", body_comment(a, c->body));
	value_str(into, "link", link);
	value_str(into, "reply", !may_answer ? S("") :
		arena_fmt(a, "%.*s?replytocom=%lld#respond", SARG(pg->at.path), (long long)c->id));
	value_str(into, "reply_label", words_say(v->words, a, "reply_to", WORDS({"name", c->author})));
	value_bool(into, "staff", c->staff);
	value_bool(into, "held", c->held);
	value_bool(into, "pinned", c->pinned);
	value_bool(into, "edited", c->edited);
	value_str(into, "report", c->held || c->staff ? S("") : arena_fmt(a, "/comment/%lld/report", (long long)c->id));
	value_null(into, "children");
}

enum { DEEPEST = 64 };

static void
put_tree(const struct making *pg, const struct view *v, struct value *list, const struct talk *talk)
{
	struct value *level[DEEPEST + 1] = {list}, *last[DEEPEST + 1] = {0};

	for (size_t i = 0; i < talk->comments; i++) {
		const struct comment *c = &talk->comment[i];
		unsigned depth = c->depth < 1 ? 1 : c->depth > DEEPEST ? DEEPEST : c->depth;

		while (depth > 1 && !last[depth - 2])
			depth--;
		if (depth > 1 && !level[depth - 1])
			level[depth - 1] = value_list(value_record(last[depth - 2], "children"), "items");
		last[depth - 1] = value_item(level[depth - 1]);
		put_comment(pg, v, last[depth - 1], c, talk);
		for (unsigned k = depth; k <= DEEPEST; k++)
			level[k] = last[k] = NULL;
	}
}

/* Page 1 has the oldest; a page is named only where there is more than one. */
static void
put_pager(const struct making *pg, const struct view *v, struct value *into, const struct talk *talk)
{
	struct value *p;
	str base = pg->at.path;

	if (talk->pages < 2) {
		value_null(into, "pager");
		return;
	}
	p = value_record(into, "pager");
	value_str(p, "prev", talk->page < 2 ? S("") : paper_comments(v->paper, base, talk->page - 1));
	value_str(p, "next", talk->page >= talk->pages ? S("") :
		paper_comments(v->paper, base, talk->page + 1));
	value_str(p, "text", words_say(v->words, v->a, "page_of",
		WORDS({"n", words_number(v->words, v->a, talk->page)},
			{"total", words_number(v->words, v->a, talk->pages)})));
}

void
talk_show(const struct making *pg, const struct view *v, struct value *root, const struct talk *talk)
{
	struct value *t = value_record(root, "comments");

	value_str(t, "title", words_count(v->words, v->a, "comments_count", (int64_t)talk->all, NULL));
	/* one that waits counts for its writer: there is a list to show */
	value_int(t, "n", (int64_t)(talk->all ? talk->all : talk->comments));
	put_tree(pg, v, value_list(t, "items"), talk);
	put_pager(pg, v, t, talk);
	value_bool(t, "closed", talk->door == COMMENT_CLOSED && talk->all);
	value_bool(t, "off", talk->door == COMMENT_OFF);
	value_str(t, "feed", paper_feed(v->paper, pg->at.path));
	if (talk->open)
		reply_show(v, value_record(t, "form"), talk->form);
	else
		value_null(t, "form");
}
