/* long.c: an import or an export within the server: between jobs/, which knows when, and
 * port/, which knows how. */
#include "cmd/long.h"

#include "base/sys/clock.h"
#include "base/sys/file.h"
#include "news/paper/site_folder.h"
#include "port/own/export.h"
#include "port/own/export_tar.h"
#include "port/wordpress/import.h"
#include "port/wordpress/uploads.h"

struct doing {
	struct long_run *run;
	const char *phase;
	bool stop;
};

static void
tell(void *arg, const struct report *r)
{
	struct doing *d = arg;

	d->stop = long_tell(d->run, &(struct long_told){d->phase, r->at, r->size, (int64_t)r->records, (int64_t)report_sum(r, ARCHIVE_NEW)});
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
	const struct import how = {.store = s->store, .key = s->seal, .now = clock_now(), .dry = w->dry, .progress = tell,
		.stop = stops, .arg = d};
	const struct uploads files = {.store = s->store, .media = s->media, .now = how.now, .progress = tell, .stop = stops, .arg = d};
	str file = arena_fmt(a, "%.*s/%.*s", SARG(s->folder), SARG(w->file)), media = S("");
	bool ours = export_is(a, file);
	struct source *from;

	if (w->media.n)
		media = arena_fmt(a, "%.*s/%.*s", SARG(s->folder), SARG(w->media));
	else if (ours)
		media = arena_fmt(a, "%.*s/media", SARG(file));
	d->phase = "records";
	if (ours && !w->dry)
		TRY(export_settings_back(a, s->store, file));
	TRY(source_open(a, ours ? arena_fmt(a, "%.*s/site.wxr.xml", SARG(file)) : file, &from));
	TRY(import_wxr(a, &how, from, report));
	if (w->dry || report->stopped)
		return OK;
	if (ours)
		TRY(export_rest_back(a, s->store, file));
	d->phase = "files";
	if (media.n)
		TRY(uploads_take(a, &files, media, report));
	return report->stopped ? OK : uploads_missing(a, s->store, report);
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
		how.with_addresses ? " with email addresses" : "", n.files, n.media);
	return OK;
}

err
cmd_long_work(void *arg, struct arena *a, struct long_run *run, const struct long_work *w, str *report)
{
	struct site *s = arg;
	struct doing d = {.run = run, .phase = "records"};
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
		return fail(E_GONE, "import stopped; run it again to resume");
	return e || w->dry ? e : clear_away(a, s, w);
}
