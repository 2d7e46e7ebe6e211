/* ids.h: lists of rows' numbers, also as the text "1,2,3" that rows hold.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

/* A list as an argument of a query; borrowed. */
struct ids {
	const int64_t *id;
	size_t n;
};

str ids_text(struct arena *, const int64_t *id, size_t n);
/* E_INPUT: a part that is no number; empty parts are left out. */
err ids_read(struct arena *, str list, const int64_t **id, size_t *n) MUST;
bool ids_have(const int64_t *id, size_t n, int64_t one);
