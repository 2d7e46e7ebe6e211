/* working.c: reading what lies on a story's desk, who may write there, and taking
 * autosaves.  Versions of copies begin at a number made of the moment, so that no copy
 * ever has a version that an earlier one of the story had: a tab that slept over a save,
 * a discard and a new copy is told so.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/draft/working.h"
#include "news/people/audit.h"

#include "base/ids.h"
#include "base/rand.h"
#include "news/story/card.h"
#include "news/draft/revision.h"
#include "news/people/story_may.h"
#include "news/draft/working_body.h"
#include "query/working.h"

static str
one_line(struct arena *a, str s)
{
	char *p;

	if (str_find_char(s, '\n') == NOWHERE && str_find_char(s, '\t') == NOWHERE)
		return s;
	p = NEW(a, char, s.n);
	for (size_t i = 0; i < s.n; i++)
		p[i] = s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '\r' ? ' ' : s.p[i];
	return (str){p, s.n};
}

static bool
is_language(str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (i > 1 && (c == '-' || (c >= '0' && c <= '9')))))
			return false;
	}
	return s.n != 1;
}

static bool
is_typed(const struct record_field *f)
{
	return f->words & STORY_IN_FORM;
}

/* Trimmed, and as long as it may be; what has a choice and was not chosen is as it is otherwise. */
static err
check_text(struct arena *a, const struct record_field *f, str *s)
{
	*s = str_trim(f->type == RECORD_PROSE || f->type == RECORD_LINES ? *s : one_line(a, *s));
	if (f->most && s->n > f->most)
		return fail(f->merge == RECORD_BLOCKS ? E_TOOBIG : E_INPUT, "%s: %zu bytes are more than the %zu that fit here",
			f->form, s->n, f->most);
	if (!s->n && f->choice)
		*s = str_of(f->otherwise);
	return OK;
}

err
working_check(struct arena *a, struct story_fields *c)
{
	bool good = true;

	for (int i = 0; i < STORY_FIELDS; i++) {
		const struct record_field *f = &story_field[i];

		if (!is_typed(f) || record_is_number(f))
			continue;
		TRY(check_text(a, f, record_str(f, c)));
		good = good && record_allows(f, *record_str(f, c));
	}
	if (!good || !is_language(c->language))
		return fail(E_INPUT, "language, direction, kind of work or comments: there is no such choice");
	if (c->lead_media_id < 0)
		return fail(E_INPUT, "lead_media_id: a picture has a number");
	return OK;
}

bool
working_same(const struct story_fields *x, const struct story_fields *y)
{
	for (int i = 0; i < STORY_FIELDS; i++)
		if (is_typed(&story_field[i]) && !record_same(&story_field[i], x, y))
			return false;
	return true;
}

size_t
working_ids(struct arena *a, str list, int64_t **out)
{
	size_t n = 0;
	str part;

	*out = NEW(a, int64_t, list.n / 2 + 1);
	while (list.n && str_split(&list, ',', &part)) {
		int64_t id;

		if (str_int(str_trim(part), &id) == OK && id > 0)
			(*out)[n++] = id;
	}
	return n;
}

/* ---- who may ---- */

static err
judge(const struct person *who, const struct q_working_get *r, struct working *w)
{
	struct story_scope scope = {.listed = str_eq(r->state, S("publish")), .section = w->place, .sections = w->places,
		.own = r->own || r->owner_id == who->id || r->assignee_id == who->id};

	w->listed = scope.listed;
	w->own = scope.own;
	w->may_write = story_may(who, STORY_WRITE, &scope);
	w->may_publish = story_may(who, STORY_SAVE_PUBLIC, &scope);
	w->may_save = story_may(who, STORY_SAVE, &scope);
	return story_may(who, STORY_OPEN, &scope) ? OK : fail(E_DENIED, "this story stands in none of your sections");
}

/* ---- reading ---- */

static err
load(struct txn *t, const struct person *who, int64_t story, bool with_copy, struct working *w)
{
	struct arena *a = store_arena(t);
	struct q_working_get r;
	int64_t *place;

	*w = (struct working){0};
	TRY(q_working_get(t, story, who->id, with_copy, &r));
	*w = (struct working){.story = r.id, .kind = r.kind, .state = r.state, .stage = r.stage,
		.stage_name = r.stage_name, .slug = r.story_slug, .path = r.story_path, .headline = r.story_headline,
		.public_at = r.public_at, .published_at = r.published_at, .stage_id = r.stage_id, .owner_id = r.owner_id,
		.assignee_id = r.assignee_id, .story_version = r.story_version, .kept = r.kept != 0, .version = r.version,
		.base = r.base, .saved_at = r.saved_at, .person_id = r.person_id, .by = r.by, .copy = r.f,
		.lead_path = r.lead_path, .lead_alt = r.lead_alt};
	w->places = working_ids(a, r.places, &place);
	w->place = place;
	TRY(judge(who, &r, w));
	return working_body_html(t, &w->copy);
}

err
working_load(struct txn *t, const struct person *who, int64_t story, struct working *w)
{
	return load(t, who, story, true, w);
}

err
working_load_saved(struct txn *t, const struct person *who, int64_t story, struct working *w)
{
	return load(t, who, story, false, w);
}

