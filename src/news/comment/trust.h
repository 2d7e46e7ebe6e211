/* trust.h: how far a commenter is known, and which words decide by themselves.
 *
 * Nobody's standing is stored: it is counted from what moderators said of the same
 * name and address, so it changes with their next click.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/paper/setting.h"

enum comment_trust {
	TRUST_NEW,      /* nothing was ever approved */
	TRUST_KNOWN,    /* something was */
	TRUST_PROVEN,   /* comment_trust_count approved, nothing put away of late: neither
	                 * links nor the filter hold them */
	TRUST_LOST      /* comment_distrust_count put away of late: always held */
};
enum comment_trust comment_trust(const struct settings *, int64_t approved, int64_t refused);
/* Since when what was put away counts. */
int64_t comment_trust_since(const struct settings *, int64_t now);
const char *comment_trust_name(enum comment_trust); /* "new", "known", "proven", "lost" */

/* Does the text hold one of the words of the list?  Words or phrases of up to
 * COMMENT_PHRASE words, parted by commas or lines; case and accents do not matter, and a
 * word is a whole word.  One pass over the text for each length of phrase. */
enum { COMMENT_PHRASE = 6 };
bool comment_word_hit(struct arena *, str list, str text);
