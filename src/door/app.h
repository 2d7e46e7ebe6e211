/* app.h: what the program is made of, as the pages of readers and of the desk
 * need it.  Built by `djeli serve` and by the tests, lives as long as they. */
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

struct app {
	struct store *store;
	struct theme *theme;   /* the program's own, or the one that is being designed */
	struct themes *themes; /* those that the newsroom may choose; NULL: none */
	struct theme *desk;
	const struct words_all *words;
	struct seal *seal;
	bool mails;    /* this paper sends mail: news/people/outbox.h */
	bool designing; /* the theme is a folder that may change at any moment */
	str scripts;    /* folder of the desk's scripts, which may change too; empty: the program's own */
	str folder;    /* of the site */
	str media;     /* folder of the uploads */
	struct media_team *pictures; /* who makes them */
	str base;      /* "http://127.0.0.1:8080": for a paper without site_url */
	/* what /health and /metrics tell, from the server */
	err (*health)(void *arg);
	void (*metrics)(void *arg, struct buf *);
	void (*figures)(void *arg, struct app_figures *); /* may be NULL */
	void (*warn)(void *arg, str line); /* what its owner should know */
	void *arg;
};
