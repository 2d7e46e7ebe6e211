/* app.h: what the program is made of, as the pages of readers and of the desk
 * need it.  Built by `djeli serve` and by the tests, lives as long as they. */
#pragma once
#include "http/http.h"

struct theme;
struct words_all;
struct seal;
struct media_team;

struct app {
	struct theme *theme;
	struct theme *desk;
	const struct words_all *words;
	struct seal *seal;
	bool mails;    /* this paper sends mail: news/outbox.h */
	bool designing; /* the theme is a folder that may change at any moment */
	str folder;    /* of the site */
	str media;     /* folder of the uploads */
	struct media_team *pictures; /* who makes them */
	str base;      /* "http://127.0.0.1:8080": for a paper without site_url */
	/* Makes the answer for an err on an address of the desk: the desk's. */
	void (*desk_error)(struct ctx *, err);
	/* what /health and /metrics tell, from the server */
	err (*health)(void *arg);
	void (*metrics)(void *arg, struct buf *);
	/* What a reader finds at a path (site/where.c), for pages of the desk; may be NULL. */
	err (*where)(struct ctx *, str path, int *status, str *location);
	void (*warn)(void *arg, str line); /* what its owner should know */
	void *arg;
};
