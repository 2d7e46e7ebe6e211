/* story.c: a foreign story with all that hangs on it.
 *
 * Its digest has two halves, the story's and its comments', so that new comments
 * there do not touch the story here.  A story counts as changed here when its
 * version is another than the import left.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "news/archive/comment.h"
#include "news/archive/origin.h"
#include "news/archive/term.h"
#include "news/people/password.h"
#include "news/story/save.h"
#include "query/import.h"
#include "query/redirect.h"
#include "query/story.h"
#include "query/story_write.h"

static void
add_names(str *all, size_t *n, const struct archive_name *name, size_t names)
{
	for (size_t i = 0; i < names; i++) {
		all[(*n)++] = name[i].slug;
		all[(*n)++] = name[i].name;
	}
	all[(*n)++] = S("/");
}

static str
number(struct arena *a, int64_t i)
{
	return arena_fmt(a, "%lld", (long long)i);
}

/* What a foreign record can say of a field: not the numbers of our rows, and a page's path is
 * made of slugs. */
static bool
is_foreign(int i)
{
	return !(story_field[i].words & STORY_IN_PLACE) && story_field[i].type != RECORD_REF && i != STORY_FIELD_PATH;
}

/* Fields that say nothing are left out, so one that is new here changes no digest. */
static str
story_digest(struct arena *a, const struct archive_story *s)
{
	size_t most = 2 * STORY_FIELDS + 10 + 2 * (s->corrections + s->sections + s->tags + s->authors + s->metas) +
		s->old_slugs + s->old_paths, n = 0;
	str *all = NEW(a, str, most);

	for (int i = 0; i < STORY_FIELDS; i++) {
		str text = is_foreign(i) ? record_text(a, &story_field[i], &s->f) : S("");

		if (text.n) {
			all[n++] = str_of(story_field[i].name);
			all[n++] = text;
		}
	}
	all[n++] = s->plain_password;
	all[n++] = s->lead;
	all[n++] = s->parent;
	add_names(all, &n, s->section, s->sections);
	add_names(all, &n, s->tag, s->tags);
	for (size_t i = 0; i < s->authors; i++)
		all[n++] = s->author[i].login;
	for (size_t i = 0; i < s->old_slugs; i++)
		all[n++] = s->old_slug[i];
	for (size_t i = 0; i < s->old_paths; i++)
		all[n++] = s->old_path[i];
	for (size_t i = 0; i < s->corrections; i++) {
		all[n++] = number(a, s->correction[i].at);
		all[n++] = s->correction[i].text;
	}
	for (size_t i = 0; i < s->metas; i++) {
		all[n++] = s->meta[i].name;
		all[n++] = s->meta[i].value;
	}
	return archive_digest(a, all, n);
}

static str
comment_digest(struct arena *a, const struct archive_comment *c)
{
	const str all[] = {c->parent, c->kind, c->state, c->author, c->url, c->email, c->body,
		number(a, c->created_at)};

	return archive_digest(a, all, LENGTH(all));
}

static str
comments_digest(struct arena *a, const struct archive_story *s)
{
	str *all = NEW(a, str, 2 * s->comments_n + 1);

	for (size_t i = 0; i < s->comments_n; i++) {
		all[2 * i] = s->comment[i].foreign_id;
		all[2 * i + 1] = comment_digest(a, &s->comment[i]);
	}
	return archive_digest(a, all, 2 * s->comments_n);
}

typedef err lookup(struct txn *, struct archive *, const struct archive_name *, int64_t *);

/* The ids of names, each once, in their order. */
static err
ids_of(struct txn *t, struct archive *ar, lookup *find, const struct archive_name *name,
	size_t names, const int64_t **out, size_t *n)
{
	int64_t *id = NEW(store_arena(t), int64_t, names);

	*n = 0;
	for (size_t i = 0; i < names; i++) {
		size_t k = 0;

		TRY(find(t, ar, &name[i], &id[*n]));
		while (k < *n && id[k] != id[*n])
			k++;
		*n += k == *n;
	}
	*out = id;
	return OK;
}

static err
author_ids(struct txn *t, struct archive *ar, const struct archive_story *s, struct story_draft *d)
{
	int64_t *id = NEW(store_arena(t), int64_t, s->authors);

	d->authors = 0;
	for (size_t i = 0; i < s->authors; i++) {
		size_t k = 0;

		TRY(archive_author_id(t, ar, &s->author[i], &id[d->authors]));
		while (k < d->authors && id[k] != id[d->authors])
			k++;
		d->authors += k == d->authors;
	}
	d->author = id;
	return OK;
}

/* The id of what a story points to, or 0 and the story waits for it. */
static err
resolve(struct txn *t, struct archive *ar, const char *kind, str foreign_id, int64_t *id)
{
	struct archive_origin o = {0};

	if (foreign_id.n)
		TRY(archive_origin(t, ar, kind, foreign_id, &o));
	*id = o.id;
	return OK;
}

static err
page_path(struct txn *t, struct story_draft *d)
{
	struct q_story_get above;
	err e = d->parent_id ? q_story_get(t, d->parent_id, &above) : E_ABSENT;

	d->path = d->slug;
	if (e != OK)
		return e == E_ABSENT ? OK : e;
	d->path = arena_fmt(store_arena(t), "%.*s/%.*s", SARG(above.f.path), SARG(d->slug));
	return OK;
}

