/* misc.c: the small fixed addresses: robots.txt, the icon, uploads, health. */
#include "base/seal.h"
#include "base/utf8.h"
#include "door/dispatch.h"
#include "door/session.h"
#include "news/picture/media_file.h"
#include "query/card.h"
#include "query/picture.h"
#include "site/site.h"
#include "text/body/size_suffix.h"

#include <stdlib.h>

ROUTE(GET, "/robots.txt", site_robots, PUBLIC, CACHED)
ROUTE(GET, "/favicon.svg", site_icon, PUBLIC, CACHED)
ROUTE(GET, "/favicon.ico", site_old_icon, PUBLIC, CACHED)
ROUTE(GET, "/media/{path...}", site_media, PUBLIC, NEVER)
ROUTE(GET, "/wp-content/uploads/{path...}", site_upload, PUBLIC, NEVER)
ROUTE(GET, "/health", site_health, PUBLIC, NEVER)
ROUTE(GET, "/metrics", site_metrics, PUBLIC, NEVER)

static const str purpose = S("pictures of an opened story");
enum { KEY_SECONDS = 12 * 3600 };

err
site_robots(struct ctx *c)
{
	struct making pg;

	TRY(site_begin(c, &pg));
	c->reply.type = S("text/plain; charset=utf-8");
	c->reply.body = arena_fmt(c->a,
		"User-agent: *\nDisallow: /search/\nDisallow: /?s=\nDisallow: /wp-admin/\n\n"
		"Sitemap: %.*s\nSitemap: %.*s\n",
		SARG(paper_absolute(&pg.paper, S("/wp-sitemap.xml"))),
		SARG(paper_absolute(&pg.paper, S("/news-sitemap.xml"))));
	return OK;
}

/* The first letter of the paper's name on its colour. */
err
site_icon(struct ctx *c)
{
	struct making pg;
	struct value *v = value_map(c->a);

	TRY(site_begin(c, &pg));
	value_str(v, "letter", utf8_upto(pg.paper.title, 1));
	TRY(site_render(&pg, "icon", v));
	c->reply.type = S("image/svg+xml");
	return OK;
}

err
site_old_icon(struct ctx *c)
{
	reply_to(&c->reply, 301, S("/favicon.svg"));
	return OK;
}

/* Pictures that are not public yet are for the newsroom. */
static bool
is_of_the_newsroom(struct ctx *c)
{
	struct person *who = NEW(c->a, struct person, 1);
	bool stale;

	return door_session(c, c->txn, who, &stale) == OK && !who->waits &&
		person_may(who, MAY_ENTER);
}

static err
not_there(struct ctx *c, str path)
{
	struct q_picture_is_gone gone;
	err e = q_picture_is_gone(c->txn, path, &gone);

	if (e == OK)
		return fail(E_GONE, "this picture was deleted");
	return e == E_ABSENT ? fail(E_ABSENT, "%.*s not found", SARG(str_upto(path, 200))) : e;
}

/* "12.TOKEN": whoever was shown story 12 a while ago may have its pictures. */
str
site_picture_key(const struct ctx *c, int64_t story)
{
	return arena_fmt(c->a, "?k=%lld.%.*s", (long long)story, SARG(seal_token(c->a, c->app->services.seal, purpose, &story, 1, c->now)));
}

bool
site_picture_opens(struct ctx *c, int64_t media)
{
	str token = request_query(c->req, S("k")), number;
	struct q_media_of_story row;
	int64_t story, at;

	return str_split(&token, '.', &number) && str_int(number, &story) == OK &&
		seal_token_check(c->app->services.seal, purpose, &story, 1, token, &at) == OK && at <= c->now &&
		c->now - at < KEY_SECONDS && q_media_of_story(c->txn, media, story, c->now, &row) == OK;
}

/* Of a size that is there no more, since its picture was replaced or is cut in another way,
 * the one that took its place: whoever has the page of before still sees a picture. */
