/* permalink_check.h: may the paper's stories have addresses of this form?
 *
 * permalink_check() knows whether a scheme can be read; here it is laid against the rest
 * of the paper: what other pages begin with, and stories that would share an address.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/paper/setting.h"

/* E_INPUT says why not. */
err permalink_allowed(struct txn *, const struct settings *, str scheme) MUST;
/* How many stories would have another address. */
err permalink_stories(struct txn *, int64_t now, int64_t *n) MUST;
