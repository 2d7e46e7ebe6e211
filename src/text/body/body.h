/* body.h: a stored story or comment to HTML that is safe in a page.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "text/html/sanitise.h"
#include "text/body/shortcode.h"

enum body_format {
	BODY_HTML,    /* written as HTML, paragraphs and all */
	BODY_CLASSIC, /* WordPress's old editor: blank lines, shortcodes */
	BODY_BLOCKS,  /* WordPress's blocks: HTML between comments, shortcodes */
};

struct body_hooks {
	struct sanitise_hooks sanitise;
	struct shortcode_hooks shortcode;
};

/* Bare addresses on a line and frames become plain links: nothing is loaded
 * from a third party.  Characters stay as they came.  hooks may be NULL. */
html body_html(struct arena *, str body, enum body_format, const struct body_hooks *);
/* A reader's comment: line ends count, bare addresses become links. */
html body_comment(struct arena *, str comment);
/* The words alone, for search and word counts. */
str body_plain(struct arena *, str body, enum body_format);
/* By the name that the archive keeps: "html", "classic", "blocks". */
enum body_format body_format_of(str name);
/* What an imported body is, by its marks. */
enum body_format body_guess(str body);
