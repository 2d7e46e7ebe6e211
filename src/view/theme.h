/* theme.h: a folder of templates and a style sheet, ready to render.
 *
 * The gazette and the desk stand inside the program.  With a folder (--theme, --dev) its
 * files come first, what it lacks is the program's, and they are looked at again
 * before each rendering: what changed is compiled anew.  If the new state is
 * broken, pages are made with the last good one, and theme_trouble() says which
 * file and line; at the start a broken theme is an error.
 *
 * theme_load() reads a folder once, and again when theme_take() is called: for the
 * themes that a newsroom chooses (themes.h), whose pages are kept.
 *
 * Templates find the style sheet, minified, as {{{css}}}.  All functions may be
 * called by several threads at once.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "view/mustache.h"

struct theme;

/* base: which of the program's own themes, "gazette" or "desk"; folder: what lies
 * over it, or empty.  Ends with the arena. */
err theme_open(struct arena *, const char *base, str folder, struct theme **out) MUST;
err theme_load(struct arena *, const char *base, str folder, struct theme **out) MUST;
/* The folder's files as they are now.  When they are broken the theme stays as it was. */
err theme_take(struct theme *) MUST;
/* name: of the template, without ".html".  The arena holds on to the state of
 * the theme until it ends. */
err theme_render(struct theme *, struct arena *, str name, const struct value *, html *out)
	MUST;
/* The bytes that {{{css}}} stands for, and their hash for the page's policy:
 * SHA-256 in base64, made once. */
str theme_css(struct theme *, struct arena *);
str theme_css_hash(struct theme *, struct arena *);
/* Grows with each change: pages made with a lower number are old. */
int64_t theme_version(struct theme *);
/* Why the files of the folder are not used as they are now; empty: they are. */
str theme_trouble(struct theme *, struct arena *);

/* Comments and needless white space out.  E_INPUT with a line of `file` when a
 * string or comment is never closed, or when it would close its <style>. */
err theme_minify(struct arena *, str file, str css, str *out) MUST;
