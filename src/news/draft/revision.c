/* revision.c: which moments of a story are kept, and having them back.  Every save is
 * one.  Of the autosaves between them one in ten minutes is kept, and always the last one
 * before somebody else's, before something else is put in its place, and before a large
 * part of the body goes: a slip of the hand is not the end of an afternoon. */
#include "news/draft/revision.h"

#include "news/draft/working_body.h"
#include "query/working.h"

enum { NAME_BYTES = 200, LARGE = 400 }; /* LARGE: bytes of a body that are not lost lightly */

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
		.by = r.by, .headline = r.headline, .copy = {{[WORKING_KICKER] = r.kicker, [WORKING_HEADLINE] = r.headline,
		[WORKING_STANDFIRST] = r.standfirst, [WORKING_DATELINE] = r.dateline, [WORKING_BODY] = r.body,
		[WORKING_EXCERPT] = r.excerpt, [WORKING_SIGNATURE] = r.signature, [WORKING_LANGUAGE] = r.language,
		[WORKING_DIRECTION] = r.direction, [WORKING_WORKTYPE] = r.worktype, [WORKING_SLUG] = r.slug,
		[WORKING_SEO_TITLE] = r.seo_title, [WORKING_SEO_DESCRIPTION] = r.seo_description,
		[WORKING_COMMENTS] = r.comments,
		[WORKING_LEAD] = r.lead_media_id ? arena_fmt(store_arena(t), "%lld", (long long)r.lead_media_id) : S(""),
		[WORKING_SECTION] = r.section_ids, [WORKING_TAG] = r.tags, [WORKING_AUTHOR] = r.authors}}};
	return working_body_html(t, r.format, &out->copy.field[WORKING_BODY]);
}

err
revision_name(struct txn *t, const struct person *who, int64_t story, int64_t id, str name, int64_t now)
{
	struct working w;
	struct revision r;

	name = str_trim(name);
	if (name.n > NAME_BYTES)
		return fail(E_INPUT, "a revision name can have at most %d bytes", NAME_BYTES);
	TRY(working_load(t, who, story, &w));
	if (!w.may_write)
		return fail(E_DENIED, "you can edit only your own stories");
	TRY(revision_get(t, story, id, &r));
	TRY(q_revision_name(t, id, str_eq(r.kind, S("published")) ? r.kind : S("named"), name));
	return working_audit(t, who, "story.name", story, name, now);
}

err
revision_keep(struct txn *t, const struct working *w, const char *kind, str name)
{
	const str *f = w->copy.field;
	int64_t lead = 0;

	if (f[WORKING_LEAD].n)
		TRY(str_int(f[WORKING_LEAD], &lead));
	return q_revision_put(t, &(struct q_revision_put_in){.story = w->story, .kind = str_of(kind), .name = name,
		.version = w->story_version, .person = w->person_id, .at = w->saved_at, .kicker = f[WORKING_KICKER],
		.headline = f[WORKING_HEADLINE], .standfirst = f[WORKING_STANDFIRST], .dateline = f[WORKING_DATELINE],
		.body = f[WORKING_BODY], .format = S("html"), .excerpt = f[WORKING_EXCERPT],
		.signature = f[WORKING_SIGNATURE], .language = f[WORKING_LANGUAGE], .direction = f[WORKING_DIRECTION],
		.worktype = f[WORKING_WORKTYPE], .slug = f[WORKING_SLUG], .seo_title = f[WORKING_SEO_TITLE],
		.seo_description = f[WORKING_SEO_DESCRIPTION], .comments = f[WORKING_COMMENTS], .lead_media_id = lead,
		.section_ids = f[WORKING_SECTION], .tags = f[WORKING_TAG], .authors = f[WORKING_AUTHOR]});
}

static bool
much_is_gone(str was, str is)
{
	return was.n > is.n + LARGE && is.n < was.n - was.n / 4;
}

err
revision_thin(struct txn *t, const struct working *w, const struct person *who, const struct working_copy *next,
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
		!much_is_gone(w->copy.field[WORKING_BODY], next->field[WORKING_BODY]))
		return OK;
	return revision_keep(t, w, "autosave", S(""));
}
