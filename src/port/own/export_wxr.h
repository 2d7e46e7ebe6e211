/* export_wxr.h: site.wxr.xml.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/paper/paper.h"
#include "port/own/export_run.h"

/* The paper, sections, tags, authors and media. */
err export_wxr_head(struct export_run *, struct txn *, struct paper *) MUST;
err export_wxr_story(struct export_run *, struct txn *, struct paper *, int64_t id) MUST;
