/* archive.c: where foreign records went, and the small ones: authors, sections,
 * tags, media.
 *
 * What somebody changed here is never overwritten: `origin.wrote` is a
 * fingerprint of what the import wrote, and only while the row still is that,
 * a change from there is taken over.
 */
#include "news/archive/inner.h"

#include "base/hash.h"
#include "news/story/save.h"
#include "news/picture/picture.h"
#include "query/import.h"
#include "query/section.h"
#include "query/story_write.h"

enum { CACHE_MAX = 256 << 20 };

static void
end_cache(void *arg)
{
	struct archive *ar = arg;

	arena_end(ar->cache_arena);
}

void
archive_forget(struct archive *ar)
{
	arena_end(ar->cache_arena);
	ar->cache_arena = arena_new(CACHE_MAX);
	ar->cache = map_in(ar->cache_arena);
}

struct archive *
archive_new(struct arena *a, str source, const struct seal *key, int64_t now)
{
	struct archive *ar = NEW(a, struct archive, 1);

	*ar = (struct archive){.home = a, .source = arena_copy(a, source), .key = key, .now = now};
	archive_forget(ar);
	arena_defer(a, end_cache, ar);
	return ar;
}

int64_t
archive_recall(const struct archive *ar, struct arena *a, const char *kind, str name)
{
	int64_t *id = map_get(&ar->cache, arena_fmt(a, "%s %.*s", kind, SARG(name)));

	return id ? *id : 0;
}

void
archive_remember(struct archive *ar, const char *kind, str name, int64_t id)
{
	int64_t *kept = NEW(ar->cache_arena, int64_t, 1);

	*kept = id;
	map_put(&ar->cache, arena_fmt(ar->cache_arena, "%s %.*s", kind, SARG(name)), kept);
}

err
archive_origin(struct txn *t, const struct archive *ar, const char *kind, str foreign_id,
	struct archive_origin *out)
{
	struct q_import_origin o;
	err e = q_import_origin(t, ar->source, str_of(kind), foreign_id, &o);

	*out = (struct archive_origin){0};
	if (e == E_ABSENT)
		return OK;
	TRY(e);
	*out = (struct archive_origin){o.local_id, o.digest, o.wrote};
	return OK;
}

err
archive_origin_put(struct txn *t, const struct archive *ar, const char *kind, str foreign_id,
	int64_t id, str digest, str wrote)
{
	return q_import_origin_put(t, &(struct q_import_origin_put_in){.source = ar->source,
		.kind = str_of(kind), .foreign_id = foreign_id, .local_id = id,
		.digest = digest, .wrote = wrote});
}

err
archive_find(struct txn *t, struct archive *ar, str kind, str foreign_id, int64_t *id)
{
	struct archive_origin o;

	TRY(archive_origin(t, ar, arena_z(store_arena(t), kind), foreign_id, &o));
	*id = o.id;
	return OK;
}

str
archive_digest(struct arena *a, const str *s, size_t n)
{
	struct buf b;
	size_t all = 64;

	for (size_t i = 0; i < n; i++)
		all += s[i].n + 24;
	b = buf_in(a, all);
	for (size_t i = 0; i < n; i++) {
		buf_fmt(&b, "%zu:", s[i].n);
		buf_add(&b, s[i]);
	}
	return hash_hex(a, buf_str(&b));
}

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
	return fail(E_CLASH, "too many authors are named %.*s", SARG(slug));
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

static str
media_wrote(struct arena *a, str title, str alt, str caption, str description, str credit)
{
	const str all[] = {title, alt, caption, description, credit};

	return archive_digest(a, all, LENGTH(all));
}

static err
add_media(struct txn *t, const struct archive_media *m, int64_t *id)
{
	struct q_import_media_by_path same;
	struct q_import_media_id next;
	err e = q_import_media_by_path(t, m->path, &same);

	if (e == OK)
		*id = same.id;
	if (e != E_ABSENT)
		return e;
	TRY(q_import_media_id(t, m->wish, &next));
	*id = next.id;
	store_changed(t, DEP_MEDIA_PATH, dep_name(m->path), 0);
	TRY(q_import_media_add(t, &(struct q_import_media_add_in){.id = *id, .path = m->path,
		.mime = m->mime, .width = m->width, .height = m->height, .slug = m->slug,
		.title = m->title, .alt = m->alt, .caption = m->caption,
		.description = m->description, .credit = m->credit, .guid = m->guid,
		.uploaded_at = m->uploaded_at}));
	return picture_index(t, *id);
}

/* Changed there: taken over while it is here as it was written. */
static err
change_media(struct txn *t, const struct archive_media *m, const struct archive_origin *o,
	enum archive_did *did)
{
	struct q_import_media now;
	err e = q_import_media(t, o->id, &now);

	*did = ARCHIVE_KEPT;
	if (e)
		return e == E_ABSENT ? OK : e;
	if (!str_eq(o->wrote, media_wrote(store_arena(t), now.title, now.alt, now.caption,
		now.description, now.credit)))
		return OK;
	*did = ARCHIVE_CHANGED;
	store_changed(t, DEP_MEDIA, o->id, 0);
	TRY(q_import_media_set(t, &(struct q_import_media_set_in){.id = o->id,
		.title = m->title, .alt = m->alt, .caption = m->caption,
		.description = m->description, .credit = m->credit}));
	return picture_index(t, o->id);
}

err
archive_media(struct txn *t, struct archive *ar, const struct archive_media *m,
	enum archive_did *did)
{
	struct arena *a = store_arena(t);
	const str all[] = {m->path, m->title, m->alt, m->caption, m->description, m->credit, m->guid};
	str digest = archive_digest(a, all, LENGTH(all));
	str wrote = media_wrote(a, m->title, m->alt, m->caption, m->description, m->credit);
	struct archive_origin o;

	TRY(archive_origin(t, ar, "media", m->foreign_id, &o));
	*did = ARCHIVE_SAME;
	if (o.id && str_eq(o.digest, digest))
		return OK;
	if (o.id) {
		TRY(change_media(t, m, &o, did));
		wrote = *did == ARCHIVE_KEPT ? o.wrote : wrote;
	} else {
		*did = ARCHIVE_NEW;
		TRY(add_media(t, m, &o.id));
	}
	return archive_origin_put(t, ar, "media", m->foreign_id, o.id, digest, wrote);
}

err
archive_numbers(struct txn *t)
{
	struct q_import_numbers out;

	return q_import_numbers(t, &out);
}
