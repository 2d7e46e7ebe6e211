/* permalinks.c: the form of stories' addresses: what it would make of stories
 * that are there, before anything is changed.  Old addresses lead on by themselves
 * (site/address.c reads them by the schemes that there were).
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/settings.h"

#include "news/paper/setting_change.h"
#include "news/story/card.h"
#include "news/paper/permalink_check.h"
#include "news/story/story.h"

ROUTE(GET, "/desk/running/permalinks/", settings_permalinks, MAY_RUN, NEVER)
ROUTE(POST, "/desk/running/permalinks/", settings_permalinks_save, MAY_RUN, NEVER)

enum { EXAMPLES = 3 };

static const char *const common[] = {"/%year%/%monthnum%/%day%/%postname%/", "/%year%/%monthnum%/%postname%/", "/%category%/%postname%/",
	"/%postname%/", "/archives/%post_id%"};

struct showing {
	struct desk d;
	struct card *card;
	size_t cards;
	str now, then; /* the scheme that is, and the one that is looked at */
	bool changes;  /* it is another one, and may be chosen */
};

/* Where a story would be. */
static str
address(const struct showing *s, str scheme, const struct card *c)
{
	struct paper p = s->d.paper;

	p.scheme = scheme;
	return paper_absolute(&s->d.paper, card_path(&p, c));
}

static void
put_choices(struct showing *s)
{
	struct value *list = value_list(s->d.root, "choices");
	bool own = true;

	for (size_t i = 0; i < LENGTH(common); i++) {
		struct value *one = value_item(list);
		str scheme = str_of(common[i]);
		bool is = str_eq(scheme, s->then);

		own = own && !is;
		value_str(one, "scheme", scheme);
		value_bool(one, "chosen", is);
		value_str(one, "example", s->cards ? address(s, scheme, s->card) : S(""));
	}
	value_bool(s->d.root, "own", own);
	value_str(s->d.root, "scheme", s->then);
}

static err
put_stories(struct showing *s)
{
	struct value *list = value_list(s->d.root, "stories");
	int64_t all = 0;

	if (s->changes)
		TRY(permalink_stories(s->d.t, s->d.c->now, &all));
	value_str(s->d.root, "count", s->changes ? words_count(s->d.words, s->d.a, "running_permalinks_change", all, NULL) : S(""));
	for (size_t i = 0; i < s->cards; i++) {
		struct value *one = value_item(list);

		value_str(one, "headline", s->card[i].headline);
		value_str(one, "now", address(s, s->now, &s->card[i]));
		value_str(one, "then", s->changes ? address(s, s->then, &s->card[i]) : S(""));
	}
	return OK;
}

static err
newest(struct showing *s)
{
	int64_t id[EXAMPLES];
	size_t n;

	TRY(story_newest(s->d.t, s->d.c->now, id, EXAMPLES, &n));
	return card_list(s->d.t, id, n, &s->card, &s->cards);
}

/* A field of the form that changes, or of the look before it. */
static str
typed(const struct ctx *c, const char *field)
{
	return str_trim(c->req->method == POST ? request_form(c->req, str_of(field)) : request_query(c->req, str_of(field)));
}

/* Who types a form of their own means it, also when another is still ticked; one that
 * stood there before (was) is meant only when its box is. */
static str
chosen(const struct ctx *c)
{
	str scheme = typed(c, "scheme"), own = typed(c, "own");

	return scheme.n && (!own.n || str_eq(own, typed(c, "was"))) ? scheme : own;
}

/* A scheme that cannot be is shown with its fault, and the stories as they are. */
static err
look(struct showing *s, str fault)
{
	struct ctx *c = s->d.c;
	err e;

	s->now = setting_str(&s->d.paper.set, "permalink");
	s->then = chosen(c).n ? chosen(c) : s->now;
	s->changes = !fault.n && !str_eq(s->then, s->now);
	if (!s->changes)
		return OK;
	e = permalink_allowed(s->d.t, &s->d.paper.set, s->then);
	if (e == E_INPUT) {
		s->changes = false;
		value_str(s->d.root, "fault", desk_why(c, str_of(fail_why())));
		return OK;
	}
	return e;
}

static err
show(struct ctx *c, str fault)
{
	struct showing s = {0};

	TRY(settings_begin(c, &s.d, "permalinks", fault));
	TRY(look(&s, fault));
	TRY(newest(&s));
	TRY(put_stories(&s));
	value_str(s.d.root, "before", setting_str(&s.d.paper.set, "permalink_before"));
	put_choices(&s);
	return desk_render(&s.d, "running-permalinks");
}

err
settings_permalinks(struct ctx *c)
{
	return show(c, S(""));
}

static err
change(struct txn *t, void *arg)
{
	struct ctx *c = arg;
	struct actor by = settings_actor(c);

	return setting_change_permalink(t, &by, chosen(c));
}

err
settings_permalinks_save(struct ctx *c)
{
	err e = store_write(c->store, c->a, change, c);

	return e ? settings_redisplay(c, e, show) : desk_done(c, S("/desk/running/permalinks/"), "done_saved");
}
