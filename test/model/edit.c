/* edit.c: what people do to the model paper: they write and change stories,
 * rename, set, comment and rule.
 * SPDX-License-Identifier: Apache-2.0 */
#include "model.h"

#include "news/comment/comment.h"
#include "news/picture/inner.h"
#include "news/paper/setting.h"
#include "news/story/save.h"
#include "query/story_write.h"

uint64_t
model_dice(struct model *m, uint64_t sides)
{
	return test_random(&m->random) % sides;
}

str
model_text(struct model *m, struct arena *a, size_t words)
{
	static const char *const word[] = {"harbour", "mayor", "bridge", "river", "école", "سوق", "vote",
		"school", "rain", "market", "ŋɔmi", "court", "ferry", "budget", "strike", "music"};
	struct buf b = buf_in(a, 1 << 20);

	for (size_t i = 0; i < words; i++)
		buf_fmt(&b, "%s%s", i ? " " : "", word[model_dice(m, LENGTH(word))]);
	return buf_str(&b);
}

int64_t
model_time(struct model *m)
{
	switch (model_dice(m, 4)) {
	case 0:
		return m->press.now + (int64_t)model_dice(m, 3 * 86400);
	case 1:
		return m->press.now - (int64_t)model_dice(m, 40 * 86400);
	default:
		return m->press.now - (int64_t)model_dice(m, 86400);
	}
}

static void
some_places(struct model *m, struct arena *a, struct story_draft *d)
{
	int64_t *id = NEW(a, int64_t, 6);

	d->sections = model_dice(m, 3);
	for (size_t i = 0; i < d->sections; i++)
		id[i] = m->section[(model_dice(m, m->sections) + i) % m->sections];
	if (d->sections == 2 && id[0] == id[1])
		d->sections = 1;
	d->section = id;
	d->tags = model_dice(m, 2);
	id[2] = m->tag[model_dice(m, m->tags)];
	d->tag = id + 2;
	d->authors = model_dice(m, 3);
	id[3] = m->author[0];
	id[4] = m->author[1 + model_dice(m, m->authors - 1)];
	d->author = id + 3;
}

/* Often below another page, if the dice find one. */
static err
as_page(struct txn *t, struct model *m, struct story_draft *d)
{
	struct story_draft above;

	d->kind = S("page");
	d->path = d->slug;
	for (int tries = 0; tries < 8 && m->stories; tries++) {
		int64_t id = m->story[model_dice(m, m->stories)];

		TRY(story_draft_of(t, id, &above));
		if (!str_eq(above.kind, S("page")) || !above.path.n)
			continue;
		d->parent_id = id;
		d->path = arena_fmt(store_arena(t), "%.*s/%.*s", SARG(above.path), SARG(d->slug));
		break;
	}
	return OK;
}

err
model_new_story(struct txn *t, void *arg)
{
	struct model *m = arg;
	struct arena *a = store_arena(t);
	struct story_draft d = story_draft_new();
	static const char *const states[] = {"publish", "publish", "publish", "draft", "review", "private"};

	d.headline = model_text(m, a, 5);
	d.slug = arena_fmt(a, "story-%zu", m->stories);
	d.body = model_text(m, a, 120);
	d.format = S("classic");
	d.state = str_of(states[model_dice(m, LENGTH(states))]);
	d.published_at = model_time(m);
	d.kicker = model_dice(m, 2) ? S("Sport") : S("");
	if (model_dice(m, 5) == 0)
		TRY(as_page(t, m, &d));
	some_places(m, a, &d);
	m->did = "a new story";
	return story_save(t, 0, &d, m->press.now, &m->story[m->stories++]);
}

