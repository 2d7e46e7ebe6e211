/* tag_edit.c: tags renamed, merged and taken away, and which pages that touches:
 * the tag's own lists, the stories that stood in them, the addresses. */
#include "news/story/tag_edit.h"
#include "query/tag.h"

#include "news/story/save.h"
#include "query/section.h"

static err
is_free(struct txn *t, str slug, int64_t but)
{
	struct q_tag_by_slug was;
	err e = q_tag_by_slug(t, slug, &was);

	if (e == E_ABSENT || (e == OK && was.id == but))
		return OK;
	return e ? e : fail(E_CLASH, "another tag has the slug \"%.*s\": merge them", SARG(slug));
}

err
tag_create(struct txn *t, const struct actor *by, str name, str slug, str description, int64_t *id)
{
	name = str_trim(name);
	TRY(term_slug(store_arena(t), name, slug, &slug));
	TRY(is_free(t, slug, 0));
	TRY(tag_save(t, slug, name, id));
	TRY(q_tag_set(t, *id, slug, name, description));
	return audit_put(t, by, "tag.add", "tag", *id, name);
}

err
tag_change(struct txn *t, const struct actor *by, int64_t id, str name, str slug, str description)
{
	struct arena *a = store_arena(t);
	struct q_tag_get was;

	name = str_trim(name);
	TRY(q_tag_get(t, id, &was));
	TRY(term_slug(a, name, slug, &slug));
	TRY(is_free(t, slug, id));
	TRY(q_tag_set(t, id, slug, name, description));
	store_changed(t, DEP_TAG, id, 0);
	if (!str_eq(slug, was.slug)) {
		TRY(term_redirect(t, "tag", was.slug, id));
		store_changed(t, DEP_TAG_SLUG, dep_name(was.slug), 0);
		store_changed(t, DEP_TAG_SLUG, dep_name(slug), 0);
		store_changed(t, DEP_SITEMAP, 0, 0);
	}
	return audit_put(t, by, "tag.change", "tag", id, str_eq(was.name, name) ? name :
		arena_fmt(a, "%.*s → %.*s", SARG(was.name), SARG(name)));
}

/* Every story of a tag: its lists and its page are not as they were. */
static err
name_stories(struct txn *t, int64_t from, int64_t into)
{
	struct q_tag_stories *row;
	size_t n;

	TRY(q_tag_stories(t, from, &row, &n));
	for (size_t i = 0; i < n; i++) {
		store_changed(t, DEP_TAG_LIST, from, row[i].published_at);
		if (into)
			store_changed(t, DEP_TAG_LIST, into, row[i].published_at);
		store_changed(t, DEP_STORY, row[i].id, 0);
	}
	return OK;
}

static err
merge_one(struct txn *t, const struct actor *by, int64_t id, int64_t into)
{
	struct q_tag_get was, to = {0};
	struct arena *a = store_arena(t);

	TRY(q_tag_get(t, id, &was));
	if (into)
		TRY(q_tag_get(t, into, &to));
	TRY(name_stories(t, id, into));
	if (into) {
		TRY(q_tag_twice(t, id, into));
		TRY(q_tag_hand(t, id, into));
	}
	TRY(q_tag_drop(t, id));
	TRY(term_replace_in_drafts(t, 't', id, into));
	TRY(term_end(t, "tag", id, was.slug, into));
	TRY(q_tag_delete(t, id));
	store_changed(t, DEP_TAG, id, 0);
	store_changed(t, DEP_TAG_SLUG, dep_name(was.slug), 0);
	store_changed(t, DEP_SITEMAP, 0, 0);
	return audit_put(t, by, into ? "tag.merge" : "tag.remove", "tag", into ? into : id, into ?
		arena_fmt(a, "%.*s → %.*s", SARG(was.name), SARG(to.name)) : was.name);
}

err
tag_merge(struct txn *t, const struct actor *by, const int64_t *id, size_t n, int64_t into)
{
	for (size_t i = 0; i < n; i++)
		if (id[i] != into)
			TRY(merge_one(t, by, id[i], into));
	return OK;
}
