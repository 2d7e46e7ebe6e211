/* picture.c: who may change a picture, what is said about it, and which stories
 * use it.
 *
 * What a story uses is found when it is written (picture_uses_save), so that
 * "may a reader have this file" is two steps of an index for each file served. */
#include "news/picture/picture.h"
#include "news/people/audit.h"

#include "base/ids.h"
#include "base/utf8.h"
#include "news/people/role.h"
#include "news/paper/setting.h"
#include "query/import.h"
#include "query/picture.h"
#include "text/words/fold.h"
#include "text/body/images.h"
#include "text/body/size_suffix.h"

enum { MOST_USES = 300 };

bool
picture_may(const struct person *who, int64_t owner)
{
	return person_may(who, MAY_EDIT) || (person_may(who, MAY_PICTURE) && owner && who->id == owner);
}

err
picture_index(struct txn *t, int64_t id)
{
	struct arena *a = store_arena(t);
	struct q_picture_words_of w;
	struct settings set;
	str all;

	TRY(setting_load(t, &set));
	TRY(q_picture_words_of(t, id, &w));
	all = arena_fmt(a, "%.*s %.*s %.*s %.*s %.*s %.*s", SARG(w.title), SARG(w.alt), SARG(w.caption), SARG(w.credit),
		SARG(w.name), SARG(media_file_base(a, w.path, 1)));
	TRY(q_picture_words_clear(t, id));
	return q_picture_words_put(t, id, fold_text(a, all, setting_str(&set, "language")));
}

/* One line, or a few for a caption; never too long to be shown. */
static err
fits(str name, str text)
{
	if (text.n > PICTURE_MAX_TEXT)
		return fail(E_INPUT, "the %.*s must be %d bytes or fewer", SARG(name), PICTURE_MAX_TEXT);
	return utf8_valid(text) ? OK : fail(E_INPUT, "the %.*s is not valid UTF-8", SARG(name));
}

err
picture_describe(struct txn *t, int64_t id, const struct person *who, const struct picture_words *w, int64_t now)
{
	struct picture_entry p;

	TRY(picture_get(t, id, &p));
	if (!picture_may(who, p.person_id))
		return fail(E_DENIED, "you can change only your own pictures");
	TRY(fits(S("title"), w->title));
	TRY(fits(S("alt text"), w->alt));
	TRY(fits(S("caption"), w->caption));
	TRY(fits(S("credit"), w->credit));
	TRY(fits(S("licence"), w->licence));
	TRY(q_picture_describe(t, &(struct q_picture_describe_in){.id = id, .title = w->title,
		.alt = w->decorative ? S("") : w->alt, .decorative = w->decorative, .caption = w->caption, .credit = w->credit,
		.licence = w->licence}));
	TRY(picture_index(t, id));
	store_changed(t, DEP_MEDIA, id, 0);
	return audit_put(t, &(struct actor){who->id, who->name, now},
		"picture.describe", "picture", id, S(""));
}

/* By its address, which is what readers get; by its number where there is none of ours. */
static err
id_of(struct txn *t, const struct image *i, int64_t *id)
{
	struct q_picture_at at;
	str whole = size_suffix_strip(store_arena(t), i->path);
	err e = i->path.n ? q_picture_at(t, i->path, &at) : E_ABSENT;

	*id = i->id;
	if (e == E_ABSENT && !str_eq(whole, i->path))
		e = q_picture_at(t, whole, &at);
	if (e == OK)
		*id = at.id;
	return e == E_ABSENT ? OK : e;
}

err
picture_uses_save(struct txn *t, int64_t story, str body, int64_t lead)
{
	struct arena *a = store_arena(t);
	struct q_picture_uses_of_story *old;
	size_t images, olds, n = 0;
	struct image *image = images_in(a, body, MOST_USES, &images);
	int64_t *now = NEW(a, int64_t, images + 1), *was;

	if (lead)
		now[n++] = lead;
	for (size_t i = 0; i < images; i++) {
		int64_t id;

		TRY(id_of(t, &image[i], &id));
		if (id && !ids_have(now, n, id))
			now[n++] = id;
	}
	TRY(q_picture_uses_of_story(t, story, &old, &olds));
	was = NEW(a, int64_t, olds);
	for (size_t i = 0; i < olds; i++) {
		was[i] = old[i].media_id;
		if (ids_have(now, n, was[i]))
			continue;
		TRY(q_picture_use_drop(t, was[i], story));
		TRY(q_picture_uses_count(t, was[i]));
	}
	for (size_t i = 0; i < n; i++) {
		if (ids_have(was, olds, now[i]))
			continue;
		TRY(q_picture_use_put(t, now[i], story));
		TRY(q_picture_uses_count(t, now[i]));
	}
	return OK;
}

