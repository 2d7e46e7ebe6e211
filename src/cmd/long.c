/* long.c: an import or an export within the server: between jobs/, which knows when, and
 * port/, which knows how.
 * SPDX-License-Identifier: Apache-2.0 */
#include "cmd/long.h"

#include "base/sys/clock.h"
#include "base/sys/file.h"
#include "news/paper/site_folder.h"
#include "port/own/export.h"
#include "port/own/export_tar.h"
#include "port/recipe.h"

struct doing {
	struct long_run *run;
	bool stop;
};

static void
tell(void *arg, const struct report *r)
{
	struct doing *d = arg;

	d->stop = long_tell(d->run, &(struct long_told){r->phase, r->at, r->size, (int64_t)r->records, (int64_t)report_sum(r, ARCHIVE_NEW)});
}

static bool
stops(void *arg)
{
	const struct doing *d = arg;

	return d->stop;
}

static err
bring(struct arena *a, struct site *s, struct doing *d, const struct long_work *w, struct report *report)
{
	const struct import how = {.store = s->store, .key = s->seal, .media = s->media, .now = clock_now(), .dry = w->dry,
		.file = arena_fmt(a, "%.*s/%.*s", SARG(s->folder), SARG(w->file)),
		.files = w->media.n ? arena_fmt(a, "%.*s/%.*s", SARG(s->folder), SARG(w->media)) : S(""),
		.progress = tell, .stop = stops, .arg = d};

	return recipe_import(a, &how, report);
}

/* What was uploaded for it has served. */
static err
clear_away(struct arena *a, struct site *s, const struct long_work *w)
{
	if (str_starts(w->file, S("tmp/")))
		TRY(file_remove(arena_fmt(a, "%.*s/%.*s", SARG(s->folder), SARG(w->file)).p));
	if (str_starts(w->media, S("tmp/")))
		TRY(file_remove(arena_fmt(a, "%.*s/%.*s", SARG(s->folder), SARG(w->media)).p));
	return OK;
}

static void
tell_export(void *arg, const struct export_counts *n)
{
	struct doing *d = arg;

	d->stop = long_tell(d->run, &(struct long_told){n->phase, n->done, n->size, (int64_t)n->stories, (int64_t)n->files});
}

static err
take_out(struct arena *a, struct site *s, struct doing *d, const struct long_work *w, str *report)
{
	struct export_counts n;
	const struct export how = {.store = s->store, .key = s->seal, .media = s->media, .base = S(""), .now = clock_now(),
		.with_addresses = str_eq(w->media, S("addresses")), .progress = tell_export, .stop = stops, .arg = d};
	str folder = arena_fmt(a, "%.*s/export/%.*s.%lld", SARG(s->folder), SARG(w->file), (long long)clock_now());

	TRY(export_site(a, &how, folder, &n));
	TRY(export_tar(a, folder, w->file, arena_fmt(a, "%.*s/export/%.*s.tar", SARG(s->folder), SARG(w->file)).p));
	*report = arena_fmt(a, "%zu stories and pages, %zu comments%s, %zu of %zu pictures and files\n", n.stories, n.comments,
		how.with_addresses ? " with their addresses" : "", n.files, n.media);
	return OK;
}

err
cmd_long_work(void *arg, struct arena *a, struct long_run *run, const struct long_work *w, str *report)
{
	struct site *s = arg;
	struct doing d = {.run = run};
	struct report *r;
	err e;

	if (w->exports)
		return take_out(a, s, &d, w, report);
	r = report_new(a, w->file);
	e = bring(a, s, &d, w, r);
	if (e)
		*report = arena_fmt(a, "%s\n\n%.*s", fail_why(), SARG(report_text(a, r)));
	else
		*report = report_text(a, r);
	if (!e && r->stopped)
		return fail(E_GONE, "the import was stopped; give it again to go on");
	return e || w->dry ? e : clear_away(a, s, w);
}
