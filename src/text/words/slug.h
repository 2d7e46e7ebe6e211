/* slug.h: the readable part of an address.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

enum { SLUG_LONGEST = 200 }; /* bytes */

/* Lower-case letters and digits of any script, parted by '-': "L'été à Ségou" is
 * "l-ete-a-segou", "Ɲɔgɔn" is "ɲɔgɔn".  Latin letters lose their accents; Arabic
 * loses its vowel signs.  UTF-8: percent-encoding is the URL's matter.
 * slug_make(slug_make(x)) == slug_make(x); empty only for blank input. */
str slug_make(struct arena *, str title);
/* What WordPress makes of a title: letters past Latin percent-encoded in
 * lower-case hex, at most 200 bytes.  For matching old addresses. */
str slug_wordpress(struct arena *, str title);