static err
size_now(struct ctx *c, int64_t id, str asked, enum media_shape shape, int64_t width, str *path)
{
	struct q_media_sizes_of *size, *best = NULL;
	str format = str_ends(asked, S(".jpg")) ? S("jpeg") : str_from(asked, asked.n - 4), want = str_of(media_shape_is(shape)->name);
	size_t n;

	TRY(q_media_sizes_of(c->txn, (struct ids){&id, 1}, want, &size, &n));
	for (size_t i = 0; i < n; i++) {
		if (!str_eq(size[i].shape, want) || !str_ends(format, size[i].format))
			continue;
		if (!best || llabs(size[i].width - width) < llabs(best->width - width))
			best = &size[i];
	}
	*path = best ? best->path : S("");
	return OK;
}

/* As secret as the picture itself. */
static err
moved_size(struct ctx *c, str asked)
{
	struct q_media_by_path row;
	struct q_media_file file;
	enum media_shape shape;
	str picture, path, key = request_query(c->req, S("k"));
	int64_t width;

	if (!media_file_is_size(asked, &picture, &shape, &width))
		return E_ABSENT;
	TRY(q_media_file(c->txn, picture, c->now, &file));
	if (!file.shown && !is_of_the_newsroom(c) && !site_picture_opens(c, file.id))
		return E_ABSENT;
	TRY(q_media_by_path(c->txn, picture, &row));
	TRY(size_now(c, row.id, asked, shape, width, &path));
	if (!path.n && shape != MEDIA_WHOLE)
		TRY(size_now(c, row.id, asked, MEDIA_WHOLE, width, &path));
	if (!path.n || str_eq(path, asked))
		return E_ABSENT;
	reply_to(&c->reply, 302, arena_fmt(c->a, "/media/%.*s%s%.*s", SARG(path), key.n ? "?k=" : "", SARG(key)));
	return OK;
}

/* To readers only what something public uses at this moment.  A size never changes, the
 * picture's own address may get another file. */
static err
send_file(struct ctx *c, str path, const struct q_media_file *file)
{
	if (!file->shown && !is_of_the_newsroom(c) && !site_picture_opens(c, file->id))
		return fail(E_ABSENT, "%.*s not found", SARG(str_upto(path, 200)));
	c->reply.file = arena_fmt(c->a, "%.*s/%.*s", SARG(c->app->config.media), SARG(file->path));
	c->reply.type = file->mime;
	if (!file->shown)
		reply_header(&c->reply, S("Cache-Control"), S("private, no-store"));
	else if (file->first)
		reply_header(&c->reply, S("Cache-Control"), S("public, max-age=3600"));
	return OK;
}

/* Only what the archive knows is served, so nothing that was put into the folder
 * by other means, and no original with its camera's data, ever leaves. */
static err
send(struct ctx *c, str path)
{
	struct q_media_file file;
	err e = q_media_file(c->txn, path, c->now, &file);

	if (!e)
		return send_file(c, path, &file);
	if (e == E_ABSENT)
		e = moved_size(c, path);
	return e == E_ABSENT ? not_there(c, path) : e;
}

err
site_media(struct ctx *c)
{
	return send(c, c->arg[0]);
}

/* The address a picture had before: also of a size that was made of it there. */
err
site_upload(struct ctx *c)
{
	struct q_media_by_path row;
	str path = c->arg[0];
	err e = q_media_by_path(c->txn, path, &row);

	if (e == E_ABSENT) {
		path = size_suffix_strip(c->a, path);
		e = q_media_by_path(c->txn, path, &row);
	}
	TRY(e);
	return str_eq(row.state, S("ready")) ? send(c, path) : not_there(c, path);
}

err
site_health(struct ctx *c)
{
	c->reply.type = S("text/plain; charset=utf-8");
	c->reply.body = S("ok\n");
	if (c->app->hooks.health && c->app->hooks.health(c->app->hooks.arg)) {
		c->reply.status = 503;
		c->reply.body = arena_fmt(c->a, "%s\n", fail_why());
	}
	return OK;
}

err
site_metrics(struct ctx *c)
{
	struct settings set;
	struct buf b = buf_in(c->a, 1 << 16);
	bool here = door_is_here(c->req);

	TRY(setting_load(c->txn, &set));
	if (!here && !setting_on(&set, "metrics_public"))
		return fail(E_DENIED, "allowed from this machine only");
	if (c->app->hooks.metrics)
		c->app->hooks.metrics(c->app->hooks.arg, &b);
	c->reply.type = S("text/plain; version=0.0.4; charset=utf-8");
	return buf_done(&b, &c->reply.body);
}
