/* front.c: the first page.
 *
 * Until editors fill its slots by hand, rules do: pinned stories first, then
 * the latest; a lead should have a picture; opinion has a place of its own;
 * each top section shows what does not stand above already.  No story stands
 * twice, the list of the latest excepted. */
#include "news/story.h"
#include "query.h"
#include "site/site.h"

enum { SECONDS = 4, RIVER = 6, LATEST = 8, OPINION = 4, BLOCK = 5, POOL = 60 };

struct pool {
	struct card *card;
	bool *used;
	size_t n;
};

static err
fill_pool(struct making *pg, struct pool *p)
{
	struct q_list_pinned *pinned;
	struct q_list_latest *latest;
	size_t pins, n, ids = 0;
	int64_t *id;

	TRY(q_list_pinned(pg->t, pg->paper.now, &pinned, &pins));
	TRY(q_list_latest(pg->t, pg->paper.now, POOL, 0, &latest, &n));
	id = NEW(pg->c->a, int64_t, pins + n);
	for (size_t i = 0; i < pins; i++)
		id[ids++] = pinned[i].id;
	for (size_t i = 0; i < n; i++) {
		bool twice = false;

		for (size_t k = 0; k < pins; k++)
			twice |= id[k] == latest[i].id;
		if (!twice)
			id[ids++] = latest[i].id;
	}
	TRY(card_list(pg->t, id, ids, &p->card, &p->n));
	p->used = NEW(pg->c->a, bool, p->n);
	return OK;
}

static bool
is_opinion(const struct card *c)
{
	return str_eq(c->worktype, S("opinion")) || str_eq(c->worktype, S("analysis"));
}

static bool
is_for_top(const struct card *c)
{
	return !is_opinion(c) && !str_eq(c->worktype, S("paid"));
}

/* The lead: pinned, else the newest of the first few that has a picture. */
static size_t
choose_lead(const struct pool *p)
{
	for (size_t i = 0; i < p->n && i < 8; i++)
		if (p->card[i].pinned || (p->card[i].picture && is_for_top(&p->card[i])))
			return i;
	return 0;
}

static void
put_some(const struct view *v, struct value *list, struct pool *p, size_t want, bool (*fits)(const struct card *),
	int64_t words, str ending)
{
	for (size_t i = 0; i < p->n && want; i++) {
		if (p->used[i] || (fits && !fits(&p->card[i])))
			continue;
		show_card(v, value_item(list), &p->card[i], words, ending);
		p->used[i] = true;
		want--;
	}
}

static bool
mark_used(struct pool *p, int64_t id)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->card[i].id == id) {
			bool was = p->used[i];

			p->used[i] = true;
			return was;
		}
	return false;
}

static void
put_children(const struct making *pg, struct value *list, int64_t parent)
{
	for (size_t i = 0; i < pg->paper.sections; i++) {
		const struct paper_section *s = &pg->paper.section[i];

		if (s->parent_id == parent && s->listed)
			show_link(value_item(list), s->name, paper_section_path(&pg->paper, s->path));
	}
}

/* The first of a block is shown large: it should have a picture. */
static void
picture_first(struct card *card, size_t n)
{
	for (size_t i = 1; i < n && !card[0].picture; i++)
		if (card[i].picture) {
			struct card lead = card[i];

			memmove(card + 1, card, i * sizeof *card);
			card[0] = lead;
		}
}

/* A top section's newest stories that do not stand above. */
static err
put_block(struct making *pg, const struct view *v, struct value *blocks, const struct paper_section *s,
	struct pool *p, int64_t words, str ending)
{
	struct q_list_section *row;
	struct value *block, *list;
	struct card *card;
	size_t rows, n, ids = 0;
	int64_t id[BLOCK];

	TRY(q_list_section(pg->t, s->id, pg->paper.now, BLOCK + 12, 0, &row, &rows));
	for (size_t i = 0; i < rows && ids < BLOCK; i++)
		if (!mark_used(p, row[i].id))
			id[ids++] = row[i].id;
	TRY(card_list(pg->t, id, ids, &card, &n));
	if (!n)
		return OK;
	picture_first(card, n);
	block = value_item(blocks);
	show_link(block, s->name, paper_section_path(&pg->paper, s->path));
	value_str(block, "slug", s->slug);
	put_children(pg, value_list(block, "children"), s->id);
	show_card(v, value_record(block, "lead"), &card[0], words, ending);
	list = value_list(block, "items");
	for (size_t i = 1; i < n; i++)
		show_card(v, value_item(list), &card[i], words, ending);
	return OK;
}

static void
put_latest(const struct making *pg, const struct view *v, struct value *front, const struct pool *p, int64_t words,
	str ending)
{
	struct value *latest = value_record(front, "latest"), *list;
	const struct card *order[POOL + 10];
	size_t n = 0;

	/* the pool has the pinned first; here the time alone counts */
	for (size_t i = 0; i < p->n && n < LENGTH(order); i++) {
		size_t at = n++;

		for (; at && order[at - 1]->published_at < p->card[i].published_at; at--)
			order[at] = order[at - 1];
		order[at] = &p->card[i];
	}
	value_str(latest, "url", paper_page(&pg->paper, S("/"), 2));
	list = value_list(latest, "items");
	for (size_t i = 0; i < n && i < LATEST; i++)
		show_card(v, value_item(list), order[i], words, ending);
}

static void
put_opinion(const struct view *v, struct value *front, struct pool *p, int64_t words, str ending)
{
	struct value *opinion;
	bool any = false;

	for (size_t i = 0; i < p->n; i++)
		any |= !p->used[i] && is_opinion(&p->card[i]);
	if (!any) {
		value_null(front, "opinion");
		return;
	}
	opinion = value_record(front, "opinion");
	show_link(opinion, words_get(v->words, "opinion"), S(""));
	put_some(v, value_list(opinion, "items"), p, OPINION, is_opinion, words, ending);
}

static err
put_front(struct making *pg, const struct view *v, struct value *root, struct pool *p)
{
	struct value *front = value_record(root, "front"), *blocks;
	int64_t words = setting_int(&pg->paper.set, "card_words");
	str ending = setting_str(&pg->paper.set, "grid_ending");
	size_t lead = choose_lead(p);

	put_latest(pg, v, front, p, words, ending);
	if (!p->n) {
		value_null(front, "lead");
	} else {
		show_card(v, value_record(front, "lead"), &p->card[lead], words, ending);
		p->used[lead] = true;
	}
	put_some(v, value_list(front, "seconds"), p, SECONDS, is_for_top, words, ending);
	put_some(v, value_list(front, "river"), p, RIVER, is_for_top, words, ending);
	put_opinion(v, front, p, words, ending);
	blocks = value_list(front, "blocks");
	for (size_t i = 0; i < pg->paper.sections; i++)
		if (!pg->paper.section[i].parent_id && pg->paper.section[i].listed)
			TRY(put_block(pg, v, blocks, &pg->paper.section[i], p, words, ending));
	value_str(front, "more", p->n >= POOL ? paper_page(&pg->paper, S("/"), 2) : S(""));
	return OK;
}

err
site_front(struct making *pg)
{
	struct view v = site_view(pg);
	struct pool p;
	struct value *root;

	site_today(pg);
	TRY(paper_nav(pg->t, &pg->paper));
	TRY(fill_pool(pg, &p));
	root = show_frame(&v, &(struct frame){.kind = "front", .description = pg->paper.tagline,
		.path = S("/"), .today = true, .jsonld = show_jsonld_site(&v)});
	TRY(put_front(pg, &v, root, &p));
	return site_render(pg->c, "front", root);
}
