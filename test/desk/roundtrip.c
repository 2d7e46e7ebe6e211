/* roundtrip.c: every field of a story goes through every passage that a story takes, and
 * comes out as it went in: form, autosave, clash, save, comparison, revision, restore,
 * template, publishing, search, planned change, export, import.  The fields are those of
 * sql/record/story.def, so a new one is tested by being there.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/base.h"
#include "news/archive/archive.h"
#include "news/draft/revision.h"
#include "news/draft/template.h"
#include "news/story/planned.h"
#include "news/story/publish.h"
#include "news/story/save.h"
#include "news/story/story.h"
#include "port/own/export.h"
#include "port/wordpress/wxr_import.h"
#include "news/people/role.h"
#include "press.h"
#include "query/story_write.h"
#include "query/story.h"
#include "store_pair.h"

struct trip {
	struct press p;
	struct press_who who;
	struct person person;
	struct arena *a;
	int64_t story, section[3], media[3], template, at;
	const struct story_fields *want;
	struct archive *archive;
	struct archive_story foreign;
	struct archive_story_did did;
};

static void
expect(struct trip *w, const char *where, unsigned words, const struct story_fields *have, const struct story_fields *want)
{
	int seen = 0;

	for (int i = 0; i < STORY_FIELDS; i++) {
		const struct record_field *f = &story_field[i];
		str x = record_text(w->a, f, have), y = record_text(w->a, f, want);

		if ((f->words & words) != words)
			continue;
		seen++;
		if (!y.n)
			test_fail(__FILE__, __LINE__, "%s: nothing went in as %s", where, f->name);
		if (!str_eq(x, y))
			test_fail(__FILE__, __LINE__, "%s: %s came out as \"%.*s\", not \"%.*s\"", where, f->name, SARG(x), SARG(y));
	}
	CHECK(seen > 5);
}

/* The n-th choice of a field; the first is 0. */
static str
choice(const struct record_field *f, int n)
{
	str all = str_of(f->choice), one = S("");

	for (int i = 0; i <= n; i++)
		CHECK(str_split(&all, '|', &one));
	return one;
}

/* "akicker", "bseotitle": one word, which is an address and a language as well. */
static str
word(struct arena *a, int set, const struct record_field *f)
{
	struct buf b = buf_in(a, 200);

	buf_char(&b, (char)('a' + set));
	for (const char *p = f->name; *p; p++)
		if (*p != '_')
			buf_char(&b, *p);
	return f->merge == RECORD_BLOCKS ? arena_fmt(a, "<p>%.*s</p>", SARG(buf_str(&b))) : buf_str(&b);
}

/* A value for every field of the form; those of two sets differ everywhere. */
static struct story_fields
filled(struct trip *w, int set)
{
	struct story_fields s = {0};

	for (int i = 0; i < STORY_FIELDS; i++) {
		const struct record_field *f = &story_field[i];

		if (!(f->words & STORY_IN_FORM))
			continue;
		if (f->type == RECORD_REF)
			CHECK_OK(record_put(f, &s, arena_fmt(w->a, "%lld", (long long)w->media[set])));
		else if (f->type == RECORD_IDS)
			*record_str(f, &s) = arena_fmt(w->a, "%lld", (long long)w->section[set]);
		else
			*record_str(f, &s) = f->choice ? choice(f, 1 + set) : word(w->a, set, f);
	}
	s.format = S("html");
	return s;
}

static err
furnish(struct txn *t, void *arg)
{
	struct trip *w = arg;

	for (int i = 0; i < 2; i++) {
		struct q_media_add m;
		str name = arena_fmt(w->a, "part%d", i);

		TRY(q_media_add(t, &(struct q_media_add_in){.path = arena_fmt(w->a, "2026/03/%d.jpg", i), .mime = S("image/jpeg"),
			.width = 800, .height = 600, .state = S("ready"), .at = w->p.now}, &m));
		w->media[i] = m.id;
		TRY(q_media_describe(t, m.id, S("A bridge"), S(""), S("A hand")));
		TRY(section_save(t, 0, name, name, S(""), &w->section[i]));
	}
	return OK;
}

