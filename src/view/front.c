/* front.c: the values of the front (doc/themes.md), from what news/front/front.c chose.
 * The same for readers and for the desk's preview.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/front/front.h"
#include "view/show.h"

struct how {
	const struct view *v;
	int64_t words;
	str ending;
};

static void
put_card(const struct how *h, struct value *into, const struct card *c)
{
	show_card(h->v, into, c, h->words, h->ending);
}

static void
put_places(const struct how *h, struct value *list, const struct front_area *area, size_t from)
{
	for (size_t i = from; i < area->places; i++)
		if (area->place[i].card)
			put_card(h, value_item(list), area->place[i].card);
}

static void
put_lead(const struct how *h, struct value *front, const struct front_area *area)
{
	const struct front_place *p = &area->place[0];
	bool own = p->slot && p->why == FRONT_SHOWS;

	value_str(front, "size", own && p->card ? p->slot->size : S(""));
	if (p->card)
		put_card(h, value_record(front, "lead"), p->card);
	else
		value_null(front, "lead");
}

static size_t
first_of(const struct front_area *area)
{
	size_t i = 0;

	while (i < area->places && !area->place[i].card)
		i++;
	return i;
}

static void
put_opinion(const struct how *h, struct value *front, const struct front_area *area)
{
	struct value *opinion;

	if (first_of(area) == area->places) {
		value_null(front, "opinion");
		return;
	}
	opinion = value_record(front, "opinion");
	show_link(opinion, area->name.n ? area->name : words_get(h->v->words, "opinion"), S(""));
	put_places(h, value_list(opinion, "items"), area, 0);
}

static void
put_latest(const struct how *h, struct value *front, const struct front *f, bool hidden)
{
	struct value *latest, *list;

	if (hidden) {
		value_null(front, "latest");
		return;
	}
	latest = value_record(front, "latest");
	value_str(latest, "url", paper_page(h->v->paper, S("/"), 2));
	list = value_list(latest, "items");
	for (size_t i = 0; i < f->latests; i++)
		if (f->latest_card[i])
			put_card(h, value_item(list), f->latest_card[i]);
}

static void
put_children(const struct how *h, struct value *list, int64_t parent)
{
	const struct paper *p = h->v->paper;

	for (size_t i = 0; i < p->sections; i++)
		if (p->section[i].parent_id == parent && p->section[i].listed)
			show_link(value_item(list), p->section[i].name, paper_section_path(p, p->section[i].path));
}

static void
put_block(const struct how *h, struct value *blocks, const struct front_area *area)
{
	const struct paper *p = h->v->paper;
	const struct paper_section *s = area->section;
	size_t first = first_of(area);
	struct value *block, *children;

	if (first == area->places)
		return;
	block = value_item(blocks);
	show_link(block, area->name.n || !s ? area->name : s->name,
		s ? paper_section_path(p, s->path) : paper_tag(p, area->tag_slug));
	value_str(block, "slug", s ? s->slug : arena_fmt(h->v->a, "tag-%.*s", SARG(area->tag_slug)));
	children = value_list(block, "children");
	if (s)
		put_children(h, children, s->id);
	put_card(h, value_record(block, "lead"), area->place[first].card);
	put_places(h, value_list(block, "items"), area, first + 1);
}

void
show_front(const struct view *v, struct value *root, const struct front *f, str notice)
{
	struct how h = {v, setting_int(&v->paper->set, "card_words"), setting_str(&v->paper->set, "grid_ending")};
	struct value *front = value_record(root, "front"), *seconds = value_list(front, "seconds"),
		*river = value_list(front, "river"), *blocks = value_list(front, "blocks");

	value_str(front, "notice", notice);
	for (size_t i = 0; i < f->areas; i++) {
		const struct front_area *area = &f->area[i];

		switch (area->kind) {
		case FRONT_LEAD:
			put_lead(&h, front, area);
			break;
		case FRONT_SECONDS:
		case FRONT_RIVER:
			put_places(&h, area->kind == FRONT_RIVER ? river : seconds, area, 0);
			break;
		case FRONT_OPINION:
			put_opinion(&h, front, area);
			break;
		case FRONT_LATEST:
			put_latest(&h, front, f, area->hidden);
			break;
		case FRONT_SECTION:
		case FRONT_TAG:
			put_block(&h, blocks, area);
		}
	}
	value_str(front, "more", f->more ? paper_page(v->paper, S("/"), 2) : S(""));
}
