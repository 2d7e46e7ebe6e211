/* import.c: from a stream of WordPress's records to transactions.
 *
 * Records wait in a batch, each in the arena it was read into, until there are
 * some hundreds or a few megabytes; a batch is one transaction.  When it fails,
 * its records get one transaction each, so that a record which cannot be stored
 * is named and left out alone.  Nothing about where we are is kept but the
 * archive itself: going on is reading again and finding everything "as before".
 */
#include "port/wordpress/import.h"

#include "base/sys/clock.h"
#include "base/map.h"
#include "news/paper/setting.h"
#include "port/wordpress/menu.h"
#include "port/wordpress/wordpress.h"
#include "query/setting.h"
#include "text/html/entity.h"

#include <stdio.h>

enum {
	PIECE = 64 << 10,
	BATCH = 150,
	BATCH_BYTES = 3 << 20,
	TERMS_MAX = 200000,
	TERMS_BYTES = 32 << 20,
	WRITE_MEMORY = 512 << 20,
	TERM_MEMORY = 128 << 20,
	SMALL_BYTES = 8 << 20, /* of authors and tags, also of those left out */
};

enum kind { AN_AUTHOR, A_SECTION, A_TAG, A_STORY, A_MEDIA };

struct entry {
	enum kind kind;
	int64_t line;
	struct arena *own; /* NULL: the batch's */
	struct archive_author author;
	struct archive_section section; /* and tags */
	struct archive_story story;
	struct archive_media media;
	bool later;        /* a story that waits for its time */
	enum archive_did did;
	unsigned char *comment; /* an archive_did each */
};

struct run {
	struct arena *a;
	const struct import *how;
	struct report *report;
	struct archive *archive;
	struct wordpress wp;
	struct wxr_site site;
	struct arena *terms;    /* of sections until the first item, and of a batch */
	struct arena *small;    /* of a batch's authors and tags */
	struct entry *section;  /* until the first item: parents may come later */
	size_t sections, section_cap;
	struct map given;       /* "slug" of a tag, "/slug" of a section: came already */
	struct map term_slug;   /* wp:term_id of a section -> str * */
	struct entry *entry;
	size_t n, most, bytes;
	struct menu *menu;
	bool told_terms, wrote_scheme;
	int64_t began;
};

static str
plain(struct arena *a, str s)
{
	return entity_decode(a, str_trim(s), false);
}

/* ---- writing a batch ---- */

static err
write_entry(struct txn *t, struct archive *ar, struct entry *e)
{
	struct archive_story_did did;

	switch (e->kind) {
	case AN_AUTHOR:
		return archive_author(t, ar, &e->author, &e->did);
	case A_SECTION:
		return archive_section(t, ar, &e->section, &e->did);
	case A_TAG:
		return archive_tag(t, ar, e->section.slug, e->section.name,
			e->section.description, &e->did);
	case A_MEDIA:
		return archive_media(t, ar, &e->media, &e->did);
	case A_STORY:
		TRY(archive_story(t, ar, &e->story, &did));
		e->did = did.story;
		memcpy(e->comment, did.comment, e->story.comments_n);
		return OK;
	}
	return OK;
}

struct group {
	struct archive *archive;
	struct entry *entry;
	size_t n;
};

static err
write_group(struct txn *t, void *arg)
{
	struct group *g = arg;

	for (size_t i = 0; i < g->n; i++)
		TRY(write_entry(t, g->archive, &g->entry[i]));
	return archive_numbers(t);
}

static err
store_group(struct run *r, struct entry *entry, size_t n)
{
	struct arena *a = arena_new(WRITE_MEMORY);
	struct group g = {r->archive, entry, n};
	err e = store_write(r->how->store, a, write_group, &g);

	arena_end(a);
	return e;
}

static void
count_entry(struct run *r, const struct entry *e)
{
	static const char *const names[] = {[AN_AUTHOR] = "authors", [A_SECTION] = "sections",
		[A_TAG] = "tags", [A_MEDIA] = "media"};

	if (e->kind != A_STORY) {
		report_count(r->report, str_of(names[e->kind]), e->did);
		return;
	}
	report_story(r->report, &e->story, e->later, e->did);
	for (size_t i = 0; i < e->story.comments_n; i++)
		report_comment(r->report, &e->story.comment[i], (enum archive_did)e->comment[i]);
}

