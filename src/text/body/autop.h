/* autop.h: paragraphs of WordPress's classic editor, which stored none.
 *
 * A blank line parts paragraphs, a line end is <br>, blocks are left alone, in
 * <pre> nothing changes, a shortcode or a comment alone is not wrapped.  The
 * result is not safe HTML: it goes through the sanitiser next.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

str autop(struct arena *, str body);