err
picture_lacks(struct txn *t, str body, int64_t lead, struct picture_lack **out, size_t *n)
{
	struct arena *a = store_arena(t);
	size_t images, ids = 0, rows;
	struct image *image = images_in(a, body, MOST_USES, &images);
	int64_t *id = NEW(a, int64_t, images + 1);
	struct q_picture_lacking *row;

	*n = 0;
	if (lead)
		id[ids++] = lead;
	for (size_t i = 0; i < images; i++) {
		int64_t one;

		if (image[i].link || image[i].alt.n)
			continue;
		TRY(id_of(t, &image[i], &one));
		if (one && !ids_have(id, ids, one))
			id[ids++] = one;
	}
	if (!ids)
		return OK;
	TRY(q_picture_lacking(t, (struct ids){id, ids}, &row, &rows));
	*out = NEW(a, struct picture_lack, rows);
	for (size_t i = 0; i < rows; i++)
		(*out)[(*n)++] = (struct picture_lack){row[i].id, row[i].name.n ? row[i].name : row[i].path};
	return OK;
}

static err
drafts_of(struct txn *t, const struct picture_entry *p, int64_t count, struct q_picture_used_on_desk **out, size_t *n)
{
	struct arena *a = store_arena(t);

	return q_picture_used_on_desk(t, p->id, arena_fmt(a, "wp-image-%lld\"", (long long)p->id),
		arena_fmt(a, "/%.*s", SARG(p->path)), count, out, n);
}

err
picture_used_in(struct txn *t, const struct picture_entry *p, int64_t count, int64_t now, struct picture_use **out,
	size_t *n)
{
	struct q_picture_used_in *use;
	struct q_picture_used_on_desk *draft;
	struct picture_use *u;
	size_t uses, drafts;

	TRY(q_picture_used_in(t, p->id, count, &use, &uses));
	TRY(drafts_of(t, p, count, &draft, &drafts));
	*out = u = NEW(store_arena(t), struct picture_use, uses + drafts);
	*n = 0;
	for (size_t i = 0; i < uses; i++)
		u[(*n)++] = (struct picture_use){.id = use[i].id, .headline = use[i].headline, .lead = use[i].lead != 0,
			.public = str_eq(use[i].state, S("publish")) && use[i].public_at <= now};
	for (size_t i = 0; i < drafts; i++)
		u[(*n)++] = (struct picture_use){.id = draft[i].id, .headline = draft[i].headline, .draft = true};
	return OK;
}

/* Stories name its number, so the row stays; its addresses answer 410. */
err
picture_delete(struct txn *t, int64_t id, const struct person *who, bool force, int64_t now, str *path)
{
	struct q_picture_used_on_desk *draft;
	struct picture_entry p;
	size_t drafts;

	TRY(picture_get(t, id, &p));
	if (!picture_may(who, p.person_id))
		return fail(E_DENIED, "you can change only your own pictures");
	TRY(drafts_of(t, &p, 1, &draft, &drafts));
	if ((p.uses || drafts) && !(force && person_may(who, MAY_EDIT)))
		return fail(E_CLASH, "this picture is used in a story: remove it there first");
	TRY(q_picture_gone_paths(t, id, now));
	TRY(q_import_sizes_clear(t, id));
	TRY(q_picture_crop_sizes_clear(t, id));
	TRY(q_picture_crops_clear(t, id));
	TRY(q_picture_words_clear(t, id));
	TRY(q_picture_gone(t, id, now));
	store_changed(t, DEP_MEDIA, id, 0);
	store_changed(t, DEP_MEDIA_PATH, dep_name(p.path), 0);
	*path = p.path;
	return audit_put(t, &(struct actor){who->id, who->name, now},
		"picture.delete", "picture", id, p.path);
}
