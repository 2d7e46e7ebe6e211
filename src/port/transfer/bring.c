/* bring.c: the order of an import: settings, the export, what only djeli writes, files.
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/transfer/bring.h"

#include "base/sys/clock.h"
#include "port/own/export.h"
#include "port/wordpress/import.h"
#include "port/wordpress/uploads.h"

struct telling {
	const struct bring *how;
	const char *phase;
};

static void
tell(void *arg, const struct report *r)
{
	const struct telling *t = arg;

	if (t->how->progress)
		t->how->progress(t->how->arg, t->phase, r);
}

static bool
stops(void *arg)
{
	const struct telling *t = arg;

	return t->how->stop && t->how->stop(t->how->arg);
}

static err
bring_files(struct arena *a, struct telling *t, str uploads, int64_t now, struct report *report)
{
	const struct uploads files = {.store = t->how->store, .media = t->how->site_media, .now = now, .progress = tell,
		.stop = stops, .arg = t};

	t->phase = "files";
	if (uploads.n)
		TRY(uploads_take(a, &files, uploads, report));
	return report->stopped ? OK : uploads_missing(a, t->how->store, report);
}

err
bring_in(struct arena *a, const struct bring *how, struct report *report)
{
	struct telling t = {how, "records"};
	const struct import import = {.store = how->store, .key = how->key, .now = clock_now(), .dry = how->dry,
		.progress = tell, .stop = stops, .arg = &t};
	bool ours = export_is(a, how->from);
	str uploads = how->uploads;
	struct source *from;

	if (ours && !uploads.n)
		uploads = arena_fmt(a, "%.*s/media", SARG(how->from));
	if (ours && !how->dry)
		TRY(export_settings_back(a, how->store, how->from));
	TRY(source_open(a, ours ? arena_fmt(a, "%.*s/site.wxr.xml", SARG(how->from)) : how->from, &from));
	TRY(import_wxr(a, &import, from, report));
	if (how->dry || report->stopped)
		return OK;
	if (ours)
		TRY(export_rest_back(a, how->store, how->from));
	return bring_files(a, &t, uploads, import.now, report);
}
