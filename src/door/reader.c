/* reader.c: rendering a reader's page.
 * SPDX-License-Identifier: Apache-2.0 */
#include "door/reader.h"

#include "door/app.h"
#include "news/paper/setting.h"
#include "view/theme.h"
#include "view/themes.h"

struct theme *
reader_theme(const struct ctx *c, const struct settings *set)
{
	if (!c->app->services.themes || c->app->config.designing)
		return c->app->services.theme;
	return themes_get(c->app->services.themes, setting_str(set, "theme"), setting_int(set, "theme_at"));
}

/* Nothing but our own pictures, sound and films, this very style sheet, and our
 * forms: no script, no frame, nobody else. */
static str
policy(struct ctx *c, struct theme *theme, str frame)
{
	return arena_fmt(c->a, "default-src 'none'; img-src 'self'; media-src 'self'; "
		"style-src 'sha256-%s'; form-action 'self'; base-uri 'none'; frame-ancestors %.*s",
		theme_css_hash(theme, c->a).p, SARG(frame));
}

err
reader_render(struct ctx *c, struct theme *theme, const char *name, const struct value *root, str frame)
{
	html page;

	TRY(theme_render(theme, c->a, str_of(name), root, &page));
	reply_html(&c->reply, page);
	reply_header(&c->reply, S("Content-Security-Policy"), policy(c, theme, frame));
	if (c->app->config.designing && theme_trouble(c->app->services.theme, c->a).n)
		app_warn(c->app, theme_trouble(c->app->services.theme, c->a));
	return OK;
}
