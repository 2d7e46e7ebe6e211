/* publish.c: the moves between the desk and the readers.  story_save() names what
 * changed; here stands who may, when it is, and under which address. */
#include "news/story/publish.h"
#include "news/people/audit.h"

#include "news/story/checklist.h"
#include "news/people/story_may.h"
#include "news/story/save.h"
#include "query/planned.h"
#include "query/redirect.h"
#include "query/story_write.h"
#include "text/words/slug.h"

enum { SLUG_TRIES = 200, REASON_BYTES = 2000 };

static err
tell(struct txn *t, const struct person *who, const char *action, int64_t story, str detail, int64_t now)
{
	return audit_put(t, &(struct actor){who->id, who->name, now},
		action, "story", story, detail);
}

err
publish_may(struct txn *t, const struct person *who, int64_t story)
{
	struct q_story_all_sections *row;
	struct story_scope scope = {0};
	int64_t *id;

	TRY(q_story_all_sections(t, story, &row, &scope.sections));
	scope.section = id = NEW(store_arena(t), int64_t, scope.sections);
	for (size_t i = 0; i < scope.sections; i++)
		id[i] = row[i].id;
	if (story_may(who, STORY_PUBLISH, &scope))
		return OK;
	return fail(E_DENIED, person_may(who, MAY_PUBLISH) ? "this story is not in your sections" :
		"you do not have permission to publish");
}

static err
draft_for(struct txn *t, const struct person *who, int64_t story, struct story_draft *d)
{
	TRY(publish_may(t, who, story));
	return story_draft_of(t, story, d);
}

/* Two stories of one day with one slug would have one address. */
static err
choose_slug(struct txn *t, int64_t story, struct story_draft *d)
{
	struct arena *a = store_arena(t);
	str wish = d->slug.n ? d->slug : slug_make(a, d->headline), slug = wish;
	struct q_story_slug_taken taken;

	if (!wish.n)
		slug = wish = arena_fmt(a, "story-%lld", (long long)story);
	if (str_eq(d->kind, S("page")))
		return OK;
	for (int i = 2; i < SLUG_TRIES; i++) {
		TRY(q_story_slug_taken(t, slug, story, &taken));
		if (!taken.n) {
			d->slug = slug;
			return OK;
		}
		slug = arena_fmt(a, "%.*s-%d", SARG(wish), i);
	}
	return fail(E_CLASH, "too many stories have the slug %.*s", SARG(wish));
}

static err
save(struct txn *t, int64_t story, const struct story_draft *d, int64_t now)
{
	TRY(story_save(t, story, d, now, &story));
	return q_story_stage_of_state(t, story);
}

/* Where nothing is found any more, the address says whether there was something. */
err
publish_gone(struct txn *t, const struct story_draft *d, bool is)
{
	bool page = str_eq(d->kind, S("page"));
	str old = page ? d->path : d->slug, key = arena_fmt(store_arena(t), page ? "/%.*s" : "slug:%.*s", SARG(old));

	if (!old.n)
		return OK;
	store_changed(t, DEP_REDIRECT, dep_name(key), 0);
	return is ? q_redirect_put(t, key, 410, S(""), 0) : q_redirect_come_back(t, key);
}

/* What a rule found, for who is stopped by it. */
static const char *
found(const char *rule)
{
	static const struct {
		const char *rule, *text;
	} said[] = {{"headline", "headline missing or too long"}, {"standfirst", "standfirst missing"},
		{"section", "no section selected"}, {"byline", "byline missing"},
		{"alt", "picture without alt text"}, {"links", "broken link"}, {"embargo", "under embargo"}};

	for (size_t i = 0; i < LENGTH(said); i++)
		if (!strcmp(rule, said[i].rule))
			return said[i].text;
	return rule;
}

