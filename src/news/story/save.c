/* save.c: writing a story, and which pages that touches.
 *
 * The page cache is exact because of this file: it compares the story before
 * and after, and names the record (story), its card when something on the card
 * differs, and each list in which its place appeared, went or moved.  A story
 * counts as listed when its state is 'publish', whatever the clock says: lists
 * remember when the next scheduled story comes, so scheduling touches them.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "news/story/save.h"

#include "base/ids.h"
#include "news/picture/picture.h"
#include "news/paper/search.h"
#include "news/paper/setting.h"

#include "query/import.h"
#include "query/redirect.h"
#include "query/section.h"
#include "query/story.h"
#include "query/story_write.h"
#include "text/body/body.h"

enum { PAGES_DEEP = 16 };

struct places {
	int64_t *section, *tag, *author;
	size_t sections, tags, authors;
};

struct story_draft
story_draft_new(void)
{
	struct story_draft d = {0};

	for (int i = 0; i < STORY_FIELDS; i++)
		if (!(story_field[i].words & STORY_IN_PLACE))
			record_new(&story_field[i], 1, &d.f);
	return d;
}

static err
places_of(struct txn *t, int64_t id, struct places *p)
{
	struct q_story_all_sections *s;
	struct q_story_tag_ids *g;
	struct q_story_author_ids *b;
	struct arena *a = store_arena(t);

	*p = (struct places){0};
	TRY(q_story_all_sections(t, id, &s, &p->sections));
	TRY(q_story_tag_ids(t, id, &g, &p->tags));
	TRY(q_story_author_ids(t, id, &b, &p->authors));
	p->section = NEW(a, int64_t, p->sections);
	p->tag = NEW(a, int64_t, p->tags);
	p->author = NEW(a, int64_t, p->authors);
	for (size_t i = 0; i < p->sections; i++)
		p->section[i] = s[i].id;
	for (size_t i = 0; i < p->tags; i++)
		p->tag[i] = g[i].id;
	for (size_t i = 0; i < p->authors; i++)
		p->author[i] = b[i].id;
	return OK;
}

/* The sections a story was put in, the main one first. */
static err
leaf_sections(struct txn *t, int64_t id, const int64_t **out, size_t *n)
{
	struct q_story_all_sections *s;
	size_t all, at = 0;
	int64_t *leaf;

	TRY(q_story_all_sections(t, id, &s, &all));
	leaf = NEW(store_arena(t), int64_t, all);
	for (int main = 1; main >= 0; main--)
		for (size_t i = 0; i < all; i++)
			if (s[i].leaf && s[i].main == main)
				leaf[at++] = s[i].id;
	*out = leaf;
	*n = at;
	return OK;
}

err
story_draft_of(struct txn *t, int64_t id, struct story_draft *d)
{
	struct q_story_get s;
	struct places p;

	TRY(q_story_get(t, id, &s));
	TRY(places_of(t, id, &p));
	*d = (struct story_draft){.f = s.f.row, .tag = p.tag, .tags = p.tags, .author = p.author, .authors = p.authors};
	return leaf_sections(t, id, &d->section, &d->sections);
}

static int64_t
public_at(const struct story_draft *d)
{
	return d->published_at > d->embargo_at ? d->published_at : d->embargo_at;
}

static bool
listed(const struct story_draft *d)
{
	return d && str_eq(d->state, S("publish"));
}

static bool
same_ids(const int64_t *x, size_t xn, const int64_t *y, size_t yn)
{
	return xn == yn && (!xn || !memcmp(x, y, xn * sizeof *x));
}

/* A card has as many characters of the body as sql/card.sql cuts off: four bytes each at most. */
enum { CARD_BODY_BYTES = 4 * 6000 };

static bool
same_card(const struct story_draft *x, const struct story_draft *y)
{
	for (int i = 0; i < STORY_FIELDS; i++)
		if ((story_field[i].words & STORY_IN_CARD) && !(story_field[i].words & STORY_IN_ONCE) &&
			!record_same(&story_field[i], &x->f, &y->f))
			return false;
	return str_eq(str_upto(x->body, CARD_BODY_BYTES), str_upto(y->body, CARD_BODY_BYTES)) &&
		str_eq(x->password, y->password) &&
		same_ids(x->section, x->sections ? 1 : 0, y->section, y->sections ? 1 : 0) &&
		same_ids(x->author, x->authors, y->author, y->authors);
}