err
model_edit_story(struct txn *t, void *arg)
{
	struct model *m = arg;
	struct arena *a = store_arena(t);
	struct story_draft d;
	str words;
	int64_t id = m->story[model_dice(m, m->stories)];

	TRY(story_draft_of(t, id, &d));
	switch (model_dice(m, 16)) {
	case 0:
		d.headline = model_text(m, a, 6);
		m->did = "a new headline";
		break;
	case 1:
		words = model_text(m, a, 3);
		d.body = arena_fmt(a, "%.*s %.*s", SARG(d.body), SARG(words));
		m->did = "words at the end";
		break;
	case 2:
		d.body = model_text(m, a, 80);
		m->did = "another body";
		break;
	case 3:
		d.slug = arena_fmt(a, "story-%lld-%llu", (long long)id, (unsigned long long)model_dice(m, 3));
		if (str_eq(d.kind, S("page"))) {
			size_t at = d.path.n;

			while (at && d.path.p[at - 1] != '/')
				at--;
			d.path = arena_fmt(a, "%.*s%.*s", SARG(str_upto(d.path, at)), SARG(d.slug));
		}
		m->did = "another slug";
		break;
	case 4:
		some_places(m, a, &d);
		m->did = "other sections, tags and names";
		break;
	case 5:
		d.state = S("publish");
		m->did = "publishing";
		break;
	case 6:
		d.state = S("draft");
		m->did = "unpublishing";
		break;
	case 7:
		d.published_at = model_time(m);
		m->did = "another time";
		break;
	case 8:
		d.embargo_at = model_dice(m, 2) ? model_time(m) : 0;
		m->did = "an embargo";
		break;
	case 9:
		d.pinned = !d.pinned;
		m->did = "pinning";
		break;
	case 10:
		d.comments = model_dice(m, 2) ? S("open") : S("closed");
		m->did = "opening or closing comments";
		break;
	case 11:
		d.standfirst = model_dice(m, 2) ? model_text(m, a, 9) : S("");
		m->did = "a standfirst";
		break;
	case 12:
		d.lead_media_id = model_dice(m, 2) ? m->media[model_dice(m, 2)] : 0;
		m->did = "a lead picture";
		break;
	case 13:
		d.worktype = model_dice(m, 2) ? S("opinion") : S("news");
		m->did = "a work type";
		break;
	case 14:
		d.password = model_dice(m, 2) ? S("$x") : S("");
		m->did = "a password";
		break;
	default:
		m->did = "a correction";
		return story_correct(t, id, model_text(m, a, 8), m->press.now);
	}
	return story_save(t, id, &d, m->press.now, &id);
}

/* Some shapes or none, as if the child had made them. */
static err
crop_picture(struct txn *t, struct model *m)
{
	size_t i = model_dice(m, 2);
	struct media_size size[MEDIA_SHAPES];
	struct media_file f = {.id = m->media[i], .path = arena_fmt(store_arena(t), "2026/03/p%zu.jpg", i), .cut.size = size};
	struct picture_frame frame = {(int64_t)model_dice(m, 1001), (int64_t)model_dice(m, 1001), {{0, 0, 0}}};

	for (int s = MEDIA_CARD; s < MEDIA_SHAPES; s++)
		if (model_dice(m, 3))
			size[f.cut.sizes++] = (struct media_size){MEDIA_JPEG, (enum media_shape)s, 320, 200,
				arena_fmt(store_arena(t), "p%zu.jpg-%s-%llu-0-500-w320.jpg", i, media_shape_is((enum media_shape)s)->name,
					(unsigned long long)model_dice(m, 500)), 1};
	return picture_crops_put(t, &f, &frame);
}

err
model_change_name(struct txn *t, void *arg)
{
	struct model *m = arg;
	str name = model_text(m, store_arena(t), 2);
	int64_t id;

	switch (model_dice(m, 5)) {
	case 0:
		m->did = "a section's name";
		return section_rename(t, m->section[model_dice(m, m->sections)], name, S(""));
	case 1:
		m->did = "a tag's name";
		return tag_rename(t, m->tag[model_dice(m, m->tags)], name);
	case 2:
		m->did = "an author's name";
		return author_change(t, m->author[model_dice(m, m->authors)], name, model_text(m, store_arena(t), 5));
	case 3:
		m->did = "a picture's crops";
		return crop_picture(t, m);
	default:
		m->did = "a picture's words";
		id = m->media[model_dice(m, 2)];
		TRY(q_media_describe(t, id, name, name, name));
		store_changed(t, DEP_MEDIA, id, 0);
		return OK;
	}
}

