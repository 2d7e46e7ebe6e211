/* term.c: authors, sections and tags of another system.  A byline may name an
 * author, and a story a section, of which nothing came before: then one is made.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/archive/term.h"

#include "news/archive/origin.h"
#include "news/story/save.h"
#include "query/import.h"
#include "query/section.h"
#include "query/story_write.h"

/* A slug that no author has: slug, slug-2, slug-3, ... */
static err
free_author_slug(struct txn *t, str slug, str *out)
{
	*out = slug;
	for (int i = 2; i < 1000; i++) {
		struct q_author_by_slug was;
		err e = q_author_by_slug(t, *out, &was);

		if (e == E_ABSENT)
			return OK;
		TRY(e);
		*out = arena_fmt(store_arena(t), "%.*s-%d", SARG(slug), i);
	}
	return fail(E_CLASH, "there are too many authors named %.*s", SARG(slug));
}

static err
add_author(struct txn *t, const struct archive_author *w, int64_t *id)
{
	struct q_author_add out;
	str slug;

	TRY(free_author_slug(t, w->slug.n ? w->slug : S("author"), &slug));
	TRY(q_author_add(t, &(struct q_author_add_in){.slug = slug, .name = w->name,
		.bio = w->bio, .url = w->url, .login = w->login}, &out));
	store_changed(t, DEP_AUTHOR_SLUG, dep_name(slug), 0);
	*id = out.id;
	return OK;
}

/* Known by login, or by the slug that a byline of ours has. */
static err
known_author(struct txn *t, const struct archive *ar, str login, struct archive_origin *o)
{
	struct q_import_author_by_login by_login;
	struct q_author_by_slug by_slug;
	err e;

	TRY(archive_origin(t, ar, "author", login, o));
	if (o->id)
		return OK;
	e = q_import_author_by_login(t, login, &by_login);
	if (e == OK)
		o->id = by_login.id;
	if (e != E_ABSENT)
		return e;
	e = q_author_by_slug(t, login, &by_slug);
	if (e == OK)
		o->id = by_slug.id;
	return e == E_ABSENT ? OK : e;
}

err
archive_author(struct txn *t, struct archive *ar, const struct archive_author *w,
	enum archive_did *did)
{
	struct arena *a = store_arena(t);
	const str all[] = {w->login, w->slug, w->name, w->bio, w->url};
	str digest = archive_digest(a, all, LENGTH(all)), wrote = archive_digest(a, &w->name, 1);
	struct q_import_author_by_login now;
	struct archive_origin o;
	err e;

	TRY(known_author(t, ar, w->login, &o));
	*did = o.id ? ARCHIVE_SAME : ARCHIVE_NEW;
	if (!o.id) {
		TRY(add_author(t, w, &o.id));
	} else if (!str_eq(o.digest, digest)) {
		e = q_import_author_by_login(t, w->login, &now);
		if (e && e != E_ABSENT)
			return e;
		*did = ARCHIVE_KEPT;
		if (!e && now.id == o.id && str_eq(archive_digest(a, &now.name, 1), o.wrote)) {
			*did = ARCHIVE_CHANGED;
			TRY(q_import_author_set(t, &(struct q_import_author_set_in){.id = o.id,
				.name = w->name, .bio = w->bio, .url = w->url, .login = w->login}));
			store_changed(t, DEP_AUTHOR, o.id, 0);
		} else {
			wrote = o.wrote;
		}
	}
	archive_remember(ar, "author", w->login, o.id);
	if (str_eq(o.digest, digest))
		return OK;
	return archive_origin_put(t, ar, "author", w->login, o.id, digest, wrote);
}

