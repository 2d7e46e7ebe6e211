/* working_save.c: a working copy becomes the story: names become tags and guests, the
 * address is made, a revision is kept, and story_save() tells the readers' pages. */
#include "news/draft/revision.h"
#include "news/people/role.h"
#include "news/story/save.h"
#include "news/draft/working.h"
#include "query/story_write.h"
#include "query/working.h"
#include "text/words/slug.h"

enum { MOST_NAMES = 40, NAME_BYTES = 120 };

static bool
known(const int64_t *id, size_t n, int64_t one)
{
	for (size_t i = 0; i < n; i++)
		if (id[i] == one)
			return true;
	return false;
}

static err
tag_of(struct txn *t, str name, bool make, int64_t *id)
{
	str slug = slug_make(store_arena(t), name);
	struct q_working_tag row;
	err e;

	*id = 0;
	if (!slug.n)
		return OK;
	e = q_working_tag(t, slug, &row);
	if (e == OK)
		*id = row.id;
	if (e != E_ABSENT || !make)
		return e == E_ABSENT ? OK : e;
	return tag_save(t, slug, name, id);
}

/* A slug that no author has yet. */
static err
author_slug(struct txn *t, str name, str *slug)
{
	struct arena *a = store_arena(t);
	str base = slug_make(a, name);
	struct q_working_author_slug taken;

	if (!base.n)
		base = S("guest");
	*slug = base;
	for (int i = 2; i < 1000; i++) {
		TRY(q_working_author_slug(t, *slug, &taken));
		if (!taken.n)
			return OK;
		*slug = arena_fmt(a, "%.*s-%d", SARG(base), i);
	}
	return fail(E_CLASH, "too many authors are named %.*s", SARG(name));
}

static err
author_of(struct txn *t, str name, bool make, int64_t *id)
{
	struct q_working_author row;
	str slug;
	err e = q_working_author(t, name, &row);

	*id = e == OK ? row.id : 0;
	if (e != E_ABSENT || !make)
		return e == E_ABSENT ? OK : e;
	TRY(author_slug(t, name, &slug));
	TRY(author_save(t, slug, name, S(""), id));
	return q_working_author_person(t, *id, name);
}

static err
names(struct txn *t, str list, char sep, bool make, err (*find)(struct txn *, str, bool, int64_t *), int64_t **out, size_t *n)
{
	size_t tried = 0;
	str part;

	*n = 0;
	*out = NEW(store_arena(t), int64_t, MOST_NAMES);
	while (list.n && str_split(&list, sep, &part)) {
		int64_t id;

		part = str_trim(part);
		if (!part.n)
			continue;
		if (++tried > MOST_NAMES || part.n > NAME_BYTES)
			return fail(E_INPUT, "use at most %d names of at most %d bytes each", MOST_NAMES, NAME_BYTES);
		TRY(find(t, part, make, &id));
		if (id && !known(*out, *n, id))
			(*out)[(*n)++] = id;
	}
	return OK;
}

err
working_tags(struct txn *t, str list, bool make, int64_t **out, size_t *n)
{
	return names(t, list, ',', make, tag_of, out, n);
}

err
working_authors(struct txn *t, str list, bool make, int64_t **out, size_t *n)
{
	return names(t, list, '\n', make, author_of, out, n);
}

/* ---- sections ---- */

/* Who is limited to sections puts a story into those, or leaves it where it was.  A section
 * that is no more is left out. */
static err
take_sections(struct txn *t, const struct person *who, const struct story_draft *was, str list, struct story_draft *d)
{
	int64_t *id;
	size_t n = working_ids(store_arena(t), list, &id), have = 0;

	for (size_t i = 0; i < n; i++) {
		struct q_section_above *up;
		int64_t place[17];
		size_t ups, k;

		TRY(q_section_above(t, id[i], &up, &ups));
		for (k = 0; k < ups && k < LENGTH(place); k++)
			place[k] = up[k].id;
		if (k && !known(was->section, was->sections, id[i]) && !role_in_sections(who, place, k))
			return fail(E_DENIED, "you cannot put a story in this section");
		if (k && !known(id, have, id[i]))
			id[have++] = id[i];
	}
	d->section = id;
	d->sections = have;
	return OK;
}

/* ---- the address ---- */

static err
free_slug(struct txn *t, int64_t story, str base, str *slug)
{
	struct arena *a = store_arena(t);
	struct q_working_slug_taken taken;

	*slug = base;
	for (int i = 2; base.n && i < 1000; i++) {
		TRY(q_working_slug_taken(t, *slug, story, &taken));
		if (!taken.n)
			return OK;
		*slug = arena_fmt(a, "%.*s-%d", SARG(str_upto(base, SLUG_LONGEST - 8)), i);
	}
	return OK;
}