static void
begin(struct arena *a, struct trip *w, enum engine on)
{
	*w = (struct trip){.a = a};
	press_setup_on(a, &w->p, pair_url(a, on));
	w->who = press_login(&w->p, a, "administrator");
	w->person = (struct person){.id = w->who.id, .name = S("Somebody"), .role = ROLE_ADMINISTRATOR};
	CHECK_OK(store_write(w->p.site.store, a, furnish, w));
}

/* What lies on the desk, or the story as it was saved. */
static const struct working *
lying(struct trip *w, bool saved)
{
	struct working *x = NEW(w->a, struct working, 1);
	struct txn *t;

	CHECK_OK(store_read(w->p.site.store, w->a, NULL, &t));
	CHECK_OK((saved ? working_load_saved : working_load)(t, &w->person, w->story, x));
	store_end(t);
	return x;
}

static str
path(struct trip *w, const char *what)
{
	return arena_fmt(w->a, "/desk/story/%lld/%s", (long long)w->story, what);
}

/* The form of a story with these fields. */
static struct ctx *
post(struct trip *w, const char *what, const struct story_fields *s, int64_t version)
{
	struct pair form[STORY_FIELDS + 1];
	size_t n = 0;

	for (int i = 0; i < STORY_FIELDS; i++)
		if (story_field[i].words & STORY_IN_FORM)
			form[n++] = (struct pair){str_of(story_field[i].form), record_text(w->a, &story_field[i], s)};
	form[n++] = (struct pair){S("version"), arena_fmt(w->a, "%lld", (long long)version)};
	return press_desk_post(&w->p, w->a, &w->who, path(w, what), form, n);
}

static void
autosave(struct trip *w, const struct story_fields *s)
{
	CHECK_INT(press_status(post(w, "autosave", s, lying(w, false)->version)), 200);
	CHECK(lying(w, false)->kept);
	expect(w, "autosave", STORY_IN_FORM, &lying(w, false)->copy, s);
}

static void
save(struct trip *w, const struct story_fields *s)
{
	CHECK_INT(press_status(post(w, "save", s, lying(w, false)->version)), 303);
	CHECK(!lying(w, false)->kept);
	expect(w, "save", STORY_IN_FORM, &lying(w, true)->copy, s);
}

/* Does this page show each field that is a text, and what was chosen? */
static void
shows(struct trip *w, struct ctx *c, const char *where, const char *text, const char *chosen, const struct story_fields *s)
{
	CHECK_INT(press_status(c), 200);
	for (int i = 0; i < STORY_FIELDS; i++) {
		const struct record_field *f = &story_field[i];
		const char *how = f->choice ? chosen : text;

		if (!(f->words & STORY_IN_FORM) || f->merge == RECORD_BLOCKS || f->type == RECORD_IDS)
			continue;
		if (!press_has(c, arena_fmt(w->a, "%s%.*s%s", how, SARG(record_text(w->a, f, s)), f->choice && how == chosen && *how ?
			"\" selected" : "").p))
			test_fail(__FILE__, __LINE__, "%s does not show %s", where, f->name);
	}
}

static err
save_as_read(struct txn *t, void *arg)
{
	struct trip *w = arg;
	struct story_draft d;

	TRY(story_draft_of(t, w->story, &d));
	return story_save(t, w->story, &d, w->p.now, &w->story);
}

/* Somebody saves over a version that they did not see: the answer has every field. */
static void
clashes(struct trip *w, const struct story_fields *s)
{
	struct ctx *c = post(w, "autosave", s, 1);

	CHECK_INT(press_status(c), 409);
	for (int i = 0; i < STORY_FIELDS; i++) {
		const struct record_field *f = &story_field[i];
		bool list = f->type == RECORD_IDS || f->type == RECORD_LINES;

		if ((f->words & STORY_IN_FORM) && f->merge != RECORD_BLOCKS && !press_has(c, arena_fmt(w->a, "\"%s\":%s\"%.*s\"", f->form,
			list ? "[" : "", SARG(record_text(w->a, f, s))).p))
			test_fail(__FILE__, __LINE__, "a clash does not say %s", f->name);
	}
}

