/* status.c: how the server is: real figures, in words that say what they mean, and
 * bars of the last hour.  Nothing here is an estimate, but p50 and p99: the server counts
 * answers by how long they took at most, so the page says "under 1 ms", not 0.83. */
#include "desk/settings.h"

#include "door/reader.h"
#include "view/themes.h"
#include "news/paper/status.h"

#include <sys/statvfs.h>

ROUTE(GET, "/desk/running/server/", settings_status, MAY_RUN, NEVER)

enum { BAR = 40, FAILED = 20 };

static void
row(struct desk *d, struct value *list, const char *word, str text)
{
	struct value *one = value_item(list);

	value_str(one, "name", words_get(d->words, arena_fmt(d->a, "running_fig_%s", word).p));
	value_str(one, "text", text);
}

static str
bytes(struct desk *d, uint64_t n)
{
	static const char *const unit[] = {"B", "kB", "MB", "GB", "TB"};
	double v = (double)n;
	size_t u = 0;

	while (v >= 1000 && u + 1 < LENGTH(unit))
		v /= 1000, u++;
	return arena_fmt(d->a, u && v < 10 ? "%.1f\u00a0%s" : "%.0f\u00a0%s", v, unit[u]);
}

static str
number(struct desk *d, uint64_t n)
{
	return words_number(d->words, d->a, (int64_t)n);
}

static str
lasted(struct desk *d, int64_t s)
{
	int64_t days = s / 86400, hours = s / 3600 % 24;

	if (days)
		return words_say(d->words, d->a, "running_days", WORDS({"days", words_number(d->words, d->a, days)},
			{"hours", words_number(d->words, d->a, hours)}));
	return arena_fmt(d->a, "%lld\u00a0h %lld\u00a0min", (long long)hours, (long long)(s / 60 % 60));
}

/* The bound below which such a part of all answers stayed. */
static str
within(struct desk *d, const struct metrics *f, uint64_t thousandths)
{
	uint64_t all = 0, n = 0;

	for (size_t i = 0; i < METRICS_LATENCIES; i++)
		all += f->latency[i];
	if (!all)
		return words_get(d->words, "none");
	for (size_t i = 0; i + 1 < METRICS_LATENCIES; i++) {
		n += f->latency[i];
		if (n * 1000 >= all * thousandths)
			return words_say(d->words, d->a, "running_under", WORDS({"n", arena_fmt(d->a, "%g", (double)f->bound_us[i] / 1000)}));
	}
	return words_say(d->words, d->a, "running_over", WORDS({"n", S("1000")}));
}

static void
put_http(struct desk *d, const struct app_figures *f)
{
	struct value *list = value_list(d->root, "http"), *bars = value_list(d->root, "bars");
	uint64_t all = 0, most = 1, looked = f->http.hits + f->http.misses;

	for (size_t i = 0; i < LENGTH(f->http.requests); i++)
		all += f->http.requests[i];
	row(d, list, "requests", number(d, all));
	row(d, list, "faults", number(d, f->http.requests[5]));
	row(d, list, "p50", within(d, &f->http, 500));
	row(d, list, "p99", within(d, &f->http, 990));
	row(d, list, "sent", bytes(d, f->http.sent_bytes));
	row(d, list, "open", number(d, f->http.connections));
	row(d, list, "queue", number(d, f->http.queue));
	row(d, list, "slow", number(d, f->http.slow_queue));
	row(d, list, "hits", words_say(d->words, d->a, "percent",
		WORDS({"n", number(d, looked ? f->http.hits * 100 / looked : 0)})));
	row(d, list, "kept", arena_fmt(d->a, "%.*s (%.*s)", SARG(number(d, f->http.pages)), SARG(bytes(d, f->http.bytes))));
	row(d, list, "dropped", number(d, f->http.dropped));
	for (size_t i = 0; i < f->minutes; i++)
		most = f->minute[i] > most ? f->minute[i] : most;
	for (size_t i = 0; i < f->minutes; i++) {
		struct value *one = value_item(bars);
		int64_t high = (int64_t)(f->minute[i] * (uint64_t)BAR / most);

		value_str(one, "x", arena_fmt(d->a, "%zu", i * 6));
		value_str(one, "y", arena_fmt(d->a, "%lld", (long long)(BAR - high)));
		value_str(one, "h", arena_fmt(d->a, "%lld", (long long)high));
	}
	value_str(d->root, "bars_text", f->minutes ? words_say(d->words, d->a, "running_bars", WORDS({"most", number(d, most)},
		{"last", number(d, f->minute[f->minutes - 1])})) : S(""));
}

