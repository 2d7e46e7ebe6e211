/* author_edit.c: names in bylines: reworded, given to a person, merged.  A byline is
 * on every card, so whatever shows a card that bore the name is touched. */
#include "news/story/author_edit.h"
#include "query/author.h"

#include "news/story/save.h"
#include "query/section.h"

static err
is_free(struct txn *t, str slug, int64_t but)
{
	struct q_author_by_slug was;
	err e = q_author_by_slug(t, slug, &was);

	if (e == E_ABSENT || (e == OK && was.id == but))
		return OK;
	return e ? e : fail(E_CLASH, "another author has the slug \"%.*s\": merge them", SARG(slug));
}

static err
good_words(struct txn *t, const struct author_fields *w, int64_t id, str *slug)
{
	TRY(term_slug(store_arena(t), str_trim(w->name), w->slug, slug));
	if (w->url.n && !str_starts(w->url, S("https://")) && !str_starts(w->url, S("http://")))
		return fail(E_INPUT, "a web address must start with https://");
	return is_free(t, *slug, id);
}

err
author_create(struct txn *t, const struct actor *by, const struct author_fields *w, int64_t *id)
{
	str name = str_trim(w->name), slug;

	TRY(good_words(t, w, 0, &slug));
	TRY(author_save(t, slug, name, w->bio, id));
	TRY(q_author_set(t, &(struct q_author_set_in){.id = *id, .slug = slug, .name = name, .bio = w->bio,
		.url = w->url, .person = w->person}));
	return audit_put(t, by, "author.add", "author", *id, name);
}

/* Their addresses may hold the name; the sitemaps and the stories' own pages have them. */
static err
name_stories(struct txn *t, int64_t from, int64_t into)
{
	struct q_author_stories *row;
	size_t n;

	TRY(q_author_stories(t, from, &row, &n));
	for (size_t i = 0; i < n; i++) {
		store_changed(t, DEP_AUTHOR_LIST, from, row[i].published_at);
		if (into)
			store_changed(t, DEP_AUTHOR_LIST, into, row[i].published_at);
		store_changed(t, DEP_CARD, row[i].id, 0);
		store_changed(t, DEP_STORY, row[i].id, 0);
	}
	store_changed(t, DEP_SITEMAP, 0, 0);
	return OK;
}

err
author_edit(struct txn *t, const struct actor *by, int64_t id, const struct author_fields *w)
{
	struct arena *a = store_arena(t);
	struct q_author_get was;
	str name = str_trim(w->name), slug;

	TRY(q_author_get(t, id, &was));
	TRY(good_words(t, w, id, &slug));
	TRY(q_author_set(t, &(struct q_author_set_in){.id = id, .slug = slug, .name = name, .bio = w->bio,
		.url = w->url, .person = w->person}));
	store_changed(t, DEP_AUTHOR, id, 0);
	if (!str_eq(slug, was.slug)) {
		TRY(term_redirect(t, "author", was.slug, id));
		TRY(name_stories(t, id, 0));
		store_changed(t, DEP_AUTHOR_SLUG, dep_name(was.slug), 0);
		store_changed(t, DEP_AUTHOR_SLUG, dep_name(slug), 0);
	}
	return audit_put(t, by, "author.change", "author", id, str_eq(was.name, name) ? name :
		arena_fmt(a, "%.*s → %.*s", SARG(was.name), SARG(name)));
}

static err
merge_one(struct txn *t, const struct actor *by, int64_t id, int64_t into)
{
	struct q_author_get was, to = {0};

	TRY(q_author_get(t, id, &was));
	if (into)
		TRY(q_author_get(t, into, &to));
	TRY(name_stories(t, id, into));
	if (into) {
		TRY(q_author_byline_twice(t, id, into));
		TRY(q_author_byline_hand(t, id, into));
	}
	TRY(q_author_byline_drop(t, id));
	TRY(term_replace_in_drafts(t, 'a', id, into));
	TRY(term_end(t, "author", id, was.slug, into));
	TRY(q_author_delete(t, id));
	store_changed(t, DEP_AUTHOR, id, 0);
	store_changed(t, DEP_AUTHOR_SLUG, dep_name(was.slug), 0);
	return audit_put(t, by, into ? "author.merge" : "author.remove", "author", into ? into : id, into ?
		arena_fmt(store_arena(t), "%.*s → %.*s", SARG(was.name), SARG(to.name)) : was.name);
}

err
author_merge(struct txn *t, const struct actor *by, const int64_t *id, size_t n, int64_t into)
{
	for (size_t i = 0; i < n; i++)
		if (id[i] != into)
			TRY(merge_one(t, by, id[i], into));
	return OK;
}
