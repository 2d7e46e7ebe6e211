/* static.h: the desk's scripts and style sheet. */
#pragma once
#include "base/base.h"

/* "/desk/static/0123456789abcdef": what addresses of scripts and sheets begin with.
 * It changes with any of them, so they may be kept for ever. */
str desk_static(struct arena *);
/* Does the program have this script ("story.js")? */
bool desk_has_script(str file);
