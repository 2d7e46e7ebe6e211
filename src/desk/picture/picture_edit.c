/* picture_edit.c: one picture: what is said about it, what uses it, another file in its
 * place, its end.  Its focal point and its crops: picture_crop.c. */
#include "desk/picture/picture.h"

#include "media/team.h"

ROUTE(GET, "/desk/pictures/{id}/", desk_picture_one, MAY_PICTURE, NEVER)
ROUTE(POST, "/desk/pictures/{id}/save", desk_picture_save, MAY_PICTURE, NEVER)
ROUTE(POST, "/desk/pictures/{id}/replace", desk_picture_replace, MAY_PICTURE, NEVER)
ROUTE(POST, "/desk/pictures/{id}/delete", desk_picture_delete, MAY_PICTURE, NEVER)

enum { USES_SHOWN = 50 };

static void
put_text(struct desk *d, const struct picture_entry *p, const struct picture_shown *s)
{
	struct value *v = value_record(d->root, "picture");
	bool ready = str_eq(p->state, S("ready"));

	value_int(v, "id", p->id);
	value_str(v, "name", p->name.n ? p->name : p->path);
	value_str(v, "url", s->url);
	value_str(v, "large", s->large);
	value_str(v, "thumb", s->thumb);
	value_int(v, "width", p->width);
	value_int(v, "height", p->height);
	value_str(v, "size", words_number(d->words, d->a, (p->bytes + 1023) / 1024));
	value_str(v, "person", p->person);
	show_date(&d->view, v, "uploaded", p->uploaded_at);
	value_str(v, "title", p->title);
	value_str(v, "alt", p->alt);
	value_bool(v, "decorative", p->decorative);
	value_str(v, "caption", p->caption);
	value_str(v, "credit", p->credit);
	value_str(v, "licence", p->licence);
	value_int(v, "x", (p->focal_x + 5) / 10);
	value_int(v, "y", (p->focal_y + 5) / 10);
	value_bool(v, "ready", ready);
	value_bool(v, "no_alt", ready && !p->alt.n && !p->decorative);
	value_bool(v, "private", ready && !p->open);
	value_str(v, "state", ready ? S("") : words_get(d->words, arena_fmt(d->a, "picture_state_%.*s",
		SARG(desk_picture_state(p))).p));
	value_bool(v, "mine", picture_may(d->c->who, p->person_id));
	value_bool(v, "replaced", p->version > 1);
}

static err
put_uses(struct desk *d, const struct picture_entry *p)
{
	struct value *list = value_list(d->root, "uses");
	struct picture_use *use;
	size_t n;

	TRY(picture_used_in(d->t, p, USES_SHOWN, d->c->now, &use, &n));
	for (size_t i = 0; i < n; i++) {
		struct value *one = value_item(list);

		show_link(one, use[i].headline, arena_fmt(d->a, "/desk/story/%lld/", (long long)use[i].id));
		value_bool(one, "public", use[i].public);
		value_bool(one, "lead", use[i].lead);
		value_bool(one, "draft", use[i].draft);
	}
	value_bool(d->root, "used", n > 0);
	value_bool(d->root, "force", n > 0 && person_may(d->c->who, MAY_EDIT));
	return OK;
}

err
desk_picture_one(struct ctx *c)
{
	static const char *const words[] = {"picture_focal_is", "picture_crop_is", "picture_crop_by_hand", "picture_crop_follows",
		"picture_crop_pixels"};
	struct picture_shown *s;
	struct picture_entry p;
	struct desk d;
	int64_t id;

	TRY(desk_id(c, 0, &id));
	TRY(desk_begin(c, &d, "pictures"));
	TRY(picture_get(d.t, id, &p));
	TRY(desk_picture_shown(&d, &p, 1, &s));
	desk_title(&d, p.title.n ? p.title : p.name.n ? p.name : p.path);
	put_text(&d, &p, s);
	TRY(put_uses(&d, &p));
	TRY(desk_picture_frame_show(&d, &p));
	value_int(d.root, "most", PICTURE_MAX_BYTES);
	desk_words(&d, words, LENGTH(words));
	return desk_render(&d, "picture");
}

struct saving {
	const struct ctx *c;
	int64_t id;
	struct picture_words w;
	bool force;
	str path;
};

static err
save(struct txn *t, void *arg)
{
	struct saving *s = arg;

	return picture_describe(t, s->id, s->c->who, &s->w, s->c->now);
}

static str
page_of(struct ctx *c, int64_t id)
{
	return arena_fmt(c->a, "/desk/pictures/%lld/", (long long)id);
}

/* The words first: they are kept though a crop cannot be made. */
err
desk_picture_save(struct ctx *c)
{
	const struct request *r = c->req;
	const struct picture_new in = {.who = c->who, .team = c->app->services.pictures, .media = c->app->config.media, .now = c->now};
	struct saving s = {.c = c, .w = {.title = str_trim(request_form(r, S("title"))), .alt = str_trim(request_form(r, S("alt"))),
		.caption = str_trim(request_form(r, S("caption"))), .credit = str_trim(request_form(r, S("credit"))),
		.licence = str_trim(request_form(r, S("licence"))), .decorative = request_form(r, S("decorative")).n != 0}};
	struct picture_frame frame;
	err e;

	TRY(desk_id(c, 0, &s.id));
	TRY(desk_picture_frame_read(c, s.id, &frame));
	TRY(store_write(c->store, c->a, save, &s));
	e = picture_reframe(c->store, c->a, s.id, &in, &frame);
	if (e && e != E_BROKEN)
		return fail(e, "the text was saved, but the crops were not: %.*s", SARG(arena_copy(c->a, str_of(fail_why()))));
	TRY(e);
	return desk_done(c, page_of(c, s.id), "done_saved");
}

err
desk_picture_replace(struct ctx *c)
{
	const struct request *r = c->req;
	bool form = r->upload_n > 0;
	struct picture_new in = {.who = c->who, .team = c->app->services.pictures, .media = c->app->config.media, .now = c->now,
		.bytes = form ? r->upload->bytes : r->body, .name = form ? r->upload->file : request_query(r, S("name"))};
	int64_t id;

	TRY(desk_id(c, 0, &id));
	if (str_starts(request_header(r, S("Content-Type")), S("multipart/form-data")) && !form)
		return fail(E_INPUT, "no file selected");
	TRY(picture_replace(c->store, c->a, id, &in));
	return desk_done(c, page_of(c, id), "done_picture_replaced");
}

static err
delete(struct txn *t, void *arg)
{
	struct saving *s = arg;

	return picture_delete(t, s->id, s->c->who, s->force, s->c->now, &s->path);
}

/* The row first: what is left on the disk after a kill is served no more. */
err
desk_picture_delete(struct ctx *c)
{
	struct saving s = {.c = c, .force = request_form(c->req, S("force")).n != 0};

	TRY(desk_id(c, 0, &s.id));
	TRY(store_write(c->store, c->a, delete, &s));
	media_file_remove(c->a, c->app->config.media, arena_copy(c->a, s.path), false);
	return desk_done(c, S("/desk/pictures/"), "done_picture_deleted");
}