err
model_change_setting(struct txn *t, void *arg)
{
	struct model *m = arg;
	static const struct {
		const char *name, *value[3];
	} change[] = {{"site_title", {"The Paper", "Le Journal", "P"}}, {"grid_count", {"6", "2", "0"}},
		{"grid_words", {"25", "5", "10"}}, {"grid_ending", {"...", " [more]", "…"}},
		{"per_page", {"10", "3", "5"}}, {"language", {"en", "fr", "ar"}},
		{"zone", {"UTC", "Africa/Bamako", "Pacific/Apia"}}, {"feed_size", {"10", "3", "1"}},
		{"comments_depth", {"5", "2", "1"}}, {"comments_per_page", {"50", "2", "3"}},
		{"feed_full", {"1", "0", "1"}}, {"site_tagline", {"", "News", "All of it"}},
		{"comments_close_days", {"0", "1", "14"}}, {"comments", {"1", "1", "0"}}, {"theme", {"", "river", "none"}}};
	size_t i = model_dice(m, LENGTH(change));

	m->did = change[i].name;
	return setting_write(t, change[i].name, str_of(change[i].value[model_dice(m, 3)]));
}

err
model_new_comment(struct txn *t, void *arg)
{
	struct model *m = arg;
	int64_t story = m->story[model_dice(m, m->stories)];
	struct comment_new c = {.story_id = story, .kind = S("comment"), .author = S("Ama"),
		.state = model_dice(m, 3) ? S("public") : S("held"), .body = model_text(m, store_arena(t), 7),
		.created_at = m->press.now - (int64_t)model_dice(m, 5000)};

	m->did = "a comment";
	return comment_add(t, m->press.site.seal, &c, &m->comment[m->comments++ % LENGTH(m->comment)]);
}

err
model_rule_comment(struct txn *t, void *arg)
{
	struct model *m = arg;
	static const char *const states[] = {"public", "held", "spam", "trash"};
	size_t n = m->comments < LENGTH(m->comment) ? m->comments : LENGTH(m->comment);
	int64_t id;
	err e;

	if (!n)
		return OK;
	id = m->comment[model_dice(m, n)];
	m->did = "ruling a comment";
	if (model_dice(m, 8) == 0)
		e = comment_delete(t, &id, 1, S("test"), m->press.now);
	else
		e = comment_set_state(t, &id, 1, str_of(states[model_dice(m, 4)]), S("test"), m->press.now);
	return e == E_ABSENT ? OK : e;
}

err
model_first_names(struct txn *t, void *arg)
{
	struct model *m = arg;

	TRY(section_save(t, 0, S("s0"), S("Town"), S(""), &m->section[0]));
	TRY(section_save(t, 0, S("s1"), S("Sport"), S("All of it"), &m->section[1]));
	TRY(section_save(t, m->section[0], S("s2"), S("Council"), S(""), &m->section[2]));
	m->sections = 3;
	TRY(tag_save(t, S("t0"), S("Bridge"), &m->tag[0]));
	TRY(tag_save(t, S("t1"), S("River"), &m->tag[1]));
	m->tags = 2;
	TRY(author_save(t, S("a0"), S("Ama Sow"), S(""), &m->author[0]));
	TRY(author_save(t, S("a1"), S("Titi Keita"), S(""), &m->author[1]));
	m->authors = 2;
	for (int i = 0; i < 2; i++) {
		struct q_media_add out;

		TRY(q_media_add(t, &(struct q_media_add_in){.path = arena_fmt(store_arena(t), "2026/03/p%d.jpg", i),
			.mime = S("image/jpeg"), .width = 800, .height = 600, .state = S("ready"),
			.at = m->press.now}, &out));
		m->media[i] = out.id;
	}
	return OK;
}
