/* working_body.h: bodies of older formats, as the HTML that one writes in.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "record/story.h"
#include "store/store.h"

/* A body of classic or blocks becomes HTML that shows the same; html is left alone. */
err working_body_html(struct txn *, struct story_fields *) MUST;
