/* checklist.h: what a story lacks before it may go out.
 *
 * The rules are the newsroom's: each is off, warns, or stops (settings check_...).
 * publish_story() asks here, so a rule that stops cannot be gone around by another
 * door.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/paper/setting.h"
#include "news/story/save.h"

enum check_weight { CHECK_WARNS, CHECK_STOPS };

struct check {
	const char *rule;  /* "headline": lang/ has check_headline */
	enum check_weight weight;
	str what;          /* which picture, which link, how long; may be empty */
};
/* What is wrong, the rules that stop first; *n is 0 when nothing is.  story: its
 * number, or 0 for one that has none yet. */
err checklist_of(struct txn *, const struct settings *, const struct story_draft *, int64_t story,
	int64_t now, struct check **out, size_t *n) MUST;

/* Links to other people's sites are looked at by the job "link", the key is the
 * address: the story's, as far as nobody has looked at them within a day.  Inside a write. */
err checklist_ask_links(struct txn *, const struct story_draft *, int64_t now) MUST;
/* Inside a write: what a look at such an address gave; status 0: no answer. */
err checklist_link_seen(struct txn *, str url, int64_t status, int64_t now) MUST;
/* Inside a write: forgets what was learned long ago. */
err checklist_sweep(struct txn *, int64_t now) MUST;
