/* comments.c: the queue of comments: what waits, what was put where, what readers
 * reported; of one story or of one writer; with some words in it.
 *
 * A page is a few steps of one index, wherever it stands: the next one begins below the
 * last comment of this one.  Words are looked for in stretches of LOOK comments a
 * page: who looks for more asks for the next stretch.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/comment/comments.h"

#include "text/data/url.h"

ROUTE(GET, "/desk/comments/", desk_comments, MAY_MODERATE, NEVER)

static const struct {
	const char *name, *state;
} tabs[] = {{"held", "held"}, {"public", "public"}, {"spam", "spam"}, {"bin", "trash"}, {"reported", ""}};

static str
field(const struct ctx *c, bool form, const char *name)
{
	return form ? request_form(c->req, str_of(name)) : request_query(c->req, str_of(name));
}

static int64_t
number(const struct ctx *c, bool form, const char *name)
{
	int64_t n;

	return str_int(field(c, form, name), &n) || n < 0 ? 0 : n;
}

struct comments_at
comments_read(const struct ctx *c, bool form)
{
	str tab = field(c, form, "tab");
	struct comments_at at = {.tab = S("held"), .words = str_upto(str_trim(field(c, form, "q")), 200),
		.story = number(c, form, "story"), .writer = number(c, form, "writer"), .at = number(c, form, "at"),
		.id = number(c, form, "below")};

	for (size_t i = 0; i < LENGTH(tabs); i++)
		if (str_eq(tab, str_of(tabs[i].name)))
			at.tab = str_of(tabs[i].name);
	return at;
}

str
comments_query(struct arena *a, const struct comments_at *at)
{
	struct buf b = buf_in(a, 2048);

	buf_fmt(&b, "tab=%.*s", SARG(at->tab));
	if (at->story)
		buf_fmt(&b, "&story=%lld", (long long)at->story);
	if (at->writer)
		buf_fmt(&b, "&writer=%lld", (long long)at->writer);
	if (at->words.n) {
		buf_add(&b, S("&q="));
		url_add_query(&b, at->words);
	}
	if (at->at)
		buf_fmt(&b, "&at=%lld&below=%lld", (long long)at->at, (long long)at->id);
	return buf_str(&b);
}

str
comments_path(struct arena *a, const struct comments_at *at)
{
	return arena_fmt(a, "/desk/comments/?%.*s", SARG(comments_query(a, at)));
}

void
comments_put_at(struct desk *d, const struct comments_at *at)
{
	struct value *v = value_record(d->root, "at");

	value_str(v, "tab", at->tab);
	value_str(v, "q", at->words);
	value_str(v, "story", at->story ? arena_fmt(d->a, "%lld", (long long)at->story) : S(""));
	value_str(v, "writer", at->writer ? arena_fmt(d->a, "%lld", (long long)at->writer) : S(""));
	value_str(v, "at", at->at ? arena_fmt(d->a, "%lld", (long long)at->at) : S(""));
	value_str(v, "below", at->at ? arena_fmt(d->a, "%lld", (long long)at->id) : S(""));
}

/* ---- which ---- */

static str
state_of(str tab)
{
	for (size_t i = 0; i < LENGTH(tabs); i++)
		if (str_eq(tab, str_of(tabs[i].name)))
			return str_of(tabs[i].state);
	return S("held");
}

static err
find(struct desk *d, const struct comments_at *at, struct comment_found *f)
{
	return comment_queue_find(d->t, &(struct comment_queue){.state = state_of(at->tab), .words = at->words,
		.story = at->story, .writer = at->writer, .at = at->at, .id = at->id}, f);
}

/* ---- around them ---- */

static str
count_text(struct desk *d, int64_t n)
{
	str number = words_number(d->words, d->a, n > 999 ? 999 : n);

	return n > 999 ? arena_fmt(d->a, "%.*s+", SARG(number)) : number;
}

static void
put_tabs(struct desk *d, const struct comments_at *at, const struct comment_counts *c)
{
	const int64_t n[LENGTH(tabs)] = {c->held, c->public, c->spam, c->trash, c->reported};
	struct value *list = value_list(d->root, "tabs");

	for (size_t i = 0; i < LENGTH(tabs); i++) {
		struct value *one = value_item(list);
		struct comments_at there = {.tab = str_of(tabs[i].name), .story = at->story, .writer = at->writer,
			.words = at->words};

		show_link(one, words_get(d->words, arena_fmt(d->a, "comments_tab_%s", tabs[i].name).p),
			comments_path(d->a, &there));
		value_bool(one, "current", str_eq(at->tab, str_of(tabs[i].name)));
		value_str(one, "count", at->writer || at->words.n ? S("") : count_text(d, n[i]));
	}
}

static err
put_around(struct desk *d, const struct comments_at *at)
{
	struct comment_counts n;
	struct comment_story s;

	value_null(d->root, "rule");
	if (!at->story) {
		TRY(comment_queue_counts(d->t, &n));
		put_tabs(d, at, &n);
		return OK;
	}
	TRY(comment_queue_story(d->t, at->story, &s));
	put_tabs(d, at, &s.count);
	comments_put_policy(d, &s, at->story);
	return OK;
}

/* What can be taken back. */
static err
put_undo(struct desk *d)
{
	struct comment_by by = comments_by(d->c);
	struct comment_act act;
	err e = comment_undoable(d->t, &by, &act);

	value_str(d->root, "undo", S(""));
	if (e)
		return e == E_ABSENT ? OK : e;
	value_str(d->root, "undo", words_count(d->words, d->a, arena_fmt(d->a, "comments_undo_%.*s", SARG(act.verb)).p,
		act.comments, NULL));
	return OK;
}

static void
put_more(struct desk *d, const struct comments_at *at, const struct comment_found *f)
{
	struct comments_at next = *at;

	next.at = f->at;
	next.id = f->below;
	value_str(d->root, "next", f->more ? comments_path(d->a, &next) : S(""));
	value_str(d->root, "looked", f->looked ? words_count(d->words, d->a, "comments_looked", (int64_t)f->looked, NULL) : S(""));
	value_bool(d->root, "any", f->n);
	value_bool(d->root, "narrowed", at->writer || at->story || at->words.n);
	value_str(d->root, "empty", words_get(d->words, at->words.n || at->writer ? "comments_none_found" :
		arena_fmt(d->a, "comments_empty_%.*s", SARG(at->tab)).p));
}

err
desk_comments(struct ctx *c)
{
	static const char *const said[] = {"comments_said_approve", "comments_said_spam", "comments_said_bin",
		"comments_said_hold", "comments_said_pin", "comments_said_unpin", "comments_said_undo", "comments_said_left",
		"comments_offline", "comments_help", "comments_close", "comments_keys_on", "comments_key_jk", "comments_key_a",
		"comments_key_s", "comments_key_b", "comments_key_e", "comments_key_r", "comments_key_n", "comments_key_p",
		"comments_key_u", "comments_key_x", "comments_key_o", "comments_key_help"};
	struct comments_at at = comments_read(c, false);
	struct comment_found f = {0};
	struct desk d;

	TRY(desk_begin(c, &d, "comments"));
	comments_put_at(&d, &at);
	TRY(find(&d, &at, &f));
	TRY(comments_put_list(&d, value_list(d.root, "comments"), f.id, f.n, &at));
	TRY(put_around(&d, &at));
	TRY(put_undo(&d));
	put_more(&d, &at, &f);
	desk_words(&d, said, LENGTH(said));
	return desk_render(&d, "comments");
}
