/* app.c: tells the owner of a paper. */
#include "door/app.h"

void
app_warn(const struct app *app, str line)
{
	if (app->hooks.warn)
		app->hooks.warn(app->hooks.arg, line);
}