/* One by one: what fails is left out with its line; a broken archive ends all. */
static err
store_singly(struct run *r)
{
	for (size_t i = 0; i < r->n; i++) {
		err e = store_group(r, &r->entry[i], 1);

		if (e == OK) {
			count_entry(r, &r->entry[i]);
			continue;
		}
		archive_forget(r->archive);
		if (e == E_BROKEN || e == E_BUSY)
			return e;
		report_note(r->report, &r->report->left, r->entry[i].line, fail_why());
	}
	return OK;
}

static void
progress(struct run *r)
{
	r->report->ms = clock_ms() - r->began;
	if (r->how->progress)
		r->how->progress(r->how->arg, r->report);
	if (r->how->stop && r->how->stop(r->how->arg))
		r->report->stopped = true;
}

static err
flush(struct run *r)
{
	err e = r->how->dry || !r->n ? OK : store_group(r, r->entry, r->n);

	if (e) {
		archive_forget(r->archive);
		e = store_singly(r);
	} else {
		for (size_t i = 0; i < r->n; i++)
			count_entry(r, &r->entry[i]);
	}
	for (size_t i = 0; i < r->n; i++)
		arena_end(r->entry[i].own);
	r->n = r->bytes = 0;
	arena_end(r->small);
	r->small = arena_new(TERM_MEMORY);
	if (!e)
		progress(r);
	return e;
}

static err
add_entry(struct run *r, const struct entry *e, size_t bytes)
{
	r->entry[r->n++] = *e;
	r->bytes += bytes;
	return r->n == r->most || r->bytes > BATCH_BYTES ? flush(r) : OK;
}

/* ---- records ---- */

/* A setting that nobody has chosen yet. */
static err
set_unless_set(struct run *r, struct txn *t, const char *name, str value)
{
	struct q_setting_one was;
	err e = q_setting_one(t, str_of(name), &was);

	if (e != OK && e != E_ABSENT)
		return e;
	if (!value.n || (e == OK && was.value.n))
		return OK;
	e = setting_write(t, name, value);
	if (e != E_INPUT)
		return e;
	/* What the export says of the site may be odd; the stories come in all the same. */
	report_note(r->report, &r->report->left, 0, fail_why());
	return OK;
}

/* Before the stories: their words are folded by the paper's language. */
static err
write_site(struct txn *t, void *arg)
{
	struct run *r = arg;

	TRY(set_unless_set(r, t, "site_title", plain(store_arena(t), r->site.title)));
	TRY(set_unless_set(r, t, "site_tagline", plain(store_arena(t), r->site.description)));
	TRY(set_unless_set(r, t, "site_url", r->site.base_blog_url));
	return set_unless_set(r, t, "language", str_trim(r->site.language));
}

static err
in_transaction(struct run *r, err (*fn)(struct txn *, void *), void *arg)
{
	struct arena *a = arena_new(WRITE_MEMORY);
	err e = store_write(r->how->store, a, fn, arg);

	arena_end(a);
	return e;
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
	r->archive = archive_new(r->a, source, r->how->key, r->how->now);
	return r->how->dry ? OK : in_transaction(r, write_site, r);
}

static err
on_author(void *arg, const struct wxr_author *w)
{
	struct run *r = arg;
	struct arena *a = r->small;
	struct entry e = {.kind = AN_AUTHOR, .line = w->line};
	str name = w->display_name.n ? w->display_name : w->login;

	r->report->records++;
	if (arena_used(r->small) > SMALL_BYTES) {
		TRY(flush(r));
		a = r->small;
	}
	if (!w->login.n || w->login.n > 1000 || name.n > 1000) {
		report_note(r->report, &r->report->left, w->line, "author without a usable login");
		return OK;
	}
	e.author = (struct archive_author){.login = arena_copy(a, w->login),
		.slug = wordpress_author_slug(a, w->login), .name = arena_copy(a, plain(a, name))};
	return add_entry(r, &e, name.n);
}

