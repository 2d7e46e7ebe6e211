/* search.c: a story is found by its words whatever language the paper speaks by now, and
 * whichever the story is in; on both engines.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/paper/search.h"

#include "news/paper/setting.h"
#include "news/story/save.h"
#include "press.h"
#include "store_pair.h"

static err
write_stories(struct txn *t, void *arg)
{
	static const char *const story[][3] = {{"", "Ferries cross the river", "english"}, {"fr", "Les élections municipales", "francais"}, {"ar", "العبّارة تعود", "arabic"}};
	struct story_draft d = story_draft_new();
	int64_t *id = arg;

	d.state = S("publish");
	d.published_at = 1772600000;
	for (size_t i = 0; i < LENGTH(story); i++) {
		d.language = str_of(story[i][0]);
		d.headline = str_of(story[i][1]);
		d.slug = str_of(story[i][2]);
		d.body = S("<p>–</p>");
		TRY(story_save(t, 0, &d, 1772600000, &id[i]));
	}
	return OK;
}

/* The one story that these words find in a paper of this language; 0: none, -1: several. */
static int64_t
finds(struct press *p, struct arena *a, const char *words, const char *language)
{
	struct deps deps = {.a = a};
	struct txn *t;
	int64_t *id;
	size_t n;

	CHECK_OK(store_read(p->site.store, a, &deps, &t));
	CHECK_OK(search_find(t, str_of(words), str_of(language), p->now, 10, 0, &id, &n));
	store_end(t);
	return n > 1 ? -1 : n ? *id : 0;
}

static void
languages(struct arena *a, enum engine on)
{
	static const char *const paper[] = {"en", "fr", "ar", "pt-BR", ""};
	struct press p;
	int64_t id[3];

	press_setup_on(a, &p, on == ON_SQLITE ? S("") : pair_url(a, on));
	CHECK_OK(store_write(p.site.store, a, write_stories, id));
	for (size_t i = 0; i < LENGTH(paper); i++) {
		CHECK_INT(finds(&p, a, "ferry", paper[i]), id[0]);
		CHECK_INT(finds(&p, a, "FERRIES crossing", paper[i]), id[0]);
		CHECK_INT(finds(&p, a, "élection municipale", paper[i]), id[1]);
		CHECK_INT(finds(&p, a, "العبارة", paper[i]), id[2]);
		CHECK_INT(finds(&p, a, "ferry election", paper[i]), 0);
		CHECK_INT(finds(&p, a, "\" OR ) *", paper[i]), 0);
	}
}

TEST(search_knows_the_languages_sqlite)
{
	languages(a, ON_SQLITE);
}

TEST(search_knows_the_languages_postgres)
{
	languages(a, ON_POSTGRES);
}
