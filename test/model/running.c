/* running.c: the model's sections, tags and names are changed as a whole:
 * other slugs, other places, several becoming one, none at all; and the addresses
 * of the paper change their form.
 * SPDX-License-Identifier: Apache-2.0 */
#include "model.h"
#include "news/story/author_edit.h"
#include "news/story/section_edit.h"
#include "news/story/tag_edit.h"
#include "news/paper/redirect.h"
#include "news/paper/setting.h"

static const char *const kinds[] = {"s", "t", "a"};

/* The first three sections and the first two tags and names have addresses that are
 * asked for all the time; they only change and come back. */
static err
other_slug(struct txn *t, struct model *m, const struct actor *by)
{
	struct arena *a = store_arena(t);
	size_t k = model_dice(m, 3), n = model_dice(m, 2);
	str slug = arena_fmt(a, "%s%zu%s", kinds[k], n, model_dice(m, 2) ? "-other" : "");
	str name = model_text(m, a, 2);

	m->did = "another slug of a name";
	if (k == 0)
		return section_change(t, by, m->section[n], name, slug, S(""));
	if (k == 1)
		return tag_change(t, by, m->tag[n], name, slug, S("about it"));
	return author_edit(t, by, m->author[n], &(struct author_fields){.name = name, .slug = slug});
}

static err
moved(struct txn *t, struct model *m, const struct actor *by)
{
	int64_t to[] = {0, m->section[0], m->section[1]};

	m->did = "a section's place";
	if (model_dice(m, 3) == 0)
		return section_shift(t, by, m->section[model_dice(m, m->sections)], model_dice(m, 2) ? 1 : -1);
	return section_move(t, by, m->section[2], to[model_dice(m, 3)]);
}

/* One more, used by the stories that are written meanwhile; then it goes again. */
static err
come_and_go(struct txn *t, struct model *m, const struct actor *by)
{
	struct arena *a = store_arena(t);
	size_t k = model_dice(m, 3);
	int64_t into = model_dice(m, 3);
	str name = model_text(m, a, 2), slug = arena_fmt(a, "%sx", kinds[k]);

	m->did = "a name that came";
	if (k == 0 && m->sections == 3)
		return section_create(t, by, model_dice(m, 2) ? m->section[0] : 0, name, slug, S(""), &m->section[m->sections++]);
	if (k == 1 && m->tags == 2)
		return tag_create(t, by, name, slug, S(""), &m->tag[m->tags++]);
	if (k == 2 && m->authors == 2)
		return author_create(t, by, &(struct author_fields){.name = name, .slug = slug}, &m->author[m->authors++]);
	m->did = into ? "a name that became another" : "a name that went";
	if (k == 0)
		return section_merge(t, by, m->section[--m->sections], into ? m->section[into - 1] : 0);
	if (k == 1)
		return tag_merge(t, by, &m->tag[--m->tags], 1, into ? m->tag[(into - 1) & 1] : 0);
	return author_merge(t, by, &m->author[--m->authors], 1, into ? m->author[(into - 1) & 1] : 0);
}

static err
addresses(struct txn *t, struct model *m, const struct actor *by)
{
	static const char *const schemes[] = {"/%year%/%monthnum%/%day%/%postname%/", "/%category%/%postname%/", "/archives/%post_id%",
		"/%author%/%postname%/"};
	struct redirect r = {S("/once/here"), model_dice(m, 2) ? S("/about/") : S("/tag/t0/"), model_dice(m, 3) ? 301 : 410};

	switch (model_dice(m, 4)) {
	case 0:
		m->did = "a scheme of addresses";
		return setting_write(t, "permalink", str_of(schemes[model_dice(m, LENGTH(schemes))]));
	case 1:
		m->did = "a base of addresses";
		return setting_write(t, model_dice(m, 2) ? "tag_base" : "section_base", model_dice(m, 2) ? S("all") : S("those"));
	case 2:
		m->did = "a redirect that went";
		return redirect_remove(t, by, r.path);
	default:
		m->did = "a redirect";
		return redirect_add(t, by, S(""), &r);
	}
}

err
model_running(struct txn *t, void *arg)
{
	struct model *m = arg;
	const struct actor by = {0, S("model"), m->press.now};

	switch (model_dice(m, 4)) {
	case 0:
		return other_slug(t, m, &by);
	case 1:
		return moved(t, m, &by);
	case 2:
		return come_and_go(t, m, &by);
	default:
		return addresses(t, m, &by);
	}
}
