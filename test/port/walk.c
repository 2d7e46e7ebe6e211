/* walk.c: what a WordPress export becomes, value by value; what a paper becomes in an export
 * of ours; and that this export, brought back, is the same paper.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/file.h"
#include "port/own/export.h"
#include "port/wordpress/import.h"
#include "walk.h"
#include "walk_dump.h"

static str
file(struct arena *a, str folder, const char *name)
{
	str out;

	CHECK_OK(file_read(a, arena_fmt(a, "%.*s/%s", SARG(folder), name).p, 1 << 24, &out));
	return out;
}

/* Into the paper of the walk; what came of it is written down. */
static struct report *
bring(struct walk *w, str path)
{
	struct import how = {.store = w->p.site.store, .key = w->p.site.seal, .now = w->p.now};
	struct report *report = report_new(w->a, S("paper.xml"));
	struct source *from;

	CHECK_OK(source_open(w->a, path, &from));
	CHECK_OK(import_wxr(w->a, &how, from, report));
	report->ms = report->phase_ms = 0;
	return report;
}

static struct dump_base *
archive(struct walk *w)
{
	return dump_open(w->a, arena_fmt(w->a, "%.*s/site.db", SARG(w->p.site.folder)));
}

static str
out(struct walk *w, const char *name, bool with_addresses)
{
	str folder = arena_fmt(w->a, "%.*s/%s", SARG(w->p.site.folder), name);
	struct export how = {.store = w->p.site.store, .key = w->p.site.seal, .media = w->p.site.media,
		.base = S("http://x.example"), .now = w->p.now, .with_addresses = with_addresses};
	struct export_counts n;

	CHECK_OK(export_site(w->a, &how, folder, &n));
	buf_fmt(&w->said,
		"==== %s: %zu stories, %zu comments, %zu media, %zu files, %zu missing, %lld of %lld\n", name,
		n.stories, n.comments, n.media, n.files,
		n.missing, (long long)n.done, (long long)n.size);
	return folder;
}

static void
begin_empty(struct arena *a, struct walk *w)
{
	*w = (struct walk){.a = a, .said = buf_in(a, 16 << 20)};
	press_setup(a, &w->p);
}

TEST(port_walk_of_a_wordpress_export)
{
	static const char *const path[] = {"/", "/2026/02/01/ferry-sails/",
		"/2026/02/01/old-ferry/", "/about/team/", "/category/town/",
		"/tag/ferry/", "/author/awa/", "/author/guest-hand/", "/2026/02/01/locked/",
		"/?p=10"};
	struct walk w;
	struct dump *before, *after;

	begin_empty(a, &w);
	before = dump_of(a, archive(&w));
	buf_add(&w.said, report_text(a, bring(&w, S("test/golden/port-paper.xml"))));
	after = dump_of(a, archive(&w));
	dump_differ(before, after, &w.said);
	buf_add(&w.said, S("==== once more\n"));
	buf_add(&w.said, report_text(a, bring(&w, S("test/golden/port-paper.xml"))));
	dump_differ(after, dump_of(a, archive(&w)), &w.said);
	w.brief = true;
	for (size_t i = 0; i < LENGTH(path); i++)
		walk_get(&w, path[i]);
	CHECK_WALK(&w, "port-wordpress.txt");
}

/* Of the rest: what arranges the paper.  Its history (revisions, notes, the audit trail) goes
 * out and does not come back. */
static str
arranged(struct arena *a, str rest)
{
	static const char *const heads[] = {"{\"setting\"", "{\"menu\"", "{\"redirect\"",
		"{\"media\""};
	struct buf b = buf_in(a, rest.n + 1);
	str line;

	while (rest.n && str_split(&rest, '\n', &line))
		for (size_t i = 0; i < LENGTH(heads); i++)
			if (str_starts(line, str_of(heads[i])))
				buf_fmt(&b, "%.*s\n", SARG(line));
	CHECK(b.n > 3000);
	return buf_str(&b);
}

/* An export into an empty paper. */
static void
bring_own(struct walk *w, str folder)
{
	CHECK(export_is(w->a, folder));
	CHECK_OK(export_settings_back(w->a, w->p.site.store, folder));
	walk_put(w, report_text(w->a, bring(w, arena_fmt(w->a, "%.*s/site.wxr.xml",
		SARG(folder)))));
	CHECK_OK(export_rest_back(w->a, w->p.site.store, folder));
}

/* The filled paper as it goes out, and as it comes back into an empty one.  Sections are
 * numbered anew once, those at the top first; after that nothing moves any more. */
TEST(port_walk_of_an_export_of_ours)
{
	struct walk one, two, three;
	struct dump *before;
	struct arena *b = arena_new((size_t)1 << 30);
	str first, second, third;

	walk_begin(a, &one);
	first = out(&one, "out", false);
	walk_put(&one, file(a, first, "site.wxr.xml"));
	walk_put(&one, file(a, first, "rest.jsonl"));
	begin_empty(b, &two);
	before = dump_of(b, archive(&two));
	bring_own(&two, first);
	dump_differ(before, dump_of(b, archive(&two)), &two.said);
	second = out(&two, "out", false);
	CHECK_WALK(&one, "port-export.txt");
	CHECK_WALK(&two, "port-export-back.txt");
	begin_empty(b, &three);
	bring_own(&three, second);
	third = out(&three, "out", false);
	CHECK(str_eq(file(b, third, "site.wxr.xml"), file(b, second, "site.wxr.xml")));
	CHECK(str_eq(arranged(b, file(b, third, "rest.jsonl")), arranged(b, file(a, first,
		"rest.jsonl"))));
	arena_end(b);
}
