/* diff_keys.h: two rows of things, and what differs between them.
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
