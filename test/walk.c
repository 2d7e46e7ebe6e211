/* walk.c: asks for pages and sends forms, and writes down what comes of it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "walk.h"

#include "desk/static.h"
#include "store_pair.h"
#include "walk_dump.h"

#include <stdio.h>

enum { FIELDS = 80, SAID_BYTES = 16 << 20 };

static str
file_of(struct walk *w)
{
	return arena_fmt(w->a, "%.*s/site.db", SARG(w->p.site.folder));
}

void
walk_sql(struct walk *w, const char *sql)
{
	pair_sql(w->a, arena_fmt(w->a, "sqlite:%.*s", SARG(file_of(w))), sql);
}

void
walk_as(struct walk *w, const char *role)
{
	w->who = (struct press_who){0};
	if (!*role)
		return;
	w->who = press_login(&w->p, w->a, role);
	walk_sql(w, arena_fmt(w->a,
		"UPDATE person SET email = '%s-%lld@paper.example' WHERE id = %lld", role,
		(long long)w->who.id, (long long)w->who.id).p);
}

void
walk_begin(struct arena *a, struct walk *w)
{
	*w = (struct walk){.a = a, .said = buf_in(a, SAID_BYTES)};
	press_setup(a, &w->p);
	walk_as(w, "administrator");
	press_fill(&w->p, a);
}

/* ---- what is written down ---- */

/* Other names for what is drawn by lot, or is of this version alone. */
static size_t
run_of(str s, const char *letters, size_t most)
{
	size_t n = 0;

	while (n < s.n && n < most && strchr(letters, s.p[n]))
		n++;
	return n;
}

/* What is drawn by lot and stands at the beginning of s: how long it is, and its other name. */
static size_t
drawn(str s, str *name)
{
	static const char digits[] = "0123456789";
	static const char token[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
	size_t n = 4;

	if (str_starts(s, S("17727")) && run_of(s, digits, 20) == 16) { /* a version: the second,
		and a lot */
		*name = S("VERSION-OF-NOW");
		return 16;
	}
	if (str_starts(s, S("AAAAAG")) && run_of(s, token, 40) == 32) {
		*name = S("TOKEN"); /* of a form of comments */
		return 32;
	}
	if (str_starts(s, S("moderation-hash="))) {
		*name = S("moderation-hash=HASH");
		return 16 + run_of(str_from(s, 16), token, 80);
	}
	if (!str_starts(s, S("key=")))
		return 0;
	n += run_of(str_from(s, 4), token, 60);
	*name = S("key=KEY");
	return n > 40 ? n : 0;
}

/* Other names for what is drawn by lot, or is of this version alone. */
static void
put(struct walk *w, str text)
{
	const struct pair other[] = {{w->who.csrf, S("CSRF")}, {desk_static(w->a, &w->p.app),
		S("/desk/static/HASH")},
		{S(DJELI_VERSION), S("VERSION")}, {w->p.site.folder, S("FOLDER")}};

	while (text.n) {
		str name = str_upto(text, 1);
		size_t n = drawn(text, &name);

		for (size_t i = 0; !n && i < LENGTH(other); i++)
			if (other[i].name.n && str_starts(text, other[i].name)) {
				n = other[i].name.n;
				name = other[i].value;
			}
		buf_add(&w->said, name);
		text = str_from(text, n ? n : 1);
	}
}

/* Of a page that answers a form and is mostly that form again: the lines that say why. */
static void
put_faults(struct walk *w, str page)
{
	str line;

	while (page.n && str_split(&page, '\n', &line))
		if (str_find(line, S("alert")) != NOWHERE || str_find(line,
		S("error")) != NOWHERE ||
			str_find(line, S("invalid")) != NOWHERE)
			put(w, arena_fmt(w->a, "  %.*s\n", SARG(str_trim(line))));
}

static str
main_of(str page)
{
	size_t from = str_find(page, S("<main")), to = str_find(page, S("</main>"));

	return from == NOWHERE || to == NOWHERE || to < from ? page : str_from(str_upto(page,
		to + 7), from);
}

static void
put_body(struct walk *w, str body)
{
	put(w, body);
	if (body.n && body.p[body.n - 1] != '\n')
		buf_char(&w->said, '\n');
}

/* The style sheet stands in each page of the readers and is not written down with each. */
static void
put_page(struct walk *w, str page)
{
	size_t from = str_find(page, S("<style")), to = str_find(page, S("</style>"));

	if (from == NOWHERE || to == NOWHERE || to < from) {
		put_body(w, page);
		return;
	}
	put(w, str_upto(page, from));
	put_body(w, str_from(page, to + 8));
}

static void
put_answer(struct walk *w, const struct ctx *c)
{
	buf_fmt(&w->said, "%d %.*s", press_status(c), SARG(c->reply.type));
	if (c->reply.location.n)
		put(w, arena_fmt(w->a, " -> %.*s", SARG(c->reply.location)));
	buf_char(&w->said, '\n');
}

void
walk_put(struct walk *w, str text)
{
	put_body(w, text);
}

/* ---- asking ---- */

/* The token of the form that a page has, for who sends it next: "token=TOKEN". */
static void
keep_token(struct walk *w, str page)
{
	size_t at = str_find(page, S("token\" value=\""));

	if (at != NOWHERE)
		w->token = arena_copy(w->a, str_upto(str_from(page, at + 14),
		str_find_char(str_from(page, at + 14), '"')));
}

void
walk_get(struct walk *w, const char *path)
{
	struct arena *work = arena_new(256 << 20);
	struct ctx *c = w->who.cookie.n ? press_desk_get(&w->p, work, &w->who, str_of(path)) :
		press_get(&w->p, work, str_of(path));

	buf_fmt(&w->said, "==== GET %s: ", path);
	put_answer(w, c);
	keep_token(w, c->reply.body);
	put_page(w, w->brief ? main_of(c->reply.body) : c->reply.body);
	arena_end(work);
}

static int
hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static str
decoded(struct arena *a, str s)
{
	struct buf b = buf_in(a, s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '%' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 && hex(s.p[i + 2]) >= 0) {
			buf_char(&b, (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2])));
			i += 2;
		} else {
			buf_char(&b, s.p[i]);
		}
	return buf_str(&b);
}