static void
name_places(struct txn *t, const struct places *p, int64_t at)
{
	store_changed(t, DEP_LATEST, 0, at);
	for (size_t i = 0; i < p->sections; i++)
		store_changed(t, DEP_SECTION_LIST, p->section[i], at);
	for (size_t i = 0; i < p->tags; i++)
		store_changed(t, DEP_TAG_LIST, p->tag[i], at);
	for (size_t i = 0; i < p->authors; i++)
		store_changed(t, DEP_AUTHOR_LIST, p->author[i], at);
}

/* Those of x that y lacks: the story came to these lists, or left them. */
static void
name_difference(struct txn *t, const struct places *x, const struct places *y, int64_t at)
{
	for (size_t i = 0; i < x->sections; i++)
		if (!ids_have(y->section, y->sections, x->section[i]))
			store_changed(t, DEP_SECTION_LIST, x->section[i], at);
	for (size_t i = 0; i < x->tags; i++)
		if (!ids_have(y->tag, y->tags, x->tag[i]))
			store_changed(t, DEP_TAG_LIST, x->tag[i], at);
	for (size_t i = 0; i < x->authors; i++)
		if (!ids_have(y->author, y->authors, x->author[i]))
			store_changed(t, DEP_AUTHOR_LIST, x->author[i], at);
}

static void
name_lists(struct txn *t, const struct story_draft *was, const struct places *old,
	const struct story_draft *is, const struct places *new)
{
	bool before = listed(was), after = listed(is);

	if (!before && !after)
		return;
	store_changed(t, DEP_SITEMAP, 0, 0);
	if ((before && was->pinned) || (after && is->pinned))
		store_changed(t, DEP_PINNED, 0, 0);
	if (str_eq(is->kind, S("page"))) {
		store_changed(t, DEP_PAGES, 0, 0);
		return;
	}
	/* A password takes a story's talk out of the paper's feed: as if it left. */
	if (before && after && was->published_at == is->published_at &&
		public_at(was) == public_at(is) && !was->password.n == !is->password.n) {
		name_difference(t, old, new, is->published_at);
		name_difference(t, new, old, is->published_at);
		return;
	}
	if (before)
		name_places(t, old, was->published_at);
	if (after)
		name_places(t, new, is->published_at);
}

static void
name_changes(struct txn *t, int64_t id, const struct story_draft *was, const struct places *old,
	const struct story_draft *is, const struct places *new)
{
	store_changed(t, DEP_STORY, id, 0);
	if (!was || !same_card(was, is))
		store_changed(t, DEP_CARD, id, 0);
	/* for who names a story that may not be public: a slot of the front, the strip */
	if (!was || !str_eq(was->state, is->state) || public_at(was) != public_at(is))
		store_changed(t, DEP_SHOWN, id, 0);
	if (was) {
		store_changed(t, DEP_SLUG, dep_name(was->slug), 0);
		store_changed(t, DEP_SLUG, dep_name(was->path), 0);
	}
	store_changed(t, DEP_SLUG, dep_name(is->slug), 0);
	store_changed(t, DEP_SLUG, dep_name(is->path), 0);
	name_lists(t, was, old, is, new);
}

/* The navigation shows the sections that are used: has one come or gone? */
static err
name_sections(struct txn *t, const struct places *x, const struct places *y, int64_t alone)
{
	struct q_section_size size;

	for (size_t i = 0; i < x->sections; i++) {
		if (ids_have(y->section, y->sections, x->section[i]))
			continue;
		TRY(q_section_size(t, x->section[i], &size));
		if (size.n == alone)
			store_changed(t, DEP_SECTIONS, 0, 0);
	}
	return OK;
}

/* A story stands in its sections and in all above them. */
static err
put_sections(struct txn *t, int64_t id, const struct story_draft *d)
{
	TRY(q_story_clear_sections(t, id));
	for (size_t i = 0; i < d->sections; i++) {
		struct q_section_above *up;
		size_t n;

		TRY(q_section_above(t, d->section[i], &up, &n));
		for (size_t k = 0; k < n; k++)
			TRY(q_story_put_section(t, id, up[k].id, k == 0, k == 0 && i == 0));
	}
	return OK;
}

static err
put_places(struct txn *t, int64_t id, const struct story_draft *d)
{
	TRY(put_sections(t, id, d));
	TRY(q_story_clear_tags(t, id));
	for (size_t i = 0; i < d->tags; i++)
		TRY(q_story_put_tag(t, id, d->tag[i]));
	TRY(q_story_clear_byline(t, id));
	for (size_t i = 0; i < d->authors; i++)
		TRY(q_story_put_byline(t, id, (int64_t)i, d->author[i]));
	return OK;
}

