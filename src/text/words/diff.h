/* diff.h: two versions of a text, and what differs, to look at.
 *
 * Words are compared, not letters: <del> is gone, <ins> is new.  A body is first
 * compared by paragraphs; one that changed is paired with the one that it was most like, and
 * compared word by word.  Time is bounded whatever comes: where two texts have too
 * little in common the answer is coarser, never wrong: without what is in <del> it says
 * what the new one says, without what is in <ins> what the old one said.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

enum diff_kind { DIFF_SAME, DIFF_GONE, DIFF_NEW };
struct diff_run {
	enum diff_kind kind;
	size_t a, b, n; /* n things: from a of the old ones, from b of the new ones */
};
/* Things are the same when their keys are. */
size_t diff_keys(struct arena *, const uint64_t *a, size_t an, const uint64_t *b, size_t bn, struct diff_run **out);

/* Plain texts. */
html diff_text(struct arena *, str was, str is);
/* HTML, cleaned here: a <p class="d-KIND"> for each paragraph, heading, caption, cell;
 * with class "gone", "new" or "changed" where it is not the same. */
html diff_body(struct arena *, str was, str is);
