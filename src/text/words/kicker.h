/* kicker.h: what newsrooms type into the headline and the first line because
 * their system has no field for it.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

/* "Football/ Coach leaves": kicker "Football", rest "Coach leaves".  A slash with
 * a space after it and none before, at most 30 characters and four words before
 * it.  False (and nothing is written) for "24/7", addresses, "and/ or". */
bool kicker_split(str headline, str *kicker, str *rest);

/* "BAMAKO — The council ..." at the start of a body (HTML or classic text, also
 * within its first paragraph): place "BAMAKO", rest the body without it.  Also
 * "NAIROBI, Kenya – " and "GENEVA (Reuters) - ".  The place is as it came, with
 * its references decoded; rest is new memory.  False: none there. */
bool kicker_dateline(struct arena *, str body, str *place, str *rest);
