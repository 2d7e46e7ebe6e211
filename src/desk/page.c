/* page.c: the frame of all pages of the desk: the menu that a person may see, the
 * policy, what is said after a form, what is said when something went wrong.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/desk.h"

#include "desk/static.h"
#include "text/html/escape.h"
#include "text/data/json.h"
#include "view/theme.h"

#include <stdio.h>

/* The menu, in order; key: "g" and then this leads there (web/desk.ts). */
static const struct {
	const char *name, *path, *key;
	enum permission may;
} menu[] = {
	{"board", "/desk/board/", "b", MAY_WRITE},
	{"calendar", "/desk/calendar/", "c", MAY_WRITE},
	{"front", "/desk/front/", "f", MAY_FRONT},
	{"pictures", "/desk/pictures/", "p", MAY_PICTURE},
	{"comments", "/desk/comments/", "m", MAY_MODERATE},
	{"running", "/desk/running/", "r", MAY_ARRANGE},
};

/* Nothing but our own scripts and sheet, and no text becomes a script: Trusted
 * Types, with the one policy that the editor's library makes for its clipboard. */
static const char policy[] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
	"media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'; "
	"require-trusted-types-for 'script'; trusted-types ProseMirrorClipboard djeli";

static bool
has_route(str path)
{
	str arg[ROUTE_ARGS], allow;
	const struct route *r;

	return route_find(&routes, GET, path, arg, &r, &allow) == OK && !str_starts(str_of(r->path), S("/{"));
}

static void
put_menu(struct desk *d, const char *place)
{
	struct value *list = value_list(d->root, "menu");

	for (size_t i = 0; i < LENGTH(menu); i++) {
		struct value *one;

		if (!person_may(d->c->who, menu[i].may) || !has_route(str_of(menu[i].path)))
			continue;
		one = value_item(list);
		show_link(one, words_get(d->words, arena_fmt(d->a, "desk_%s", menu[i].name).p), str_of(menu[i].path));
		value_str(one, "key", str_of(menu[i].key));
		value_bool(one, "current", !strcmp(menu[i].name, place));
	}
}

static void
put_who(struct desk *d)
{
	const struct person *who = d->c->who;
	struct value *v;

	if (!who) {
		value_null(d->root, "who");
		return;
	}
	v = value_record(d->root, "who");
	value_int(v, "id", who->id);
	value_str(v, "name", who->name);
	value_str(v, "role", words_get(d->words, arena_fmt(d->a, "role_%s", role_name((enum role)who->role)).p));
}

/* What the form that led here did: only words that are for this. */
static void
put_done(struct desk *d)
{
	str key = request_query(d->c->req, S("done"));

	value_str(d->root, "done", str_starts(key, S("done_")) && words_has(d->words, arena_z(d->a, key)) ?
		words_get(d->words, arena_z(d->a, key)) : S(""));
}

static void
put_frame(struct desk *d, const char *place)
{
	struct value *root = d->root, *site;
	str title = words_get(d->words, arena_fmt(d->a, "desk_%s", place).p);

	value_str(root, "lang", words_language(d->words));
	value_str(root, "dir", words_direction(d->words));
	value_str(root, "place", str_of(place));
	value_str(root, "title", title);
	value_put(root, S("t"), words_values(d->words));
	value_str(root, "static", desk_static(d->a, d->c->app));
	value_str(root, "csrf", d->c->who ? d->c->who->csrf : S(""));
	value_null(root, "words");
	site = value_record(root, "site");
	value_str(site, "name", d->paper.title);
	value_str(site, "url", S("/"));
	value_str(site, "zone", setting_str(&d->paper.set, "zone"));
	put_who(d);
	put_menu(d, place);
	put_done(d);
}

err
desk_begin_in(struct ctx *c, struct desk *d, const char *place, str language)
{
	*d = (struct desk){.c = c, .a = c->a, .root = value_map(c->a)};
	if (!c->txn)
		TRY(store_read(c->store, c->a, NULL, &c->txn));
	d->t = c->txn;
	TRY(paper_load(d->t, c->app->config.base, c->now, &d->paper));
	d->words = words_for(c->app->services.words, language.n ? language : d->paper.language);
	if (!words_whole(d->words))
		d->words = words_for(c->app->services.words, S("en"));
	d->view = (struct view){.a = c->a, .paper = &d->paper, .words = d->words};
	put_frame(d, place);
	return OK;
}

err
desk_begin(struct ctx *c, struct desk *d, const char *place)
{
	return desk_begin_in(c, d, place, c->who ? c->who->language : S(""));
}

void
desk_title(struct desk *d, str title)
{
	value_str(d->root, "title", title);
}

static void
private_page(struct ctx *c)
{
	c->reply.keep = false;
	reply_header(&c->reply, S("Cache-Control"), S("private, no-store"));
}

/* With --dev: which template is broken, while the page shows its last good state. */
static void
warn_of_trouble(const struct app *app, struct arena *a)
{
	str why = app->config.designing ? theme_trouble(app->services.desk, a) : S("");

	if (why.n)
		app_warn(app, why);
}

err
desk_render(struct desk *d, const char *name)
{
	html page;

	TRY(theme_render(d->c->app->services.desk, d->a, str_of(name), d->root, &page));
	reply_html(&d->c->reply, page);
	reply_header(&d->c->reply, S("Content-Security-Policy"), str_of(policy));
	private_page(d->c);
	warn_of_trouble(d->c->app, d->a);
	return OK;
}