static err
add_row(struct txn *t, const struct story_draft *d, int64_t now, int64_t *id)
{
	int64_t created = d->created_at ? d->created_at : now;
	int64_t modified = d->modified_at ? d->modified_at : now;
	struct q_story_add out;

	if (d->own_id)
		return q_story_add_as(t, &(struct q_story_add_as_in){.id = *id = d->own_id, .f = {.row = d->f},
			.public_at = public_at(d), .modified_at = modified, .created_at = created});
	TRY(q_story_add(t, &(struct q_story_add_in){.f = {.row = d->f}, .public_at = public_at(d),
		.modified_at = modified, .created_at = created}, &out));
	*id = out.id;
	return OK;
}

static err
change_row(struct txn *t, int64_t id, const struct story_draft *d, int64_t now)
{
	return q_story_change(t, &(struct q_story_change_in){.id = id, .f = {.row = d->f},
		.public_at = public_at(d), .modified_at = now});
}

/* Pages below one whose address changes move along, and from where they were a redirect
 * leads on.  carry false: it is only named what will change. */
static err
move_below(struct txn *t, int64_t id, str was, str is, bool carry, int depth)
{
	struct arena *a = store_arena(t);
	struct q_story_below *row;
	size_t n;

	TRY(q_story_below(t, id, &row, &n));
	for (size_t i = 0; i < n; i++) {
		str path, key = arena_fmt(a, "/%.*s", SARG(row[i].path));

		if (!str_starts(row[i].path, arena_fmt(a, "%.*s/", SARG(was))) || depth == PAGES_DEEP)
			continue;
		path = arena_fmt(a, "%.*s%.*s", SARG(is), SARG(str_from(row[i].path, was.n)));
		store_changed(t, DEP_STORY, row[i].id, 0);
		store_changed(t, DEP_CARD, row[i].id, 0);
		store_changed(t, DEP_SLUG, dep_name(row[i].path), 0);
		store_changed(t, DEP_SLUG, dep_name(path), 0);
		store_changed(t, DEP_REDIRECT, dep_name(key), 0);
		if (str_eq(row[i].state, S("publish"))) {
			store_changed(t, DEP_PAGES, 0, 0);
			store_changed(t, DEP_SITEMAP, 0, 0);
			if (carry)
				TRY(q_redirect_put(t, key, 301, S(""), row[i].id));
		}
		if (carry)
			TRY(q_story_put_path(t, row[i].id, path));
		TRY(move_below(t, row[i].id, row[i].path, path, carry, depth + 1));
	}
	return OK;
}

static err
move_pages(struct txn *t, int64_t id, const struct story_draft *was, const struct story_draft *is, bool carry)
{
	if (!str_eq(is->kind, S("page")) || !was->path.n || !is->path.n || str_eq(was->path, is->path))
		return OK;
	return move_below(t, id, was->path, is->path, carry, 0);
}

/* An address that readers may have kept goes on leading to the story. */
static err
keep_old_slug(struct txn *t, int64_t id, const struct story_draft *was, const struct story_draft *is)
{
	str old = str_eq(is->kind, S("page")) ? was->path : was->slug;
	str new = str_eq(is->kind, S("page")) ? is->path : is->slug;
	str key;

	if (!listed(was) || !old.n || str_eq(old, new))
		return OK;
	/* a page is asked for by its whole path, a story's address may begin with anything */
	key = arena_fmt(store_arena(t), str_eq(is->kind, S("page")) ? "/%.*s" : "slug:%.*s", SARG(old));
	store_changed(t, DEP_REDIRECT, dep_name(key), 0);
	return q_redirect_put(t, key, 301, S(""), id);
}

/* What stands in the fields that have this word, parted by spaces. */
static str
words_in(struct arena *a, const struct story_draft *d, unsigned word)
{
	struct buf b = buf_in(a, 1 << 20);

	for (int i = 0; i < STORY_FIELDS; i++)
		if (story_field[i].words & word) {
			if (b.n)
				buf_char(&b, ' ');
			buf_add(&b, record_text(a, &story_field[i], &d->f));
		}
	return buf_str(&b);
}

/* Readers ask in the paper's language, so its rules fold every story's words. */
static err
index_words(struct txn *t, int64_t id, const struct story_draft *d)
{
	struct arena *a = store_arena(t);
	struct settings s;

	TRY(setting_load(t, &s));
	return search_index(t, id, words_in(a, d, STORY_IN_HEAD), words_in(a, d, STORY_IN_LEAD),
		body_plain(a, d->body, body_format_of(d->format)), setting_str(&s, "language"));
}