static err
keep_section(struct run *r, struct entry *e, str id)
{
	if (r->sections == r->section_cap) {
		size_t cap = r->section_cap ? r->section_cap * 2 : 64;
		struct entry *more = NEW(r->terms, struct entry, cap);

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
	struct entry e = {.kind = section ? A_SECTION : A_TAG, .line = w->line};

	r->report->records++;
	if (arena_used(r->small) > SMALL_BYTES)
		TRY(flush(r));
	a = r->small;
	if (!section && !str_eq(w->taxonomy, S("post_tag"))) {
		report_skip(r->report, arena_fmt(a, "terms of %.*s", SARG(str_upto(w->taxonomy, 40))));
		return OK;
	}
	if (w->slug.n > 1000 || w->name.n > 1000 || w->description.n > 64 << 10 ||
		!wordpress_slug(a, w->slug).n) {
		report_note(r->report, &r->report->left, w->line, "term without a usable slug or name");
		return OK;
	}
	if (given_before(r, section, w->slug))
		return OK;
	if (section && no_room(r, w->line))
		return OK;
	a = section ? r->terms : r->small;
	e.section = (struct archive_section){.slug = wordpress_slug(a, w->slug),
		.parent = wordpress_slug(a, w->parent),
		.name = arena_copy(a, plain(a, w->name.n ? w->name : w->slug)),
		.description = arena_copy(a, w->description)};
	return section ? keep_section(r, &e, w->id) : add_entry(r, &e, w->description.n + 100);
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
			struct entry *e = &r->section[i];
			str parent = e->section.parent;

			if (!e->section.slug.n || (!last && parent.n && !map_get(&given, parent)))
				continue;
			if (parent.n && !map_get(&given, parent)) {
				report_note(r->report, &r->report->guessed, e->line,
					"section without its parent moved to the top level");
				e->section.parent = S("");
			}
			map_put(&given, e->section.slug, e);
			TRY(add_entry(r, e, 100));
			e->section.slug = S("");
			left--;
		}
	}
	return flush(r);
}

static void
say_guessed(void *arg, int64_t line, const char *what)
{
	struct run *r = arg;

	report_note(r->report, &r->report->guessed, line, what);
}

static err
take_story(struct run *r, const struct wxr_item *i, struct arena *own, struct entry *e)
{
	e->kind = A_STORY;
	wordpress_story(&r->wp, own, i, (struct wordpress_note){say_guessed, r}, &e->story);
	e->later = str_eq(e->story.state, S("publish")) && e->story.published_at > r->how->now;
	e->comment = NEW(own, unsigned char, e->story.comments_n);
	return OK;
}

static err
take_guest(struct run *r, const struct wxr_item *i, struct arena *own, struct entry *e)
{
	(void)r;
	e->kind = AN_AUTHOR;
	wordpress_guest(own, i, &e->author);
	return e->author.login.n ? OK : fail(E_INPUT, "guest author without a name");
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
	snprintf(what, sizeof what, "item %.*s of unknown type \"%.*s\"",
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
	struct entry e = {.line = i->line, .own = own};
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
		e.kind = A_MEDIA;
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
	return add_entry(r, &e, weight(i));
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
	struct archive_left left;
	char what[120];

	TRY(archive_finish(t, r->archive, &left));
	TRY(set_unless_set(r, t, "permalink", wordpress_permalink(&r->wp)));
	TRY(set_unless_set(r, t, "zone", wptime_zone(r->a, &r->wp.time)));
	TRY(menu_write(t, r->menu, r->archive, &r->term_slug, r->site.base_blog_url));
	TRY(set_unless_set(r, t, "menu", menu_main(r->menu)));
	if (left.leads) {
		snprintf(what, sizeof what, "%zu stories whose lead picture is not in the export",
			left.leads);
		report_note(r->report, &r->report->left, 0, what);
	}
	if (left.parents) {
		snprintf(what, sizeof what, "%zu pages whose parent page is not in the export",
			left.parents);
		report_note(r->report, &r->report->left, 0, what);
	}
	return OK;
}

static err
finish(struct run *r)
{
	if (!r->told_terms && r->archive)
		TRY(give_sections(r));
	TRY(flush(r));
	for (size_t i = 0; i < menu_size(r->menu); i++)
		report_count(r->report, S("menu entries"), ARCHIVE_NEW);
	if (r->how->dry || r->report->stopped || !r->archive)
		return OK;
	return in_transaction(r, write_end, r);
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

	for (size_t i = 0; i < r->n; i++)
		arena_end(r->entry[i].own);
	arena_end(r->terms);
	arena_end(r->small);
}

err
import_wxr(struct arena *a, const struct import *how, struct source *from, struct report *report)
{
	struct run *r = NEW(a, struct run, 1);

	*r = (struct run){.a = a, .how = how, .report = report, .began = clock_ms(),
		.most = how->batch ? how->batch : BATCH};
	report->dry = how->dry;
	r->wp.a = a;
	r->terms = arena_new(TERM_MEMORY);
	r->small = arena_new(TERM_MEMORY);
	arena_defer(a, end_run, r);
	r->term_slug = map_in(r->terms);
	r->given = map_in(r->terms);
	r->menu = menu_new(a);
	r->entry = NEW(a, struct entry, r->most);
	TRY(read_through(r, from));
	TRY(finish(r));
	report->ms = clock_ms() - r->began;
	return OK;
}