err
archive_author_id(struct txn *t, struct archive *ar, const struct archive_author *w, int64_t *id)
{
	struct archive_origin o;
	enum archive_did did;

	*id = archive_recall(ar, store_arena(t), "author", w->login);
	if (*id)
		return OK;
	TRY(known_author(t, ar, w->login, &o));
	if (!o.id) {
		TRY(archive_author(t, ar, w, &did));
		o.id = archive_recall(ar, store_arena(t), "author", w->login);
	}
	archive_remember(ar, "author", w->login, o.id);
	*id = o.id;
	return OK;
}

static err
known_section(struct txn *t, struct archive *ar, str slug, struct archive_origin *o)
{
	struct q_section_by_slug s;
	err e;

	TRY(archive_origin(t, ar, "section", slug, o));
	if (o->id)
		return OK;
	e = q_section_by_slug(t, slug, &s);
	if (e == OK)
		o->id = s.id;
	return e == E_ABSENT ? OK : e;
}

err
archive_section(struct txn *t, struct archive *ar, const struct archive_section *s,
	enum archive_did *did)
{
	const str all[] = {s->slug, s->parent, s->name, s->description};
	str digest = archive_digest(store_arena(t), all, LENGTH(all));
	struct archive_origin o, above = {0};

	TRY(known_section(t, ar, s->slug, &o));
	*did = o.id ? ARCHIVE_SAME : ARCHIVE_NEW;
	if (!o.id) {
		if (s->parent.n)
			TRY(known_section(t, ar, s->parent, &above));
		TRY(section_save(t, above.id, s->slug, s->name, s->description, &o.id));
	} else if (o.digest.n && !str_eq(o.digest, digest)) {
		*did = ARCHIVE_KEPT;
	}
	archive_remember(ar, "section", s->slug, o.id);
	if (o.digest.n)
		return OK;
	return archive_origin_put(t, ar, "section", s->slug, o.id, digest, S(""));
}

err
archive_section_id(struct txn *t, struct archive *ar, const struct archive_name *n, int64_t *id)
{
	enum archive_did did;

	*id = archive_recall(ar, store_arena(t), "section", n->slug);
	if (*id)
		return OK;
	TRY(archive_section(t, ar, &(struct archive_section){.slug = n->slug,
		.name = n->name.n ? n->name : n->slug}, &did));
	*id = archive_recall(ar, store_arena(t), "section", n->slug);
	return OK;
}

static err
known_tag(struct txn *t, struct archive *ar, str slug, struct archive_origin *o)
{
	struct q_tag_by_slug s;
	err e;

	TRY(archive_origin(t, ar, "tag", slug, o));
	if (o->id)
		return OK;
	e = q_tag_by_slug(t, slug, &s);
	if (e == OK)
		o->id = s.id;
	return e == E_ABSENT ? OK : e;
}

err
archive_tag(struct txn *t, struct archive *ar, str slug, str name, str description,
	enum archive_did *did)
{
	const str all[] = {slug, name, description};
	str digest = archive_digest(store_arena(t), all, LENGTH(all));
	struct archive_origin o;

	TRY(known_tag(t, ar, slug, &o));
	*did = o.id ? ARCHIVE_SAME : ARCHIVE_NEW;
	if (!o.id) {
		TRY(tag_save(t, slug, name, &o.id));
		if (description.n)
			TRY(q_import_tag_set(t, o.id, name, description));
	} else if (o.digest.n && !str_eq(o.digest, digest)) {
		*did = ARCHIVE_KEPT;
	}
	archive_remember(ar, "tag", slug, o.id);
	if (o.digest.n)
		return OK;
	return archive_origin_put(t, ar, "tag", slug, o.id, digest, S(""));
}

err
archive_tag_id(struct txn *t, struct archive *ar, const struct archive_name *n, int64_t *id)
{
	enum archive_did did;

	*id = archive_recall(ar, store_arena(t), "tag", n->slug);
	if (*id)
		return OK;
	TRY(archive_tag(t, ar, n->slug, n->name.n ? n->name : n->slug, S(""), &did));
	*id = archive_recall(ar, store_arena(t), "tag", n->slug);
	return OK;
}
