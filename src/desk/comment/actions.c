/* actions.c: what the forms of the queue do. */
#include "desk/comment/comments.h"

ROUTE(POST, "/desk/comments/act", desk_comments_act, MAY_MODERATE, NEVER)
ROUTE(POST, "/desk/comments/undo", desk_comments_undo, MAY_MODERATE, NEVER)
ROUTE(POST, "/desk/comments/{id}/edit", desk_comment_edit, MAY_MODERATE, NEVER)
ROUTE(POST, "/desk/comments/{id}/reply", desk_comment_reply, MAY_MODERATE, NEVER)
ROUTE(POST, "/desk/comments/{id}/ban", desk_comment_ban, MAY_MODERATE, NEVER)

struct deed {
	struct ctx *c;
	struct comment_by by;
	enum comment_verb verb;
	int64_t *id, one;
	size_t n, left;
	struct comment_edit edit;
	struct comment_ban ban;
	str text;
	int64_t out;
};

static struct deed
deed_of(struct ctx *c)
{
	return (struct deed){.c = c, .by = comments_by(c)};
}

err
comments_back(struct ctx *c, int64_t id, const char *done)
{
	struct comments_at at = comments_read(c, true);
	str path = arena_fmt(c->a, "%.*s&done=%s", SARG(comments_path(c->a, &at)), done);

	if (id)
		path = arena_fmt(c->a, "%.*s#c%lld", SARG(path), (long long)id);
	return desk_done(c, path, "");
}

static err
rule(struct txn *t, void *arg)
{
	struct deed *d = arg;

	return comment_rule(t, d->id, d->n, d->verb, &d->by);
}

/* Bulk: do=approve and id=1, id=2.  One: one=approve:12. */
err
desk_comments_act(struct ctx *c)
{
	struct deed d = deed_of(c);
	str one = request_form(c->req, S("one")), verb = request_form(c->req, S("do"));
	size_t colon = str_find_char(one, ':');

	if (one.n) {
		d.id = &d.one;
		d.n = 1;
		if (colon == NOWHERE || str_int(str_from(one, colon + 1), &d.one))
			return fail(E_INPUT, "no comment specified");
		verb = str_upto(one, colon);
	} else {
		TRY(desk_numbers(c, S("id"), &d.id, &d.n));
		if (!d.n)
			return fail(E_INPUT, "no comment selected");
	}
	TRY(comment_verb_of(verb, &d.verb));
	TRY(store_write(c->store, c->a, rule, &d));
	return comments_back(c, 0, arena_fmt(c->a, "done_comments_%s", comment_verb_name(d.verb)).p);
}

static err
undo(struct txn *t, void *arg)
{
	struct deed *d = arg;

	return comment_undo(t, &d->by, &d->out, &d->left);
}

err
desk_comments_undo(struct ctx *c)
{
	struct deed d = deed_of(c);

	TRY(store_write(c->store, c->a, undo, &d));
	return comments_back(c, d.out, d.left ? "done_comments_undo_left" : "done_comments_undo");
}

static err
edit(struct txn *t, void *arg)
{
	struct deed *d = arg;

	return comment_edit(t, d->one, &d->edit, &d->by);
}

err
desk_comment_edit(struct ctx *c)
{
	struct deed d = deed_of(c);

	TRY(desk_id(c, 0, &d.one));
	d.edit = (struct comment_edit){request_form(c->req, S("author")), request_form(c->req, S("url")),
		request_form(c->req, S("body"))};
	TRY(store_write(c->store, c->a, edit, &d));
	return comments_back(c, d.one, "done_comments_edit");
}

static err
reply(struct txn *t, void *arg)
{
	struct deed *d = arg;

	return comment_reply(t, d->c->app->services.seal, d->one, d->text, &d->by, &d->out);
}

err
desk_comment_reply(struct ctx *c)
{
	struct deed d = deed_of(c);

	TRY(desk_id(c, 0, &d.one));
	d.text = request_form(c->req, S("body"));
	TRY(store_write(c->store, c->a, reply, &d));
	return comments_back(c, d.one, "done_comments_reply");
}

static err
ban(struct txn *t, void *arg)
{
	struct deed *d = arg;

	return comment_ban(t, d->one, &d->ban, &d->by);
}

err
desk_comment_ban(struct ctx *c)
{
	struct deed d = deed_of(c);
	int64_t days;

	TRY(desk_id(c, 0, &d.one));
	TRY(desk_number(c, S("days"), &days));
	if (days < 0 || days > 36500)
		return fail(E_INPUT, "ban duration must be a number of days, or 0 for a permanent ban");
	d.ban = (struct comment_ban){.reason = str_trim(request_form(c->req, S("reason"))),
		.kinds = (request_form(c->req, S("email")).n ? COMMENT_BAN_EMAIL : 0u) |
			(request_form(c->req, S("machine")).n ? COMMENT_BAN_MACHINE : 0u) |
			(request_form(c->req, S("network")).n ? COMMENT_BAN_NETWORK : 0u),
		.ends_at = days ? c->now + days * 86400 : 0, .bin = request_form(c->req, S("bin")).n > 0};
	TRY(store_write(c->store, c->a, ban, &d));
	return comments_back(c, d.one, "done_comments_ban");
}
