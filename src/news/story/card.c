/* card.c: gathering cards.  Answers come in any order and are put in that of
 * the list here, by a walk over the few dozen ids a page can hold.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/story/card.h"

#include "base/ids.h"
#include "query/card.h"

/* One picture's sizes in one shape; the same picture may stand in several cards. */
static void
give_sizes(struct picture *p, size_t n, const struct q_media_sizes_of *first, str shape, const struct picture_size *size,
	size_t sizes)
{
	for (size_t i = 0; i < n; i++) {
		if (p[i].id != first->media_id)
			continue;
		if (!first->shape.n)
			p[i].size = size, p[i].sizes = sizes;
		else if (str_eq(first->shape, shape))
			p[i].crop = size, p[i].crops = sizes;
		else
			p[i].share = size;
	}
}

/* Rows come by picture, then by shape. */
static void
add_sizes(struct arena *a, struct picture *p, size_t n, str shape, const struct q_media_sizes_of *row, size_t rows)
{
	struct picture_size *size = NEW(a, struct picture_size, rows);

	for (size_t i = 0, end; i < rows; i = end) {
		for (end = i; end < rows && row[end].media_id == row[i].media_id && str_eq(row[end].shape, row[i].shape); end++)
			size[end] = (struct picture_size){row[end].format, row[end].width, row[end].height, row[end].path};
		give_sizes(p, n, &row[i], shape, &size[i], end - i);
	}
}

static struct picture
picture_of(const struct q_media_of *r)
{
	return (struct picture){.id = r->id, .path = r->path, .mime = r->mime, .alt = r->alt,
		.caption = r->caption, .credit = r->credit, .licence = r->licence,
		.ready = str_eq(r->state, S("ready")), .decorative = r->decorative != 0,
		.width = r->width, .height = r->height, .focal_x = r->focal_x,
		.focal_y = r->focal_y};
}

err
card_pictures(struct txn *t, const int64_t *id, size_t ids, enum media_shape shape, struct picture **out, size_t *n)
{
	struct arena *a = store_arena(t);
	str shaped = str_of(media_shape_is(shape)->name);
	struct q_media_of *row;
	struct q_media_sizes_of *size;
	size_t rows, sizes;
	struct ids list = {id, ids};

	*n = 0;
	*out = NEW(a, struct picture, ids);
	if (!ids)
		return OK;
	TRY(q_media_of(t, list, &row, &rows));
	TRY(q_media_sizes_of(t, list, shaped, &size, &sizes));
	for (size_t i = 0; i < ids; i++)
		for (size_t k = 0; k < rows; k++)
			if (row[k].id == id[i]) {
				(*out)[(*n)++] = picture_of(&row[k]);
				break;
			}
	add_sizes(a, *out, *n, shaped, size, sizes);
	return OK;
}

static struct card
card_of(const struct q_card_of *r)
{
	return (struct card){.id = r->id, .page = str_eq(r->kind, S("page")),
		.protected = r->protected != 0, .pinned = r->pinned != 0,
		.commentable = str_eq(r->comments, S("open")), .slug = r->slug, .path = r->path,
		.kicker = r->kicker, .headline = r->headline, .standfirst = r->standfirst,
		.dateline = r->dateline, .excerpt = r->excerpt, .head = r->head,
		.format = r->format, .language = r->language, .direction = r->direction,
		.worktype = r->worktype, .guid = r->guid, .published_at = r->published_at,
		.modified_at = r->modified_at, .section_id = r->section_id,
		.section_path = r->section_path, .section_name = r->section_name,
		.author_slug = r->author_slug};
}

static void
add_authors(struct arena *a, struct card *c, const struct q_byline_of *row, size_t rows)
{
	struct author *author = NEW(a, struct author, rows);

	for (size_t i = 0; i < rows; i++)
		if (row[i].story_id == c->id)
			author[c->authors++] = (struct author){row[i].author_id, row[i].slug,
				row[i].name, row[i].url};
	c->author = author;
}

static err
add_pictures(struct txn *t, struct card *card, size_t n, const int64_t *lead)
{
	struct arena *a = store_arena(t);
	int64_t *want = NEW(a, int64_t, n);
	size_t wants = 0, have;
	struct picture *p;

	for (size_t i = 0; i < n; i++)
		if (lead[i])
			want[wants++] = lead[i];
	TRY(card_pictures(t, want, wants, MEDIA_CARD, &p, &have));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < have; k++)
			if (p[k].id == lead[i] && p[k].ready)
				card[i].picture = &p[k];
	return OK;
}

err
card_list(struct txn *t, const int64_t *id, size_t ids, struct card **out, size_t *n)
{
	struct arena *a = store_arena(t);
	struct q_card_of *row;
	struct q_byline_of *name;
	size_t rows, names;
	int64_t *lead = NEW(a, int64_t, ids);
	struct ids list = {id, ids};

	*n = 0;
	*out = NEW(a, struct card, ids);
	if (!ids)
		return OK;
	TRY(q_card_of(t, list, &row, &rows));
	TRY(q_byline_of(t, list, &name, &names));
	for (size_t i = 0; i < ids; i++)
		for (size_t k = 0; k < rows; k++)
			if (row[k].id == id[i]) {
				lead[*n] = row[k].lead_media_id;
				(*out)[*n] = card_of(&row[k]);
				add_authors(a, &(*out)[(*n)++], name, names);
				break;
			}
	return add_pictures(t, *out, *n, lead);
}

str
card_path(const struct paper *p, const struct card *c)
{
	struct civil at = zone_civil(p->zone, c->published_at);
	const struct permalink_parts v = {.slug = c->slug, .id = c->id, .year = (int)at.year,
		.month = at.month, .day = at.day, .hour = at.hour, .minute = at.minute,
		.second = at.second,
		.category = c->section_path.n ? c->section_path : S("uncategorized"),
		.author = c->author_slug.n ? c->author_slug : S("staff")};

	if (c->page)
		return permalink_write(p->a, permalink_slash(p->scheme) ? S("/%category%/") : S("/%category%"),
			&(struct permalink_parts){.category = c->path});
	return permalink_write(p->a, p->scheme, &v);
}
