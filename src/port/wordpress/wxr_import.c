/* wxr_import.c: from a stream of WordPress's records to the records of a batch.
 *
 * Sections wait until the first item, since a parent may come after its children; all
 * else goes into the batch as it comes, each item in the arena that it was read into.
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/wordpress/wxr_import.h"

#include "base/map.h"
#include "base/sys/clock.h"
#include "port/batch.h"
#include "port/wordpress/menu.h"
#include "port/wordpress/wordpress.h"
#include "text/html/entity.h"

#include <stdio.h>

IMPORT("wordpress", wordpress_sniff, wordpress_take)

enum {
	PIECE = 64 << 10,
	TERMS_MAX = 200000,
	TERMS_BYTES = 32 << 20,
	TERM_MEMORY = 128 << 20,
};

struct run {
	struct arena *a;
	const struct import *how;
	struct report *report;
	struct batch *batch;
	struct wordpress wp;
	struct wxr_site site;
	struct arena *terms;    /* of sections until the first item */
	struct batch_record *section; /* until the first item: parents may come later */
	size_t sections, section_cap;
	struct map given;       /* "slug" of a tag, "/slug" of a section: came already */
	struct map term_slug;   /* wp:term_id of a section -> str * */
	struct menu *menu;
	bool told_terms;
};

static str
plain(struct arena *a, str s)
{
	return entity_decode(a, str_trim(s), false);
}

/* ---- records ---- */

/* Before the stories: their words are folded by the paper's language. */
static err
write_site(struct txn *t, void *arg)
{
	struct run *r = arg;

	TRY(batch_setting(r->batch, t, "site_title", plain(store_arena(t), r->site.title)));
	TRY(batch_setting(r->batch, t, "site_tagline", plain(store_arena(t), r->site.description)));
	TRY(batch_setting(r->batch, t, "site_url", r->site.base_blog_url));
	return batch_setting(r->batch, t, "language", str_trim(r->site.language));
}

static err
on_site(void *arg, const struct wxr_site *s)
{
	struct run *r = arg;
	str source = s->base_blog_url.n ? s->base_blog_url : s->base_site_url.n ?
		s->base_site_url : s->link;

	r->site = *s;
	source = str_trim(source);
	while (source.n && source.p[source.n - 1] == '/')
		source.n--;
	r->site.base_blog_url = source;
	r->batch->archive = archive_new(r->a, source, r->how->key, r->how->now);
	return r->how->dry ? OK : batch_write(r->batch, write_site, r);
}

static err
on_author(void *arg, const struct wxr_author *w)
{
	struct run *r = arg;
	struct arena *a;
	struct batch_record e = {.kind = BATCH_AUTHOR, .line = w->line};
	str name = w->display_name.n ? w->display_name : w->login;

	r->report->records++;
	TRY(batch_room(r->batch));
	a = r->batch->small;
	if (!w->login.n || w->login.n > 1000 || name.n > 1000) {
		report_note(r->report, &r->report->left, w->line, "an author without a usable login");
		return OK;
	}
	e.author = (struct archive_author){.login = arena_copy(a, w->login),
		.slug = wordpress_author_slug(a, w->login), .name = arena_copy(a, plain(a, name))};
	return batch_add(r->batch, &e, name.n);
}

static err
keep_section(struct run *r, struct batch_record *e, str id)
{
	if (r->sections == r->section_cap) {
		size_t cap = r->section_cap ? r->section_cap * 2 : 64;
		struct batch_record *more = NEW(r->terms, struct batch_record, cap);

		if (r->sections)
			memcpy(more, r->section, r->sections * sizeof *more);
		r->section = more;
		r->section_cap = cap;
	}
	if (id.n) {
		str *slug = NEW(r->terms, str, 1);

		*slug = e->section.slug;
		map_put(&r->term_slug, arena_copy(r->terms, id), slug);
	}
	r->section[r->sections++] = *e;
	return OK;
}

/* WordPress writes each category and tag a second time as a wp:term. */
static bool
given_before(struct run *r, bool section, str slug)
{
	str key;

	if (arena_used(r->terms) > TERMS_BYTES)
		return false;
	key = arena_fmt(r->terms, "%s%.*s", section ? "/" : "", SARG(slug));
	if (map_get(&r->given, key))
		return true;
	map_put(&r->given, key, r);
	return false;
}

static bool
no_room(const struct run *r, int64_t line)
{
	if (r->sections < TERMS_MAX && arena_used(r->terms) <= TERMS_BYTES)
		return false;
	report_note(r->report, &r->report->left, line, "too many sections");
	return true;
}

