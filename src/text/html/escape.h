/* escape.h: from bytes to `html`, one encoder for each place in a page.
 *
 * Text is stored as it came and encoded once, here, at output.  All functions
 * return memory of the arena (or the input when nothing had to change).
 * Characters that HTML forbids (controls, noncharacters) are dropped and bytes
 * that are no UTF-8 become U+FFFD, so whatever goes in, the page stays valid.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"

html escape_text(struct arena *, str);  /* between tags */
html escape_attr(struct arena *, str);  /* between the double quotes of a value */
void escape_add_text(struct buf *, str);
void escape_add_attr(struct buf *, str);
/* The only way to call bytes HTML without looking at them.  For constants of
 * ours and for what was made by these functions; never for what came in. */
html escape_trusted(str);
