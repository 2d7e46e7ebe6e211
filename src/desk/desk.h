/* desk.h: what the files of the desk share: the page that is being made.
 *
 *   ROUTE(GET, "/desk/tags/", desk_tags, MAY_ARRANGE, NEVER)
 *   err
 *   desk_tags(struct ctx *c)
 *   {
 *           struct desk d;
 *           TRY(desk_begin(c, &d, "tags"));
 *           ... ask d.t, fill d.root ...
 *           return desk_render(&d, "tags");
 *   }
 *
 *   ROUTE(POST, "/desk/tags/", desk_tags_save, MAY_ARRANGE, NEVER)
 *   err
 *   desk_tags_save(struct ctx *c)
 *   {
 *           TRY(store_write(c->store, c->a, work, &arg));
 *           return desk_done(c, "/desk/tags/", "done_tag_saved");
 *   }
 *
 * That the asker may, and that a POST comes from a page of ours in this session,
 * was looked at before a page is called (door/dispatch.c). */
#pragma once
#include "door/door.h"
#include "news/paper/paper.h"
#include "news/people/person.h"
#include "news/people/role.h"
#include "door/app.h"
#include "view/show.h"

struct desk {
	struct ctx *c;
	struct arena *a;
	struct txn *t;
	struct paper paper;      /* settings, zone, addresses; without the navigation */
	const struct words *words; /* in the person's language */
	struct view view;        /* for view/show.h */
	struct value *root;      /* what the template gets */
};

/* place: which entry of the menu is open ("board"), the page's class, and with
 * "desk_" before it the word for its title.  Opens a snapshot where none is
 * open (in a POST).  Asks one question: the settings. */
err desk_begin(struct ctx *c, struct desk *, const char *place) MUST;
/* The same for somebody who is not logged in, in their language (empty: the paper's). */
err desk_begin_in(struct ctx *c, struct desk *, const char *place, str language) MUST;
/* Renders the template NAME.html, in whatever room of theme/desk/ it lies. */
err desk_render(struct desk *, const char *name) MUST;
/* Another title than the place's. */
void desk_title(struct desk *, str title);

/* After a form: 303 to `path`, which then says the word `done` ("done_saved"); to a
 * program (Accept: application/json) {"ok":true,"location":path}. */
err desk_done(struct ctx *c, str path, const char *done) MUST;
bool desk_wants_json(const struct ctx *);
/* The reply is these bytes; status 0: 200. */
void desk_json(struct ctx *c, int status, str bytes);
/* The answer for an err: JSON for programs, the login for who is not logged in,
 * else a page of the desk.  For struct app. */
void desk_error(struct ctx *c, err e);

/* The theme of a preview: readers', or the one of "?theme=NAME" for who runs the paper. */
struct theme;
err desk_theme(const struct desk *, struct theme **) MUST;

/* A reason of fail(), in the language of who asks; empty: it says no more than that
 * something is not there. */
str desk_why(struct ctx *c, str why);

/* Numbers in paths and fields: E_ABSENT for a path's that is none, E_INPUT for a field's. */
err desk_id(const struct ctx *c, size_t arg, int64_t *id) MUST;
err desk_number(const struct ctx *c, str field, int64_t *n) MUST; /* empty: 0 */
/* All values of a field that may come several times. */
err desk_numbers(const struct ctx *c, str field, int64_t **id, size_t *n) MUST;
/* "2026-11-26T14:05" (datetime-local) in the paper's zone; empty: 0. */
err desk_moment(const struct desk *, str typed, int64_t *at) MUST;
/* The other way, for a field's value. */
str desk_moment_field(const struct desk *, int64_t at);
/* The message of this key with the number as {n}. */
str desk_counted(const struct desk *, const char *key, int64_t n);
/* The message of this key with the date and time as {when} ("long": 24 November 2026, 14:05). */
str desk_when(const struct desk *, const char *key, int64_t at);
/* The same for a <time> element: a record with iso and text; at 0: empty. */
void desk_when_put(const struct desk *, struct value *into, const char *name, const char *key, int64_t at);
/* {{#words}}: these words as JSON for the page's script. */
void desk_words(struct desk *, const char *const *key, size_t n);
