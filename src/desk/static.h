/* static.h: the desk's scripts and style sheet.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

struct app;
/* "/desk/static/0123456789abcdef": what addresses of scripts and sheets begin with.
 * It changes with any of them, so they may be kept for ever; "/desk/static/dev" while
 * they come from a folder, and then they may not. */
str desk_static(struct arena *, const struct app *);
/* Does the program have this script ("story.js")? */
bool desk_has_script(str file);
