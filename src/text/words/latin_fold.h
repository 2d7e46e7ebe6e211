/* latin_fold.h: letters that no decomposition reaches, in plain ASCII.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

/* "ae" for æ, "o" for ø, "ss" for ß ... in lower case; NULL: none.  The letters
 * of Bambara (ɛ ɔ ŋ ɲ) are letters of their own and not on the list. */
const char *latin_letters(uint32_t c);
/* A letter of the Latin script (marks on it are accents). */
bool latin_is(uint32_t c);
