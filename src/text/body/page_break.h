/* page_break.h: the marks of WordPress that divide a body: <!--nextpage-->, where its next page
 * begins, and <!--more-->, where its beginning ends.  To everything else they are comments.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

/* As str_split(): *part up to the next mark, and the mark itself (empty: it was the last
 * part), which *rest goes on after.  False: there was nothing more. */
bool page_break_split(str *rest, str *part, str *mark);
/* Is the text of a comment ("nextpage", "more Read on") one of the two? */
bool page_break_is(str comment);
/* Do both have the same marks, in the same order? */
bool page_break_same(str x, str y);
