/* working_body.h: bodies of older formats, as the HTML that one writes in.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/store.h"

/* classic and blocks become HTML that shows the same; html is left alone. */
err working_body_html(struct txn *, str format, str *body) MUST;