/* "version=NOW" of a story's form: the version that its page would have. */
static str
version_of(struct walk *w, str path)
{
	str id = str_from(path, S("/desk/story/").n);

	id = str_upto(id, str_find_char(id, '/'));
	return arena_fmt(w->a, "%lld", (long long)pair_sql(w->a, arena_fmt(w->a, "sqlite:%.*s",
		SARG(file_of(w))),
		arena_fmt(w->a,
		"SELECT coalesce((SELECT version FROM working WHERE story_id = %.*s), "
			"(SELECT version FROM story WHERE id = %.*s))", SARG(id), SARG(id)).p));
}

static size_t
read_form(struct arena *a, str form, struct pair *pair)
{
	size_t n = 0;
	str part;

	while (form.n && str_split(&form, '&', &part)) {
		size_t eq = str_find_char(part, '=');

		CHECK(n < FIELDS && eq != NOWHERE);
		pair[n++] = (struct pair){decoded(a, str_upto(part, eq)), decoded(a, str_from(part,
		eq + 1))};
	}
	return n;
}

static void
send(struct walk *w, const char *path, const char *form, const struct dump *before)
{
	struct pair *pair = NEW(w->a, struct pair, FIELDS);
	size_t n = read_form(w->a, str_of(form), pair);
	struct buf change = buf_in(w->a, SAID_BYTES);
	struct ctx *c;

	for (size_t i = 0; i < n; i++)
		if (str_eq(pair[i].value, S("NOW")))
			pair[i].value = version_of(w, str_of(path));
		else if (str_eq(pair[i].value, S("TOKEN")))
			pair[i].value = w->token;
	c = w->who.cookie.n ? press_desk_post(&w->p, w->a, &w->who, str_of(path), pair, n) :
		press_post(&w->p, w->a, str_of(path), pair, n);
	buf_fmt(&w->said, "==== POST %s %s: ", path, form);
	put_answer(w, c);
	dump_differ(before, dump_of(w->a, w->base), &change);
	put(w, buf_str(&change));
	if (w->brief && str_starts(c->reply.type, S("text/html")))
		put_faults(w, main_of(c->reply.body));
	else if (c->reply.body.n)
		put_body(w, main_of(c->reply.body));
}

static void
open_base(struct walk *w)
{
	if (!w->base)
		w->base = dump_open(w->a, file_of(w));
}

void
walk_post(struct walk *w, const char *path, const char *form)
{
	open_base(w);
	send(w, path, form, dump_of(w->a, w->base));
}

void
walk_forms(struct walk *w, const struct walk_form *form, size_t n)
{
	const struct dump *before;

	open_base(w);
	dump_keep(w->base);
	before = dump_of(w->a, w->base);
	for (size_t i = 0; i < n; i++) {
		send(w, form[i].path, form[i].form, before);
		dump_bring_back(w->base);
	}
}

void
walk_desk_forms(struct arena *a, const char *role, const char *golden, const struct walk_form *form,
	size_t n)
{
	struct walk w;

	walk_begin(a, &w);
	w.brief = strcmp(golden, "desk-forms-story.txt");
	if (strcmp(role, "administrator"))
		walk_as(&w, role);
	walk_forms(&w, form, n);
	CHECK_WALK(&w, golden);
}

void
walk_check(struct walk *w, const char *golden, const char *file, int line)
{
	test_golden(w->a, golden, buf_str(&w->said), file, line);
}
