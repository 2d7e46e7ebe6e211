/* calendar.c: /desk/calendar/: what comes, day by day in the paper's zone: what is
 * expected, meant for a day, timed, under embargo, planned for what is public already.
 * A month and a week are a list of days as well: a phone shows them as one. */
#include "desk/workflow/board.h"

ROUTE(GET, "/desk/calendar/", desk_calendar, MAY_WRITE, NEVER)
ROUTE(POST, "/desk/calendar/view", desk_calendar_view, MAY_WRITE, NEVER)

enum { DAYS_MAX = 62, LIST_DAYS = 60 };

struct span {
	const char *view;         /* month week list */
	int64_t day;              /* the first moment of the day that is looked at */
	int64_t first, days;      /* as of zone_days() */
	int64_t prev, next;       /* days to go to */
	int month;
};

static int64_t
days_of(const struct desk *d, int64_t at)
{
	struct civil c = zone_civil(d->paper.zone, at);

	return zone_days(c.year, c.month, c.day);
}

static int64_t
moment_of(const struct desk *d, int64_t days)
{
	int64_t year;
	int month, day;

	zone_date(days, &year, &month, &day);
	return zone_day(d->paper.zone, year, month, day);
}

static str
day_name(const struct desk *d, int64_t days)
{
	int64_t year;
	int month, day;

	zone_date(days, &year, &month, &day);
	return arena_fmt(d->a, "%04lld-%02d-%02d", (long long)year, month, day);
}

/* Monday is 0; 1970-01-01 was a Thursday. */
static int64_t
weekday(int64_t days)
{
	return ((days + 3) % 7 + 7) % 7;
}

static struct span
span_of(const struct desk *d, const char *view, int64_t at)
{
	struct civil c = zone_civil(d->paper.zone, at);
	int64_t today = zone_days(c.year, c.month, c.day), one = zone_days(c.year, c.month, 1), end;
	struct span s = {.view = view, .day = at, .month = c.month};

	if (!strcmp(view, "month")) {
		end = c.month == 12 ? zone_days(c.year + 1, 1, 1) : zone_days(c.year, c.month + 1, 1);
		s.first = one - weekday(one);
		s.days = (end - s.first + 6) / 7 * 7;
		s.prev = one - 1;
		s.next = end;
	} else if (!strcmp(view, "week")) {
		s.first = today - weekday(today);
		s.days = 7;
		s.prev = s.first - 7;
		s.next = s.first + 7;
	} else {
		s.first = today;
		s.days = LIST_DAYS;
		s.prev = today - LIST_DAYS;
		s.next = today + LIST_DAYS;
	}
	return s;
}

static bool
may_shift(const struct desk *d, const struct board_moment *m)
{
	return (str_eq(m->what, S("due")) || str_eq(m->what, S("plan")) || str_eq(m->what, S("undated"))) && m->card &&
		workflow_may(d->c->who, STORY_CHANGE, &m->card->story);
}

static void
show_moment(const struct desk *d, struct value *v, const struct board_moment *m)
{
	const struct workflow_story *s = &m->card->story;
	bool late = str_eq(m->what, S("due")) && m->at < d->paper.now;
	str headline = s->headline.n ? s->headline : words_get(d->words, "board_untitled");

	value_int(v, "id", m->id);
	value_str(v, "url", arena_fmt(d->a, "/desk/story/%lld/", (long long)m->id));
	value_str(v, "what", m->what);
	value_str(v, "word", words_get(d->words, late ? "calendar_late" : arena_fmt(d->a, "calendar_%.*s", SARG(m->what)).p));
	value_bool(v, "late", late);
	value_str(v, "time", m->at ? words_date(d->words, d->a, d->paper.zone, m->at, "time") : S(""));
	value_str(v, "clock", m->at ? str_from(desk_moment_field(d, m->at), 11) : S("12:00"));
	value_str(v, "headline", headline);
	value_str(v, "choose", words_say(d->words, d->a, "board_choose", WORDS({"headline", headline})));
	value_str(v, "state", s->state);
	value_str(v, "by", m->card->assignee.n ? m->card->assignee : m->card->owner);
	value_str(v, "section", m->card->section);
	value_bool(v, "shift", may_shift(d, m));
}