/* ---- writing ---- */

err
working_audit(struct txn *t, const struct person *who, const char *action, int64_t story, str detail, int64_t now)
{
	return audit_put(t, &(struct actor){who->id, who->name, now},
		action, "story", story, str_upto(detail, 300));
}

/* A number that no copy of this story had before. */
static int64_t
first_version(int64_t now)
{
	return now * 1000000 + (int64_t)rand_below(900000);
}

err
working_put(struct txn *t, const struct person *who, struct working *w, const struct story_fields *c, bool make, int64_t now)
{
	struct arena *a = store_arena(t);
	int64_t *tag, *author;
	size_t tags, authors;

	TRY(working_tags(t, c->tags, make, &tag, &tags));
	TRY(working_authors(t, c->authors, make, &author, &authors));
	w->version = w->kept ? w->version + 1 : first_version(now);
	w->kept = true;
	w->person_id = who->id;
	w->by = who->name;
	w->saved_at = now;
	w->copy = *c;
	w->copy.format = S("html");
	return q_working_put(t, &(struct q_working_put_in){.story = w->story, .version = w->version, .base = w->base,
		.person = who->id, .at = now, .f = w->copy, .tag_ids = ids_text(a, tag, tags),
		.author_ids = ids_text(a, author, authors)});
}

/* May this person write, and did they see what lies there? */
static err
open_copy(struct txn *t, const struct person *who, int64_t story, int64_t version, struct working *w)
{
	TRY(working_load(t, who, story, w));
	if (!w->may_write)
		return fail(E_DENIED, "this story is somebody else's: you may read it, and note what you think");
	if (w->version != version)
		return fail(E_CLASH, "%.*s saved this story meanwhile", SARG(w->by.n ? w->by : S("somebody")));
	return OK;
}

err
working_autosave(struct txn *t, const struct person *who, int64_t story, int64_t version,
	const struct story_fields *typed, int64_t now, struct working *w)
{
	struct story_fields c = *typed;
	bool fresh;

	TRY(working_check(store_arena(t), &c));
	TRY(open_copy(t, who, story, version, w));
	if (working_same(&w->copy, &c))
		return OK;
	fresh = !w->kept || w->person_id != who->id;
	TRY(revision_thin(t, w, who, &c, now));
	TRY(working_put(t, who, w, &c, false, now));
	/* the trail says who sat down at a story, not every few seconds that they still do */
	return fresh ? working_audit(t, who, "story.write", story, c.headline, now) : OK;
}

err
working_save(struct txn *t, const struct person *who, int64_t story, int64_t version,
	const struct story_fields *typed, bool stay, int64_t now, struct working *w)
{
	TRY(working_autosave(t, who, story, version, typed, now, w));
	if (!w->kept) /* nothing is different from the story */
		return OK;
	if (stay || !w->may_save)
		return working_put(t, who, w, &w->copy, true, now);
	return working_into_story(t, who, w, now);
}

err
working_settle(struct txn *t, const struct person *who, int64_t story, int64_t now)
{
	struct working w;

	TRY(working_load(t, who, story, &w));
	if (!w.kept)
		return OK;
	if (!w.may_save)
		return fail(E_DENIED, "you may not save this story");
	return working_into_story(t, who, &w, now);
}

err
working_discard(struct txn *t, const struct person *who, int64_t story, int64_t now)
{
	struct working w;

	TRY(working_load(t, who, story, &w));
	if (!w.may_write)
		return fail(E_DENIED, "this story is somebody else's");
	if (!w.kept)
		return OK;
	TRY(revision_keep(t, &w, "autosave", S("")));
	TRY(q_working_remove(t, story));
	return working_audit(t, who, "story.discard", story, w.copy.headline, now);
}

err
working_restore(struct txn *t, const struct person *who, int64_t story, int64_t revision, int64_t now)
{
	struct working w;
	struct revision r;

	TRY(working_load(t, who, story, &w));
	if (!w.may_write)
		return fail(E_DENIED, "this story is somebody else's");
	TRY(revision_get(t, story, revision, &r));
	if (w.kept)
		TRY(revision_keep(t, &w, "autosave", S("")));
	/* the address is not a matter of what was written */
	r.copy.slug = w.copy.slug;
	TRY(working_check(store_arena(t), &r.copy));
	TRY(working_put(t, who, &w, &r.copy, false, now));
	return working_audit(t, who, "story.restore", story, arena_fmt(store_arena(t), "revision %lld", (long long)revision), now);
}

err
working_name_revision(struct txn *t, const struct person *who, int64_t story, int64_t id, str name, int64_t now)
{
	struct working w;
	struct revision r;

	name = str_trim(name);
	if (name.n > REVISION_NAME_BYTES)
		return fail(E_INPUT, "a revision's name has at most %d bytes", REVISION_NAME_BYTES);
	TRY(working_load(t, who, story, &w));
	if (!w.may_write)
		return fail(E_DENIED, "this story is somebody else's");
	TRY(revision_get(t, story, id, &r));
	TRY(q_revision_name(t, id, str_eq(r.kind, S("published")) ? r.kind : S("named"), name));
	return working_audit(t, who, "story.name", story, name, now);
}