static err
draft_of(struct txn *t, struct archive *ar, const struct archive_story *s, struct story_draft *d)
{
	str password = s->password;

	for (int i = 0; i < STORY_FIELDS; i++)
		if (is_foreign(i) && record_allows(&story_field[i], record_text(store_arena(t), &story_field[i], &s->f)))
			record_copy(&story_field[i], &d->f, &s->f);
	d->created_at = s->created_at;
	d->modified_at = s->modified_at;
	if (!password.n)
		TRY(password_of_story(store_arena(t), s->plain_password, &password));
	d->password = password;
	TRY(resolve(t, ar, "media", s->lead, &d->lead_media_id));
	TRY(resolve(t, ar, "story", s->parent, &d->parent_id));
	TRY(ids_of(t, ar, archive_section_id, s->section, s->sections, &d->section, &d->sections));
	TRY(ids_of(t, ar, archive_tag_id, s->tag, s->tags, &d->tag, &d->tags));
	TRY(author_ids(t, ar, s, d));
	return str_eq(s->kind, S("page")) ? page_path(t, d) : OK;
}

static err
put_metas(struct txn *t, const struct archive_story *s, const struct story_draft *d, int64_t id)
{
	int64_t place = 0;

	for (size_t i = 0; i < s->metas; i++)
		TRY(q_import_meta_put(t, id, ++place, s->meta[i].name, s->meta[i].value));
	if (s->lead.n && !d->lead_media_id)
		TRY(q_import_meta_put(t, id, ++place, S(ARCHIVE_LEAD), s->lead));
	if (s->parent.n && !d->parent_id)
		TRY(q_import_meta_put(t, id, ++place, S(ARCHIVE_PARENT), s->parent));
	return OK;
}

static err
put_corrections(struct txn *t, const struct archive_story *s, int64_t id)
{
	TRY(q_import_corrections_clear(t, id));
	for (size_t i = 0; i < s->corrections; i++)
		TRY(q_story_put_correction(t, id, s->correction[i].at, s->correction[i].text));
	return OK;
}

static err
put_old(struct txn *t, const struct archive_story *s, int64_t id)
{
	for (size_t i = 0; i < s->old_slugs; i++) {
		str key = arena_fmt(store_arena(t), "slug:%.*s", SARG(s->old_slug[i]));

		TRY(q_redirect_put(t, key, 301, S(""), id));
		store_changed(t, DEP_REDIRECT, dep_name(key), 0);
	}
	for (size_t i = 0; i < s->old_paths; i++) {
		TRY(q_redirect_put(t, s->old_path[i], 301, S(""), id));
		store_changed(t, DEP_REDIRECT, dep_name(s->old_path[i]), 0);
	}
	return OK;
}

static err
add_story(struct txn *t, struct archive *ar, const struct archive_story *s, int64_t *id)
{
	struct story_draft d = story_draft_new();
	struct q_import_story_id next;

	TRY(draft_of(t, ar, s, &d));
	TRY(q_import_story_id(t, s->wish, &next));
	d.own_id = next.id;
	TRY(story_save(t, 0, &d, s->modified_at, id));
	TRY(put_corrections(t, s, *id));
	TRY(put_metas(t, s, &d, *id));
	return put_old(t, s, *id);
}

static err
change_story(struct txn *t, struct archive *ar, const struct archive_story *s, int64_t id)
{
	struct story_draft d;
	int64_t lead;
	str password;

	TRY(story_draft_of(t, id, &d));
	lead = d.lead_media_id;
	password = d.password;
	TRY(draft_of(t, ar, s, &d));
	if (s->lead.n && !d.lead_media_id)
		d.lead_media_id = lead;
	if (password_is(store_arena(t), password, s->plain_password)) /* not a new hash of it */
		d.password = password;
	TRY(story_save(t, id, &d, s->modified_at, &id));
	TRY(put_corrections(t, s, id));
	TRY(q_import_meta_clear(t, id));
	TRY(put_metas(t, s, &d, id));
	return put_old(t, s, id);
}

static err
version_of(struct txn *t, int64_t id, str *out)
{
	struct q_import_story_version v;
	err e = q_import_story_version(t, id, &v);

	*out = S("");
	if (e == E_ABSENT)
		return OK;
	TRY(e);
	*out = number(store_arena(t), v.version);
	return OK;
}

/* Was known, and the story's half of the digest is another. */
static err
take_change(struct txn *t, struct archive *ar, const struct archive_story *s,
	struct archive_origin *o, struct archive_story_did *did)
{
	str version;

	TRY(version_of(t, o->id, &version));
	did->story = ARCHIVE_KEPT;
	if (!version.n) {
		did->id = 0;
		return OK;
	}
	if (!str_eq(version, o->wrote))
		return OK;
	did->story = ARCHIVE_CHANGED;
	TRY(change_story(t, ar, s, o->id));
	return version_of(t, o->id, &o->wrote);
}

err
archive_story(struct txn *t, struct archive *ar, const struct archive_story *s,
	struct archive_story_did *did)
{
	struct arena *a = store_arena(t);
	str half = story_digest(a, s), rest = comments_digest(a, s);
	str digest = arena_fmt(a, "%.*s-%.*s", SARG(half), SARG(rest));
	unsigned char *comment = NEW(a, unsigned char, s->comments_n);
	struct archive_origin o;

	memset(comment, ARCHIVE_SAME, s->comments_n);
	*did = (struct archive_story_did){.story = ARCHIVE_SAME, .comment = comment};
	TRY(archive_origin(t, ar, "story", s->foreign_id, &o));
	did->id = o.id;
	if (o.id && str_eq(o.digest, digest))
		return OK;
	if (!o.id) {
		did->story = ARCHIVE_NEW;
		TRY(add_story(t, ar, s, &o.id));
		TRY(version_of(t, o.id, &o.wrote));
		did->id = o.id;
	} else if (!str_starts(o.digest, half)) {
		TRY(take_change(t, ar, s, &o, did));
	}
	if (did->id)
		TRY(archive_comments(t, ar, did->id, s, comment));
	return archive_origin_put(t, ar, "story", s->foreign_id, o.id, digest, o.wrote);
}
