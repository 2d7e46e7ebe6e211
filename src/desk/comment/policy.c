/* policy.c: what a story says of comments on it: open, held, closed or off, and until when.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/comment/comments.h"

ROUTE(POST, "/desk/comments/rule", desk_comments_rule, MAY_MODERATE, NEVER)

void
comments_put_policy(struct desk *d, const struct comment_story *s, int64_t id)
{
	static const char *const rules[] = {"open", "held", "closed", "off"};
	struct value *v = value_record(d->root, "rule"), *list;

	value_int(v, "story", id);
	value_str(v, "headline", s->headline);
	value_str(v, "url", arena_fmt(d->a, "/?p=%lld", (long long)id));
	value_str(v, "close_at", desk_moment_field(d, s->close_at));
	list = value_list(v, "rules");
	for (size_t i = 0; i < LENGTH(rules); i++) {
		struct value *one = value_item(list);

		value_str(one, "value", str_of(rules[i]));
		value_str(one, "name", words_get(d->words, arena_fmt(d->a, "comments_rule_%s", rules[i]).p));
		value_bool(one, "chosen", str_eq(s->rule, str_of(rules[i])));
	}
}

struct policy {
	struct comment_by by;
	int64_t story, close_at;
	str rule;
};

static err
change(struct txn *t, void *arg)
{
	struct policy *p = arg;

	return comment_story_rule(t, p->story, p->rule, p->close_at, &p->by);
}

err
desk_comments_rule(struct ctx *c)
{
	struct policy p = {.by = comments_by(c)};
	struct desk page;

	TRY(desk_begin(c, &page, "comments"));
	TRY(desk_moment(&page, request_form(c->req, S("close_at")), &p.close_at));
	store_end(c->txn);
	c->txn = NULL;
	TRY(desk_number(c, S("story"), &p.story));
	p.rule = request_form(c->req, S("rule"));
	TRY(store_write(c->store, c->a, change, &p));
	return comments_back(c, 0, "done_comments_rule");
}