static void
show_day(const struct desk *d, struct value *list, const struct span *s, int64_t days, const struct board_moment *m, size_t n)
{
	int64_t from = moment_of(d, days), to = moment_of(d, days + 1), past = 0;
	struct value *v = value_item(list), *items = value_list(v, "items");
	struct civil c = zone_civil(d->paper.zone, from);
	bool today = d->paper.now >= from && d->paper.now < to;

	for (size_t i = 0; i < n; i++) {
		if (m[i].at < from || m[i].at >= to)
			continue;
		if (m[i].card)
			show_moment(d, value_item(items), &m[i]);
		else
			past++;
	}
	value_str(v, "day", day_name(d, days));
	value_str(v, "name", words_date(d->words, d->a, d->paper.zone, from, "brief"));
	value_str(v, "title", words_date(d->words, d->a, d->paper.zone, from, "day"));
	value_bool(v, "today", today);
	value_bool(v, "other", !strcmp(s->view, "month") && c.month != s->month);
	value_bool(v, "empty", !items->list.n && !past);
	value_str(v, "past", past ? words_count(d->words, d->a, "calendar_published", past, NULL) : S(""));
}

static void
show_days(const struct desk *d, const struct span *s, const struct board_moment *m, size_t n)
{
	struct value *days = value_list(d->root, "days"), *undated = value_list(d->root, "undated");

	for (int64_t i = 0; i < s->days; i++)
		show_day(d, days, s, s->first + i, m, n);
	for (size_t i = 0; i < n; i++)
		if (!m[i].at && may_shift(d, &m[i]))
			show_moment(d, value_item(undated), &m[i]);
}

static str
link_to(const struct desk *d, const char *view, int64_t days)
{
	return arena_fmt(d->a, "/desk/calendar/?view=%s&day=%.*s", view, SARG(day_name(d, days)));
}

static void
show_frame_of(const struct desk *d, const struct span *s)
{
	static const char *const views[] = {"month", "week", "list"};
	struct value *list = value_list(d->root, "views");
	const char *kind = !strcmp(s->view, "month") ? "month" : "date";

	for (size_t i = 0; i < LENGTH(views); i++)
		board_option(list, str_of(views[i]), words_get(d->words, arena_fmt(d->a, "calendar_%s", views[i]).p),
			!strcmp(views[i], s->view));
	value_str(d->root, "view", str_of(s->view));
	value_str(d->root, "span", !strcmp(s->view, "month") ? words_date(d->words, d->a, d->paper.zone, s->day, kind) :
		words_say(d->words, d->a, "calendar_span", WORDS(
		{"from", words_date(d->words, d->a, d->paper.zone, moment_of(d, s->first), kind)},
		{"to", words_date(d->words, d->a, d->paper.zone, moment_of(d, s->first + s->days - 1), kind)})));
	value_str(d->root, "prev", link_to(d, s->view, s->prev));
	value_str(d->root, "next", link_to(d, s->view, s->next));
	value_str(d->root, "now", link_to(d, s->view, days_of(d, d->paper.now)));
	value_str(d->root, "here", link_to(d, s->view, days_of(d, s->day)));
	value_str(d->root, "zone", words_say(d->words, d->a, "calendar_zone", WORDS({"zone", setting_str(&d->paper.set, "zone")})));
}

static const char *
view_of(str asked, str left)
{
	str view = asked.n ? asked : left;

	return str_eq(view, S("week")) ? "week" : str_eq(view, S("list")) ? "list" : "month";
}

err
desk_calendar(struct ctx *c)
{
	static const char *const words[] = {"calendar_put", "board_unsure"};
	struct board_moment *m;
	struct desk d;
	struct span s;
	int64_t at;
	size_t n;
	str left;

	TRY(desk_begin(c, &d, "calendar"));
	TRY(board_left(d.t, c->who, S("calendar"), &left));
	if (!board_read_day(&d, request_query(c->req, S("day")), &at))
		at = moment_of(&d, days_of(&d, d.paper.now));
	s = span_of(&d, view_of(request_query(c->req, S("view")), left), at);
	TRY(board_between(d.t, c->who, moment_of(&d, s.first), moment_of(&d, s.first + s.days) - 1, true, d.paper.now, &m, &n));
	show_frame_of(&d, &s);
	show_days(&d, &s, m, n);
	desk_words(&d, words, LENGTH(words));
	return desk_render(&d, "calendar");
}

static err
remember(struct txn *t, void *arg)
{
	struct ctx *c = arg;

	return board_remember(t, c->who, S("calendar"), str_of(view_of(request_form(c->req, S("to")), S(""))));
}

err
desk_calendar_view(struct ctx *c)
{
	TRY(store_write(c->store, c->a, remember, c));
	return desk_done(c, S("/desk/calendar/"), "");
}