static void
written(struct trip *w, const struct story_fields *s)
{
	struct pair headline = {S("headline"), S("To begin with")};
	struct ctx *c = press_desk_post(&w->p, w->a, &w->who, S("/desk/story/new"), &headline, 1);

	CHECK_INT(press_status(c), 303);
	CHECK_OK(str_int(str_trim(str_upto(str_from(c->reply.location, 12), str_find_char(str_from(c->reply.location, 12), '/'))),
		&w->story));
	autosave(w, s);
	clashes(w, s);
	shows(w, press_desk_get(&w->p, w->a, &w->who, path(w, "")), "the story's page", "", "value=\"", s);
	save(w, s);
	CHECK_OK(store_write(w->p.site.store, w->a, save_as_read, w));
	expect(w, "a draft saved as it was read", STORY_IN_FORM, &lying(w, true)->copy, s);
}

/* ---- revisions ---- */

static err
last_revision(struct txn *t, void *arg)
{
	struct trip *w = arg;
	struct revision *list, one;
	size_t n;

	TRY(revision_list(t, w->story, 10, &list, &n));
	TRY(revision_get(t, w->story, list[0].id, &one));
	expect(w, "the last revision", STORY_IN_COPY, &one.copy, w->want);
	w->at = one.id;
	return OK;
}

static void
keeps(struct trip *w, const struct story_fields *s)
{
	w->want = s;
	CHECK_OK(store_write(w->p.site.store, w->a, last_revision, w));
}

/* Saved (a), written over (b), compared, thrown away, and both had back. */
static void
revised(struct trip *w, const struct story_fields *a, const struct story_fields *b)
{
	struct story_fields want = *a;
	struct ctx *c;
	int64_t first;

	keeps(w, a); /* of the save */
	first = w->at;
	autosave(w, b);
	c = press_desk_get(&w->p, w->a, &w->who, path(w, "compare"));
	shows(w, c, "a comparison", "", "", a);
	shows(w, c, "a comparison", "", "", b);
	CHECK_INT(press_status(press_desk_post(&w->p, w->a, &w->who, path(w, "discard"), NULL, 0)), 303);
	keeps(w, b); /* of the copy */
	CHECK_INT(press_status(press_desk_post(&w->p, w->a, &w->who, path(w, arena_fmt(w->a, "revision/%lld/restore",
		(long long)w->at).p), NULL, 0)), 303);
	want = *b;
	want.slug = a->slug; /* not a matter of what was written */
	expect(w, "what was restored", STORY_IN_FORM, &lying(w, false)->copy, &want);
	CHECK_INT(press_status(press_desk_post(&w->p, w->a, &w->who, path(w, arena_fmt(w->a, "revision/%lld/restore",
		(long long)first).p), NULL, 0)), 303);
	expect(w, "what was restored first", STORY_IN_FORM, &lying(w, false)->copy, a);
	CHECK_INT(press_status(press_desk_post(&w->p, w->a, &w->who, path(w, "discard"), NULL, 0)), 303);
}

/* ---- templates ---- */

static err
make_template(struct txn *t, void *arg)
{
	struct trip *w = arg;
	struct story_template x;

	TRY(template_of_story(t, &w->person, w->story, S("Weather"), w->p.now, &w->template));
	TRY(template_get(t, w->template, &x));
	expect(w, "a template of a story", STORY_IN_TEMPLATE, &x.f, w->want);
	TRY(template_save(t, &w->person, &x, w->p.now));
	TRY(template_get(t, w->template, &x));
	expect(w, "a template that was saved", STORY_IN_TEMPLATE, &x.f, w->want);
	return OK;
}

/* Of a story, through its form, and a story that begins with it. */
static void
made_of_template(struct trip *w, const struct story_fields *s, const struct story_fields *b)
{
	struct pair form[STORY_FIELDS + 1] = {{S("name"), S("Weather")}}, of;
	int64_t story = w->story;
	size_t n = 1;
	struct ctx *c;
	str page;

	w->want = s;
	CHECK_OK(store_write(w->p.site.store, w->a, make_template, w));
	page = arena_fmt(w->a, "/desk/running/templates/%lld", (long long)w->template);
	for (int i = 0; i < STORY_FIELDS; i++)
		if (story_field[i].words & STORY_IN_TEMPLATE)
			form[n++] = (struct pair){str_of(story_field[i].form), record_text(w->a, &story_field[i], b)};
	CHECK_INT(press_status(press_desk_post(&w->p, w->a, &w->who, page, form, n)), 303);
	of = (struct pair){S("template"), arena_fmt(w->a, "%lld", (long long)w->template)};
	c = press_desk_post(&w->p, w->a, &w->who, S("/desk/story/new"), &of, 1);
	CHECK_INT(press_status(c), 303);
	CHECK_OK(str_int(str_upto(str_from(c->reply.location, 12), str_find_char(str_from(c->reply.location, 12), '/')), &w->story));
	expect(w, "a story of a template", STORY_IN_TEMPLATE, &lying(w, false)->copy, b);
	w->story = story;
}

