/* app.h: one paper, as the pages of readers and of the desk need it: configuration,
 * services, hooks.  Built by `djeli serve` and by the tests, lives as long as they.
 * Nothing of a paper is anywhere else, so a process may serve several.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "http/server/metrics.h"

struct theme;
struct themes;
struct words_all;
struct seal;
struct media_team;

/* How the server is: since its start, and each of the last minutes. */
enum { APP_MINUTES = 60 };
struct app_figures {
	struct metrics http;
	int64_t started_at;
	const char *engine;          /* "SQLite", "PostgreSQL" */
	uint64_t asked;              /* questions to the archive */
	uint64_t groups, writes;     /* transactions, and the works that they carried */
	uint32_t minute[APP_MINUTES]; /* requests; the last is the newest */
	size_t minutes;
	bool mails;
};

/* How the paper was set up; it stays so while the program runs. */
struct app_config {
	str folder;     /* of the site */
	str media;      /* folder of the uploads */
	str base;       /* "http://127.0.0.1:8080": for a paper without site_url */
	str scripts;    /* folder of the desk's scripts, which may change; empty: the program's own */
	bool mails;     /* this paper sends mail: news/people/outbox.h */
	bool designing; /* the theme is a folder that may change at any moment */
};

/* What the pages work with.  Any thread may use them. */
struct app_services {
	struct store *store;
	struct seal *seal;
	const struct words_all *words;
	struct theme *theme;   /* readers': the program's own, or the one that is being designed */
	struct themes *themes; /* those that the newsroom may choose; NULL: none */
	struct theme *desk;
	struct media_team *pictures; /* who makes pictures */
};

/* What the pages ask of whoever started them, and tell them.  Each may be NULL. */
struct app_hooks {
	err (*health)(void *arg);                         /* GET /health */
	void (*metrics)(void *arg, struct buf *);         /* GET /metrics */
	void (*figures)(void *arg, struct app_figures *); /* the page of the desk about the server */
	void (*warn)(void *arg, str line);                /* what its owner should know */
	void *arg;
};

struct app {
	struct app_config config;
	struct app_services services;
	struct app_hooks hooks;
};
void app_warn(const struct app *, str line);
