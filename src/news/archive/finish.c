/* finish.c: what can only be known when all records are here.
 *
 * A story that came before its picture, or a page before the page above it,
 * keeps the foreign number among its metas until the other is there; so an
 * import that ends in the middle leaves nothing to remember but the archive.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "news/archive/inner.h"

#include "query/import.h"
#include "query/picture.h"

enum { DEEPEST_PAGE = 16 };

static err
set_leads(struct txn *t, struct archive *ar, struct archive_left *left)
{
	struct q_import_waiting *w;
	struct q_import_still_waiting *s;
	size_t n;

	TRY(q_import_waiting(t, ar->source, S(ARCHIVE_LEAD), S("media"), &w, &n));
	for (size_t i = 0; i < n; i++) {
		TRY(q_import_set_lead(t, w[i].story_id, w[i].local_id));
		TRY(q_picture_use_put(t, w[i].local_id, w[i].story_id));
		TRY(q_picture_uses_count(t, w[i].local_id));
		TRY(q_import_meta_drop(t, w[i].story_id, S(ARCHIVE_LEAD)));
		store_changed(t, DEP_STORY, w[i].story_id, 0);
		store_changed(t, DEP_CARD, w[i].story_id, 0);
	}
	TRY(q_import_still_waiting(t, S(ARCHIVE_LEAD), &s, &n));
	left->leads = n;
	return OK;
}

struct page {
	struct q_import_pages row;
	str path;
};

static struct page *
page_of(struct page *page, size_t n, int64_t id)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (page[mid].row.id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && page[lo].row.id == id ? &page[lo] : NULL;
}

/* Slugs from the root; a circle or a page too deep ends the way up. */
static str
path_of(struct arena *a, struct page *page, size_t n, struct page *p, int depth)
{
	struct page *above = p->row.parent_id ? page_of(page, n, p->row.parent_id) : NULL;
	str up;

	if (p->path.n || !above || depth == DEEPEST_PAGE)
		return p->path.n ? p->path : p->row.slug;
	up = path_of(a, page, n, above, depth + 1);
	p->path = arena_fmt(a, "%.*s/%.*s", SARG(up), SARG(p->row.slug));
	return p->path;
}

/* A page that is its own forefather has no parent. */
static err
cut_circle(struct txn *t, struct page *page, size_t n, struct page *p)
{
	struct page *at = p;

	for (int i = 0; i <= DEEPEST_PAGE && at && at->row.parent_id; i++)
		at = page_of(page, n, at->row.parent_id);
	if (!at || !at->row.parent_id)
		return OK;
	p->row.parent_id = 0;
	return q_import_set_parent(t, p->row.id, 0);
}

static err
set_paths(struct txn *t)
{
	struct arena *a = store_arena(t);
	struct q_import_pages *row;
	struct page *page;
	size_t n;

	TRY(q_import_pages(t, &row, &n));
	page = NEW(a, struct page, n);
	for (size_t i = 0; i < n; i++)
		page[i].row = row[i];
	for (size_t i = 0; i < n; i++)
		TRY(cut_circle(t, page, n, &page[i]));
	for (size_t i = 0; i < n; i++) {
		str path = path_of(a, page, n, &page[i], 0);

		if (str_eq(path, row[i].path))
			continue;
		TRY(q_import_set_path(t, row[i].id, path));
		store_changed(t, DEP_STORY, row[i].id, 0);
		store_changed(t, DEP_CARD, row[i].id, 0);
		store_changed(t, DEP_SLUG, dep_name(row[i].path), 0);
		store_changed(t, DEP_SLUG, dep_name(path), 0);
		store_changed(t, DEP_PAGES, 0, 0);
	}
	return OK;
}

static err
set_parents(struct txn *t, struct archive *ar, struct archive_left *left)
{
	struct q_import_waiting *w;
	struct q_import_still_waiting *s;
	size_t n;

	TRY(q_import_waiting(t, ar->source, S(ARCHIVE_PARENT), S("story"), &w, &n));
	for (size_t i = 0; i < n; i++) {
		if (w[i].local_id != w[i].story_id)
			TRY(q_import_set_parent(t, w[i].story_id, w[i].local_id));
		TRY(q_import_meta_drop(t, w[i].story_id, S(ARCHIVE_PARENT)));
		store_changed(t, DEP_PAGES, 0, 0);
	}
	TRY(q_import_still_waiting(t, S(ARCHIVE_PARENT), &s, &n));
	left->parents = n;
	return set_paths(t);
}

err
archive_finish(struct txn *t, struct archive *ar, struct archive_left *left)
{
	*left = (struct archive_left){0};
	TRY(set_leads(t, ar, left));
	TRY(set_parents(t, ar, left));
	return archive_numbers(t);
}
