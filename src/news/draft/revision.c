/* revision.c: which moments of a story are kept, and having them back.  Every save is
 * one.  Of the autosaves between them one in ten minutes is kept, and always the last one
 * before somebody else's, before something else is put in its place, and before a large
 * part of the body goes: a slip of the hand is not the end of an afternoon.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/draft/revision.h"

#include "news/draft/working_body.h"
#include "query/working.h"

enum { LARGE = 400 }; /* LARGE: bytes of a body that are not lost lightly */

err
revision_list(struct txn *t, int64_t story, int64_t count, struct revision **out, size_t *n)
{
	struct q_revision_list *r;

	TRY(q_revision_list(t, story, count, &r, n));
	*out = NEW(store_arena(t), struct revision, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct revision){.id = r[i].id, .version = r[i].version, .saved_at = r[i].saved_at,
			.size = r[i].size, .kind = r[i].kind, .name = r[i].name, .by = r[i].by, .headline = r[i].headline};
	return OK;
}

err
revision_get(struct txn *t, int64_t story, int64_t id, struct revision *out)
{
	struct q_revision_get r;

	TRY(q_revision_get(t, story, id, &r));
	*out = (struct revision){.id = r.id, .version = r.version, .saved_at = r.saved_at, .kind = r.kind, .name = r.name,
		.by = r.by, .headline = r.f.headline, .copy = r.f};
	return working_body_html(t, &out->copy);
}

err
revision_keep(struct txn *t, const struct working *w, const char *kind, str name)
{
	return q_revision_put(t, &(struct q_revision_put_in){.story = w->story, .kind = str_of(kind), .name = name,
		.version = w->story_version, .person = w->person_id, .at = w->saved_at, .f = w->copy});
}

static bool
much_is_gone(str was, str is)
{
	return was.n > is.n + LARGE && is.n < was.n - was.n / 4;
}

err
revision_thin(struct txn *t, const struct working *w, const struct person *who, const struct story_fields *next,
	int64_t now)
{
	struct q_revision_last last = {0};
	err e;

	if (!w->kept) /* what is overwritten is the story itself, which is kept by its own save */
		return OK;
	e = q_revision_last(t, w->story, &last);
	if (e != OK && e != E_ABSENT)
		return e;
	if (last.saved_at > now - REVISION_APART && w->person_id == who->id &&
		!much_is_gone(w->copy.body, next->body))
		return OK;
	return revision_keep(t, w, "autosave", S(""));
}