/* ---- readers, plans ---- */

static err
publish(struct txn *t, void *arg)
{
	struct trip *w = arg;

	return publish_story(t, &w->person, w->story, &(struct publish_when){0}, w->p.now);
}

static err
plan(struct txn *t, void *arg)
{
	struct trip *w = arg;
	struct working x;

	TRY(working_load(t, &w->person, w->story, &x));
	TRY(working_save(t, &w->person, w->story, x.version, &x.copy, true, w->p.now, &x)); /* with tags and guests made */
	return planned_change(t, &w->person, w->story, w->at, w->p.now);
}

static void
read_by_readers(struct trip *w, const struct story_fields *s)
{
	struct ctx *c = press_get(&w->p, w->a, arena_fmt(w->a, "/?p=%lld", (long long)w->story)), *page;

	CHECK_INT(press_status(c), 301);
	page = press_get(&w->p, w->a, c->reply.location);
	CHECK_INT(press_status(page), 200);
	for (int i = 0; i < STORY_FIELDS; i++) {
		const struct record_field *f = &story_field[i];
		str text = record_text(w->a, f, s);

		if ((f->words & STORY_IN_SHOWN) && !press_has(page, arena_z(w->a, text)))
			test_fail(__FILE__, __LINE__, "the page does not show %s", f->name);
		if ((f->words & (STORY_IN_HEAD | STORY_IN_LEAD)) && !press_has(press_get(&w->p, w->a, arena_fmt(w->a, "/?s=%.*s", SARG(text))),
			arena_z(w->a, c->reply.location)))
			test_fail(__FILE__, __LINE__, "a search does not find %s", f->name);
	}
}

/* A change is planned while somebody goes on with another: after its moment the story has
 * the plan's fields, and the copy both. */
static void
planned(struct trip *w, const struct story_fields *is, const struct story_fields *next)
{
	struct story_fields copy = *is, want;

	autosave(w, next);
	w->at = w->p.now + 100;
	CHECK_OK(store_write(w->p.site.store, w->a, plan, w));
	CHECK(!lying(w, false)->kept);
	for (int i = 0; i < STORY_FIELDS; i++) /* the choices of the other set, all else as it is */
		if (story_field[i].choice && (story_field[i].words & STORY_IN_FORM))
			record_copy(&story_field[i], &copy, next);
	autosave(w, &copy);
	press_clock(&w->p, w->at + 1);
	CHECK_OK(planned_carry_out(w->p.site.store, w->a, w->p.now));
	want = *next;
	want.slug = next->slug;
	expect(w, "a planned change", STORY_IN_FORM, &lying(w, true)->copy, &want);
	for (int i = 0; i < STORY_FIELDS; i++)
		if (story_field[i].merge == RECORD_WORD || story_field[i].merge == RECORD_BLOCKS)
			record_copy(&story_field[i], &copy, next);
	expect(w, "a copy after a planned change", STORY_IN_FORM, &lying(w, false)->copy, &copy);
	CHECK_INT(press_status(press_desk_post(&w->p, w->a, &w->who, path(w, "discard"), NULL, 0)), 303);
}

/* ---- out and in ---- */