static err
on_term(void *arg, const struct wxr_term *w)
{
	struct run *r = arg;
	bool section = str_eq(w->taxonomy, S("category"));
	struct arena *a;
	struct batch_record e = {.kind = section ? BATCH_SECTION : BATCH_TAG, .line = w->line};

	r->report->records++;
	TRY(batch_room(r->batch));
	a = r->batch->small;
	if (!section && !str_eq(w->taxonomy, S("post_tag"))) {
		report_skip(r->report, arena_fmt(a, "terms of %.*s", SARG(str_upto(w->taxonomy, 40))));
		return OK;
	}
	if (w->slug.n > 1000 || w->name.n > 1000 || w->description.n > 64 << 10 ||
		!wordpress_slug(a, w->slug).n) {
		report_note(r->report, &r->report->left, w->line, "a term without a usable slug or name");
		return OK;
	}
	if (given_before(r, section, w->slug))
		return OK;
	if (section && no_room(r, w->line))
		return OK;
	a = section ? r->terms : r->batch->small;
	e.section = (struct archive_section){.slug = wordpress_slug(a, w->slug),
		.parent = wordpress_slug(a, w->parent),
		.name = arena_copy(a, plain(a, w->name.n ? w->name : w->slug)),
		.description = arena_copy(a, w->description)};
	return section ? keep_section(r, &e, w->id) : batch_add(r->batch, &e, w->description.n + 100);
}

/* Parents before children; those in a circle or without their parent go to the
 * top. */
static err
give_sections(struct run *r)
{
	struct map given = map_in(r->terms);
	size_t left = r->sections;

	r->told_terms = true;
	for (int round = 0; left && round < 18; round++) {
		bool last = round == 17;

		for (size_t i = 0; i < r->sections; i++) {
			struct batch_record *e = &r->section[i];
			str parent = e->section.parent;

			if (!e->section.slug.n || (!last && parent.n && !map_get(&given, parent)))
				continue;
			if (parent.n && !map_get(&given, parent)) {
				report_note(r->report, &r->report->guessed, e->line,
					"a section whose parent is not there stands at the top");
				e->section.parent = S("");
			}
			map_put(&given, e->section.slug, e);
			TRY(batch_add(r->batch, e, 100));
			e->section.slug = S("");
			left--;
		}
	}
	return batch_flush(r->batch);
}

static void
say_guessed(void *arg, int64_t line, const char *what)
{
	struct run *r = arg;

	report_note(r->report, &r->report->guessed, line, what);
}

static err
take_story(struct run *r, const struct wxr_item *i, struct arena *own, struct batch_record *e)
{
	e->kind = BATCH_STORY;
	wordpress_story(&r->wp, own, i, (struct wordpress_note){say_guessed, r}, &e->story);
	e->later = str_eq(e->story.state, S("publish")) && e->story.published_at > r->how->now;
	e->comment = NEW(own, unsigned char, e->story.comments_n);
	return OK;
}

static err
take_guest(struct run *r, const struct wxr_item *i, struct arena *own, struct batch_record *e)
{
	(void)r;
	e->kind = BATCH_AUTHOR;
	wordpress_guest(own, i, &e->author);
	return e->author.login.n ? OK : fail(E_INPUT, "a guest author without a name");
}

static void
skip(struct run *r, const struct wxr_item *i, enum wordpress_kind kind)
{
	char what[160];

	snprintf(what, sizeof what, "items of type %.*s%s", SARG(str_upto(i->type, 60)),
		str_eq(i->status, S("auto-draft")) ? " (auto-draft)" : "");
	report_skip(r->report, str_of(what));
	if (kind != WORDPRESS_UNKNOWN)
		return;
	snprintf(what, sizeof what, "item %.*s of the unknown type \"%.*s\"",
		SARG(str_upto(i->id, 20)), SARG(str_upto(i->type, 60)));
	report_note(r->report, &r->report->left, i->line, what);
}

/* What of an item is its size in a batch. */
static size_t
weight(const struct wxr_item *i)
{
	size_t n = i->content.n + i->excerpt.n + 400 * i->metas + 200;

	for (const struct wxr_comment *c = i->comment; c; c = c->next)
		n += c->content.n + 500;
	for (const struct wxr_place *p = i->place; p; p = p->next)
		n += p->name.n + p->nicename.n + 400;
	for (const struct wxr_meta *m = i->meta; m; m = m->next)
		n += m->value.n;
	return n;
}

