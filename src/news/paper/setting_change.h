/* setting_change.h: settings changed by a user, with a row in the audit trail.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/paper/setting.h"
#include "news/people/audit.h"

/* Passwords and keys: neither a form nor the audit trail shows what they are. */
bool setting_is_secret(str name);
/* Writes the value where it is another one; set: as loaded in this write.  E_INPUT: what is
 * wrong with it. */
err setting_change(struct txn *, const struct actor *, const struct settings *set, const char *name, str value) MUST;
/* The form of stories' addresses.  E_INPUT: it cannot be chosen (permalink_check.h). */
err setting_change_permalink(struct txn *, const struct actor *, str scheme) MUST;
/* The theme of the readers' pages; empty: the program's own.  The caller knows that it can be used. */
err setting_choose_theme(struct txn *, const struct actor *, str name) MUST;
