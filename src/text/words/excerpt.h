/* excerpt.h: the first words of a story.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

enum excerpt_unit {
	EXCERPT_WORDS,      /* what stands between white space */
	EXCERPT_CHARACTERS, /* code points */
	EXCERPT_AUTO,       /* characters where the text has no spaces (CJK, Thai ...) */
};

struct excerpt_rules {
	enum excerpt_unit unit;
	unsigned most; /* words; in EXCERPT_AUTO twice as many characters */
	str ending;    /* added as it is, and only where something was cut */
};

/* text is plain; white space between words becomes one space.  The result
 * borrows nothing of the rules but may be text itself. */
str excerpt_text(struct arena *, str text, const struct excerpt_rules *);
/* From a stored body in any format: ends at <!--more-->, leaves out shortcodes
 * and pictures, then the tags. */
str excerpt_body(struct arena *, str body, const struct excerpt_rules *);
bool excerpt_has_no_spaces(str text);

/* Where <!--more--> or <!--more label--> stands: the teaser is body[0 .. at),
 * the rest body[after ..]. */
bool excerpt_more(str body, size_t *at, size_t *after, str *label);
