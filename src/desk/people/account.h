/* account.h: what the pages of one's own account share.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "desk/people/login.h"

/* Is this the asker's own password?  Counted, so that who found a screen unlocked
 * cannot guess.  Takes half a second, holds nothing.  E_FLOOD with *wait; E_DENIED: it is
 * not. */
err account_password(struct ctx *, str plain, int64_t *wait) MUST;
