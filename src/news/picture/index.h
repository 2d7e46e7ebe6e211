/* index.h: finding pictures by their words.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/store.h"

/* Inside a write; whoever writes the words of a picture calls it: name, title,
 * alternative text, caption, credit. */
err picture_index(struct txn *, int64_t id) MUST;
