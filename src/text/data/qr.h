/* qr.h: text as a picture that a telephone reads.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

/* A whole SVG file, dark on white in any scheme, with the quiet zone around it.
 * E_TOOBIG: more than such a picture holds. */
err qr_svg(struct arena *, str text, str *svg) MUST;
