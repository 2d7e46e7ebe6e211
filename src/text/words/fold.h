/* fold.h: text to the tokens that search compares.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

/* Tokens separated by one space, in order.  The same function serves stories and
 * questions, so that "Économies" finds "economie".
 *   Case, accents, Arabic vowels, N'Ko tone marks go; forms of alef, yeh and teh
 *   marbuta become one; N'Ko and Arabic digits become ASCII; scripts without
 *   spaces are cut into overlapping pairs; English and French are stemmed.
 * lang is a tag such as "en" or "fr-ML"; others are not stemmed.  At most 1 MiB
 * of text is read; tokens are cut at 64 bytes. */
str fold_text(struct arena *, str text, str lang);
