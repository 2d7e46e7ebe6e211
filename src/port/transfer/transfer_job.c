/* transfer_job.c: an import or an export that the desk asked for.
 *
 * Its record tells how far it is, twice a second at most.  A stop of the server ends it at its
 * next batch and the job goes back into the queue; when the process dies the lease ends, and
 * the next one takes it.  Either way an import finds what came as before, and an export
 * begins anew.
 * SPDX-License-Identifier: Apache-2.0 */
#include "work/job.h"

#include "base/sys/clock.h"
#include "base/sys/file.h"
#include "base/sys/stop.h"
#include "news/archive/transfer.h"
#include "port/own/export.h"
#include "port/own/export_tar.h"
#include "port/recipe.h"

JOB(transfer_job, HEAVY, QUEUE("transfer", .lease = 60, .tries = 3, .memory = (size_t)1 << 30))

enum { LEASE = 60, TELL_MS = 500, SMALL = 4 << 20, REPORT_MOST = 200000 };

struct doing {
	struct job_run *run;
	int64_t id, told_ms;
	struct transfer transfer; /* what it is, and how far */
	bool exports;
	bool stopping;      /* somebody asked for its end, or it is somebody else's */
	str state, report;  /* at the end */
};

static bool
stops(void *arg)
{
	const struct doing *d = arg;

	return d->stopping || stop_is_set(d->run->stop);
}

static err
write_progress(struct txn *t, void *arg)
{
	struct doing *d = arg;

	TRY(job_alive(t, d->run, LEASE));
	return transfer_report(t, &d->transfer, clock_now(), &d->stopping);
}

static void
tell(struct doing *d)
{
	struct arena *a;
	err e;

	if (clock_ms() - d->told_ms < TELL_MS)
		return;
	d->told_ms = clock_ms();
	a = arena_new(SMALL);
	e = store_write(d->run->with->store, a, write_progress, d);
	if (e == E_GONE || e == E_ABSENT)
		d->stopping = true;
	arena_end(a);
}

static void
how_far(struct doing *d, const char *phase, int64_t done, int64_t size)
{
	d->transfer.phase = str_of(phase);
	d->transfer.done = done;
	d->transfer.size = size;
}

static void
tell_import(void *arg, const struct report *r)
{
	struct doing *d = arg;

	how_far(d, r->phase, r->at, r->size);
	d->transfer.records = (int64_t)r->records;
	d->transfer.fresh = (int64_t)report_sum(r, ARCHIVE_NEW);
	tell(d);
}

static void
tell_export(void *arg, const struct export_counts *n)
{
	struct doing *d = arg;

	how_far(d, n->phase, n->done, n->size);
	d->transfer.records = (int64_t)n->stories;
	d->transfer.fresh = (int64_t)n->files;
	tell(d);
}

static str
in_site(struct arena *a, const struct work_with *with, str path)
{
	return path.n ? arena_fmt(a, "%.*s/%.*s", SARG(with->folder), SARG(path)) : S("");
}

/* What was uploaded for it has served. */
static err
clear_away(struct arena *a, const struct work_with *with, const struct transfer *w)
{
	if (str_starts(w->file, S("tmp/")))
		TRY(file_remove(in_site(a, with, w->file).p));
	if (str_starts(w->media, S("tmp/")))
		TRY(file_remove(in_site(a, with, w->media).p));
	return OK;
}

static err
do_import(struct arena *a, struct doing *d)
{
	const struct work_with *with = d->run->with;
	const struct transfer *w = &d->transfer;
	struct report *r = report_new(a, w->file);
	const struct import how = {.store = with->store, .key = with->seal, .media = with->media,
		.file = in_site(a, with, w->file), .files = in_site(a, with, w->media), .now = clock_now(), .dry = w->dry,
		.progress = tell_import, .stop = stops, .arg = d};
	err e = recipe_import(a, &how, r);

	if (e)
		d->report = arena_fmt(a, "%s\n\n%.*s", fail_why(), SARG(report_text(a, r)));
	else
		d->report = report_text(a, r);
	if (!e && r->stopped)
		return fail(E_GONE, "the import was stopped; give it again to go on");
	return e || w->dry ? e : clear_away(a, with, w);
}

static err
do_export(struct arena *a, struct doing *d)
{
	const struct work_with *with = d->run->with;
	str file = d->transfer.file;
	struct export_counts n;
	const struct export how = {.store = with->store, .key = with->seal, .media = with->media, .base = S(""),
		.now = clock_now(), .with_addresses = str_eq(d->transfer.media, S("addresses")), .progress = tell_export,
		.stop = stops, .arg = d};
	str folder = arena_fmt(a, "%.*s/export/%.*s.%lld", SARG(with->folder), SARG(file), (long long)clock_now());

	TRY(export_site(a, &how, folder, &n));
	TRY(export_tar(a, folder, file, arena_fmt(a, "%.*s/export/%.*s.tar", SARG(with->folder), SARG(file)).p));
	d->report = arena_fmt(a, "%zu stories and pages, %zu comments%s, %zu of %zu pictures and files\n", n.stories, n.comments,
		how.with_addresses ? " with their addresses" : "", n.files, n.media);
	return OK;
}

static err
take(struct txn *t, void *arg)
{
	struct doing *d = arg;

	TRY(transfer_get(t, d->id, &d->transfer));
	d->exports = str_eq(d->transfer.kind, S("export"));
	d->stopping = str_eq(d->transfer.state, S("stopping"));
	d->transfer.file = arena_copy(d->run->a, d->transfer.file);
	d->transfer.media = arena_copy(d->run->a, d->transfer.media);
	d->transfer.phase = S("records");
	return transfer_take(t, d->id, clock_now());
}

static err
finish(struct txn *t, void *arg)
{
	struct doing *d = arg;

	TRY(transfer_report(t, &d->transfer, clock_now(), &d->stopping));
	return transfer_end(t, d->id, d->state, str_upto(d->report, REPORT_MOST), clock_now());
}

/* The record waits, and so does the job: the next server goes on with it. */
static err
put_back(struct doing *d)
{
	d->state = S("waiting");
	TRY(store_write(d->run->with->store, d->run->a, finish, d));
	return fail(E_BUSY, "the server is stopping");
}

err
transfer_job(struct job_run *run)
{
	struct doing d = {.run = run, .report = S("")};
	err e;

	TRY(str_int(run->queued.key, &d.id));
	e = store_write(run->with->store, run->a, take, &d);
	if (e)
		return e == E_ABSENT ? OK : e;
	e = d.exports ? do_export(run->a, &d) : do_import(run->a, &d);
	if (e && !d.stopping && stop_is_set(run->stop))
		return put_back(&d);
	if (e && !d.report.n)
		d.report = arena_copy(run->a, str_of(fail_why()));
	d.state = d.stopping ? S("stopped") : e ? S("failed") : S("done");
	return job_write(run, finish, &d);
}
