/* story.c: reading a story whole.  What is public is decided here and in the
 * lists of sql/list.sql, from the state and the clock alone. */
#include "news/story/story.h"

#include "query/list.h"
#include "query/story.h"

static err
add_places(struct txn *t, struct story *s)
{
	struct arena *a = store_arena(t);
	struct q_story_sections *section;
	struct q_story_tags *tag;
	struct q_story_corrections *correction;
	struct story_section *sections;
	struct story_tag *tags;
	struct story_correction *corrections;

	TRY(q_story_sections(t, s->card.id, &section, &s->sections));
	TRY(q_story_tags(t, s->card.id, &tag, &s->tags));
	TRY(q_story_corrections(t, s->card.id, &correction, &s->corrections));
	s->section = sections = NEW(a, struct story_section, s->sections);
	s->tag = tags = NEW(a, struct story_tag, s->tags);
	s->correction = corrections = NEW(a, struct story_correction, s->corrections);
	for (size_t i = 0; i < s->sections; i++)
		sections[i] = (struct story_section){section[i].id, section[i].path, section[i].name};
	for (size_t i = 0; i < s->tags; i++)
		tags[i] = (struct story_tag){tag[i].id, tag[i].slug, tag[i].name};
	for (size_t i = 0; i < s->corrections; i++)
		corrections[i] = (struct story_correction){correction[i].corrected_at, correction[i].text};
	return OK;
}

static err
whole(struct txn *t, const struct q_story_get *row, struct story *s)
{
	struct card *card;
	size_t n;

	TRY(card_list(t, &row->id, 1, &card, &n));
	if (!n)
		return fail(E_ABSENT, "story %lld not found", (long long)row->id);
	*s = (struct story){.card = *card, .state = row->state, .body = row->body,
		.signature = row->signature, .seo_title = row->seo_title,
		.seo_description = row->seo_description, .password = row->password,
		.comments = row->comments, .public_at = row->public_at,
		.parent_id = row->parent_id};
	return add_places(t, s);
}

bool
story_is_public(struct txn *t, str state, int64_t public_at, int64_t now)
{
	if (!str_eq(state, S("publish")))
		return false;
	if (public_at > now)
		store_until(t, public_at);
	return public_at <= now;
}

err
story_public(struct txn *t, int64_t id, int64_t now, struct story *s)
{
	struct q_story_get row;

	TRY(q_story_get(t, id, &row));
	if (!str_eq(row.state, S("publish")) || row.public_at > now)
		return fail(E_ABSENT, "public story %lld not found", (long long)id);
	return whole(t, &row, s);
}

err
story_find(struct txn *t, str slug, bool page, int64_t now, bool (*fits)(void *, int64_t published_at),
	void *arg, int64_t *id)
{
	struct q_story_by_slug *row;
	struct q_story_by_path *at;
	size_t n;

	if (page) {
		TRY(q_story_by_path(t, slug, &at, &n));
		for (size_t i = 0; i < n; i++)
			if (str_eq(at[i].state, S("publish")) && at[i].public_at <= now) {
				*id = at[i].id;
				return OK;
			}
		return fail(E_ABSENT, "page %.*s not found", SARG(slug));
	}
	TRY(q_story_by_slug(t, slug, &row, &n));
	for (size_t i = 0; i < n; i++)
		if (str_eq(row[i].state, S("publish")) && row[i].public_at <= now &&
			(!fits || fits(arg, row[i].published_at))) {
			*id = row[i].id;
			return OK;
		}
	return fail(E_ABSENT, "story %.*s not found", SARG(slug));
}

err
story_newest(struct txn *t, int64_t now, int64_t *id, size_t most, size_t *n)
{
	struct q_list_latest *row;

	TRY(q_list_latest(t, now, (int64_t)most, 0, &row, n));
	for (size_t i = 0; i < *n; i++)
		id[i] = row[i].id;
	return OK;
}
