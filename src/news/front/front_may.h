/* front_may.h: who may change what of the front.  Persons who are limited to sections
 * change the blocks of these sections; whoever is not changes everything.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/people/role.h"

/* Layouts, the order of blocks, the breaking strip: what the whole paper shows. */
bool front_may_whole(const struct person *);
/* The places of one area.  above: the section of its block and those above it; n 0: an
 * area that is no section's. */
bool front_may_area(const struct person *, const int64_t *above, size_t n);
