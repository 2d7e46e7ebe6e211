/* bans.c: who is not heard any more, until when and why; and lifting a ban.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/comment/comments.h"

ROUTE(GET, "/desk/comments/bans/", desk_comments_bans, MAY_MODERATE, NEVER)
ROUTE(POST, "/desk/comments/bans/lift", desk_comments_lift, MAY_MODERATE, NEVER)

err
desk_comments_bans(struct ctx *c)
{
	int64_t at = 0, below = 0;
	struct comment_ban_row *b;
	struct value *list;
	struct desk d;
	size_t n;

	TRY(desk_begin(c, &d, "comments"));
	if (str_int(request_query(c->req, S("at")), &at) || str_int(request_query(c->req, S("below")), &below))
		at = below = INT64_MAX;
	TRY(comment_ban_list(d.t, at, below, 101, &b, &n));
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
