/* list.c: lists of stories: sections, tags, authors, days, months, years, and
 * the later pages of the front.
 *
 * A list says "older" and "newer", not how many pages there are: how many is
 * known only by reading all of it, and then every story written would change
 * every page. */
#include "news/story/story.h"
#include "news/front/breaking.h"
#include "query/kinds.h"
#include "site/site.h"
#include "text/html/escape.h"
#include "text/html/sanitise.h"

static const char *
kind_name(enum place place)
{
	switch (place) {
	case AT_SECTION:
		return "section";
	case AT_TAG:
		return "tag";
	case AT_AUTHOR:
		return "author";
	case AT_YEAR:
		return "year";
	case AT_MONTH:
		return "month";
	case AT_DAY:
		return "day";
	case AT_FRONT:
	case AT_STORY:
	case AT_SEARCH:
	case AT_COMMENTS:
		break;
	}
	return "latest";
}

static str
title_of(const struct making *pg, const struct view *v)
{
	const struct target *at = &pg->at;
	struct civil day = {.year = at->year, .month = at->month ? at->month : 1,
		.day = at->day ? at->day : 1};
	int64_t seconds = at->year ? zone_moment(pg->paper.zone, day) : 0;

	switch (at->place) {
	case AT_SECTION:
	case AT_TAG:
	case AT_AUTHOR:
		return at->name;
	case AT_YEAR:
		return arena_fmt(v->a, "%d", at->year);
	case AT_MONTH:
		return words_date(v->words, v->a, pg->paper.zone, seconds, "month");
	case AT_DAY:
		return words_date(v->words, v->a, pg->paper.zone, seconds, "day");
	case AT_FRONT:
	case AT_STORY:
	case AT_SEARCH:
	case AT_COMMENTS:
		break;
	}
	return words_get(v->words, "latest");
}

/* From the root of the sections to the one above this. */
static void
put_trail(const struct making *pg, struct value *list)
{
	const struct paper_section *up[16];
	const struct paper_section *s = paper_section(&pg->paper, pg->at.parent);
	size_t n = 0;

	for (; s && n < LENGTH(up); s = paper_section(&pg->paper, s->parent_id))
		up[n++] = s;
	while (n--)
		show_link(value_item(list), up[n]->name, paper_section_path(&pg->paper, up[n]->path));
	if (pg->at.place == AT_MONTH || pg->at.place == AT_DAY)
		show_link(value_item(list), arena_fmt(pg->c->a, "%d", pg->at.year),
			paper_date(&pg->paper, pg->at.year, 0, 0));
}

static void
put_children(const struct making *pg, struct value *into)
{
	struct value *list = NULL;

	value_null(into, "children");
	if (pg->at.place != AT_SECTION)
		return;
	for (size_t i = 0; i < pg->paper.sections; i++) {
		const struct paper_section *s = &pg->paper.section[i];

		if (s->parent_id != pg->at.id || !s->listed)
			continue;
		if (!list)
			list = value_list(value_record(into, "children"), "items");
		show_link(value_item(list), s->name, paper_section_path(&pg->paper, s->path));
	}
}

static void
put_author(const struct making *pg, const struct view *v, struct value *into)
{
	struct value *a;

	if (pg->at.place != AT_AUTHOR) {
		value_null(into, "author");
		return;
	}
	a = value_record(into, "author");
	value_str(a, "name", pg->at.name);
	show_address(v, a, "url", pg->at.link);
	value_html(a, "bio", sanitise_html(pg->c->a, pg->at.description, SANITISE_COMMENT, NULL));
}

static void
put_list(const struct making *pg, const struct view *v, struct value *root, const struct card *card, size_t n,
	bool more)
{
	struct value *list = value_record(root, "list");
	bool author = pg->at.place == AT_AUTHOR;

	value_str(list, "kind", str_of(kind_name(pg->at.place)));
	value_str(list, "title", title_of(pg, v));
	value_html(list, "description", author ? escape_trusted(S("")) :
		sanitise_html(pg->c->a, pg->at.description, SANITISE_COMMENT, NULL));
	put_trail(pg, value_list(list, "trail"));
	put_children(pg, list);
	value_str(list, "feed", paper_feed(&pg->paper, pg->at.path));
	show_cards(v, list, "items", card, n, setting_int(&pg->paper.set, "card_words"),
		setting_str(&pg->paper.set, "grid_ending"));
	value_bool(list, "first", pg->at.page == 1);
	value_str(list, "empty", n ? S("") : words_get(v->words, "list_empty"));
	show_pager(v, list, pg->at.path, pg->at.page, more);
	put_author(pg, v, list);
}

err
site_list(struct making *pg)
{
	struct view v = site_view(pg);
	struct value *root;
	struct card *card;
	int64_t *id;
	size_t ids, n;
	bool more, dated = pg->at.place == AT_YEAR || pg->at.place == AT_MONTH || pg->at.place == AT_DAY;
	str path = paper_page(&pg->paper, pg->at.path, pg->at.page), title = title_of(pg, &v);

	TRY(breaking_nav(pg->t, &pg->paper));
	site_today(pg);
	TRY(site_ids(pg, setting_int(&pg->paper.set, "per_page"), &id, &ids, &more));
	if (!ids && dated)
		return fail(E_ABSENT, "nothing was published at that time");
	TRY(card_list(pg->t, id, ids, &card, &n));
	root = show_frame(&v, &(struct frame){.kind = "list",
		.title = pg->at.page > 1 ? arena_fmt(pg->c->a, "%.*s, %.*s", SARG(title),
			SARG(words_say(v.words, v.a, "page_n", WORDS({"n", words_number(v.words, v.a, pg->at.page)})))) : title,
		.description = pg->at.description, .path = path, .today = true,
		.section_id = pg->at.place == AT_SECTION ? pg->at.id : 0,
		.prev = pg->at.page > 1 ? paper_page(&pg->paper, pg->at.path, pg->at.page - 1) : S(""),
		.next = more ? paper_page(&pg->paper, pg->at.path, pg->at.page + 1) : S(""),
		.feed = paper_feed(&pg->paper, pg->at.path), .feed_title = title});
	put_list(pg, &v, root, card, n, more);
	return site_render(pg, "list", root);
}
