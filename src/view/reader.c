/* reader.c: rendering a reader's page. */
#include "view/reader.h"

#include "view/app.h"
#include "view/theme.h"

/* Nothing but our own pictures, sound and films, this very style sheet, and our
 * forms: no script, no frame, nobody else. */
static str
policy(struct ctx *c, str frame)
{
	return arena_fmt(c->a, "default-src 'none'; img-src 'self'; media-src 'self'; "
		"style-src 'sha256-%s'; form-action 'self'; base-uri 'none'; frame-ancestors %.*s",
		theme_css_hash(c->app->theme, c->a).p, SARG(frame));
}

err
reader_render(struct ctx *c, const char *name, const struct value *root, str frame)
{
	html page;

	TRY(theme_render(c->app->theme, c->a, str_of(name), root, &page));
	reply_html(&c->reply, page);
	reply_header(&c->reply, S("Content-Security-Policy"), policy(c, frame));
	if (c->app->designing && c->app->warn && theme_trouble(c->app->theme, c->a).n)
		c->app->warn(c->app->arg, theme_trouble(c->app->theme, c->a));
	return OK;
}
