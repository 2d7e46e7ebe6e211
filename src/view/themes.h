/* themes.h: the themes that a newsroom may choose: the folders of SITE/themes, over the
 * program's own.
 *
 * Which one readers get, and since when, are settings, so a page depends on them like on
 * any other and all processes change together.  A theme's files are read when it is
 * chosen or taken up again, not before each page: what is kept could grow old otherwise.
 * A theme that cannot be used never takes the paper down: its last good state stays, or
 * the program's own comes in, and themes_trouble() says why.
 *
 * All functions may be called by several threads at once.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "view/theme.h"

enum { THEMES_MOST = 40 };

struct themes;
/* own: what is used where none is chosen.  The folder may be absent.  Ends with the arena. */
err themes_open(struct arena *, str folder, struct theme *own, struct themes **out) MUST;
/* The theme to render with; since: grows with each time that it is chosen or taken up. */
struct theme *themes_get(struct themes *, str name, int64_t since);
/* Why this process does not use the files of a theme that was chosen; empty: it does. */
str themes_trouble(struct themes *, struct arena *, str name);
/* A theme as its files are now, for looking at it once; ends with the arena.  E_ABSENT,
 * or E_INPUT with file and line.  name empty: the program's own. */
err themes_try(const struct themes *, struct arena *, str name, struct theme **out) MUST;

struct themes_folder {
	str name, about;    /* about: of its theme.txt, at most 300 bytes; may be empty */
	int64_t changed_at; /* the newest of its files, in seconds */
};
/* In the order of their names; at most THEMES_MOST. */
err themes_list(const struct themes *, struct arena *, struct themes_folder **, size_t *n) MUST;