err
story_save(struct txn *t, int64_t id, const struct story_draft *d, int64_t now, int64_t *id_out)
{
	struct story_draft was;
	struct places old = {0}, new;
	bool existed = id != 0;

	if (!d->headline.n && (listed(d) || !str_eq(d->kind, S("story"))))
		return fail(E_INPUT, "a story needs a headline");
	if (existed) {
		TRY(story_draft_of(t, id, &was));
		TRY(places_of(t, id, &old));
		TRY(keep_old_slug(t, id, &was, d));
		TRY(move_pages(t, id, &was, d, true));
		TRY(change_row(t, id, d, now));
	} else {
		TRY(add_row(t, d, now, &id));
	}
	TRY(put_places(t, id, d));
	TRY(index_words(t, id, d));
	TRY(picture_uses_save(t, id, d->body, d->lead_media_id));
	TRY(places_of(t, id, &new));
	TRY(name_sections(t, &new, &old, 1));
	TRY(name_sections(t, &old, &new, 0));
	if (listed(d))
		TRY(q_story_put_revision(t, &(struct q_story_put_revision_in){.story = id,
			.kind = S("published"), .person = d->person_id, .at = now}));
	name_changes(t, id, existed ? &was : NULL, &old, d, &new);
	*id_out = id;
	return OK;
}

/* The places that a draft would have. */
static err
places_wished(struct txn *t, const struct story_draft *d, struct places *p)
{
	struct arena *a = store_arena(t);

	*p = (struct places){.section = NEW(a, int64_t, 17 * d->sections), .tag = NEW(a, int64_t, d->tags),
		.author = NEW(a, int64_t, d->authors), .tags = d->tags, .authors = d->authors};
	for (size_t i = 0; i < d->tags; i++)
		p->tag[i] = d->tag[i];
	for (size_t i = 0; i < d->authors; i++)
		p->author[i] = d->author[i];
	for (size_t i = 0; i < d->sections; i++) {
		struct q_section_above *up;
		size_t n;

		TRY(q_section_above(t, d->section[i], &up, &n));
		for (size_t k = 0; k < n && k < 17; k++)
			p->section[p->sections++] = up[k].id;
	}
	return OK;
}

err
story_will(struct txn *t, int64_t id, const struct story_draft *d)
{
	struct story_draft was;
	struct places old, new;

	TRY(story_draft_of(t, id, &was));
	TRY(places_of(t, id, &old));
	TRY(places_wished(t, d, &new));
	name_changes(t, id, &was, &old, d, &new);
	return move_pages(t, id, &was, d, false);
}

err
story_correct(struct txn *t, int64_t id, str text, int64_t now)
{
	TRY(q_story_put_correction(t, id, now, text));
	store_changed(t, DEP_STORY, id, 0);
	return OK;
}

err
section_save(struct txn *t, int64_t parent, str slug, str name, str description, int64_t *id)
{
	struct q_section_by_id above = {0};
	struct q_section_add out;
	str path = slug;

	if (parent) {
		TRY(q_section_by_id(t, parent, &above));
		path = arena_fmt(store_arena(t), "%.*s/%.*s", SARG(above.path), SARG(slug));
	}
	TRY(q_section_add(t, &(struct q_section_add_in){.parent = parent, .slug = slug, .path = path,
		.name = name, .description = description}, &out));
	store_changed(t, DEP_SECTIONS, 0, 0);
	store_changed(t, DEP_SECTION_PATH, dep_name(path), 0);
	store_changed(t, DEP_SECTION_PATH, dep_name(slug), 0);
	*id = out.id;
	return OK;
}

err
section_rename(struct txn *t, int64_t id, str name, str description)
{
	TRY(q_section_rename(t, id, name, description));
	store_changed(t, DEP_SECTION, id, 0);
	store_changed(t, DEP_SECTIONS, 0, 0);
	return OK;
}

err
tag_save(struct txn *t, str slug, str name, int64_t *id)
{
	struct q_tag_add out;

	TRY(q_tag_add(t, slug, name, S(""), &out));
	store_changed(t, DEP_TAG_SLUG, dep_name(slug), 0);
	*id = out.id;
	return OK;
}

err
tag_rename(struct txn *t, int64_t id, str name)
{
	TRY(q_tag_rename(t, id, name));
	store_changed(t, DEP_TAG, id, 0);
	return OK;
}

err
author_save(struct txn *t, str slug, str name, str bio, int64_t *id)
{
	struct q_author_add out;

	TRY(q_author_add(t, &(struct q_author_add_in){.slug = slug, .name = name, .bio = bio}, &out));
	store_changed(t, DEP_AUTHOR_SLUG, dep_name(slug), 0);
	*id = out.id;
	return OK;
}

err
author_change(struct txn *t, int64_t id, str name, str bio)
{
	TRY(q_author_change(t, id, name, bio));
	store_changed(t, DEP_AUTHOR, id, 0);
	return OK;
}
