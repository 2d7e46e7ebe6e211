/* checklist.c: each rule finds what it is for, and what stops does not go out.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/story/checklist.h"
#include "news/story/publish.h"
#include "news/people/role.h"
#include "press.h"
#include "query/checklist.h"
#include "query/story_write.h"
#include "text/body/body_refs.h"

struct checked {
	struct press p;
	struct press_who ed;
	int64_t section, author, media[2], story;
	struct story_draft d;
	struct check *item;
	size_t n;
	const char *name, *value;
};

static err
names(struct txn *t, void *arg)
{
	struct checked *w = arg;
	struct q_media_add m;

	TRY(section_save(t, 0, S("town"), S("Town"), S(""), &w->section));
	TRY(author_save(t, S("ama"), S("Ama Sow"), S(""), &w->author));
	for (int i = 0; i < 2; i++) {
		TRY(q_media_add(t, &(struct q_media_add_in){.path = i ? S("a.jpg") : S("b.jpg"),
			.mime = S("image/jpeg"), .state = S("ready")}, &m));
		w->media[i] = m.id;
	}
	return q_media_describe(t, w->media[1], S("A bridge"), S(""), S(""));
}

static err
ask(struct txn *t, void *arg)
{
	struct checked *w = arg;
	struct settings set;

	TRY(setting_load(t, &set));
	return checklist_of(t, &set, &w->d, 0, w->p.now, &w->item, &w->n);
}

static err
set_one(struct txn *t, void *arg)
{
	struct checked *w = arg;

	return setting_write(t, w->name, str_of(w->value));
}

static err
link_seen(struct txn *t, void *arg)
{
	struct checked *w = arg;

	TRY(checklist_ask_links(t, &w->d, w->p.now));
	return q_link_seen(t, S("https://gone.example/x"), 404, w->p.now);
}

static err
publish(struct txn *t, void *arg)
{
	struct checked *w = arg;
	struct person who = {.id = w->ed.id, .name = S("Ed"), .role = ROLE_EDITOR};

	TRY(story_save(t, 0, &w->d, w->p.now, &w->story));
	return publish_story(t, &who, w->story, &(struct publish_when){0}, w->p.now);
}

static void
setup(struct arena *a, struct checked *w)
{
	*w = (struct checked){0};
	press_setup(a, &w->p);
	w->ed = press_login(&w->p, a, "editor");
	CHECK_OK(store_write(w->p.site.store, a, names, w));
	w->d = story_draft_new();
	w->d.headline = S("The bridge opens");
	w->d.section = &w->section;
	w->d.author = &w->author;
	w->d.sections = w->d.authors = 1;
}

/* The rules that blame the draft, as one text: "alt:stop section:stop". */
static str
blamed(struct checked *w, struct arena *a)
{
	struct buf b = buf_in(a, 4000);

	CHECK_OK(store_write(w->p.site.store, a, ask, w));
	for (size_t i = 0; i < w->n; i++)
		buf_fmt(&b, "%s%s:%s", i ? " " : "", w->item[i].rule, w->item[i].weight == CHECK_STOPS ? "stop" : "warn");
	return buf_str(&b);
}

TEST(checklist_finds_what_is_missing)
{
	struct checked w;

	setup(a, &w);
	CHECK_STR(blamed(&w, a), S(""));
	w.d.headline = S("");
	w.d.sections = w.d.authors = 0;
	CHECK_STR(blamed(&w, a), S("section:stop headline:warn byline:warn"));
	w.d.headline = str_of("A headline of more than one hundred and ten characters is cut by whoever shows it, so it is said "
		"here that it is too long");
	w.d.sections = w.d.authors = 1;
	CHECK_STR(blamed(&w, a), S("headline:warn"));
	w.d.headline = S("Short");
	w.d.embargo_at = w.p.now + 10;
	CHECK_STR(blamed(&w, a), S("embargo:warn"));
	w.d.embargo_at = w.p.now;
	CHECK_STR(blamed(&w, a), S(""));
}

TEST(checklist_wants_pictures_described)
{
	struct checked w;

	setup(a, &w);
	w.d.lead_media_id = w.media[0];
	CHECK_STR(blamed(&w, a), S("alt:stop"));
	w.d.lead_media_id = w.media[1];
	CHECK_STR(blamed(&w, a), S(""));
	w.d.body = arena_fmt(a, "<figure><img src=\"/media/b.jpg\" alt=\"\" class=\"wp-image-%lld\"></figure>"
		"<img src='/media/a.jpg' class='x wp-image-%lld'>", (long long)w.media[0], (long long)w.media[1]);
	CHECK_STR(blamed(&w, a), S("alt:stop"));
	CHECK_STR(w.item[0].what, S("/media/b.jpg"));
	w.name = "check_alt";
	w.value = "off";
	CHECK_OK(store_write(w.p.site.store, a, set_one, &w));
	CHECK_STR(blamed(&w, a), S(""));
}

TEST(checklist_follows_links)
{
	struct checked w;

	setup(a, &w);
	w.d.body = S("<p><a href=\"https://gone.example/x\">x</a> <a href=\"/2026/03/05/nothing/\">y</a> "
		"<a href=\"/category/town/\">z</a> <a href=\"mailto:a@b.example\">m</a> <a href=\"#top\">t</a></p>");
	CHECK_STR(blamed(&w, a), S("links:warn"));
	CHECK_STR(w.item[0].what, S("/2026/03/05/nothing/"));
	w.d.body = S("<p><a href=\"https://gone.example/x\">x</a></p>");
	CHECK_STR(blamed(&w, a), S(""));
	CHECK_OK(store_write(w.p.site.store, a, link_seen, &w));
	CHECK_STR(blamed(&w, a), S("links:warn"));
	CHECK_STR(w.item[0].what, S("https://gone.example/x"));
}

TEST(checklist_stops_by_every_door)
{
	struct checked w;

	setup(a, &w);
	w.d.sections = 0;
	CHECK_ERR(store_write(w.p.site.store, a, publish, &w), E_INPUT);
	w.name = "check_section";
	w.value = "warn";
	CHECK_OK(store_write(w.p.site.store, a, set_one, &w));
	CHECK_OK(store_write(w.p.site.store, a, publish, &w));
	w.value = "perhaps";
	CHECK_ERR(store_write(w.p.site.store, a, set_one, &w), E_INPUT);
}

TEST(checklist_refs_are_read_from_tags_alone)
{
	struct refs r = body_refs_of(a, S("<a href=\"x?a=1&amp;b=2\">1</a><A HREF=y>2</A><!-- <a href=no> --><script><a href=no>"
		"</script><img SRC=p alt><img src=q class='wp-image-7'><a>none</a><a href=y>again</a>"));

	CHECK_INT(r.links, 2);
	CHECK_STR(r.link[0], S("x?a=1&b=2"));
	CHECK_STR(r.link[1], S("y"));
	CHECK_INT(r.pictures, 2);
	CHECK(r.picture[0].alt.p != NULL);
	CHECK(r.picture[1].alt.p == NULL);
	CHECK_INT(r.picture[1].id, 7);
}