/* What the newsroom's rules say must not go out does not, by whatever door. */
static err
check(struct txn *t, int64_t story, const struct story_draft *d, int64_t now)
{
	struct settings set;
	struct check *item;
	size_t n;

	TRY(setting_load(t, &set));
	TRY(checklist_of(t, &set, d, story, now, &item, &n));
	if (!n || item[0].weight != CHECK_STOPS)
		return OK;
	return fail(E_INPUT, "checklist failed: %s%s%.*s", found(item[0].rule),
		item[0].what.n ? ": " : "", SARG(item[0].what));
}

err
publish_story(struct txn *t, const struct person *who, int64_t story, const struct publish_when *when, int64_t now)
{
	struct story_draft d;
	bool first;

	TRY(draft_for(t, who, story, &d));
	if (str_eq(d.kind, S("page")) && when->at > now)
		return fail(E_INPUT, "pages cannot be scheduled: publish it now");
	first = !d.published_at || d.published_at > now || when->renew;
	if (when->at)
		d.published_at = when->at;
	else if (first)
		d.published_at = now;
	d.embargo_at = when->embargo;
	d.state = S("publish");
	TRY(check(t, story, &d, now));
	TRY(choose_slug(t, story, &d));
	TRY(publish_gone(t, &d, false));
	TRY(save(t, story, &d, now));
	return tell(t, who, "story.publish", story, d.published_at > now ? S("at a later time") : S(""), now);
}

static bool
was_public(const struct story_draft *d, int64_t now)
{
	return str_eq(d->state, S("publish")) && d->published_at <= now && d->embargo_at <= now;
}

err
publish_take_back(struct txn *t, const struct person *who, int64_t story, int64_t now)
{
	struct story_draft d;

	TRY(draft_for(t, who, story, &d));
	if (!str_eq(d.state, S("publish")))
		return fail(E_INPUT, "this story is not published");
	if (!was_public(&d, now))
		d.published_at = 0; /* nobody saw it: its date was a plan */
	d.state = S("draft");
	TRY(q_planned_clear(t, story));
	TRY(save(t, story, &d, now));
	return tell(t, who, "story.unpublish", story, S(""), now);
}

err
publish_kill(struct txn *t, const struct person *who, int64_t story, str why, int64_t now)
{
	struct story_draft d;

	TRY(draft_for(t, who, story, &d));
	if (why.n > REASON_BYTES)
		return fail(E_TOOBIG, "a reason can have at most %d bytes", REASON_BYTES);
	if (was_public(&d, now))
		TRY(publish_gone(t, &d, true));
	else if (!str_eq(d.state, S("killed")))
		d.published_at = 0;
	d.state = S("killed");
	TRY(q_planned_clear(t, story));
	TRY(save(t, story, &d, now));
	return tell(t, who, "story.kill", story, why, now);
}

/* A correction is news about the story: its feeds and the sitemap have its date. */
static err
corrected(struct txn *t, int64_t story, int64_t now)
{
	TRY(q_story_touch(t, story, now));
	store_changed(t, DEP_STORY, story, 0);
	store_changed(t, DEP_CARD, story, 0);
	store_changed(t, DEP_SITEMAP, 0, 0);
	return OK;
}

err
publish_correct(struct txn *t, const struct person *who, int64_t story, str text, int64_t now)
{
	struct story_draft d;

	text = str_trim(text);
	if (!text.n || text.n > REASON_BYTES)
		return fail(E_INPUT, "a correction needs a text of at most %d bytes", REASON_BYTES);
	TRY(draft_for(t, who, story, &d));
	if (!was_public(&d, now))
		return fail(E_INPUT, "this story has never been public: edit it directly");
	TRY(q_correction_add(t, story, now, text, who->id));
	TRY(corrected(t, story, now));
	return tell(t, who, "story.correct", story, text, now);
}

err
publish_uncorrect(struct txn *t, const struct person *who, int64_t correction, int64_t now)
{
	struct q_correction_get c;

	TRY(q_correction_get(t, correction, &c));
	TRY(publish_may(t, who, c.story_id));
	TRY(q_correction_remove(t, correction));
	TRY(corrected(t, c.story_id, now));
	return tell(t, who, "story.uncorrect", c.story_id, c.text, now);
}
