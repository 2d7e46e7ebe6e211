/* working.c: reading what lies on a story's desk, who may write there, and taking
 * autosaves.  Versions of copies begin at a number made of the moment, so that no copy
 * ever has a version that an earlier one of the story had: a tab that slept over a save,
 * a discard and a new copy is told so. */
#include "news/draft/working.h"
#include "news/people/audit.h"

#include "base/ids.h"
#include "base/rand.h"
#include "news/story/card.h"
#include "news/draft/revision.h"
#include "news/people/story_may.h"
#include "news/draft/working_body.h"
#include "query/working.h"

static const struct {
	const char *name;
	size_t most; /* bytes */
	bool lines;  /* line ends count */
} fields[WORKING_FIELDS] = {
	[WORKING_KICKER] = {"kicker", 300, false},
	[WORKING_HEADLINE] = {"headline", 1000, false},
	[WORKING_STANDFIRST] = {"standfirst", 6000, true},
	[WORKING_DATELINE] = {"dateline", 300, false},
	[WORKING_BODY] = {"body", 900 << 10, true},
	[WORKING_EXCERPT] = {"excerpt", 6000, true},
	[WORKING_SIGNATURE] = {"signature", 600, false},
	[WORKING_LANGUAGE] = {"language", 30, false},
	[WORKING_DIRECTION] = {"direction", 3, false},
	[WORKING_WORKTYPE] = {"worktype", 20, false},
	[WORKING_SLUG] = {"slug", 600, false},
	[WORKING_SEO_TITLE] = {"seo_title", 1000, false},
	[WORKING_SEO_DESCRIPTION] = {"seo_description", 2000, true},
	[WORKING_COMMENTS] = {"comments", 10, false},
	[WORKING_LEAD] = {"lead_media_id", 20, false},
	[WORKING_SECTION] = {"section", 1000, false},
	[WORKING_TAG] = {"tag", 4000, false},
	[WORKING_AUTHOR] = {"author", 4000, true},
};

const char *
working_name(enum working_field f)
{
	return fields[f].name;
}

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
one_of(str s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(s, str_of(list[i])))
			return true;
	return false;
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

err
working_check(struct arena *a, struct working_copy *c)
{
	static const char *const direction[] = {"", "ltr", "rtl"}, *const worktype[] = {"news", "opinion", "analysis", "paid"},
		*const comments[] = {"open", "closed", "off"};
	str *f = c->field;
	int64_t lead;

	for (int i = 0; i < WORKING_FIELDS; i++) {
		f[i] = str_trim(fields[i].lines ? f[i] : one_line(a, f[i]));
		if (f[i].n > fields[i].most)
			return fail(i == WORKING_BODY ? E_TOOBIG : E_INPUT, "%s: %zu bytes, but the limit is %zu",
				fields[i].name, f[i].n, fields[i].most);
	}
	if (!f[WORKING_WORKTYPE].n)
		f[WORKING_WORKTYPE] = S("news");
	if (!f[WORKING_COMMENTS].n)
		f[WORKING_COMMENTS] = S("open");
	if (!one_of(f[WORKING_DIRECTION], direction, LENGTH(direction)) || !is_language(f[WORKING_LANGUAGE]) ||
		!one_of(f[WORKING_WORKTYPE], worktype, LENGTH(worktype)) || !one_of(f[WORKING_COMMENTS], comments, LENGTH(comments)))
		return fail(E_INPUT, "invalid language, direction, story type or comment setting");
	if (f[WORKING_LEAD].n && (str_int(f[WORKING_LEAD], &lead) || lead < 1))
		return fail(E_INPUT, "lead_media_id: a picture ID must be a number");
	f[WORKING_LEAD] = f[WORKING_LEAD].n && lead ? arena_fmt(a, "%lld", (long long)lead) : S("");
	return OK;
}

bool
working_same(const struct working_copy *x, const struct working_copy *y)
{
	for (int i = 0; i < WORKING_FIELDS; i++)
		if (!str_eq(x->field[i], y->field[i]))
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
	return story_may(who, STORY_OPEN, &scope) ? OK : fail(E_DENIED, "this story is in none of your sections");
}

/* ---- reading ---- */

