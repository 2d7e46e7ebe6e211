/* static.c: the desk's scripts, their notices and the sheet, at addresses that name
 * their content. */
#include "desk/static.h"

#include "assets.h"
#include "base/sys/file.h"
#include "desk/desk.h"
#include "view/theme.h"

enum { SCRIPT_MAX = 8 << 20 };

ROUTE(GET, "/desk/static/{hash}/{file}", desk_static_file, PUBLIC, CACHED)

str
desk_static(struct arena *a, const struct app *app)
{
	return arena_fmt(a, "/desk/static/%s", app->config.scripts.n ? "dev" : assets_mark);
}

bool
desk_has_script(str file)
{
	for (size_t i = 0; i < assets_n; i++)
		if (str_starts(str_of(assets[i].name), S("web/")) && str_eq(str_from(str_of(assets[i].name), 4), file))
			return true;
	return false;
}

/* What the program contains, or what lies in the folder of --dev under that name. */
static err
as_it_is(struct ctx *c, str file, str own, str *bytes)
{
	str folder = c->app->config.scripts;

	*bytes = own;
	if (!folder.n)
		return OK;
	return file_read(c->a, arena_fmt(c->a, "%.*s/%.*s", SARG(folder), SARG(file)).p, SCRIPT_MAX, bytes);
}

static err
find(struct ctx *c, str file, str *bytes)
{
	str name = arena_fmt(c->a, "web/%.*s", SARG(file));

	if (str_eq(file, S("desk.css"))) {
		*bytes = theme_css(c->app->services.desk, c->a);
		c->reply.type = S("text/css; charset=utf-8");
		return OK;
	}
	for (size_t i = 0; i < assets_n; i++)
		if (str_eq(str_of(assets[i].name), name)) {
			TRY(as_it_is(c, file, assets[i].bytes, bytes));
			c->reply.type = str_ends(name, S(".js")) ? S("text/javascript; charset=utf-8") :
				S("text/plain; charset=utf-8");
			return OK;
		}
	return fail(E_ABSENT, "file not found");
}

err
desk_static_file(struct ctx *c)
{
	TRY(find(c, c->arg[1], &c->reply.body));
	reply_header(&c->reply, S("Cache-Control"), c->app->config.scripts.n ? S("no-store") :
		S("public, max-age=31536000, immutable"));
	return OK;
}
