/* import.c: djeli import: an export and its uploads come into a site.
 *
 * On a terminal one line shows how far it is; in a pipe a plain line comes now
 * and then.  Ctrl-C is a signal that is read between batches, so the archive
 * never stops in the middle of one. */
#include "base/sys/clock.h"
#include "cmd/cmd.h"
#include "news/paper/site_folder.h"
#include "port/own/export.h"
#include "port/wordpress/import.h"
#include "port/wordpress/uploads.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <unistd.h>

COMMAND("import", cmd_import, "SITE FILE|FOLDER|- [--media FOLDER|TAR] [--dry-run]", "Import a WordPress or djeli export")

enum { EVERY_MS = 200, PIPE_EVERY_MS = 2000, BAR = 24 };

struct screen {
	bool terminal;
	int64_t told;  /* clock_ms() of the last line */
	int signals;   /* a signalfd */
	bool interrupted;
};

static const char *
left_of(const struct report *r, char out[32])
{
	int64_t ms = r->ms - r->phase_ms;
	int64_t s = r->at > 0 && r->size > r->at ? ms * (r->size - r->at) / r->at / 1000 : -1;

	if (s < 0 || ms < 500)
		return "";
	snprintf(out, 32, ", %lld:%02lld left", (long long)(s / 60), (long long)(s % 60));
	return out;
}

static void
show(void *arg, const struct report *r)
{
	struct screen *sc = arg;
	int64_t now = clock_ms();
	int percent = r->size ? (int)(100 * r->at / r->size) : 0;
	char left[32], bar[BAR + 1];

	if (now - sc->told < (sc->terminal ? EVERY_MS : PIPE_EVERY_MS))
		return;
	sc->told = now;
	for (int i = 0; i < BAR; i++)
		bar[i] = i * 100 < percent * BAR ? '#' : '.';
	bar[BAR] = 0;
	printf(sc->terminal ? "\r[%s] %3d %%  " : "%.0s%d %%: ", bar, percent);
	printf("%zu records, %zu new, %lld a second%s", r->records, report_sum(r, ARCHIVE_NEW),
		(long long)(r->ms ? (int64_t)r->records * 1000 / r->ms : 0), left_of(r, left));
	fputs(sc->terminal ? "\x1b[K" : "\n", stdout);
	fflush(stdout);
}

static bool
interrupted(void *arg)
{
	struct screen *sc = arg;
	struct signalfd_siginfo one;

	if (read(sc->signals, &one, sizeof one) == sizeof one)
		sc->interrupted = true;
	return sc->interrupted;
}

static err
watch_signals(struct screen *sc)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	if (sigprocmask(SIG_BLOCK, &set, NULL))
		return fail(E_BROKEN, "cannot handle signals: %s", strerror(errno));
	sc->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	return sc->signals < 0 ? fail(E_BROKEN, "cannot handle signals: %s", strerror(errno)) : OK;
}

static err
keep_report(struct arena *a, str folder, str text)
{
	const char *path = arena_fmt(a, "%.*s/import-report.txt", SARG(folder)).p;
	FILE *f = fopen(path, "w");

	if (!f)
		return fail(E_BROKEN, "%s: %s", path, strerror(errno));
	if (fwrite(text.p, 1, text.n, f) != text.n || fclose(f))
		return fail(E_BROKEN, "%s: %s", path, strerror(errno));
	return OK;
}

static err
tell(struct cmd *c, const struct screen *sc, const struct report *r)
{
	str text = report_text(c->a, r);

	if (sc->terminal)
		fputs("\r\x1b[K", stdout);
	fwrite(text.p, 1, text.n, stdout);
	if (r->stopped)
		printf("\nInterrupted. Imported records are kept; run the same command again to resume.\n");
	return r->dry ? OK : keep_report(c->a, c->word[0], text);
}

static err
bring(struct cmd *c, struct screen *sc, const struct site *site, struct report *report)
{
	const struct import how = {.store = site->store, .key = site->seal, .now = clock_now(),
		.dry = cmd_flag(c, "--dry-run"), .progress = show, .stop = interrupted, .arg = sc};
	const struct uploads files = {.store = site->store, .media = site->media, .now = how.now,
		.progress = show, .stop = interrupted, .arg = sc};
	str media = cmd_option(c, "--media", ""), file = c->word[1];
	bool ours = export_is(c->a, file);
	struct source *from;

	if (ours && !media.n)
		media = arena_fmt(c->a, "%.*s/media", SARG(file));
	if (ours && !how.dry)
		TRY(export_settings_back(c->a, site->store, file));
	TRY(source_open(c->a, ours ? arena_fmt(c->a, "%.*s/site.wxr.xml", SARG(file)) : file, &from));
	TRY(import_wxr(c->a, &how, from, report));
	if (ours && !how.dry && !report->stopped)
		TRY(export_rest_back(c->a, site->store, file));
	if (media.n && !how.dry && !report->stopped)
		TRY(uploads_take(c->a, &files, media, report));
	return how.dry || report->stopped ? OK : uploads_missing(c->a, site->store, report);
}

err
cmd_import(struct cmd *c)
{
	struct screen sc = {.terminal = isatty(STDOUT_FILENO)};
	struct site site;
	struct report *report;
	err e;

	TRY(site_open(c->a, c->word[0], 2, &site));
	report = report_new(c->a, c->word[1]);
	TRY(watch_signals(&sc));
	e = bring(c, &sc, &site, report);
	close(sc.signals);
	TRY(e);
	return tell(c, &sc, report);
}
