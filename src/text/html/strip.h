/* strip.h: the words of HTML, without the markup.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

enum strip_what {
	STRIP_TAGS = 0,
	STRIP_FIGURES = 1, /* pictures' captions and embeds go too; pull quotes and
	                    * tables, which WordPress puts in figures, stay */
};

/* Text with references decoded and white space collapsed to one space, or to
 * one '\n' where a block begins or ends.  Scripts and styles are no text.  The
 * result is not HTML: escape it. */
str strip_html(struct arena *, str html, unsigned what);
/* Its beginning: more than so many words and so many bytes, or all there is. */
str strip_start(struct arena *, str html, unsigned what, size_t words, size_t bytes);