static struct working_copy
copy_of(struct arena *a, const struct q_working_get *r)
{
	return (struct working_copy){{[WORKING_KICKER] = r->kicker, [WORKING_HEADLINE] = r->headline,
		[WORKING_STANDFIRST] = r->standfirst, [WORKING_DATELINE] = r->dateline, [WORKING_BODY] = r->body,
		[WORKING_EXCERPT] = r->excerpt, [WORKING_SIGNATURE] = r->signature, [WORKING_LANGUAGE] = r->language,
		[WORKING_DIRECTION] = r->direction, [WORKING_WORKTYPE] = r->worktype, [WORKING_SLUG] = r->slug,
		[WORKING_SEO_TITLE] = r->seo_title, [WORKING_SEO_DESCRIPTION] = r->seo_description,
		[WORKING_COMMENTS] = r->comments,
		[WORKING_LEAD] = r->lead_media_id ? arena_fmt(a, "%lld", (long long)r->lead_media_id) : S(""),
		[WORKING_SECTION] = r->section_ids, [WORKING_TAG] = r->tags, [WORKING_AUTHOR] = r->authors}};
}

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
		.base = r.base, .saved_at = r.saved_at, .person_id = r.person_id, .by = r.by, .copy = copy_of(a, &r),
		.format = r.format, .lead_path = r.lead_path, .lead_alt = r.lead_alt};
	w->places = working_ids(a, r.places, &place);
	w->place = place;
	TRY(judge(who, &r, w));
	return working_body_html(t, w->format, &w->copy.field[WORKING_BODY]);
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
working_put(struct txn *t, const struct person *who, struct working *w, const struct working_copy *c, bool make, int64_t now)
{
	struct arena *a = store_arena(t);
	const str *f = c->field;
	int64_t *tag, *author, lead = 0;
	size_t tags, authors;

	TRY(working_tags(t, f[WORKING_TAG], make, &tag, &tags));
	TRY(working_authors(t, f[WORKING_AUTHOR], make, &author, &authors));
	if (f[WORKING_LEAD].n)
		TRY(str_int(f[WORKING_LEAD], &lead));
	w->version = w->kept ? w->version + 1 : first_version(now);
	w->kept = true;
	w->person_id = who->id;
	w->by = who->name;
	w->saved_at = now;
	w->copy = *c;
	w->format = S("html");
	return q_working_put(t, &(struct q_working_put_in){.story = w->story, .version = w->version, .base = w->base,
		.person = who->id, .at = now, .kicker = f[WORKING_KICKER], .headline = f[WORKING_HEADLINE],
		.standfirst = f[WORKING_STANDFIRST], .dateline = f[WORKING_DATELINE], .body = f[WORKING_BODY],
		.format = w->format, .excerpt = f[WORKING_EXCERPT], .signature = f[WORKING_SIGNATURE],
		.language = f[WORKING_LANGUAGE], .direction = f[WORKING_DIRECTION], .worktype = f[WORKING_WORKTYPE],
		.slug = f[WORKING_SLUG], .seo_title = f[WORKING_SEO_TITLE], .seo_description = f[WORKING_SEO_DESCRIPTION],
		.comments = f[WORKING_COMMENTS], .lead_media_id = lead, .section_ids = f[WORKING_SECTION],
		.tag_ids = ids_text(a, tag, tags), .author_ids = ids_text(a, author, authors),
		.tags = f[WORKING_TAG], .authors = f[WORKING_AUTHOR]});
}

/* May this person write, and did they see what lies there? */
static err
open_copy(struct txn *t, const struct person *who, int64_t story, int64_t version, struct working *w)
{
	TRY(working_load(t, who, story, w));
	if (!w->may_write)
		return fail(E_DENIED, "you cannot edit this story, but you can add notes");
	if (w->version != version)
		return fail(E_CLASH, "%.*s saved this story in the meantime", SARG(w->by.n ? w->by : S("somebody")));
	return OK;
}

err
working_autosave(struct txn *t, const struct person *who, int64_t story, int64_t version,
	const struct working_copy *typed, int64_t now, struct working *w)
{
	struct working_copy c = *typed;
	bool fresh;

	TRY(working_check(store_arena(t), &c));
	TRY(open_copy(t, who, story, version, w));
	if (working_same(&w->copy, &c))
		return OK;
	fresh = !w->kept || w->person_id != who->id;
	TRY(revision_thin(t, w, who, &c, now));
	TRY(working_put(t, who, w, &c, false, now));
	/* the trail says who sat down at a story, not every few seconds that they still do */
	return fresh ? working_audit(t, who, "story.write", story, c.field[WORKING_HEADLINE], now) : OK;
}

err
working_save(struct txn *t, const struct person *who, int64_t story, int64_t version,
	const struct working_copy *typed, bool stay, int64_t now, struct working *w)
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
		return fail(E_DENIED, "you cannot save this story");
	return working_into_story(t, who, &w, now);
}

err
working_discard(struct txn *t, const struct person *who, int64_t story, int64_t now)
{
	struct working w;

	TRY(working_load(t, who, story, &w));
	if (!w.may_write)
		return fail(E_DENIED, "you can edit only your own stories");
	if (!w.kept)
		return OK;
	TRY(revision_keep(t, &w, "autosave", S("")));
	TRY(q_working_remove(t, story));
	return working_audit(t, who, "story.discard", story, w.copy.field[WORKING_HEADLINE], now);
}

err
working_restore(struct txn *t, const struct person *who, int64_t story, int64_t revision, int64_t now)
{
	struct working w;
	struct revision r;

	TRY(working_load(t, who, story, &w));
	if (!w.may_write)
		return fail(E_DENIED, "you can edit only your own stories");
	TRY(revision_get(t, story, revision, &r));
	if (w.kept)
		TRY(revision_keep(t, &w, "autosave", S("")));
	/* the address is not a matter of what was written */
	r.copy.field[WORKING_SLUG] = w.copy.field[WORKING_SLUG];
	TRY(working_check(store_arena(t), &r.copy));
	TRY(working_put(t, who, &w, &r.copy, false, now));
	return working_audit(t, who, "story.restore", story, arena_fmt(store_arena(t), "revision %lld", (long long)revision), now);
}