static err
put_archive(struct desk *d, const struct app_figures *f)
{
	struct value *list = value_list(d->root, "archive");
	struct status n;
	struct statvfs disk;

	TRY(status_load(d->t, &n));
	row(d, list, "engine", f->engine ? str_of(f->engine) : S("?"));
	row(d, list, "size", bytes(d, (uint64_t)n.bytes));
	if (d->c->app->config.folder.n && !statvfs(arena_z(d->a, d->c->app->config.folder), &disk))
		row(d, list, "disk", bytes(d, (uint64_t)disk.f_bavail * disk.f_frsize));
	row(d, list, "stories", number(d, (uint64_t)n.stories));
	row(d, list, "pages", number(d, (uint64_t)n.pages));
	row(d, list, "comments", number(d, (uint64_t)n.comments));
	row(d, list, "media", number(d, (uint64_t)n.pictures));
	row(d, list, "asked", number(d, f->asked));
	row(d, list, "groups", arena_fmt(d->a, "%.*s / %.*s", SARG(number(d, f->writes)), SARG(number(d, f->groups))));
	list = value_list(d->root, "jobs");
	row(d, list, "jobs", number(d, (uint64_t)n.letters));
	row(d, list, "failed", number(d, (uint64_t)n.letters_failed));
	row(d, list, "mail", words_get(d->words, d->c->app->config.mails ? "running_mail_on" : "running_mail_off"));
	return OK;
}

static err
put_failed(struct desk *d)
{
	struct value *list = value_list(d->root, "failures");
	struct status_failure *job;
	size_t n;

	TRY(status_failures(d->t, FAILED, &job, &n));
	for (size_t i = 0; i < n; i++) {
		struct value *one = value_item(list);

		value_str(one, "kind", str_eq(job[i].kind, S("mail")) ? words_get(d->words, "running_job_mail") : job[i].kind);
		value_str(one, "why", words_why(d->words, d->a, job[i].why));
		value_int(one, "tries", job[i].tries);
		desk_when_put(d, one, "due", "running_next_try", job[i].due_at);
	}
	return OK;
}

/* Readers have a page whatever its theme is like, so this is where it is noticed. */
static void
put_theme(struct desk *d)
{
	struct themes *all = d->c->app->services.themes;
	str name = setting_str(&d->paper.set, "theme"), why = S("");
	struct theme *now;

	(void)reader_theme(d->c, &d->paper.set); /* what readers get as of now */
	if (all && name.n)
		why = themes_try(all, d->a, name, &now) ? arena_copy(d->a, str_of(fail_why())) : themes_trouble(all, d->a, name);
	value_str(d->root, "theme", name);
	value_str(d->root, "theme_trouble", why);
}

err
settings_status(struct ctx *c)
{
	struct desk d;
	struct app_figures f = {0};
	struct value *list;

	TRY(settings_begin(c, &d, "server", S("")));
	if (c->app->hooks.figures)
		c->app->hooks.figures(c->app->hooks.arg, &f);
	list = value_list(d.root, "program");
	row(&d, list, "version", S("djeli " DJELI_VERSION));
	row(&d, list, "up", f.started_at ? lasted(&d, c->now - f.started_at) : S("?"));
	put_http(&d, &f);
	TRY(put_archive(&d, &f));
	TRY(put_failed(&d));
	put_theme(&d);
	return desk_render(&d, "running-server");
}