/* An export, brought into an empty paper. */
static void
moves_house(struct trip *w, enum engine on, const struct story_fields *s)
{
	struct trip two = {.a = w->a, .who = w->who, .person = w->person, .story = w->story};
	struct export how = {.store = w->p.site.store, .key = w->p.site.seal, .media = w->p.site.media, .base = S("http://x.example"),
		.now = w->p.now};
	str folder = arena_fmt(w->a, "%.*s/out", SARG(w->p.site.folder));
	struct import in = {.now = w->p.now};
	struct export_counts n;
	struct source *from;
	struct story_fields have;

	CHECK_OK(export_site(w->a, &how, folder, &n));
	press_setup_on(w->a, &two.p, pair_url(w->a, on));
	in.store = two.p.site.store;
	in.key = two.p.site.seal;
	CHECK_OK(source_open(w->a, arena_fmt(w->a, "%.*s/site.wxr.xml", SARG(folder)), &from));
	CHECK_OK(wxr_import(w->a, &in, from, report_new(w->a, folder)));
	have = lying(&two, true)->copy;
	CHECK(have.section_ids.n);
	have.section_ids = s->section_ids; /* numbers of rows are the new paper's own */
	expect(w, "a paper that moved house", STORY_IN_FORM, &have, s);
}

static err
bring(struct txn *t, void *arg)
{
	struct trip *w = arg;
	struct q_story_get row;

	TRY(archive_story(t, w->archive, &w->foreign, &w->did));
	TRY(q_story_get(t, w->did.id, &row));
	for (int i = 0; i < STORY_FIELDS; i++) {
		const struct record_field *f = &story_field[i];

		if (!(f->words & STORY_IN_PLACE) && f->type != RECORD_REF && i != STORY_FIELD_PATH && !record_same(f, &row.f, &w->foreign.f))
			test_fail(__FILE__, __LINE__, "an import: %s is not what was brought", f->name);
	}
	return OK;
}

/* Each field that another system changes is noticed, and comes. */
static void
changes_elsewhere(struct trip *w)
{
	w->archive = archive_new(w->a, S("https://other.example"), w->p.site.seal, w->p.now);
	record_new(story_field, STORY_FIELD_SECTION_IDS, &w->foreign.f);
	for (int i = STORY_FIELD_FORMAT; i < STORY_FIELDS; i++)
		CHECK_OK(record_put(&story_field[i], &w->foreign.f, str_of(story_field[i].otherwise)));
	w->foreign.foreign_id = S("x1");
	w->foreign.headline = S("From elsewhere");
	w->foreign.guid = S("tag:x1");
	w->foreign.password = S("$hash");
	CHECK_OK(store_write(w->p.site.store, w->a, bring, w));
	CHECK_INT(w->did.story, ARCHIVE_NEW);
	for (int i = 0; i < STORY_FIELDS; i++) {
		const struct record_field *f = &story_field[i];

		if ((f->words & (STORY_IN_PLACE | STORY_IN_ONCE)) || f->type == RECORD_REF || i == STORY_FIELD_PATH)
			continue;
		if (f->choice)
			*record_str(f, &w->foreign.f) = choice(f, str_eq(choice(f, 0), str_of(f->otherwise)));
		else
			CHECK_OK(record_put(f, &w->foreign.f, record_is_number(f) ? S("7") : word(w->a, 5, f)));
		CHECK_OK(store_write(w->p.site.store, w->a, bring, w));
		if (w->did.story != ARCHIVE_CHANGED)
			test_fail(__FILE__, __LINE__, "an import does not see that %s changed", f->name);
	}
	CHECK_OK(store_write(w->p.site.store, w->a, bring, w));
	CHECK_INT(w->did.story, ARCHIVE_SAME);
}

static void
round_trip(struct arena *a, enum engine on)
{
	struct trip w;
	struct story_fields one, two;

	begin(a, &w, on);
	one = filled(&w, 0);
	two = filled(&w, 1);
	written(&w, &one);
	revised(&w, &one, &two);
	made_of_template(&w, &one, &two);
	CHECK_OK(store_write(w.p.site.store, a, publish, &w));
	expect(&w, "a published story", STORY_IN_FORM, &lying(&w, true)->copy, &one);
	read_by_readers(&w, &one);
	planned(&w, &one, &two);
	read_by_readers(&w, &two);
	moves_house(&w, on, &two);
	changes_elsewhere(&w);
}

TEST(story_round_trip_sqlite)
{
	round_trip(a, ON_SQLITE);
}
TEST(story_round_trip_postgres)
{
	round_trip(a, ON_POSTGRES);
}
