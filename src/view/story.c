/* story.c: the values of a story or a page, whole.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/html/escape.h"
#include "view/show.h"

static struct value *
items(struct value *into, const char *name, size_t n)
{
	if (!n) {
		value_null(into, name);
		return NULL;
	}
	return value_list(value_record(into, name), "items");
}

static void
show_places(const struct view *v, struct value *s, const struct story *story, bool hidden)
{
	struct value *list = items(s, "sections", story->sections);

	for (size_t i = 0; i < story->sections; i++)
		show_link(value_item(list), story->section[i].name,
			paper_section_path(v->paper, story->section[i].path));
	list = items(s, "tags", story->tags);
	for (size_t i = 0; i < story->tags; i++)
		show_link(value_item(list), story->tag[i].name, paper_tag(v->paper, story->tag[i].slug));
	list = items(s, "corrections", hidden ? 0 : story->corrections);
	for (size_t i = 0; list && i < story->corrections; i++) {
		struct value *c = value_item(list);

		show_date(v, c, "date", story->correction[i].at);
		value_str(c, "text", story->correction[i].text);
	}
}

static void
show_parts(const struct view *v, struct value *s, const struct story_view *sv)
{
	struct value *list = items(s, "parts", sv->parts > 1 ? (size_t)sv->parts : 0);

	for (int64_t n = 1; list && n <= sv->parts; n++) {
		struct value *p = value_item(list);

		value_int(p, "n", n);
		value_str(p, "url", sv->part_at.n ? arena_fmt(v->a, "%.*s%lld", SARG(sv->part_at), (long long)n) :
			paper_part(v->paper, sv->url, n));
		value_bool(p, "current", n == sv->part);
	}
}

static void
show_lock(const struct view *v, struct value *s, const struct story_view *sv)
{
	struct value *lock;

	if (!sv->locked) {
		value_null(s, "protected");
		return;
	}
	lock = value_record(s, "protected");
	value_str(lock, "action", sv->url);
	value_str(lock, "error", sv->wrong_password ? words_get(v->words, "password_wrong") : S(""));
}

/* Whether the paper's words ("By") are in another language: fr-CA is fr. */
static bool
foreign(str language, str paper)
{
	str mine, ours;

	str_split(&language, '-', &mine);
	str_split(&paper, '-', &ours);
	return !str_eq_case(mine, ours);
}

/* "Updated" is said of a real change after publishing, not of a quick touch. */
enum { SAME_VERSION_SECONDS = 15 * 60 };

void
show_story(const struct view *v, struct value *root, const struct story_view *sv)
{
	const struct story *story = sv->story;
	const struct card *c = &story->card;
	struct value *s = value_record(root, "story"), *list;
	str language = c->language.n ? c->language : v->paper->language;
	str names = show_names(v, c->author, c->authors);

	show_card(v, s, c, 0, S(""));
	show_picture(v, s, "picture", c->protected ? NULL : c->picture, false); /* here it is seen whole */
	/* above the headline stands the section, and the kicker when it says more */
	if (str_eq_case(c->kicker, c->section_name))
		value_str(s, "kicker", S(""));
	value_str(s, "url", sv->url);
	if (c->section_id && str_eq(c->kicker, c->section_name))
		value_str(s, "kicker", S("")); /* "Harbour / Harbour" says nothing twice */
	for (int i = 0; i < STORY_FIELDS; i++)
		if (story_field[i].words & STORY_IN_SHOWN)
			value_str(s, story_field[i].name, sv->locked ? S("") : record_text(v->a, &story_field[i], &story->f));
	value_str(s, "lang", language);
	value_str(s, "dir", c->direction.n ? c->direction : show_direction(language));
	value_str(s, "by", names);
	value_bool(s, "foreign", foreign(language, v->paper->language));
	show_date(v, s, "updated", !c->page && c->modified_at > c->published_at + SAME_VERSION_SECONDS ?
		c->modified_at : 0);
	value_html(s, "body", sv->body);
	value_str(s, "signature", c->page ? S("") : story->signature.n ? story->signature : names);
	show_places(v, s, story, sv->locked);
	show_parts(v, s, sv);
	show_lock(v, s, sv);
	list = value_list(s, "trail");
	for (size_t i = 0; i < sv->trails; i++)
		show_link(value_item(list), sv->trail[i].headline, sv->trail[i].path);
	value_str(s, "notice", sv->notice);
}
