/* recover.c: a form that came when the session had ended, or with another session's
 * token.  Nothing may be saved then, and nothing that was typed may be lost: the answer
 * is the form again.  To whoever is not logged in it shows nothing but what they sent.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/story/story.h"

#include "door/session.h"

FACE("/desk", story_error)

static bool
is_save(const struct ctx *c)
{
	return c->req->method == POST && str_starts(c->req->path, S("/desk/story/")) &&
		(str_ends(c->req->path, S("/save")) || str_ends(c->req->path, S("/publish")));
}

static err
show_typed(struct ctx *c)
{
	struct desk d;
	struct value *list;
	str body = request_form(c->req, S("light"));
	int64_t story;

	TRY(desk_id(c, 0, &story));
	TRY(desk_begin(c, &d, "story"));
	value_str(d.root, "action", story_path(c->a, story, "save"));
	list = value_list(d.root, "fields");
	for (size_t i = 0; i < c->req->form_n; i++) {
		const struct pair *p = &c->req->form[i];
		struct value *one;

		if (str_eq(p->name, S("csrf")) || str_eq(p->name, S("do")))
			continue;
		one = value_item(list);
		value_str(one, "name", p->name);
		value_str(one, "value", p->value);
	}
	value_str(d.root, "headline", request_form(c->req, S("headline")));
	value_str(d.root, "typed", body.p ? body : request_form(c->req, S("body")));
	TRY(desk_render(&d, "story-again"));
	c->reply.status = 401;
	return OK;
}

struct trying {
	struct ctx *c;
	err e;
};

static err
answer(void *arg)
{
	struct trying *t = arg;
	struct ctx *c = t->c;
	struct story_fields copy;
	struct story_again page = {.typed = &copy};
	struct desk d;
	int64_t story, version;

	if (t->e == E_LOGIN)
		return show_typed(c);
	TRY(desk_id(c, 0, &story));
	TRY(story_read(c, &copy, &version));
	TRY(desk_begin(c, &d, "story"));
	page.why = words_get(d.words, "story_again_token");
	TRY(story_page(c, story, &page));
	c->reply.status = 403;
	return OK;
}

bool
story_rescue(struct ctx *c, err e)
{
	struct trying t = {c, e};

	if (!is_save(c) || desk_wants_json(c) || !door_form_is_ours(c->req, NULL))
		return false;
	if (e != E_LOGIN && (e != E_DENIED || !c->who || !person_may(c->who, MAY_WRITE) || door_form_is_ours(c->req, c->who)))
		return false;
	return arena_run(c->a, answer, &t) == OK;
}

void
story_error(struct ctx *c, err e)
{
	str why = arena_fmt(c->a, "%s", fail_why());

	if (e == E_LOGIN || e == E_DENIED) {
		c->reply = (struct reply){.status = err_status(e)};
		if (story_rescue(c, e))
			return;
		e = fail(e, "%.*s", SARG(why));
	}
	desk_error(c, e);
}
