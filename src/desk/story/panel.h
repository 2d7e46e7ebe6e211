/* panel.h: the panel in which a story gets its time, for the story's page.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "desk/desk.h"
#include "news/draft/working.h"

/* d->root.publish for theme/desk/story/story-publish.html: what it is now, what may be done
 * with it, what is planned.  Three questions. */
err publish_panel(struct desk *, const struct working *) MUST;
