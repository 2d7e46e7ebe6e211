/* serve.c: djeli serve: opens the site, starts the server, waits to be told to
 * stop.  What was accepted by then is still answered. */
#include "cmd/cmd.h"
#include "cmd/figures.h"
#include "cmd/long.h"
#include "desk/story/story.h"
#include "desk/picture/picture.h"
#include "door/app.h"
#include "door/dispatch.h"
#include "http/server/metrics.h"
#include "http/server/server.h"
#include "jobs/jobs.h"
#include "media/team.h"
#include "news/paper/paper.h"
#include "news/people/session.h"
#include "news/paper/site_folder.h"
#include "site/site.h"
#include "view/theme.h"
#include "view/themes.h"
#include "view/words.h"

#include <signal.h>
#include <stdio.h>

COMMAND("serve", cmd_serve, "SITE [--listen ADDRESS:PORT] [--theme DIR] [--dev TREE]",
	"Run the web server (public site and desk)")

struct running {
	struct site site;
	struct server *server;
	struct figures *figures;
};

static err
health(void *arg)
{
	struct running *r = arg;

	return store_health(r->site.store);
}

static void
metrics(void *arg, struct buf *out)
{
	struct running *r = arg;

	metrics_write(r->server, out);
	buf_fmt(out, "djeli_store_questions_total %llu\n", (unsigned long long)store_asked(r->site.store));
}

static void
figures(void *arg, struct app_figures *out)
{
	struct running *r = arg;

	figures_now(r->figures, out);
	out->asked = store_asked(r->site.store);
	store_groups(r->site.store, &out->groups, &out->writes);
	out->engine = str_starts(r->site.store_url, S("sqlite:")) ? "SQLite" : "PostgreSQL";
	out->mails = r->site.mail.url.n != 0;
}

static void
warn(void *arg, str line)
{
	(void)arg;
	fprintf(stderr, "djeli: %.*s\n", SARG(line));
}

static void
warn_long(void *arg, str line)
{
	warn(arg, line);
}

static void
say_address(const struct running *r, str listen)
{
	size_t colon = listen.n;

	while (colon && listen.p[colon - 1] != ':')
		colon--;
	printf("site:     http://%.*s%u/\n", (int)colon, listen.p, server_port(r->server));
	printf("health:   http://%.*s%u/health\n", (int)colon, listen.p, server_port(r->server));
	printf("stop:     Ctrl-C\n");
	fflush(stdout);
}

/* SIGHUP: the log was moved away by whoever keeps logs short. */
static err
wait_for_stop(const sigset_t *stop, struct server *s)
{
	int which;

	do {
		if (sigwait(stop, &which))
			return fail(E_BROKEN, "cannot wait for a signal");
		if (which == SIGHUP)
			server_log_reopen(s);
	} while (which == SIGHUP);
	printf("shutting down: finishing open requests\n");
	return OK;
}

/* --theme DIR: a theme for readers that is being made.  --dev TREE: all that people see
 * comes from a source tree, as it is at the moment: both themes, and the desk's scripts
 * as "make" or "web/build build/dev/made/web --watch" left them there. */
static err
open_looks(struct cmd *c, struct app *app)
{
	str theme = cmd_option(c, "--theme", ""), tree = cmd_option(c, "--dev", ""), desk = S("");

	app->config.designing = theme.n || tree.n;
	if (tree.n) {
		desk = arena_fmt(c->a, "%.*s/theme/desk", SARG(tree));
		app->config.scripts = arena_fmt(c->a, "%.*s/build/dev/made/web", SARG(tree));
		if (!theme.n)
			theme = arena_fmt(c->a, "%.*s/theme/gazette", SARG(tree));
	}
	TRY(theme_open(c->a, "gazette", theme, &app->services.theme));
	TRY(themes_open(c->a, arena_fmt(c->a, "%.*s/themes", SARG(app->config.folder)), app->services.theme, &app->services.themes));
	return theme_open(c->a, "desk", desk, &app->services.desk);
}

static err
open_app(struct cmd *c, struct running *r, str listen, struct app *app)
{
	const struct site *site = &r->site;

	*app = (struct app){
		.config = {.folder = site->folder, .media = site->media, .mails = site->mail.url.n != 0,
			.base = arena_fmt(c->a, "http://%.*s", SARG(listen))},
		.services = {.store = site->store, .seal = site->seal, .pictures = media_team_new(c->a, 2)},
		.hooks = {health, metrics, figures, warn, r}};
	TRY(words_open(c->a, &app->services.words));
	return open_looks(c, app);
}

err
cmd_serve(struct cmd *c)
{
	struct running *r = NEW(c->a, struct running, 1);
	struct app *app = NEW(c->a, struct app, 1);
	str listen;
	sigset_t stop;

	/* Before any thread starts, so that none of them gets the signal. */
	sigemptyset(&stop);
	sigaddset(&stop, SIGINT);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &stop, NULL);
	signal(SIGPIPE, SIG_IGN);
	TRY(site_open(c->a, c->word[0], 4, &r->site));
	listen = cmd_option(c, "--listen", r->site.listen.n ? arena_z(c->a, r->site.listen) : "127.0.0.1:8080");
	TRY(open_app(c, r, listen, app));
	TRY(server_start(c->a, &(struct server_config){.listen = listen, .handle = door_handle,
		.slow = site_is_slow, .heavy = desk_picture_heavy,
		.body_limit = desk_picture_limit, .may_send = door_may_send, .body_cookie = S(SESSION_COOKIE), .body_folder = r->site.folder,
		 .home = app, .routes = &routes, .body_max = 1 << 20,
		.trusted_proxies = r->site.proxies, .access_log = r->site.access_log,
		.security_policy = str_of(door_policy)}, &r->server));
	store_listen(r->site.store, server_heard, r->server);
	server_heard(r->server, NULL, 0); /* what was kept before it listened */
	TRY(jobs_start(c->a, &(struct jobs_with){r->site.store, r->site.seal, &r->site.mail, warn, r, r->site.media,
		app->services.pictures}));
	TRY(figures_start(c->a, r->server, &r->figures));
	TRY(long_start(c->a, &(struct long_with){r->site.store, cmd_long_work, warn_long, &r->site}));
	say_address(r, listen);
	TRY(wait_for_stop(&stop, r->server));
	server_stop(r->server);
	store_listen(r->site.store, NULL, NULL);
	return OK;
}
