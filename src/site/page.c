/* page.c: the beginning and the end that all readers' pages have in common. */
#include "site/site.h"

#include "query/list.h"
#include "door/reader.h"

err
site_begin(struct ctx *c, struct making *pg)
{
	struct q_list_next next;
	str base = c->app->config.base;
	int64_t year;

	*pg = (struct making){.c = c, .t = c->txn, .at = {.page = 1}};
	TRY(paper_load(c->txn, base, c->now, &pg->paper));
	/* Whatever is shown, a scheduled story may join it when its time comes; and
	 * the year stands at the foot of every page. */
	year = zone_civil(pg->paper.zone, c->now).year + 1;
	store_until(c->txn, zone_day(pg->paper.zone, year, 1, 1));
	return q_list_next(c->txn, c->now, &next);
}

err
site_moved(struct ctx *c, int status, str path)
{
	if (status == 301 && str_eq(path, c->req->path) && !c->req->query_n)
		return fail(E_BROKEN, "redirect loop at %.*s", SARG(str_upto(path, 200)));
	reply_to(&c->reply, status, path);
	c->reply.keep = status == 301 && !c->req->query_n;
	return OK;
}

struct view
site_view(const struct making *pg)
{
	return (struct view){.a = pg->c->a, .paper = &pg->paper, .words = words_for(pg->c->app->services.words, pg->paper.language)};
}

err
site_render(struct making *pg, const char *name, const struct value *root)
{
	return reader_render(pg->c, reader_theme(pg->c, &pg->paper.set), name, root, S("'none'"));
}

void
site_today(struct making *pg)
{
	store_until(pg->t, zone_tomorrow(pg->paper.zone, pg->paper.now));
}

/* From a local day (or month, or year) to the second before the next one. */
static void
span(const struct making *pg, int64_t *start, int64_t *finish)
{
	const struct target *at = &pg->at;
	struct civil from = {.year = at->year, .month = at->month ? at->month : 1,
		.day = at->day ? at->day : 1};
	struct civil to = from;

	if (at->day)
		to.day++;
	else if (at->month)
		to.month++;
	else
		to.year++;
	*start = zone_moment(pg->paper.zone, from);
	*finish = zone_moment(pg->paper.zone, to) - 1;
}

struct id_row {
	int64_t id, published_at; /* the shape of every list's rows */
};

static err
ask_list(struct making *pg, int64_t count, int64_t skip, struct id_row **row, size_t *n)
{
	int64_t now = pg->paper.now, start, finish, id = pg->at.id;
	struct q_list_section *section;
	struct q_list_tag *tag;
	struct q_list_author *author;
	struct q_list_between *between;
	struct q_list_latest *latest;

#define AS_ROWS(list)                                                          \
	for (size_t i = 0; i < *n; i++)                                        \
		(*row)[i] = (struct id_row){(list)[i].id, (list)[i].published_at}
	*row = NEW(pg->c->a, struct id_row, (size_t)count);
	switch (pg->at.place) {
	case AT_SECTION:
		TRY(q_list_section(pg->t, id, now, count, skip, &section, n));
		AS_ROWS(section);
		break;
	case AT_TAG:
		TRY(q_list_tag(pg->t, id, now, count, skip, &tag, n));
		AS_ROWS(tag);
		break;
	case AT_AUTHOR:
		TRY(q_list_author(pg->t, id, now, count, skip, &author, n));
		AS_ROWS(author);
		break;
	case AT_YEAR:
	case AT_MONTH:
	case AT_DAY:
		span(pg, &start, &finish);
		TRY(q_list_between(pg->t, &(struct q_list_between_in){.start = start, .finish = finish,
			.now = now, .count = count, .skip = skip}, &between, n));
		AS_ROWS(between);
		break;
	case AT_FRONT:
	case AT_STORY:
	case AT_SEARCH:
	case AT_COMMENTS:
		TRY(q_list_latest(pg->t, now, count, skip, &latest, n));
		AS_ROWS(latest);
	}
#undef AS_ROWS
	return OK;
}

err
site_ids(struct making *pg, int64_t per_page, int64_t **id, size_t *n, bool *more)
{
	struct id_row *row;

	/* Page 2^60 of anything is past its end. */
	if (pg->at.page > 1000000 || per_page < 1)
		return fail(E_ABSENT, "page %lld not found", (long long)pg->at.page);
	TRY(ask_list(pg, per_page + 1, (pg->at.page - 1) * per_page, &row, n));
	*more = *n > (size_t)per_page;
	if (*more)
		(*n)--;
	*id = NEW(pg->c->a, int64_t, *n);
	for (size_t i = 0; i < *n; i++)
		(*id)[i] = row[i].id;
	if (!*n && pg->at.page > 1)
		return fail(E_ABSENT, "page %lld not found", (long long)pg->at.page);
	return OK;
}
