/* misc.c: the small fixed addresses: robots.txt, the icon, uploads, health. */
#include "base/utf8.h"
#include "query.h"
#include "site/handle.h"
#include "site/site.h"
#include "text/unsized.h"

ROUTE(GET, "/robots.txt", site_robots, PUBLIC, CACHED)
ROUTE(GET, "/favicon.svg", site_icon, PUBLIC, CACHED)
ROUTE(GET, "/favicon.ico", site_old_icon, PUBLIC, CACHED)
ROUTE(GET, "/media/{path...}", site_media, PUBLIC, NEVER)
ROUTE(GET, "/wp-content/uploads/{path...}", site_upload, PUBLIC, NEVER)
ROUTE(GET, "/health", site_health, PUBLIC, NEVER)
ROUTE(GET, "/metrics", site_metrics, PUBLIC, NEVER)

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
	TRY(site_render(c, "icon", v));
	c->reply.type = S("image/svg+xml");
	return OK;
}

err
site_old_icon(struct ctx *c)
{
	reply_to(&c->reply, 301, S("/favicon.svg"));
	return OK;
}

/* Only what the archive knows is served, so nothing that was put into the folder
 * by other means, and no original with its camera's data, ever leaves. */
static err
send(struct ctx *c, str path)
{
	struct q_media_file file;

	TRY(q_media_file(c->txn, path, &file));
	c->reply.file = arena_fmt(c->a, "%.*s/%.*s", SARG(c->app->media), SARG(file.path));
	c->reply.type = file.mime;
	return OK;
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
		path = unsized(c->a, path);
		e = q_media_by_path(c->txn, path, &row);
	}
	TRY(e);
	if (!str_eq(row.state, S("ready")))
		return fail(E_ABSENT, "%.*s is not here", SARG(str_upto(path, 200)));
	return send(c, path);
}

err
site_health(struct ctx *c)
{
	c->reply.type = S("text/plain; charset=utf-8");
	c->reply.body = S("ok\n");
	if (c->app->health && c->app->health(c->app->arg)) {
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
	bool here = site_is_here(c->req);

	TRY(setting_load(c->txn, &set));
	if (!here && !setting_on(&set, "metrics_public"))
		return fail(E_DENIED, "for this machine alone");
	if (c->app->metrics)
		c->app->metrics(c->app->arg, &b);
	c->reply.type = S("text/plain; version=0.0.4; charset=utf-8");
	return buf_done(&b, &c->reply.body);
}
