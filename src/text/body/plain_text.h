/* plain_text.h: a body for who writes it in a plain text area: paragraphs are parted by
 * blank lines, a line end is a line end; what is more than that stays HTML.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

/* False: what comes back would not say the same, so the HTML itself is what to show. */
bool plain_text_of(struct arena *, str markup, str *light);
str plain_text_html(struct arena *, str light);
/* Do the two say the same, once they are clean? */
bool plain_text_same(struct arena *, str x, str y);
