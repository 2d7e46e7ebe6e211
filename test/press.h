/* press.h: a whole paper for tests: a site in a folder, and its pages without
 * sockets.  What arrives is what door/dispatch.c makes of a request.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "door/app.h"
#include "door/door.h"
#include "news/paper/site_folder.h"
#include "test.h"

struct press {
	struct site site;
	struct app app;
	int64_t now; /* set by press_clock() */
};
/* An empty paper at https://paper.example; 5 March 2026, 8:40 UTC. */
void press_setup(struct arena *, struct press *);
/* The same on another archive: a url as for store_open(). */
void press_setup_on(struct arena *, struct press *, str url);
void press_clock(struct press *, int64_t now);
/* The reply to a GET; path may have "?name=value&...", not encoded. */
struct ctx *press_get(struct press *, struct arena *, str path);
struct ctx *press_post(struct press *, struct arena *, str path, const struct pair *form, size_t n);

/* All that a page of the desk can show: test/filled.sql.  SQLite, and after the first login. */
void press_fill(struct press *, struct arena *);
/* An address of a route: "/desk/story/{id}/" -> "/desk/story/1/". */
str press_path(struct arena *, const char *pattern);

/* Of an answer: 200 where nothing else was said; does its body hold these bytes? */
int press_status(const struct ctx *);
bool press_has(const struct ctx *, const char *bytes);

/* Any request: what is empty is not sent; peer empty: 192.0.2.1. */
struct press_asking {
	str path;
	bool post;
	const struct pair *form;
	size_t n;
	str cookie, csrf, site, origin, peer; /* site: of Sec-Fetch-Site */
};
struct ctx *press_ask(struct press *, struct arena *, const struct press_asking *);
/* "name=value" of a Set-Cookie of the answer; empty when it was not set or taken away. */
str press_cookie(struct arena *, const struct ctx *, const char *name);

/* An account with a password; nobody is logged in. */
int64_t press_person(struct press *, struct arena *, const char *email, const char *role, const char *password);

/* Somebody who is logged in at the desk: a person of that role is made, with a
 * session of their own. */
struct press_who {
	int64_t id;
	str cookie, csrf;
};
struct press_who press_login(struct press *, struct arena *, const char *role);
/* As press_get and press_post with the session's cookie; a POST carries its token. */
struct ctx *press_desk_get(struct press *, struct arena *, const struct press_who *, str path);
struct ctx *press_desk_post(struct press *, struct arena *, const struct press_who *, str path,
	const struct pair *form, size_t n);
/* A POST of bytes that are no form; path may have "?name=value". */
struct ctx *press_desk_send(struct press *, struct arena *, const struct press_who *, str path, str body);
