/* media.c: what another system says of a file: its words and measures.  Its bytes come
 * by themselves (news/picture/media_file.h).
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/archive/origin.h"

#include "news/picture/index.h"
#include "query/import.h"

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
