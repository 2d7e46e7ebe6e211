/* merge.h: two people changed one text: both changes, paragraph by paragraph.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

/* What `ours` and `theirs` both made of `base`, by the blocks of their HTML (of a text
 * without tags: by its paragraphs).  Where both changed the same block differently,
 * ours stands and *clashes counts one.  Nothing is sanitised. */
str merge_blocks(struct arena *, str base, str ours, str theirs, size_t *clashes);
