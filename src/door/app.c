/* app.c: tells the owner of a paper.
 * SPDX-License-Identifier: Apache-2.0 */
#include "door/app.h"

void
app_warn(const struct app *app, str line)
{
	if (app->hooks.warn)
		app->hooks.warn(app->hooks.arg, line);
}
