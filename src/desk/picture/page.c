/* page.c: the library: /desk/pictures/, and /desk/pictures/pick to choose one
 * without scripts.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/picture/picture.h"

ROUTE(GET, "/desk/pictures/", desk_pictures, MAY_PICTURE, NEVER)
ROUTE(GET, "/desk/pictures/pick", desk_picture_pick, MAY_PICTURE, NEVER)

enum { PER_PAGE = 48 };

static const char *const script_words[] = {"picture_upload_waits", "picture_upload_sends", "picture_upload_makes",
	"picture_upload_ready", "picture_upload_same", "picture_upload_refused", "picture_upload_lost", "picture_upload_cancelled",
	"picture_retry", "picture_cancel", "picture_open", "picture_upload_count", "picture_too_big", "picture_no_alt_mark", "picture_drop"};

static void
add_encoded(struct buf *b, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_')
			buf_char(b, c);
		else
			buf_fmt(b, "%%%02X", (unsigned)(unsigned char)c);
	}
}

static str
address(struct desk *d, const char *place, str q, str filter, int64_t before)
{
	struct buf b = buf_in(d->a, 4096);

	buf_add(&b, str_of(place));
	if (q.n) {
		buf_add(&b, S("?q="));
		add_encoded(&b, str_upto(q, 200));
	}
	if (filter.n)
		buf_fmt(&b, "%sshow=%.*s", q.n ? "&" : "?", SARG(filter));
	if (before)
		buf_fmt(&b, "%sbefore=%lld", q.n || filter.n ? "&" : "?", (long long)before);
	return buf_str(&b);
}

static void
put_filters(struct desk *d, const char *place, str q, enum picture_filter now)
{
	struct value *list = value_list(d->root, "filters");

	for (int i = 0; i < PICTURE_READY; i++) {
		struct value *one = value_item(list);
		const char *name = picture_filters[i];

		show_link(one, words_get(d->words, arena_fmt(d->a, "picture_show_%s", *name ? name : "all").p),
			address(d, place, q, str_of(name), 0));
		value_bool(one, "current", i == (int)now);
	}
}

static void
put_one(struct desk *d, struct value *into, const struct picture_shown *s)
{
	const struct picture_entry *p = s->p;
	bool ready = str_eq(p->state, S("ready"));

	value_int(into, "id", p->id);
	value_str(into, "href", arena_fmt(d->a, "/desk/pictures/%lld/", (long long)p->id));
	value_str(into, "thumb", s->thumb);
	value_str(into, "name", p->name.n ? p->name : p->path);
	value_str(into, "alt", p->alt);
	value_str(into, "label", p->alt.n ? p->alt : p->title.n ? p->title : p->name.n ? p->name : p->path);
	value_str(into, "credit", p->credit);
	value_bool(into, "no_alt", ready && !p->alt.n && !p->decorative);
	value_bool(into, "unused", ready && !p->uses);
	value_str(into, "state", ready ? S("") : words_get(d->words, arena_fmt(d->a, "picture_state_%.*s",
		SARG(desk_picture_state(p))).p));
}

static err
library(struct ctx *c, const char *place, bool pick)
{
	str q = str_trim(request_query(c->req, S("q")));
	enum picture_filter f = pick ? PICTURE_READY : picture_filter_of(request_query(c->req, S("show")));
	struct picture_shown *s = NULL;
	struct picture_entry *row;
	struct value *list;
	struct desk d;
	int64_t before;
	size_t n;
	bool more;

	if (str_int(request_query(c->req, S("before")), &before))
		before = 0;
	TRY(desk_begin(c, &d, "pictures"));
	TRY(picture_find(d.t, f, q, d.paper.language, c->who->id, before, 0, PER_PAGE, &row, &n, &more));
	TRY(desk_picture_shown(&d, row, n, &s));
	value_str(d.root, "q", q);
	value_str(d.root, "show", pick ? S("") : str_of(picture_filters[f]));
	value_bool(d.root, "searched", q.n || f != PICTURE_ALL);
	value_str(d.root, "here", str_of(place));
	put_filters(&d, place, q, f);
	list = value_list(d.root, "pictures");
	for (size_t i = 0; i < n; i++)
		put_one(&d, value_item(list), &s[i]);
	value_str(d.root, "first", before ? address(&d, place, q, pick ? S("") : str_of(picture_filters[f]), 0) : S(""));
	value_str(d.root, "next", more ? address(&d, place, q, pick ? S("") : str_of(picture_filters[f]), row[n - 1].id) : S(""));
	value_int(d.root, "most", PICTURE_MAX_BYTES);
	desk_words(&d, script_words, LENGTH(script_words));
	return desk_render(&d, pick ? "picture-pick" : "pictures");
}

err
desk_pictures(struct ctx *c)
{
	return library(c, "/desk/pictures/", false);
}

err
desk_picture_pick(struct ctx *c)
{
	return library(c, "/desk/pictures/pick", true);
}
