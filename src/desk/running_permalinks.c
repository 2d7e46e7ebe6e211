/* running_permalinks.c: the form of stories' addresses: what it would make of stories
 * that are there, before anything is changed.  Old addresses lead on by themselves
 * (site/address.c reads them by the schemes that there were). */
#include "desk/running.h"

#include "news/card.h"
#include "news/scheme.h"
#include "query.h"

ROUTE(GET, "/desk/running/permalinks/", running_permalinks, MAY_RUN, NEVER)
ROUTE(POST, "/desk/running/permalinks/", running_permalinks_save, MAY_RUN, NEVER)

enum { EXAMPLES = 3 };

static const char *const common[] = {"/%year%/%monthnum%/%day%/%postname%/", "/%year%/%monthnum%/%postname%/", "/%category%/%postname%/",
	"/%postname%/", "/archives/%post_id%"};

struct showing {
	struct desk d;
	struct card *card;
	size_t cards;
	str now, then; /* the scheme that is, and the one that is looked at */
};

/* Where a story would be. */
static str
address(const struct showing *s, str scheme, const struct card *c)
{
	struct paper p = s->d.paper;

	p.scheme = scheme;
	return paper_absolute(&s->d.paper, paper_story(&p, c));
}

static void
put_choices(struct showing *s)
{
	struct value *list = value_list(s->d.root, "choices");
	bool own = true;

	for (size_t i = 0; i < LENGTH(common); i++) {
		struct value *one = value_item(list);
		str scheme = str_of(common[i]);
		bool chosen = str_eq(scheme, s->then);

		own = own && !chosen;
		value_str(one, "scheme", scheme);
		value_bool(one, "chosen", chosen);
		value_str(one, "example", s->cards ? address(s, scheme, s->card) : S(""));
	}
	value_bool(s->d.root, "own", own);
	value_str(s->d.root, "scheme", s->then);
}

static err
put_stories(struct showing *s)
{
	struct q_running_addresses all;
	struct value *list = value_list(s->d.root, "stories");
	bool other = !str_eq(s->now, s->then);

	TRY(q_running_addresses(s->d.t, s->d.c->now, &all));
	value_str(s->d.root, "count", other ? words_count(s->d.words, s->d.a, "running_permalinks_change", all.n, NULL) : S(""));
	for (size_t i = 0; i < s->cards; i++) {
		struct value *one = value_item(list);

		value_str(one, "headline", s->card[i].headline);
		value_str(one, "now", address(s, s->now, &s->card[i]));
		value_str(one, "then", other ? address(s, s->then, &s->card[i]) : S(""));
	}
	return OK;
}

static err
newest(struct showing *s)
{
	struct q_list_latest *row;
	int64_t id[EXAMPLES];
	size_t n;

	TRY(q_list_latest(s->d.t, s->d.c->now, EXAMPLES, 0, &row, &n));
	for (size_t i = 0; i < n; i++)
		id[i] = row[i].id;
	return card_list(s->d.t, id, n, &s->card, &s->cards);
}

/* A scheme that cannot be is shown with its fault, and the stories as they are. */
static err
show(struct ctx *c, str fault)
{
	struct showing s = {0};
	str own = c->req->method == POST ? request_form(c->req, S("own")) : request_query(c->req, S("own"));
	str typed = c->req->method == POST ? request_form(c->req, S("scheme")) : request_query(c->req, S("scheme"));

	TRY(running_begin(c, &s.d, "permalinks", fault));
	s.now = setting_str(&s.d.paper.set, "permalink");
	s.then = typed.n ? typed : own.n ? str_trim(own) : s.now;
	TRY(newest(&s));
	value_bool(s.d.root, "other", !str_eq(s.then, s.now));
	if (!fault.n && !str_eq(s.then, s.now) && scheme_fits(s.d.t, &s.d.paper.set, s.then, c->now))
		value_str(s.d.root, "fault", desk_why(c, str_of(fail_why())));
	else if (!fault.n)
		TRY(put_stories(&s));
	if (!value_get(s.d.root, S("stories")))
		value_list(s.d.root, "stories"), value_str(s.d.root, "count", S(""));
	value_str(s.d.root, "now", s.now);
	value_str(s.d.root, "before", setting_str(&s.d.paper.set, "permalink_before"));
	put_choices(&s);
	return desk_render(&s.d, "running-permalinks");
}

err
running_permalinks(struct ctx *c)
{
	return show(c, S(""));
}

static err
change(struct txn *t, void *arg)
{
	struct ctx *c = arg;
	struct name_by by = running_by(c);
	struct settings set;
	str chosen = request_form(c->req, S("scheme")), was;

	if (!chosen.n)
		chosen = str_trim(request_form(c->req, S("own")));
	TRY(setting_load(t, &set));
	was = setting_str(&set, "permalink");
	if (str_eq(chosen, was))
		return OK;
	TRY(scheme_fits(t, &set, chosen, c->now));
	TRY(setting_write(t, "permalink", chosen));
	return q_audit_add(t, &(struct q_audit_add_in){.at = by.now, .person = by.person, .actor = by.actor,
		.action = S("setting.change"), .subject = S("setting"),
		.detail = arena_fmt(store_arena(t), "permalink: %.*s → %.*s", SARG(was), SARG(chosen))});
}

err
running_permalinks_save(struct ctx *c)
{
	err e = store_write(c->store, c->a, change, c);

	return e ? running_again(c, e, show) : desk_done(c, S("/desk/running/permalinks/"), "done_saved");
}
