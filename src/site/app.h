/* app.h: what the program is made of, as readers' pages need it.  Built by
 * `djeli serve` and by the tests, lives as long as they. */
#pragma once
#include "base/base.h"

struct theme;
struct words_all;
struct seal;

struct app {
	struct theme *theme;
	const struct words_all *words;
	struct seal *seal;
	bool designing; /* the theme is a folder that may change at any moment */
	str media;     /* folder of the uploads */
	str base;      /* "http://127.0.0.1:8080": for a paper without site_url */
	/* what /health and /metrics tell, from the server */
	err (*health)(void *arg);
	void (*metrics)(void *arg, struct buf *);
	void (*warn)(void *arg, str line); /* what its owner should know */
	void *arg;
};
