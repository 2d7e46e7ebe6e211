/* upload.c: pictures come in: POST /desk/pictures/upload, as bytes (?name=
 * the file's name) from scripts, as a form with several files from a page.
 *
 * The work is done within the request, on a lane of its own (server_config.heavy):
 * who sent a picture is told at once whether it is one, and a reader waits for
 * nobody's picture. */
#include "desk/picture/picture.h"

#include "media/team.h"

ROUTE(POST, "/desk/pictures/upload", desk_picture_upload, MAY_PICTURE, NEVER)

size_t
desk_picture_limit(str path)
{
	bool replace = str_starts(path, S("/desk/pictures/")) && str_ends(path, S("/replace"));

	/* A form's parts have heads, and there may be several files. */
	return str_eq(path, S("/desk/pictures/upload")) || replace ? (size_t)PICTURE_MAX_BYTES + (64 << 10) : 0;
}

bool
desk_picture_heavy(str path)
{
	return desk_picture_limit(path) || (str_starts(path, S("/desk/pictures/")) && str_ends(path, S("/save")));
}

struct one {
	str name, why; /* why: it was refused */
	int64_t id;
	bool same;
};

/* Refusals are about one file and kept; what is broken here ends everything. */
static err
take(struct ctx *c, str name, str bytes, struct one *o)
{
	const struct picture_new in = {.bytes = bytes, .name = name, .who = c->who, .team = c->app->services.pictures,
		.media = c->app->config.media, .now = c->now};
	err e = picture_take(c->store, c->a, &in, &o->id, &o->same);

	o->name = name;
	if (e == E_INPUT || e == E_TOOBIG || e == E_CLASH)
		o->why = desk_why(c, str_of(fail_why()));
	return o->why.n ? OK : e;
}

static err
shown_of(struct ctx *c, const struct one *o, size_t n, struct picture_shown **out, size_t *shown)
{
	int64_t *id = NEW(c->a, int64_t, n);
	struct picture_entry *row;
	struct desk d;
	size_t ids = 0;

	for (size_t i = 0; i < n; i++)
		if (o[i].id && !o[i].why.n)
			id[ids++] = o[i].id;
	*shown = 0;
	if (!ids)
		return OK;
	TRY(desk_begin(c, &d, "pictures"));
	TRY(picture_list(d.t, id, ids, &row, shown));
	return desk_picture_shown(&d, row, *shown, out);
}

static err
answer_one(struct ctx *c, const struct one *o)
{
	struct buf b = buf_in(c->a, 64 << 10);
	struct json j = json_to(&b, 0);
	struct picture_shown *p;
	size_t n;

	if (o->why.n)
		return fail(E_INPUT, "%.*s", SARG(o->why));
	TRY(shown_of(c, o, 1, &p, &n));
	if (!n)
		return fail(E_ABSENT, "the picture was deleted in the meantime");
	json_open(&j, '{');
	desk_picture_json(&j, p);
	json_key(&j, "same");
	json_bit(&j, o->same);
	json_close(&j);
	desk_json(c, 0, buf_str(&b));
	return OK;
}

static err
answer_many(struct ctx *c, const struct one *o, size_t n)
{
	struct buf b = buf_in(c->a, 1 << 20);
	struct json j = json_to(&b, 0);
	struct picture_shown *p;
	size_t shown;

	TRY(shown_of(c, o, n, &p, &shown));
	json_open(&j, '{');
	json_key(&j, "pictures");
	json_open(&j, '[');
	for (size_t i = 0; i < shown; i++) {
		json_open(&j, '{');
		desk_picture_json(&j, &p[i]);
		json_close(&j);
	}
	json_close(&j);
	json_key(&j, "refused");
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		if (!o[i].why.n)
			continue;
		json_open(&j, '{');
		json_put(&j, "name", o[i].name);
		json_put(&j, "error", o[i].why);
		json_close(&j);
	}
	json_close(&j);
	json_close(&j);
	desk_json(c, 0, buf_str(&b));
	return OK;
}

/* To a page: the picture itself, or all of them in the library. */
static err
answer_page(struct ctx *c, const struct one *o, size_t n)
{
	struct buf b = buf_in(c->a, 32 << 10);
	size_t refused = 0;

	for (size_t i = 0; i < n; i++)
		if (o[i].why.n && refused++ < 20)
			buf_fmt(&b, "%s%.*s: %.*s", b.n ? "; " : "", SARG(str_upto(o[i].name, 100)), SARG(o[i].why));
	if (refused)
		return fail(E_INPUT, "%.*s", SARG(str_upto(buf_str(&b), 900)));
	return desk_done(c, n == 1 ? arena_fmt(c->a, "/desk/pictures/%lld/", (long long)o->id) : S("/desk/pictures/"),
		n == 1 && o->same ? "done_picture_same" : "done_picture_uploaded");
}

err
desk_picture_upload(struct ctx *c)
{
	const struct request *r = c->req;
	bool form = str_starts(request_header(r, S("Content-Type")), S("multipart/form-data")) || r->upload_n;
	size_t n = form ? r->upload_n : 1;
	struct one *o = NEW(c->a, struct one, n + 1);

	if (!n)
		return fail(E_INPUT, "no file selected");
	if (!form)
		TRY(take(c, request_query(r, S("name")), r->body, o));
	for (size_t i = 0; form && i < n; i++)
		TRY(take(c, r->upload[i].file, r->upload[i].bytes, &o[i]));
	if (!form)
		return answer_one(c, o);
	return desk_wants_json(c) ? answer_many(c, o, n) : answer_page(c, o, n);
}