static err
on_item(void *arg, const struct wxr_item *i, struct arena *own, bool *keep)
{
	struct run *r = arg;
	enum wordpress_kind kind = wordpress_kind(i);
	struct batch_record e = {.line = i->line, .own = own};
	err bad = OK;

	r->report->records++;
	if (!r->told_terms)
		TRY(give_sections(r));
	wordpress_learn(&r->wp, own, i);
	switch (kind) {
	case WORDPRESS_STORY:
		bad = take_story(r, i, own, &e);
		break;
	case WORDPRESS_MEDIA:
		e.kind = BATCH_MEDIA;
		bad = wordpress_media(&r->wp, own, i, &e.media);
		break;
	case WORDPRESS_GUEST:
		bad = take_guest(r, i, own, &e);
		break;
	case WORDPRESS_MENU:
		menu_add(r->menu, i);
		return OK;
	case WORDPRESS_SKIP:
	case WORDPRESS_UNKNOWN:
		skip(r, i, kind);
		return OK;
	}
	if (bad) {
		report_note(r->report, &r->report->left, i->line, fail_why());
		return OK;
	}
	*keep = true;
	return batch_add(r->batch, &e, weight(i));
}

static void
on_repaired(void *arg, enum bytefilter_repair what, int64_t line)
{
	struct run *r = arg;

	if (!r->report->repairs[what]++)
		r->report->repair_line[what] = line;
}

static void
on_lost(void *arg, int64_t line, const char *why)
{
	struct run *r = arg;

	report_note(r->report, &r->report->left, line, why);
}

/* ---- the end ---- */

static err
write_end(struct txn *t, void *arg)
{
	struct run *r = arg;

	TRY(batch_finish(r->batch, t));
	TRY(batch_setting(r->batch, t, "permalink", wordpress_permalink(&r->wp)));
	TRY(batch_setting(r->batch, t, "zone", wptime_zone(r->a, &r->wp.time)));
	TRY(menu_write(t, r->menu, r->batch->archive, &r->term_slug, r->site.base_blog_url));
	TRY(batch_setting(r->batch, t, "menu", menu_main(r->menu)));
	return OK;
}

static err
finish(struct run *r)
{
	if (!r->told_terms && r->batch->archive)
		TRY(give_sections(r));
	TRY(batch_flush(r->batch));
	for (size_t i = 0; i < menu_size(r->menu); i++)
		report_count(r->report, S("menu entries"), ARCHIVE_NEW);
	if (r->how->dry || r->report->stopped || !r->batch->archive)
		return OK;
	return batch_write(r->batch, write_end, r);
}

static err
read_through(struct run *r, struct source *from)
{
	struct wxr *x = wxr_new(r->a, (struct wxr_to){r, on_site, on_author, on_term, on_item,
		on_repaired, on_lost});
	char *piece = NEW(r->a, char, PIECE);
	size_t n;

	r->report->size = source_size(from);
	while (!r->report->stopped) {
		err e = source_read(from, piece, PIECE, &n);

		if (e == E_INPUT)
			on_lost(r, 0, fail_why());
		else if (e)
			return e;
		r->report->at = source_at(from);
		if (e || !n)
			return wxr_end(x);
		TRY(wxr_feed(x, (str){piece, n}));
	}
	return OK;
}

static void
end_run(void *arg)
{
	struct run *r = arg;

	arena_end(r->terms);
}

err
wxr_import(struct arena *a, const struct import *how, struct source *from, struct report *report)
{
	struct run *r = NEW(a, struct run, 1);

	*r = (struct run){.a = a, .how = how, .report = report, .batch = batch_new(a, how, report)};
	report->dry = how->dry;
	r->wp.a = a;
	r->terms = arena_new(TERM_MEMORY);
	arena_defer(a, end_run, r);
	r->term_slug = map_in(r->terms);
	r->given = map_in(r->terms);
	r->menu = menu_new(a);
	TRY(read_through(r, from));
	TRY(finish(r));
	report->ms = clock_ms() - report->began;
	return OK;
}

/* A file's beginning tells little before it is unpacked, and standard input is read
 * once: whatever nobody else is sure of is tried. */
enum import_sure
wordpress_sniff(struct arena *a, str file)
{
	(void)a;
	(void)file;
	return IMPORT_PERHAPS;
}

err
wordpress_take(struct arena *a, struct import *how, struct report *report)
{
	struct source *from;

	TRY(source_open(a, how->file, &from));
	return wxr_import(a, how, from, report);
}