bool
desk_wants_json(const struct ctx *c)
{
	return str_starts(request_header(c->req, S("Accept")), S("application/json"));
}

void
desk_json(struct ctx *c, int status, str bytes)
{
	c->reply.status = status;
	c->reply.type = S("application/json; charset=utf-8");
	c->reply.body = bytes;
	private_page(c);
}

err
desk_done(struct ctx *c, str path, const char *done)
{
	struct buf b = buf_in(c->a, 8192);
	struct json j = json_to(&b, 0);

	if (done && *done)
		path = arena_fmt(c->a, "%.*s%cdone=%s", SARG(path), str_find_char(path, '?') == NOWHERE ? '?' : '&', done);
	if (!desk_wants_json(c)) {
		reply_to(&c->reply, 303, path);
		private_page(c);
		return OK;
	}
	json_open(&j, '{');
	json_key(&j, "ok");
	json_bit(&j, true);
	json_put(&j, "location", path);
	json_close(&j);
	desk_json(c, 0, buf_str(&b));
	return OK;
}

/* ---- when something went wrong ---- */

static const char *
code_of(err e)
{
	static const char *const code[] = {"ok", "input", "login", "denied", "absent", "gone", "clash", "toobig",
		"flood", "busy", "broken"};

	return code[e];
}

/* The paper's language, for who has not chosen one. */
static str
papers_language(struct ctx *c)
{
	struct txn *t = c->txn;
	struct settings set;
	err e = t ? OK : store_read(c->store, c->a, NULL, &t);

	if (!e)
		e = setting_load(t, &set);
	if (t && t != c->txn)
		store_end(t);
	return e ? S("en") : arena_copy(c->a, setting_str(&set, "language"));
}

static const struct words *
words_of(struct ctx *c)
{
	str language = c->who && c->who->language.n ? c->who->language : papers_language(c);
	const struct words *w = words_for(c->app->services.words, language);

	return words_whole(w) ? w : words_for(c->app->services.words, S("en"));
}

str
desk_why(struct ctx *c, str why)
{
	str copy = arena_copy(c->a, why); /* asking for the language may fail, too */

	if (str_ends(copy, S(": not there"))) /* a question's own name: the title says it */
		return S("");
	return words_why(words_of(c), c->a, copy);
}

static void
json_error(struct ctx *c, err e, str why)
{
	struct buf b = buf_in(c->a, 8192);
	struct json j = json_to(&b, 0);

	json_open(&j, '{');
	json_put(&j, "error", e == E_BROKEN ? words_get(words_of(c), "desk_error_broken") :
		why.n ? why : words_get(words_of(c), arena_fmt(c->a, "desk_error_%s", code_of(e)).p));
	json_put(&j, "code", str_of(code_of(e)));
	json_close(&j);
	desk_json(c, e == E_LOGIN ? 401 : err_status(e), buf_str(&b));
}

struct failed {
	struct ctx *c;
	err e;
	str why;
};

static err
error_page(void *arg)
{
	struct failed *f = arg;
	struct desk d;
	struct value *error;

	TRY(desk_begin(f->c, &d, "error"));
	error = value_record(d.root, "error");
	value_str(error, "title", words_get(d.words, arena_fmt(d.a, "desk_error_%s", code_of(f->e)).p));
	/* our own reasons are of use to who reads the log */
	value_str(error, "why", f->e == E_BROKEN ? S("") : f->why);
	TRY(desk_render(&d, "error"));
	f->c->reply.status = err_status(f->e);
	return OK;
}

static err
say_why(void *arg)
{
	struct failed *f = arg;

	f->why = desk_why(f->c, f->why);
	return OK;
}

/* The login, and from there back to what was asked for. */
static void
to_login(struct ctx *c)
{
	str back = c->req->method == GET ? c->req->raw_path : S("/desk/");

	reply_to(&c->reply, 303, arena_fmt(c->a, "/desk/login?to=%.*s", SARG(back)));
	private_page(c);
}

static void
warn(struct ctx *c, str why)
{
	char line[1400];

	snprintf(line, sizeof line, "%.*s: %.*s", SARG(str_upto(c->req->path, 300)), SARG(str_upto(why, 1000)));
	app_warn(c->app, str_of(line));
}

void
desk_error(struct ctx *c, err e)
{
	char why[1024];
	struct failed f;

	snprintf(why, sizeof why, "%s", fail_why());
	f = (struct failed){c, e, str_of(why)};
	c->reply = (struct reply){.status = err_status(e)};
	if (e == E_BROKEN)
		warn(c, f.why);
	if (e == E_BUSY || e == E_FLOOD)
		reply_header(&c->reply, S("Retry-After"), S("2"));
	if (e == E_TOOBIG || e == E_BUSY) { /* nothing is asked, no memory is taken: there may be none */
		const struct words *w = words_for(c->app->services.words, c->who ? c->who->language : S(""));

		c->reply.type = S("text/plain; charset=utf-8");
		c->reply.body = words_get(words_whole(w) ? w : words_for(c->app->services.words, S("en")),
			e == E_BUSY ? "desk_busy" : "desk_too_much");
		return;
	}
	if (e != E_BROKEN && arena_run(c->a, say_why, &f) != OK)
		f.why = str_of(why); /* in English, then */
	if (desk_wants_json(c))
		json_error(c, e, f.why);
	else if (e == E_LOGIN)
		to_login(c);
	else if (arena_run(c->a, error_page, &f) != OK) {
		c->reply.type = S("text/plain; charset=utf-8");
		c->reply.body = S("This page could not be made. Please try again.\n");
	}
}