/* While nobody can have kept the address it follows the headline, unless somebody
 * chose another; after that it changes only when somebody changes it. */
static err
choose_slug(struct txn *t, const struct working *w, struct story_draft *d)
{
	struct arena *a = store_arena(t);
	str typed = slug_make(a, w->copy.field[WORKING_SLUG]), made = slug_make(a, d->headline);
	str before = slug_make(a, w->headline), base;

	if (w->listed && (!typed.n || str_eq(typed, w->slug)))
		return OK;
	base = !typed.n || (!w->listed && str_eq(typed, w->slug) && (str_starts(typed, before) && before.n)) ? made : typed;
	if (!base.n || str_eq(base, d->slug))
		return OK;
	TRY(free_slug(t, w->story, base, &d->slug));
	if (str_eq(d->kind, S("page"))) {
		size_t at = d->path.n;

		while (at && d->path.p[at - 1] != '/')
			at--;
		d->path = arena_fmt(a, "%.*s%.*s", SARG(str_upto(d->path, at)), SARG(d->slug));
	}
	return OK;
}

/* ---- the whole ---- */

static err
draft_of(struct txn *t, const struct person *who, const struct working *w, struct story_draft *d)
{
	const str *f = w->copy.field;
	struct story_draft was;
	int64_t *tag, *author;

	TRY(story_draft_of(t, w->story, d));
	was = *d;
	d->kicker = f[WORKING_KICKER];
	d->headline = f[WORKING_HEADLINE];
	d->standfirst = f[WORKING_STANDFIRST];
	d->dateline = f[WORKING_DATELINE];
	d->body = f[WORKING_BODY];
	d->format = S("html");
	d->excerpt = f[WORKING_EXCERPT];
	d->signature = f[WORKING_SIGNATURE];
	d->language = f[WORKING_LANGUAGE];
	d->direction = f[WORKING_DIRECTION];
	d->worktype = f[WORKING_WORKTYPE];
	d->seo_title = f[WORKING_SEO_TITLE];
	d->seo_description = f[WORKING_SEO_DESCRIPTION];
	d->comments = f[WORKING_COMMENTS];
	d->lead_media_id = 0;
	if (f[WORKING_LEAD].n)
		TRY(str_int(f[WORKING_LEAD], &d->lead_media_id));
	TRY(take_sections(t, who, &was, f[WORKING_SECTION], d));
	TRY(working_tags(t, f[WORKING_TAG], true, &tag, &d->tags));
	d->tag = tag;
	TRY(working_authors(t, f[WORKING_AUTHOR], true, &author, &d->authors));
	d->author = author;
	return choose_slug(t, w, d);
}

err
working_into_story(struct txn *t, const struct person *who, struct working *w, int64_t now)
{
	struct story_draft d;
	struct q_revision_last last;
	err e;

	TRY(draft_of(t, who, w, &d));
	/* Another door changed the story since this copy was begun: what it said stays to be had. */
	e = q_revision_last(t, w->story, &last);
	if (e != OK && e != E_ABSENT)
		return e;
	if (w->base != w->story_version && (e != OK || last.version != w->story_version))
		TRY(q_story_put_revision(t, &(struct q_story_put_revision_in){.story = w->story,
			.kind = S("autosave"), .at = now}));
	d.person_id = who->id;
	TRY(story_save(t, w->story, &d, now, &w->story));
	if (!w->listed)
		TRY(q_story_put_revision(t, &(struct q_story_put_revision_in){.story = w->story,
			.kind = S("named"), .person = who->id, .at = now}));
	TRY(q_working_remove(t, w->story));
	TRY(q_working_saver(t, w->story, who->id));
	TRY(working_audit(t, who, "story.save", w->story, d.headline, now));
	return working_load(t, who, w->story, w);
}

err
working_begin(struct txn *t, const struct person *who, const struct working_copy *typed, int64_t now, int64_t *story)
{
	struct story_draft d = story_draft_new();
	struct working w;
	struct working_copy c = *typed;
	struct q_working_byline own;

	TRY(working_check(store_arena(t), &c));
	d.headline = c.field[WORKING_HEADLINE];
	d.slug = slug_make(store_arena(t), d.headline);
	TRY(free_slug(t, 0, d.slug, &d.slug));
	if (!c.field[WORKING_AUTHOR].n) {
		TRY(q_working_byline(t, who->id, &own));
		c.field[WORKING_AUTHOR] = own.name;
	}
	TRY(story_save(t, 0, &d, now, story));
	TRY(q_working_owner(t, *story, who->id));
	TRY(q_working_saver(t, *story, who->id));
	TRY(working_audit(t, who, "story.begin", *story, d.headline, now));
	TRY(working_load(t, who, *story, &w));
	return working_put(t, who, &w, &c, false, now);
}
