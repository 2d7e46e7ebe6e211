/* home.c: /desk/: what a person finds at the start of the day: what is theirs, what waits for
 * them, what comes, what went out.  Each sees what their role may do (news/workflow/board_home.c);
 * a script is not needed.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/workflow/board.h"
#include "desk/settings.h"
#include "news/comment/queue.h"


ROUTE(GET, "/desk", desk_bare, MAY_ENTER, NEVER)
ROUTE(GET, "/desk/", desk_home, MAY_ENTER, NEVER)

enum { AHEAD = 4, MINE = 15, WAIT = 10, LATE = 8, COMING = 20 };

err
desk_bare(struct ctx *c)
{
	reply_to(&c->reply, 301, S("/desk/"));
	return OK;
}

/* The first moment of the day that is `days` after today. */
static int64_t
day_start(const struct desk *d, int days)
{
	struct civil c = zone_civil(d->paper.zone, d->paper.now);
	int64_t year;
	int month, day;

	zone_date(zone_days(c.year, c.month, c.day) + days, &year, &month, &day);
	return zone_day(d->paper.zone, year, month, day);
}

static void
put_row(struct desk *d, const struct workflow *wf, struct value *row, const struct board_card *c)
{
	board_show_card(d, wf, row, c);
	value_str(row, "given", c->giver.n ? words_say(d->words, d->a, "home_given", WORDS({"name", c->giver})) : S(""));
	value_str(row, "lies", c->unsaved ? words_say(d->words, d->a, "home_unsaved",
		WORDS({"when", board_when(d, c->saved_at)})) : S(""));
}

static void
put_list(struct desk *d, const struct workflow *wf, const char *name, const struct board_list *l, size_t most)
{
	struct value *v = value_record(d->root, name), *rows = value_list(v, "rows");

	for (size_t i = 0; i < l->cards && i < most; i++)
		put_row(d, wf, value_item(rows), &l->card[i]);
	value_str(v, "count", l->cards ? words_number(d->words, d->a, (int64_t)l->cards) : S(""));
	value_str(v, "more", l->cards > most ? words_count(d->words, d->a, "home_more", (int64_t)(l->cards - most), NULL) : S(""));
}

/* ---- what comes, what went out ---- */

static str
day_word(const struct desk *d, int days)
{
	if (days < 2)
		return words_get(d->words, days ? "home_tomorrow" : "home_today");
	return words_date(d->words, d->a, d->paper.zone, day_start(d, days), "brief");
}

static void
put_moment(const struct desk *d, struct value *v, const struct board_moment *m)
{
	const struct board_card *c = m->card;

	value_str(v, "url", arena_fmt(d->a, "/desk/story/%lld/", (long long)m->id));
	value_str(v, "time", words_date(d->words, d->a, d->paper.zone, m->at, "time"));
	value_str(v, "what", m->what);
	value_str(v, "word", words_get(d->words, arena_fmt(d->a, "calendar_%.*s", SARG(m->what)).p));
	value_str(v, "kicker", c->kicker);
	value_str(v, "headline", c->story.headline.n ? c->story.headline : words_get(d->words, "board_untitled"));
	value_str(v, "by", str_eq(m->what, S("due")) ? c->assignee : S(""));
}

static void
put_coming(struct desk *d, const struct board_home *h)
{
	struct value *v = value_record(d->root, "coming"), *days = value_list(v, "days");
	size_t i = 0;

	for (int day = 0; day < AHEAD; day++) {
		int64_t end = day_start(d, day + 1);
		struct value *items = NULL;

		for (; i < h->comings && i < COMING && h->coming[i].at < end; i++) {
			if (!items) {
				struct value *one = value_item(days);

				value_str(one, "name", day_word(d, day));
				items = value_list(one, "items");
			}
			put_moment(d, value_item(items), &h->coming[i]);
		}
	}
	value_str(v, "more", h->comings > COMING ? words_count(d->words, d->a, "home_more",
		(int64_t)(h->comings - COMING), NULL) : S(""));
}

static void
put_out(struct desk *d, const struct board_home *h, int64_t from)
{
	struct value *v = value_record(d->root, "out"), *rows = value_list(v, "rows");
	bool writes = person_may(d->c->who, MAY_WRITE);
	struct civil c = zone_civil(d->paper.zone, from);

	for (size_t i = 0; i < h->outs; i++) {
		const struct board_card *s = &h->out[i];
		struct value *one = value_item(rows);

		value_str(one, "url", arena_fmt(d->a, writes ? "/desk/story/%lld/" : "/?p=%lld", (long long)s->story.id));
		value_str(one, "time", words_date(d->words, d->a, d->paper.zone, s->public_at, "time"));
		value_str(one, "kicker", s->kicker);
		value_str(one, "headline", s->saved.n ? s->saved : words_get(d->words, "board_untitled"));
	}
	value_str(v, "count", h->out_all ? words_number(d->words, d->a, (int64_t)h->out_all) : S(""));
	value_str(v, "more", h->out_all > h->outs ? words_count(d->words, d->a, "home_more",
		(int64_t)(h->out_all - h->outs), NULL) : S(""));
	value_str(v, "all", !writes ? S("/") : arena_fmt(d->a, "/desk/board/?day=%04lld-%02d-%02d", (long long)c.year, c.month, c.day));
}

/* ---- comments ---- */

static err
put_comments(struct desk *d)
{
	struct comment_counts n;
	struct value *v;

	value_null(d->root, "talk");
	if (!person_may(d->c->who, MAY_MODERATE))
		return OK;
	TRY(comment_queue_counts(d->t, &n));
	v = value_record(d->root, "talk");
	value_str(v, "held", n.held ? words_count(d->words, d->a, "home_held", n.held, NULL) : S(""));
	value_str(v, "reported", n.reported ? words_count(d->words, d->a, "home_reported", n.reported, NULL) : S(""));
	return OK;
}

static void
put_new(struct desk *d, const struct board_home *h)
{
	struct value *v, *list;

	value_null(d->root, "new");
	if (!person_may(d->c->who, MAY_WRITE))
		return;
	v = value_record(d->root, "new");
	list = value_list(v, "templates");
	for (size_t i = 0; i < h->templates; i++)
		board_option(list, arena_fmt(d->a, "%lld", (long long)h->template[i].id), h->template[i].name, false);
	value_bool(v, "choose", h->templates > 0);
}

err
desk_home(struct ctx *c)
{
	struct desk d;
	struct workflow wf = {0};
	struct board_home h;
	int64_t from;

	TRY(desk_begin(c, &d, "home"));
	TRY(settings_guide(&d));
	from = day_start(&d, 0);
	TRY(board_home(d.t, c->who, from, day_start(&d, AHEAD), d.paper.now, &h));
	TRY(put_comments(&d));
	put_new(&d, &h);
	put_out(&d, &h, from);
	value_str(d.root, "day", words_date(d.words, d.a, d.paper.zone, d.paper.now, "day"));
	value_null(d.root, "mine");
	value_null(d.root, "wait");
	value_null(d.root, "late");
	value_null(d.root, "coming");
	if (person_may(c->who, MAY_WRITE)) {
		TRY(workflow_load(d.t, &wf));
		put_list(&d, &wf, "mine", &h.mine, MINE);
		put_coming(&d, &h);
	}
	if (person_may(c->who, MAY_EDIT)) {
		put_list(&d, &wf, "wait", &h.wait, WAIT);
		if (h.late.cards)
			put_list(&d, &wf, "late", &h.late, LATE);
	}
	return desk_render(&d, "home");
}
