/* story.c: the page a reader came for: a story or a page, its posts grid, its
 * comments and its reply form. */
#include "news/people/password.h"
#include "news/front/breaking.h"
#include "news/story/story.h"
#include "query/list.h"
#include "query/story.h"
#include "site/body.h"
#include "site/talk.h"
#include "text/html/escape.h"

ROUTE(POST, "/{path...}", site_unlock, PUBLIC, NEVER)

static err
put_grid(struct making *pg, const struct view *v, struct value *root, const struct story *s)
{
	struct q_list_others *row;
	struct value *grid;
	struct card *card;
	int64_t *id, count = setting_int(&pg->paper.set, "grid_count");
	size_t n, cards;

	value_null(root, "grid");
	if (s->card.page || !count)
		return OK;
	TRY(q_list_others(pg->t, s->card.id, pg->paper.now, count, &row, &n));
	id = NEW(pg->c->a, int64_t, n);
	for (size_t i = 0; i < n; i++)
		id[i] = row[i].id;
	TRY(card_list(pg->t, id, n, &card, &cards));
	if (!cards)
		return OK;
	grid = value_record(root, "grid");
	value_str(grid, "title", words_get(v->words, "posts_grid"));
	show_cards(v, grid, "items", card, cards, setting_int(&pg->paper.set, "grid_words"),
		setting_str(&pg->paper.set, "grid_ending"));
	return OK;
}

/* From the root to the parent: sections of a story, parents of a page. */
static err
trail(struct making *pg, const struct story *s, struct story_view *sv)
{
	struct paper_link *link = NEW(pg->c->a, struct paper_link, 16);
	const struct paper_section *up = paper_section(&pg->paper, s->card.section_id);
	int64_t parent = s->parent_id;
	size_t n = 0;

	for (; up && n < 16; up = paper_section(&pg->paper, up->parent_id))
		link[n++] = (struct paper_link){paper_section_path(&pg->paper, up->path), up->name};
	while (s->card.page && parent && n < 16) {
		struct q_story_get above;
		err e = q_story_get(pg->t, parent, &above);

		if (e != OK && e != E_ABSENT)
			return e;
		if (e == E_ABSENT || !story_is_public(pg->t, above.state, above.public_at, pg->paper.now))
			break;
		link[n++] = (struct paper_link){card_path(&pg->paper,
			&(struct card){.page = true, .path = above.path}), above.headline};
		parent = above.parent_id;
	}
	for (size_t i = 0; i < n / 2; i++) {
		struct paper_link swap = link[i];

		link[i] = link[n - 1 - i];
		link[n - 1 - i] = swap;
	}
	sv->trail = link;
	sv->trails = n;
	return OK;
}

static err
render(struct making *pg, const struct story *s, struct story_view *sv)
{
	struct view v = site_view(pg), own = v;
	const struct card *c = &s->card;
	struct talk talk = {.door = COMMENT_OFF};
	str title = s->seo_title.n ? s->seo_title : c->headline;
	str about = c->protected ? S("") : s->seo_description.n ? s->seo_description :
		c->standfirst.n ? c->standfirst : show_excerpt(&v, c, 30, S("…"));
	struct value *root;

	TRY(breaking_nav(pg->t, &pg->paper));
	TRY(trail(pg, s, sv));
	if (!sv->locked) {
		TRY(site_body(pg, s, pg->at.page, &sv->body, &sv->parts));
		TRY(talk_load(pg, s, &talk));
	}
	if (pg->at.page > 1 && pg->at.page > sv->parts)
		return fail(E_ABSENT, "this story has no page %lld", (long long)pg->at.page);
	sv->part = pg->at.page;
	root = show_frame(&v, &(struct frame){.kind = c->page ? "page" : "story", .title = title,
		.og_title = c->headline, .description = about, .path = pg->at.path, .image = c->protected ? NULL : c->picture,
		.published = c->page ? 0 : c->published_at, .modified = c->page ? 0 : c->modified_at,
		.section = c->section_name, .section_id = c->section_id, .shortlink = c->id,
		.robots = pg->c->req->query_n || sv->locked ? S("noindex") : S(""),
		.feed = talk.door == COMMENT_OFF ? S("") : paper_feed(&pg->paper, pg->at.path),
		.feed_title = title, .jsonld = c->page || sv->locked ? escape_trusted(S("")) : show_jsonld_story(&v, s)});
	own.key = pg->key;
	show_story(&own, root, sv);
	TRY(put_grid(pg, &v, root, s));
	talk_show(pg, &v, root, &talk);
	return site_render(pg, c->page ? "page" : "story", root);
}

err
site_story(struct making *pg)
{
	struct story s;
	struct story_view sv = {.story = &s, .url = pg->at.path};

	TRY(story_public(pg->t, pg->at.id, pg->paper.now, &s));
	sv.locked = s.password.n != 0;
	return render(pg, &s, &sv);
}

/* The password of a story.  No cookie: who gives it gets the page, once. */
err
site_unlock(struct ctx *c)
{
	struct making pg;
	struct story s;
	struct story_view sv = {.story = &s};
	str given = request_form(c->req, S("post_password"));

	TRY(store_read(c->store, c->a, &c->deps, &c->txn));
	TRY(site_begin(c, &pg));
	TRY(site_find(&pg, c->req->path));
	if (pg.at.place != AT_STORY || !given.p)
		return fail(E_ABSENT, "this page does not accept a form");
	TRY(story_public(pg.t, pg.at.id, pg.paper.now, &s));
	sv.url = pg.at.path;
	sv.locked = s.password.n && !password_is(c->a, s.password, given);
	sv.wrong_password = sv.locked;
	s.card.protected = sv.locked;
	pg.key = s.password.n && !sv.locked ? site_picture_key(c, s.card.id) : S("");
	TRY(render(&pg, &s, &sv));
	if (sv.locked)
		c->reply.status = 403;
	return OK;
}
